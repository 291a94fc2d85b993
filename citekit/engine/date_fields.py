"""Date variables of CSL-JSON (``date-variable`` of its schema), and what other programs write in their place."""

from __future__ import annotations

from typing import Any

from .date_values import BY_MONTH, OPEN, SEASONS, DateValue, Parts, parse_raw
from .given import described

_EMPTY: tuple[Any, ...] = (None, "", False, [], {})
_PARTS = ("year", "month", "day")


def read_date(value: Any) -> DateValue | None:
    """A CSL-JSON date object, or a bare text, number or list of parts; None where it says nothing.

    Raises ValueError for what is no date, in words that go on from the variable's name.
    """
    if not isinstance(value, dict):
        if value in _EMPTY and not isinstance(value, (int, float)):
            return None
        if not isinstance(value, list):
            return parse_raw(_text(value))
        value = {"date-parts": value}
    elif len(value) == 1 and (plain := _plain(value.get("date-parts"))) is not None:
        return plain
    circa = value.get("circa") not in (None, False, "", 0, "0", "false")
    date = _of_parts(value) or _of_words(value)
    if date is not None:
        date.circa = date.circa or circa
    elif not value.keys() <= {"date-parts", "edtf", "raw", "literal", "circa", "season", *_PARTS}:
        raise ValueError(f"has no “date-parts”, “raw” or “literal”: {', '.join(map(str, value))}")
    return date


def _plain(listed: Any) -> DateValue | None:
    """The date of ``[[1951, 11, 19]]``, as most items have it; None for any other shape."""
    if type(listed) is not list or len(listed) != 1 or type(listed[0]) is not list:
        return None
    parts = listed[0]
    if not 0 < len(parts) < 4 or any(type(part) is not int for part in parts) or parts[0] <= 0:
        return None
    year, month, day = (*parts, 0, 0)[:3]
    return DateValue((year, month, day if month else 0, 0)) if 0 <= month <= 12 else None


def _of_words(value: dict[str, Any]) -> DateValue | None:
    for key in ("edtf", "raw"):  # the former as citation.js has it
        if value.get(key) not in _EMPTY:
            return parse_raw(_text(value[key]))
    if value.get("literal") not in _EMPTY:
        return DateValue(None, None, False, _text(value["literal"]))
    return None


def _of_parts(value: dict[str, Any]) -> DateValue | None:
    """The date or range of ``date-parts``, or of pandoc’s ``year``, ``month`` and ``day``."""
    listed = value.get("date-parts")
    if listed in _EMPTY and value.get("year") not in _EMPTY:
        listed = [[value.get(part) for part in _PARTS]]
    if isinstance(listed, (str, int, float)):
        listed = [listed]
    if listed in _EMPTY:
        return None
    if not isinstance(listed, list):
        raise ValueError("must have “date-parts” like [[1951, 11, 19]]")
    if not isinstance(listed[0], (list, tuple, dict)):
        listed = [listed]  # one date that is not in a list of its own
    ends = [_listed(parts) for parts in listed[:2]]
    if not any(any(str(part).strip() for part in end if part is not None) for end in ends):
        return None
    worded = ends[0][0] if len(ends) == 1 and not any(part not in _EMPTY for part in ends[0][1:]) else None
    if isinstance(worded, str) and _number(worded) is None:
        return _worded(worded)
    start = _parts(ends[0], _season(value.get("season")))
    end = _parts(ends[1], 0) if len(ends) > 1 else None
    if start is None and end is not None:
        start = OPEN
    literal = value.get("literal")
    return DateValue(start, end, False, _text(literal) if literal not in _EMPTY else "") if start is not None else None


def _listed(parts: Any) -> list[Any]:
    """The parts of one date of ``date-parts``."""
    if isinstance(parts, dict):
        return [parts.get(part) for part in _PARTS]
    if parts is None:
        return []
    if not isinstance(parts, (list, tuple)):
        raise ValueError("must have “date-parts” like [[1951, 11, 19]]")
    return list(parts)[:3]


def _worded(text: str) -> DateValue:
    """A whole date in the place of a year: ``1869-05``, ``c. 1869``."""
    date = parse_raw(text)
    if date.start is None:
        raise ValueError(f"has a year that is no number: {described(text)}")
    return date


def _parts(parts: list[Any], season: int) -> Parts | None:
    numbers = [_whole(part) for part in parts]
    if not any(numbers):
        return OPEN if parts and str(parts[0]).strip() in ("0", "") else None
    year, month, day = (numbers + [0, 0])[:3]
    if 13 <= month <= 32:  # seasons: 13-16 and 17-20 in older data, 21-24 in EDTF, by hemisphere 25-32
        season, month = (month - 13) % 4 + 1 + BY_MONTH, 0
    if not 0 <= month <= 12:  # no month, and the rest is as stated (date_VariousInvalidDates)
        month = 0
    return (year, month, day if month else 0, season if not month else 0)


def _whole(part: Any) -> int:
    """A part of a date as a number; nothing is 0."""
    number = 0 if part in (None, "") else _number(part)
    if number is None:
        raise ValueError(f"has a part that is no number: {described(part)}")
    return number


def _number(part: Any) -> int | None:
    if isinstance(part, bool):
        return None
    try:
        number = float(part) if isinstance(part, float) or "." in str(part) else int(str(part).strip() or 0)
        return int(number) if number == int(number) else None
    except (ValueError, OverflowError):
        return None


def _season(value: Any) -> int:
    if value in _EMPTY:
        return 0
    text = str(value).strip().lower()
    number = SEASONS.get(text) or (int(text) if text.isdecimal() and len(text) < 3 else 0)
    return (number - 13) % 4 + 1 if 13 <= number <= 24 else number


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError(f"must be a date, not {described(value)}")
    return str(value).strip()
