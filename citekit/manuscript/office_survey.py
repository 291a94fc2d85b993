"""What a word processor's document cites: markers that were typed, what citekit wrote before, and the citations of
other programs.

Word and OpenDocument differ in how these are kept in the file; what they mean, and in which order, is the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, Union

from .citations import Citation
from .field_codes import FieldCitation, FieldLibrary
from .labels import NAME, Label
from .locators import LocatorWords
from .markers import Marker, as_source, find_markers, read_source


class _Paragraph(Protocol):
    @property
    def text(self) -> str: ...

    boxed: bool  # in a text box


Paragraph = TypeVar("Paragraph", bound=_Paragraph)
Mark = TypeVar("Mark")


@dataclass(eq=False)
class Site(Generic[Paragraph, Mark]):
    """A citation in a document.

    ``start`` and ``end`` are its place in the text of its paragraph, in which an object is one character. ``found`` is
    the citation of another program, or of a live field.  ``name`` is the mark round the name in the sentence, where
    that goes with a note of citekit's.
    """

    citation: Citation
    source: str
    paragraph: Paragraph
    start: int
    end: int
    chapter: int = 0
    found: FieldCitation | None = None
    name: Mark | None = None
    edited: bool = False  # a person has changed the text that was written there
    slip: str = ""  # what is wrong with its brackets

    @property
    def is_marker(self) -> bool:
        """Whether it was typed as text."""
        raise NotImplementedError

    @property
    def is_own_note(self) -> bool:
        """Whether it is a note that citekit made."""
        raise NotImplementedError

    @property
    def in_note(self) -> bool:
        """Whether it stands in a note of the person's own."""
        raise NotImplementedError


AnySite = TypeVar("AnySite", bound=Site[Any, Any])


class PlainNote(NamedTuple):
    """A note of the person's own that cites nothing."""

    name: str
    chapter: int


@dataclass
class Survey(Generic[AnySite]):
    """Citations, and notes without one, in the order of reading; and the citations that cannot be woven."""

    places: list[Union[AnySite, PlainNote]] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)  # in text boxes
    split: list[str] = field(default_factory=list)  # in links, fields and hidden text, or split by one


@dataclass(frozen=True)
class _PendingName(Generic[AnySite]):
    """A name in a sentence, until the note that goes with it is found."""

    site: AnySite
    mark: Any
    label: Label


