"""Commands of LaTeX that fields of bibliographies hold, as pylatexenc is told of them (data/latex.toml has letters)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from ...common.latex import HORN, RELAX, stand_ins
from ...common.tables import table
from .quotes import (
    CLOSE_BRACES,
    CLOSE_DOUBLE,
    CLOSE_KEPT,
    CLOSE_SINGLE,
    OPEN_BRACES,
    OPEN_DOUBLE,
    OPEN_KEPT,
    OPEN_SINGLE,
)

_SMALL_CAPS = 'span style="font-variant:small-caps;"'
_TAGS = {
    "emph": "i",
    "textit": "i",
    "textsl": "i",
    "mkbibemph": "i",
    "mkbibitalic": "i",
    "textbf": "b",
    "mkbibbold": "b",
    "textsuperscript": "sup",
    "mkbibsuperscript": "sup",
    "mkbibsubscript": "sub",
    "textsubscript": "sub",
    "textsc": _SMALL_CAPS,
    "mkbibacro": _SMALL_CAPS,
}
# commands that switch within a group
_SWITCHES = {"em": "i", "it": "i", "itshape": "i", "sl": "i", "bf": "b", "bfseries": "b", "sc": _SMALL_CAPS}
_QUOTES = ("mkbibquote", "textquote", "enquote")
_QUOTES_IN = ("foreignquote", "hyphenquote")  # after a language
# one argument, of which the text stays
_PLAIN = (
    "textnormal textrm textsf texttt textup textmd textlf underline uline sout mbox hbox autocap"
    " textlatin textgreek textcyrillic"
).split()
_BRACKETED = {"mkbibparens": "()", "mkbibbrackets": "[]"}
_CITES = "cite citep citet autocite parencite textcite footcite fullcite nocite".split()
# two arguments, of which the second is text
_SECOND = ("href", "foreignlanguage", "textcolor")


_HORNED = dict(zip("OoUu", "\u01a0\u01a1\u01af\u01b0"))
_HORNED_ABOVE = re.compile(rf"([OoUu])(\}}{{1,4}}){re.escape(HORN)}")
_STAND_IN = re.compile(r"\{(?:\\relax)+[^{}]{0,30}(?:\{[^{}]{0,30}\}[^{}]{0,9}){0,2}\}")


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    """Commands that set a mark on their argument, without their backslash -> the combining mark."""
    data = table("latex")
    listed = [(command[1:], number) for name in ("marks", "vietnamese") for number, command in data[name].items()]
    listed += data["marks_read"].items()
    return {command: mark for command, number in listed if combining(mark := chr(int(number, 16)))}


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    """Commands that are a letter, without their backslash."""
    data = table("latex")
    listed = {**data["letters"], **data["cyrillic"]}
    found = {command[1:]: chr(int(number, 16)) for number, command in listed.items() if command[1:].isalpha()}
    horned = {c[1:]: chr(int(n, 16)) for n, c in data["vietnamese"].items() if c[1:] not in _marks()}
    return {**found, **horned}


@lru_cache(maxsize=1)
def _made_letters() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Letters that an export sets from others: as they are written; a pattern for marks set below, and which they
    are.
    """
    data = table("latex")
    made = {f"{{{text}}}": chr(int(number, 16)) for number, text in data["made"].items()}
    made |= {f"{{{RELAX} {letter}{HORN}}}": horned for letter, horned in _HORNED.items()}
    below = {text: chr(int(number, 16)) for number, text in data["set_below"].items()}
    marks = "|".join(map(re.escape, below))
    pattern = re.compile(rf"\{{\\ooalign\{{(.{{1,40}}?)\\crcr\\hidewidth ({marks})\\hidewidth\}}\}}")
    return made, pattern, below


def with_composed_letters(value: str) -> str:
    """A value in which letters that an export sets from others are letters again."""
    made, pattern, below = _made_letters()
    for text, letter in made.items():
        value = value.replace(text, letter)
    if "\\ooalign" in value:
        value = pattern.sub(lambda m: _set_with(m[1], below[m[2]]), value)
    if HORN in value:
        value = _HORNED_ABOVE.sub(lambda m: _HORNED[m[1]] + m[2], value)
    if RELAX in value:
        signs = {f"{{{written}}}": char for char, written in stand_ins().items()}
        value = _STAND_IN.sub(lambda m: signs.get(m[0], m[0]), value)
    return value


