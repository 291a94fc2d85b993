"""LaTeX: a field cannot produce a command, a group or a comment."""

from __future__ import annotations

import re

from ..common.latex import escape_latex
from .base import Writer

_URL = re.compile(r"https?://[^\s<>\"\\^`{}|]+")
_URL_ESCAPES = str.maketrans({"%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_", "$": r"\$", "~": r"\string~"})


class LatexWriter(Writer):
    """LaTeX with hyperref's ``\\url``."""

    name = "latex"
    spans = {
        ("font-style", "italic"): (r"\emph{", "}"),
        ("font-style", "oblique"): (r"\textsl{", "}"),
        ("font-style", "normal"): (r"\textup{", "}"),
        ("font-weight", "bold"): (r"\textbf{", "}"),
        ("font-weight", "normal"): (r"\textmd{", "}"),
        ("font-variant", "small-caps"): (r"\textsc{", "}"),
        ("font-variant", "normal"): (r"\textnormal{", "}"),
        ("text-decoration", "underline"): (r"\underline{", "}"),
        ("vertical-align", "sup"): (r"\textsuperscript{", "}"),
        ("vertical-align", "sub"): (r"\textsubscript{", "}"),
    }
    display = {
        "block": ("\n\n", "\n\n"),
        "indent": ("\n\n\\hspace*{2em}", ""),
        "left-margin": ("", " "),
        "right-inline": ("", ""),
    }

    def escape(self, text: str) -> str:
        """Special characters as commands that print them; addresses in ``\\url``."""
        out, start = [], 0
        for match in _URL.finditer(text):
            url = match.group().rstrip(".,;:!?)]'*")
            out.append(escape_latex(text[start : match.start()]))
            out.append(rf"\url{{{url.translate(_URL_ESCAPES)}}}")
            start = match.start() + len(url)
        out.append(escape_latex(text[start:]))
        return "".join(out)

    def link(self, url: str, text: str) -> str:
        """A hyperref link; an address that is its own text stays ``\\url``."""
        return text if text.startswith(r"\url{") else rf"\href{{{url.translate(_URL_ESCAPES)}}}{{{text}}}"
