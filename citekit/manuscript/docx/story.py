"""The text of a Word part: its paragraphs, and in them what a reader sees, with the place of every piece in the file.

A story (ECMA-376 part 1, 17.2) is the body, the footnotes or the endnotes. ``read_story`` walks through its tags once.
What a person did not type as text, such as fields, links, equations and locked controls, is one U+FFFC in a
paragraph's text, so that no citation reaches over it; what is deleted, proofing marks and bookmarks are nothing at
all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from ...common.files.xml_text import xml_unescape

OBJECT = "\ufffc"
WOVEN = "citekit:"  # how the tags of our content controls begin


@dataclass(eq=False, slots=True)
class Child:
    """A child element of a run. ``text`` is what it shows; raw text stands from ``at`` to ``to`` where it is a
    ``w:t``.
    """

    run: Run
    kind: str
    start: int
    end: int = 0
    at: int = 0
    to: int = 0
    text: str = ""
    field: Field | None = None
    value: str = ""  # the type of a fldChar, the id of a note

    @property
    def note_kind(self) -> str:
        """``footnote`` or ``endnote``, for the number of a note in the text."""
        return self.kind.removesuffix("Reference")


@dataclass(eq=False, slots=True)
class Run:
    """A run: ``opening`` is its start tag with its attributes, ``properties`` the whole ``w:rPr``."""

    start: int
    opening: str
    end: int = 0
    properties: str = ""
    children: list[Child] = field(default_factory=list)
    hidden: bool = False


@dataclass(eq=False, slots=True)
class Field:
    """A field, complex or simple. ``code`` is its instruction; ``children`` are the parts of a complex one, in
    order.
    """

    start: int
    simple: bool = False
    code: str = ""
    children: list[Child] = field(default_factory=list)
    separated: bool = False
    end: int = 0
    inner: tuple[int, int] = (0, 0)  # what a simple field shows
    paragraphs: set[int] = field(default_factory=set)
    nested: bool = False
    note: str = ""
    boxed: bool = False
    properties: str = ""  # w:rPr of the run that it begins in


@dataclass(eq=False, slots=True)
class Control:
    """A content control. ``tag`` is its tag, ``inner`` where its content stands, ``block`` whether that is
    paragraphs. ``bookmarked``: only its bookmarks are left in the document.
    """

    start: int
    tag: str = ""
    closed: bool = False
    block: bool = False
    end: int = 0
    inner: tuple[int, int] = (0, 0)
    note: str = ""
    boxed: bool = False
    properties: str = ""
    paragraph: Paragraph | None = None
    bookmarked: bool = False


Item = Child | Field | Control | str


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph. ``note`` is the id of the note that it is in, ``boxed`` says that it stands in a text box."""

    story: Story
    start: int
    number: int
    note: str = ""
    boxed: bool = False
    cell: bool = False
    end: int = 0
    style: str = ""
    properties: str = ""
    section: bool = False
    items: list[Item] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _text: str | None = None

    @property
    def text(self) -> str:
        """What a reader sees; objects are one character."""
        if self._text is None:
            pieces: list[str] = []
            at = 0
            for item in self.items:
                piece = item.text if isinstance(item, Child) else OBJECT
                self._starts.append(at)
                pieces.append(piece)
                at += len(piece)
            self._text = "".join(pieces)
        return self._text

    def place(self, item: Item) -> int:
        """Where an item begins in the text, or -1."""
        _ = self.text
        return next((at for one, at in zip(self.items, self._starts) if one is item), -1)

    def child_at(self, at: int) -> tuple[Child, int] | None:
        """The child whose text ends at a place or goes on there, and the place in it; else the one that begins
        there.
        """
        _ = self.text
        first = max(0, bisect_left(self._starts, at) - 1)
        following: tuple[Child, int] | None = None
        for item, start in zip(islice(self.items, first, None), islice(self._starts, first, None)):
            if start > at:
                break
            if isinstance(item, Child) and item.text:
                if start < at <= start + len(item.text):
                    return item, at - start
                if start == at and following is None:
                    following = item, 0
        return following

    def spans(self, start: int, end: int) -> Iterator[tuple[Child, int, int]]:
        """The children that show the text between two places: (child, from, to) in the child's own text."""
        _ = self.text
        n = max(0, bisect_right(self._starts, start) - 1)
        while n < len(self.items) and self._starts[n] < end:
            item, first = self.items[n], self._starts[n]
            if isinstance(item, Child) and item.text and first + len(item.text) > start:
                yield item, max(0, start - first), min(len(item.text), end - first)
            n += 1


@dataclass(eq=False)
class Story:
    """A part as read. ``prefix`` is that of WordprocessingML with its colon (``w:``)."""

    name: str
    text: str
    prefix: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    references: list[Child] = field(default_factory=list)  # to footnotes and endnotes, in order
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)  # footnotes of a notes part: id -> its place
    body_end: int = 0

    @cached_property
    def by_note(self) -> dict[str, list[Paragraph]]:
        """The paragraphs of each note."""
        found: dict[str, list[Paragraph]] = {}
        for paragraph in self.paragraphs:
            if paragraph.note:
                found.setdefault(paragraph.note, []).append(paragraph)
        return found


_SHOWN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</|<(?:\w+:)?(tab|br|noBreakHyphen)\b[^>]*/?>")
_CHARACTERS = {"tab": "\t", "br": "\n", "noBreakHyphen": "\u2011"}


def shown_text(raw: str) -> str:
    """The text that a stretch of a part shows."""
    return "".join(_CHARACTERS[other] if other else xml_unescape(text) for text, other in _SHOWN.findall(raw))
