"""Repositories: what an archive is called, in references and in full, and where it is (data/repositories.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..tables import table

_WORD, _SPACE, _PARENTHESIS = re.compile(r"\w+"), re.compile(r"\s+"), re.compile(r"\s+\(([^()]{2,40})\)")


@dataclass(frozen=True)
class Repository:
    """An archive. ``country`` is ISO 3166-1 alpha-2; ``tradition`` names its level words in data/levels.toml."""

    abbreviation: str
    name: str
    place: str = ""
    country: str = ""
    original: str = ""
    also: tuple[str, ...] = ()
    tradition: str = "english"
    call_numbers: bool = False


@lru_cache(maxsize=1)
def repositories() -> tuple[Repository, ...]:
    """All repositories that citekit knows."""
    return tuple(
        Repository(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in table("repositories")["repository"]
    )


@lru_cache(maxsize=1)
def _by_form() -> dict[str, Repository]:
    found: dict[str, Repository] = {}
    for repository in repositories():
        for form in (repository.abbreviation, *repository.also, repository.name, repository.original):
            if form:
                found.setdefault(_squeezed(form), repository)
    return found


def _squeezed(form: str) -> str:
    return re.sub(r"\s+", " ", form)


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """The names that begin with a word, as words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(_by_form(), key=len, reverse=True):
        words = form.split(" ")
        found.setdefault(_WORD.match(form).group(), []).append(tuple(words))  # type: ignore[union-attr]
    return found


def match_repository(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """The repository whose name stands at ``at``, and where it ends; the longest name wins."""
    first = _WORD.match(text, at)
    for words in _by_first_word().get(first.group(), ()) if first else ():
        end = at
        for n, word in enumerate(words):
            if n:
                gap = _SPACE.match(text, end)
                end = gap.end() if gap else -1
            if end < 0 or not text.startswith(word, end):
                break
            end += len(word)
        else:
            if not _WORD.match(text, end):
                found = _by_form()[" ".join(words)]
                again = _PARENTHESIS.match(text, end)  # Archive of the President of the Russian Federation (APRF)
                return found, again.end() if again is not None and _by_form().get(again.group(1)) == found else end
    return None


def find_repository(text: str) -> tuple[Repository, int, int] | None:
    """The first repository named anywhere in a text, with its place."""
    for word in _WORD.finditer(text):
        if (found := match_repository(text, word.start())) is not None:
            return found[0], word.start(), found[1]
    return None
