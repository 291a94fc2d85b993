"""Tables of LibreOffice Calc (.ods; OpenDocument 1.3, part 3: 9.1 tables, 19.385 values), row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...common.errors import ReadError
from ...common.files.package import Package
from ...common.files.xml_text import parse
from ..base import Found
from ..xml import attribute, children, local_name, text_of
from .sheets import MAX_COLUMNS, MAX_EMPTY, Sheet, documents_of_sheets

MAX_REPEATED = 1000  # rows alike, which a table of records never has more of
_VALUES = {"date": "date-value", "float": "value", "boolean": "boolean-value"}


def read(data: bytes, where: str) -> Iterator[Found]:
    """The rows of each sheet whose headings are known, as documents."""
    yield from documents_of_sheets(list(sheets_of(data, where)), where)


def sheets_of(data: bytes, where: str) -> Iterator[Sheet]:
    """(title, numbered rows) of each sheet. Raises ReadError for a damaged or encrypted file."""
    package = Package(data, where)
    if "content.xml" not in package:
        raise ReadError("the spreadsheet is damaged: it has no content.xml", where=where, hint="save it again")
    root = parse(package.part("content.xml"), f"{where} (content.xml)")
    for table in root.iter("{*}table"):
        if local_name(table.getparent()) == "spreadsheet":
            yield attribute(table, "name"), _numbered(table)


def _numbered(table: Any) -> Iterator[tuple[int, list[str]]]:
    """(row, cells) of each row that has anything; a row that is said to be repeated as often as that."""
    number = empty = 0
    for row in table.iter("{*}table-row"):
        times = _repetitions(row, "number-rows-repeated")
        cells = _cells(row)
        if not cells:
            number, empty = number + times, empty + times
            if empty > MAX_EMPTY:
                return
            continue
        for _ in range(min(times, MAX_REPEATED)):
            number, empty = number + 1, 0
            yield number, cells


def _cells(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in children(row):
        if local_name(cell) in ("table-cell", "covered-table-cell") and len(cells) < MAX_COLUMNS:
            cells += [_cell(cell)] * min(_repetitions(cell, "number-columns-repeated"), MAX_COLUMNS - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _repetitions(element: Any, name: str) -> int:
    said = attribute(element, name)
    return max(1, int(said)) if said.isdecimal() and len(said) < 10 else 1


def _cell(cell: Any) -> str:
    """A cell as a person reads it: dates as ISO 8601, whole numbers without a point, texts with their lines."""
    kind = attribute(cell, "value-type")
    value = attribute(cell, _VALUES[kind]) if kind in _VALUES else ""
    if kind == "date":
        return value.removesuffix("T00:00:00").replace("T", " ")
    if kind == "float" and value.endswith(".0"):
        return value[:-2]
    return value or "\n".join(text_of(line) for line in children(cell, "p")).strip()
