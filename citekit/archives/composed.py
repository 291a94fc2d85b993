"""References whose parts a record states one by one: repository, levels from large to small, each with its word.

Nothing is read out of the wording here: what a catalogue says is a box is one, whatever its name looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..common.tables import table
from .reference import ArchivalReference, Level
from .repository import Repository, match_repositories
from .shared_names import choose_repository

_BARE = re.compile(r"(?:[\w./+:-]*\d[\w./+:-]*|[IVXLC]{1,7})(?:\s*[-\u2013,&]\s*[\w./-]*\d[\w./-]*)*$")
_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_][^\d\s,;:]*?)[.:]?(?=[\s\d]|$)")
_NAMED = frozenset(("record_group", "fond", "series", "opis", "year", "call_number"))  # their values may be names
_NESTED = frozenset(("fond", "series", "call_number"))  # one may stand within another
_AMERICAN = frozenset(("box", "boxes", "folder", "folders", "record group", "rg"))  # words of American references


def composed(repository: str, levels: Iterable[Level], place: str = "") -> ArchivalReference | None:
    """The reference of stated levels, in their order; None where there is neither a repository nor a level.

    The place of the repository stands after its name where that does not have it.

    >>> str(composed("Hoover Institution", [Level("fond", "", "Creel Papers"), Level("box", "Box", "3")], "Stanford"))
    'Hoover Institution, Stanford, Creel Papers, Box 3'
    """
    name, place = (" ".join(part.split()).strip(" ,;") for part in (repository, place))
    if name and place and place.split(",")[0].casefold() not in name.casefold():
        name = f"{name}, {place}"
    text = name
    placed: list[Level] = []
    seen: set[str] = set()
    for one in levels:
        term, value = " ".join(one.term.split()), " ".join(one.value.split())
        if not value:
            continue
        again = one.kind not in _NESTED and one.kind in seen  # a second box, and what is in it
        seen = {one.kind} if again else {*seen, one.kind}
        text += ("; " if again else ", ") if text else ""
        start = len(text) + len(term) + bool(term)
        text += f"{term} {value}" if term else value
        placed.append(Level(one.kind, term, value, (start, start + len(value))))
    return _stated(text, name, placed) if text else None


def recomposed(text: str, levels: Iterable[Level]) -> ArchivalReference:
    """The reference of a wording whose levels are known: as ``composed`` made it."""
    placed: list[Level] = []
    at, first = 0, len(text)
    for one in levels:
        whole = f"{one.term} {one.value}" if one.term else one.value
        start = text.find(whole, at)
        if start < 0:
            continue
        at = start + len(whole)
        first = min(first, start)
        placed.append(Level(one.kind, one.term, one.value, (at - len(one.value), at)))
    return _stated(text, text[:first].rstrip(" ,;"), placed)


def _stated(text: str, name: str, levels: list[Level]) -> ArchivalReference:
    tradition = "american" if any(_words_of(v.term) & _AMERICAN for v in levels) else ""
    return ArchivalReference(text, repository_named(name, tradition) if name else None, tuple(levels), stated=True)


def _words_of(term: str) -> set[str]:
    """A level's word, and the last of several: ``Oversize box`` is a box."""
    said = term.rstrip(".").casefold()
    return {said, said.rpartition(" ")[2]}


@lru_cache(maxsize=512)
def repository_named(name: str, tradition: str = "") -> Repository:
    """The repository of a name (and place), or one of that name where it is in no table; its tradition is then that
    which its levels show."""
    found = match_repositories(name)
    if found is not None and name[found[1] :].lstrip()[:1] in ("", ","):
        behind = name[found[1] :].strip(" ,")
        near = [one for one in found[0] if behind and one.place and one.place.split(",")[0] in behind]
        return near[0] if near else choose_repository(found[0], name)
    return Repository(name, name, tradition=tradition, call_numbers=True)


def level(kind: str, value: str, word: str = "") -> Level:
    """A level of a stated value: ``word`` is put before a bare number, and kept where the value has it already.

    >>> [level("box", "3", "Box"), level("box", "b. 3", "Box")]
    [Level(kind='box', term='Box', value='3'), Level(kind='box', term='b.', value='3')]
    >>> level("series", "Letters", "Series")
    Level(kind='series', term='', value='Letters')
    """
    value = " ".join(value.split())
    first = _FIRST_WORD.match(value)
    if first is not None and value[first.end() :].strip(" .:"):
        said = first["word"].casefold()
        if said in words_for(kind) or (word and said == word.casefold()):
            term = value[: first.end()].rstrip(":")
            if value[len(term) :].startswith("."):
                term += "."
            rest = value[len(term) :].lstrip(" .:")
            return Level(kind, term, rest) if f"{term} {rest}" == value else Level(kind, "", value)
        if said in _container_words() and value[first.end() :].lstrip(" .")[:1].isdigit():
            return Level(kind, "", value)  # a folder that is called “Box 11 folder 2”
    if word and (kind not in _NAMED or _BARE.match(value)):
        return Level(kind, word, value)
    return Level(kind, "", value)


@lru_cache(maxsize=1)
def _container_words() -> frozenset[str]:
    """The words for boxes, folders and reels that are words and no letters."""
    kinds = ("box", "folder", "reel", "volume", "file")
    return frozenset(word for kind in kinds for word in words_for(kind) if len(word) > 2)


@lru_cache(maxsize=64)
def words_for(kind: str) -> frozenset[str]:
    """The words that a level of a kind has in any tradition (data/levels.toml)."""
    found: set[str] = set()
    for tradition in table("levels").values():
        words = tradition.get(kind) if isinstance(tradition, dict) else None
        if isinstance(words, str):
            found |= {word.replace("_", " ").rstrip(".").casefold() for word in words.split()}
    return frozenset(found)
