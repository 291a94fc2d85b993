"""Dates of a RIS record: ``YYYY/MM/DD/other``, years apart from days, and dates as people write them."""

from __future__ import annotations

import re
from typing import Any

from ...csl.ris_tags import decode_text
from ...csl.wording import date_of
from ...dates import HistoricalDate
from .records import Record

_NO_DATE = re.compile(r"[\s/]*")
_SLASHED = re.compile(r"\s*(\d{4})(?:[/.](\d{1,2})?(?:[/.](\d{1,2})?(?:/(.*))?)?)?\s*")
_COMPACT = re.compile(r"\s*((?:1[0-9]|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])\s*")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def put_dates(record: Record, item: dict[str, Any], custom: dict[str, Any], used: set[str]) -> None:
    """The date, which DA, Y1 or PY has, whichever says most of it; and when the source was looked at."""
    stated = {tag: text for tag in ("DA", "Y1", "PY") if not _NO_DATE.fullmatch(text := _first(record, tag))}
    used |= {"DA", "Y1", "PY", "Y2", "RD"}
    year = next((match.group() for text in stated.values() if (match := _YEAR.search(text))), "")
    texts = dict.fromkeys(
        text if _YEAR.search(text) or not year else _with_year(text, year) for text in stated.values()
    )
    if texts:
        chosen = max(texts, key=lambda text: len(getattr(_understood(text)[0], "start", ())))
        item["issued"], other = _understood(chosen)
        _remark(custom, "date_remark", other, item["issued"])
        for text in texts:
            if text != chosen and not _says(item["issued"], text):
                _remark(custom, "other_date", text, item["issued"])
    for tag in ("Y2", "RD"):
        if "accessed" not in item and not _NO_DATE.fullmatch(text := _first(record, tag)):
            item["accessed"], other = _understood(text)
            _remark(custom, "accessed_remark", other, item["accessed"])
    for tag in ("DA", "Y1", "PY", "Y2"):
        for text in record.get(tag, ())[1:]:
            _remark(custom, "other_date", decode_text([text]), HistoricalDate.parse(""))


def _first(record: Record, tag: str) -> str:
    return decode_text(record.get(tag, ()))


def _with_year(text: str, year: str) -> str:
    """A date without a year (``May 6``, ``05/06``, ``/05/06``) with the year that stands elsewhere."""
    match = re.fullmatch(r"/{0,2}(\d{1,2})/(\d{1,2})/?", text.strip())
    return f"{year}/{match[1]}/{match[2]}" if match is not None and int(match[1]) < 13 else f"{text.strip(' /')} {year}"


def _understood(text: str) -> tuple[HistoricalDate, str]:
    """(date, what it says beside): ``other`` is what a whole date does not say (``Spring``)."""
    if match := _COMPACT.fullmatch(text):
        return date_of("-".join(match.groups())), ""
    match = _SLASHED.fullmatch(text)
    if match is None:
        return date_of(text.strip()), ""
    parts = [match[1], *(f"{int(p):02d}" for p in match.groups()[1:3] if p)]
    if "00" in parts[1:]:
        parts = parts[: parts.index("00")]
    other = (match[4] or "").strip(" /")
    if other and len(parts) == 1:
        return HistoricalDate.parse(f"{other} {parts[0]}"), ""
    return date_of("-".join(parts)), other


def _says(date: HistoricalDate, text: str) -> bool:
    """Whether a date says what another text says of it."""
    other = _understood(text)[0]
    words = re.findall(r"[^\W\d_]{3,}", text)
    said = date.text.casefold()
    return (
        bool(other.start)
        and date.start[: len(other.start)] == other.start
        and all(word.casefold() in said for word in words)
    ) or text.strip(" /") in date.text


def _remark(custom: dict[str, Any], name: str, text: str, date: HistoricalDate) -> None:
    if text and text not in date.text:
        custom[name] = f"{custom[name]}; {text}" if custom.get(name) else text
