"""Notes before and behind a citation, in LaTeX, made ready for the style and put back as they were written."""

from __future__ import annotations

import re

from ..citations import as_it_is
from ..held import HeldPieces

_EMPHASIS = {"emph": "i", "textit": "i", "textsl": "i", "textbf": "b", "textsc": "sc", "textsuperscript": "sup"}
_PIECE = re.compile(
    r"\\(?P<name>[A-Za-z]+)\*?\s*\{(?P<inner>[^{}\\]*)\}|\\(?P<escaped>[#$%&_{} ])|(?P<dash>-{2,3})|~|``|''"
)
_OTHER = re.compile(r"\\[A-Za-z]+\*?(?:\s*\{[^{}]*\})*\s?|\$[^$]*\$|[{}\\$]")


class LatexText(HeldPieces):
    """The pieces of one draft that pass through the style."""

    def markup(self, text: str) -> str:
        """A text in the markup of CSL fields."""
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

    @staticmethod
    def _is_known(match: re.Match[str]) -> bool:
        return match["name"] is None or match["name"] in _EMPHASIS

    def _known(self, match: re.Match[str]) -> str:
        if match["name"] is not None:
            tag = _EMPHASIS[match["name"]]
            return f"<{tag}>{as_it_is(match['inner'])}</{tag}>"
        if match["escaped"] is not None:
            return as_it_is(match["escaped"])
        if match["dash"] is not None:
            return "\u2013" if len(match["dash"]) == 2 else "\u2014"
        return {"~": "\u00a0", "``": "\u201c", "''": "\u201d"}[match.group()]
