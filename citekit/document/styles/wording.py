"""Words that a completed style adds: a description for a letter without a title, and joined names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...common.tables import table
from ...csl.others import ET_AL, is_others


def described(item: Mapping[str, Any], locale: str | None, capital: bool = True) -> str:
    """``Letter to Colonel House``: genre and recipient, in the language of the locale where its words are known."""
    language = _words(locale)
    genre = str(item.get("genre") or "").strip() or language["letter"]
    names = names_in_order(item.get("recipient") or [], language["and"])
    return f"{genre[:1].upper() if capital else genre[:1]}{genre[1:]} {language['to']} {names}"


def letter_word(locale: str | None) -> str:
    """What a letter is called in the language of a locale."""
    return _words(locale)["letter"]


def _words(locale: str | None) -> dict[str, str]:
    words: dict[str, dict[str, str]] = table("archival_styles")["description"]
    return words.get((locale or "en").split("-")[0].casefold(), words["en"])


def names_in_order(people: Iterable[Mapping[str, Any]], joined_by: str) -> str:
    """Names in full, joined: ``Gary Goldberg and Balazs Szalontai``."""
    people = [person for person in people if isinstance(person, Mapping)]
    names = [_name(person) for person in people if not is_others(person)]
    if names and len(names) < len(people):
        return f"{', '.join(names)} {ET_AL}"
    return f" {joined_by} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _name(person: Mapping[str, Any]) -> str:
    parts = ("given", "non-dropping-particle", "dropping-particle", "family")
    name = str(person.get("literal") or " ".join(str(person[p]) for p in parts if person.get(p)))
    suffix = str(person.get("suffix") or "")
    return f"{name}{',' if person.get('comma-suffix') else ''} {suffix}" if suffix else name