def _set_with(letter: str, mark: str) -> str:
    """A letter with the mark that was set with it: one character, or the command of a mark above other marks."""
    if mark == "\u0309":
        return rf"{{\h{{{letter}}}}}"
    return normalize("NFC", {r"\i": "i", r"\j": "j"}.get(letter, letter) + mark)


def known_commands() -> frozenset[str]:
    """Names of the commands for which there is text, ours and pylatexenc's."""
    from pylatexenc.latex2text import get_default_latex_context_db

    theirs = (spec.macroname for spec in get_default_latex_context_db().iter_macro_specs())
    return frozenset((*theirs, *_rules(smart=True)))


@lru_cache(maxsize=1)
def context_of_macros() -> Any:
    """What takes an argument, beyond what pylatexenc knows."""
    from pylatexenc.latexwalker import get_default_latex_context_db
    from pylatexenc.macrospec import MacroSpec

    context = get_default_latex_context_db()
    one = (*_TAGS, *_PLAIN, *_BRACKETED, *_marks(), "symbol", "noop")
    macros = [MacroSpec(name, "{") for name in one] + [MacroSpec(name, "{{") for name in (*_SECOND, *_QUOTES_IN)]
    macros += [MacroSpec(name, "*[[{") for name in _CITES]
    macros += [MacroSpec(name, "*[{" if name == "textquote" else "*{") for name in _QUOTES]
    context.add_context_category("citekit", prepend=True, macros=macros)
    return context


def _context_of_texts(rules: dict[str, Any], smart: bool) -> Any:
    """What pylatexenc is to make of commands and of quotation marks, ours first."""
    from pylatexenc.latex2text import MacroTextSpec, SpecialsTextSpec, get_default_latex_context_db

    pairs = {"``": OPEN_DOUBLE, "''": CLOSE_DOUBLE} if smart else {}
    specials = [SpecialsTextSpec(mark, simplify_repl=char) for mark, char in pairs.items()]
    macros = [MacroTextSpec(name, simplify_repl=rule) for name, rule in rules.items()]
    context = get_default_latex_context_db()
    context.add_context_category("citekit", prepend=True, macros=macros, specials=specials)
    return context


@lru_cache(maxsize=4)
def converter(protected: bool, smart: bool) -> Any:
    """What makes text of LaTeX; ``protected`` and ``smart`` as in ``latex_text``."""
    from pylatexenc.latex2text import LatexNodes2Text

    rules = _rules(smart)
    context = _context_of_texts(rules, smart)
    own = frozenset(rules)
    functions = frozenset(rule for rule in rules.values() if callable(rule))

    class Converter(LatexNodes2Text):  # type: ignore[misc]
        within = 0  # the braces of a command's argument protect nothing

        def chars_node_to_text(self, node: Any, **options: Any) -> str:
            text = str(super().chars_node_to_text(node, **options))
            return text.replace("`", OPEN_SINGLE).replace("'", CLOSE_SINGLE) if smart else text

        def apply_simplify_repl(self, node: Any, simplify_repl: Any, what: str) -> str:
            if simplify_repl in functions:  # pylatexenc looks up their arguments at every call
                return simplify_repl(node, self) or ""
            return str(super().apply_simplify_repl(node, simplify_repl, what))

        def macro_node_to_text(self, node: Any) -> str:
            self.within += node.macroname not in own
            try:
                return str(super().macro_node_to_text(node))
            finally:
                self.within -= node.macroname not in own

        def group_node_to_text(self, node: Any) -> str:
            inner = _switched(self, node) if smart else ""
            inner = inner or str(super().group_node_to_text(node))
            if not protected or self.within or not inner:
                return inner
            if node.latex_verbatim().startswith("{\\"):  # a letter with its mark, as BibTeX sees it
                return f"{OPEN_KEPT}{inner}{CLOSE_KEPT}" if smart else inner
            return f"{OPEN_BRACES}{inner}{CLOSE_BRACES}"

    return Converter(latex_context=context, math_mode="text", keep_comments=False, strict_latex_spaces="macros")


