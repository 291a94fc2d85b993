"""Cyrillic in Latin letters by the tables that libraries and map makers use (data/transliterations.toml)."""

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
_LATIN_TOO = frozenset(["sr", "mk"])


@dataclass(frozen=True)
class _Table:
    letters: dict[str, str]
    initial: dict[str, str]
    after: frozenset[str]
    final: dict[str, str]


def systems() -> list[str]:
    """The systems by name; ``ala-lc-plain`` leaves out ties, diacritics and signs, as most books print it."""
    return [name for name in table("transliterations") if name != "telling"] + [PLAIN]


def transliterate(text: str, system: str = "ala-lc", language: str = "") -> str:
    """A text with its Cyrillic in Latin letters; everything else stays as it is.

    ``language`` is a name or code; without it the letters tell, and Russian is taken where they do not.  Raises
    UsageError for a system that there is not, or that has no table for the language.

    >>> transliterate("Щербаков и Жданов", "bgn-pcgn", "Russian")
    'Shcherbakov i Zhdanov'
    >>> transliterate("Большевистское руководство", "ala-lc-plain")
    'Bolshevistskoe rukovodstvo'
    """
    if not CYRILLIC.search(text):
        return text
    found = _table(system, _code(text, language))
    text = unicodedata.normalize("NFC", text)
    return "".join(_letter(text, n, found) for n in range(len(text)))


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
def _table(system: str, code: str) -> _Table:
    if system == PLAIN:
        strict = _table("ala-lc", code)
        own = code in _LATIN_TOO  # its Latin spelling has the diacritics
        return _Table({k: v if own else _plain(v) for k, v in strict.letters.items()}, {}, frozenset(), {})
    tables = table("transliterations").get(system) if system != "telling" else None
    if tables is None:
        raise UsageError(f"there is no transliteration “{system}”", hint="choose one of " + ", ".join(systems()))
    data = tables.get("any") or tables.get(code)
    if data is None:
        raise UsageError(
            f"{system} has no table for the language “{code}”", hint="iso-9 holds for every language in Cyrillic"
        )
    initial, final = (_pairs(data.get(name, "")) for name in ("initial", "final"))
    return _Table(_pairs(data["letters"]), initial, frozenset(data.get("after", "")), final)


def _plain(latin: str) -> str:
    """Latin letters without ties, diacritics and signs."""
    return "".join(c for c in unicodedata.normalize("NFD", latin.translate(_TIES)) if not unicodedata.combining(c))


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2]))


def _letter(text: str, n: int, found: _Table) -> str:
    """What stands for the letter at ``n``: capitals as it has them, all of them in a word of capitals."""
    char = text[n]
    small = char.lower()
    latin = found.letters.get(small)
    if latin is None:
        return char
    before = text[n - 1].lower() if n else ""
    if small in found.initial and (not before.isalpha() or before in found.after):
        latin = found.initial[small]
    if found.final and not text[n + 1 : n + 2].isalpha() and (ending := found.final.get(before + small)):
        latin = ending[len(found.letters[before]) :]
    if char == small:
        return latin
    if "\u0361" in latin:  # I͡U, T͡S: both letters under a tie are capitals
        return latin.upper()
    beside = text[n + 1 : n + 2] if text[n + 1 : n + 2].isalpha() else text[n - 1 : n] if n else ""
    return latin.upper() if beside.isalpha() and beside.isupper() else latin[:1].upper() + latin[1:]
