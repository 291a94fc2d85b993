"""Formulas of titles as text where text can say them: symbols, superscripts and subscripts; others stay LaTeX."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKENS = re.compile(
    r"\\(?:text|textrm|textit|mathrm|mathit|mathbf|mathcal|rm)(?![a-zA-Z])\s*(?=\{)"
    r"|(?P<command>\\[a-zA-Z]+\s?|\\[,;!: {}%])"
    r"|(?P<mark>[\^_])|(?P<open>\{)|(?P<close>\})|(?P<other>[^\\{}^_])"
)
_DEGREE = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))\s?")
_SPACES = {"\\,": "\u2006", "\\;": " ", "\\:": " ", "\\ ": " ", "\\!": "", "\\{": "{", "\\}": "}", "\\%": "%"}


@lru_cache(maxsize=512)
def formula_text(formula: str) -> str:
    """The text of ``$…$`` with ``<sup>`` and ``<sub>``; a formula that text cannot say is given back as it is."""
    inner = _DEGREE.sub("\u00b0", formula.strip("$").strip())
    out: list[str] = []
    tags: list[str] = []  # what the open braces are closed by
    at, mark = 0, ""
    while at < len(inner):
        match = _TOKENS.match(inner, at)
        if match is None:
            return formula
        at, kind, piece = match.end(), match.lastgroup, match.group()
        if kind == "mark":
            if mark or any(tags):
                return formula
            mark = "sup" if piece == "^" else "sub"
        elif kind == "open":
            out.append(f"<{mark}>" if mark else "")
            tags.append(f"</{mark}>" if mark else "")
            mark = ""
        elif kind == "close":
            if not tags:
                return formula
            out.append(tags.pop())
        elif kind is not None:
            said = piece if kind == "other" else _symbol(piece)
            if said is None:
                return formula
            out.append(f"<{mark}>{said}</{mark}>" if mark and said.strip() else said)
            mark = mark if mark and not said.strip() else ""
    return formula if mark or tags else "".join(out)


def _symbol(command: str) -> str | None:
    """The character that a command is, or None where it is none."""
    if command in _SPACES:
        return _SPACES[command]
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(command[1:].strip())
    text = spec.simplify_repl if spec is not None else None
    return text if isinstance(text, str) and text and not re.search(r"[%a-zA-Z]", text) else None
