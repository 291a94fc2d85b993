"""The text of a BibTeX field: LaTeX decoded through pylatexenc, emphasis and protected capitals as CSL rich text."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from ...tables import table

_SPECIAL = re.compile(r"[\\{}$~%]|--|``|''")
_TAGS = {"emph": "i", "textit": "i", "mkbibemph": "i", "textbf": "b", "textsuperscript": "sup", "textsubscript": "sub"}
MAX_LENGTH = 200_000


def latex_text(value: str, protected: bool = False) -> str:
    """The text of a field. ``protected``: words in braces keep their capitals (``<span class="nocase">``), as in
    titles.

    Nothing is executed and no file is read; what cannot be decoded is kept as it stands.
    """
    value = _unbraced(" ".join(value.split()))
    if not _SPECIAL.search(value) or len(value) > MAX_LENGTH:
        return value
    from pylatexenc.latexwalker import LatexWalker

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # its warnings are for programmers
    value = _unset(re.sub(r"(?<!\\)%", r"\\%", value)) if "\\" in value else value
    try:
        walker = LatexWalker(value, latex_context=_macros(), tolerant_parsing=True)
        text = str(_converter(protected).nodelist_to_text(walker.get_latex_nodes()[0]))
    except Exception:  # pylatexenc fails on broken LaTeX in many ways
        return value
    return " ".join(text.replace("\u00a0", " ").split()) if "\\" not in value or text.strip() else value


def _unbraced(value: str) -> str:
    """A value without the braces that enclose all of it."""
    for _ in range(3):
        command = r"\mkbibquote" if value.startswith(r"\mkbibquote{") else ""
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


_CHARACTERS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textquotedbl": '"',
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbackslash": "\\",
}
_ONE_ARGUMENT = (*_TAGS, "mkbibquote", "textquote", "enquote", "nolinkurl", "symbol")


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    """Commands that set a mark on their argument, without their backslash -> the combining mark."""
    data = table("latex")
    return {
        command[1:]: chr(int(number, 16))
        for name in ("marks", "vietnamese")
        for number, command in data[name].items()
        if combining(chr(int(number, 16)))
    }


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """Commands that are a letter, without their backslash."""
    data = table("latex")
    found = {command[1:]: chr(int(number, 16)) for number, command in data["letters"].items() if command[1:].isalpha()}
    horned = {c[1:]: chr(int(n, 16)) for n, c in data["vietnamese"].items() if c[1:] not in _marks()}
    return {**found, **horned}


@lru_cache(maxsize=1)
def _made_letters() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Letters that an export sets from others: as they are written; a pattern for marks set below, and which they
    are.
    """
    data = table("latex")
    made = {f"{{{text}}}": chr(int(number, 16)) for number, text in data["made"].items()}
    below = {text: chr(int(number, 16)) for number, text in data["set_below"].items()}
    marks = "|".join(map(re.escape, below))
    pattern = re.compile(rf"\{{\\ooalign\{{(.{{1,40}}?)\\crcr\\hidewidth ({marks})\\hidewidth\}}\}}")
    return made, pattern, below


def _unset(value: str) -> str:
    """A value in which letters that an export sets from others are letters again."""
    made, pattern, below = _made_letters()
    for text, letter in made.items():
        value = value.replace(text, letter)
    if "\\ooalign" in value:
        dotted = {r"\i": "i", r"\j": "j"}
        value = pattern.sub(lambda m: normalize("NFC", dotted.get(m[1], m[1]) + below[m[2]]), value)
    return value


@lru_cache(maxsize=1)
def _macros() -> Any:
    """What takes an argument, beyond what pylatexenc knows."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    names = (*_ONE_ARGUMENT, *_marks())
    context.add_context_category("citekit", prepend=True, macros=[MacroSpec(name, "{") for name in names])
    return context


def _symbol(node: Any) -> str:
    """A character by its number: ``\\symbol{"4E2D}``."""
    match = re.search(r'"([0-9A-Fa-f]{1,6})', node.latex_verbatim())
    return chr(int(match.group(1), 16)) if match is not None and int(match.group(1), 16) < 0x110000 else ""


def _marked(mark: str) -> Callable[..., str]:
    """What a command that sets a mark becomes: its letter with the mark, composed where that is one character."""

    def text(node: Any, l2tobj: Any) -> str:
        arguments = [a for a in (node.nodeargd.argnlist if node.nodeargd is not None else ()) or () if a is not None]
        inner = "".join(str(l2tobj.nodelist_to_text([a])) for a in arguments)
        base = {"\u0131": "i", "\u0237": "j"}.get(inner[:1], inner[:1])
        if not base.strip():
            return "\u00b8" if mark == "\u0327" else inner
        return normalize("NFC", base + mark) + inner[1:]

    return text


def _wrapped(tag: str) -> Callable[..., str]:
    """What a command with one argument becomes: its text in a tag, or nothing where the argument is missing."""

    def text(node: Any, l2tobj: Any) -> str:
        arguments = [a for a in (node.nodeargd.argnlist if node.nodeargd is not None else ()) or () if a is not None]
        inner = "".join(str(l2tobj.nodelist_to_text([a])) for a in arguments)
        return f"<{tag}>{inner}</{tag}>" if tag and inner else inner

    return text


@lru_cache(maxsize=2)
def _converter(protected: bool) -> Any:
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    context = get_default_latex_context_db()
    tags = [MacroTextSpec(name, simplify_repl=_wrapped(tag)) for name, tag in _TAGS.items()]
    plain = [
        MacroTextSpec(name, simplify_repl=_wrapped(""))
        for name in ("url", "nolinkurl", "mkbibquote", "textquote", "enquote")
    ]
    braces = [MacroTextSpec(n, simplify_repl=c) for n, c in _CHARACTERS.items()]
    symbol = MacroTextSpec("symbol", simplify_repl=_symbol)
    marks = [MacroTextSpec(name, simplify_repl=_marked(mark)) for name, mark in _marks().items()]
    letters = [MacroTextSpec(name, simplify_repl=letter) for name, letter in _letters().items()]
    made = [*tags, *plain, *braces, *marks, *letters, symbol]
    context.add_context_category("citekit", prepend=True, macros=made)

    class Converter(LatexNodes2Text):  # type: ignore[misc]
        within = 0  # the braces of a command's argument protect nothing

        def macro_node_to_text(self, node: Any) -> str:
            self.within += 1
            try:
                return str(super().macro_node_to_text(node))
            finally:
                self.within -= 1

        def group_node_to_text(self, node: Any) -> str:
            inner = str(super().group_node_to_text(node))
            raw = node.latex_verbatim() if protected else ""
            if (
                protected
                and not self.within
                and inner
                and not raw.startswith("{\\")
                and re.search(r"[^\W\d_]", inner)
                and "<" not in inner
            ):
                return f'<span class="nocase">{inner}</span>'
            return inner

    return Converter(latex_context=context, math_mode="text", keep_comments=False, strict_latex_spaces="macros")


def address(value: str) -> str:
    """An address of a verbatim field, without the escapes that editors put into it."""
    value = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", value.strip())
    return re.sub(r"\\([_%#&~^{}$])", r"\1", value)
