"""Dates as rendering and sorting need them, read from words or EDTF (CSL 1.0.2, "Date variables")."""

from __future__ import annotations

import re

SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_MONTHS = {
    m: n
    for n, ms in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for m in ms.split()
}
_ISO = re.compile(r"(?P<y>-?\d{4})(?:[-/](?P<m>\d{1,2})(?:[-/](?P<d>\d{1,2}))?)?$")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+-][\d:]+)?$")
_MDY = re.compile(r"(?P<m>[A-Za-z]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>-?\d{1,4})$")
_DMY = re.compile(r"(?P<d>\d{1,2})\s+(?P<m>[A-Za-z]+)\.?,?\s+(?P<y>-?\d{1,4})$")
_MY = re.compile(r"(?P<m>[A-Za-z]+)\.?,?\s+(?P<y>-?\d{1,4})$")
_YEAR = re.compile(r"(?P<y>-?\d{1,4})(?P<bc>\s*(?:bc|bce))?$", re.I)
_SLASHED = re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})$")
_CIRCA = re.compile(r"^(?:ca?\.?|circa|about)\s+", re.I)

BY_MONTH = 4  # added to a season that stands in the place of a month
Parts = tuple[int, int, int, int]  # year, month (0 none), day (0 none), season (0 none)
OPEN: Parts = (0, 0, 0, 0)  # the end of a range that has none there
_UNSURE = re.compile(r"(?<=\d)[?~%]+$")  # EDTF: uncertain, approximate, or both
_UNSPECIFIED = re.compile(r"\d{2,3}[Xu]{1,2}")
_ASTRONOMICAL = re.compile(r"-\d{4}|0000")  # four digits: ISO 8601, where the year 0 is 1 BC; -44 is 44 BC
_TABLED = re.compile(r"(\d{1,4})\.0")  # a year as tables of numbers have it


class DateValue:
    """A date or a range: ``start``, ``end`` (None, or the same shape), circa, or a literal.

    A range that is open at one end has zeros there.
    """

    __slots__ = ("circa", "end", "literal", "start")

    def __init__(self, start: Parts | None, end: Parts | None = None, circa: bool = False, literal: str = "") -> None:
        self.start, self.end, self.circa, self.literal = start, end, circa, literal

    def key(self) -> tuple[int, ...] | None:
        """Sort key: unknown parts before known ones, years before Christ first; None without a year."""
        start = self.known
        if start is None:
            return None
        return (*start[:3], *(self.end or (0, 0, 0))[:3])

    @property
    def known(self) -> Parts | None:
        """The first date that is known: the end of a range without a beginning; None without a year."""
        return next((parts for parts in (self.start, self.end) if parts is not None and parts[0]), None)


def _int(text: str) -> int:
    try:
        return int(text.strip() or 0)
    except ValueError:
        return 0


def parse_raw(text: str) -> DateValue:
    """A date in words or in EDTF (ISO 8601-2, level 1), where unspecified digits are a range; what is not understood is
    kept as a literal.
    """
    raw = text.strip()
    if (stamp := _STAMP.match(raw)) is not None:
        raw = stamp[1]
    raw = raw.removesuffix("..") if raw.endswith("/..") else raw.removeprefix("..") if raw.startswith("../") else raw
    core = _CIRCA.sub("", raw)
    circa = core != raw or bool(_UNSURE.search(raw)) or raw.endswith(("?", "~"))
    core = _UNSURE.sub("", core).rstrip("?~").strip()
    for separator in ("/", "_", " - ", "--", "\u2013", "-"):
        if separator in core:
            halves = [h.strip() for h in core.split(separator)]
            if len(halves) == 2:
                start, end = _single(halves[0]), _single(halves[1])
                if start is None and end is not None:
                    start = _with_year_of(halves[0], end)
                if start and end and not (separator in "-/" and (_ISO.match(core) or len(halves[1]) < 3)):
                    return DateValue(start, end, circa)
                if separator == "/" and ((start and not halves[1]) or (end and not halves[0])):
                    return DateValue(start or OPEN, end or OPEN, circa)
    if len(core) == 4 and _UNSPECIFIED.fullmatch(core):
        first, last = (int(re.sub("[Xu]", digit, core)) for digit in "09")
        return DateValue((first, 0, 0, 0), (last, 0, 0, 0), circa)
    single = _single(core)
    if single is not None:
        return DateValue(single, None, circa)
    return DateValue(None, None, circa, raw)


def _with_year_of(text: str, end: Parts) -> Parts | None:
    """``June`` of ``June - July 1965``: a month that takes its year from the end."""
    words = text.lower().rstrip(".").split()
    if words and words[0] in _MONTHS:
        return (end[0], _MONTHS[words[0]], _int(words[1]) if len(words) > 1 else 0, 0)
    if words and words[0] in SEASONS:
        return (end[0], 0, 0, SEASONS[words[0]] + BY_MONTH)
    return None


def _single(text: str) -> Parts | None:
    tabled = _TABLED.fullmatch(text)
    text = tabled[1] if tabled is not None else text
    for pattern in (_ISO, _SLASHED, _MDY, _DMY, _MY, _YEAR):
        match = pattern.match(text)
        if match is None:
            continue
        found = match.groupdict()
        year, day = int(found["y"]), int(found.get("d") or 0)
        if found.get("bc"):
            year = -year
        elif _ASTRONOMICAL.match(text):
            year -= 1
        month_text = (found.get("m") or "").lower()
        if month_text in SEASONS:
            return (year, 0, 0, SEASONS[month_text] + BY_MONTH)
        month = _MONTHS.get(month_text) or (int(month_text) if month_text.isdigit() else 0)
        if month_text and not month:
            continue
        if 21 <= month <= 24:
            return (year, 0, 0, month - 20 + BY_MONTH)
        if month > 12 or day > 31:
            continue
        return (year, month, day, 0)
    return None
