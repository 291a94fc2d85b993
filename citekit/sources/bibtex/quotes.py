"""Quotation marks of LaTeX as printed ones: pairs by their depth, apostrophes, and marks that protect capitals.

``latex.py`` leaves the private characters below where LaTeX opens or closes something; here they become text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN_DOUBLE, CLOSE_DOUBLE, OPEN_SINGLE, CLOSE_SINGLE = "\ue001", "\ue002", "\ue003", "\ue004"
# capitals between these stay: those in braces are told to styles (CSL rich text, ``nocase``), the others are not
OPEN_BRACES, CLOSE_BRACES, OPEN_KEPT, CLOSE_KEPT = "\ue010", "\ue011", "\ue012", "\ue013"
PRIVATE = re.compile("[\ue001-\ue004\ue010-\ue013]")
_QUOTES = re.compile("[\ue001-\ue004]")
_PAIRS = (("\u201c", "\u201d"), ("\u2018", "\u2019"))


def printed_quotes(text: str) -> str:
    """The text with its quotation marks: double ones outside, single ones within, and so on (as pandoc prints them).

    A closing mark that nothing opened is an apostrophe.
    """
    if not _QUOTES.search(text):
        return text
    out: list[str] = []
    open_marks: list[tuple[str, int]] = []  # the mark that opened, where it stands in ``out``
    for n, char in enumerate(text):
        if char in (OPEN_DOUBLE, OPEN_SINGLE):
            open_marks.append((char, len(out)))
            out.append(_PAIRS[(len(open_marks) - 1) % 2][0])
        elif char == CLOSE_DOUBLE:
            out.append(_closed(open_marks, OPEN_DOUBLE) or "\u201d")
        elif char == CLOSE_SINGLE:
            within_word = text[n + 1 : n + 2].isalnum()
            out.append("\u2019" if within_word else _closed(open_marks, OPEN_SINGLE) or "\u2019")
        else:
            out.append(char)
    for mark, at in open_marks:  # never closed
        out[at] = "\u201c" if mark == OPEN_DOUBLE else "\u2018"
    return "".join(out)


def _closed(open_marks: list[tuple[str, int]], wanted: str) -> str:
    """The closing mark of the innermost open one, if that is of this kind; an empty string otherwise."""
    if not open_marks or open_marks[-1][0] != wanted:
        return ""
    open_marks.pop()
    return _PAIRS[len(open_marks) % 2][1]


def finish_quotes(text: str, protected: bool) -> str:
    """The text without private characters; ``protected``: what stood in braces is a span ``nocase``."""
    if not PRIVATE.search(text):
        return text
    text = re.sub("[\ue012\ue013]", "", printed_quotes(text))
    if protected and OPEN_BRACES in text:
        text = "".join(_span(piece) if piece.startswith(OPEN_BRACES) else piece for piece in _groups(text))
    return re.sub("[\ue010\ue011]", "", text)


def _groups(text: str) -> Iterator[str]:
    """The outermost groups of braces, and what stands between them."""
    depth, start = 0, 0
    for match in re.finditer("[\ue010\ue011]", text):
        if match.group() == OPEN_BRACES:
            if depth == 0:
                yield text[start : match.start()]
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield text[start : match.end()]
                start = match.end()
    yield text[start:]


def _span(group: str) -> str:
    inner = re.sub("[\ue010\ue011]", "", group)
    plain = re.sub(r"<[^<>]{0,80}>", "", inner)
    whole = group.endswith(CLOSE_BRACES) and "<span" not in inner and inner.count("<") == 2 * inner.count("</")
    return f'<span class="nocase">{inner}</span>' if whole and re.search(r"[^\W\d_]", plain) else inner
