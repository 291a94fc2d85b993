"""The tokens of a text from which dates are made, each with a class of one letter (words: data/dates.toml).

Classes: ``y`` a number of four digits, ``d`` one that may be a day or a month, ``k`` another of two digits, ``n`` any
other number; ``m`` the name of a month, ``r`` a Roman numeral, ``s`` a season, ``e`` an era; ``Y``, ``M``, ``D`` the
signs for year, month and day of East Asia; ``h`` an ordinal's ending, ``g`` a word after a year, ``l`` one before a
date; ``o`` of, ``A`` and, ``t`` to, ``T`` and ``N`` Vietnam's words for month and year, ``-`` any dash,
punctuation as it is, and ``w`` any other word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ..common.tables import table

ROMAN = {r: n for n, r in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)}
_SIGNS = {"年": "Y", "년": "Y", "月": "M", "월": "M", "日": "D", "일": "D", "号": "D", "元": "d"}
_DIGITS = {"〇": 0, "○": 0, "零": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_CHINESE_NUMERALS = "".join(_DIGITS) + "十"
# days and months of the moon's calendar: 初五, 廿三, 正月, 閏三月
_OF_MOONS = "初[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|[閏闰]?[一二三四五六七八九十正]+(?=月)"
_MOON_SIGNS = {"初": "", "閏": "", "闰": "", "廿": "二十", "卅": "三十", "正": "一"}
_NUMERAL_SIGNS = frozenset((*_CHINESE_NUMERALS, *_MOON_SIGNS))
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212~\u301c"


class Token(NamedTuple):
    """A piece of text and its position."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The words of the table: ``months``, ``seasons``, ``eras`` with their numbers, ``classes`` of the other words."""
    data = table("dates")

    def numbered(group: str) -> dict[str, int]:
        out: dict[str, int] = {}
        endings = data["endings"] if group == "months" else {}
        for name, names in data[group].items():
            for n, forms in enumerate(names, 1):
                for word in forms.casefold().split():
                    out.setdefault(word, n)
                    for ending in endings.get(name, "").split() if len(word) > 4 else ():
                        out.setdefault(word + ending, n)
        return out

    classes: dict[str, str] = {}
    for name, letter in (
        ("to", "t"),
        ("of", "o"),
        ("and", "A"),
        ("year", "g"),
        ("lead", "l"),
        ("ordinal", "h"),
        ("month", "T"),
        ("in_year", "N"),
    ):
        for word in data["words"][name]:
            classes.setdefault(word, letter)
    for word in " ".join(data["weekdays"].values()).split():
        classes.setdefault(word, "l")
    return {
        "months": numbered("months"),
        "seasons": numbered("seasons"),
        "eras": {word.casefold(): n for word, n in data["eras"].items()},
        "lunar": data["lunar"],
        "behind_stop": data["behind_stop"],
        "classes": classes,
        "undated": {w.casefold() for w in data["words"]["undated"]},
    }


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    eras = "|".join(map(re.escape, (w for w in table("dates")["eras"] if not w.isascii())))
    return re.compile(
        rf"{eras}|{_OF_MOONS}|[{_CHINESE_NUMERALS}]+(?=[年月日号號])|[0-9\uff10-\uff19]+|[\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+|[^\w\s]|\S"
    )


def _in_digits(text: str) -> str:
    """A Chinese or Japanese number (一九五〇, 三十四) in digits; any other text unchanged."""
    whole = text
    for sign, plain in _MOON_SIGNS.items() if len(text) > 1 or text in "廿卅正" else ():
        text = text.replace(sign, plain)
    if not text or any(c not in _CHINESE_NUMERALS for c in text):
        return whole
    if "十" not in text:
        return "".join(str(_DIGITS[c]) for c in text)
    tens, _, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return text
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def tokens_of(text: str) -> tuple[list[Token], str]:
    """The tokens of a text and the string of their classes."""
    tokens = [Token(m.group(), *m.span()) for m in _token_pattern().finditer(text)]
    if not text.isascii():
        tokens = [
            t._replace(text=_in_digits(t.text))
            if t.text[0] in _NUMERAL_SIGNS and (t.text != "正" or text[t.end : t.end + 1] == "月")
            else t
            for t in tokens
        ]
    return tokens, "".join([_class_of(token.text) for token in tokens])


@lru_cache(maxsize=8192)
def _class_of(text: str) -> str:
    if text[0].isdigit() and text.isdecimal():
        return _number_class(text)
    if not text[0].isalpha():
        return "-" if text in _DASHES else text if text in "/.,()[]?&" else "w"
    if text in _SIGNS:
        return _SIGNS[text]
    word, known = text.casefold(), words()
    for name, letter in (("months", "m"), ("seasons", "s"), ("eras", "e")):
        if word in known[name]:
            return letter
    if word in ROMAN and (text.isupper() or len(text) > 1 or text == "x"):
        return "r"
    return str(known["classes"].get(word, "w"))


def _number_class(text: str) -> str:
    if len(text) == 4:
        return "y"
    if len(text) > 2:
        return "n"
    return "d" if 1 <= int(text) <= 31 else "k"


def month_languages(languages: tuple[str, ...]) -> frozenset[str]:
    """The names of months that only these languages have."""
    data = table("dates")["months"]
    own = {word for name in languages for forms in data[name] for word in forms.split()}
    others = {
        word for name, names in data.items() if name not in languages for forms in names for word in forms.split()
    }
    return frozenset(own - others)


@lru_cache(maxsize=1)
def _languages_by_month() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for language, names in table("dates")["months"].items():
        for word in (word for forms in names for word in forms.casefold().split()):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def languages_of_month(date: str) -> frozenset[str]:
    """The languages that have the name of a date's month; none where it has no name.

    >>> sorted(languages_of_month("12 février 1946")), sorted(languages_of_month("12.2.1946"))
    (['fr'], [])
    """
    words = (word.casefold() for word in re.findall(r"[^\W\d_]+", date))
    return frozenset().union(*(_languages_by_month().get(word, frozenset()) for word in words))


@lru_cache(maxsize=1)
def _months_elsewhere() -> frozenset[str]:
    data = table("dates")["months"]
    return month_languages(tuple(name for name in data if name != "en"))


def in_another_language(text: str) -> bool:
    """Whether a date names its month in a language other than English: ``4 maja 1956``.

    >>> [in_another_language(text) for text in ("4 maja 1956", "4 May 1956", "4.5.1956")]
    [True, False, False]
    """
    return any(word.casefold() in _months_elsewhere() for word in re.findall(r"[^\W\d_]+", text))
