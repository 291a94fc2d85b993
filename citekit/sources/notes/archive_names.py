"""Whether an archive is named at a place of a text, and whose level words a text has."""

from __future__ import annotations

import re

from ...archives.namesakes import place_behind
from ...archives.repository import Repository, match_repositories, tradition_in
from ...archives.shared_names import choose_repository
from ...archives.unnamed import acronym
from ...archives.words import Tradition, guess_tradition, tradition
from ...dates import find_dates, languages_of_month


def tradition_of(text: str, like: str = "") -> str:
    """The tradition of a source: its repository's, that of the source before it, or what its words show."""
    repository = first_repository(text)
    if repository is not None and repository.tradition:
        return repository.tradition
    guessed = guess_tradition(text)
    if guessed == "common":
        return like or _tradition_of_city(text) or guessed
    return guessed


def _tradition_of_city(text: str) -> str:
    """The tradition of the country in whose city an archive is that is in no table: ``LA PNP, Praha, …, k. 12``."""
    for start in re.finditer(r"(?:^|[,;]\s)(?=[^\W\d_a-z]{2})", text):
        name = acronym(text, start.end())
        place = place_behind(text, name[1]) if name is not None else None
        if place is not None and place.city:
            return tradition_in(place.country)
    return ""


def archive_begins(text: str, at: int) -> bool:
    """Whether a known archive, or a level with its number, stands at a place of a text."""
    found = match_repositories(text, at)
    words = tradition(tradition_of(text[at:]))
    term = words.term.match(text, at)
    strong = term is not None and words.kind(term["term"]) in ("fond", "record_group", "box", "lot")
    return (found is not None and ends_name(text, found[1])) or (strong and numbered_level(text, at, words))


def first_repository(text: str) -> Repository | None:
    """The first known repository that a segment of a text begins with."""
    for match in re.finditer(r"^|[,;(\uff0c\u3001]\s*|\.\s+|\b(?:in|and|und)\s+", text):
        found = match_repositories(text, match.end())
        if found is not None and ends_name(text, found[1]):
            languages = languages_of_dates(text) if len(found[0]) > 1 else frozenset()
            return choose_repository(found[0], text, languages)
    return None


def languages_of_dates(text: str) -> frozenset[str]:
    """The languages that have the names of the months of a text."""
    return frozenset().union(*(languages_of_month(found.date.text) for found in find_dates(text)))


def ends_name(text: str, end: int) -> bool:
    """Whether a repository's name is over here: what follows is punctuation, a number, or a level."""
    name = re.search(r"\S+$", text[:end])
    if (
        name is not None
        and name.group().isupper()
        and re.match(r"\s+[^\s,;]*[\d-]|\s+[A-Z]+\s(?:\w+\s)?\d|(?:\s[A-Z]\w*){1,5}\s[Bb]ox\s\d", text[end:])
    ):
        return True
    return (
        re.match(
            r"\s*(?:[,;:.()\uff0c\uff08\u3001\u3002]|$|藏|[\u3400-\u9fff]{1,8}[,\uff0c\u3001]|-[A-Z]{2,4}\d|-[A-Z][\w-]*-\w*\d|-\d{3,}[,;]|#[A-Z]\d)|"
            r"\s+(?:\d|[A-Z]{1,5}[ .]?\d|[A-Z]+/|"
            r"Oral Histor|[Mm]icro(?:film|copy|publication)\b|(?:Electronic )?Briefing Book|E?BB\s|"
            r"[Ff]ol\b|[FfФф]\.|[Ff]ond\b|RG\b|Ref\.|[Bb]ox\s|Record Group|MS|[РR]-?\d|"
            r"[A-Z]\w*[A-Z]\w*[,.]|[A-Z]+\.? [A-Z]+ \d)|['\u2019]s\s",
            text[end:],
        )
        is not None
    )


def numbered_level(text: str, at: int, words: Tradition) -> bool:
    """Whether a level's word with its number stands at a place of a text."""
    term = words.term.match(text, at)
    return term is not None and re.match(r"\w{0,3}-?\d", text[term.end() : term.end() + 8]) is not None
