"""How a document's footnotes look, and new ones that look the same (ECMA-376 part 1, 17.11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from .edits import chosen, properties_of
from .properties import in_order, with_properties
from .story import OBJECT, Child, Paragraph, Run, Story

# what of a run's look is the paragraph's own: its font and language; and, among the notes themselves, size and colour
_FONT = frozenset(("rFonts", "lang", "rtl", "cs"))
_LOOK = _FONT | {"sz", "szCs", "color", "spacing"}
_NOT_COPIED = ("<w:rPr", "<w:sectPr", "<w:numPr", "<w:framePr", "<w:pageBreakBefore")
_MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class NoteForm:
    """``paragraph`` and ``reference`` are the property elements of a note's paragraph and of its number, in the note
    and in the text; ``gap`` the run between number and text; ``base`` the properties of its text.
    """

    paragraph: str
    reference: str
    gap: str
    base: tuple[str, ...] = ()
    kind: str = "footnote"

    def note(self, note_id: str, content: str, base: Iterable[str]) -> str:
        """The element of a note."""
        return (
            f'<w:{self.kind} w:id="{note_id}"><w:p>{self.paragraph}<w:r>{self.reference}<w:{self.kind}Ref/></w:r>'
            f"{with_properties(self.gap, base)}{content}</w:p></w:{self.kind}>"
        )

    def number(self, note_id: str) -> str:
        """The run of the number in the text."""
        return f'<w:r>{self.reference}<w:{self.kind}Reference w:id="{note_id}"/></w:r>'

    def base_for(self, run: Run | None, prefix: str) -> list[str]:
        """The properties of a note's text where its citation was typed: the font of the paragraph, where it has its
        own.
        """
        own = chosen(properties_of(run.properties, prefix), _FONT) if run is not None else []
        return list(self.base) if self.base else own


_GAPS = {"": "", " ": '<w:r><w:t xml:space="preserve"> </w:t></w:r>', "\t": "<w:r><w:tab/></w:r>"}


def form_of(notes: Story | None, paragraph: str, reference: str, kind: str = "footnote") -> NoteForm:
    """The form that most notes of a document have; for a document without notes that of the styles given (style
    ids).
    """
    default = NoteForm(
        f'<w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>',
        f'<w:rPr><w:rStyle w:val="{reference}"/></w:rPr>',
        _GAPS[" "],
        kind=kind,
    )
    if notes is None:
        return default
    ids = islice(notes.notes, _MOST_LOOKED_AT)
    forms = Counter(f for f in (_form(notes, notes.by_note.get(i, []), default) for i in ids) if f is not None)
    return forms.most_common(1)[0][0] if forms else default


def _form(notes: Story, paragraphs: list[Paragraph], default: NoteForm) -> NoteForm | None:
    if not paragraphs:
        return None
    first = paragraphs[0]
    runs = iter(first.runs)
    number = next((run for run in runs if any(c.kind == default.kind + "Ref" for c in run.children)), None)
    if number is None:
        return None
    properties = [p for p in properties_of(first.properties, notes.prefix) if not p.startswith(_NOT_COPIED)]
    reference = in_order(properties_of(number.properties, notes.prefix)) or default.reference
    shown = first.text
    gap = "\t" if shown.startswith("\t") else " " if shown[:1] in (" ", "\u00a0") else ""
    text = next((run for run in runs if any(c.text.strip(f" \t\u00a0{OBJECT}") for c in run.children)), None)
    base = chosen(properties_of(text.properties, notes.prefix), _LOOK) if text is not None else []
    inner = f"<w:pPr>{''.join(properties)}</w:pPr>" if properties else ""
    return replace(default, paragraph=inner, reference=reference, gap=_GAPS[gap], base=tuple(base))


def number_form(body: Story, form: NoteForm) -> NoteForm:
    """The form with the number's properties as most references in the text have them."""
    seen = Counter(
        in_order(properties_of(child.run.properties, body.prefix))
        for child in islice(body.references, _MOST_LOOKED_AT)
        if child.kind == form.kind + "Reference"
    )
    common = seen.most_common(1)[0][0] if seen else ""
    return replace(form, reference=common) if "w:rStyle" in common or "w:vertAlign" in common else form


def note_numbers(body: Story) -> Iterator[tuple[str, int]]:
    """The numbers of notes in a text: the text of the paragraph, and the place of the number in it."""
    for paragraph in body.paragraphs:
        at = 0
        for item in paragraph.items:
            if isinstance(item, Child) and item.kind in ("footnoteReference", "endnoteReference"):
                yield paragraph.text, at
            at += len(item.text) if isinstance(item, Child) else len(OBJECT)
