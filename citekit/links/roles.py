"""Who writes and who is written to in a title, by the words before or behind the names (data/correspondents.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..common.tables import table
from .spelling import is_distinctive, is_initial, is_kind, is_small, same_word
from .wording import words

_MOST = 40  # words of a title
_LETTERS = 2  # of a name in letters; a character of Chinese is a word


@dataclass(frozen=True)
class _Language:
    """The words of a language that stand before those who write and are written to; ``behind``: they stand behind
    the names."""

    by: frozenset[str]
    to: frozenset[str]
    behind: bool


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    data = table("correspondents")
    return tuple(
        _Language(frozenset(words(row["from"])), frozenset(words(row["to"])), bool(row.get("behind")))
        for row in data.values()
    )


@lru_cache(maxsize=1)
def _all_to() -> frozenset[str]:
    return frozenset().union(*(language.to for language in _languages()))


def names_no_recipient(text: list[str]) -> bool:
    """Whether a title has no word that says to whom something goes."""
    return _all_to().isdisjoint(text)


def exchanged(wanted: list[str], have: list[str]) -> bool:
    """Whether in two titles those who write and are written to have changed places: Adams to Jefferson, Jefferson to
    Adams."""
    if wanted == have or _all_to().isdisjoint(wanted) or _all_to().isdisjoint(have):
        return False
    mine, theirs = _sides(tuple(wanted[:_MOST])), _sides(tuple(have[:_MOST]))
    if mine is None or theirs is None:
        return False
    (by, to), (other_by, other_to) = mine, theirs
    only_by, only_to = by - to, to - by
    return _meet(only_by, other_to - other_by) and _meet(only_to, other_by - other_to)


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sides have a name in common."""
    return not some.isdisjoint(others) or any(
        len(one) > 3 and len(other) > 3 and same_word(one, other) for one in some for other in others
    )


@lru_cache(maxsize=1024)
def _sides(text: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names of those who write and of those who are written to; None where a title does not say it."""
    language = max(_languages(), key=lambda one: _fits(one, text))
    if language.to.isdisjoint(text):
        return None
    by: set[str] = set()
    to: set[str] = set()
    waiting: set[str] = set()  # names on which nothing has been said yet
    side = waiting
    for before, word in zip(("", *text), text):
        if word in language.by and before in language.to:
            pass  # an von Papen, à de Gaulle
        elif word in language.to or word in language.by:
            side = to if word in language.to else by
            if language.behind:
                side |= waiting
                waiting.clear()
                side = waiting
            elif side is to and not by:
                by |= waiting  # Shtykov to Vyshinsky
                waiting.clear()
        elif _may_be_a_name(word):
            side.add(word)
    return (frozenset(by), frozenset(to)) if by and to else None


def _fits(language: _Language, text: tuple[str, ...]) -> int:
    """How many of the two sides a language's words name in a title."""
    return 2 * (not language.to.isdisjoint(text)) + (not language.by.isdisjoint(text))


def _may_be_a_name(word: str) -> bool:
    if len(word) < _LETTERS and word.isascii():
        return False
    return not (is_small(word) or is_initial(word) or is_kind(word) or is_distinctive(word))
