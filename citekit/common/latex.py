"""LaTeX's special characters, and characters that its own encodings lack, with their substitutes (data/latex.toml)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from .tables import table

ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        "\n": " ",
        "\r": " ",
        "\u00a0": "~",
        "\0": "",
    }
)

RELAX = r"\relax"  # marks such a sign, so that the character can be read back
HORN = r"\kern-.12em\raise.4ex\hbox{'}"  # printed after a letter with a horn
# where letters without a command are: Latin Extended A to B, IPA, modifiers, phonetic, additional; signs by number
_BLOCKS = ((0x180, 0x300), (0x1D00, 0x1DC0), (0x1E00, 0x1F00), (0x2070, 0x20A0), (0x2100, 0x2190), (0xFB00, 0xFB07))


# in a document, which may have OT1, LaTeX's first encoding, as its own: \textquotedbl is an error there
_PRINTED = {**ESCAPES, ord('"'): r"\symbol{34}"}


def escape_latex(text: str) -> str:
    """Text of a document with all special characters of LaTeX escaped."""
    return text.translate(_PRINTED)


@lru_cache(maxsize=1)
def stand_ins() -> dict[str, str]:
    """Characters missing from T1, and what is printed for them after ``\\relax`` (``sources.bibtex`` reads it back).

    Of several with the same sign the second has two, the third three, so that each can be told apart.
    """
    signs = _characters("stand_ins")
    with_commands = {*_characters("letters"), *_characters("made"), *signs}
    for first, end in _BLOCKS:
        for char in map(chr, range(first, end)):
            if char not in with_commands and len(unicodedata.normalize("NFD", char)) == 1 and (sign := _base(char)):
                signs[char] = sign
    count: Counter[str] = Counter()
    out = {}
    for char, sign in signs.items():
        count[sign] += 1
        out[char] = RELAX * count[sign] + (sign if sign.startswith("\\") else f" {sign}")
    return out


def _base(char: str) -> str:
    """The ASCII letters that a character is based on, by its decomposition or its Unicode name."""
    plain = unicodedata.normalize("NFKD", char).replace("\u2044", "/")
    if plain.isascii() and plain.replace("/", "").isalnum():
        return plain
    name = unicodedata.name(char, "")
    if not name.startswith("LATIN "):
        return ""
    words = name.partition(" WITH ")[0].split()
    base = str(table("latex")["bases"].get(words[-1], words[-1].lower() if len(words[-1]) == 1 else ""))
    return base.upper() if "CAPITAL" in words and "SMALL" not in words else base


def _characters(name: str) -> dict[str, str]:
    return {chr(int(number, 16)): text for number, text in table("latex")[name].items()}
