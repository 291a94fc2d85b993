"""Dates in English words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from .shapes import Parts
from .words import in_another_language, tokens_of

MONTHS = (
    "",
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASON_NAMES = ("Spring", "Summer", "Autumn", "Winter")


@lru_cache(maxsize=4096)
def two_days_in_english(text: str, start: Parts, end: Parts) -> str:
    """Two days or months round a slash in English words, where nothing else is said and they are not English.

    >>> two_days_in_english("4./5. listopadu 1956", (1956, 11, 4), (1956, 11, 5))
    '4/5 November 1956'
    """
    classes = tokens_of(text)[1]
    english = "m" in classes and not in_another_language(text) and not re.match(r"\d{1,2}\.", text)
    if classes.count("/") != 1 or not set(classes) <= set("dmr/.yYMDgo") or english:
        return ""
    first, last = ([*map(str, reversed(parts[2:])), MONTHS[parts[1]], str(parts[0])] for parts in (start, end))
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first[::-1], last[::-1])))
    return f"{' '.join(first[: len(first) - shared])}/{' '.join(last)}"


@lru_cache(maxsize=4096)
def date_text(start: Parts, end: Parts = (), season: int = 0, circa: bool = False, open_end: str = "") -> str:
    """A date in English words: ``November 19, 1951``, ``November 19-21, 1951``, ``Spring 1951``."""
    if open_end == "after" and len(start) == 1 and start[0] > 0:  # a range without an end (Chicago Manual 18, 6.85)
        return f"{'circa ' if circa else ''}{start[0]}\u2013"
    prefix = ("circa " if circa else "") + (f"{open_end} " if open_end else "")
    if season and 1 <= season <= 4:
        return f"{prefix}{_SEASON_NAMES[season - 1]} {_year(start[0])}"
    if not end:
        return prefix + _day_text(start)
    if len(start) == len(end) == 3 and start[:2] == end[:2]:
        return f"{prefix}{MONTHS[start[1]]} {start[2]}-{end[2]}, {_year(start[0])}"
    if len(start) == len(end) == 1:
        of_one_era = (start[0] < 0) == (end[0] < 0)
        return f"{prefix}{abs(start[0]) if of_one_era else _year(start[0])}-{_year(end[0])}"
    return f"{prefix}{_day_text(start)} - {_day_text(end)}"


def _day_text(parts: Parts) -> str:
    year = _year(parts[0])
    if len(parts) == 1:
        return year
    month = MONTHS[parts[1]] if 1 <= parts[1] <= 12 else ""
    return f"{month} {year}" if len(parts) == 2 else f"{month} {parts[2]}, {year}"


def _year(year: int) -> str:
    """A year as people write it; with fewer than four digits it has its era."""
    return f"{-year} BC" if year < 0 else f"{year} AD" if year < 1000 else str(year)
