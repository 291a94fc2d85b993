"""Ranges among the cites of a cluster: ``1, 2, 3`` becomes ``1–3``, ``a, b, c`` becomes ``a–c`` (CSL 1.0.2, "Cite
Collapsing").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..richtext.runs import plain_text

if TYPE_CHECKING:
    from .cluster import Rendered

_WORD = re.compile(r"\w+")


def collapse_ranges(
    cites: list[Rendered], follows: Callable[[Rendered, Rendered], bool], after: str | None = None
) -> list[Rendered]:
    """The cites, of three or more that follow each other only the first and the last.

    ``after`` is the delimiter before a cite that comes after a range; None leaves its own.
    """
    out: list[Rendered] = []
    start = 0
    while start < len(cites):
        end = start
        while end + 1 < len(cites) and follows(cites[end], cites[end + 1]):
            end += 1
        out.append(cites[start])
        if end > start:
            out.append(cites[end])
        if end - start >= 2:
            cites[end].delimiter = "\u2013"
            if after is not None and end + 1 < len(cites):
                cites[end + 1].delimiter = after
        start = end + 1
    return out


def has_next_number(one: Rendered, other: Rendered) -> bool:
    """Whether ``other`` has the number after that of ``one``, and both show their numbers alone.

    What a writer sets around a cite ends a range, except for a prefix of its first cite.
    """
    if one.cite.suffix or other.cite.suffix or other.cite.prefix:
        return False
    return other.number == one.number + 1 and _shows_number(one) and _shows_number(other)


def _shows_number(one: Rendered) -> bool:
    """Whether a cite shows its number and nothing else after its prefix; a locator keeps it by itself."""
    return _WORD.findall(plain_text(one.runs)) == [*_WORD.findall(one.cite.prefix), str(one.number)]


def has_next_suffix(one: Rendered, other: Rendered) -> bool:
    """Whether ``other`` is only the year suffix after that of ``one``."""
    return (
        other.same_year
        and other.runs == [other.suffix]
        and len(one.suffix) == len(other.suffix) == 1
        and ord(other.suffix) == ord(one.suffix) + 1
    )
