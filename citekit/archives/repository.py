"""Repositories: what an archive is called, in references and in full, and where it is (data/repositories.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


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
    with open(DATA / "repositories.toml", "rb") as file:
        entries = tomllib.load(file)["repository"]
    return tuple(Repository(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in entries)


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
def _pattern() -> re.Pattern[str]:
    forms = sorted(_by_form(), key=len, reverse=True)
    joined = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in forms)
    return re.compile(rf"(?:{joined})(?![\w])")


def match_repository(text: str, at: int = 0) -> tuple[Repository, int] | None:
    """The repository whose name stands at ``at``, and where it ends; the longest name wins."""
    match = _pattern().match(text, at)
    return (_by_form()[_squeezed(match.group())], match.end()) if match else None


def find_repository(text: str) -> tuple[Repository, int, int] | None:
    """The first repository named anywhere in a text, with its place."""
    for match in _pattern().finditer(text):
        if match.start() == 0 or not text[match.start() - 1].isalnum():
            return _by_form()[_squeezed(match.group())], match.start(), match.end()
    return None
