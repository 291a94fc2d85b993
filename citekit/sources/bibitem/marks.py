"""Characters for the beginning and end of what a bibliography prints in another type: evidence of what it is."""

from __future__ import annotations

import re

ITALIC, ITALIC_END = "\ue200", "\ue201"
QUOTE, QUOTE_END = "\ue202", "\ue203"
BOLD, BOLD_END = "\ue204", "\ue205"
CAPS, CAPS_END = "\ue206", "\ue207"
BLOCK = "\ue208"  # \newblock
ADDRESS = "\ue209"  # in the place of an address that a command states

_ALL = re.compile("[\ue200-\ue20f]")
_ITALIC = re.compile("\ue200([^\ue200\ue201]{1,1000})\ue201")
_QUOTED = re.compile("\ue202([^\ue202\ue203]{1,1000})\ue203")
_EMPTY = re.compile("[\ue200\ue202\ue204\ue206]\\s*[\ue201\ue203\ue205\ue207]")


def plain(text: str) -> str:
    """A text without its marks; quotation marks inside it are characters again."""
    text = text.replace(QUOTE, "\u201c").replace(QUOTE_END, "\u201d").replace(BLOCK, " ")
    return " ".join(_ALL.sub("", text).split())


def bare(text: str) -> str:
    """A title without its type, and without the comma, colon or full stop that the entry put after it."""
    text = re.sub(r"(?:\s*[.,](?=\s+[.,]))+\s+", "", plain(text).strip(" ,;:"))
    if text.endswith(".") and not text.endswith("..") and not re.search(r"(?:^|[\s.])[^\W\d_]\.$", text):
        text = text[:-1].rstrip(" ,")
    inner = text[1:-1]
    return inner if text[:1] == "\u201c" and text[-1:] == "\u201d" and "\u201c" not in inner else text


def italic(text: str, start: int = 0) -> re.Match[str] | None:
    """The first part in italics."""
    return _ITALIC.search(text, start)


def quoted(text: str) -> re.Match[str] | None:
    """The first part in quotation marks."""
    return _QUOTED.search(text)


def without_empty(text: str) -> str:
    """A text without pairs of marks that have nothing between them."""
    return _EMPTY.sub("", text)
