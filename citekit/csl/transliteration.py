"""Cyrillic in Latin letters, by the tables of libraries and mapmakers (data/transliterations.toml)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..common.errors import UsageError
from ..common.tables import table
from .languages import language_code

CYRILLIC = re.compile(r"[\u0400-\u052f]")
_TIES = str.maketrans("", "", "\u0361\u02b9\u02ba")  # ties, soft and hard signs
PLAIN = "ala-lc-plain"
_WRITTEN_IN_BOTH = frozenset(["sr", "mk"])


@dataclass(frozen=True)
class _Chart:
    letters: dict[str, str]
    initial: dict[str, str]
    after: frozenset[str]
    final: dict[str, str]


def systems() -> list[str]:
    """The names of the systems; ``ala-lc-plain`` leaves out ties, diacritics and signs, as most books do."""
    return [name for name in table("transliterations") if name != "telling"] + [PLAIN]


def transliterate(text: str, system: str = "ala-lc", language: str = "") -> str:
    """A text with its Cyrillic in Latin letters; everything else stays as it is.

    ``language`` is a name or code; without it, letters that only one language has decide, otherwise it is Russian.
    Raises UsageError for an unknown system, or one without a table for the language.

    >>> transliterate("Щербаков и Жданов", "bgn-pcgn", "Russian")
    'Shcherbakov i Zhdanov'
    >>> transliterate("Большевистское руководство", "ala-lc-plain")
    'Bolshevistskoe rukovodstvo'
    """
    if not CYRILLIC.search(text):
        return text
    chart = _chart(system, _code(text, language))
    text = unicodedata.normalize("NFC", text)
    return "".join(_latin(text, n, chart) for n in range(len(text)))


def _code(text: str, language: str) -> str:
    code = language_code(language).split("-")[0] if language else ""
    if code and code in _languages():
        return code
    folded = text.casefold()
    for known, letters in table("transliterations")["telling"].items():
        if any(letter in folded for letter in letters):
            return str(known)
    return code or "ru"


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(code for name, tables in table("transliterations").items() if name != "telling" for code in tables)


@lru_cache(maxsize=32)
def _chart(system: str, code: str) -> _Chart:
    if system == PLAIN:
        scholarly = _chart("ala-lc", code)
        own = code in _WRITTEN_IN_BOTH  # its Latin spelling has the diacritics
        return _Chart(
            {k: v if own else _without_diacritics(v) for k, v in scholarly.letters.items()}, {}, frozenset(), {}
        )
    tables = table("transliterations").get(system) if system != "telling" else None
    if tables is None:
        raise UsageError(f"there is no transliteration “{system}”", hint="choose one of " + ", ".join(systems()))
    data = tables.get("any") or tables.get(code)
    if data is None:
        raise UsageError(
            f"{system} has no table for the language “{code}”",
            hint="iso-9 works for every language written in Cyrillic",
        )
    initial, final = (_pairs(data.get(name, "")) for name in ("initial", "final"))
    return _Chart(_pairs(data["letters"]), initial, frozenset(data.get("after", "")), final)


def _without_diacritics(latin: str) -> str:
    """Latin letters without ties, diacritics and signs."""
    return "".join(c for c in unicodedata.normalize("NFD", latin.translate(_TIES)) if not unicodedata.combining(c))


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2]))


def _latin(text: str, n: int, chart: _Chart) -> str:
    """The Latin for the letter at ``n``, with its capitals: all of its letters in a word of capitals."""
    char = text[n]
    small = char.lower()
    latin = chart.letters.get(small)
    if latin is None:
        return char
    before = text[n - 1].lower() if n else ""
    if small in chart.initial and (not before.isalpha() or before in chart.after):
        latin = chart.initial[small]
    if chart.final and not text[n + 1 : n + 2].isalpha() and (ending := chart.final.get(before + small)):
        latin = ending[len(chart.letters[before]) :]
    if char == small:
        return latin
    if "\u0361" in latin:  # I͡U, T͡S: both letters under a tie are capitals
        return latin.upper()
    beside = text[n + 1 : n + 2] if text[n + 1 : n + 2].isalpha() else text[n - 1 : n] if n else ""
    return latin.upper() if beside.isalpha() and beside.isupper() else latin[:1].upper() + latin[1:]
