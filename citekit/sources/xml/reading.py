"""What ``read`` of most readers of XML does: a document a record, an error in the place of one that says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...document.model import Document
from ...errors import CitekitError
from ..base import Found
from .split import Content, Record, records

# (element, file, file with the line of the record) -> document
Maker = Callable[[Any, str, str], Document]


def read_records(
    content: Content, where: str, names: Iterable[str], make: Maker, nests: bool = False
) -> Iterator[Found]:
    """The documents that ``make`` makes of the records, and the errors of those that cannot be read."""
    for found in records(content, where, names, nests):
        if not isinstance(found, Record):
            yield found
            continue
        try:
            yield make(found.element, where, f"{where}, line {found.line}")
        except CitekitError as error:
            yield error
