"""Where an OpenDocument cites: markers that were typed, and reference marks of citekit and of citation programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...common.files.xml_text import xml_unescape
from ..citations import Citation
from ..field_codes import FieldLibrary, read_json
from ..labels import NOTE, Label, label_of, label_text
from ..locators import LocatorWords
from ..office_survey import Site, Surveyor
from .story import Note, Paragraph, RefMark, Story

_NUMBER = re.compile(r" #\d+\Z")  # at the end of the name of a mark of citekit's
_CLOSED = re.compile(r"<text:(?:a|placeholder|text-input|user-field-get|variable-set|conditional-text)\b")
# what is in a paragraph's element and none of its text
_ELSEWHERE = re.compile(r"<(text:note|office:annotation|draw:text-box|text:ruby-text)\b.*?</\1>", re.S)
_SHOWN = re.compile(r"<text:s(?: text:c=\"(\d+)\")?/>|<(text:tab|text:line-break)/>|<[^>]*>|([^<]+)")


@dataclass(eq=False)
class OdtSite(Site[Paragraph, RefMark]):
    """A citation in an OpenDocument: a marker or a reference mark. ``own`` is the note that citekit made for it."""

    mark: RefMark | None = None
    own: Note | None = None

    @property
    def is_marker(self) -> bool:
        return self.mark is None

    @property
    def is_own_note(self) -> bool:
        return self.own is not None

    @property
    def in_note(self) -> bool:
        return self.note is not None

    @property
    def note(self) -> Note | None:
        """The person's own note that it stands in."""
        return self.paragraph.note


def name_of(kind: str, source: str, text: str, number: int) -> str:
    """The name of a mark: its label, and a number that makes it unique."""
    return f"{label_text(kind, source, text)} #{number}"


class OdtSurveyor(Surveyor[OdtSite, Paragraph]):
    """Goes through an OpenDocument text."""

    def __init__(self, story: Story, works: FieldLibrary, words: LocatorWords, italic: set[str]) -> None:
        """``italic`` are the names of the styles that make text italic."""
        super().__init__(works, words)
        self.story, self.italic = story, italic

    def _body(self) -> Iterable[Paragraph]:
        return (paragraph for paragraph in self.story.paragraphs if paragraph.note is None)

    def _begins_chapter(self, paragraph: Paragraph) -> bool:
        return paragraph.level == 1

    def _objects(self, paragraph: Paragraph) -> Iterator[tuple[int, Any]]:
        at = 0
        for piece in paragraph.pieces:
            if isinstance(piece.object, (Note, RefMark)):
                yield at, piece.object
            at += len(piece.text)

    def _is_note(self, item: Any) -> bool:
        return isinstance(item, Note)

    def _is_in_note(self, paragraph: Paragraph) -> bool:
        return paragraph.note is not None

    def _paragraphs_of(self, reference: Note) -> list[Paragraph]:
        return reference.paragraphs

    def _note_name(self, reference: Note) -> str:
        return reference.name

    def _site(self, mark: RefMark | None, paragraph: Paragraph, start: int, end: int) -> OdtSite:
        return OdtSite(Citation(()), "", paragraph, start, end, self.chapter, mark=mark)

    def _label(self, mark: RefMark) -> Label | None:
        return label_of(_NUMBER.sub("", mark.name))

    def _text_in(self, mark: RefMark, site: OdtSite) -> str:
        return shown_text(self.story.text[slice(*mark.inner)])

    def _read_mark(self, site: OdtSite, mark: RefMark, label: Label | None) -> bool:
        if not mark.end:
            return False
        if label is not None:
            return self._read_label(site, mark, label)
        site.found = read_json(mark.name, self.works, self.words)
        if site.found is None:
            return False
        site.citation, site.edited = site.found.citation, site.found.differs(self._text_in(mark, site))
        return True

    def _own_note(self, reference: Note, inside: list[Paragraph], paragraph: Paragraph, start: int) -> OdtSite | None:
        pieces = [piece for one in inside for piece in one.pieces if piece.text.strip()]
        if len(pieces) != 1 or not isinstance(pieces[0].object, RefMark):
            return None
        mark = pieces[0].object
        label = self._label(mark)
        site = self._site(mark, paragraph, start, start + 1)
        site.own = reference
        if (label is not None and label.kind != NOTE) or not self._read_mark(site, mark, label):
            return None
        return site if site.found is None or site.found.ours else None

    def _text_with_objects(self, paragraph: Paragraph) -> str:
        raw = self.story.text[paragraph.start : paragraph.end]
        if "@" not in raw or not _CLOSED.search(raw):
            return ""
        return shown_text(_ELSEWHERE.sub("", raw))

    def _italics(self, paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[str, bool]]:
        for piece, first, last in paragraph.spans(start, end):
            yield piece.text[first:last], any(style in self.italic for style in piece.styles)


def shown_text(raw: str) -> str:
    """The text that a stretch of a file shows."""
    out = []
    for count, other, text in _SHOWN.findall(raw):
        if other:
            out.append("\t" if other == "text:tab" else "\n")
        elif text:
            out.append(xml_unescape(text))
        elif count:
            out.append(" " * min(int(count), 1000))
    return "".join(out)
