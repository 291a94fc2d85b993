"""The citations and notes of a Markdown draft in the order of reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..citations import Citation, DraftCite, Markup, as_it_is
from ..locators import LocatorWords, split_suffix
from .blocks import read_blocks
from .cells import Table
from .found import Found, Known
from .inlines import find
from .lines import Segment
from .passed_over import Blocks


@dataclass(frozen=True)
class Place:
    """A citation in the draft, or a note of the person's own.

    ``start`` and ``end`` are offsets in the draft.  ``note`` names the note that a citation stands in (its label, or
    ``^offset`` of a note in the line), None in the running text; ``begins`` is where the note begins in the segment.
    """

    start: int
    end: int
    found: Found | None
    segment: Segment | None = None
    note: str | None = None
    chapter: int = 0
    begins: int = 0

    @property
    def before(self) -> str:
        """The text of the paragraph or note before the citation."""
        assert self.segment is not None and self.found is not None
        return self.segment.text[self.begins : self.found.start]

    @property
    def after(self) -> str:
        """The text of the paragraph or note after the citation."""
        assert self.segment is not None and self.found is not None
        text = self.segment.text[self.found.end :]
        return text.partition("]")[0] if self.begins else text


@dataclass(frozen=True)
class Scan:
    """What a draft holds: its places, the labels of notes that are taken, its YAML blocks, and where
    bibliographies go.
    """

    places: tuple[Place, ...]
    labels: frozenset[str]
    metadata: tuple[str, ...] = ()
    bibliographies: tuple[int, ...] = ()
    refs: int = -1
    tables: tuple[Table, ...] = ()


def scan(text: str, is_word: Callable[[str], bool] = lambda key: False) -> Scan:
    """Scan a draft; ``is_word`` tells keys that are no citations (Quarto's ``@fig-``)."""
    blocks = read_blocks(text)
    walk = _Walk(
        blocks, Known(frozenset(blocks.notes), frozenset(blocks.links), frozenset(blocks.examples), words=is_word)
    )
    for segment in blocks.texts:
        walk.text(segment)
    return Scan(
        tuple(walk.places),
        frozenset(blocks.labels),
        tuple(blocks.metadata),
        tuple(blocks.bibliographies),
        blocks.refs,
        tuple(blocks.tables),
    )


class _Walk:
    """Goes through the texts of a draft, and through each note where its number stands first."""

    def __init__(self, blocks: Blocks, known: Known) -> None:
        self.blocks, self.known = blocks, known
        self.places: list[Place] = []
        self._seen: set[str] = set()
        self._chapters = sorted(blocks.headings)

    def text(self, segment: Segment) -> None:
        """Go through a text of the body."""
        blocks, start = self.blocks, segment.place(0)
        if blocks.examples:
            earlier = frozenset(label for label, at in blocks.examples.items() if at < start)
            self.known = replace(self.known, earlier=earlier)
        chapter = bisect_right(self._chapters, start)
        self._found(segment, find(segment.text, self.known), None, chapter)

    def _found(self, segment: Segment, found: Sequence[Found], note: str | None, chapter: int, begins: int = 0) -> None:
        for one in found:
            start, end = segment.place(one.start), segment.end(one.end)
            if one.kind == "cite":
                self.places.append(Place(start, end, one, segment, note, chapter, begins))
            elif one.kind == "inline-note":
                own = f"^{start}"
                self.places.append(Place(start, end, None, segment, own, chapter))
                self._found(segment, one.inner, own, chapter, one.start + 2)
            elif one.label not in self._seen and (note is None or note.startswith("^")):
                self._seen.add(one.label)
                self.places.append(Place(start, end, None, segment, one.label, chapter))
                for inner in self.blocks.notes[one.label]:
                    self._found(inner, find(inner.text, self.known, True), one.label, chapter)


def citation_of(place: Place, words: LocatorWords, markup: Markup = as_it_is) -> Citation:
    """The citation that stands at a place."""
    assert place.found is not None and place.segment is not None
    text = place.segment.text
    cites = []
    for n, part in enumerate(place.found.parts):
        prefix, suffix = text[slice(*part.prefix)], text[slice(*part.suffix)]
        found = split_suffix(" ".join(suffix.split("\n")), words)
        cites.append(
            DraftCite(
                part.key,
                prefix=markup(prefix.strip()) if prefix.strip() else "",
                suffix=markup(found.rest.rstrip()) if found.rest.strip() else "",
                locator=found.locator,
                label=found.label,
                word=found.word,
                suppress_author=part.suppress,
                in_text=place.found.in_text and n == 0 and not part.suppress,
            )
        )
    return Citation(tuple(cites))


def citations(text: str) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Each citation of a draft and its keys."""
    for place in scan(text).places:
        if place.found is not None:
            yield place, tuple(part.key for part in place.found.parts)
