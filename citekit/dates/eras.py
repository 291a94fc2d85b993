"""Years with the words of an era: ``44 BC``, ``15 March 44 BC``, ``509–27 BC``, ``March 50 AD``.

Years before Christ are negative numbers, as in CSL; fewer than four digits are a year only with an era.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..common.tables import table
from .shapes import Meaning

_YEARS = re.compile(r"(?:(?P<day>.{3,30}?)[ ,]+)?(?P<first>\d{1,4})(?:\s*[-\u2013]\s*(?P<last>\d{1,4}))?$")


@lru_cache(maxsize=2)
def _era(name: str) -> re.Pattern[str]:
    words = sorted(table("dates")["words"][name], key=len, reverse=True)
    return re.compile(rf"(?<=[\d\s])\s*(?:{'|'.join(map(re.escape, words))})\.?$", re.I)


def read_era_date(text: str, read_day: Callable[[str], Meaning | None]) -> Meaning | None:
    """The meaning of a date with the words of an era; ``read_day`` reads a date whose year has four digits."""
    for name, sign in (("before_christ", -1), ("anno_domini", 1)):
        era = _era(name).search(text)
        match = _YEARS.match(text[: era.start()].strip()) if era is not None else None
        if match is not None:
            return _understood(match, sign, read_day)
    return None


def _understood(match: re.Match[str], sign: int, read_day: Callable[[str], Meaning | None]) -> Meaning | None:
    first, last = sign * int(match["first"]), sign * int(match["last"] or 0)
    if not first or (last and last <= first):
        return None
    if not match["day"]:
        return Meaning((first,), (last,) if last else ())
    day = read_day(f"{match['day']} 2000")  # a leap year
    if day is None or last:
        return None
    return Meaning((first, *day.start[1:]), (first, *day.end[1:]) if day.end else (), day.season)
