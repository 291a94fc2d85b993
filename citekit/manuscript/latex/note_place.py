"""Where a new footnote stands between the words of a LaTeX draft."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHITE = " \t~\r\n"
_BLANK_LINE = re.compile(r"\n[ \t\r~]*\n")
_UNSPACED = "\\leavevmode\\unskip "  # as biblatex takes the space before a footnote of its own (manual, 4.10.3)


@dataclass(frozen=True)
class NotePlace:
    """Where a footnote begins in the draft, and what has to be written before it."""

    start: int
    before: str = ""


def is_white(text: str) -> bool:
    """Whether a text is nothing but white space within a paragraph."""
    return not text.strip(_WHITE) and not _BLANK_LINE.search(text)


def note_place(text: str, start: int) -> NotePlace:
    """Where a footnote begins for a command at ``start``: after the word before it.

    It stays where a paragraph begins with it, and after a comment, whose line end is not text.
    """
    head = text[:start]
    word_end = len(head.rstrip(_WHITE))
    if word_end == start:
        return NotePlace(start)
    if not is_white(text[word_end:start]):
        return NotePlace(start)
    line = text.rfind("\n", 0, word_end) + 1
    if "\n" in text[word_end:start] and (comment := _comment(text, line, word_end)) >= 0:
        return NotePlace(start, _UNSPACED if text[line:comment].strip() else "")
    backslashes = word_end - len(head[:word_end].rstrip("\\"))
    return NotePlace(word_end + 1 if backslashes % 2 else word_end)  # ``\ `` is one character


def _comment(text: str, line: int, end: int) -> int:
    """Where a comment begins in a line, or -1."""
    at = text.find("%", line, end)
    while at >= 0:
        backslashes = at - line - len(text[line:at].rstrip("\\"))
        if backslashes % 2 == 0:
            return at
        at = text.find("%", at + 1, end)
    return -1
