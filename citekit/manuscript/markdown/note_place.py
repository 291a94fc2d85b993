"""Where the call of a new note stands between the words of a paragraph.

A note goes up to the word before it.  The white space there is the citation's own; what stands after the citation
may be the white space of the next one, which goes up to it in turn.
"""

from __future__ import annotations

import re

_SPACES = " \t"
_CLOSING = re.compile(r"[.,;:!?\u2026]*[\u201d\u2019\u00bb\")]*[.,;:!?\u2026]*")
_STOPPED = re.compile(r"[.!?\u2026][\u201d\u2019\u00bb\")*_]*$")
# what would begin a list, heading, quotation, table, code, definition or rule at the beginning of a line
_OPENS_BLOCK = re.compile(r"[-+*#>|:=~`<]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]{1,9})[.)]|\(@|\[[^\]\n]*\]:|\\begin")


def begin_of_note(line: str, start: int) -> int:
    """Where a note begins for a citation at ``start``: after the word before it.

    It stays where nothing stands before it, and after a space or line end with a backslash, or a character that
    would take its bracket for itself.
    """
    before = line[:start].rstrip(_SPACES + "\n")
    if not before:
        return start
    if before.endswith("^"):
        return start
    backslashes = len(before) - len(before.rstrip("\\"))
    return len(before) + 1 if backslashes % 2 and len(before) < start else len(before)


def line_break_place(line: str, at: int) -> int:
    """Where the text goes on after the white space at ``at`` that can become a line end; -1 where none can."""
    rest = line[at:].lstrip(_SPACES)
    place = len(line) - len(rest)
    if place == at or not rest or rest.startswith("\n") or _OPENS_BLOCK.match(rest):
        return -1
    return place


def punctuation_at(line: str, at: int, before: str) -> tuple[int, str]:
    """(Where the text goes on after the punctuation at ``at``, this punctuation as it stands after ``before``): a
    stop that is there already is not doubled.
    """
    match = _CLOSING.match(line, at)
    assert match is not None
    punctuation = match.group()
    if punctuation.startswith(".") and not punctuation.startswith("..") and _STOPPED.search(before):
        punctuation = punctuation[1:]
    return match.end(), punctuation
