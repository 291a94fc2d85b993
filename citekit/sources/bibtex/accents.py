"""Accented letters of LaTeX as the characters that they are, before pylatexenc, which takes its time for each.

Only what is plainly a letter with its accent: ``\\'e``, ``{\\'e}``, ``\\'{e}``, ``\\v{c}``, ``{\\v c}``, ``\\"{\\i}``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from ...common.tables import table
from .quotes import CLOSE_KEPT, OPEN_KEPT

_LETTER = r"\{(?:\\([ij])|([A-Za-z]))\}"  # in braces, with their dots or without
_SIGN = r"\\([`'^~=.\"])(?:" + _LETTER + r"|\\([ij])(?![A-Za-z ])|([A-Za-z]))"
_WORD = r"\\([a-zA-Z])(?:" + _LETTER + r"|\ +([A-Za-z])(?![A-Za-z]))"
# after a brace that holds more, an accent is what makes a group a letter of BibTeX's and no protected word
_ACCENTED = re.compile(rf"(?<!\\)(?:\{{{_SIGN}\}}|\{{{_WORD}\}}|(?<!\{{)(?:{_SIGN}|{_WORD}))")
# a character by its number, as an export in ASCII has letters that LaTeX has no command for
_SYMBOL = re.compile(r'(?<!\\)\{\\symbol\{"([0-9A-F]{2,5})\}\}')
_CYRILLIC = re.compile(r"(?<!\\)\{\\((?:CYR|cyr)[A-Za-z]+)\}")


@lru_cache(maxsize=1)
def _cyrillic() -> dict[str, str]:
    """Commands of the encoding T2A without their backslash -> letters."""
    return {command[1:]: chr(int(number, 16)) for number, command in table("latex")["cyrillic"].items()}


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    """Commands without their backslash -> combining marks."""
    written = {command[1:]: chr(int(number, 16)) for number, command in table("latex")["marks"].items()}
    return {command: mark for command, mark in written.items() if len(command) == 1 and command != "t"}


@lru_cache(maxsize=4096)
def _letter(text: str) -> str:
    """The character that a command and its letter are, or the text as it is where Unicode has none."""
    match = _ACCENTED.fullmatch(text)
    command, letter = [group for group in match.groups() if group] if match else ("", "")
    made = normalize("NFC", letter + _marks()[command]) if command in _marks() else ""
    return made if len(made) == 1 else text


def with_accents(value: str, kept: bool) -> str:
    """A value with accented letters as characters, as far as they are plainly such.

    ``kept``: a letter in braces is marked as one that keeps its case.
    """

    def letter(match: re.Match[str]) -> str:
        text = match[0]
        made = _letter(text)
        return f"{OPEN_KEPT}{made}{CLOSE_KEPT}" if kept and made != text and text[0] == "{" else made

    def symbol(match: re.Match[str]) -> str:
        made = chr(int(match[1], 16))
        if not made.isalpha():
            return match[0]
        return f"{OPEN_KEPT}{made}{CLOSE_KEPT}" if kept else made

    def cyrillic(match: re.Match[str]) -> str:
        made = _cyrillic().get(match[1])
        if made is None:
            return match[0]
        return f"{OPEN_KEPT}{made}{CLOSE_KEPT}" if kept else made

    return _CYRILLIC.sub(cyrillic, _SYMBOL.sub(symbol, _ACCENTED.sub(letter, value)))
