"""Days of calendars that are not converted, kept as written: ``5 Shawwal 1322``, ``14 Nisan 5708``, ``5 Ca. 1316``."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table

YEAR = re.compile(r"\s(?:5[0-9]\d\d|1[0-4]\d\d|[1-9]\d\d)(?![\w/]|\.\d)")  # what such a day ends with
_SECOND_NAME = (
    r"(?:[\s-](?:al|el|ul|ül|u|I{1,2}|i{1,2}|1|2|[Aa]l-\S{3,12}|[uü]l-?\S{3,12}|\S{3,10}a))?(?:[\s-][^\W\d]{3,12})?"
)


@lru_cache(maxsize=1)
def of_other_calendar() -> re.Pattern[str]:
    """A day or a month of such a calendar with its year, and the letters of its era."""
    rows: dict[str, str] = table("dates")["calendars"]
    forms = []
    for years, row in rows.items():
        if years != "shortened":
            names = "|".join(map(re.escape, sorted(row.split(), key=len, reverse=True)))
            forms.append(rf"(?:\d{{1,2}}\.?(?:st|nd|rd|th)?\s(?:of\s)?)?(?:{names}){_SECOND_NAME},?\s(?:{years})")
    shortened = "|".join(map(re.escape, sorted(rows["shortened"].split(), key=len, reverse=True)))
    forms.append(rf"\d{{1,2}}\s(?:{shortened})\s(?:9\d\d|1[0-3]\d\d)")
    return re.compile(rf"(?<![\w/.])(?:{'|'.join(forms)})(?![\w/])(?:\s?(?:A\.?H\.?|H\.?|A\.?M\.?|SH|\u0647)(?!\w))?")
