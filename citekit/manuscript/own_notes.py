"""Citations inside a note of the person's own: in parentheses or not."""

from __future__ import annotations

import re

from ..common.tables import table
from .cites import signal_words

_LAST_WORD = re.compile(r"([\w.'’]+)[\s,:*_]*$")

# a stop, and the quotation marks and emphasis that close after it, in Markdown and LaTeX; not the end of an ellipsis
_STOP = re.compile(r"(?<!\.)\.((?:[”’»«›‹“‘\"'*_}\]]|\\[\"'])*)\Z")


# the last word before a stop; one of single letters and stops is an abbreviation (``D.C.``, ``n.d.``)
_ABBREVIATED = re.compile(r"(?<![\w.])((?:[^\W\d]\.)+[^\W\d]|\w+)\.\W*\Z")


def in_parentheses(before: str) -> bool:
    """Whether a citation after this text of a note stands in parentheses, as one does after a sentence or a
    quotation.

    A citation that the note begins with, and one that belongs to its sentence (``see``, ``cf.``), has none; nor has one
    after a colon, a semicolon or a dash, which lead up to it (CMOS 18, 13.38 and 13.65).
    """
    text = before.rstrip()
    if not text or text[-1] in ":;(\u2013\u2014[":
        return False
    word = _LAST_WORD.search(text)
    return word is None or word[1].casefold().rstrip(".") not in signal_words()


def parenthesized(text: str) -> str:
    """The citation in parentheses, without the stop that ends a note."""
    return f"({inside_sentence(text, ')')})"


def inside_sentence(text: str, after: str) -> str:
    """The citation without the stop that ends a note, where the person's sentence goes on or ends by itself."""
    return unstopped(text) if drops_stop(text, after) else text


def drops_stop(text: str, after: str) -> bool:
    """Whether the stop that ends a citation goes before what follows; that of an abbreviation is its own (``об.``)."""
    following = after.strip()
    if not following or following.startswith("."):
        return bool(following)
    return not is_abbreviated(text)


def is_abbreviated(text: str) -> bool:
    """Whether the last word of a text that ends with a stop is an abbreviation."""
    word = _ABBREVIATED.search(text.rstrip())
    if word is None:
        return False
    known = table("manuscripts")["abbreviations"]["words"].split()
    return "." in word[1] or word[1].casefold() in known


def unstopped(text: str) -> str:
    """A text without the one stop that ends it, which may stand in a quotation or in emphasis (``“Beta.”``)."""
    return _STOP.sub(r"\1", text.rstrip())
