"""Where a Word document cites: markers that were typed, what citekit wrote before, and fields of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from ..citations import Citation
from ..field_codes import FieldCitation, FieldLibrary
from ..locators import LocatorWords
from ..markers import Marker, as_source, find_markers, read_source
from ..office import source_of
from .controls import Label, label_of
from .edits import properties_of
from .fields import foreign_manager, read_field, read_tag
from .story import OBJECT, Child, Control, Field, Item, Paragraph, Run, Story, shown_text

NOTE, CITE, NAME, BIBLIOGRAPHY = "citekit:note", "citekit:cite", "citekit:name", "citekit:bibliography"


@dataclass(eq=False)
class Site:
    """A citation in a document.

    ``start`` and ``end`` are its place in the text of its paragraph (an object is one character).  ``note`` names the
    person's own note that it stands in; ``reference`` is the number in the text of a note that citekit made for it, and
    ``name`` the name in the sentence that goes with that.
    """

    citation: Citation
    source: str
    story: Story
    paragraph: Paragraph
    start: int
    end: int
    note: str = ""
    chapter: int = 0
    control: Control | None = None
    field: Field | None = None
    found: FieldCitation | None = None
    reference: Child | None = None
    name: Control | None = None
    edited: bool = False  # a person has changed the text that citekit wrote
    slip: str = ""  # what is wrong with its brackets

    @property
    def position(self) -> int:
        """Where it stands in its part."""
        for one in (self.reference, self.name, self.control, self.field):
            if one is not None:
                return one.start
        run = self.run
        return run.start if run is not None else self.paragraph.start

    @property
    def run(self) -> Run | None:
        """The run that a marker begins in."""
        first = next(self.paragraph.spans(self.start, self.end), None)
        return first[0].run if first is not None else None


@dataclass
class Survey:
    """What was found: sites and notes without citations in the order of reading (a note is its name and chapter), and
    what must be told.
    """

    places: list[Site | tuple[str, int]] = field(default_factory=list)
    boxed: list[str] = field(default_factory=list)
    split: list[str] = field(default_factory=list)  # citations in links, fields and hidden text, or that one splits
    broken: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)

    @property
    def sites(self) -> list[Site]:
        return [one for one in self.places if isinstance(one, Site)]


class Surveyor:
    """Looks through a document's stories; ``notes`` are those of footnotes and endnotes by ``footnote`` and
    ``endnote``.
    """

    def __init__(
        self,
        body: Story,
        notes: Mapping[str, Story],
        works: FieldLibrary,
        words: LocatorWords,
        sources: Mapping[str, dict[str, Any]],
        chapters: set[str],
    ) -> None:
        self.body, self.notes, self.works, self.words, self.sources = body, notes, works, words, sources
        self.chapters = chapters
        self.survey = Survey()
        self.chapter = 0
        self.name: Control | None = None
        self._name_place: tuple[Paragraph, int, int]
        self._codes: dict[int, FieldCitation | None] = {}

    def look(self) -> Survey:
        """Go through the body, and through each note where its number stands."""
        for paragraph in self.body.paragraphs:
            self.chapter += paragraph.style in self.chapters
            if paragraph.boxed:
                self.survey.boxed += [paragraph.text[m.start : m.end] for m in find_markers(paragraph.text, self.words)]
                continue
            self.survey.split += _split(self.body, paragraph, self.words, self.works)
            for item, start, end in self._items(self.body, paragraph):
                if isinstance(item, Child):
                    self._look_into_note(item, paragraph, start)
                else:
                    self._add(self.body, paragraph, item, start, end, "")
            self._settle_name()
        for one in [*self.body.fields, *(f for story in self.notes.values() for f in story.fields)]:
            manager = foreign_manager(one.code)
            if manager:
                self.survey.foreign.add(manager)
        return self.survey

    def _items(self, story: Story, paragraph: Paragraph) -> Iterator[tuple[Marker | Child | Control | Field, int, int]]:
        """The citations and note numbers of a paragraph in order."""
        found: list[tuple[int, int, Any]] = [(m.start, m.end, m) for m in find_markers(paragraph.text, self.words)]
        at = 0
        for item in paragraph.items:
            if _matters(item):
                found.append((at, at + 1, item))
            at += len(item.text) if isinstance(item, Child) else len(OBJECT)
        for start, end, one in sorted(found, key=lambda f: f[0]):
            yield one, start, end

    def _add(self, story: Story, paragraph: Paragraph, item: Any, start: int, end: int, note: str) -> bool:
        """Note a citation; False where the item is none."""
        if isinstance(item, Marker):
            self._settle_name()
            source = _source(story, paragraph, start, end)
            citation = read_source(source, self.words) or item.citation
            site = Site(citation, source, story, paragraph, start, end, note, self.chapter, slip=item.slip)
            self.survey.places.append(site)
            return True
        if isinstance(item, Control):
            return self._add_control(story, paragraph, item, start, end, note)
        found = self._field(item)
        if found is None:
            return False
        if item.nested or len(item.paragraphs) > 1 or item.boxed:
            self.survey.broken.append(paragraph.text)
            return False
        self._settle_name()
        self.survey.places.append(
            Site(found.citation, "", story, paragraph, start, end, note, self.chapter, field=item, found=found)
        )
        return True

    def _add_control(self, story: Story, paragraph: Paragraph, item: Control, start: int, end: int, note: str) -> bool:
        label = label_of(item.tag)
        if label is not None and label.kind == NAME and not note:
            self._settle_name()
            self.name, self._name_place = item, (paragraph, start, end)
            return True
        found = read_tag(item.tag, self.works, self.words) if label is None else None
        site = Site(Citation(()), "", story, paragraph, start, end, note, self.chapter, control=item, found=found)
        if found is not None:
            site.citation = found.citation
        elif label is None or not self._read_label(site, label, story):
            return False
        self._settle_name()
        self.survey.places.append(site)
        return True

    def _read_label(self, site: Site, label: Label, story: Story) -> bool:
        """What a control of ours cites. A person may have typed another marker into it, or changed its text."""
        assert site.control is not None
        text = shown_text(story.text[slice(*site.control.inner)])
        site.source, site.edited = source_of(text, label.source, label.sum, self.words)
        citation = read_source(site.source, self.words)
        site.citation = citation or site.citation
        return citation is not None

    def _settle_name(self) -> None:
        """A name in a sentence whose note is gone is a citation like any other."""
        if self.name is None:
            return
        control, (paragraph, start, end) = self.name, self._name_place
        self.name = None
        label = label_of(control.tag)
        site = Site(Citation(()), "", self.body, paragraph, start, end, "", self.chapter, control=control)
        if label is not None and self._read_label(site, label, self.body):
            self.survey.places.append(site)

    def _look_into_note(self, reference: Child, paragraph: Paragraph, start: int) -> None:
        kind = reference.kind.removesuffix("Reference")
        story = self.notes.get(kind)
        name = f"{kind} {reference.value}"
        inside = story.by_note.get(reference.value, []) if story is not None else []
        if story is None or not inside:
            self._settle_name()
            self.survey.places.append((name, self.chapter))
            return
        if self._own_note(story, inside, reference, paragraph, start):
            return
        self._settle_name()
        found = False
        for one in inside:
            self.survey.split += _split(story, one, self.words, self.works)
            for item, first, last in self._items(story, one):
                if not isinstance(item, Child):
                    found = self._add(story, one, item, first, last, name) or found
        if not found:
            self.survey.places.append((name, self.chapter))

    def _own_note(
        self, story: Story, inside: list[Paragraph], reference: Child, paragraph: Paragraph, start: int
    ) -> bool:
        """A note that citekit made and that holds nothing else: its place is that of its number in the text."""
        items = [
            item for one in inside for item in one.items if not (isinstance(item, Child) and not item.text.strip())
        ]
        if len(items) != 1:
            return False
        site = Site(Citation(()), "", self.body, paragraph, start, start + 1, chapter=self.chapter, reference=reference)
        if not self._read_note(site, items[0], story):
            return False
        name = self.name
        if name is not None and (label := label_of(name.tag)) is not None:
            named = read_source(label.source, self.words)
            if named is not None and self._keys(named) == self._keys(site.citation):
                site.name, self.name = name, None
                if site.field is not None:  # a live field does not say that the name stands in the sentence
                    site.citation, site.source = named, label.source
        if site.field is not None and site.name is None:
            return False
        self._settle_name()
        self.survey.places.append(site)
        return True

    def _read_note(self, site: Site, only: Item, story: Story) -> bool:
        """What is in a note that holds one thing: our control, or our live field."""
        if isinstance(only, Control):
            label = label_of(only.tag)
            site.control = only
            return label is not None and label.kind == NOTE and self._read_label(site, label, story)
        if isinstance(only, Field):
            site.field, site.found = only, self._field(only)
            if site.found is not None and site.found.ours:
                site.citation = site.found.citation
                return True
        return False

    def _keys(self, citation: Citation) -> tuple[str, ...]:
        return tuple(self.works.library.key_of(key) or key for key in citation.keys)

    def _field(self, one: Field) -> FieldCitation | None:
        if id(one) not in self._codes:
            self._codes[id(one)] = read_field(one.code, self.works, self.words, self.sources)
        return self._codes[id(one)]


def _split(story: Story, paragraph: Paragraph, words: LocatorWords, works: FieldLibrary) -> Iterator[str]:
    """Citations of known documents in what is no text of the paragraph's own, or split by it: a link, a field, a
    control for plain text, hidden text. They hold no notes.
    """
    raw = story.text[paragraph.start : paragraph.end]
    if "@" not in raw or not _closing(story.prefix).search(raw):
        return
    for marker in find_markers(text := shown_text(_elsewhere(story.prefix).sub("", raw)), words):
        source = text[marker.start : marker.end]
        if source not in paragraph.text and any(map(works.library.key_of, marker.citation.keys)):
            yield source


@cache
def _closing(prefix: str) -> re.Pattern[str]:
    return re.compile(rf"<{prefix}(?:hyperlink|fldSimple|fldChar|sdt|vanish)\b")


@cache
def _elsewhere(prefix: str) -> re.Pattern[str]:
    """What stands in a paragraph and is none of its text: boxes, and what was moved away."""
    return re.compile(rf"<{prefix}(txbxContent|moveFrom)\b.*?</{prefix}\1>", re.S)


def _matters(item: Item) -> bool:
    if isinstance(item, Child):
        return item.kind in ("footnoteReference", "endnoteReference")
    return isinstance(item, (Field, Control))


def _source(story: Story, paragraph: Paragraph, start: int, end: int) -> str:
    """The text of a marker, with what is italic in it, and not in all of it, tagged."""
    pieces = [(child.text[a:b], _italic(child.run, story)) for child, a, b in paragraph.spans(start, end)]
    whole = all(italic for _, italic in pieces)
    joined = [
        ("".join(text for text, _ in same), "i" if italic and not whole else "")
        for italic, same in groupby(pieces, key=lambda piece: piece[1])
    ]
    return as_source(joined)


def _italic(run: Run, story: Story) -> bool:
    if ":i" not in run.properties and "i/" not in run.properties:
        return False
    return any(
        p.startswith("<w:i/") or (p.startswith("<w:i ") and 'val="0"' not in p and 'val="false"' not in p)
        for p in properties_of(run.properties, story.prefix)
    )
