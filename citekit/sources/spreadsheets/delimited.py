"""Tables as text: CSV (RFC 4180) with commas, semicolons or tabs between the cells, a heading a column."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice

from ...common.errors import ReadError
from ..base import Found
from ..field_names import field_named
from ..lines import lines_of
from ..xml import Content
from .columns import TELLING, header_of
from .rows import documents_of

MAX_CELL = 4_000_000  # characters
csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
_DELIMITERS = ",;\t|"
_HEAD = 8_000  # characters that a guess is made from


def detect(text: str, name: str) -> bool:
    """Whether the text is a table: its file's name says so, or its headings are known and its rows as long as they."""
    if name.endswith((".csv", ".tsv", ".tab")):
        return True
    head = text[:_HEAD].lstrip("\ufeff")
    if head.lstrip()[:1] in ("<", "{", "[", "@") or not any(mark in head.split("\n", 1)[0] for mark in _DELIMITERS):
        return False
    rows = [row[1] for row in islice(_read(lines_of(head), delimiter_of(head)), 8) if not isinstance(row, ReadError)]
    at = header_of(rows)
    if at < 0 or at + 1 >= len(rows) or len(rows[at]) < 3:
        return False
    fields = [field_named(cell) for cell in rows[at]]
    longest = max(len(cell) for cell in rows[at])
    return (
        longest < 60 and bool(TELLING & set(fields)) and all(abs(len(r) - len(fields)) < 2 for r in rows[at + 1 : -1])
    )


def read(content: Content, where: str) -> Iterator[Found]:
    """The rows as documents. Raises NoRecordError for a table whose headings are not known."""
    yield from documents_of(numbered(content), "", where)


def numbered(content: Content) -> Iterator[tuple[int, list[str]] | ReadError]:
    """(line, cells) of each row; an error in the place of one that cannot be read."""
    lines = lines_of(content)
    head: list[str] = []
    size = 0
    for line in lines:
        head.append(line.lstrip("\ufeff") if not head else line)
        size += len(line)
        if size > _HEAD:
            break
    return _read(chain(head, lines), delimiter_of("".join(head)[:_HEAD]))


def delimiter_of(head: str) -> str:
    """What stands between the cells: that which makes the most known headings, then the most cells."""

    def found(delimiter: str) -> tuple[int, int]:
        rows = [row[1] for row in islice(_read(lines_of(head), delimiter), 8) if not isinstance(row, ReadError)]
        known = max((sum(bool(field_named(c)) for c in row if len(c) < 60) for row in rows), default=0)
        return known, max(map(len, rows), default=0)

    return max(_DELIMITERS, key=found)


def _read(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]] | ReadError]:
    """Rows by the strict rules. A line that breaks them is read by itself where its quotation marks are closed, and is
    an error where they are not; the next line begins anew.
    """
    number = 1  # of the line that the next row begins at
    waiting: deque[str] = deque()
    while True:
        taken: list[str] = []  # the lines of the row that is being read
        source = csv.reader(_taking(lines, waiting, taken), delimiter=delimiter, strict=True)
        try:
            for cells in source:
                if cells:
                    yield number, cells
                number += len(taken)
                taken.clear()
            return
        except csv.Error as error:
            if not taken:
                return
            first = taken[0]
            if first.count('"') % 2 == 0 and len(first) < MAX_CELL:
                yield number, next(csv.reader([first], delimiter=delimiter))
            else:
                yield ReadError(
                    f"the row is damaged ({error})",
                    where=f"line {number}",
                    hint="close its quotation marks; one within a text is written twice",
                )
            waiting.extendleft(reversed(taken[1:]))
            number += 1


def _taking(lines: Iterator[str], waiting: deque[str], taken: list[str]) -> Iterator[str]:
    """The lines that wait and those that come, each noted as taken."""
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        taken.append(line)
        yield line
