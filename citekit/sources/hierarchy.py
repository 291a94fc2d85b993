"""Units of archival description one within another: what those above a unit are in its reference (ISAD(G), 2.1).

A level stands with its title, and its identifier after it in parentheses where the one below does not begin with it:
in ``DE 2123/4`` the reader finds ``DE`` without being told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..archives.reference import Level

# levels of description by their names in catalogues -> kinds of levels of a reference
_KINDS = {
    "fonds": "fond",
    "collection": "fond",
    "papers": "fond",
    "recordgrp": "record_group",
    "record group": "record_group",
    "subfonds": "fond",
    "subgrp": "fond",
    "subgroup": "fond",
    "class": "series",
    "series": "series",
    "subseries": "series",
    "file": "file",
    "folder": "folder",
    "item": "item",
}
_CITABLE = frozenset(("file", "item", "piece", "part", "folder", "dossier"))


@dataclass(frozen=True)
class Unit:
    """A unit of description: title, identifier, level (``fonds``, ``series``), and its repository where stated."""

    title: str = ""
    identifier: str = ""
    level: str = ""
    repository: str = ""


def is_citable(level: str) -> bool:
    """Whether units of a level are cited themselves, also where they have units below them."""
    return level.casefold() in _CITABLE


def levels_of(above: Sequence[Unit], identifier: str = "") -> list[Level]:
    """The levels that the units above a unit are, the highest first; ``identifier`` is that of the unit itself."""
    out: list[Level] = []
    for n, unit in enumerate(above):
        below = [one.identifier for one in above[n + 1 :]] + [identifier]
        kind = _KINDS.get(unit.level.casefold(), "fond" if n == 0 else "series")
        value = named(unit.title, unit.identifier, said_below=any(begins(i, unit.identifier) for i in below))
        if value:
            out.append(Level(kind, "", value))
    return out


def named(title: str, identifier: str, said_below: bool = False) -> str:
    """A unit by its title and identifier: ``Letters (MS 12)``, ``Series 1: Letters``."""
    title, identifier = (" ".join(text.split()).rstrip(" ,;:") for text in (title, identifier))
    if not title:
        return "" if said_below else identifier
    if not identifier or said_below or re.search(rf"(?<!\w){re.escape(identifier)}(?!\w)", title, re.I):
        return title
    if re.match(r"(?:sub-?)?(?:series|group|record group|serie|reihe)\b", identifier, re.I):
        return f"{identifier}: {title}"
    return f"{title} ({identifier})"


def begins(below: str, above: str) -> bool:
    """Whether an identifier goes on from that of a unit above: ``DE 2123/4`` from ``DE``."""
    if not above or not below.casefold().startswith(above.casefold()):
        return False
    return len(below) == len(above) or not (below[len(above)].isalnum() and above[-1].isalnum())
