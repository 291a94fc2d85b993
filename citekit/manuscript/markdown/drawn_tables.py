"""The tables of a draft that are drawn with characters, and what is written into their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .cell_marks import cell_mark
from .cells import Cell, Table


@dataclass(frozen=True)
class _Written:
    """What is written into a cell of a table, with the note that it calls; ``edited``: a person has edited that."""

    table: Table
    cell: Cell
    note: str
    edited: bool


class DrawnTables:
    """The tables of one draft, in its order."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._starts = [table.start for table in tables]
        self._written: list[_Written] = []

    def at(self, place: int) -> Table | None:
        """The table that a place of the draft is in."""
        n = bisect_right(self._starts, place) - 1
        return self._tables[n] if n >= 0 and place < self._tables[n].end else None

    def add(self, table: Table, cell: Cell, note: str, edited: bool) -> None:
        """Note down what is to be written into a cell."""
        self._written.append(_Written(table, cell, note, edited))

    def changes(self) -> Iterator[tuple[int, int, str]]:
        """(start, end, text) of the lines that change."""
        for table in {id(one.table): one.table for one in self._written}.values():
            before = list(table.rows)
            table.put(one.cell for one in self._written if one.table is table)
            for line, former, row in zip(table.lines, before, table.rows):
                if former != row:
                    yield line.offset, line.offset + len(former), row

    def remembered(self, newline: str) -> str:
        """The comments that remember what stood in the cells, once ``changes`` are made."""
        ordered = sorted(self._written, key=lambda one: (one.table.start, one.cell.row, one.cell.start))
        marks = "".join(cell_mark(one.cell.written, one.cell.source, one.note, edited=one.edited) for one in ordered)
        return f"{newline}{newline}{marks}" if marks else ""
