"""Lines of a draft that know where they stand in it, however deep in quotes and lists they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A line without its end and without the marks of the quotes and lists that it is in; ``offset`` is that of its
    text in the draft.
    """

    text: str
    offset: int

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    def cut(self, count: int) -> Line:
        """The line without its first characters."""
        return Line(self.text[count:], self.offset + count)

    def dedent(self, most: int) -> Line:
        """The line without its indentation, of at most so many columns."""
        return self.cut(min(most, self.indent))


def lines_of(text: str) -> list[Line]:
    """The lines of a draft; tabs that indent are as many spaces as they stand for (tab stops of 4)."""
    out: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        line = raw[:-1] if raw.endswith("\r") else raw
        if "\t" in line:
            body = line.lstrip(" \t")
            spaces = line[: len(line) - len(body)].expandtabs(4)
            out.append(Line(spaces + body, at + len(line) - len(body) - len(spaces)))
        else:
            out.append(Line(line, at))
        at += len(raw) + 1
    return out


class Segment:
    """The text of a paragraph, heading or cell, and where each of its characters stands in the draft."""

    __slots__ = ("_offsets", "_starts", "text")

    def __init__(self, lines: Sequence[Line]) -> None:
        self.text = "\n".join([line.text for line in lines])
        self._offsets = [line.offset for line in lines]
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line.text) + 1
        self._starts = starts

    def place(self, at: int) -> int:
        """Where a character of the text stands in the draft."""
        n = bisect_right(self._starts, at) - 1
        return self._offsets[n] + at - self._starts[n]

    def end(self, at: int) -> int:
        """Where the draft goes on after the character before an index."""
        return self.place(at - 1) + 1 if at else self.place(0)
