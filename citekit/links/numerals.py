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
_CHINESE = re.compile(
    r"(?<=第)[〇零一二三四五六七八九十百千]{1,7}(?=[号號次回届屆期卷巻章条條部集編编册冊輯辑])"
)  # 第十二号
_CHINESE_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CHINESE_TENS = {"十": 10, "百": 100, "千": 1000}
_KOREAN = re.compile(r"(?:제\s?)?(\d{1,5})\s?(호|차|회|권|장|조|절|부|집|기)(?!\d)")  # 제12호, 제 12 호
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|e|er|re|eme|nde|de|ste|a|o|ª|º|й|я|е|ая|ый|ja|i)")
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
    if not text.isascii():
        text = _CHINESE.sub(lambda m: str(_chinese_value(m[0])), text)
        text = _KOREAN.sub(r" \1 \2", text)
    text = _LONE.sub(_lone_numeral, text)
    if not any(c.isdigit() for c in text) and "I" not in text:
        return text
    text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), _RANGE_OF_YEARS.sub(_both_years, text))
    if text.isupper():
        return text
    return _NUMERAL.sub(
        lambda m: m[0] if text[: m.start()].rstrip()[-1:].isdigit() else str(roman_value(m[0].lower())), text
    )


def _chinese_value(signs: str) -> int:
    """The number that Chinese signs mean: 十二, 二百一十, 一〇三."""
    if not any(sign in _CHINESE_TENS for sign in signs):
        return int("".join(str(_CHINESE_DIGITS[sign]) for sign in signs))
    total, digit = 0, 0
    for sign in signs:
        if sign in _CHINESE_TENS:
            total, digit = total + (digit or 1) * _CHINESE_TENS[sign], 0
        else:
            digit = _CHINESE_DIGITS[sign]
    return total + digit


@lru_cache(maxsize=1)
def ordinals() -> dict[str, str]:
    """Words for ordinal numbers in several languages -> the number."""
    return {word: number for number, row in table("spellings")["ordinals"].items() for word in words(row)}


def with_numbers_behind(text: list[str]) -> list[str]:
    """The words of a title with the number of a part behind the word for it: Erster Band, Band 1; 2e partie, part 2."""
    if parts().isdisjoint(text):
        return text
    out = list(text)
    for n in range(len(out) - 1):
        if out[n + 1] in parts() and (n == 0 or out[n - 1] not in parts()):
            found = _ORDINAL.fullmatch(out[n])
            number = ordinals().get(out[n]) or (found[1] if found is not None else "")
            if number and not (n + 2 < len(out) and out[n + 2].isdigit()):
                out[n], out[n + 1] = out[n + 1], number
    return out


@lru_cache(maxsize=1)
def parts() -> frozenset[str]:
    """Words that stand before the number of a part."""
    return frozenset(words(table("spellings")["parts"]["words"]))


def _lone_numeral(match: re.Match[str]) -> str:
    """I, V or X as a number: after a word for a part, in brackets, or at the end."""
    if match[4] is None and not parts().issuperset(words(match[1] or "-") or "-"):
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
