"""A text cut into notes: paragraphs, or lines, some of which go on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..text import mend, one_line, unmark
from .archive_names import archive_begins
from .imprint import is_imprint
from .note_numbers import number_of_note
from .sources import is_source, sources_of
from .words import ibid

_LONG = 1_000  # what is longer holds a source somewhere
# what a note can end with: a stop that is no abbreviation's, a number, an acronym, a bracket
_COMPLETE = re.compile(
    r"(?<![\s.,(][a-zа-я])(?<![\s.,(][a-zа-я]{2})(?<!vol)(?<!fol)(?<!nos)\.$|"
    r"\d[a-z]?$|[A-ZА-Я]{2}$|[)\]\u201d\"]$"
)


def notes_of(text: str) -> list[str]:
    """The notes of a text: paragraphs, or lines where each paragraph is one line."""
    return [note for _, note in notes_of_lines(text)]


def notes_of_lines(text: str) -> list[tuple[int, str]]:
    """The notes of a text, each with the line that it begins in."""
    out: list[tuple[int, str]] = []
    for start, block in _blocks(mend(text)):
        lines = [line.strip() for line in block]
        wrapped = any(
            (line[0].islower() and not _begins_with_ibid(line)) or lines[n - 1][-1] in ",;-("
            for n, line in enumerate(lines)
            if n
        )
        at = start
        for note in _wrapped(lines) if wrapped else lines:
            out.append((at, one_line(unmark(note))))
            at += note.count("\n") + 1
    return out


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The paragraphs of a text: the number of the first line, and the lines."""
    start = 0
    block: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield start, block
            block = []


def _wrapped(lines: list[str]) -> list[str]:
    """The notes of lines of which some go on in the next: what is whole by itself, or is none, stands alone."""
    listed = sum(map(_is_whole, lines)) > 1
    notes = lines[:1]
    for line in lines[1:]:
        if _ends_before(notes[-1], line, listed, len(notes) > 1):
            notes.append(line)
        else:
            notes[-1] += f"\n{line}"
    return notes


def _ends_before(note: str, line: str, listed: bool, behind_another: bool) -> bool:
    """Whether a note ends with its line and does not go on; ``listed``: among lines that are notes by themselves."""
    if note[-1] in ",;-(":
        return False
    if listed and (_begins_with_ibid(line) or (_begins_with_ibid(note.rpartition("\n")[2]) and note[-1] == ".")):
        return True
    if len(note) < _LONG and not _is_whole(note) and not is_imprint(note):
        return listed and behind_another and line[0].isupper() and _is_whole(line)
    if _COMPLETE.search(note[-12:]) is None:
        return False
    if _is_whole(line):
        return listed and (note[-1] == "." or not line[0].islower())
    plain = not any(map(str.isdigit, line)) or is_imprint(line)
    return plain and (line[0].islower() or listed) if note[-1] == "." else plain and listed


def _begins_with_ibid(line: str) -> bool:
    line = line[number_of_note(line) :]
    found = ibid().match(line)
    return found is not None and (not line[0].islower() or (found.end() > 4 and any(map(str.isdigit, line))))


@lru_cache(maxsize=512)
def _is_whole(line: str) -> bool:
    """Whether a line is a note by itself: it names an archive and what lies there, or a document for certain."""
    if line[0].islower() and not any(map(str.isdigit, line)):
        return False
    return any(is_source(s) and (s.has_evidence or archive_begins(s.reference, 0)) for s in sources_of(one_line(line)))
