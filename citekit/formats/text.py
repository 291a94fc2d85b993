"""Plain text: no formatting, display blocks on lines of their own."""

from __future__ import annotations

import re
from typing import Union

from ..richtext.runs import Mark
from .base import Writer

_END = "\x1e"  # of a block; no text has one
_ENDS = re.compile(rf"{_END}+\s*(?P<after>\S)?")


class TextWriter(Writer):
    """Plain Unicode text."""

    name = "text"
    display = {
        "block": ("\n", _END),
        "indent": ("\n    ", _END),
        "left-margin": ("", " "),
        "right-inline": ("", ""),
    }

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The characters of a run; what follows a block is on a line of its own."""
        text = super().write(runs)
        return _ENDS.sub(_next_line, text) if _END in text else text

    def entry(self, text: str) -> str:
        """An entry without blank lines around it."""
        return (
            " ".join(line.strip() for line in text.split("\n") if line.strip())
            if "\n" not in text.strip()
            else text.strip()
        )


def _next_line(match: re.Match[str]) -> str:
    space = re.search(r"\n\s*", match[0])
    if match["after"] is None:
        return ""
    return (space[0] if space else "\n") + match["after"]
