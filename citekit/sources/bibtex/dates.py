"""Dates of an entry: EDTF in ``date``, or year, month and day (biblatex manual, 2.3.8; btxdoc, section 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...common.tables import table
from ...csl.wording import date_of
from ...dates import MONTHS, HistoricalDate
from .model import Entry
from .publication import word

_PARTS = ("year", "month", "day", "endyear", "endmonth", "endday")
_WHOSE = {"issued": "", "accessed": "url", "original-date": "orig", "event-date": "event"}
# fields that are read here
DATES = frozenset(f"{whose}{part}" for whose in _WHOSE.values() for part in (*_PARTS, "date")) | {"datetext", "issued"}
_FAR = re.compile(r"y?(-?\d{4,6})(?:-(\d{2}))?(?:-(\d{2}))?")
_OPEN = re.compile(r"(.+/)(?:\.\.|open|unknown)|(?:\.\.|open|unknown)(/.+)")


def put_dates(entry: Entry, text: Mapping[str, str], item: dict[str, Any]) -> None:
    """All dates, as HistoricalDates where an item's document has a field for them."""
    stated = text.get("datetext") or text.get("issued")
    if stated:
        item["issued"] = HistoricalDate.parse(stated)
    for name, variable in table("bibtex")["read"]["dates"].items():
        if variable not in item and text.get(name):
            item[variable] = _date(entry.fields[name].strip("{} "), variable)
        if variable not in item and (found := _divided(text, _WHOSE[variable])) is not None:
            item[variable] = found if variable in ("issued", "accessed") else found.to_csl()
    year = text.get("year", "")
    if year.strip().lower() in table("bibtex")["read"]["words"]:
        item.setdefault("status", word(year))


def _date(raw: str, variable: str) -> Any:
    """A date of one field; years before our era and beyond 9999 as CSL has them."""
    match = _FAR.fullmatch(raw)
    if match is not None and (raw.startswith(("y", "-")) or raw[:4] == "0000"):
        year = int(match[1])
        parts = [year - 1 if year <= 0 else year, *(int(n) for n in match.groups()[1:] if n)]
        return {"date-parts": [parts]}
    if open_end := _OPEN.fullmatch(raw):
        raw = open_end[1] or open_end[2]
    found = date_of(re.sub(r"\?~|~\?", "%", raw))  # both signs where EDTF has one
    return found if variable in ("issued", "accessed") else found.to_csl()


def _divided(text: Mapping[str, str], whose: str) -> HistoricalDate | None:
    """The date of ``year``, ``month`` and ``day``, and of their ends."""
    year, month, day, *ends = (text.get(f"{whose}{part}", "") for part in _PARTS)
    # a string's name, and an expression within braces, as JabRef shows them: #jul#, {jul # "~4"}
    month = re.sub(r'\s*#\s*"\s*([^"#]*)"', r" \1", re.sub(r"#(\w+)#", r"\1", month))
    if not year:
        return None
    if ends[0] and re.fullmatch(r"\d{4}", year):
        edtf = "/".join(_edtf(*parts) for parts in ((year, month, day), tuple(ends)))
        if found := HistoricalDate.from_edtf(edtf):
            return found
    return _year_month_day(year, month, day)


def _of_special_year(year: str, month: str, day: str) -> HistoricalDate:
    """The date of a year that is none by itself: ``[1910]``, ``1999/2000``, ``in press``; its month is a word."""
    name = MONTHS[int(month)] if month.isdigit() and 1 <= int(month) <= 12 else month
    whole = HistoricalDate.parse(" ".join(part for part in (day, name, year) if part))
    of_year = HistoricalDate.parse(year.replace("\u2013", "-"))
    return whole if whole.start or not of_year.start else replace(of_year, text=whole.text, worded=True)


def _edtf(year: str, month: str, day: str) -> str:
    out = year
    for part in (month, day):
        if not re.fullmatch(r"\d{1,2}", part):
            break
        out += f"-{int(part):02d}"
    return out


def _year_month_day(year: str, month: str, day: str) -> HistoricalDate:
    month = " ".join(month.split()) if re.search(r"\w", month) else ""  # "????" says nothing
    if re.fullmatch(r"\d{4}", year) and re.search(r"\d", month) and re.search(r"[^\W\d_]", month):  # nov # "~5"
        return HistoricalDate.parse(f"{month.rstrip(' ,')}, {year}" if month[-1].isdigit() else f"{month} {year}")
    months = [m for m in re.split(r"\s*(?:--?|\u2013|/|,\s(?=[^\W\d_])|\s&\s|\sand\s)\s*", month) if m]
    if not months:
        return HistoricalDate.parse(year.replace("\u2013", "-"))
    if not re.fullmatch(r"\d{4}", year):
        return _of_special_year(year, month, day)
    number = [m if m.isdigit() else str((HistoricalDate.parse(f"{m} 2000").start + (0, 0))[1]) for m in months]
    if "0" in number or any(12 < int(n) < 21 for n in number):  # a season, a term, a holiday
        return HistoricalDate.parse(f"{month} {day}, {year}" if day else f"{month} {year}")
    days = [d for d in re.split(r"\s*(?:--?|\u2013)\s*", day) if d]
    ends = []
    for n in range(max(len(number), len(days), 1)):
        d = days[min(n, len(days) - 1)] if days else ""
        ends.append(f"{year}-{int(number[min(n, len(number) - 1)]):02d}" + (f"-{int(d):02d}" if d.isdigit() else ""))
    return HistoricalDate.from_edtf("/".join(ends[:2])) or HistoricalDate.parse(f"{month} {day}, {year}")
