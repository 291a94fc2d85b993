"""Variables written into an item's note, as Zotero's users do it for want of a field.

Lines of ``label: value`` at the head of the note, and ``{:label: value}`` anywhere in such a line.  A label is in small
letters (``original-date``) or in capitals (``DOI``).  The first line may be anything else; after it the first line
without a label ends them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BRACES = re.compile(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")
_LINE = re.compile(r"([-_a-z]+|[A-Z]+):\s*([^}]+)$")


class Line(NamedTuple):
    """A line of a note; ``label`` and ``value`` are empty where it holds no variable."""

    text: str
    label: str = ""
    value: str = ""


def read_note(note: str) -> list[Line]:
    """The lines of a note, with the variables that they hold."""
    lines = [line for raw in note.split("\n") for line in _apart(raw)]
    out: list[Line] = []
    for n, line in enumerate(lines):
        match = _LINE.match(line)
        if match is not None:
            out.append(Line(line, match[1], match[2].strip()))
        elif n == 0 or not line.strip():
            out.append(Line(line))
        else:
            return [*out, *map(Line, lines[n:])]
    return out


def _apart(line: str) -> list[str]:
    """A line with its fields in braces on lines of their own."""
    parts = _BRACES.split(line)
    return [part.strip() if n % 2 else part for n, part in enumerate(parts) if n % 2 or part.strip()] or [line]
