"""Dates as cataloguers and databases write them: ``c1998``, ``[196-?]``, ``19uu``, ``20030515``, ``2003 Jan-Feb``."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..csl.wording import edtf
from ..dates import HistoricalDate

_COPYRIGHT = re.compile(r"(?:\bcop(?:yright|\.)?\s*|\b[cp](?=\d)|[©℗]\s*)(?=\[?\d{4})", re.I)
_COMPACT = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?(?:T?[\d:.]+Z?)?$")
_DECADE = re.compile(r"\b(\d{3})[-_u](?![\d/-])|\b(\d{2})(?:--|__|uu)(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[ ,]+([^\W\d]{3,}\.?)\s?[-/\u2013]\s?([^\W\d]{3,}\.?)$")
_PAIR = re.compile(r"([^\W\d]{3,}\.?)\s?/\s?([^\W\d]{3,}\.?) (\d{4})$")
_TIME = re.compile(r"(?<=\d)T\d\d:[\d:.Z+-]*$")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2}|)(?:/(\d{1,2}|))?(?:(?<=/)/?|/)$|(\d{4})/(\d)$")  # as RIS has them
_WORD_BEHIND = re.compile(r"(\d{4})(?:, ?|/)([^\W\d]{3,})$")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")


class RecordDate(NamedTuple):
    """A date, and the record's wording where the date does not say all of it."""

    date: HistoricalDate
    wording: str = ""


def record_date(text: str) -> RecordDate:
    """The date of a record's wording. Where only its year is understood, the whole wording is given as well.

    A sign of copyright is left out: a citation gives the year alone (Chicago Manual 18, 14.33).
    """
    text = " ".join(text.split())
    if (undated := HistoricalDate.parse(text)).undated:
        return RecordDate(undated)
    cleaned = _TIME.sub("", _COPYRIGHT.sub("", text.rstrip(" .,;:"))).strip()
    month_behind = re.sub(r"^(\d{4})-([^\W\d_]{3,}\.?)$", r"\2 \1", cleaned)  # 1991-décembre is no span
    for form in dict.fromkeys([month_behind, cleaned, _rewritten(cleaned), cleaned.replace(".", "")]):
        date = HistoricalDate.parse(form)
        if not date.understood:
            date = HistoricalDate.from_edtf(form) or date
        if date.understood:
            return RecordDate(date)
    if (span := _span(cleaned)) is not None:
        return RecordDate(span)
    year = _YEAR.search(cleaned)
    return RecordDate(HistoricalDate.parse(year[1]), text) if year is not None else RecordDate(HistoricalDate(text))


def _span(text: str) -> HistoricalDate | None:
    """Two days with a dash between, as archives have them: ``1950 May 12-1951 June 3``, ``1950 May 12-June 3``."""
    halves = re.split(r"\s?[-\u2013]\s?", text)
    if len(halves) != 2 or len(text) > 80:
        return None
    first, last = (HistoricalDate.parse(half) for half in halves)
    if first.start and not last.start:
        last = HistoricalDate.parse(f"{halves[1]} {first.start[0]}")
    if not first.start or not last.start or first.end or last.end or first.season or last.season:
        return None
    return HistoricalDate.from_edtf(f"{edtf(first)}/{edtf(last)}")


def _rewritten(text: str) -> str:
    """A cataloguer's form in one that is generally understood."""
    if match := _SLASHED.match(text):
        return "-".join(f"{int(part):02d}" for part in match.groups() if part)
    if match := _WORD_BEHIND.match(text):
        return f"{match[2]} {match[1]}"
    if match := _COMPACT.match(text):
        return "-".join(part for part in match.groups() if part)
    if match := _YEAR_FIRST.match(text):
        return f"{match[2]}-{match[3]} {match[1]}"
    if match := _PAIR.match(text):
        return f"{match[1]}-{match[2]} {match[3]}"
    if re.fullmatch(r"\d{4}\s?[-\u2013](?:9999)?", text):
        return f"{text[:4]}\u2013"
    plain = text.strip("[]")
    if (match := _DECADE.search(plain)) and len(plain) < 12 and not _YEAR.search(plain):
        mark = "?" if "?" in plain else ""
        return (f"{match[1]}X" if match[1] else f"{match[2]}XX") + mark
    return text
