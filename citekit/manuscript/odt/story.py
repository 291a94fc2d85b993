"""The text of an OpenDocument: its paragraphs, and in them what a reader sees, with the place of every piece in the
file (ODF 1.3 part 3, 5 and 6).

Notes, fields, links and what citation programs wrote are one U+FFFC in a paragraph's text; comments and deleted text
are nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ...common.files.xml_text import offsets

OBJECT = "\ufffc"


@dataclass(eq=False, slots=True)
class Piece:
    """A piece of a paragraph: its text, where it stands in the file, the styles round it, and the object that it is."""

    text: str
    start: int
    end: int
    styles: tuple[str, ...] = ()
    object: Any = None
    space: bool = False

    def place(self, at: int, raw: str) -> int:
        """Where a character of the text stands in the file."""
        if at <= 0 or self.space or self.object is not None:
            return self.start if at <= 0 else self.end
        places = offsets(raw[self.start : self.end])
        return self.start + (at if places is None else places[at])


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph or heading. ``note`` is the note that it is in, ``level`` that of a heading."""

    start: int
    number: int
    style: str = ""
    note: Note | None = None
    boxed: bool = False
    listed: bool = False
    level: int = 0
    inner: int = 0
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)
    _text: str | None = None

    @property
    def text(self) -> str:
        """What a reader sees; objects are one character."""
        if self._text is None:
            self._text = "".join(piece.text for piece in self.pieces)
        return self._text

    def spans(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """The pieces that show the text between two places: (piece, from, to) in the piece's own text."""
        at = 0
        for piece in self.pieces:
            last = at + len(piece.text)
            if at < end and last > start and piece.text:
                yield piece, max(0, start - at), min(len(piece.text), end - at)
            at = last

    def piece_at(self, at: int) -> tuple[Piece, int] | None:
        """The piece that ends at a place or goes on there, and the place in it; else the one that begins there."""
        first = 0
        following: tuple[Piece, int] | None = None
        for piece in self.pieces:
            if first < at <= first + len(piece.text):
                return piece, at - first
            if first == at and following is None:
                following = piece, 0
            first += len(piece.text)
        return following


@dataclass(eq=False, slots=True)
class Note:
    """A footnote or endnote: ``number`` is where its number stands, ``labelled`` says that it is not counted."""

    start: int
    id: str
    kind: str
    labelled: bool = False
    number: tuple[int, int] = (0, 0)
    end: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called inside citekit; no two notes have the same name."""
        return f"note at {self.start}"


@dataclass(eq=False, slots=True)
class RefMark:
    """A reference mark round a text (6.1.4.5), as citation programs set them: ``inner`` is what stands between its two
    ends. ``rest`` are tags of spans in it that begin before it or end after it: whoever replaces it keeps them.
    """

    name: str
    start: int
    inner: tuple[int, int] = (0, 0)
    end: int = 0
    styles: tuple[str, ...] = ()
    rest: str = ""


@dataclass(eq=False, slots=True)
class Section:
    """A section: its name, and where its content stands."""

    name: str
    start: int
    inner: tuple[int, int] = (0, 0)
    end: int = 0


@dataclass(eq=False)
class Story:
    """A text as read."""

    text: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of all reference marks
    end: int = 0  # of office:text
    styles_end: int = 0  # of office:automatic-styles
    styles_empty: tuple[int, int] | None = None  # an office:automatic-styles without content
