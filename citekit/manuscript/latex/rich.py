"""Notes before and after a citation, in LaTeX, made ready for the style and put back as they were written."""

from __future__ import annotations

import re

from ...common.tables import table
from ..citations import as_it_is
from ..held import HeldPieces

_EMPHASIS = {"emph": "i", "textit": "i", "textsl": "i", "textbf": "b", "textsc": "sc", "textsuperscript": "sup"}
_EMPHASIS |= {"mkbibemph": "i", "mkbibitalic": "i", "mkbibbold": "b"}
_PAGES = re.compile(r"\\(?P<name>pp?no|nopp|psqq?)(?![A-Za-z])[ \n]?")
_OF_BIBLATEX = re.compile(r"\\([A-Za-z]*cite[A-Za-z]*|(?:mkbib|bib|print)[A-Za-z]+)(?![A-Za-z])")
_PIECE = re.compile(
    r"\\(?P<name>[A-Za-z]+)\*?\s*\{(?P<inner>[^{}\\]*)\}|\\(?P<escaped>[#$%&_{} ])|(?P<dash>-{2,3})|~|``|''"
)
_OTHER = re.compile(r"\\[A-Za-z]+\*?(?:\s*\{[^{}]*\})*\s?|\$[^$]*\$|[{}\\$]")


class LatexText(HeldPieces):
    """The pieces of one draft that pass through the style; ``language`` is that of the draft."""

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        following = table("manuscripts")["latex-following"]
        one, several = following.get(language.split("-")[0], following["en"]).split()
        self._words = {**table("manuscripts")["latex-pages"], "psq": f"~{one}", "psqq": f"~{several}"}
        self._around: dict[str, list[str]] = table("manuscripts")["latex-around"]

    def markup(self, text: str) -> str:
        """A text in the markup of CSL fields."""
        text = _PAGES.sub(lambda match: self._words[match["name"]], text)
        out, at = [], 0
        while at < len(text):
            match = _PIECE.search(text, at)
            other = _OTHER.search(text, at)
            if other is not None and (match is None or other.start() < match.start() or not self._is_known(match)):
                out += [as_it_is(text[at : other.start()]), self.hold(other.group())]
                at = other.end()
            elif match is not None:
                out += [as_it_is(text[at : match.start()]), self._known(match)]
                at = match.end()
            else:
                out.append(as_it_is(text[at:]))
                break
        return " ".join("".join(out).split("\n"))

    def not_understood(self, text: str) -> list[str]:
        """The commands in a note that print nothing without biblatex and stay as they are."""
        return [name for name in _OF_BIBLATEX.findall(text) if name not in _EMPHASIS and name not in self._around]

    def _is_known(self, match: re.Match[str]) -> bool:
        return match["name"] is None or match["name"] in _EMPHASIS or match["name"] in self._around

    def _known(self, match: re.Match[str]) -> str:
        if match["name"] in self._around:
            opened, closed = self._around[match["name"]]
            return f"{opened}{as_it_is(match['inner'])}{closed}"
        if match["name"] is not None:
            tag = _EMPHASIS[match["name"]]
            return f"<{tag}>{as_it_is(match['inner'])}</{tag}>"
        if match["escaped"] is not None:
            return as_it_is(match["escaped"])
        if match["dash"] is not None:
            return "\u2013" if len(match["dash"]) == 2 else "\u2014"
        return {"~": "\u00a0", "``": "\u201c", "''": "\u201d"}[match.group()]
