"""Words that are the same although they are spelled differently: typing errors, transliterations, abbreviations."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .abbreviations import INITIAL
from .numerals import is_roman, roman_value
from .wording import fold, words

_UMLAUT = re.compile("([aou])e")
_VOWELS = re.compile("[aeiouyh]")
_LONG = 9  # letters of a word in which two typing errors are likely
_STEM = 3  # letters before an ending
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+$")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """(word -> the word it stands for, small words, distinctive words)."""
    data = table("spellings")
    same = {w: row.split()[0] for row in data["same"]["rows"] for w in row.split()}
    small, distinctive = (frozenset(words(data[kind]["words"])) for kind in ("small", "telling"))
    return same, small, distinctive


def canonical(word: str) -> str:
    """The word that stands for all spellings of this one; a Roman numeral as a number."""
    known = _tables()[0].get(word)
    return known or (str(roman_value(word)) if is_roman(word) else word)


@lru_cache(maxsize=16384)
def is_small(word: str) -> bool:
    """Whether a word can be missing without the title being another: an article, a preposition, an initial."""
    return word in _tables()[1] or is_initial(word) or (len(word) == 1 and word != word.upper())


def is_initial(word: str) -> bool:
    """Whether a word is the first letter of a name."""
    return word.endswith(INITIAL)


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    return frozenset(canonical(word) for word in words(table("spellings")["kinds"]["words"]))


def is_kind(word: str) -> bool:
    """Whether a word says what a document is: a letter, a telegram."""
    return word in _kinds()


@lru_cache(maxsize=1)
def _added() -> frozenset[str]:
    return frozenset(canonical(word) for word in words(table("spellings")["added"]["words"]))


def is_optional(word: str) -> bool:
    """Whether a title can have a word more or less and be the same: Telegram from [the Embassy in] Moscow."""
    return is_small(word) or word in _added()


@lru_cache(maxsize=1)
def _directions() -> frozenset[tuple[str, str]]:
    pairs = [(one, other) for one, other in (words(pair) for pair in table("spellings")["directions"]["pairs"])]
    return frozenset((*pairs, *((b, a) for a, b in pairs)))


@lru_cache(maxsize=1)
def _opposites() -> frozenset[str]:
    return frozenset(words(table("spellings")["contrary"]["words"]))


def is_reversed(one: list[str], other: list[str]) -> bool:
    """Whether words take the place of others with the opposite meaning: from the Ambassador, to the Ambassador; for
    the withdrawal, against the withdrawal.
    """
    mine, theirs = _opposites().intersection(one), _opposites().intersection(other)
    if mine != theirs and (other or mine):
        return True
    return len(one) == len(other) == 1 and (one[0], other[0]) in _directions()


@lru_cache(maxsize=1)
def _endings() -> frozenset[tuple[str, str]]:
    pairs = [fold(pair).split() for pair in table("spellings")["endings"]["pairs"]]
    ends = [(a[_shared(a, b) :], b[_shared(a, b) :]) for a, b in pairs]  # Троцко-му, Троцко-го
    return frozenset((*ends, *((b, a) for a, b in ends)))


def declined_otherwise(one: list[str], other: list[str]) -> bool:
    """Whether a name has an ending that says to whom in the place of one that says of whom: Письмо Сталину, Письмо
    Сталина."""
    return any((a[n:], b[n:]) in _endings() for a in one for b in other if (n := _shared(a, b)) >= _STEM)


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=16384)
def is_distinctive(word: str) -> bool:
    """Whether a word distinguishes one document from another: a number, a date, a part."""
    return any(c.isdigit() for c in word) or word in _tables()[2] or word in _opposites() or is_roman(word)


@lru_cache(maxsize=1)
def _languages() -> dict[str, frozenset[str]]:
    return {language: frozenset(words(row)) for language, row in table("spellings")["languages"].items()}


def same_language(one: list[str], other: list[str]) -> bool:
    """Whether two titles are clearly in one language: the one to which most small words of each belong."""
    found = []
    for text in (one, other):
        counts = {language: sum(word in known for word in text) for language, known in _languages().items()}
        most = max(counts.values())
        found.append({language for language, count in counts.items() if count == most} if most else set())
    return bool(found[0] & found[1])


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
    if is_distinctive(one) or is_distinctive(other) or one in _women() or other in _women():
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(shorter) and longer.removesuffix(shorter) in _prefixes():
        return False  # the ex-ambassador, el exembajador
    if len(shorter) >= 4:
        if longer == shorter + "s" and not is_kind(one) and not is_kind(other):
            return True  # Brief Heines, Brief Heine
        shared = next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), len(shorter))
        if _CYRILLIC.match(one) and shared >= max(3, len(shorter) - 1) and len(longer) - shared <= 2:
            return True  # Тито and Титом, война and войны
    if len(shorter) >= 6:
        if shared >= 5 and len(longer) - shared <= 3:
            return True
        most = 2 if len(shorter) >= _LONG else 1
        if one[0] == other[0] and _distance(one, other) <= most and _is_misspelled(one, other):
            return True
    return same_sound(one, other)


@lru_cache(maxsize=1)
def _women() -> frozenset[str]:
    return frozenset(words(table("spellings")["women"]["words"]))


def _is_misspelled(one: str, other: str) -> bool:
    """Whether one of two words that are nearly the same may be a typing error for the other; consonants in the place
    of others make another one, two in a long word: Angola, Angora; Bundestag, Bundesrat."""
    if len(one) != len(other) or sorted(one) == sorted(other):
        return True
    return _distance(_consonants(sound(one)), _consonants(sound(other))) <= (1 if len(one) >= _LONG else 0)


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[str]:
    return frozenset(words(table("spellings")["ranks"]["prefixes"]))


def _is_initial_of(initial: str, name: str) -> bool:
    """Whether a letter is the first one of a name, or sounds like it."""
    if not is_initial(initial) or (is_initial(name) and initial == name) or not name[:1].isalpha():
        return False
    return sound(initial[0]) == sound(name[0]) and (len(name) > 2 or is_initial(name))


def same_sound(one: str, other: str) -> bool:
    """Whether two words sound alike in some transliteration; very short ones do not count."""
    if one in _women() or other in _women():
        return False
    if min(len(one), len(other)) >= 4 and _UMLAUT.sub(r"\1", one) == _UMLAUT.sub(r"\1", other):
        return True  # Höss, Hoess
    bare = _without_h(one)
    if len(bare) >= 5 and bare == _without_h(other):
        return True  # Khrushchev, Krushchev, Kruschev; Gandhi, Ghandi
    if "j" in one or "j" in other:  # French has it for zh
        if same_sound(one.replace("j", "zh"), other.replace("j", "zh")):
            return True
    if min(len(one), len(other)) >= 3 and one[1:] == other[1:] and sound(one[0]) == sound(other[0]):
        return True  # Piao and Biao
    if len(one) < 4 or len(other) < 4 or (len(one) == len(other) == 4 and one.isascii() == other.isascii()):
        return False  # Hero and Hera
    mine, theirs = sound(one), sound(other)
    if len(mine) < 4 or len(theirs) < 4:
        return False
    if mine == theirs:
        # Shao-ch'i is Shaoqi, but Guyana, which differs in vowels alone, is not Guinea
        return (
            len(_consonants(mine)) > 2 or _distance(one, other) <= 1 or _VOWELS.sub("", one) != _VOWELS.sub("", other)
        )
    # consonants tell Slovakia from Slovenia, and a first H Anna from Hanna
    return (
        min(len(mine), len(theirs)) >= 7 and _consonants(mine) == _consonants(theirs) and _distance(mine, theirs) <= 1
    )


def _consonants(sounds: str) -> str:
    return sounds[0] + sounds[1:].replace("A", "").replace("H", "")


@lru_cache(maxsize=4096)
def _without_h(word: str) -> str:
    """A word without the letter h after consonants, which transliterations of names add or leave out."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[^\W\daeiou])h", "", word))


def _distance(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2)