def _rules(smart: bool) -> dict[str, Any]:
    """What each of our commands becomes."""
    return {
        **{name: _wrapped(tag, kept=smart and name.startswith(("mkbib", "textsc"))) for name, tag in _TAGS.items()},
        **{name: _wrapped("", kept=smart and name == "texttt") for name in _PLAIN},
        **{name: _bracketed(*marks) for name, marks in _BRACKETED.items()},
        **dict.fromkeys((*_SECOND, *_CITES), _last_argument),
        **{name: _quoted(name, smart) for name in (*_QUOTES, *_QUOTES_IN)},
        **table("latex")["characters"],
        **table("latex")["words"],
        **{name: _marked(mark) for name, mark in _marks().items()},
        **_letters(),
        "symbol": _symbol,
    }


def _switched(l2tobj: Any, node: Any) -> str:
    """The text of ``{\\em …}`` in its tag, or an empty string."""
    first = node.nodelist[0] if node.nodelist else None
    tag = _SWITCHES.get(getattr(first, "macroname", ""))
    if not tag:
        return ""
    inner = str(l2tobj.nodelist_to_text(node.nodelist[1:]))
    return f"<{tag}>{inner}</{tag.split()[0]}>" if inner else ""


def _argument(node: Any, l2tobj: Any, which: int = 0) -> str:
    """The text of an argument, whose own braces protect nothing."""
    arguments = [a for a in (node.nodeargd.argnlist if node.nodeargd is not None else ()) or () if a is not None]
    if not arguments:
        return ""
    argument = arguments[which]
    nodes = argument.nodelist if hasattr(argument, "nodelist") and hasattr(argument, "delimiters") else [argument]
    return str(l2tobj.nodelist_to_text(nodes))


def _wrapped(tag: str, kept: bool = False) -> Callable[..., str]:
    """What a command with one argument becomes: its text in a tag, or nothing where the argument is missing."""

    def text(node: Any, l2tobj: Any) -> str:
        inner = _argument(node, l2tobj)
        if inner and kept:
            inner = f"{OPEN_KEPT}{inner}{CLOSE_KEPT}"
        return f"<{tag}>{inner}</{tag.split()[0]}>" if tag and inner else inner

    return text


def _bracketed(opened: str, closed: str) -> Callable[..., str]:
    """What a command that sets brackets becomes."""
    return lambda node, l2tobj: f"{OPEN_KEPT}{opened}{_argument(node, l2tobj)}{closed}{CLOSE_KEPT}"


def _last_argument(node: Any, l2tobj: Any) -> str:
    return _argument(node, l2tobj, -1)


def _quoted(name: str, smart: bool) -> Callable[..., str]:
    """What a command that sets quotation marks becomes."""

    def text(node: Any, l2tobj: Any) -> str:
        inner = _argument(node, l2tobj, -1)
        if not smart:
            return f"\u201c{inner}\u201d"
        quoted = f"{OPEN_DOUBLE}{inner}{CLOSE_DOUBLE}"
        return f"{OPEN_KEPT}{quoted}{CLOSE_KEPT}" if name.startswith("mkbib") else quoted

    return text


def _symbol(node: Any, l2tobj: Any) -> str:
    """A character by its number: ``\\symbol{"4E2D}``."""
    match = re.search(r'"([0-9A-Fa-f]{1,6})', node.latex_verbatim())
    return chr(int(match.group(1), 16)) if match is not None and int(match.group(1), 16) < 0x110000 else ""


def _marked(mark: str) -> Callable[..., str]:
    """What a command that sets a mark becomes: its letter with the mark, composed where that is one character."""

    def text(node: Any, l2tobj: Any) -> str:
        inner = _argument(node, l2tobj)
        if mark == "\u0311" and len(inner) > 1:  # a tie over two letters
            return normalize("NFC", f"{inner[0]}\u0361{inner[1:]}")
        base = {"\u0131": "i", "\u0237": "j"}.get(inner[:1], inner[:1])
        if not base.strip():
            return {"\u0327": "\u00b8", "\u0302": "^", "\u0303": "~"}.get(mark, inner)
        return normalize("NFC", base + mark) + inner[1:]

    return text
