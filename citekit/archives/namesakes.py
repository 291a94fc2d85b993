"""Archives of one name in several countries: the place after it says which is meant (National Archives, Dublin)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..common.tables import table

if TYPE_CHECKING:
    from .repository import Repository

_BEHIND = re.compile(r"\s*,?\s+\(?|\s*\(")
_ENDS = re.compile(r"\s*(?:[,;:)]|\.(?:\s|$)|$)|\s+[A-Z]{1,4}[\s.]?\d")
_MOST_WORDS = 5


@dataclass(frozen=True)
class Place:
    """A country or a city after an archive's name. ``city`` is empty for a country; ``country`` is its code."""

    country: str
    city: str = ""
    capital: bool = False


@lru_cache(maxsize=1)
def _places() -> dict[str, Place]:
    """Names of countries and cities (data/countries.toml)."""
    data = table("countries")
    found = {name: Place(code) for code, row in data["names"].items() for name in row.split("|")}
    for code, row in data["cities"].items():
        for n, city in enumerate(row.split("|")):
            names = city.split("=")
            found.update({name: Place(code, names[0], n == 0) for name in names})
    return found


def is_place(name: str) -> bool:
    """Whether a name is that of a country or of a city with archives."""
    return name in _places()


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    return frozenset(table("countries")["shared"]["words"].split())


def place_behind(text: str, at: int) -> Place | None:
    """The country or city that stands right after a name: after a comma, a space, or in brackets."""
    gap = _BEHIND.match(text, at)
    if gap is None:
        return None
    ends = [m.end() for m in re.finditer(r"[^\s,;:()]+", text[gap.end() : gap.end() + 60])][:_MOST_WORDS]
    for length in reversed(ends):
        place = _places().get(text[gap.end() : gap.end() + length])
        if place is not None and _ENDS.match(text, gap.end() + length):
            return place
    return None


def repositories_at(
    found: tuple[Repository, ...], name: str, place: Place, every: Sequence[Repository]
) -> tuple[Repository, ...]:
    """The repositories that a name before a place means: of those found, or of all whose names contain it; none where
    the archive of that name in that country is not known.

    A name that only one archive can have (Hoover Institution Archives) means that one, whatever comes after it.
    """
    here = tuple(r for r in found if _is_in(r, place))
    if here or not set(name.lower().split()) <= _shared_words():
        return here or found
    others = [(words, r) for r in every if _is_in(r, place) and (words := _words_beside(r, name)) is not None]
    at_place = [(words, r) for words, r in others if place.city and r.place == place.city]
    if not at_place and place.city and not place.capital:
        return ()
    fewest = min((words for words, _ in at_place or others), default=0)
    closest = [r for words, r in at_place or others if words == fewest]
    return tuple(closest) if len(closest) == 1 else ()


def _is_in(repository: Repository, place: Place) -> bool:
    """Whether a repository is in a place's country, or in the part of it that has archives of its own."""
    country, _, part = place.country.partition("-")
    if repository.country != country:
        return False
    home = _places().get(repository.place)
    return (home.country.partition("-")[2] if home is not None else "") == part


def _forms(repository: Repository) -> tuple[str, ...]:
    return (repository.name, repository.original, repository.abbreviation, *repository.also)


def _words_beside(repository: Repository, name: str) -> int | None:
    """How many words a repository's name has beside another name, in the form that has the fewest; None where no form
    has that name. Archive and archives are one word."""
    looked_for = re.compile(rf"(?<!\w){re.escape(name.rstrip('s'))}s?(?!\w)")
    beside = [len(form.split()) for form in _forms(repository) if looked_for.search(form)]
    return min(beside) - len(name.split()) if beside else None
