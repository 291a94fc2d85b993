"""Word's sources in both directions: by what those of ours are known, and the lines of their comments."""

from __future__ import annotations

import re
import uuid

from ..common.tables import table
from .labels import divided
from .wording import variable_named

IN_ELEMENT = "in "  # before the name of an element that has what a line names (``archive: in Publisher``)
# what a line says of the first of these holds for those that follow it, where the source's type has elements for them
IN_ARCHIVE = ("archive", "archive_location", "archive-place")
_OURS = uuid.UUID("7b0a4c1e-9d35-5f64-8a2b-c6e1f0d47a93")
# a semicolon inside a line, behind which something looks like the next one
_DIVIDING = re.compile("; (?=[^;]{1,80}?: )")
_FIXED_SPACE = ";\u00a0"


def own_identifier(tag: str) -> str:
    """The ``Guid`` that citekit gives a source of this tag: a source that has it is one of citekit's."""
    return f"{{{str(uuid.uuid5(_OURS, tag)).upper()}}}"


def read_as(element: str) -> str:
    """The CSL variable of an element in anybody's sources."""
    return str(table("word_sources")["fields"].get(element) or variable_named(element))


def comment_of(lines: list[str]) -> str:
    """Comments made of lines ``label: value``; a space inside a line that would end it is a fixed one."""
    return "; ".join(_DIVIDING.sub(_FIXED_SPACE, line) for line in dict.fromkeys(lines) if line)


def lines_of_comment(comment: str) -> list[tuple[str, str]]:
    """(label, value) of each line of comments; what has no label goes on with the line before it."""
    found: list[tuple[str, str]] = []
    for part in comment.split("; "):
        label, value = divided(part.replace(_FIXED_SPACE, "; "))
        if not label and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}; {value}")
        else:
            found.append((label, value))
    return found
