"""Words that are the same although they are not spelled alike: typing errors, transliterations, abbreviations."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from ..dates.model import MONTHS
from .abbreviations import INITIAL
from .wording import fold, words

_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{1,3}|v)|x{2,3}|xi{1,3}|xiv|xv")
_NOT_ROMAN = frozenset(("i", "v", "x", "xi", "vi", "di", "mi"))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+$")
_STEM = 3  # letters before an ending
_DIGITS = frozenset("0123456789")
_BETWEEN = frozenset(words("de del го m gada d year tháng năm the of th st nd rd 年 月 日"))
_OF_A_YEAR = frozenset(words("г года р року рік gada"))  # behind a date
_KOREAN = tuple(fold(sign) for sign in "년월일")
_MONTH_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], frozenset[str], frozenset[str], dict[str, int]]:
    """(word -> the word it stands for, small words, telling words, month names)."""
    data = table("spellings")
    same = {w: row.split()[0] for row in data["same"]["rows"] for w in row.split()}
    small, telling = (frozenset(w for w in words(data[kind]["words"])) for kind in ("small", "telling"))
    months = {
        fold(w).rstrip("."): n
        for names in table("dates")["months"].values()
        for n, spelled in enumerate(names, 1)
        for w in spelled.split()
    }
    months.update({fold(name): n for n, name in enumerate(MONTHS) if name})
    return same, small, telling, months


def plain(word: str) -> str:
    """The word that this one stands for; a Roman number as a number."""
    known = _tables()[0].get(word)
    return known or (str(number_of(word)) if _is_roman(word) else word)


@lru_cache(maxsize=16384)
def is_small(word: str) -> bool:
    """Whether a word can be missing without the title being another: an article, a preposition, an initial."""
    return word in _tables()[1] or is_initial(word) or (len(word) == 1 and word != word.upper())


def is_initial(word: str) -> bool:
    """Whether a word is the first letter of a name."""
    return word.endswith(INITIAL)


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    return frozenset(plain(word) for word in words(table("spellings")["kinds"]["words"]))


def is_kind(word: str) -> bool:
    """Whether a word says what a document is: a letter, a telegram."""
    return word in _kinds()


@lru_cache(maxsize=1)
def _added() -> frozenset[str]:
    return frozenset(plain(word) for word in words(table("spellings")["added"]["words"]))


def can_be_added(word: str) -> bool:
    """Whether a title can have a word more or less and be the same: Telegram from [the Embassy in] Moscow."""
    return is_small(word) or word in _added()


@lru_cache(maxsize=1)
def _directions() -> frozenset[tuple[str, str]]:
    pairs = [(one, other) for one, other in (words(pair) for pair in table("spellings")["directions"]["pairs"])]
    return frozenset((*pairs, *((b, a) for a, b in pairs)))


@lru_cache(maxsize=1)
def _contrary() -> frozenset[str]:
    return frozenset(words(table("spellings")["contrary"]["words"]))


def turned(one: list[str], other: list[str]) -> bool:
    """Whether words stand in the place of others that say the contrary: from the Ambassador, to the Ambassador; for
    the withdrawal, against the withdrawal."""
    if _contrary().intersection(one) != _contrary().intersection(other) and (other or _contrary().intersection(one)):
        return True
    return len(one) == len(other) == 1 and (one[0], other[0]) in _directions()


@lru_cache(maxsize=1)
def _endings() -> frozenset[tuple[str, str]]:
    pairs = [pair.split() for pair in table("spellings")["endings"]["pairs"]]
    return frozenset((one, other) for a, b in pairs for one, other in ((fold(a), fold(b)), (fold(b), fold(a))))


def declined_otherwise(one: list[str], other: list[str]) -> bool:
    """Whether a name has an ending that says to whom in the place of one that says of whom: Письмо Сталину, Письмо
    Сталина."""
    return any((a[n:], b[n:]) in _endings() for a in one for b in other if (n := _shared(a, b)) >= _STEM)


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=16384)
def is_telling(word: str) -> bool:
    """Whether a word tells one document from the next: a number, a date, a part."""
    return any(c.isdigit() for c in word) or word in _tables()[2] or word in _contrary() or _is_roman(word)


def _is_roman(word: str) -> bool:
    return word not in _NOT_ROMAN and _ROMAN.fullmatch(word) is not None


_RANGE_OF_YEARS = re.compile(r"\b(1\d|20)(\d\d)(\s?[-\u2010-\u2015/]\s?)(\d\d)\b(?![-/.\u2010-\u2015]\d)")
_THOUSANDS = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:([,.'\u2019 \u00a0\u2009\u202f])\d{3})(?:\1\d{3}){0,3}(?![\d]|[.,]\d)"
)
_NUMERAL = re.compile(r"(?<![\w.])(?:VI|XI)(?![\w])")
_LONE = re.compile(
    r"(?:(?<![^\W\d_])([^\W\d_]{2,20})[.,]?|(\()|\w)\s{0,2}(?<!\w)([IVX])(?![\w.'’])(\s{0,2}(?:$|[|,;:)\]–—]))?"
)
_REMARK = re.compile(r"[(\[]([^()\[\]]{5,60})[)\]]")
_SPELLED = {
    word: str(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}


def unfolded(text: str) -> str:
    """Numbers of a title in one form: 1950–51 as 1950 1951, 1,500 as 1500, Part I as Part 1, XI as 11 (but not in a
    date, nor where all is in capitals); without the remark that it is a translation."""
    if "(" in text or "[" in text:
        text = _REMARK.sub(lambda m: " " if _is_remark(m[1]) else m[0], text)
    text = _LONE.sub(_lone_numeral, text)
    if not any(c.isdigit() for c in text) and "I" not in text:
        return text
    text = _THOUSANDS.sub(lambda m: re.sub(r"\D", "", m[0]), _RANGE_OF_YEARS.sub(_both_years, text))
    if text.isupper():
        return text
    return _NUMERAL.sub(
        lambda m: m[0] if text[: m.start()].rstrip()[-1:].isdigit() else str(number_of(m[0].lower())), text
    )


@lru_cache(maxsize=1)
def _parts() -> frozenset[str]:
    return frozenset(words(table("spellings")["parts"]["words"]))


def _lone_numeral(match: re.Match[str]) -> str:
    """I, V or X behind a word for a part, in brackets or at the end as a number."""
    if match[4] is None and not _parts().issuperset(words(match[1] or "-") or "-"):
        return match[0]
    at = match.start(3) - match.start()
    return f"{match[0][:at]}{number_of(match[3].lower())}{match[0][at + 1 :]}"


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


def number_of(word: str) -> int:
    """The number that a Roman one is, up to 39."""
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0]))


@lru_cache(maxsize=1)
def _languages() -> dict[str, frozenset[str]]:
    return {language: frozenset(words(row)) for language, row in table("spellings")["languages"].items()}


def same_language(one: list[str], other: list[str]) -> bool:
    """Whether two titles are plainly in one language: the one of which each has the most small words."""
    found = []
    for text in (one, other):
        counts = {language: sum(word in known for word in text) for language, known in _languages().items()}
        most = max(counts.values())
        found.append({language for language, count in counts.items() if count == most} if most else set())
    return bool(found[0] & found[1])


def dated(text: list[str]) -> list[str]:
    """The words of a title with each date as one word (``1949-12-16``), leading zeros of numbers dropped."""
    months = _tables()[3]
    out: list[str] = []
    at = 0
    for n in [n for n, word in enumerate(text) if word[0] in _DIGITS or word in months or word in _SPELLED]:
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
    """(date, the word after it) where a date begins at a word, with the small words that languages put between."""
    places = [at]
    for n in range(at + 1, min(len(text), at + 6)):
        if text[n] not in _BETWEEN:
            places.append(n)
        if len(places) == 3:
            break
    three = [_number(text[n]) for n in places]
    if len(three) >= 2 and three[0] in months and places[1] == at + 1 and _YEAR.fullmatch(three[1]):
        return f"{three[1]}-{months[three[0]]:02d}", at + 2
    day = _day(three[0], three[1], three[2], months) if len(three) == 3 else ""
    if not day:
        return None
    end = places[2] + 1
    return day, end + 1 if text[end : end + 1] and text[end] in _OF_A_YEAR else end


def _day(first: str, second: str, third: str, months: dict[str, int]) -> str:
    """The day that three words are, or nothing."""
    if second in months and first.isdigit():
        if _YEAR.fullmatch(third):
            return _written(third, months[second], first)
        return _written(first, months[second], third) if _YEAR.fullmatch(first) and third.isdigit() else ""
    if first in months and second.isdigit() and _YEAR.fullmatch(third):
        return _written(third, months[first], second)
    if third in months and second.isdigit() and _YEAR.fullmatch(first):
        return _written(first, months[third], second)  # 1950. gada 24. marts
    if not (first.isdigit() and third.isdigit()):
        return ""
    if second in _MONTH_NUMERALS and _YEAR.fullmatch(third):
        return _written(third, _MONTH_NUMERALS.index(second) + 1, first)
    if not second.isdigit() or int(second[:4]) > 12:
        return ""
    if _YEAR.fullmatch(first):
        return _written(first, int(second), third)
    return _written(third, int(second), first) if _YEAR.fullmatch(third) else ""


@lru_cache(maxsize=8192)
def _number(word: str) -> str:
    """A word without what ordinals and Korean dates have behind their digits."""
    for sign in _KOREAN:
        if word.endswith(sign) and word[: -len(sign)].isdigit():
            return word[: -len(sign)]
    return _SPELLED.get(word) or _ordinal(word)


def _written(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02d}-{int(day):02d}" if len(day) <= 2 and 1 <= int(day) <= 31 and month else ""


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """The sounds of a word in signs that transliterations share; Cyrillic is transliterated first."""
    data = table("spellings")
    text = "".join(data["cyrillic"].get(c, c) for c in word)
    out: list[str] = []
    at = 0
    order = _sounds()
    while at < len(text):
        for length in range(min(7, len(text) - at), 0, -1):
            sign = order.get(text[at : at + length])
            if sign is not None:
                out.append(sign)
                at += length
                break
        else:
            out.append(text[at])
            at += 1
    return re.sub(r"(.)\1+", r"\1", "".join(out))


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    return dict(pair.split("=") for pair in table("spellings")["sounds"]["order"])


@lru_cache(maxsize=32768)
def same_word(one: str, other: str) -> bool:
    """Whether two words are one, but for typing errors, endings and transliteration."""
    if one == other:
        return True
    if is_initial(one) or is_initial(other):
        return _is_initial_of(one, other) or _is_initial_of(other, one)
    if is_telling(one) or is_telling(other):
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 4:
        shared = next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), len(shorter))
        if _CYRILLIC.match(one) and shared >= max(3, len(shorter) - 1) and len(longer) - shared <= 2:
            return True  # Тито and Титом, война and войны
    if len(shorter) >= 6:
        if shared >= 5 and len(longer) - shared <= 3:
            return True
        if one[0] == other[0] and _distance(one, other) <= (2 if len(shorter) >= 9 else 1):
            return True
    return same_sound(one, other)


def _is_initial_of(initial: str, name: str) -> bool:
    """Whether a letter is the first one of a name, or sounds like it."""
    if not is_initial(initial) or (is_initial(name) and initial == name) or not name[:1].isalpha():
        return False
    return sound(initial[0]) == sound(name[0]) and (len(name) > 2 or is_initial(name))


def same_sound(one: str, other: str) -> bool:
    """Whether two words sound alike in some transliteration; very short ones do not count."""
    bare = _without_h(one)
    if len(bare) >= 5 and bare == _without_h(other):
        return True  # Khrushchev, Krushchev, Kruschev; Gandhi, Ghandi
    if "j" in one or "j" in other:  # French has it for zh
        if same_sound(one.replace("j", "zh"), other.replace("j", "zh")):
            return True
    if min(len(one), len(other)) >= 3 and one[1:] == other[1:] and sound(one[0]) == sound(other[0]):
        return True  # Piao and Biao
    if len(one) < 4 or len(other) < 4:
        return False
    mine, theirs = sound(one), sound(other)
    if len(mine) < 4 or len(theirs) < 4:
        return False
    return mine == theirs or (len(mine) >= 7 and len(theirs) >= 7 and _distance(mine, theirs) <= 1)


@lru_cache(maxsize=4096)
def _without_h(word: str) -> str:
    """A word without the letter that transliterations of names put behind others or leave out."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[^\W\daeiou])h", "", word))


def _distance(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2)
