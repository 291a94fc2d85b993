"""Puts each citation of an OpenDocument where it belongs: into a new footnote, into the text, or into what was
there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from ...common.files.xml_text import Splices, xml_escape
from ...formats.odt import automatic_styles, text_of
from ...sources.office.works import code_json
from ..bookmarks import last_number
from ..field_codes import dumps, with_text
from ..labels import BIBLIOGRAPHY, CITE, NAME, NOTE, checksum
from ..office import OfficeOptions
from ..office_placing import OfficePlacer, before_punctuation, before_spaces
from ..own_notes import drops_stop
from ..rtf_fields import span_rtf
from ..weaver import Weaver, Woven
from .marks import marked, source_in, unmarked
from .sites import OdtSite, name_of, shown_text
from .story import Note, Paragraph, Piece, RefMark, Story
from .styles import Styles

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_NUMBER = re.compile(r"#(\d+)\Z")


class NoteForm:
    """What most footnotes of a document look like: the style of their paragraph, the span round their text, and what
    stands before it.
    """

    def __init__(self, story: Story) -> None:
        kinds = {note.kind for note in story.notes}
        self.kind = "endnote" if kinds == {"endnote"} else "footnote"
        notes = islice((note for note in story.notes if note.kind == self.kind), 200)
        forms = Counter(form for form in map(_form, notes) if form is not None)
        self.paragraph, self.span, self.gap = forms.most_common(1)[0][0] if forms else (self.kind.capitalize(), "", "")
        self.known = bool(forms)


def _form(note: Note) -> tuple[str, str, str] | None:
    if not note.paragraphs:
        return None
    paragraph = note.paragraphs[0]
    gap = ""
    if paragraph.pieces and paragraph.pieces[0].space:
        gap = {"\t": "<text:tab/>", " ": "<text:s/>"}.get(paragraph.pieces[0].text, "")
    text = next((piece for piece in paragraph.pieces if piece.text.strip()), None)
    return paragraph.style, text.styles[0] if text is not None and len(text.styles) == 1 else "", gap


class OdtPlacer(OfficePlacer[OdtSite]):
    """Writes citations into a text."""

    def __init__(
        self, story: Story, styles: Styles, after_punctuation: bool, weaver: Weaver, options: OfficeOptions
    ) -> None:
        super().__init__(after_punctuation, weaver, options)
        self.story, self.styles = story, styles
        self.splices = Splices()
        self.form = NoteForm(story)
        self.new_notes = 0
        numbers = [int(m[1]) for m in map(_NUMBER.search, story.names) if m is not None]
        self._number = max([0, *numbers])
        self._marks = last_number([story.text])
        self._ids = {note.id for note in story.notes}

    def _prepare(self, site: OdtSite, woven: Woven) -> None:
        self.styles.use(automatic_styles(woven.text + woven.author))

    def _is_edited(self, site: OdtSite) -> bool:
        return site.edited

    def _text_now(self, site: OdtSite) -> str:
        return shown_text(self.story.text[slice(*site.mark.inner)]) if site.mark is not None else site.source

    # -- notes

    def _new_note(self, site: OdtSite, woven: Woven) -> None:
        """A footnote for a marker or a mark in the text; after the punctuation if that is the habit."""
        note = self._footnote(site, woven)
        if woven.author:
            author = self._stopped_once(woven.author, site.paragraph.text[site.end :])
            self._insert(site, self._marked(NAME, site, author))
        self._put_number(site, note, keep_space=bool(woven.author))

    def _put_number(self, site: OdtSite, number: str, *, keep_space: bool = False) -> None:
        start = site.start if keep_space else before_spaces(site.paragraph.text, site.start)
        goal = self._place_of_number(site)
        there = site.paragraph.piece_at(goal) if goal > site.end else None
        if there is not None and there[1]:
            self.splices.insert(there[0].place(there[1], self.story.text), number)
        else:
            self._insert(site, number, start)
        self._take_out(site, start)

    def _refresh_note(self, site: OdtSite, woven: Woven) -> None:
        self._refresh_mark(site, woven, woven.text, NOTE)
        if site.name is not None:
            self._fill(site.name, NAME, site, self._stopped_once(woven.author, self._after_name(site)))

    def _footnote(self, site: OdtSite, woven: Woven) -> str:
        self.new_notes += 1
        number = len(self._ids) + 1
        while f"ftn{number}" in self._ids:
            number += 1
        self._ids.add(f"ftn{number}")
        content = self._citation(site, woven, woven.text, NOTE)
        span = self.form.span if self.form.known else self.styles.font_of((site.paragraph.style, *self._spans(site)))
        if span:
            content = f'<text:span text:style-name="{xml_escape(span)}">{content}</text:span>'
        return (
            f'<text:note text:id="ftn{number}" text:note-class="{self.form.kind}"><text:note-citation>{woven.note}'
            f'</text:note-citation><text:note-body><text:p text:style-name="{xml_escape(self.form.paragraph)}">'
            f"{self.form.gap}{content}</text:p></text:note-body></text:note>"
        )

    def _spans(self, site: OdtSite) -> tuple[str, ...]:
        if site.mark is not None:
            return site.mark.styles
        first = next(site.paragraph.spans(site.start, site.end), None)
        return first[0].styles if first is not None else ()

    def _note_into_text(self, site: OdtSite, woven: Woven) -> None:
        """A note that citekit made becomes a citation in the text, before the punctuation that it stood after."""
        assert site.own is not None
        self.splices.delete(site.own.start, site.own.end)
        if site.name is not None:
            xml = self._citation(site, woven, woven.text, CITE)
            self._replace(site.name, xml)
            return
        at = before_punctuation(site.paragraph.text, site.start)
        there = site.paragraph.piece_at(at) if at else None
        place = there[0].place(there[1], self.story.text) if there is not None and there[1] else site.own.start
        self.splices.insert(place, " " + self._citation(site, woven, woven.text, CITE))

    # -- in place

    def _refresh(self, site: OdtSite, woven: Woven) -> None:
        self._refresh_mark(site, woven, self._stopped_once(woven.text, site.paragraph.text[site.end :]), CITE)

    def _refresh_mark(self, site: OdtSite, woven: Woven, text: str, kind: str) -> None:
        """What a mark holds, as it stands now; with live fields asked for, our own marks become such."""
        mark = site.mark
        assert mark is not None
        if site.found is None and self.options.zotero:
            self._replace(mark, self._citation(site, woven, text, kind))
        elif site.found is None:
            self._fill(mark, kind, site, "".join(self._parts(site, woven, text)) if kind == CITE else text)
        else:
            if site.found.ours and site.in_note and self.weaver.notes:
                text = self._inside_sentence(text, self._around(site)[1])
            assert site.found.data is not None
            data = with_text(site.found.data, self._forms(text), woven.note)
            inner = self.story.text[slice(*mark.inner)]
            former, others = unmarked(inner)
            if data != code_json(mark.name) or text != former:
                self._replace(
                    mark, self._field(mark.name, data, self._remembered(kind, source_in(inner), text)) + others
                )

    def _fill(self, mark: RefMark, kind: str, site: OdtSite, content: str) -> None:
        former, others = unmarked(self.story.text[slice(*mark.inner)])
        if content != former:
            self._replace(mark, self._marked(kind, site, content) + others)

    def _replace(self, mark: RefMark, xml: str) -> None:
        """Put something in the place of a mark."""
        self.splices.replace(mark.start, mark.end, xml + mark.rest)

    def _note_paragraphs(self, site: OdtSite) -> Sequence[Paragraph]:
        return site.note.paragraphs if site.note is not None else [site.paragraph]

    # -- pieces

    def _citation(self, site: OdtSite, woven: Woven, text: str, kind: str) -> str:
        """A citation as it is written anew: in a mark of ours, or as a live field of Zotero or Mendeley."""
        if site.found is not None and site.mark is not None and site.found.data is not None:
            data = with_text(site.found.data, self._forms(text), woven.note)
            source = source_in(self.story.text[slice(*site.mark.inner)])
            return self._field(site.mark.name, data, self._remembered(kind, source, text))
        before, text, behind = self._parts(site, woven, text) if kind == CITE else ("", text, "")
        if not self.options.zotero:
            return self._marked(kind, site, before + text + behind)
        code = self._field_code(site, woven, text, kind)
        content = self._remembered(kind, site.source, text)
        return before + _mark(f"{code} RND{random_name(code)}", content) + behind

    def _remembered(self, kind: str, source: str, text: str) -> str:
        """The text of a live field between bookmarks, which are left of it where LibreOffice makes a .docx of it."""
        if not source:
            return text
        self._marks += 1
        begun, ended = marked(kind, checksum(text_of(text)), source, self._marks)
        return begun + text + ended

    def _forms(self, text: str) -> tuple[str, str]:
        return span_rtf(text), text_of(text)

    def _written(self, text: str) -> str:
        return text

    def _plain_text(self, site: OdtSite, text: str) -> str:
        return xml_escape(text)

    def _inside_sentence(self, text: str, after: str) -> str:
        if not drops_stop(re.sub("<[^>]*>", "", text), after):
            return text
        return re.sub(r"\.([”’»“]*(?:</text:span>)*)\Z", r"\1", text)  # before or after a closing quotation mark

    def _is_raised(self, text: str) -> bool:
        start = '<text:span text:style-name="citekit_superscript">'
        return text.startswith(start) and text.endswith("</text:span>") and text.count("<text:span") == 1

    def _marked(self, kind: str, site: OdtSite, content: str) -> str:
        self._number += 1
        self._marks += 1
        shown = text_of(content)
        begun, ended = marked(kind, checksum(shown), site.source, self._marks)
        return _mark(name_of(kind, site.source, shown, self._number), begun + content + ended)

    def marked_paragraphs(self, which: str, paragraphs: str) -> str:
        """The paragraphs of a bibliography, its bookmarks in the first and the last of them."""
        self._marks += 1
        begun, ended = marked(BIBLIOGRAPHY, "", which, self._marks)
        first, last = paragraphs.index(">") + 1, paragraphs.rindex("</text:p>")
        return paragraphs[:first] + begun + paragraphs[first:last] + ended + paragraphs[last:]

    def _field(self, name: str, data: object, text: str) -> str:
        """A mark of a citation program with other data: what stands round its JSON stays."""
        assert isinstance(data, dict)
        start = name.index("{")
        ending = re.search(r"\s*(?:RND\w+)?\Z", name)
        return _mark(name[:start] + dumps(data) + (ending.group() if ending is not None else ""), text)

    def _insert(self, site: OdtSite, xml: str, start: int = -1) -> None:
        """Put something where a citation begins, or at a place before it from which on text is taken out."""
        if site.mark is not None:
            self.splices.insert(site.mark.start, xml)
            return
        piece, at, _ = next(site.paragraph.spans(site.start if start < 0 else start, site.end))
        self.splices.insert(piece.place(at, self.story.text), xml)

    def _take_out(self, site: OdtSite, start: int) -> None:
        """Take a citation's own text out, from a place at or before it (spaces before a note go)."""
        self.cut(site.paragraph.spans(start, site.end))

    def cut(self, spans: Iterable[tuple[Piece, int, int]]) -> None:
        """Take text out."""
        for piece, a, b in spans:
            if piece.space and b - a < len(piece.text):
                self.splices.replace(piece.start, piece.end, f'<text:s text:c="{len(piece.text) - (b - a)}"/>')
            elif isinstance(piece.object, RefMark):
                self._replace(piece.object, "")
            else:
                self.splices.delete(piece.place(a, self.story.text), piece.place(b, self.story.text))


def _mark(name: str, content: str) -> str:
    written = xml_escape(name)
    return (
        f'<text:reference-mark-start text:name="{written}"/>{content}<text:reference-mark-end text:name="{written}"/>'
    )


def random_name(text: str) -> str:
    """Ten letters and digits, the same for the same text."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:10])
