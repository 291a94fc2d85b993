"""Runs of blanks, squeezed while a text is matched: patterns with optional blanks side by side cost their square."""

from __future__ import annotations

import re
from bisect import bisect_left

_RUN = re.compile(r"\s{3,}")


class Squeezed:
    """A text in which a run of three blanks or more is one, and where its places stand in the text as it was.

    >>> short = Squeezed("f. 5,     op. 3")
    >>> short.text, short.place(6)
    ('f. 5, op. 3', 10)
    """

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._ends: list[int] = []  # where a run ends in the short text
        self._more: list[int] = [0]  # what is left out up to there
        if has_no_run(whole):
            self.text = whole
            return
        pieces: list[str] = []
        end = length = 0
        for run in _RUN.finditer(whole):
            pieces += [whole[end : run.start()], "\n" if "\n" in run.group() else " "]
            length += run.start() - end + 1
            self._ends.append(length)
            self._more.append(self._more[-1] + run.end() - run.start() - 1)
            end = run.end()
        self.text = "".join([*pieces, whole[end:]]) if pieces else whole

    def place(self, at: int) -> int:
        """Where a place of the short text stands in the whole one; the end of a run is its end."""
        return at + self._more[bisect_left(self._ends, at + 1)]


def squeezed(text: str) -> str:
    """A text in which a run of three blanks or more is one."""
    return text if has_no_run(text) else Squeezed(text).text


def has_no_run(text: str) -> bool:
    """Whether there is no such run, as far as that is seen at once: in printable text the space is the only blank."""
    return "   " not in text and text.isprintable()
