"""Where an OpenDocument cites: markers that were typed, what citekit wrote before, and reference marks of other
programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...common.files.xml_text import unescape
from ..citations import Citation
from ..field_codes import FieldCitation, FieldLibrary, read_json
from ..locators import LocatorWords
from ..markers import Marker, as_source, find_markers, read_source
from ..office import checksum, source_of
from .story import Note, Paragraph, Piece, RefMark, Story

NOTE, CITE, NAME, BIBLIOGRAPHY = "citekit:note", "citekit:cite", "citekit:name", "citekit:bibliography"
_NAME = re.compile(r"(citekit:[a-z]+)(?::([0-9a-f]{6}))?(?: (.*?))?(?: #\d+)?\Z", re.S)
_CLOSED = re.compile(r"<text:(?:a|placeholder|text-input|user-field-get|variable-set|conditional-text)\b")
# what stands in a paragraph and is none of its text
_ELSEWHERE = re.compile(r"<(text:note|office:annotation|draw:text-box|text:ruby-text)\b.*?</\1>", re.S)
_SHOWN = re.compile(r"<text:s(?: text:c=\"(\d+)\")?/>|<(text:tab|text:line-break)/>|<[^>]*>|([^<]+)")


@dataclass(eq=False)
class Site:
    """A citation in a text. ``start`` and ``end`` are its place in the text of its paragraph (an object is one
    character).

    ``own`` is the note that citekit made for it, ``name`` the name in the sentence that goes with that; ``edited``
    says that a person has changed what citekit, or another program, wrote.
    """

    citation: Citation
    source: str
    paragraph: Paragraph
    start: int
    end: int
    chapter: int = 0
    mark: RefMark | None = None
    found: FieldCitation | None = None
    own: Note | None = None
    name: RefMark | None = None
    edited: bool = False
    slip: str = ""  # what is wrong with its brackets

    @property
    def note(self) -> Note | None:
        """The person's own note that it stands in."""
        return self.paragraph.note


@dataclass(frozen=True)
class Label:
    """What the name of a mark of ours says."""

    kind: str
    sum: str
    source: str


def label_of(name: str) -> Label | None:
    """The label in the name of a reference mark, or None where it is none of ours."""
    match = _NAME.match(name)
    return Label(match[1], match[2] or "", match[3] or "") if match is not None else None


def name_of(kind: str, source: str, text: str, number: int) -> str:
    """The name of a mark: what it is, a checksum of its text, the citation's source, and a number to be unique."""
    return f"{kind}:{checksum(text)} {source} #{number}"


@dataclass
class Survey:
    """What was found: sites and notes without citations in the order of reading, and what must be told."""

    places: list[Site | tuple[Note, int]] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    split: list[str] = field(default_factory=list)  # citations in links and fields, or that one splits


