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
    listed = [
        w
        for name in ("circa", "uncertain", "before", "after", "part")
        for w in table("dates")["words"][name]
        if len(w) > 1 or w == "c"
    ]
    alternatives = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})\.?\s*$", re.I)


def start_with_qualifier(text: str, at: int) -> int:
    """The start of a date at ``at`` together with words that qualify it (circa, before)."""
    window = max(0, at - 20)
    match = _qualifier().search(text, window, at)
    if match is None or match.group().strip().casefold() in ("by", "to", "since", "um", "po", "e", "at"):
        return at
    return match.start()


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table('dates')['words']['between']))})\s+$", re.I)


def start_with_between(text: str, at: int) -> int:
    """The start of a range at ``at`` together with its ``between``."""
    match = _between().search(text, max(0, at - 20), at)
    return match.start() if match is not None else at


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    listed = sorted(" ".join(table("dates")["weekdays"].values()).split(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))}),?\s+$", re.I)


def start_with_weekday(text: str, at: int) -> int:
    """The start of a date at ``at`` together with the day of the week before it."""
    match = _weekday().search(text, max(0, at - 20), at)
    return match.start() if match is not None else at
