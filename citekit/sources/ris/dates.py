"""Dates of a RIS record: ``YYYY/MM/DD/other``, years apart from days, and dates as people write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ...csl.ris_tags import decode_text
from ...csl.wording import date_of
from ...dates import HistoricalDate
from .records import Record

_NO_DATE = re.compile(r"[\s/]*")
_SLASHED = re.compile(r"\s*(\d{4})(?:[/.](\d{1,2})?(?:[/.](\d{1,2})?(?:/(.*))?)?)?\s*")
# other forms, and how they are said so that they are understood
_FORMS = (
    (re.compile(r"((?:1\d|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])"), r"\1-\2-\3"),
    (re.compile(r"((?:1\d|20)\d\d)(0[1-9]|1[0-2])"), r"\1-\2"),
    (re.compile(r"(0[1-9]|1[0-2])/(\d{4})"), r"\2-\1"),
    (re.compile(r"([1-9])/(\d{4})"), r"\2-0\1"),
    (re.compile(r"(\d{4})/([^\W\d_]{3,12}\.?)(?:/(\d{1,2})?/?)?"), r"\3 \2 \1"),
    (re.compile(r"c\.? ?(\d{4})"), r"circa \1"),
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def put_dates(record: Record, item: dict[str, Any], custom: dict[str, Any], used: set[str]) -> None:
    """The date, which DA, Y1 or PY has, whichever says most of it; and when the source was looked at."""
    stated = {tag: text for tag in ("DA", "Y1", "PY", "PD") if not _NO_DATE.fullmatch(text := _first(record, tag))}
    used |= {"DA", "Y1", "PY", "PD", "Y2", "RD"}  # PD is the Web of Science's day without a year
    year = next((match.group() for text in stated.values() if (match := _YEAR.search(text))), "")
    texts = dict.fromkeys(
        text if _YEAR.search(text) or not year else _with_year(text, year) for text in stated.values()
    )
    if len(texts) == 1:
        item["issued"], other = _understood(*texts)
        _remark(custom, "date_remark", other, item["issued"])
    elif texts:
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
    for tag in ("DA", "Y1", "PY", "PD", "Y2"):
        for text in record[tag][1:] if tag in record else ():
            _remark(custom, "other_date", decode_text([text]), HistoricalDate.parse(""))


def _first(record: Record, tag: str) -> str:
    return decode_text(record.get(tag, ()))


def _with_year(text: str, year: str) -> str:
    """A date without a year (``May 6``, ``05/06``, ``/05/06``) with the year that stands elsewhere."""
    match = re.fullmatch(r"/{0,2}(\d{1,2})/(\d{1,2})/?", text.strip())
    if match is not None and int(match[1]) < 13:
        return f"{year}/{match[1]}/{match[2]}"
    plain = text.strip(" /")
    return f"{plain}{',' if _MONTH_AND_DAY.fullmatch(plain) else ''} {year}"


_MONTH_AND_DAY = re.compile(r"[^\W\d_]{3,12}\.? \d{1,2}")


@lru_cache(maxsize=4096)
def _understood(text: str) -> tuple[HistoricalDate, str]:
    """(date, what it says beside): ``other`` is what a whole date does not say (``Spring``)."""
    text = text.strip()
    if match := _SLASHED.fullmatch(text):
        parts = [match[1], *(f"{int(p):02d}" for p in match.groups()[1:3] if p)]
        parts = parts[: parts.index("00")] if "00" in parts[1:] else parts
        other = (match[4] or "").strip(" /")
        if other and len(parts) == 1:
            return HistoricalDate.parse(f"{other} {parts[0]}"), ""
        found = HistoricalDate.from_edtf("-".join(parts))
        return (found, other) if found is not None else (HistoricalDate.parse(text), "")
    for pattern, form in _FORMS:
        if match := pattern.fullmatch(text):
            found = HistoricalDate.parse(" ".join(match.expand(form).split()))
            if found.start:
                return found, ""
    return date_of(text), ""


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
