"""Sorting text as readers of a language expect: word by word, without accents, case and punctuation.

A small stand-in for the Unicode Collation Algorithm at its first level with punctuation shifted out, as citeproc-js
asks it of its platform; the parts of a name are words too, so that “Doe, Z.” stands before “Doeling”.  Letters that a
language puts elsewhere (Swedish ``å`` after ``z``) come from a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# letters of their own at the end of the alphabet, in order
_TAILS = {
    "sv": "åäö",
    "fi": "åäö",
    "da": "æøå",
    "nb": "æøå",
    "nn": "æøå",
    "no": "æøå",
    "et": "šžõäöü",
    "is": "þæö",
    "tr": "",
    "hu": "",
    "pl": "",
    "cs": "",
}
_AFTER = {  # letters that follow their base letter as letters of their own
    "pl": "ąćęłńóśźż",
    "cs": "čřšž",
    "sk": "čľôřšž",
    "hr": "čćđšž",
    "sl": "čšž",
    "tr": "çğıöşü",
    "hu": "öü",
    "es": "ñ",
    "ro": "ăâîșț",
}
# letters of neighbours, which stand with one of the language's own (Unicode CLDR, collation)
_FINNISH = {"æ": "ä", "ø": "ö", "ő": "ö", "œ": "ö", "õ": "ö"}
_DANISH = {"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y"}
_ALIKE = {"fi": _FINNISH, "sv": _FINNISH, "da": _DANISH, "nb": _DANISH, "nn": _DANISH, "no": _DANISH}
# two letters that are one, after the letter that it follows or as another letter of the language
_DANISH_PAIR = {"aa": "å"}
_CZECH = {"ch": "h\ue000"}
_HUNGARIAN = {pair: pair[0] + "\ue000" for pair in ("cs", "dz", "gy", "ly", "ny", "sz", "ty", "zs")}
_PAIRS = {
    **dict.fromkeys(("cs", "sk"), _CZECH),
    **dict.fromkeys(("da", "nb", "nn", "no"), _DANISH_PAIR),
    "hr": {"lj": "l\ue000", "nj": "n\ue000"},
    "hu": _HUNGARIAN,
}
_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
# scripts that stand before Latin in the languages written in them
_CYRILLIC = "\u0400-\u052f"
_NATIVE = {
    **dict.fromkeys(("ru", "uk", "bg", "be", "mk", "sr", "kk", "ky", "mn"), _CYRILLIC),
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff",
    "fa": "\u0600-\u06ff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
}
SEPARATOR = "\u0001"  # between words and the parts of a name: below every letter and digit
_APOSTROPHE = re.compile("(?<=\\w)['\u2019](?=\\w)")  # inside a word: below the letters, above the space
_DIGITS = re.compile(r"\d+")


class _Letters(dict[str, str]):
    """What each character is in a sort key; made when it is met first."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.tail, self.after = _TAILS.get(language, ""), _AFTER.get(language, "")
        self.alike = _ALIKE.get(language, {})
        script = _NATIVE.get(language)
        self.native = re.compile(f"[{script}]") if script else None

    def __missing__(self, char: str) -> str:
        made = self[char] = self._made(char)
        return made

    def _made(self, char: str) -> str:
        if char in (" ", SEPARATOR):
            return SEPARATOR
        if char.isspace():
            return ""
        if char in "\u0002\ue000":  # stands for an apostrophe, for the second of two letters
            return char
        char = self.alike.get(char, char)
        if char in self.tail:
            return "\ue000" + chr(0xE001 + self.tail.index(char))
        base = _SPECIAL.get(char) or unicodedata.normalize("NFD", char)
        if char in self.after:
            return base[0] + "\ue000"
        kept = "".join(c for c in base if c.isalnum() or unicodedata.category(c)[0] == "S")
        return ":" + kept if self.native is not None and self.native.match(char) else kept


def _by_value(match: re.Match[str]) -> str:
    """Digits so that they sort by the number that they are: its length first."""
    digits = match.group().lstrip("0")[:99]
    return f"{len(digits):02d}{digits}"


class Collator:
    """Makes sort keys for one language; numbers in a text sort by their value.

    ``apostrophes_sort``: apostrophes inside words are signs of their own, not passed over.
    """

    def __init__(self, lang: str, apostrophes_sort: bool = False) -> None:
        self.apostrophes_sort = apostrophes_sort
        language = lang.split("-")[0].lower()
        self.letters = _Letters(language)
        self.pairs = _PAIRS.get(language, {})
        self.key = lru_cache(maxsize=50_000)(self._key)

    def _key(self, text: str) -> str:
        folded = text.casefold()
        for pair, letter in self.pairs.items():
            folded = folded.replace(pair, letter)
        if self.apostrophes_sort:
            folded = _APOSTROPHE.sub("\u0002", folded)
        if _DIGITS.search(folded):
            folded = _DIGITS.sub(_by_value, folded)
        key = "".join(map(self.letters.__getitem__, folded))
        begin = SEPARATOR * (len(key) - len(key.lstrip(SEPARATOR)))  # a space in front stands before all letters
        return begin + SEPARATOR.join(part for part in key.split(SEPARATOR) if part)
