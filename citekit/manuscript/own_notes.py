"""Citations inside a note of the person's own: in parentheses or not."""

from __future__ import annotations

import re

from .cites import signal_words

_LAST_WORD = re.compile(r"([\w.'’]+)[\s,:*_]*$")

# a stop, and the quotation marks and emphasis that close behind it, in Markdown and LaTeX; not the end of an ellipsis
_STOP = re.compile(r"(?<!\.)\.((?:[”’»«›‹“‘\"'*_}\]]|\\[\"'])*)\Z")


def in_parentheses(before: str) -> bool:
    """Whether a citation behind this text of a note stands in parentheses, as one does behind a sentence or a
    quotation.

    A citation that the note begins with, and one that belongs to its sentence (``see``, ``cf.``), has none; nor has one
    behind a colon, a semicolon or a dash, which lead up to it (CMOS 18, 13.38 and 13.65).
    """
    text = before.rstrip()
    if not text or text[-1] in ":;(\u2013\u2014[":
        return False
    word = _LAST_WORD.search(text)
    return word is None or word[1].casefold().rstrip(".") not in signal_words()


def parenthesized(text: str) -> str:
    """The citation in parentheses, without the stop that ends a note."""
    return f"({unstopped(text)})"


def inside_sentence(text: str, after: str) -> str:
    """The citation without the stop that ends a note, where the person's sentence goes on or ends by itself."""
    return unstopped(text) if after.strip() else text


def unstopped(text: str) -> str:
    """A text without the one stop that ends it, which may stand in a quotation or in emphasis (``“Beta.”``)."""
    return _STOP.sub(r"\1", text.rstrip())
