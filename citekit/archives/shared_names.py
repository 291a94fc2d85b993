"""Which archive an abbreviation means that several share: ``NA`` is in Kew, College Park, Prague and The Hague."""

from __future__ import annotations

import re

from ..common.tables import table
from .repository import Repository
from .words import guess_tradition, tradition

_NUMBERED = re.compile(r"\W?[\w/.()-]{0,40}?\d")


def choose_repository(
    candidates: tuple[Repository, ...], text: str, languages: frozenset[str] = frozenset()
) -> Repository:
    """The repository that a text means, of those that share an abbreviation: ``NA, RG 59`` is American.

    Their level words, departments and places decide, then the ``languages`` of the dates beside it.  Where nothing
    does, the abbreviation alone is kept.
    """
    if len(candidates) == 1:
        return candidates[0]

    def own_level_words(repository: Repository) -> int:
        words = tradition(repository.tradition)
        terms = (
            m
            for m in words.term.finditer(text)
            if words.is_own(m["term"])
            and (_NUMBERED.match(text, m.end()) or (len(m["term"]) > 3 and text[m.end() : m.end() + 1].isupper()))
            and not text[m.start() - 1 : m.start()].isalnum()
        )
        return len({words.kind(m["term"]) for m in terms} - {"page", "leaf", "item"})

    guessed = guess_tradition(text)  # AMAE, série Asie-Océanie is France's

    def evidence(repository: Repository) -> tuple[int, ...]:
        return (
            own_level_words(repository) + (repository.tradition == guessed) + _is_of_country(repository, text),
            bool(languages & set(_by_country("languages", repository.country))),
        )

    found = [evidence(repository) for repository in candidates]
    best = max(found)
    shared = _shared_form(candidates)
    if found.count(best) == 1 or shared is None:
        return candidates[found.index(best)]
    return Repository(shared, "", tradition="", call_numbers=True)


def _is_of_country(repository: Repository, text: str) -> int:
    """Whether a text names the place of a repository, or a department of its country: ``NA, FO 371/1``."""
    departments = _by_country("departments", repository.country)
    coded = any(
        re.search(rf"(?<!\w){code}(?!\w)" if len(code) > 5 else rf"(?<!\w){code}[\s,/]{{0,2}}\d", text)
        for code in departments
    )
    placed = any(
        re.search(rf"(?<!\w){re.escape(place)}(?!\w)", text) for place in repository.place.split(", ") if place
    )
    return coded + placed


def _by_country(what: str, country: str) -> list[str]:
    words: str = table("repositories")[what].get(country, "")
    return words.split()


def _shared_form(candidates: tuple[Repository, ...]) -> str | None:
    """The abbreviation that repositories share; None where they share a name in full."""
    forms = [{r.abbreviation, *r.also} for r in candidates]
    shared = [form for form in set.intersection(*forms) if form.isupper()]
    return min(shared, key=len) if shared else None
