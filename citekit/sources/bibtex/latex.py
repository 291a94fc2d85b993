"""The text of a BibTeX field: LaTeX decoded through pylatexenc, emphasis and protected capitals as CSL rich text."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_SPECIAL = re.compile(r"[\\{}$~%]|--|``|''")
_TAGS = {"emph": "i", "textit": "i", "mkbibemph": "i", "textbf": "b", "textsuperscript": "sup", "textsubscript": "sub"}
MAX_LENGTH = 200_000


def latex_text(value: str, protected: bool = False) -> str:
    """The text of a field. ``protected``: words in braces keep their capitals (``<span class="nocase">``), as in titles.

    Nothing is executed and no file is read; what cannot be decoded is kept as it stands.
    """
    value = _unbraced(" ".join(value.split()))
    if not _SPECIAL.search(value) or len(value) > MAX_LENGTH:
        return value
    from pylatexenc.latexwalker import LatexWalker

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # its warnings are for programmers
    value = re.sub(r"(?<!\\)%", r"\\%", value)
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
def _macros() -> Any:
    """What takes an argument, beyond what pylatexenc knows."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    context.add_context_category("citekit", prepend=True, macros=[MacroSpec(name, "{") for name in _ONE_ARGUMENT])
    return context


def _symbol(node: Any) -> str:
    """A character by its number: ``\\symbol{"4E2D}``."""
    match = re.search(r'"([0-9A-Fa-f]{1,6})', node.latex_verbatim())
    return chr(int(match.group(1), 16)) if match is not None and int(match.group(1), 16) < 0x110000 else ""


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
    context.add_context_category("citekit", prepend=True, macros=[*tags, *plain, *braces, symbol])

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
