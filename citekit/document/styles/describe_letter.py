"""What stands for the title of a letter without one, in a style that does not name recipients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...tables import table


def described(item: Mapping[str, Any], locale: str | None) -> str:
    """``Letter to Colonel House``: genre and recipient, in the language of the locale where its words are known."""
    words: dict[str, dict[str, str]] = table("archival_styles")["description"]
    language = words.get((locale or "en").split("-")[0].casefold(), words["en"])
    genre = str(item.get("genre") or "").strip() or language["letter"]
    names = [_name(person) for person in item.get("recipient") or [] if isinstance(person, Mapping)]
    joined = f" {language['and']} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    return f"{genre[:1].upper()}{genre[1:]} {language['to']} {joined}"


def _name(person: Mapping[str, Any]) -> str:
    parts = ("given", "non-dropping-particle", "dropping-particle", "family", "suffix")
    return str(person.get("literal") or " ".join(str(person[p]) for p in parts if person.get(p)))
