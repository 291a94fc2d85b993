"""Numbers in titles in one form: ranges of years, thousands, Roman numerals."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .wording import words

_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{1,3}|v)|x{2,3}|xi{1,3}|xiv|xv")
_NOT_ROMAN = frozenset(("i", "v", "x", "xi", "vi", "di", "mi"))
_RANGE_OF_YEARS = re.compile(r"\b(1\d|20)(\d\d)(\s?[-\u2010-\u2015/]\s?)(\d\d)\b(?![-/.\u2010-\u2015]\d)")
_THOUSANDS = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:([,.'\u2019 \u00a0\u2009\u202f])\d{3})(?:\1\d{3}){0,3}(?![\d]|[.,]\d)"
)
_NUMERAL = re.compile(r"(?<![\w.])(?:VI|XI)(?![\w])")
_LONE = re.compile(
    r"(?:(?<![^\W\d_])([^\W\d_]{2,20})[.,]?|(\()|\w)\s{0,2}(?<!\w)([IVX])(?![\w.'’])(\s{0,2}(?:$|[|,;:)\]–—]))?"
)
_REMARK = re.compile(r"[(\[]([^()\[\]]{5,60})[)\]]")


def is_roman(word: str) -> bool:
    """Whether a word is a Roman numeral; those that are words as well are not."""
    return word not in _NOT_ROMAN and _ROMAN.fullmatch(word) is not None


def with_plain_numbers(text: str) -> str:
    """A title with its numbers in one form: 1950–51 as 1950 1951, 1,500 as 1500, Part I as Part 1, XI as 11 (but not in
    a date, nor where all letters are capitals); and without a remark that it is a translation.
    """
    if "(" in text or "[" in text:
        text = _REMARK.sub(lambda m: " " if _is_remark(m[1]) else m[0], text)
    text = _LONE.sub(_lone_numeral, text)
    if not any(c.isdigit() for c in text) and "I" not in text:
        return text
    text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), _RANGE_OF_YEARS.sub(_both_years, text))
    if text.isupper():
        return text
    return _NUMERAL.sub(
        lambda m: m[0] if text[: m.start()].rstrip()[-1:].isdigit() else str(roman_value(m[0].lower())), text
    )


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return frozenset(words(table("spellings")["parts"]["words"]))


def _lone_numeral(match: re.Match[str]) -> str:
    """I, V or X as a number: after a word for a part, in brackets, or at the end."""
    if match[4] is None and not _parts().issuperset(words(match[1] or "-") or "-"):
        return match[0]
    at = match.start(3) - match.start()
    return f"{match[0][:at]}{roman_value(match[3].lower())}{match[0][at + 1 :]}"


def _is_remark(text: str) -> bool:
    """Whether words in brackets only say that a text is a translation."""
    data = table("spellings")["remarks"]
    have = set(words(text))
    return not have.isdisjoint(words(data["translation"])) and have <= {
        *words(data["translation"]),
        *words(data["beside"]),
    }


def _both_years(match: re.Match[str]) -> str:
    century, first, dash, last = match.groups()
    # 1950-11 may be a month
    is_range = int(first) < int(last) and (int(last) > 12 or dash.strip() not in "-/")
    return f"{century}{first} {century}{last}" if is_range else match[0]


def roman_value(word: str) -> int:
    """The value of a Roman numeral up to 39."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0]))
