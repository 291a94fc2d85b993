"""The bibliography of a Word document: at its marker, where citekit put it before, or at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...common.files.xml_text import tags, xml_escape
from ..field_codes import BIBLIOGRAPHY_CODE
from ..labels import BIBLIOGRAPHY
from ..markers import bibliography_asked_for
from ..office import OfficeOptions
from .controls import unmarked
from .edits import Edits, chosen, properties_of
from .fields import field_runs
from .parts import WordPackage
from .placing import DocxPlacer
from .properties import in_order, with_properties
from .story import Control, Field, Paragraph, Story

_FONT = frozenset(("rFonts", "lang", "rtl", "cs"))
_FIELD = re.compile(r"\s*(?:ADDIN\s+)?(?:ZOTERO_BIBL|Mendeley Bibliography|BIBLIOGRAPHY)\b")
_SIMPLE = {"p", "pPr", "r", "rPr", "t", "proofErr"}


@dataclass
class Place:
    """Where a bibliography stands or goes: our control, a field, or the paragraph of a marker."""

    which: str = ""  # what it lists; an empty text: everything
    control: Control | None = None
    field: Field | None = None
    paragraph: Paragraph | None = None

    @property
    def filled(self) -> bool:
        """Whether citekit has put a bibliography there."""
        return self.control is not None


def find_bibliographies(body: Story) -> list[Place]:
    """The places of the bibliographies that a document asks for, or has."""
    found = [
        Place(control.tag[len(BIBLIOGRAPHY) :].strip(), control=control)
        for control in body.controls
        if control.tag.startswith(BIBLIOGRAPHY) and not control.boxed
    ]
    fields = [field for field in body.fields if _FIELD.match(field.code) and not field.boxed]
    found += [Place(field=field) for field in fields]
    for paragraph in body.paragraphs:
        which = bibliography_asked_for(paragraph.text) if paragraph.items and not paragraph.boxed else None
        if which is not None:
            found.append(Place(which, paragraph=paragraph))
    return found


class BibliographyPlace:
    """Writes the entries of a bibliography into the body."""

    def __init__(
        self, word: WordPackage, body: Story, edits: Edits, placer: DocxPlacer, options: OfficeOptions
    ) -> None:
        self.word, self.body, self.edits, self.placer, self.options = word, body, edits, placer, options

    def put(self, place: Place | None, entries: list[str]) -> None:
        """Put the entries at a place; at the end of the body, before its last section properties, without one."""
        if place is not None and place.field is not None:
            self._into_field(place.field, entries)
        elif place is not None and place.control is not None:
            self._into_control(place, place.control, entries)
        elif place is not None and place.paragraph is not None:
            self._at_marker(place, place.paragraph, entries)
        else:
            base = self.placer.font or []
            heading = self._heading() if self.options.heading else ""
            self.edits.splices.insert(self.body.body_end, self.edits.own(self._block("", entries, base, heading)))

    def _block(self, which: str, entries: list[str], base: list[str], heading: str = "") -> str:
        """The paragraphs of a bibliography in a control; as a live field, of which Zotero knows one, for everything."""
        if self.options.zotero and not which:
            return heading + self._field_paragraph(entries, base)
        content = heading + self._marked(which, self._paragraphs(entries, base))
        return self.placer.controls.control(f"{BIBLIOGRAPHY} {which}".strip(), "", content, base)

    def _paragraphs(self, entries: list[str], base: list[str]) -> str:
        style = self.word.style("bibliography", "paragraph")
        head = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        return "".join(f"{head}{with_properties(entry, base)}</w:p>" for entry in entries or [""])

    def _marked(self, which: str, paragraphs: str) -> str:
        return self.placer.controls.marked_paragraphs(BIBLIOGRAPHY, which, paragraphs)

    def _field_paragraph(self, entries: list[str], base: list[str]) -> str:
        """The bibliography as a live field in one paragraph: Zotero makes paragraphs of it when it refreshes."""
        style = self.word.style("bibliography", "paragraph")
        look = f'<w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="left"/></w:pPr>'  # lines that break are not stretched
        return f"<w:p>{look}{self._field(entries, base)}</w:p>"

    def _field(self, entries: list[str], base: list[str], code: str = "ADDIN " + BIBLIOGRAPHY_CODE) -> str:
        return with_properties(field_runs(code, "<w:r><w:br/></w:r>".join(entries)), base)

    def _heading(self) -> str:
        style = next(iter(sorted(self.word.style_ids("heading 1"))), "")
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        bold = "" if style else in_order(["<w:b/>", "<w:bCs/>"])
        return f'<w:p>{look}<w:r>{bold}<w:t xml:space="preserve">{xml_escape(self.options.heading)}</w:t></w:r></w:p>'

    def _into_control(self, place: Place, control: Control, entries: list[str]) -> None:
        base = properties_of(control.properties, self.body.prefix)
        if self.options.zotero and not place.which:
            self.edits.replace(control.start, control.end, self._field_paragraph(entries, base))
            return
        inner = self.body.text[slice(*control.inner)]
        heading = self._heading() if self.options.heading else ""
        kept = heading if heading and inner.startswith(self.edits.own(heading)) else ""
        paragraphs = self._paragraphs(entries, base)
        former, others = unmarked(inner)
        if self.edits.own(kept + paragraphs) != former:
            at = paragraphs.rindex("</w:p>")
            paragraphs = paragraphs[:at] + others + paragraphs[at:]
            self.edits.replace(*control.inner, kept + self._marked(place.which, paragraphs))

    def _into_field(self, field: Field, entries: list[str]) -> None:
        """A live bibliography that stands in one paragraph; one that its program has laid out is left to it."""
        if field.simple or len(field.paragraphs) > 1 or "ZOTERO_BIBL" not in field.code or field.nested:
            self.placer.warnings.append("the bibliography is a field of another program: refresh it there")
            return
        base = properties_of(field.properties, self.body.prefix)
        xml = self._field(entries, base, field.code.strip())
        start, end = field.children[0].run.start, field.children[-1].run.end
        if self.edits.own(xml) != self.body.text[start:end]:
            self.edits.insert(field.children[0], 0, xml)
            for child in field.children:
                self.edits.remove(child)

    def _at_marker(self, place: Place, paragraph: Paragraph, entries: list[str]) -> None:
        """In the place of the marker's paragraph; a paragraph that holds more than text stays, emptied, after it."""
        run = next((r for r in paragraph.runs if r.children), None)
        base = (
            chosen(properties_of(run.properties, self.body.prefix), _FONT | {"sz", "szCs"}) if run is not None else []
        )
        xml = self._block(place.which, entries, base)
        if paragraph.section or paragraph.cell or _contents(self.body.text[paragraph.start : paragraph.end]) - _SIMPLE:
            self.edits.splices.insert(paragraph.start, self.edits.own(xml))
            for child, a, b in paragraph.spans(0, len(paragraph.text)):
                self.edits.cut(child, a, b)
            return
        self.edits.replace(paragraph.start, paragraph.end, xml)


def _contents(xml: str) -> set[str]:
    """The names of the elements of a paragraph, those of properties left out."""
    found: set[str] = set()
    depth = 0
    for tag in tags(xml):
        name = tag.name.rpartition(":")[2]
        if name in ("pPr", "rPr") and tag.kind != "<>":
            depth += 1 if tag.kind == "<" else -1
        elif not depth:
            found.add(name)
    return found