class Surveyor(ABC, Generic[AnySite, Paragraph]):
    """Goes through a document in the order of reading; subclasses know how a format keeps notes and marks."""

    def __init__(self, works: FieldLibrary, words: LocatorWords) -> None:
        self.works, self.words = works, words
        self.survey: Survey[AnySite] = Survey()
        self.chapter = 0
        self._name: _PendingName[AnySite] | None = None

    def find(self) -> Survey[AnySite]:
        """Go through the text, and through each note where its number stands."""
        for paragraph in self._body():
            self.chapter += self._begins_chapter(paragraph)
            if paragraph.boxed:
                self.survey.boxed += [paragraph.text[m.start : m.end] for m in find_markers(paragraph.text, self.words)]
                continue
            self.survey.split += self._split_citations(paragraph)
            for item, start, end in self._items(paragraph):
                if self._is_note(item):
                    self._add_note(item, paragraph, start)
                else:
                    self._add(item, paragraph, start, end)
            self._add_pending_name()
        return self.survey

    def _items(self, paragraph: Paragraph) -> Iterator[tuple[Any, int, int]]:
        """The markers, note numbers and marks of a paragraph in order, with their places."""
        found: list[tuple[int, int, Any]] = [(m.start, m.end, m) for m in find_markers(paragraph.text, self.words)]
        found += [(at, at + 1, item) for at, item in self._objects(paragraph)]
        for start, end, one in sorted(found, key=lambda f: f[0]):
            yield one, start, end

    def _add(self, item: Any, paragraph: Paragraph, start: int, end: int) -> bool:
        """Add a citation to the survey; False where the item is none."""
        if isinstance(item, Marker):
            source = self._source(paragraph, start, end)
            site = self._site(None, paragraph, start, end)
            site.citation, site.source = read_source(source, self.words) or item.citation, source
            site.slip = item.slip
        else:
            label = self._label(item)
            site = self._site(item, paragraph, start, end)
            if label is not None and label.kind == NAME and not self._is_in_note(paragraph):
                self._add_pending_name()
                self._name = _PendingName(site, item, label)
                return True
            if not self._read_mark(site, item, label):
                return False
        self._add_pending_name()
        self.survey.places.append(site)
        return True

    def _add_pending_name(self) -> None:
        """A name in a sentence whose note is missing is a citation like any other."""
        pending, self._name = self._name, None
        if pending is not None and self._read_label(pending.site, pending.mark, pending.label):
            self.survey.places.append(pending.site)

    def _add_note(self, reference: Any, paragraph: Paragraph, start: int) -> None:
        """Add what a note cites, or the note itself."""
        inside = self._paragraphs_of(reference)
        if self._add_own_note(reference, inside, paragraph, start):
            return
        self._add_pending_name()
        cites = False
        for one in inside:
            self.survey.split += self._split_citations(one)
            for item, first, last in self._items(one):
                if not self._is_note(item):
                    cites = self._add(item, one, first, last) or cites
        if not cites:
            self.survey.places.append(PlainNote(self._note_name(reference), self.chapter))

    def _add_own_note(self, reference: Any, inside: list[Paragraph], paragraph: Paragraph, start: int) -> bool:
        """Add a note that citekit made and that holds nothing else: its place is that of its number in the text."""
        site = self._own_note(reference, inside, paragraph, start)
        if site is None:
            return False
        self._take_name(site)
        if site.found is not None and site.name is None:
            return False
        self._add_pending_name()
        self.survey.places.append(site)
        return True

    def _take_name(self, site: AnySite) -> None:
        """The name in the sentence that goes with a note of citekit's."""
        pending = self._name
        if pending is None:
            return
        named = read_source(pending.label.source, self.words)
        if named is None or self._keys(named) != self._keys(site.citation):
            return
        site.name, self._name = pending.mark, None
        if site.found is not None:  # a live field does not say that the name stands in the sentence
            site.citation, site.source = named, pending.label.source

    def _keys(self, citation: Citation) -> tuple[str, ...]:
        return tuple(self.works.library.key_of(key) or key for key in citation.keys)

    def _read_label(self, site: AnySite, mark: Any, label: Label) -> bool:
        """Read what a mark of citekit's cites; False where that is not a citation."""
        site.source, site.edited = label.current_source(self._text_in(mark, site), self.words)
        citation = read_source(site.source, self.words)
        site.citation = citation or site.citation
        return citation is not None

    def _split_citations(self, paragraph: Paragraph) -> Iterator[str]:
        """Citations of known documents in a link, a field and the like, or split by one: none of that is text of the
        paragraph's own.
        """
        text = self._text_with_objects(paragraph)
        for marker in find_markers(text, self.words):
            source = text[marker.start : marker.end]
            if source not in paragraph.text and any(map(self.works.library.key_of, marker.citation.keys)):
                yield source

    def _source(self, paragraph: Paragraph, start: int, end: int) -> str:
        """The text of a marker, with tags round what is in italics unless all of it is."""
        pieces = list(self._italics(paragraph, start, end))
        whole = all(italic for _, italic in pieces)
        return as_source(
            [
                ("".join(text for text, _ in same), "i" if italic and not whole else "")
                for italic, same in groupby(pieces, key=lambda piece: piece[1])
            ]
        )

    # -- what differs between the formats

    @abstractmethod
    def _body(self) -> Iterable[Paragraph]:
        """The paragraphs of the text itself."""

    @abstractmethod
    def _begins_chapter(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is a heading of level 1."""

    @abstractmethod
    def _objects(self, paragraph: Paragraph) -> Iterator[tuple[int, Any]]:
        """The note numbers, marks and fields in a paragraph, each with its place."""

    @abstractmethod
    def _is_note(self, item: Any) -> bool:
        """Whether an object is the number of a note."""

    @abstractmethod
    def _is_in_note(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph stands in a note."""

    @abstractmethod
    def _paragraphs_of(self, reference: Any) -> list[Paragraph]:
        """The paragraphs of the note that a number in the text refers to."""

    @abstractmethod
    def _note_name(self, reference: Any) -> str:
        """What a note is called; no two notes have the same name."""

    @abstractmethod
    def _site(self, mark: Any, paragraph: Paragraph, start: int, end: int) -> AnySite:
        """A citation at a place, in a mark where it is not a marker; what it cites is still unknown."""

    @abstractmethod
    def _label(self, mark: Any) -> Label | None:
        """The label of a mark; None where it is not citekit's."""

    @abstractmethod
    def _text_in(self, mark: Any, site: AnySite) -> str:
        """The text that a mark holds now."""

    @abstractmethod
    def _read_mark(self, site: AnySite, mark: Any, label: Label | None) -> bool:
        """Read what a mark or field cites; False where that is nothing."""

    @abstractmethod
    def _own_note(self, reference: Any, inside: list[Paragraph], paragraph: Paragraph, start: int) -> AnySite | None:
        """The citation of a note that holds one thing only, written by citekit; None for any other note."""

    @abstractmethod
    def _text_with_objects(self, paragraph: Paragraph) -> str:
        """The text of a paragraph with that of its links, fields and the like; empty where it has none of them."""

    @abstractmethod
    def _italics(self, paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[str, bool]]:
        """The pieces of text between two places, each with whether it is in italics."""
