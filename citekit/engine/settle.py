"""Settling a whole line: punctuation at the seams, nested quotes, formatting that flips.

Pieces of a run meet at seams; what stands on the two sides of a seam decides which characters stay.  Text inside one
piece is never touched, so a field's own ellipsis or double stop survives.
"""

from __future__ import annotations

from .marks import QUOTE_CLOSE, QUOTE_OPEN, Mark, Runs, pair

_FIRST, _SECOND = 1, 2
# What two characters that meet become: the first only, the second only; pairs not listed both stay.
_SEAMS: dict[str, int] = {
    "!.": _FIRST, "!:": _FIRST, "?.": _FIRST, "?:": _FIRST, ":.": _FIRST, ";:": _FIRST, ";.": _FIRST,
    ":!": _SECOND, ":?": _SECOND, ";!": _SECOND, ";?": _SECOND,
    "!!": _FIRST, "??": _FIRST, "..": _FIRST, "::": _FIRST, ";;": _FIRST, ",,": _FIRST,
    "  ": _FIRST, "\u00a0 ": _FIRST,
}  # fmt: skip
_OPPOSITE = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal"}
_DROPPED = {"nocase", "nodecor"}


class Seams:
    """Options of a locale for settling: ``punctuation_in_quote`` and the four quotation marks."""

    __slots__ = ("inner", "outer", "punctuation_in_quote")

    def __init__(self, punctuation_in_quote: bool, outer: tuple[str, str], inner: tuple[str, str]) -> None:
        self.punctuation_in_quote, self.outer, self.inner = punctuation_in_quote, outer, inner


def settle(runs: Runs, seams: Seams) -> Runs:
    """The run with seams merged, quotes as characters and flipped formatting resolved; ready for a writer."""
    out: Runs = []
    last = -1  # where the last text stands in out
    quoted = False  # a quote closed since the last text
    depth = 0
    styles: dict[str, list[str]] = {}
    for piece in runs:
        if isinstance(piece, str):
            if last >= 0 and piece:
                piece, last, quoted = _seam(out, last, piece, quoted, seams.punctuation_in_quote)
            if piece:
                last = len(out)
                out.append(piece)
                quoted = False
        elif piece is QUOTE_OPEN:
            out.append(Mark("char", (seams.inner if depth % 2 else seams.outer)[0], True))
            depth += 1
        elif piece is QUOTE_CLOSE:
            depth = max(0, depth - 1)
            out.append(Mark("char", (seams.inner if depth % 2 else seams.outer)[1], False))
            quoted = last >= 0
        elif piece.kind not in _DROPPED:
            mark = _style(piece, styles)
            if mark is not None:
                out.append(mark)
    return out


def _seam(out: Runs, last: int, piece: str, quoted: bool, punctuation_in_quote: bool) -> tuple[str, int, bool]:
    """Settle where ``piece`` meets the text before it; gives what is left of it."""
    while piece:
        before = out[last]
        assert isinstance(before, str)
        meet = before[-1] + piece[0]
        keep = _SEAMS.get(meet)
        if quoted:
            if not punctuation_in_quote or piece[0] not in ".,":
                break
            if keep != _FIRST:
                out[last] = (before[:-1] if keep == _SECOND else before) + piece[0]
            piece = piece[1:]
            quoted = False
            continue
        if keep is None:
            break
        if keep == _FIRST:
            piece = piece[1:]
            continue
        out[last] = before[:-1]
        while last >= 0 and not (isinstance(out[last], str) and out[last]):
            last -= 1
        if last < 0:
            break
    return piece, last, quoted


def _style(mark: Mark, styles: dict[str, list[str]]) -> Mark | None:
    """Formatting with its nesting known: a field's italics inside a style's italics become upright."""
    kind = mark.kind
    flips = kind.startswith("flip-")
    if flips:
        kind = kind[5:]
    if kind not in _OPPOSITE:
        return mark
    stack = styles.setdefault(kind, [])
    if mark.is_open:
        value = mark.value
        if flips and stack and stack[-1] == value:
            value = _OPPOSITE[kind]
        if value == "normal" and not any(v not in ("normal", "") for v in stack):
            value = ""  # nothing to turn off
        stack.append(value)
        return pair(kind, value)[0] if value else None
    value = stack.pop() if stack else mark.value
    return pair(kind, value)[1] if value else None