class Surveyor:
    """Looks through a text."""

    def __init__(self, story: Story, works: FieldLibrary, words: LocatorWords, italic: set[str]) -> None:
        """``italic`` are the names of the styles that make text italic."""
        self.story, self.works, self.words, self.italic = story, works, words, italic
        self.survey = Survey()
        self.chapter = 0
        self.name: tuple[RefMark, Paragraph, int] | None = None

    def look(self) -> Survey:
        """Go through the text, and through each note where its number stands."""
        for paragraph in self.story.paragraphs:
            if paragraph.note is not None:
                continue
            self.chapter += paragraph.level == 1
            if paragraph.boxed:
                self.survey.boxed += [paragraph.text[m.start : m.end] for m in find_markers(paragraph.text, self.words)]
                continue
            self.survey.split += self._split(paragraph)
            for item, start, end in self._items(paragraph):
                if isinstance(item, Note):
                    self._look_into_note(item, paragraph, start)
                else:
                    self._add(paragraph, item, start, end)
            self._settle_name()
        return self.survey

    def _split(self, paragraph: Paragraph) -> Iterator[str]:
        """Citations of known documents in what is no text of the paragraph's own, a link or a field, or split by it."""
        raw = self.story.text[paragraph.start : paragraph.end]
        if "@" not in raw or not _CLOSED.search(raw):
            return
        for marker in find_markers(text := shown_text(_ELSEWHERE.sub("", raw)), self.words):
            source = text[marker.start : marker.end]
            if source not in paragraph.text and any(map(self.works.library.key_of, marker.citation.keys)):
                yield source

    def _items(self, paragraph: Paragraph) -> Iterator[tuple[Marker | Note | RefMark, int, int]]:
        found: list[tuple[int, int, Any]] = [(m.start, m.end, m) for m in find_markers(paragraph.text, self.words)]
        at = 0
        for piece in paragraph.pieces:
            if isinstance(piece.object, (Note, RefMark)):
                found.append((at, at + 1, piece.object))
            at += len(piece.text)
        for start, end, one in sorted(found, key=lambda f: f[0]):
            yield one, start, end

    def _add(self, paragraph: Paragraph, item: Marker | RefMark, start: int, end: int) -> bool:
        if isinstance(item, Marker):
            source = self._source(paragraph, start, end)
            citation = read_source(source, self.words) or item.citation
            site = Site(citation, source, paragraph, start, end, self.chapter, slip=item.slip)
        else:
            label = label_of(item.name)
            if label is not None and label.kind == NAME and paragraph.note is None:
                self._settle_name()
                self.name = (item, paragraph, start)
                return True
            site = Site(Citation(()), "", paragraph, start, end, self.chapter, mark=item)
            if not item.end or not self._read_mark(site, item):
                return False
        self._settle_name()
        self.survey.places.append(site)
        return True

    def _read_mark(self, site: Site, mark: RefMark) -> bool:
        """What a mark cites, and whether a person has changed its text, or typed another marker over it."""
        text = shown_text(self.story.text[slice(*mark.inner)])
        label = label_of(mark.name)
        if label is None:
            site.found = read_json(mark.name, self.works, self.words)
            if site.found is None:
                return False
            site.citation, site.edited = site.found.citation, site.found.differs(text)
            return True
        site.source, site.edited = source_of(text, label.source, label.sum, self.words)
        citation = read_source(site.source, self.words)
        site.citation = citation or site.citation
        return citation is not None

    def _settle_name(self) -> None:
        """A name in a sentence whose note is gone is a citation like any other."""
        if self.name is None:
            return
        (mark, paragraph, start), self.name = self.name, None
        site = Site(Citation(()), "", paragraph, start, start + 1, self.chapter, mark=mark)
        if self._read_mark(site, mark):
            self.survey.places.append(site)

    def _look_into_note(self, note: Note, paragraph: Paragraph, start: int) -> None:
        if self._own_note(note, paragraph, start):
            return
        self._settle_name()
        found = False
        for one in note.paragraphs:
            self.survey.split += self._split(one)
            for item, first, last in self._items(one):
                if not isinstance(item, Note):
                    found = self._add(one, item, first, last) or found
        if not found:
            self.survey.places.append((note, self.chapter))

    def _own_note(self, note: Note, paragraph: Paragraph, start: int) -> bool:
        """A note that citekit made and that holds nothing else: its place is that of its number in the text."""
        pieces = [piece for one in note.paragraphs for piece in one.pieces if piece.text.strip()]
        if len(pieces) != 1 or not isinstance(pieces[0].object, RefMark) or not pieces[0].object.end:
            return False
        mark = pieces[0].object
        label = label_of(mark.name)
        site = Site(Citation(()), "", paragraph, start, start + 1, self.chapter, mark=mark, own=note)
        if (label is not None and label.kind != NOTE) or not self._read_mark(site, mark):
            return False
        if site.found is not None and not site.found.ours:
            return False
        self._pair(site)
        if site.found is not None and site.name is None:
            return False
        self._settle_name()
        self.survey.places.append(site)
        return True

    def _pair(self, site: Site) -> None:
        """The name in the sentence that goes with a note of ours."""
        label = label_of(self.name[0].name) if self.name is not None else None
        named = read_source(label.source, self.words) if label is not None else None
        if self.name is None or label is None or named is None or self._keys(named) != self._keys(site.citation):
            return
        site.name, self.name = self.name[0], None
        if site.found is not None:
            site.citation, site.source = named, label.source

    def _keys(self, citation: Citation) -> tuple[str, ...]:
        return tuple(self.works.library.key_of(key) or key for key in citation.keys)

    def _source(self, paragraph: Paragraph, start: int, end: int) -> str:
        pieces = [(piece.text[a:b], self._italic(piece)) for piece, a, b in paragraph.spans(start, end)]
        whole = all(italic for _, italic in pieces)
        return as_source([(text, "i" if italic and not whole else "") for text, italic in pieces])

    def _italic(self, piece: Piece) -> bool:
        return any(style in self.italic for style in piece.styles)


def shown_text(raw: str) -> str:
    """The text that a stretch of a file shows."""
    out = []
    for count, other, text in _SHOWN.findall(raw):
        if other:
            out.append("\t" if other == "text:tab" else "\n")
        elif text:
            out.append(unescape(text))
        elif count:
            out.append(" " * min(int(count), 1000))
    return "".join(out)
