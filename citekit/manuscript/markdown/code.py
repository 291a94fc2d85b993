"""Where a draft has code: nothing there is a mark of citekit's, whatever it looks like."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from .lines import Segment

_STOP = re.compile(r"`+|\\|<!--")
_TICKS = re.compile(r"`+")


class Code:
    """The stretches of code in a draft."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        spans = sorted(stretches)
        self._starts = [start for start, _ in spans]
        self._ends: list[int] = []
        for _, end in spans:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def __contains__(self, at: int) -> bool:
        n = bisect_right(self._starts, at) - 1
        return n >= 0 and at < self._ends[n]

    def find(self, text: str, mark: str, at: int, end: int | None = None) -> int:
        """Where a mark stands outside code, from an index on, or -1."""
        found = text.find(mark, at, end)
        while found >= 0 and found in self:
            found = text.find(mark, found + 1, end)
        return found

    def rfind(self, text: str, mark: str) -> int:
        """Where a mark stands outside code for the last time, or -1."""
        found = text.rfind(mark)
        while found >= 0 and found in self:
            found = text.rfind(mark, 0, found)
        return found


def code_in(segment: Segment) -> Iterator[tuple[int, int]]:
    """The stretches of code within a paragraph, as offsets in the draft."""
    text, at = segment.text, 0
    runs: dict[int, list[int]] = {}  # length of a run of backticks -> where there are such
    for run in _TICKS.finditer(text):
        runs.setdefault(len(run.group()), []).append(run.start())
    last_comment = text.rfind("-->")
    while (match := _STOP.search(text, at)) is not None:
        found, at = match.group(), match.end()
        if found == "\\":
            at += 1
        elif found[0] == "`":
            same = runs.get(len(found), [])
            n = bisect_left(same, at)
            if n < len(same):
                at = same[n] + len(found)
                yield segment.place(match.start()), segment.end(at)
        elif at <= last_comment:
            at = text.find("-->", at) + 3
