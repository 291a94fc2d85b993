"""The forms of written dates, as patterns over the classes of their words, and the meaning of each."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .words import ROMAN, Token, words

Parts = tuple[int, ...]  # year; year, month; or year, month, day

DASH, OF = "(?:-|tl?)", "[ot]*"


@dataclass(frozen=True)
class Meaning:
    """The meaning of a date. ``old_style`` is the Julian date of a pair; ``start`` is then the Gregorian one."""

    start: Parts
    end: Parts = ()
    season: int = 0
    old_style: Parts = ()
    worded: bool = False  # joined by “and” or a slash, or “between”: 3 and 5 May 1956, 4/5 November 1956


def _day(n: int) -> str:
    return rf"(?P<d{n}>d)(?:-?h)?\.?"


def _month(n: int) -> str:
    return rf"(?P<m{n}>m)\.?"


D1, D2, M1, M2 = _day(1), _day(2), _month(1), _month(2)
Y1, Y2 = r"(?P<y1>y)(?:\.?g+\.?)?", r"(?P<y2>y)(?:\.?g+\.?)?"

_RANGES = (
    rf"{M1}{D1},?{Y1}{DASH}{M2}{D2},?{Y2}",
    rf"{D1}{OF}{M1},?{OF}{Y1}{DASH}{D2}{OF}{M2},?{OF}{Y2}",
    rf"{M1}{D1}{DASH}{M2}{D2},?{Y1}",
    rf"{D1}{OF}{M1}{DASH}{D2}{OF}{M2},?{OF}{Y1}",
    rf"{M1}{D1}{DASH}{D2},?{Y1}",
    rf"{D1}{DASH}{D2}{OF}{M1},?{OF}{Y1}",
    rf"{Y1}[.,]?{M1}{D1}{DASH}{D2}(?!,?y)",
    rf"{D1}{DASH}{D2}(?P<r1>r)\.?{Y1}",  # 4-5.XI.1956
    r"(?P<d1>d)\.?-(?P<d2>d)\.(?P<n1>d)\.(?P<y1>y)",
    rf"(?P<y1>y)Y(?P<n1>d)M(?P<d1>d)D?{DASH}(?P<d2>d)D",
    r"(?P<y1>y)-(?P<n1>d)-(?P<d1>d)/(?P<y2>y)-(?P<n2>d)-(?P<d2>d)",
    r"(?P<y1>y)-(?P<n1>d)/(?P<y2>y)-(?P<n2>d)",
    rf"{M1},?{OF}{Y1}{DASH}{M2},?{OF}{Y2}",
    rf"{M1}{DASH}{M2},?{OF}{Y1}",
    rf"(?P<y1>y){DASH}{Y2}",
    rf"(?P<y1>y)/{Y2}",
)
_LISTED = (
    rf"{D1}(?:,(?:d\.?,){{0,8}}d\.?)?,?[A&]{D2}{OF}{M1},?{OF}{Y1}",
    rf"{D1}(?:,(?:d\.?,){{0,8}}d\.?)?,?[A&]{D2}{OF}(?P<r1>r),?{OF}{Y1}",
    rf"{M1}{D1}(?:,(?:d\.?,){{0,8}}d\.?)?,?[A&]{D2},?{Y1}",
    rf"{D1}{OF}{M1},?[A&]{D2}{OF}{M2},?{OF}{Y1}",
    rf"{M1}{D1},?[A&]{M2}{D2},?{Y1}",
    rf"{D1}/{D2}(?P<r1>r)\.?{Y1}",
    r"(?P<d1>d)\.?/(?P<d2>d)\.(?P<n1>d)\.(?P<y1>y)",  # 4./5.11.1956
    r"(?P<y1>y)Y(?P<n1>d)M(?P<d1>d)D?/(?P<d2>d)D",
    rf"{M1}/{M2},?{OF}{Y1}",
)
_SLASHED = (  # Julian and Gregorian, or two days
    rf"{D1}\({D2}\){OF}{M1},?{OF}{Y1}",
    rf"{D1}/{D2}{OF}{M1},?{OF}{Y1}",
    rf"{M1}{D1}\({D2}\),?{Y1}",
    rf"{M1}{D1}/{D2},?{Y1}",
    rf"{D1}{OF}{M1}\({D2}{OF}{M2}\),?{OF}{Y1}",
    rf"{D1}{OF}{M1}/{D2}{OF}{M2},?{OF}{Y1}",
    rf"{M1}{D1}\({M2}{D2}\),?{Y1}",
    rf"{M1}{D1}/{M2}{D2},?{Y1}",
    rf"{D1}{OF}{M1},?{OF}{Y1}(?:/|\(){D2}{OF}{M2},?{OF}{Y2}\)?",
    rf"{M1}{D1},?{Y1}(?:/|\(){M2}{D2},?{Y2}\)?",
)
_DUAL = (  # 3 February 1587/8: the year began on 25 March, or elsewhere in January
    rf"{D1}{OF}{M1},?{OF}(?P<y1>y)[/-](?P<u1>[dkny])",
    rf"{M1},?{D1},?(?P<y1>y)[/-](?P<u1>[dkny])",
    rf"{M1},?{OF}(?P<y1>y)/(?P<u1>[dkny])",
)
_SINGLE = (
    rf"{D1}{OF}{M1},?{OF}{Y1}",
    rf"{M1},?{D1},?{Y1}",
    rf"{D1}{OF}{M1}(?P<y1>k)",
    rf"{Y1}[.,]?{M1}{D1}(?:l\.?)?(?!,?y)",  # not “Cable 1435, November 12, 1965”
    rf"{Y1}{D1}{M1}",  # 1939. gada 3. septembris
    r"l?(?P<d1>d)T(?P<n1>d)N?(?P<y1>y)",  # ngày 7 tháng 5 năm 1954
    r"T(?P<n1>d)N?(?P<y1>y)",
    r"(?P<y1>y)/(?P<n1>d)/(?P<d1>d)",
    rf"{Y1}\.?(?P<r1>[rl])\.?{D1}",
    r"(?P<d1>d)(?P<x1>[-./])(?P<r1>[rlA])(?P=x1)(?P<y1>[ydk])g?",
    rf"{D1}(?P<r1>r)\.?{Y1}",
    r"(?P<y1>y)-(?P<n1>d)-(?P<d1>d)",
    r"(?P<y1>y)Y(?P<n1>d)M(?P<d1>d)[D]?",
    r"(?P<y1>y)Y(?P<n1>d)M",
    r"(?P<y1>y)Y",
    r"(?P<e1>e)(?P<k1>[dky])Y(?P<n1>d)M(?P<d1>d)D?",
    r"(?P<e1>e)(?P<k1>[dky])(?:Y(?P<n1>d)M|Y|(?=,|$))",
    r"(?P<d1>d)\.(?P<n1>d)\.(?P<y1>y)(?:g\.?)?",
    r"(?P<d1>d)\.(?P<n1>d)\.(?P<y1>[dk])(?:g\.?)?",
    r"(?P<y1>y)\.(?P<n1>d)\.(?P<d1>d)",
    r"(?P<d1>d)/(?P<n1>d)/(?P<y1>y)",
    r"(?P<y1>y)-(?P<n1>d)",
    rf"{M1},?{OF}{Y1}",
    rf"{Y1}\.?{M1}(?!d?,?y)",
    rf"(?P<s1>s),?{OF}{Y1}",
    rf"{Y1}\.?(?P<s1>s)",
    r"(?P<y1>y)[-/](?P<z1>[dk])",
    rf"{Y1}",
)


@lru_cache(maxsize=1)
def shapes() -> tuple[re.Pattern[str], ...]:
    """All forms, longer ones before the shorter ones that they contain."""
    return tuple(re.compile(shape) for shape in (*_RANGES, *_LISTED, *_SLASHED, *_DUAL, *_SINGLE))


_FIRST = re.compile(r"(?:(l)\?)?(?:\(\?P<\w+>)?(\w)")  # the classes that a form begins with


@lru_cache(maxsize=64)
def _shapes_from(first: str) -> tuple[re.Pattern[str], ...]:
    """The forms that can begin with a token of a class."""
    return tuple(shape for shape in shapes() if first and first in _FIRST.match(shape.pattern).groups())  # type: ignore[union-attr]


def matches(tokens: list[Token], classes: str, at: int = 0) -> Iterator[tuple[Meaning, int]]:
    """The meanings of the forms that begin at a token, each with the index of the token after it."""
    for shape in _shapes_from(classes[at : at + 1]):
        match = shape.match(classes, at)
        if match is not None and (named := _meaning(match, tokens)) is not None:
            yield named, match.end()


def _meaning(match: re.Match[str], tokens: list[Token]) -> Meaning | None:
    """The meaning of a matched form, or None where its numbers are not a date."""
    named = {name: tokens[at] for name in match.groupdict() if (at := match.start(name)) >= 0}
    year = _years(named)
    if year is None:
        return None
    if "z1" in named:
        return _short_range(year, named["y1"], named["z1"], tokens[match.start("z1") - 1])
    numbers = {name: int(token.text) for name, token in named.items() if name[0] in "dn"}
    at = match.start("m1") if "m1" in named else 0
    month = _month_number(named, "1", stopped=at > 0 and tokens[at - 1].text == ".")
    start = parts_of(year, month, numbers.get("d1", 0))
    if match.re.pattern in _SLASHED:
        return _two_days(year, named, numbers, slash="(" not in match.group())
    if "u1" in named:
        return _in_two_years(start, named["u1"].text)
    if "e1" in named and year <= int(words()["lunar"].get(named["e1"].text.casefold(), 0)):
        return Meaning((year,), worded=True)  # whose months are those of the moon
    if start is None or (month == 0 and ("r1" in named or "n1" in named)) or not _plain_numbers(match, named, numbers):
        return None
    season = words()["seasons"][named["s1"].text.casefold()] if "s1" in named else 0
    if not named.keys() & {"y2", "m2", "n2", "d2"}:
        return Meaning(start, (), season)
    last_year = int(named["y2"].text) if "y2" in named else year
    last_month = _month_number(named, "2") or (start[1] if "d2" in named and len(start) > 1 else 0)
    end = parts_of(last_year, last_month, numbers.get("d2", 0))
    return Meaning(start, end, worded=match.re.pattern in _LISTED) if end is not None and end >= start else None


def _years(named: dict[str, Token]) -> int | None:
    if "e1" in named:
        number = 1 if named["k1"].text == "元" else int(named["k1"].text)
        return int(words()["eras"][named["e1"].text.casefold()]) + number
    year = int(named["y1"].text)
    if len(named["y1"].text) < 4:
        return 1900 + year if len(named["y1"].text) == 2 else None  # 19/XI/51: the twentieth century
    return year


def _month_number(named: dict[str, Token], which: str, stopped: bool = False) -> int:
    if (name := named.get(f"m{which}")) is not None:
        word = name.text.casefold()
        if which == "1" and stopped and word in words()["behind_stop"]:
            return int(words()["behind_stop"][word])
        return int(words()["months"][word])
    if (number := named.get(f"n{which}")) is not None:
        return int(number.text)
    if (roman := named.get(f"r{which}")) is not None:
        return ROMAN.get(roman.text.casefold(), 0)
    return 0


def _plain_numbers(match: re.Match[str], named: dict[str, Token], numbers: dict[str, int]) -> bool:
    """Whether the numbers are unambiguous: ISO months have two digits, 5/6/1951 could be either day."""
    if "n1" not in named:
        return True
    pattern = match.re.pattern
    if "y1>y)-(" in pattern:
        return all(len(t.text) == 2 for name, t in named.items() if name[0] in "dn")
    if r"d)/(?P<n1>d)/" in pattern:
        return numbers["d1"] > 12
    if r"\.(?P<y1>[dk])" in pattern:
        return len(named["n1"].text) == 2 or match.group().endswith(("g", "g."))
    return True


def american_slashes(tokens: list[Token], classes: str) -> Meaning | None:
    """``11/19/1951``, which has only one possible order."""
    if classes != "d/d/y":
        return None
    month, day, year = (int(tokens[n].text) for n in (0, 2, 4))
    start = parts_of(year, month, day) if month <= 12 < day else None
    return Meaning(start) if start is not None else None


_LAST_DUAL_YEAR, _LAST_DUAL_MONTH = 1752, 3


def _in_two_years(start: Parts | None, second: str) -> Meaning | None:
    """A day before 25 March, whose year is given in both styles: ``3 February 1587/8`` is in 1588."""
    if start is None or start[0] > _LAST_DUAL_YEAR or not 0 < start[1] <= _LAST_DUAL_MONTH:
        return None
    year = start[0] + 1
    return Meaning((year, *start[1:]), worded=True) if str(year).endswith(second) else None


def _short_range(year: int, first: Token, second: Token, dash: Token) -> Meaning | None:
    """``1951-53``, ``1917/18``; a hyphen before the number of a month is ISO 8601."""
    adjacent = second.start == dash.end and dash.start == first.end
    if adjacent and dash.text == "/" and year <= _LAST_DUAL_YEAR and f"{year + 1}"[-1] == second.text:
        return Meaning((year,), (year + 1,), worded=True)  # 1600/1
    last = year - year % 100 + int(second.text)
    if len(second.text) != 2 or last <= year or (dash.text == "-" and int(second.text) <= 12):
        return None
    if not adjacent or (dash.text == "/" and last != year + 1):
        return None
    return Meaning((year,), (last,))


def _two_days(year: int, named: dict[str, Token], numbers: dict[str, int], slash: bool) -> Meaning | None:
    """A Julian date and the Gregorian of the same day, 10 to 13 days later; other days with a slash are two."""
    month = _month_number(named, "1")
    last_year = int(named["y2"].text) if "y2" in named else year
    first = parts_of(year, month, numbers["d1"])
    second = parts_of(last_year, _month_number(named, "2") or month, numbers["d2"])
    if first is None or second is None:
        return None
    difference = (datetime.date(*second) - datetime.date(*first)).days
    if 10 <= difference <= 13:
        return Meaning(second, old_style=first)
    return Meaning(first, second, worded=True) if slash and difference > 0 else None


def parts_of(year: int, month: int, day: int) -> Parts | None:
    """(year[, month[, day]]), or None for a day that does not exist."""
    if not 0 < year < 3000:
        return None
    if not month:
        return (year,) if not day else None
    if not 1 <= month <= 12:
        return None
    if not day:
        return (year, month)
    return (year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None
