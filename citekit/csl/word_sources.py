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
_BARS = re.compile(r"(?<= )\|+(?= |$)")


def own_identifier(tag: str) -> str:
    """The ``Guid`` that citekit gives a source of this tag: a source that has it is one of citekit's."""
    return f"{{{str(uuid.uuid5(_OURS, tag)).upper()}}}"


def read_as(element: str) -> str:
    """The CSL variable of an element in anybody's sources."""
    return str(table("word_sources")["fields"].get(element) or variable_named(element))


def comment_of(lines: list[str]) -> str:
    """Comments made of lines ``label: value``, divided by a bar; bars inside a line get one more."""
    return " | ".join(_BARS.sub(lambda bars: bars.group() + "|", line) for line in dict.fromkeys(lines) if line)


def lines_of_comment(comment: str) -> list[tuple[str, str]]:
    """(label, value) of each line of comments."""
    return [divided(_BARS.sub(lambda bars: bars.group()[1:], line)) for line in comment.split(" | ")]
