"""Bookmarks round what citekit writes: a second mark, which LibreOffice keeps in every format where it drops content
controls (.docx) and reference marks (.odt saved as .docx).

The names of the bookmarks say what is cited. Word takes forty letters, digits and underscores in a name (and hides
names that begin with an underscore), so a label stands in several of them, in base 32: ``_citekit7_13_…`` is the first
of three of the seventh mark (numbers to base 36). LibreOffice adds ``Copy 1`` to names that it meets twice, and cuts
what is then too long.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .labels import checksum

PREFIX = "_citekit"
_NAME = re.compile(r"_citekit([0-9a-z]+)_([1-9a-z])([1-9a-z])_([a-z2-7]+)(?:[ _].*)?\Z", re.S)
_STARTED = re.compile(r"_citekit([0-9a-z]+)_[1-9a-z]{2}_")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BYTES = 15  # of a label in one name: 24 letters, and 16 before them
_MOST = len(_DIGITS) - 1
_FURTHEST = 24  # characters that an end of a bookmark is looked for
_KINDS = {"n": "citekit:note", "c": "citekit:cite", "m": "citekit:name", "b": "citekit:bibliography"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}


def names_of(kind: str, sum_: str, source: str, number: int) -> list[str]:
    """The names of the bookmarks of a mark; none for a source that is too long for them."""
    data = _LETTERS[kind].encode() + bytes.fromhex(sum_ or "000000") + source.encode("utf-8", "replace")
    pieces = [data[at : at + _BYTES] for at in range(0, len(data), _BYTES)]
    if len(pieces) > _MOST:
        return []
    total, which = _DIGITS[len(pieces)], _to_base_36(number)
    return [
        f"{PREFIX}{which}_{_DIGITS[n]}{total}_{base64.b32encode(piece).decode().rstrip('=').lower()}"
        for n, piece in enumerate(pieces, 1)
    ]


def last_number(texts: Iterable[str]) -> int:
    """The highest number of a mark in any of these texts; 0 where there is none."""
    return max((int(n, 36) for text in texts if PREFIX in text for n in _STARTED.findall(text)), default=0)


def _to_base_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


class End(NamedTuple):
    """One end of a bookmark: its name, whether it begins there, and where its tag stands."""

    name: str
    begins: bool
    start: int
    end: int


@dataclass
class Range:
    """What stands in the bookmarks of one mark: from ``start`` to ``end``, the bookmarks' own tags left out ``inner``.

    ``tag`` is what the mark says, written as in a content control, ``sum`` the checksum in it.
    """

    tag: str
    sum: str
    start: int
    end: int = 0
    inner: tuple[int, int] = (0, 0)
    names: set[str] = field(default_factory=set)


def ranges(ends: Iterable[End]) -> Iterator[Range]:
    """The marks whose bookmarks are all there, of all ends of bookmarks in their order."""
    begun: dict[int, dict[int, tuple[str, End]]] = {}
    found: list[Range] = []
    by_name: dict[str, Range] = {}
    for one in ends:
        match = _NAME.match(one.name)
        if match is None:
            continue
        if not one.begins:
            made = by_name.pop(one.name, None)
            if made is not None:
                first = made.inner[1] or one.start
                made.inner, made.end = (made.inner[0], first), one.end
            continue
        if one.name in by_name:
            continue  # LibreOffice can write a start again in a later paragraph: the first counts
        number, place, total = int(match[1], 36), _DIGITS.index(match[2]), _DIGITS.index(match[3])
        pieces = begun.setdefault(number, {})
        if place in pieces:
            if pieces[place][1].name == one.name:
                continue
            pieces.clear()
        pieces[place] = (match[4], one)
        if len(pieces) == total and max(pieces) == total:
            label = _label_in([pieces[n][0] for n in range(1, total + 1)])
            starts = [end for _, end in pieces.values()]
            begun.pop(number)
            if label is not None:
                made = Range(*label, min(s.start for s in starts), inner=(max(s.end for s in starts), 0))
                found.append(made)
                by_name.update(dict.fromkeys((s.name for s in starts), made))
    yield from (made for made in found if made.end and made.inner[1] >= made.inner[0])


def too_early(shown: str, following: str, sum_: str) -> int:
    """How many characters before its place a mark ends: LibreOffice counts a footnote before it in its paragraph out.

    ``shown`` is the text in the mark, ``following`` the one after it. 0 where it ends in its place, or was edited.
    """
    if not sum_ or checksum(shown) == sum_:
        return 0
    most = min(len(following), _FURTHEST)
    return next((n for n in range(1, most + 1) if checksum(shown + following[:n]) == sum_), 0)


def _label_in(pieces: list[str]) -> tuple[str, str] | None:
    """What the pieces of a label say, as the tag of a content control, and the checksum in it."""
    try:
        data = b"".join(base64.b32decode(piece.upper() + "=" * (-len(piece) % 8)) for piece in pieces)
        kind, sum_, source = _KINDS[chr(data[0])], data[1:4].hex(), data[4:].decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, KeyError, IndexError):
        return None
    if kind == _KINDS["b"]:
        return f"{kind} {source}".strip(), ""
    return f"{kind}:{sum_} {source}", sum_
