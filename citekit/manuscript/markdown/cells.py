"""Citations in tables that are drawn with characters: what stands in a cell changes, and the columns stay columns.

In a grid or under a line of dashes a column is where its characters stand (pandoc's User's Guide, "Tables"), so a text
that is shorter than the citation is filled up with spaces, and a longer one takes the spaces after it and then widens
its column in all lines.  What citekit wrote and what had stood there are equally wide, so that the table is one again
when the citation comes back; the comments that remember it stand after the draft, where they move no column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lines import Line

_DASHES = re.compile(r" *-+(?: +-+)* *$")


def width(text: str) -> int:
    """The columns that a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _index(row: str, column: int) -> int:
    """The index in a line of the character that begins at a column of the screen."""
    if row.isascii():
        return min(column, len(row))
    taken = 0
    for n, char in enumerate(row):
        if taken >= column:
            return n
        taken += width(char)
    return len(row)


@dataclass
class Cell:
    """A citation in a table from ``start`` to ``stop`` in the line ``row``, and what is written in its place.

    ``source`` is what stood there, as wide as that.
    """

    row: int
    start: int
    stop: int
    written: str
    source: str = ""


class Table:
    """The lines of a table; ``grid`` says that its cells have edges."""

    def __init__(self, lines: Sequence[Line], grid: bool) -> None:
        self.lines, self.grid = list(lines), grid
        self.rows = [line.text for line in lines]
        self._columns: list[tuple[int, int]] = []
        self._rule = -1
        if not grid:
            listed = [n for n, row in enumerate(self.rows) if _DASHES.match(row) and len(row.split()) > 1]
            self._rule = listed[0] if listed else -1

    @property
    def start(self) -> int:
        """Where it begins in the draft."""
        return self.lines[0].offset

    @property
    def end(self) -> int:
        """Where it ends in the draft."""
        return self.lines[-1].offset + len(self.lines[-1].text)

    def cell(self, start: int, stop: int, written: str) -> Cell | None:
        """The cell of a stretch of the draft, or None where it is not within one line."""
        for n, line in enumerate(self.lines):
            if line.offset <= start and stop <= line.offset + len(line.text):
                return Cell(n, start - line.offset, stop - line.offset, written)
        return None

    def put(self, cells: Iterable[Cell]) -> None:
        """Write into the cells."""
        waiting = sorted(cells, key=lambda cell: (cell.row, cell.start))
        while waiting:
            self._put(waiting.pop(0), waiting)

    def _put(self, cell: Cell, waiting: list[Cell]) -> None:
        row = self.rows[cell.row]
        need = width(cell.written) - width(row[cell.start : cell.stop])
        edge = self._edge(row, cell)
        if need > 0:
            end = edge if self.grid else edge - 1  # a space parts columns without edges
            room = row[cell.stop : end if edge >= 0 else len(row)]
            spaces = len(room) - len(room.lstrip(" "))
            used = min(need, spaces)
            cell.stop += used
            need -= used
        cell.source = row[cell.start : cell.stop] + " " * max(0, need)
        cell.written += " " * max(0, -need)
        before = len(row)
        self.rows[cell.row] = row[: cell.start] + cell.written + row[cell.stop :]
        grown = len(self.rows[cell.row]) - before
        for one in waiting:
            if one.row == cell.row:
                one.start, one.stop = one.start + grown, one.stop + grown
        if need > 0 and edge >= 0:
            self._widen(cell.row, width(row[:edge]), need, waiting)

    def _edge(self, row: str, cell: Cell) -> int:
        """Where the column of a cell ends in its line, or -1 where it goes on to the end of the line."""
        if self.grid:
            return next((n for n in range(cell.stop, len(row)) if row[n] in "|+"), -1)
        starts = [match.start() for match in re.finditer("-+", self.rows[self._rule])] if self._rule >= 0 else []
        column = next((at for at in starts if at >= width(row[: cell.stop])), -1)
        return _index(row, column) if column >= 0 else -1

    def _widen(self, but: int, edge: int, count: int, waiting: list[Cell]) -> None:
        """Widen the column that ends at an edge (counted in columns of the screen) in all lines but one."""
        flush_right = not self.grid and self._flush_right(edge)
        for n, row in enumerate(list(self.rows)):
            if n == but:
                continue
            at, fill = self._insertion_point(n, row, edge, flush_right)
            if at < 0 or at > len(row):
                continue
            self.rows[n] = row[:at] + fill * count + row[at:]
            for one in waiting:
                if one.row == n and one.start >= at:
                    one.start, one.stop = one.start + count, one.stop + count

    def _insertion_point(self, n: int, row: str, edge: int, flush_right: bool) -> tuple[int, str]:
        """Where a line takes more characters of a column, and which."""
        if self.grid:
            at = next((k for k in range(_index(row, edge), len(row)) if row[k] in "|+"), -1)
            before = row[at - 1 : at] if at > 0 else ""
            if before == ":":
                return at - 1, "=" if "=" in row else "-"
            return at, before if before in ("-", "=") else " "
        if _DASHES.match(row):
            begin = row.rfind("-", 0, edge) + 1
            return (begin if begin else -1), "-"
        if flush_right and n < self._rule:
            start = max((m.start() for m in re.finditer("-+", self.rows[self._rule]) if m.start() < edge), default=0)
            return start, " "
        at = _index(row, edge)
        return (at if at < len(row) else -1), " "

    def _flush_right(self, edge: int) -> bool:
        """Whether the header of a column ends where its dashes end, and begins after where they begin."""
        if self._rule <= 0:
            return False
        spans = [match.span() for match in re.finditer("-+", self.rows[self._rule]) if match.start() < edge]
        if not spans:
            return False
        start, end = spans[-1]
        header = self.rows[self._rule - 1]
        return header[end - 1 : end].strip() != "" and not header[start : start + 1].strip()
