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
_LONGEST_SHARED = 5  # letters of an abbreviation that archives of several countries may have
_DIPLOMATIC = re.compile(r"\b(?:Foreign|Diplomatic|External)\b")


@dataclass(frozen=True)
class Place:
    """A country or a city after an archive's name. ``city`` is empty for a country; ``country`` is its code."""

    country: str
    city: str = ""
    capital: bool = False


@lru_cache(maxsize=1)
def _places() -> dict[str, Place]:
    """Names of countries and cities (data/countries.toml); of a city of several countries, the first."""
    names: dict[str, str] = table("countries")["names"]
    found = {name: Place(code) for code, row in names.items() for name in row.split("|")}
    for name, place in _cities():
        known = found.get(name)
        if known is None or not known.city:
            found[name] = place if known is None or known.country != place.country else known
    return found


@lru_cache(maxsize=1)
def _cities() -> tuple[tuple[str, Place], ...]:
    """Every name of every city, with its country."""
    rows: dict[str, str] = table("countries")["cities"]
    out = []
    for code, row in rows.items():
        for n, city in enumerate(row.strip().replace("\n", "|").split("|")):
            names = city.split("=")
            out += [(name, Place(code, names[0], n == 0)) for name in names]
    return tuple(out)


@lru_cache(maxsize=1)
def _countries_of_city() -> dict[str, frozenset[str]]:
    """The countries that have a city of a name, by the city's first name: Cambridge is in two."""
    found: dict[str, set[str]] = {}
    for name, place in _cities():
        for one in (name, place.city):
            found.setdefault(one, set()).add(place.country)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """The names of cities that are no names of people."""
    people = table("countries")["people"]["names"].strip().replace("\n", "|").split("|")
    return frozenset(name for name, _ in _cities()) - frozenset(people)


def is_place(name: str) -> bool:
    """Whether a name is that of a country or of a city with archives."""
    return name in _places()


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    return frozenset(table("countries")["shared"]["words"].split())


def is_in(name: str, country: str) -> bool:
    """Whether a name is that of a country, by its ISO 3166-1 code, or of a city there."""
    place = _places().get(name)
    return place is not None and place.country.partition("-")[0] == country


def is_shared_name(name: str) -> bool:
    """Whether a name has only words that many countries' archives are called by."""
    return set(name.lower().split()) <= _shared_words()


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

    A name that only one archive can have (Hoover Institution Archives) means that one, whatever comes after it; an
    abbreviation (TNA, AGN) before a city of another country is that of an archive there, which is not known.
    """
    here = tuple(r for r in found if _is_in(r, place))
    if here:
        return here
    if not is_shared_name(name):
        return () if place.city and _is_of_others(name, found, place) else found
    others = [(words, r) for r in every if _is_in(r, place) and (words := _words_beside(r, name)) is not None]
    at_place = [(words, r) for words, r in others if place.city and r.place == place.city]
    if not at_place and place.city and not place.capital:
        return ()
    fewest = min((words for words, _ in at_place or others), default=0)
    closest = [r for words, r in at_place or others if words == fewest]
    return tuple(closest) if len(closest) == 1 else ()


def _is_of_others(name: str, found: tuple[Repository, ...], place: Place) -> bool:
    """Whether an abbreviation before a city is none of the archives found: the files of a post are in the city's name
    in the archives of foreign ministries (ASMAE, Londra, b. 345), whose abbreviations say so.
    """
    if len(name) > _LONGEST_SHARED or not name.isupper() or " " in name:
        return False
    diplomatic = len(found) == 1 and _DIPLOMATIC.search(found[0].name) is not None
    return not diplomatic and not any(r.country in _countries_of_city()[place.city] for r in found)


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
