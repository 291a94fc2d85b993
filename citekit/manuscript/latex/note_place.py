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
    """Where a footnote begins for a command at ``start``: behind the word before it.

    It stays where a paragraph begins with it, and behind a comment, whose line end is not text.
    """
    head = text[:start]
    behind = len(head.rstrip(_WHITE))
    if behind == start:
        return NotePlace(start)
    if not is_white(text[behind:start]):
        return NotePlace(start)
    line = text.rfind("\n", 0, behind) + 1
    if "\n" in text[behind:start] and (comment := _comment(text, line, behind)) >= 0:
        return NotePlace(start, _UNSPACED if text[line:comment].strip() else "")
    backslashes = behind - len(head[:behind].rstrip("\\"))
    return NotePlace(behind + 1 if backslashes % 2 else behind)  # ``\ `` is one character


def _comment(text: str, line: int, end: int) -> int:
    """Where a comment begins in a line, or -1."""
    at = text.find("%", line, end)
    while at >= 0:
        backslashes = at - line - len(text[line:at].rstrip("\\"))
        if backslashes % 2 == 0:
            return at
        at = text.find("%", at + 1, end)
    return -1
