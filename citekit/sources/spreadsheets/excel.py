"""Tables of Excel (.xlsx) through openpyxl, row by row; formulas are the values that Excel last showed."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from typing import Any

from ...common.errors import MissingExtraError, ReadError, to_install
from ...common.files.package import Package
from ..base import Found
from .sheets import MAX_COLUMNS, MAX_EMPTY, Sheet, documents_of_sheets


def read(data: bytes, where: str) -> Iterator[Found]:
    """The rows of each sheet whose headings are known, as documents; sheets of other things are named."""
    yield from documents_of_sheets(list(sheets_of(data, where)), where)


def sheets_of(data: bytes, where: str) -> Iterator[Sheet]:
    """(title, numbered rows) of each sheet."""
    for sheet in _opened(data, where).worksheets:
        yield sheet.title, numbered(sheet, where)


def _opened(data: bytes, where: str) -> Any:
    try:
        import openpyxl
    except ImportError:
        hint = f"install it with: {to_install('openpyxl')}"
        raise MissingExtraError("Excel tables need openpyxl", where=where, hint=hint) from None
    _refuse_hostile(data, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl does not keep: nothing is written
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises whatever its parsers do
        raise ReadError("the workbook is damaged", where=where, hint="open it in Excel and save it again") from None


def _refuse_hostile(data: bytes, where: str) -> None:
    """Raise ReadError for parts that are too large or that declare entities."""
    package = Package(data, where)
    for name in package.names():
        if name.endswith((".xml", ".rels")):
            part = package.part(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise ReadError("the workbook declares a document type, which workbooks never do", where=where)


def numbered(sheet: Any, where: str) -> Iterator[tuple[int, list[str]] | ReadError]:
    """(row, cells) of each row that has anything."""
    empty = 0
    try:
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
            cells = [cell_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            empty = 0 if cells else empty + 1
            if cells:
                yield number, cells
            elif empty > MAX_EMPTY:
                return
    except Exception:  # a damaged sheet, in whatever way openpyxl stumbles over it
        yield ReadError("the sheet is damaged", where="", hint="open the workbook in Excel and save it again")


def cell_text(value: Any) -> str:
    """A cell as a person reads it: dates as ISO 8601, whole numbers without a point."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
