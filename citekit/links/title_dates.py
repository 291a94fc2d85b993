"""Dates among the words of a title, each as one word."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from ..dates.wording import MONTHS
from .wording import fold, words

_BETWEEN = frozenset(words("de del го m gada d year tháng năm the of th st nd rd 年 月 日"))
_OF_A_YEAR = frozenset(words("г года р року рік gada"))  # behind a date
_KOREAN = tuple(fold(sign) for sign in "년월일")
_MONTH_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_SPELLED = {
    word: str(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}


@lru_cache(maxsize=1)
def _month_numbers() -> dict[str, int]:
    """The names of months in all languages -> their numbers."""
    months = {
        fold(name).rstrip("."): n
        for names in table("dates")["months"].values()
        for n, spelled in enumerate(names, 1)
        for name in spelled.split()
    }
    months.update({fold(name): n for n, name in enumerate(MONTHS) if name})
    return months


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    """Words other than numbers with which a date can begin."""
    return frozenset((*_month_numbers(), *_SPELLED))


def is_month(word: str) -> bool:
    """Whether a word is the name of a month."""
    return word in _month_numbers()


def date_at(text: list[str], at: int) -> tuple[str, int] | None:
    """(date, index of the word after it) where a date of a day or a month begins at a word."""
    return _date(text, at, _month_numbers())


def join_dates(text: list[str]) -> list[str]:
    """The words of a title with each date as one word (``1949-12-16``), leading zeros of numbers dropped."""
    months = _month_numbers()
    out: list[str] = []
    at = 0
    starts = _starts()
    for n in [n for n, word in enumerate(text) if "0" <= word < ":" or word in starts]:
        if n < at:
            continue
        out += text[at:n]
        word = text[n]
        found = (
            _date(text, n, months) if word not in _SPELLED or not months.keys().isdisjoint(text[n : n + 4]) else None
        )
        out.append(found[0] if found is not None else (word.lstrip("0") or "0") if word.isdigit() else _ordinal(word))
        at = found[1] if found is not None else n + 1
    return out + text[at:]


@lru_cache(maxsize=8192)
def _ordinal(word: str) -> str:
    match = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th|er|go|i|ja|й|я|е|го)", word)
    return match[1] if match is not None else word


def _date(text: list[str], at: int, months: dict[str, int]) -> tuple[str, int] | None:
    """(date, index of the word after it) where a date begins at a word; languages put small words between its parts."""
    places = [at]
    for n in range(at + 1, min(len(text), at + 6)):
        if text[n] not in _BETWEEN:
            places.append(n)
        if len(places) == 3:
            break
    three = [_without_ending(text[n]) for n in places]
    if len(three) >= 2 and three[0] in months and places[1] == at + 1 and _YEAR.fullmatch(three[1]):
        return f"{three[1]}-{months[three[0]]:02d}", at + 2
    day = _day(three[0], three[1], three[2], months) if len(three) == 3 else ""
    if day and three[2] in months and _YEAR.fullmatch("".join(text[places[2] + 1 : places[2] + 2])):
        return None  # 1842-1954, 15 July 1852
    if not day:
        return None
    end = places[2] + 1
    return day, end + 1 if text[end : end + 1] and text[end] in _OF_A_YEAR else end


def _day(first: str, second: str, third: str, months: dict[str, int]) -> str:
    """The day that three words mean; empty where they mean none."""
    if second in months and first.isdigit():
        if _YEAR.fullmatch(third):
            return _iso_date(third, months[second], first)
        return _iso_date(first, months[second], third) if _YEAR.fullmatch(first) and third.isdigit() else ""
    if first in months and second.isdigit() and _YEAR.fullmatch(third):
        return _iso_date(third, months[first], second)
    if third in months and second.isdigit() and _YEAR.fullmatch(first):
        return _iso_date(first, months[third], second)  # 1950. gada 24. marts
    if not (first.isdigit() and third.isdigit()):
        return ""
    if second in _MONTH_NUMERALS and _YEAR.fullmatch(third):
        return _iso_date(third, _MONTH_NUMERALS.index(second) + 1, first)
    if not second.isdigit() or int(second[:4]) > 12:
        return ""
    if _YEAR.fullmatch(first):
        return _iso_date(first, int(second), third)
    return _iso_date(third, int(second), first) if _YEAR.fullmatch(third) else ""


@lru_cache(maxsize=8192)
def _without_ending(word: str) -> str:
    """The digits of an ordinal, or of a part of a Korean date."""
    for sign in _KOREAN:
        if word.endswith(sign) and word[: -len(sign)].isdigit():
            return word[: -len(sign)]
    return _SPELLED.get(word) or _ordinal(word)


def _iso_date(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day):02d}" if len(day) <= 2 and 1 <= int(day) <= 31 and month else ""
