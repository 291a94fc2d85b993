"""Days of the French Republic: ``4 floréal an IX`` is 24 April 1801.

The years I to XIV are those of the law, whose first days are known; others are not converted. The wording stays.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from ..common.tables import table
from .shapes import Meaning
from .words import ROMAN

_DAYS_OF_MONTH = 30


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The months by their names; 13 are the days at the end of a year."""
    listed: list[str] = table("dates")["republican"]["months"]
    return {name: number for number, names in enumerate(listed, 1) for name in names.split("|")}


@lru_cache(maxsize=1)
def republican() -> re.Pattern[str]:
    """A day or a month of the Republic with its year: ``18 brumaire an VIII``, ``germinal an 3``."""
    names = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.])(?:(?P<day>\d{{1,2}})(?:er|e|st|nd|rd|th)?\s)?(?P<month>{names}),?\s(?:de\sl['\u2019])?(?:an|ann\u00e9e|year)\s"
        r"(?P<year>[IVX]{1,5}|\d{1,2})(?!\w)",
        re.I,
    )


def read_republican(text: str) -> Meaning | None:
    """The Gregorian day of a date of the Republic, or the days of its month; None for a day that did not exist.

    >>> read_republican("4 floréal an IX").start
    (1801, 4, 24)
    """
    match = republican().fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["year"]) if match["year"].isdigit() else ROMAN.get(match["year"].casefold(), 0)
    first_days: list[datetime.date] = table("dates")["republican"]["first_days"]
    if not 0 < year < len(first_days):
        return None
    month = _months()[re.sub(r"\s+", " ", match["month"].casefold())]
    begin = first_days[year - 1] + datetime.timedelta(days=_DAYS_OF_MONTH * (month - 1))
    last = min(begin + datetime.timedelta(days=_DAYS_OF_MONTH), first_days[year])
    if not match["day"]:
        return Meaning(_parts(begin), _parts(last - datetime.timedelta(days=1)), worded=True)
    day = begin + datetime.timedelta(days=int(match["day"]) - 1)
    return Meaning(_parts(day), worded=True) if begin <= day < last else None


def _parts(day: datetime.date) -> tuple[int, int, int]:
    return day.year, day.month, day.day
