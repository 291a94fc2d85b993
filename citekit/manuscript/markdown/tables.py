"""Tables of pandoc's Markdown taken apart into cells: with pipes, with dashes (simple, of several lines), and grids."""

from __future__ import annotations

import re

from . import atoms
from .lines import Line

Cells = list[list[Line]]
_PIPE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DASHES = re.compile(r" *-+(?: +-+)* *$")
_GRID_RULE = re.compile(r" {0,3}\+(?:[-=:]+\+)+[ \t]*$")
_MOST_LINES = 20_000


def table_at(lines: list[Line], at: int) -> tuple[int, Cells]:
    """(the line after a table that begins here, its cells), or (-1, [])."""
    for reader in (_grid, _pipes, _dashes):
        after, cells = reader(lines, at)
        if after > at:
            return after, cells
    return -1, []


def is_grid(line: Line) -> bool:
    """Whether a table that begins with this line is a grid."""
    return _GRID_RULE.match(line.text) is not None


def has_bars(lines: list[Line], at: int) -> bool:
    """Whether a table has its cells between bars, which may stand anywhere."""
    return not is_grid(lines[at]) and _pipes(lines, at)[0] > at


def _pipes(lines: list[Line], at: int) -> tuple[int, Cells]:
    """Cells between ``|``, below a line of dashes."""
    if at + 1 >= len(lines) or "|" not in lines[at].text or _PIPE_RULE.match(lines[at].text):
        header_is_rule = at < len(lines) and "|" in lines[at].text and _PIPE_RULE.match(lines[at].text)
        if not header_is_rule:
            return -1, []
    elif not (_PIPE_RULE.match(lines[at + 1].text) and "-" in lines[at + 1].text):
        return -1, []
    cells: Cells = []
    while at < len(lines) and not lines[at].blank and "|" in lines[at].text:
        if not _PIPE_RULE.match(lines[at].text):
            cells += [[cell] for cell in _row(lines[at])]
        at += 1
    return at, cells


def _row(line: Line) -> list[Line]:
    """The cells of a row: a bar after a backslash or in code or math is text."""
    text, start, at = line.text, 0, 0
    out: list[Line] = []
    end = len(text.rstrip())
    if text.lstrip(" ").startswith("|"):
        start = at = text.index("|") + 1
    while at < end:
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char in "`$":
            after = atoms.code(text, at, end) if char == "`" else atoms.math(text, at, end)
            at = after if after > 0 else at + 1
            continue
        if char == "|":
            out.append(Line(text[start:at], line.offset + start))
            start = at + 1
        at += 1
    if start < end:
        out.append(Line(text[start:end], line.offset + start))
    return out


def simple_table(lines: list[Line], at: int) -> int:
    """Whether a header line is above the dashes of a simple table (two columns of dashes or more)."""
    return 1 if at + 1 < len(lines) and len(lines[at + 1].text.split()) > 1 else -1


def _dashes(lines: list[Line], at: int) -> tuple[int, Cells]:
    """Simple tables and tables of several lines: columns are where the dashes stand."""
    first = at
    text = lines[at].text
    if _DASHES.match(text):
        return _dashed(lines, at)
    if at + 1 < len(lines) and _DASHES.match(lines[at + 1].text) and len(lines[at + 1].text.split()) > 1:
        rule = at + 1
        end = rule + 1
        while end < len(lines) and not lines[end].blank and not _DASHES.match(lines[end].text):
            end += 1
        if end == rule + 1:
            return -1, []
        columns = _columns(lines[rule].text)
        cells: Cells = []
        for line in [lines[first], *lines[rule + 1 : end]]:
            cells += [[cell] for cell in _slices(line, columns)]
        if end < len(lines) and _DASHES.match(lines[end].text):
            end += 1
        return end, cells
    return -1, []


def _dashed(lines: list[Line], at: int) -> tuple[int, Cells]:
    """A table that begins and ends with a line of dashes."""
    rules = [n for n in range(at, min(len(lines), at + _MOST_LINES)) if _DASHES.match(lines[n].text)][:4]
    columned = next((n for n in rules if len(lines[n].text.split()) > 1), -1)
    if columned < 0:
        return -1, []
    columns = _columns(lines[columned].text)
    end = next((n for n in rules if n > columned), -1)
    if end < 0 or (end + 1 < len(lines) and not lines[end + 1].blank):
        return -1, []
    several = any(line.blank for line in lines[columned + 1 : end])
    if not several and columned == at and lines[at].text.strip("- ") == "" and end - at < 2:
        return -1, []
    cells: Cells = []
    row: list[Line] = []
    for n in range(at + 1, end + 1):
        line = lines[n]
        if line.blank or n in (columned, end) or not (several or columned > at + 2):
            if not line.blank and n not in (columned, end):
                row.append(line)
            cells += _merged(row, columns)
            row = []
        else:
            row.append(line)
    return end + 1, cells


def _merged(row: list[Line], columns: list[tuple[int, int]]) -> Cells:
    """The cells of a row of several lines."""
    if not row:
        return []
    sliced = [_slices(line, columns) for line in row]
    return [[cells[n] for cells in sliced if n < len(cells) and not cells[n].blank] for n in range(len(columns))]


def _columns(rule: str) -> list[tuple[int, int]]:
    """Where each column begins and ends; the last goes on to the end of its lines."""
    found = [match.span() for match in re.finditer("-+", rule)]
    ends = [found[n + 1][0] for n in range(len(found) - 1)]
    return [(start, end) for (start, _), end in zip(found, [*ends, 10**6])]


def _slices(line: Line, columns: list[tuple[int, int]]) -> list[Line]:
    return [
        Line(line.text[(start if n else 0) : end], line.offset + (start if n else 0))
        for n, (start, end) in enumerate(columns)
    ]


def _grid(lines: list[Line], at: int) -> tuple[int, Cells]:
    """Cells drawn with ``+``, ``-`` and ``|``; a cell that spans columns is read with its neighbours' edges in it."""
    if not _GRID_RULE.match(lines[at].text):
        return -1, []
    end = at + 1
    last = -1
    while end < len(lines) and re.match(r" {0,3}[|+]", lines[end].text):
        if _GRID_RULE.match(lines[end].text):
            last = end
        end += 1
    if last < 0:
        return -1, []
    indent = lines[at].indent
    cells: Cells = []
    open_cells: dict[tuple[int, int], list[Line]] = {}
    for line in lines[at + 1 : last + 1]:
        if _GRID_RULE.match(line.text):
            cells += open_cells.values()
            open_cells = {}
            continue
        edges = [n for n, char in enumerate(line.text) if char in "|+" and n >= indent]
        for start, stop in zip(edges, edges[1:]):
            cell = Line(line.text[start + 1 : stop], line.offset + start + 1)
            if set(cell.text) <= set("-=:") and cell.text:
                cells.append(open_cells.pop((start, stop), []))
            else:
                open_cells.setdefault((start, stop), []).append(cell.dedent(1))
    return last + 1, [_trimmed(cell) for cell in cells if cell]


def _trimmed(cell: list[Line]) -> list[Line]:
    return [Line(line.text.rstrip(), line.offset) for line in cell]
