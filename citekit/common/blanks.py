"""Long white space shortened before matching: patterns with adjacent optional blanks take quadratic time."""

from __future__ import annotations

import re
from bisect import bisect_left

_RUN = re.compile(r"\s{3,}")


class Squeezed:
    """A text with three or more blanks in a row replaced by one, and its positions in the original text.

    >>> short = Squeezed("f. 5,     op. 3")
    >>> short.text, short.place(6)
    ('f. 5, op. 3', 10)
    """

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._ends: list[int] = []  # the end of each replaced run in the short text
        self._more: list[int] = [0]  # how many characters are removed up to there
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
        """The position in the original text for one in the short text; the end of a run is its end."""
        return at + self._more[bisect_left(self._ends, at + 1)]


def squeezed(text: str) -> str:
    """A text with three or more blanks in a row replaced by one."""
    return text if has_no_run(text) else Squeezed(text).text


def has_no_run(text: str) -> bool:
    """Whether there is certainly no such run: the only blank in printable text is the space."""
    return "   " not in text and text.isprintable()
