"""Repositories: what an archive is called, in references and in full, and where it is (data/repositories.toml)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.tables import table
from .namesakes import Place, cities, is_place, is_shared_name, place_behind, repositories_at
from .words import collection, files_of_presidents, tradition

_WORD, _SPACE, _PARENTHESIS = (
    re.compile(r"\w+"),
    re.compile(r"\s+"),
    re.compile(r"\s+[(\uff08]([^()\uff08\uff09]{2,80})[)\uff09]"),
)

_TRANSLATED = re.compile(r"\s+\[[^\[\]\d]{6,80}\]")
_PLACE_BEHIND = re.compile(r"\s+([^\W\d_a-z][\w-]+(?: [^\W\d_a-z]\w+)?)(?=[,;:]|\s[A-Z]{1,4}\s\d|$)")
_PLACE_IN_BRACKETS = re.compile(r"\s+\(([^\W\d_a-z][^()\d,]{1,30})\)(?=[,;:.]|$)")
_DEPARTMENT = re.compile(r"-[^\W\d_a-z][^\W\d_A-Z]+(?=[,;:])|/[A-Z]{1,5}(?=[,;:])")  # SHD-Terre, SHD/DAT
_OFFICE_OF_EAST_ASIA = re.compile(
    r"[\u3400-\u9fff]{1,8}[室部課科處处局](?=[,\uff0c\u3001\s])"
)  # 国立国会図書館憲政資料室
_CONTINUED = re.compile(r"\s(?:of|du|de|des|de\sla|del|della|do|da|der)\s(?:the\s)?[A-ZÀ-Ý]|\sd['\u2019][A-ZÀ-Ý]")
_OWN_NAME = re.compile(r"\s(?P<name>[^\W\d_a-z][^\W\d_A-Z]{3,}(?:\s[^\W\d_a-z][^\W\d_A-Z]{2,}){1,2})(?=[,;(:]|$)")
_FEWEST_SHARED = 2  # words of a name that another name may follow
_ONLY_CAPITALS = re.compile(r"[^\W\d_]{2,8}(?<=[^a-zа-я])")
_APOSTROPHES = {0x2019: "'"}
_SEGMENT = re.compile(r"[^,;.:(]*")
_LONGEST, _LONGEST_NAME = 300, 40
_HEREAFTER = re.compile(
    r"\s*[(\uff08](?:hereafter|hereinafter|henceforth|далее|以下简称|以下簡稱)[^()\uff08\uff09]*[)\uff09]", re.I
)


@dataclass(frozen=True)
class Repository:
    """An archive. ``country`` is ISO 3166-1 alpha-2; ``tradition`` names its level words in data/levels.toml.

    ``reference`` is one as a scholar prints it, its numbers standing for any; ``source`` says where that form is stated
    (the archive's own guide, a standard, a style manual), empty where none is known.

    >>> from citekit import parse_references
    >>> repository = parse_references("RGANI, f. 5, op. 49, d. 131")[0].repository
    >>> repository.abbreviation, repository.place, repository.country
    ('RGANI', 'Moscow', 'RU')
    """

    abbreviation: str
    name: str
    place: str = ""
    country: str = ""
    original: str = ""
    also: tuple[str, ...] = ()
    tradition: str = "english"
    call_numbers: bool = False
    reference: str = ""
    source: str = ""


@lru_cache(maxsize=1)
def repositories() -> tuple[Repository, ...]:
    """All repositories that citekit knows."""
    return tuple(map(_repository, table("repositories")["repository"]))


def _repository(entry: dict[str, Any]) -> Repository:
    """A row of the table, with the form of its tradition's references where it has none of its own.

    A person's own repository may name no tradition, or one that the person has made.
    """
    tradition = entry.get("tradition", "english")
    return Repository(
        **{
            "reference": table("levels")["forms"].get(tradition, "").format(entry["abbreviation"]),
            "source": table("levels")["form_sources"].get(tradition, ""),
            **entry,
            "also": tuple(entry.get("also", ())),
        }
    )


@lru_cache(maxsize=1)
def _by_form() -> dict[str, tuple[Repository, ...]]:
    """The repositories that a form may mean: some abbreviations are shared."""
    found: dict[str, tuple[Repository, ...]] = {}
    for repository in repositories():
        for form in (repository.abbreviation, *repository.also, repository.name, repository.original):
            known = found.get(_squeezed(form), ())
            if form and repository not in known:
                found[_squeezed(form)] = (*known, repository)
    return found


def _squeezed(form: str) -> str:
    return re.sub(r"\s+", " ", form).translate(_APOSTROPHES)


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """The names that begin with a word, as words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(_by_form(), key=len, reverse=True):
        words = form.translate(_APOSTROPHES).split(" ")
        found.setdefault(_WORD.match(form).group(), []).append(tuple(words))  # type: ignore[union-attr]
    return found


def match_repository(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """The repository whose name stands at ``at``, and where it ends; the longest name wins."""
    found = match_repositories(text, at)
    return (found[0][0], found[1]) if found is not None else None


def match_repositories(text: str, at: int = 0) -> tuple[tuple[Repository, ...], int] | None:
    """The repositories that share the name at ``at``, and where it ends."""
    first = _WORD.match(text, at)
    beginning = _beginning_with(first.group()) if first is not None else ()
    plain = text[at : at + _LONGEST].replace("\u2019", "'") if beginning else ""
    word, begins, gap = "", False, None  # the first word of a name, which most of them share
    for words in beginning:
        if words[0] != word:
            word = words[0]
            begins = plain.startswith(word)
            gap = _SPACE.match(plain, len(word)) if begins else None
        if not begins or not (end := _end_of_words(words, plain, gap)):
            continue
        following = plain[end : end + 1]
        if not _WORD.match(plain, end) or (following > "\u2e80" and words[-1][-1] > "\u2e80"):
            found = _by_form()[" ".join(words)]
            if not words[-1].isupper() and _goes_on(" ".join(words), plain, end):
                continue  # National Archives of Gambia, Archives nationales du Cameroun: another archive
            if len(words) == 1 and _SEGMENT.match(plain).group() in files_of_presidents():  # type: ignore[union-attr]
                continue  # HAK Office Files: Henry Kissinger's, and not the Krupps'
            place = place_behind(plain, end)
            found = _at(" ".join(words), place) if place is not None else found
            if not found:
                continue
            return found, _end_of_name(text, at + end, found)
    return None


def _end_of_words(words: tuple[str, ...], text: str, gap: re.Match[str] | None) -> int:
    """Where the words of a name end that a text begins with, ``gap`` behind the first; 0 where it has others."""
    end = len(words[0])
    for word in words[1:]:
        if gap is None:
            return 0
        start = gap.end()
        if not (text.startswith(word, start) or _in_small(word, text, start)):
            return 0
        end = start + len(word)
        gap = _SPACE.match(text, end)
    return end


def _goes_on(name: str, text: str, end: int) -> bool:
    """Whether a name is the beginning of another archive's: ``National Archives of Gambia``; one of words that many
    have, before a name of its own: ``Archivo Histórico Diplomático Genaro Estrada``.
    """
    if _CONTINUED.match(text, end):
        return True
    behind = _OWN_NAME.match(text, end)
    if behind is None or len(name.split()) < _FEWEST_SHARED or not is_shared_name(name):
        return False
    own = behind["name"]
    return not (_is_known(own) or collection(own) or tradition("english").term.match(own))


def _in_small(word: str, text: str, at: int) -> bool:
    """Whether a word of a name stands in a text in small letters: ``Archivio centrale dello Stato``."""
    return len(word) > 3 and not word.isupper() and text[at : at + len(word)].lower() == word.lower()


@lru_cache(maxsize=512)
def _at(name: str, place: Place) -> tuple[Repository, ...]:
    """The repositories that a name means before a place."""
    return repositories_at(_by_form()[name], name, place, repositories())


def _end_of_name(text: str, end: int, found: tuple[Repository, ...]) -> int:
    """Where a name ends with what may stand right after it: its translation, short form, department and place."""
    if (translated := _TRANSLATED.match(text, end)) is not None and text[translated.end() :].lstrip()[:1]:
        end = translated.end()  # Magyar Országos Levéltár [Hungarian National Archives]
    elif (noun := _HOUSE.match(text, end)) is not None:
        end = noun.end()  # YIVO Institute, CIA Library
    if (short := _HEREAFTER.match(text, end)) is not None:
        end = short.end()
    if (office := _OFFICE_OF_EAST_ASIA.match(text, end)) is not None:
        end = office.end()
    again = _PARENTHESIS.match(text, end)  # Archive of the President of the Russian Federation (APRF)
    if again is not None and (
        set(_by_form().get(again.group(1), ())) & set(found) or _ONLY_CAPITALS.fullmatch(again.group(1))
    ):
        end = again.end()  # Archives nationales (AN)
    if text[end : end + 1] == "/" and (department := match_repositories(text, end + 1)) is not None:
        end = department[1]  # ÖStA/HHStA
    if (department_name := _DEPARTMENT.match(text, end)) is not None:
        end = department_name.end()
    place = _PLACE_BEHIND.match(text, end) or _PLACE_IN_BRACKETS.match(text, end)  # Bundesarchiv Koblenz
    return place.end() if place is not None and _is_known(place.group(1)) else end


# a noun of archives' names that ends one, right behind an abbreviation or another such noun
_HOUSE = re.compile(
    r"(?<=[^\s,.;:])(?:\s(?:Archives?|Archief|Archiv|Building|Cent(?:er|re)|Institute|Institution|Library|Museum|Foundation|"
    r"Headquarters|Repository|Reading\sRoom|Records?\sOffice))+(?:\sfor\s[A-Z][a-z]+\s[A-Z][a-z]+)?(?=\s*[,:(]|\.?$)"
)


def _is_known(place: str) -> bool:
    return place in known_places() or is_place(place)


@lru_cache(maxsize=256)
def tradition_in(country: str) -> str:
    """The tradition that most of the archives of a country have, by its ISO 3166-1 code; empty where none is known."""
    found = Counter(r.tradition for r in repositories() if r.country == country[:2])
    if found:
        return found.most_common(1)[0][0]
    rows: dict[str, str] = table("countries")["traditions"]
    return next((name for name, codes in rows.items() if country[:2] in codes.split()), "")


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """The places of all repositories, as a whole and by their parts, and the cities of all countries."""
    places = {r.place for r in repositories()}
    return cities() | frozenset(p for place in places for p in (place, *place.split(", ")) if p)


_PLACE_AT_END = re.compile(
    r"(?:^|,\s|(?<![\s,](?:of|de|di|du|da|in|do))\s|\()(?=(?P<place>[^,()]+)\)?(?:,\s[A-Z]{2})?$)"
)


def place_at_end(archive: str) -> str:
    """The known city that a named archive ends with, and that is no part of its name.

    >>> place_at_end("Bundesarchiv Berlin-Lichterfelde"), place_at_end("University of Washington")
    ('Berlin-Lichterfelde', '')
    """
    found = (match["place"] for match in _PLACE_AT_END.finditer(archive.strip(" ,.;:")[-80:]))
    return next((place for place in found if place in known_places()), "")


@lru_cache(maxsize=1)
def known_regions() -> frozenset[str]:
    """States and provinces, which stand after the place of an archive."""
    return frozenset(table("repositories")["places"]["regions"])


def _beginning_with(word: str) -> list[tuple[str, ...]]:
    """The names that begin with a word; Chinese and Japanese ones have no space after them."""
    known = _by_first_word()
    if word in known or word[0] < "\u2e80":
        return known.get(word, [])
    return next((known[word[:n]] for n in range(min(len(word), _LONGEST_NAME) - 1, 1, -1) if word[:n] in known), [])


def find_repository(text: str) -> tuple[Repository, int, int] | None:
    """The first repository named anywhere in a text, with its place."""
    for word in _WORD.finditer(text):
        if (found := match_repository(text, word.start())) is not None:
            return found[0], word.start(), found[1]
    return None
