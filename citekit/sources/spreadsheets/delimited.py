"""Tables as text: CSV (RFC 4180) with commas, semicolons or tabs between the cells, a heading a column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from ...errors import ReadError
from ..base import Found
from ..described import field_named
from .columns import TELLING, header_of
from .rows import documents_of

MAX_CELL = 4_000_000  # characters
csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
_DELIMITERS = ",;\t|"
_HEAD = 60_000


def detect(text: str, name: str) -> bool:
    """Whether the text is a table: its file's name says so, or its headings are known and its rows as long as they."""
    if name.endswith((".csv", ".tsv", ".tab")):
        return True
    head = text[:_HEAD].lstrip("\ufeff")
    if head.lstrip()[:1] in ("<", "{", "[", "@") or not any(mark in head.split("\n", 1)[0] for mark in _DELIMITERS):
        return False
    rows = [row[1] for row in islice(_read(head, delimiter_of(head)), 8) if not isinstance(row, ReadError)]
    at = header_of(rows)
    if at < 0 or at + 1 >= len(rows) or len(rows[at]) < 3:
        return False
    fields = [field_named(cell) for cell in rows[at]]
    longest = max(len(cell) for cell in rows[at])
    return (
        longest < 60 and bool(TELLING & set(fields)) and all(abs(len(r) - len(fields)) < 2 for r in rows[at + 1 : -1])
    )


def read(text: str, where: str) -> Iterator[Found]:
    """The rows as documents. Raises NoRecordError for a table whose headings are not known."""
    text = text.lstrip("\ufeff")
    yield from documents_of(numbered(text), "", where)


def numbered(text: str) -> Iterator[tuple[int, list[str]] | ReadError]:
    """(line, cells) of each row; an error in the place of one that cannot be read."""
    return _read(text, delimiter_of(text[:_HEAD]))


def delimiter_of(head: str) -> str:
    """What stands between the cells: that which makes the most known headings, then the most cells."""

    def found(delimiter: str) -> tuple[int, int]:
        rows = [row[1] for row in islice(_read(head, delimiter), 8) if not isinstance(row, ReadError)]
        known = max((sum(bool(field_named(c)) for c in row if len(c) < 60) for row in rows), default=0)
        return known, max(map(len, rows), default=0)

    return max(_DELIMITERS, key=found)


def _read(text: str, delimiter: str) -> Iterator[tuple[int, list[str]] | ReadError]:
    """Rows by the strict rules. A line that breaks them is read by itself where its quotation marks are closed, and is
    an error where they are not; the next line begins anew.
    """
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    at = 0
    while at < len(lines):
        source = csv.reader((lines[n] for n in range(at, len(lines))), delimiter=delimiter, strict=True)
        start = at
        try:
            for cells in source:
                if cells:
                    yield start + 1, cells
                start = at + source.line_num
            return
        except csv.Error as error:
            if lines[start].count('"') % 2 == 0 and len(lines[start]) < MAX_CELL:
                yield start + 1, next(csv.reader([lines[start]], delimiter=delimiter))
            else:
                yield ReadError(
                    f"the row is damaged ({error})",
                    where=f"line {start + 1}",
                    hint="close its quotation marks; one within a text is written twice",
                )
            at = start + 1
