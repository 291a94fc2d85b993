"""Workbooks of several sheets: those whose headings are known as documents, whatever program the file comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Union

from ...common.errors import CitekitError, NoRecordError, ReadError
from ..base import Found
from .rows import documents_of

MAX_EMPTY = 1000  # rows without anything, after which a sheet is at its end
MAX_COLUMNS = 2000
Rows = Iterator[Union[tuple[int, list[str]], ReadError]]
Sheet = tuple[str, Rows]  # title, numbered rows


def documents_of_sheets(sheets: Sequence[Sheet], where: str) -> Iterator[Found]:
    """The rows of each sheet as documents. Raises NoRecordError where no sheet has headings that are known."""
    useless: list[NoRecordError] = []
    useful = False
    for title, rows in sheets:
        place = where if len(sheets) == 1 else f"{where}, sheet “{title}”"
        try:
            for found in documents_of(rows, title, place):
                useful = True
                yield found.changed(source=where) if not isinstance(found, CitekitError) else found
        except NoRecordError as error:
            useless.append(error)
        except CitekitError as error:
            useful = True
            yield error
    if not useful and useless:
        raise useless[0]
