"""Letters beyond ASCII as LaTeX commands, and what pdfLaTeX must load to print a script (data/latex.toml)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ...tables import table


def ascii_only(value: str) -> str:
    """LaTeX text in ASCII: Latin letters as commands, all other characters by their number (``\\symbol``)."""
    if value.isascii():
        return value
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
    letter = _commands("letters").get(char) or _commands("vietnamese").get(char)
    if letter:
        return f"{{{letter}}}"
    if made := _commands("made").get(char):
        return f"{{{made}}}"
    base, *marks = list(unicodedata.normalize("NFD", char))
    if marks and (horned := unicodedata.normalize("NFC", base + marks[0])) in _commands("vietnamese"):
        base, marks = horned, marks[1:]
    if not marks or not all(mark in _all_marks() for mark in marks):
        return f'{{\\symbol{{"{ord(char):X}}}}}'
    text = base if base.isascii() else _command(base)
    if len(marks) == 1:
        text = _DOTLESS.get(base, base) if base in _DOTLESS and unicodedata.combining(marks[0]) == 230 else text
    for mark in marks:
        text = _accented(mark, text)
    return text


@lru_cache(maxsize=1)
def _all_marks() -> dict[str, str]:
    return {**_commands("marks"), **_commands("vietnamese"), **_commands("set_below")}


def _accented(mark: str, letter: str) -> str:
    """A letter with a mark, in braces."""
    if mark in _commands("set_below"):
        return SET_BELOW % (letter, _commands("set_below")[mark])
    return f"{{{_all_marks()[mark]}{{{letter}}}}}"


# a letter with a mark that LaTeX has no command for
SET_BELOW = r"{\ooalign{%s\crcr\hidewidth %s\hidewidth}}"
# letters that lose their dots below a mark
_DOTLESS = {"i": r"\i", "j": r"\j"}


def advice(text: str) -> list[str]:
    """What a person who runs pdfLaTeX must know of the scripts in a text, a sentence each."""
    if text.isascii():
        return []
    known = table("latex")["advice"]
    scripts = {_script(char) for char in set(text) if ord(char) > 0x17F}
    said = []
    for script in sorted(s for s in scripts if s in known):
        name = {"CJK": "Chinese characters"}.get(script, script.capitalize())
        need = (
            f"pdfLaTeX prints {name} with {known[script]}; " if known[script] else f"pdfLaTeX does not print {name}; "
        )
        said.append(need + "XeLaTeX and LuaLaTeX need a font that has it")
    return said


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    if (
        char in _commands("vietnamese")
        or "\u0309" in unicodedata.normalize("NFD", char)
        or 0x1EA0 <= ord(char) < 0x1F00
    ):
        return "VIETNAMESE"
    return unicodedata.name(char, "").partition(" ")[0]
