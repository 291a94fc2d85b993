"""Words around a date: circa, before, after, between (data/dates.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table


@lru_cache(maxsize=8)
def phrase(name: str) -> re.Pattern[str]:
    """A pattern for the words of a group at the start of a text."""
    listed = sorted(table("dates")["words"][name], key=len, reverse=True)
    return re.compile(rf"\[?\s*(?:{'|'.join(map(re.escape, listed))})(?:(?<=-)|(?!\w))\.?\s*", re.I)


@lru_cache(maxsize=1)
def _qualifier() -> re.Pattern[str]:
    listed = [w for name in _QUALIFIERS for w in table("dates")["words"][name] if len(w) > 1 or w == "c"]
    alternatives = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})\.?\s*$", re.I)


_LAST_WORD = re.compile(r"[^\W\d_]+$")
_QUALIFIERS = ("circa", "uncertain", "before", "after", "part")
_WINDOW = 20  # characters before a date in which its qualifier stands


def _word_before(text: str, at: int) -> str:
    """The last word before a place, in small letters and without a comma or a full stop."""
    return _last_word(text[max(0, at - _WINDOW) : at].rstrip(" ,.\t\n\u00a0"))


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text)
    return match.group().casefold() if match is not None else text[-1:]


@lru_cache(maxsize=4)
def _last_words(groups: tuple[str, ...]) -> frozenset[str]:
    """The last words of phrases, by which most places are known to have none before them."""
    return frozenset(_last_word(phrase.rstrip(". ")) for name in groups for phrase in table("dates")["words"][name])


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    return frozenset(" ".join(table("dates")["weekdays"].values()).split())


def start_with_qualifier(text: str, at: int) -> int:
    """The start of a date at ``at`` together with words that qualify it (circa, before)."""
    if _word_before(text, at) not in _last_words(_QUALIFIERS):
        return at
    window = max(0, at - _WINDOW)
    match = _qualifier().search(text, window, at)
    if match is None or match.group().strip().casefold() in ("by", "to", "since", "um", "po", "e", "at"):
        return at
    return match.start()


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table('dates')['words']['between']))})\s+$", re.I)


def start_with_between(text: str, at: int) -> int:
    """The start of a range at ``at`` together with its ``between``."""
    if _word_before(text, at) not in _last_words(("between",)):
        return at
    match = _between().search(text, max(0, at - _WINDOW), at)
    return match.start() if match is not None else at


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    listed = sorted(_weekdays(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))}),?\s+$", re.I)


def start_with_weekday(text: str, at: int) -> int:
    """The start of a date at ``at`` together with the day of the week before it."""
    if _word_before(text, at) not in _weekdays():
        return at
    match = _weekday().search(text, max(0, at - _WINDOW), at)
    return match.start() if match is not None else at
