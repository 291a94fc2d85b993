"""Whether a few words say that something is not there, that something was found, or that a domain is for sale."""

from __future__ import annotations

from functools import lru_cache

from ..common.tables import table
from .site_words import PARTS
from .spelling import is_small
from .wording import phrases, words

SENTENCE = 18  # words of a title that can say that something is wrong
STATEMENT = 10  # words of a title that says that something is not there
_NEAR = 7  # words between what is not there and that it is not
_BESIDE = 2  # words beside a phrase that is no sentence by itself


@lru_cache(maxsize=512)
def parts_of(place: str) -> tuple[list[str], ...]:
    """The words of the parts of a title or heading."""
    return tuple(found for part in PARTS.split(place) if (found := words(part)))


def content_words(text: list[str]) -> int:
    """How many words of a text are not small ones."""
    return sum(not is_small(word) for word in text)


def part_says(name: str, part: list[str]) -> bool:
    """Whether a part of a title says it: all of it, or a phrase of some words with few others beside it."""
    if phrases(name, "whole").find(part) == (0, len(part)) or (name == "soft-404" and _absent(part)):
        return True
    found = phrases(name, "title").find(part)
    beside = SENTENCE if name in ("soft-404", "server") else _BESIDE
    return found is not None and len(part) - (found[1] - found[0]) <= beside


def states_count(text: list[str]) -> bool:
    """Whether a short text says how much was found."""
    found = phrases("counts", "nouns").find(text) if len(text) <= STATEMENT else None
    if found is None:
        return False
    return any(word.isdigit() or word in ("no", "brak", "keine") for word in text[max(0, found[0] - 2) : found[1] + 2])


def _absent(part: list[str]) -> bool:
    """Whether a short text names something looked for and says, close to it, that it is not there."""
    return states("absent", part, STATEMENT)


def is_aside(text: list[str]) -> bool:
    """Whether a sentence says something besides and nothing about the page: that one must log in to comment, that there
    is no picture, that a thing is not on display (data/pages.toml)."""
    if phrases("aside", "sorry").find(text) is not None:
        return False
    found = phrases("aside", "text").find(text) or (len(text) <= STATEMENT and phrases("aside", "pictures").find(text))
    if not found:
        return _is_for_something_else(text)
    rest = [*text[: found[0]], *text[found[1] :]]
    return all(phrases(name, "text").find(rest) is None for name in ("soft-404", "paywall", "challenge"))


def _is_for_something_else(text: list[str]) -> bool:
    """Whether a sentence asks to log in for something other than reading: to make a note, to see one's own loans."""
    login = phrases("login", "text").find(text)
    if login is None or phrases("aside", "reading").find(text) is not None:
        return False
    before, after = text[: login[0]], text[login[0] + 1 :]
    return any(phrases("aside", kind).find(part) is not None for kind, part in (("before", before), ("purpose", after)))


def states(kind: str, part: list[str], most: int, verbs: str = "verbs") -> bool:
    """Whether a short text has a noun of a kind and, close to it, a verb of the same language."""
    if len(part) > most:
        return False
    nouns = nouns_of(kind)
    for at, word in enumerate(part):
        for language in nouns.get(word, ()):
            near = part[max(0, at - _NEAR) : at] + [""] + part[at + 1 : at + 1 + _NEAR]
            if phrases(kind, verbs, language).find(near) is not None:
                return True
    return False


@lru_cache(maxsize=4)
def nouns_of(kind: str) -> dict[str, list[str]]:
    """The nouns of a kind, with the languages that have them."""
    found: dict[str, list[str]] = {}
    for language, row in table("pages")[kind]["nouns"].items():
        for word in words(row):
            found.setdefault(word, []).append(language)
    return found
