"""A catalogue's entry copied as text: ``Reference: FO 371/86712``, or a label a line with its value in the next.

It is one document where archive and reference are stated, else it is refused: its lines are no notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..archives.grammar import parse_references
from ..common.blanks import squeezed
from ..common.errors import CitekitError, ReadError
from ..common.tables import table
from ..document.model import Document
from .base import Found
from .described import Description
from .field_names import field_named, normalized
from .text import mend, one_line, unmark

_PAIR = re.compile(r"\s*(?P<label>[^\W\d_][^:\uff1a\n]{0,44}?)\s*[:\uff1a]\s+(?P<value>\S.*)")
_LONGEST, _MOST_LINES, _FEWEST = 20_000, 80, 3
_LONGEST_TITLE = 300
_NOT_PLACED = "a catalogue's entry of which archive and reference are not both stated"


def detect(text: str, name: str) -> bool:
    """Whether a text is lines of labels of a catalogue with their values, three at least and most of its lines."""
    return len(text) < _LONGEST and text.lstrip()[:1] not in "<{@#[" and bool(_pairs(text))


def read(text: str, where: str) -> Iterator[Found]:
    """The document of an entry, or an error that says what is missing."""
    description = Description()
    for label, value in _pairs(text):
        field = _field(label)
        if field == "-":
            continue
        if field:
            description.add(field, value, label if field in table("described")["levels"] and value.isdecimal() else "")
        else:
            description.note(label, value)
    if not description.values.get("title") and len(description.first("summary")) < _LONGEST_TITLE:
        for title in description.take("summary"):
            description.add("title", title)  # what The National Archives call the description
    try:
        doc = description.document(where)
    except CitekitError as error:
        yield error
        return
    yield (
        doc
        if _is_placed(doc)
        else ReadError(
            _NOT_PLACED,
            where=where,
            hint="copy the lines with the archive and with the call number too, or write a form",
        )
    )


def _is_placed(doc: Document) -> bool:
    """Whether an archive and what lies there are known, or the address of the document."""
    return bool(doc.url) or any(r.repository is not None and (r.levels or r.rest) for r in doc.references)


def _pairs(text: str) -> list[tuple[str, str]]:
    """(label, value) of an entry's lines; none where the text is no entry."""
    lines = [one_line(unmark(line)).strip() for line in mend(text).split("\n")]
    lines = [line for line in lines if line]
    if not _FEWEST <= len(lines) <= _MOST_LINES:
        return []
    return _in_lines(lines) or _line_by_line(lines)


def _in_lines(lines: list[str]) -> list[tuple[str, str]]:
    """Labels and values with a colon between them; a line without one goes on with the value before it."""
    pairs: list[tuple[str, str]] = []
    labels = 0
    for line in lines:
        match = _PAIR.fullmatch(line)
        if match is not None and not _is_sentence(match["label"]):
            pairs.append((match["label"], match["value"]))
            labels += 1
        elif pairs:
            pairs[-1] = (pairs[-1][0], squeezed(f"{pairs[-1][1]} {line}"))
    return pairs if labels * 3 >= len(lines) * 2 and _is_entry(pairs) else []


def _line_by_line(lines: list[str]) -> list[tuple[str, str]]:
    """A label a line, and its value in the next ones, up to the next label."""
    pairs: list[tuple[str, str]] = []
    for line in lines:
        if _field(line.rstrip(":")) and (not pairs or pairs[-1][1]):
            pairs.append((line.rstrip(":"), ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], squeezed(f"{pairs[-1][1]} {line}"))
        else:
            return []
    valued = [pair for pair in pairs if pair[1]]
    return valued if len(valued) * 3 >= len(lines) and _is_entry(valued) else []


def _is_entry(pairs: list[tuple[str, str]]) -> bool:
    """Whether labels are those of a catalogue: three known ones, a place in an archive among them."""
    fields = [field for label, _ in pairs if (field := _field(label)) and field != "-"]
    placed = {*table("described")["levels"], "archive", "reference"}
    others = {"title", "date", "summary", "kind", "archive", "extent"}
    known = len(set(fields))
    return known >= _FEWEST and known * 2 >= len(pairs) and bool(placed & set(fields)) and bool(others & set(fields))


def _is_sentence(label: str) -> bool:
    """Whether words before a colon are no label: a reference, a title with a part of it."""
    if _field(label):
        return False
    return len(label.split()) > 5 or any(r.repository is not None for r in parse_references(label))


def _field(label: str) -> str:
    """The field that a label means; ``-`` where it is the catalogue's own affair."""
    own: dict[str, str] = table("described")["copied"]
    name = normalized(label)
    listed = next((field for field, names in own.items() if name in names.split("|")), "")
    return listed or field_named(label)
