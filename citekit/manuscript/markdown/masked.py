"""What is no text of a Markdown draft though pandoc would read it as such: it is hidden before the draft is scanned."""

from __future__ import annotations

import re

from . import marks
from .rich import OPEN

_LAST_BIBLIOGRAPHY = re.compile(rf"^{marks.BIBLIOGRAPHY.pattern}\s*\Z", re.M)
_SHORTCODE = re.compile(r"\{\{<[^\n]*?>\}\}")  # of Quarto, which reads it before pandoc does
_OTHER = "\ue0fe"  # stands for its characters


def without_code_of_others(text: str, opened: int, quarto: bool) -> str:
    """The draft, of the same length, with the comment that begins at ``opened`` (-1: none) as text, and without the
    shortcodes of Quarto.
    """
    if opened >= 0:
        text = text[:opened] + text[opened:].replace("<!--", f"{OPEN}!--", _open_count(text, opened))
    return _SHORTCODE.sub(lambda match: _OTHER * len(match.group()), text) if quarto else text


def open_comment(text: str) -> int:
    """Where a comment begins that nothing ends but the mark of a bibliography at the end of the draft, or -1."""
    end = _last_bibliography(text)
    return marks.code_of(text).find(text, "<!--", max(0, text.rfind("-->", 0, end)), end)


def _open_count(text: str, opened: int) -> int:
    return text.count("<!--", opened, _last_bibliography(text))


def _last_bibliography(text: str) -> int:
    """Where the mark of a bibliography at the end of the draft begins, or the draft ends."""
    last = _LAST_BIBLIOGRAPHY.search(text, max(0, text.rfind("<!-- bibliography")))
    return last.start() if last is not None else len(text)
