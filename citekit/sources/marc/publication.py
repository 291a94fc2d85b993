"""Place, publisher and date of a MARC 21 record (260, 264, 008)."""

from __future__ import annotations

import re

from ...dates import HistoricalDate
from ..headings import place_or_edition, without_punctuation
from ..item_builder import ItemBuilder
from ..record_dates import record_date
from .record import Field, MarcRecord

_ORDER = {"1": 0, " ": 1, "0": 2, "2": 3, "3": 4, "4": 5}
_LABELS = {"0": " (production)", "2": " (distribution)", "3": " (manufacture)"}
_PLACE_UNKNOWN = re.compile(r"^\W*(?:s\.\s?l\.?|place of publication not identified|ohne ort|o\.\s?o\.?)\W*$", re.I)
_NAME_UNKNOWN = re.compile(r"^\W*(?:s\.\s?n\.?|publisher not identified|verlag nicht ermittelbar)\W*$", re.I)


def add_publication(build: ItemBuilder, record: MarcRecord) -> None:
    """Publication first, then production, distribution, manufacture; what is unknown to the cataloguer is not said."""
    fields = sorted(
        (f for f in record.fields if f.tag in ("260", "264")),
        key=lambda f: _ORDER.get(f.second, 1) if f.tag == "264" else 1,
    )
    for field in fields:
        later = _LABELS.get(field.second, "") if field.tag == "264" else ""
        places = [place_or_edition(t) for t in field.all("a") if not _PLACE_UNKNOWN.match(t)]
        publishers = [without_punctuation(t) for t in field.all("b") if not _NAME_UNKNOWN.match(t)]
        build.put("publisher-place", "; ".join(dict.fromkeys(filter(None, places))), f"Place{later}")
        build.put("publisher", "; ".join(dict.fromkeys(filter(None, publishers))), f"Publisher{later}")
        for printed in (" ".join(without_punctuation(t).strip("()") for t in field.all("efg")),):
            build.note(printed, "Manufacture")
    _date(build, record, fields)


def _date(build: ItemBuilder, record: MarcRecord, fields: list[Field]) -> None:
    stated = [(t, f) for f in fields for t in field_dates(f)]
    inclusive = [t for f in record.all("245") for t in f.all("fg")]
    fixed = fixed_date(record.control.get("008", ""))
    for text in [t for t, _ in stated] + inclusive:
        date, wording = record_date(text.strip("."))
        if not date.start:
            if not re.search(r"\d", text):
                continue  # date not identified
            if fixed is not None:
                date, wording = fixed, text
        if build.item.get("issued") is None:
            better = fixed if fixed is not None and _says_more(fixed, date) else date
            build.put_date("issued", better)
            build.note(wording, "Date in the record")
        elif _year(date) != _year(build.item["issued"]):
            build.note(wording or text, "Other date")
    if build.item.get("issued") is None and fixed is not None:
        build.put_date("issued", fixed)


def field_dates(field: Field) -> list[str]:
    """The dates of a publication field."""
    return field.all("c")


def _year(date: object) -> tuple[int, ...]:
    return date.start[:1] if isinstance(date, HistoricalDate) else ()


def _says_more(fixed: HistoricalDate, stated: HistoricalDate) -> bool:
    """Whether the coded date is the stated one with its month and day."""
    return len(fixed.start) > len(stated.start) and fixed.start[:1] == stated.start and not fixed.end and not stated.end


def fixed_date(fixed: str) -> HistoricalDate | None:
    """The date of field 008 (positions 6-14): single, detailed, a range, a decade."""
    kind, first, second = fixed[6:7], fixed[7:11], fixed[11:15]
    if not re.match(r"\d{2}[\du]{2}", first) or first == "9999":
        return None
    if kind == "e" and re.match(r"\d{2}", second):
        day = f"-{second[2:4]}" if second[2:4].isdigit() else ""
        return HistoricalDate.parse(f"{first}-{second[:2]}{day}")
    start = first.replace("u", "X")
    if kind in ("c", "d", "u", "m", "i", "k") and re.match(r"[\du]{4}", second) and second != first:
        if second == "9999":
            return HistoricalDate.from_edtf(f"{start}/")
        found = HistoricalDate.from_edtf(f"{start}/{second.replace('u', '9')}")
        if found is not None:
            return found
    mark = "?" if kind == "q" else ""
    return HistoricalDate.from_edtf(start + mark) or (HistoricalDate.parse(first) if first.isdigit() else None)
