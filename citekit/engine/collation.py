"""Sorting text as readers of a language expect: letters before accents before case; punctuation first.

A small stand-in for the Unicode Collation Algorithm: alphabetical order of letters, then of accents, then of case;
letters that a language puts elsewhere (Swedish ``å`` after ``z``) come from a table.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# letters of their own at the end of the alphabet, in order
_TAILS = {
    "sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "no": "æøå", "et": "šžõäöü", "is": "þæö",
    "tr": "", "hu": "", "pl": "", "cs": "",
}  # fmt: skip
_AFTER = {  # letters that follow their base letter as letters of their own
    "pl": "ąćęłńóśźż", "cs": "čřšž", "sk": "čľôřšž", "hr": "čćđšž", "sl": "čšž", "tr": "çğıöşü", "hu": "öü", "es": "ñ", "ro": "ăâîșț",
}  # fmt: skip
_SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PLAIN = re.compile(r"[a-z0-9 ]*$")
_IGNORED = str.maketrans("", "", "\u02bc\u02b9\u02ba\u2019'\u2018\u201c\u201d\"[]\u00ad")

Key = tuple[str, str, str]


class Collator:
    """Makes sort keys for one language."""

    def __init__(self, lang: str) -> None:
        language = lang.split("-")[0].lower()
        self.tail = _TAILS.get(language, "")
        self.after = _AFTER.get(language, "")
        self.key = lru_cache(maxsize=50_000)(self._key)

    def _key(self, text: str) -> Key:
        folded = text.translate(_IGNORED).casefold().strip() if not _PLAIN.match(text) else text
        if _PLAIN.match(folded):
            return (folded.replace(" ", "\t"), "", text.swapcase())
        primary, secondary = [], []
        for char in folded:
            if char in self.tail:
                primary.append("\ue000" + chr(0xE001 + self.tail.index(char)))
                continue
            base = _SPECIAL.get(char) or unicodedata.normalize("NFD", char)
            if char in self.after:
                primary.append(base[0] + "\ue000")
                continue
            kept = "".join(c for c in base if not unicodedata.combining(c))
            if char in "-\u2013\u2014\u00a0":
                kept = " "
            primary.append("\t" if kept == " " else kept)
            if base != char or char in _SPECIAL:
                secondary.append(char)
        return ("".join(primary), "".join(secondary), text.swapcase())
