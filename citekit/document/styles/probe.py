"""Probing: an item with a different letter for each variable shows what a style prints, and where.

The letters are syllables of Vai and Yi, which have no case and stand in no style, so that text case, abbreviation and
the parsing of numbers leave them alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ...engine import Processor
from ...engine.cluster import prints_nothing
from .archival import PIECES
from .graft import ADDRESS, NOTED, SILENT

_LETTERS = 0xA500  # Vai: one letter for each variable
_REFERENCE = dict(zip((*PIECES, NOTED), "\ua5f0\ua5f1\ua5f2\ua5f3\ua5f4"))
_YEARS = {"accessed": 2031, "issued": 1887}
_OTHER_YEAR = 1886
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_FORMATS = frozenset(["i", "em", "b", "sup", "sub", "span"])
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Probe:
    """``item`` has letters as values; ``content`` and ``address`` are the letters of these variables."""

    item: dict[str, Any]
    content: tuple[str, ...]
    address: tuple[str, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """The pieces of an archival reference that the item has, and its people as a note."""
        silent = {"archive"} if SILENT in self.item else set()
        return tuple(piece for piece in (NOTED, *PIECES) if piece in self.item and piece not in silent)


def shape(item: Json) -> tuple[Any, ...]:
    """The shape of an item, as far as a style's conditions depend on it: items of one shape are printed alike."""
    return tuple(sorted((name, _shape_of(name, value)) for name, value in item.items() if name not in ("id", "custom")))


def _shape_of(name: str, value: Any) -> str:
    if name in ("type", "language"):
        return str(value)
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or [[]]
        return f"date {[len(p) for p in parts if isinstance(p, list)]} {bool(value.get('circa'))} {value.get('season')}"
    if isinstance(value, list):
        return "names" if value else ""
    text = str(value)
    return "" if not text else "number" if any(c.isdigit() for c in text) and len(text) < 12 else "text"


def probe_of(item: Json) -> Probe:
    """The probe for an item's shape."""
    made: dict[str, Any] = {"id": "probe", "type": item.get("type") or "document"}
    content: list[str] = []
    address: list[str] = []
    for name in sorted(item):
        value = item[name]
        if name in ("id", "type", "custom") or value in (None, "", [], {}):
            continue
        if name == SILENT:
            made[name] = value
            continue
        letter = _REFERENCE.get(name) or chr(_LETTERS + len(made))
        shown = letter
        if name in DATE_VARIABLES:
            made[name] = _date(value, _YEARS.get(name, _OTHER_YEAR))
            shown = str(_YEARS.get(name, _OTHER_YEAR))
        elif name in NAME_VARIABLES:
            made[name] = [{"family": letter}]
        elif _is_kept(name, value):
            made[name] = value
            continue
        else:
            made[name] = letter
        (address if name in ADDRESS else content).append(shown)
    return Probe(made, tuple(content), tuple(address))


def _is_kept(name: str, value: Any) -> bool:
    """Whether a style may look at the value itself: the language, and numbers."""
    return name == "language" or (_shape_of(name, value) == "number" and name not in _REFERENCE and name not in ADDRESS)


def _date(value: Any, year: int) -> dict[str, Any]:
    """A date of the same form in another year."""
    if not isinstance(value, Mapping) or not value.get("date-parts"):
        return {"date-parts": [[year]]}
    parts = [[year, *part[1:]] for part in value["date-parts"] if isinstance(part, list) and part]
    return {**value, "date-parts": parts or [[year]]}


@dataclass(frozen=True)
class Print:
    """The result: the texts of a first note and of the entry, without tags; empty if the style prints nothing."""

    note: str
    entry: str
    formatted: Mapping[str, frozenset[int]]  # the indexes inside italics and the like, by area

    def text(self, area: str) -> str:
        """The text of an area."""
        return self.note if area == "note" else self.entry

    def tells(self, area: str, probe: Probe) -> bool:
        """Whether an area has the author or the title of a document, and not only its number or its date."""
        names = [probe.item[name][0]["family"] for name in probe.item if name in NAME_VARIABLES]
        titles = [
            probe.item[name] for name in ("title", "title-short", "genre", "archive_location") if name in probe.item
        ]
        return not (names or titles) or any(letter in self.text(area) for letter in [*names, *titles])


def printed(style: str | bytes, item: Json, locale: str | None) -> Print:
    """An item in a style: its first note and its entry."""
    processor = Processor(style, [dict(item)], locale=locale, output="html")
    note = processor.cite([{"id": item["id"]}], note=1)
    entry = "".join(processor.bibliography().entries)
    texts = {area: _untagged(html) for area, html in (("note", note), ("entry", entry))}
    return Print(texts["note"][0], texts["entry"][0], {area: found for area, (_, found) in texts.items()})


def printed_again(style: str | bytes, item: Json, locale: str | None) -> tuple[str, str]:
    """(a later cite of an item, a cite right after that), without tags; empty where the style prints nothing."""
    other = {"id": "other", "type": "book", "title": "x", "author": [{"family": "x"}]}
    processor = Processor(style, [dict(item), other], locale=locale, output="html")
    cited = [processor.cite([{"id": i}], note=n) for n, i in enumerate((item["id"], "other", *[item["id"]] * 2), 1)]
    return _untagged(cited[2])[0], _untagged(cited[3])[0]


def _untagged(html: str) -> tuple[str, frozenset[int]]:
    """The text of HTML, and the indexes of its characters inside formatting or quotation marks."""
    if prints_nothing(html):
        return "", frozenset()
    out: list[str] = []
    inside: set[int] = set()
    depth = at = 0
    for match in [*_TAG.finditer(html), None]:
        piece = html[at : match.start() if match else len(html)]
        piece = piece.replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">")
        start = sum(map(len, out))
        if depth:
            inside.update(range(start, start + len(piece)))
        out.append(piece)
        if match:
            at = match.end()
            if match[2] == "div":
                out.append("\n")  # blocks are set apart
            elif match[2] in _FORMATS:
                depth += -1 if match[1] else 1
    text = "".join(out)
    return text.strip(), frozenset(n - (len(text) - len(text.lstrip())) for n in inside)
