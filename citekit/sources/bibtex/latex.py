"""The text of a BibTeX field: LaTeX decoded through pylatexenc, emphasis and protected capitals as CSL rich text."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

from .accents import with_accents
from .formulas import formula_text
from .quotes import (
    CLOSE_BRACES,
    CLOSE_DOUBLE,
    CLOSE_KEPT,
    CLOSE_SINGLE,
    OPEN_BRACES,
    OPEN_DOUBLE,
    OPEN_KEPT,
    OPEN_SINGLE,
    PRIVATE,
    finish_quotes,
)

_SPECIAL = re.compile(r"[\\{}$~%]|--|``|''")
_SMART = re.compile(r"[\\{}$~%`']|--")
_COMMANDS = re.compile(r"[\\$]|[!?]`|<<|>>")
_BRACE = re.compile("[{}]")
# in this order
_PRINTED = (
    ("---", "\u2014"),
    ("--", "\u2013"),
    ("``", OPEN_DOUBLE),
    ("''", CLOSE_DOUBLE),
    ("`", OPEN_SINGLE),
    ("'", CLOSE_SINGLE),
    ("~", "\u00a0"),
)
_MATH = re.compile(r"(?<!\\)\$([^$]{1,500})(?<!\\)\$")
_VERBATIM = re.compile(
    r"\\(?:verb\*?|path)([^\sA-Za-z{])(.{0,1000}?)\1|\\(?:url|nolinkurl|path)\s*\{((?:[^{}]|\{[^{}]{0,99}\}){0,2000})\}"
)
_TIE, _THIN = "\ue020", "\ue021"  # spaces that pylatexenc would take away after a command
MAX_LENGTH = 200_000


def latex_text(value: str, protected: bool = False, smart: bool = False) -> str:
    """The text of a field. ``protected``: words in braces keep their capitals (``<span class="nocase">``), as in
    titles. ``smart``: quotation marks, apostrophes and ties are the printed ones, and mathematics stays as it is.

    Nothing is executed and no file is read; what cannot be decoded is kept as it stands.
    """
    return finish_quotes(marked_text(value, protected, smart), protected)


def marked_text(value: str, protected: bool = False, smart: bool = False) -> str:
    """The text of a field in which private characters (``quotes.py``) stand for quotation marks and braces."""
    return (_marked if len(value) < 500 else _marked.__wrapped__)(value, protected, smart)


@lru_cache(maxsize=4096)  # journals, publishers, places recur, and titles are asked for more than once
def _marked(value: str, protected: bool, smart: bool) -> str:
    value = re.sub(r"[ \t\r\n\f]+", " ", value).strip(" ") if smart else " ".join(value.split())
    whole = value
    value = unbraced(value, quoted=not smart)
    if not (_SMART if smart else _SPECIAL).search(value) or len(value) > MAX_LENGTH:
        text = value
    elif smart and not _COMMANDS.search(value) and _balanced(value):
        text = _without_commands(PRIVATE.sub("", value), protected)
    else:
        text = _decoded(PRIVATE.sub("", value), protected, smart)
    return f"{OPEN_KEPT}{text}{CLOSE_KEPT}" if smart and protected and value != whole else text


def _without_commands(value: str, protected: bool) -> str:
    """The text of a value that has no commands: most values, and pylatexenc takes its time."""
    for written, printed in _PRINTED:
        value = value.replace(written, printed)
    if "{" not in value:
        return value
    if not protected:
        return value.replace("{", "").replace("}", "")
    return value.replace("{", OPEN_BRACES).replace("}", CLOSE_BRACES)


def _balanced(value: str) -> bool:
    depth = 0
    for match in _BRACE.finditer(value):
        depth += 1 if match.group() == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _decoded(value: str, protected: bool, smart: bool) -> str:
    from pylatexenc.latexwalker import LatexWalker

    from .commands import with_words, without_measures
    from .macros import context_of_macros, converter, with_composed_letters

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # its warnings are for programmers
    value, aside = _set_aside(value, smart)
    if smart:
        value = _spaced(value)
    value = re.sub(r"(?<!\\)%", r"\\%", value)
    if "\\" in value:
        value = with_accents(with_composed_letters(value), kept=smart and protected)
        value = with_words(without_measures(value))
    try:
        walker = LatexWalker(value, latex_context=context_of_macros(), tolerant_parsing=True)
        text = str(converter(protected, smart).nodelist_to_text(walker.get_latex_nodes()[0]))
    except Exception:  # pylatexenc fails on broken LaTeX in many ways
        return value
    text = re.sub(r"[ \t\r\n]+", " ", text).strip(" ") if smart else " ".join(text.replace("\u00a0", " ").split())
    text = text.replace(_TIE, "\u00a0").replace(_THIN, "\u2006")
    if aside:
        text = re.sub("\ue100(\\d+)\ue101", lambda m: aside[int(m[1])], text)
    return text if "\\" not in value or text.strip() else value


def _set_aside(value: str, smart: bool) -> tuple[str, list[str]]:
    """A value with numbers in the place of what is no LaTeX text, and the text of that: addresses, ``\\verb|…|``,
    formulas where the text is to be as printed.
    """
    aside: list[str] = []

    def number(text: str) -> str:
        aside.append(f"{OPEN_KEPT}{text}{CLOSE_KEPT}")
        return f"\ue100{len(aside) - 1}\ue101"

    if "\\" in value:
        value = _VERBATIM.sub(lambda m: number(m[2] if m[1] else address(m[3])), value)
    if smart:
        value = _MATH.sub(lambda m: number(formula_text(m[0])), value)
    return value, aside


def _spaced(value: str) -> str:
    """A value whose spaces of LaTeX are characters: ties, thin and fixed spaces, ends of lines."""
    value = re.sub(r"(?<!\\)[~\u00a0]", _TIE, value)
    if "\\" not in value:
        return value
    value = re.sub(r"\\\\(?:\[[^\]]{0,20}\])?|\\par(?![a-zA-Z])", " ", value)
    return value.replace("\\ ", _TIE).replace("\\,", _THIN)


def unbraced(value: str, quoted: bool = False) -> str:
    """A value without the braces that enclose all of it; ``quoted``: and without ``\\mkbibquote``."""
    for _ in range(3):
        command = r"\mkbibquote" if quoted and value.startswith(r"\mkbibquote{") else ""
        if (
            not (value.startswith(command + "{") and value.endswith("}"))
            or closing(value[len(command) :]) != len(value) - len(command) - 1
        ):
            break
        value = value[len(command) + 1 : -1].strip()
    return value


def closing(value: str) -> int:
    """Where the brace that a value begins with is closed; -1 where it is not."""
    depth = 0
    for n, char in enumerate(value):
        if char in "{}" and (n == 0 or value[n - 1] != "\\"):
            depth += 1 if char == "{" else -1
            if depth == 0:
                return n
    return -1


def depth_of(value: str) -> int:
    """How deeply the braces of a value are nested."""
    depth = most = 0
    for char in value:
        depth += (char == "{") - (char == "}")
        most = max(most, depth)
    return most


# characters as editors write them in an address, where they need no escape: \_, {\_}, {\~{}}, $\sim$, \textasciitilde
_NAMED = {
    "sim": "~",
    "textasciitilde": "~",
    "textunderscore": "_",
    "textasciicircum": "^",
    "backslash": "\\",
    "textbackslash": "\\",
    "textbar": "|",
}
_NAMES = "|".join(_NAMED)
_OF_NAME = re.compile(rf"\{{\\({_NAMES})(?:\{{\}})?\}}|\$\\({_NAMES})\$|\\({_NAMES})(?![A-Za-z])(?:\{{\}}|[ ])?")
_ESCAPED = re.compile(r"\{\\([_%#&~^{}$])(?:\{\})?\}|\\([~^])\{\}|\\([_%#&~^{}$])")


def address(value: str) -> str:
    """An address of a verbatim field, without the escapes that editors put into it."""
    value = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", value.strip())
    if "\\" not in value:
        return value
    value = _ESCAPED.sub(lambda match: next(filter(None, match.groups())), value)
    return _OF_NAME.sub(lambda match: _NAMED[next(filter(None, match.groups()))], value)
