"""Signs that collide: which of two signs next to each other is printed.

Only signs where two pieces meet collide.  Within one piece nothing changes, so that the ellipsis or the double full
stop of a field stays.
"""

from __future__ import annotations

from .runs import (
    Affix,
    AfterFormatted,
    AfterNumber,
    AfterSuffix,
    Delimiter,
    LayoutSuffix,
    Prefix,
)

KEEP_FIRST, KEEP_SECOND = 1, 2
# Which one of two signs is printed; of pairs that are not listed both are.
COLLISIONS: dict[str, int] = {
    "!.": KEEP_FIRST,
    "!:": KEEP_FIRST,
    "?.": KEEP_FIRST,
    "?:": KEEP_FIRST,
    ":.": KEEP_FIRST,
    ";:": KEEP_FIRST,
    ";.": KEEP_FIRST,
    ":!": KEEP_SECOND,
    ":?": KEEP_SECOND,
    ";!": KEEP_SECOND,
    ";?": KEEP_SECOND,
    "!!": KEEP_FIRST,
    "??": KEEP_FIRST,
    "..": KEEP_FIRST,
    "::": KEEP_FIRST,
    ";;": KEEP_FIRST,
    ",,": KEEP_FIRST,
    "  ": KEEP_FIRST,
    "\u00a0 ": KEEP_FIRST,
}
SECOND_SIGNS = frozenset(signs[1] for signs in COLLISIONS)
ABSORB_STOP = ":;!?"  # no full stop is printed after these


def is_kept(piece: str, before: str, after_quote: bool) -> bool:
    """Whether a piece is printed whole, whatever sign stands before it."""
    if isinstance(piece, Prefix) and isinstance(before, Prefix) and piece[0] != " ":
        return True
    if before[-1] == piece[0]:
        return False
    if isinstance(piece, AfterFormatted):
        return True
    return not after_quote and isinstance(piece, Prefix) and piece[0] != " " and isinstance(before, (Delimiter, Prefix))


def keeps_stop(piece: str, before: str) -> bool:
    """Whether a full stop of the style is printed after another sign of the style: after the suffix of a number, or
    as the delimiter after a suffix.
    """
    if isinstance(before, AfterNumber) and is_of_enclosing_element(piece):
        return True
    return isinstance(before, Affix) and isinstance(piece, AfterSuffix)


def is_of_enclosing_element(piece: str) -> bool:
    """Whether a piece is a delimiter or suffix of an element around the text before it, within the cite or entry."""
    if isinstance(piece, Delimiter):
        return not isinstance(piece, AfterSuffix)
    return isinstance(piece, Affix) and not isinstance(piece, (Prefix, LayoutSuffix))
