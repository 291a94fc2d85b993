"""Letters beyond ASCII as LaTeX commands, and what pdfLaTeX must load to print a script (data/latex.toml).

What no encoding of LaTeX's own has is printed as a sign that T1 has, after ``\\relax``, by which it is known again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ...common.latex import HORN, RELAX, stand_ins
from ...common.tables import table


def ascii_only(value: str) -> str:
    """LaTeX text in ASCII: Latin letters and signs as commands, all other characters by their number (``\\symbol``)."""
    if value.isascii():
        return value
    if TIE in value:
        value = _TIED.sub(r"{\\t{\1\2}}", value)
    out: list[str] = []
    for char in value:
        if char in _all_marks() and unicodedata.combining(char) and out and (len(out[-1]) > 1 or out[-1].isalpha()):
            out[-1] = _accented(char, out[-1])  # a combining mark of its own, on the letter before it
        else:
            out.append(char if char.isascii() else _command(char))
    return "".join(out)


@lru_cache(maxsize=4)
def _commands(name: str) -> dict[str, str]:
    return {chr(int(number, 16)): command for number, command in table("latex")[name].items()}


@lru_cache(maxsize=4096)
def _command(char: str) -> str:
    """A character as LaTeX prints it, in braces."""
    if letter := _commands("letters").get(char) or _commands("cyrillic").get(char):
        return f"{{{letter}}}"
    if made := _commands("made").get(char):
        return f"{{{made}}}"
    base, *marks = list(unicodedata.normalize("NFD", char))
    if marks[:1] == [_HORN]:
        alone = f"{{{RELAX} {base}{HORN}}}"
        if not marks[1:]:
            return alone
        if marks[1] in _commands("set_below"):
            return _accented(marks[1], alone)
        return f"{{{_command(unicodedata.normalize('NFC', base + marks[1]))[1:-1]}{HORN}}}"
    if not marks or not all(mark in _all_marks() for mark in marks):
        known = stand_ins().get(char)
        return f"{{{known}}}" if known else f'{{\\symbol{{"{ord(char):X}}}}}'
    text = base if base.isascii() else _command(base)
    if len(marks) == 1:
        text = _DOTLESS.get(base, base) if base in _DOTLESS and unicodedata.combining(marks[0]) == 230 else text
    for mark in marks:
        text = _accented(mark, text)
    return text


@lru_cache(maxsize=1)
def _all_marks() -> dict[str, str]:
    return {**_commands("marks"), **_commands("set_below")}


def _accented(mark: str, letter: str) -> str:
    """A letter with a mark, in braces."""
    if mark in _commands("set_below"):
        return SET_BELOW % (letter, _commands("set_below")[mark])
    return f"{{{_all_marks()[mark]}{{{letter}}}}}"


# a letter with a mark that LaTeX has no command for
SET_BELOW = r"{\ooalign{%s\crcr\hidewidth %s\hidewidth}}"
_HORN = "\u031b"
TIE = "\u0361"  # over two letters
_TIED = re.compile(f"([A-Za-z]){TIE}([A-Za-z])")
# letters that lose their dots below a mark
_DOTLESS = {"i": r"\i", "j": r"\j"}


def replaced(text: str) -> dict[str, str]:
    """Letters of an ASCII text for which LaTeX prints others, and which."""
    if RELAX not in text:
        return {}
    return {
        char: sign
        for char, written in stand_ins().items()
        if (sign := written.rpartition(RELAX)[2].strip()).isalpha() and f"{{{written}}}" in text
    }


_LAST_LATIN = "\u017f"  # of the letters that pdfLaTeX prints without further packages


def advice(letters: Iterable[str]) -> list[str]:
    """What a person who runs pdfLaTeX must know of the scripts of some letters, a sentence each."""
    return sorted({need for char in letters if char > _LAST_LATIN and (need := _need(char))})


@lru_cache(maxsize=8192)
def _need(char: str) -> str:
    """What pdfLaTeX needs for a character that it does not print by itself, or an empty string."""
    font = "; XeLaTeX and LuaLaTeX need a font that has it"
    script, known = _script(char), table("latex")["advice"]
    if _is_old_cyrillic(char):
        return "pdfLaTeX does not print older letters of Cyrillic (ѣ, ѳ)" + font.replace("it", "them")
    if script in known:
        need = f"pdfLaTeX prints {_named(script)} with {known[script]}" if known[script] else ""
        return (need or f"pdfLaTeX does not print {_named(script)}") + font
    if char in _printed() or unicodedata.category(char)[0] in "ZC":
        return ""
    if unicodedata.category(char)[0] not in "LM":
        return "pdfLaTeX does not print all signs that stand here" + font.replace("it", "them")
    if char in _all_marks() or "symbol" not in _command(char):
        return "pdfLaTeX does not print all letters with marks (ʿ, Ḥ): --ascii writes commands that it prints for them"
    return f"pdfLaTeX does not print {_named(script)}{font}"


def by_number(text: str) -> list[str]:
    """What a person must know of the letters in an ASCII text that are written by their number, a sentence a script."""
    chars = {chr(int(number, 16)) for number in re.findall(r'\\symbol\{"([0-9A-F]{1,6})\}', text)}
    known = table("latex")["advice"]
    said = set()
    for char in chars:
        script = _script(char)
        what = _named(script) if unicodedata.category(char)[0] in "LM" else "some signs"
        held = known.get(script) and not _is_old_cyrillic(char)
        other = f"; without --ascii it prints them with {known[script]}" if held else ""
        said.add(
            f"LaTeX has no commands for {what}, written by number here: pdfLaTeX stops there{other}; XeLaTeX and"
            " LuaLaTeX print what their font has"
        )
    return sorted(said)


@lru_cache(maxsize=1)
def _printed() -> frozenset[str]:
    """Characters that pdfLaTeX prints in the encodings T1 and TS1."""
    return frozenset(chr(int(number, 16)) for number in table("latex")["printed"]["T1"].split())


def _is_old_cyrillic(char: str) -> bool:
    """Whether a letter of Cyrillic is none that the encoding T2A has."""
    return _script(char) == "CYRILLIC" and char not in _commands("cyrillic")


def _named(script: str) -> str:
    """A script as people call it."""
    return {"CJK": "Chinese characters"}.get(script, script.capitalize())


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    if (
        char in _commands("vietnamese")
        or "\u0309" in unicodedata.normalize("NFD", char)
        or 0x1EA0 <= ord(char) < 0x1F00
    ):
        return "VIETNAMESE"
    return unicodedata.name(char, "").partition(" ")[0]
