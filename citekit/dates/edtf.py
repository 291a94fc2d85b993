"""EDTF, level 1 (ISO 8601-2:2019): uncertain and approximate dates, seasons, decades, open ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .shapes import Parts, parts_of

_SINGLE_DATE = re.compile(
    r"(?P<y>-?\d{4}|\d{3}X|\d\dXX)(?:-(?P<m>\d\d|XX)(?:-(?P<d>\d\d|XX))?)?(?:T[\d:.Z+-]*)?(?P<mark>[~?%]?)$", re.ASCII
)


@dataclass(frozen=True)
class Interval:
    """The meaning of an EDTF string; ``open`` is ``before`` or ``after`` where one end is open."""

    start: Parts
    end: Parts = ()
    season: int = 0
    circa: bool = False
    uncertain: bool = False
    open: str = ""


def read_edtf(text: str) -> Interval | None:
    """The interval of an EDTF string, or None."""
    halves = [half.strip() for half in text.split("/", 1)]
    if len(halves) == 2 and halves[0] in ("", "..") and halves[1]:
        last = _single_date(halves[1])
        return Interval(last.end or last.start, (), last.season, last.circa, last.uncertain, "before") if last else None
    first = _single_date(halves[0])
    if first is None or len(halves) == 1:
        return first
    if halves[1] in ("", ".."):
        return Interval(first.start, (), first.season, first.circa, first.uncertain, "after")
    last = _single_date(halves[1])
    end = (last.end or last.start) if last is not None else ()
    if last is None or end < first.start:
        return None
    return Interval(first.start, end, first.season, first.circa or last.circa, first.uncertain or last.uncertain)


def _single_date(text: str) -> Interval | None:
    match = _SINGLE_DATE.match(text)
    if match is None:
        return None
    circa, uncertain = match["mark"] in ("~", "%"), match["mark"] in ("?", "%")
    year, month, day = match["y"], match["m"] or "", match["d"] or ""
    if "X" in year:
        return (
            None
            if month
            else Interval((int(year.replace("X", "0")),), (int(year.replace("X", "9")),), 0, circa, uncertain)
        )
    number = int(month) if month.isdigit() else 0
    if 21 <= number <= 24:
        return None if day or int(year) < 1 else Interval((int(year),), (), number - 20, circa, uncertain)
    start = parts_of(int(year.lstrip("-")) or 2000, number, int(day) if day.isdigit() else 0)
    if not int(year):
        return None  # programs write 0 for an unknown year
    if start is not None and int(year) < 0:  # the year before 1 is 0 in EDTF, and -1 here
        start = (int(year) - 1, *start[1:])
    return Interval(start, (), 0, circa, uncertain) if start is not None else None
