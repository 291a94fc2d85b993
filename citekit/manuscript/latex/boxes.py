"""Footnotes where LaTeX has none: in headings and captions, which it also writes into lists, and in floats and tables,
whose footnotes it loses.

In a heading or caption a footnote is protected, and the lists get a form without it. In a float or table the number
stands there and the text of the footnote after it (LaTeX2e manual, "Footnotes in a table"); the number is counted
without stepping, as a caption may be set twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import partial

from .scan import LatexScan, Moving

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_NOTE = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.S)

Change = tuple[int, int, str]  # from, to, and what stands there instead


def note(text: str) -> str:
    """A new footnote in a change, which ``with_footnotes`` writes as its place has it."""
    return f"{_OPEN}{text}{_CLOSE}"


def with_footnotes(text: str, changes: Iterable[Change], found: LatexScan) -> Iterator[Change]:
    """Changes of a draft with their footnotes written."""
    texts_after: dict[int, list[str]] = {}  # texts of footnotes by the end of their box
    shorts: dict[Moving, list[Change]] = {}
    arguments = [one.start for one in found.moving]
    own = [at for at, mark in found.marks if isinstance(mark, int)]
    for start, end, new in sorted(changes):
        n = bisect_right(arguments, start) - 1
        moving = found.moving[n] if n >= 0 and start < found.moving[n].end else None
        box = _box_of(found.boxes, start)
        if moving is not None and _NOTE.search(new):
            shorts.setdefault(moving, []).append((start, end, new))
        protect = "\\protect" if moving is not None else ""
        if box is None:
            yield start, end, _NOTE.sub(partial(_footnote, protect), new)
            continue
        texts = texts_after.setdefault(box, [])
        later = bisect_left(own, box) - bisect_right(own, start)  # they step the counter before the texts do
        yield start, end, _NOTE.sub(partial(_mark, texts, protect, later), new)
    for moving, inside in shorts.items():
        if moving.short >= 0:
            yield moving.short, moving.short, f"[{{{_short(text, moving, inside)}}}]"
    for end, texts in texts_after.items():
        if texts:
            yield end, end, "".join(f"\\stepcounter{{footnote}}\\footnotetext{{{one}}}" for one in texts)


def _box_of(boxes: list[tuple[int, int]], at: int) -> int | None:
    """The end of the float or table that a place is in."""
    n = bisect_right(boxes, (at, at)) - 1
    return boxes[n][1] if n >= 0 and at < boxes[n][1] else None


def _footnote(protect: str, match: re.Match[str]) -> str:
    return f"{protect}\\footnote{{{match[1]}}}"


def _mark(texts: list[str], protect: str, later: int, match: re.Match[str]) -> str:
    """The number of a footnote whose text goes to the others of its box; ``later`` own ones follow in it."""
    texts.append(match[1])
    return f"{protect}\\footnotemark[\\numexpr\\value{{footnote}}+{len(texts) + later}\\relax]"


def _short(text: str, moving: Moving, changes: list[Change]) -> str:
    """A heading or caption without its new footnotes."""
    out, at = "", moving.start
    for start, end, new in changes:
        out += text[at:start] + _NOTE.sub("", new)
        at = end
    return out + text[at : moving.end]
