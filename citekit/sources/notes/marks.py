"""What quotation marks and brackets hold together, and where a note may be cut."""

from __future__ import annotations

import re

_PAIRS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u300a": "\u300b",
    "\u3008": "\u3009",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
_BRACKETS = {"(": ")", "[": "]", "\uff08": "\uff09"}
_LONGEST = 600
BLANK = "\x01"


def without_quoted(text: str) -> str:
    """The text with all that stands in quotation marks or brackets blanked out, of the same length."""
    out = list(text)
    at = 0
    while at < len(text):
        end = _closing(text, at)
        if end:
            out[at + 1 : end] = BLANK * (end - at - 1)
            at = end
        at += 1
    return "".join(out)


def _closing(text: str, at: int) -> int:
    """Where what opens at a place is closed; 0 where nothing opens there or it is never closed."""
    char = text[at]
    if char in _BRACKETS:
        return _bracket(text, at, char, _BRACKETS[char])
    if char in _PAIRS:
        found = [n for close in _PAIRS[char] if (n := text.find(close, at + 1, at + _LONGEST)) > 0]
        return min(found, default=0)
    before = text[at - 1 : at]
    if char in "\"'\u2018" and (not before or before in " ([,;:\u2014\u2013\n"):
        close = "\u2019" if char == "\u2018" else char
        for match in re.finditer(re.escape(close), text[at + 1 : at + _LONGEST]):
            n = at + 1 + match.start()
            if not text[n + 1 : n + 2].isalnum() and n > at + 1 and text[n - 1] != " ":
                return n
    return 0


def _bracket(text: str, at: int, opening: str, closing: str) -> int:
    depth = 0
    for n in range(at, min(len(text), at + _LONGEST)):
        depth += (text[n] == opening) - (text[n] == closing)
        if depth == 0:
            return n
    return 0


_QUOTE = re.compile(
    r"\u201c(?P<a>[^\u201d]+)\u201d|\u201e(?P<b>[^\u201c\u201d]+)[\u201c\u201d]|\u00ab(?P<c>[^\u00bb]+)\u00bb|"
    r"\u300a(?P<d>[^\u300b]+)\u300b|\u300c(?P<h>[^\u300d]+)\u300d|\u300e(?P<i>[^\u300f]+)\u300f|\u3008(?P<j>[^\u3009]+)\u3009|(?:(?<=[\s(])|^)\"(?P<e>[^\"]+)\"|"
    r"(?:(?<=[\s(])|^)\u2018(?P<f>.+?[^\s])\u2019(?!\w)|(?:(?<=[\s(])|^)'(?P<g>.+?[^\s])'(?!\w)"
)


def quoted(text: str) -> tuple[str, int, int] | None:
    """The first quoted title of a text and where it stands, without the comma that stands in its marks."""
    match = _QUOTE.search(text)
    if match is None:
        return None
    inner = next(group for group in match.groups() if group is not None)
    return inner.strip().rstrip(",").strip(), match.start(), match.end()
