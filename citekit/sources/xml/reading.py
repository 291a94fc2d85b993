"""What ``read`` of most readers of XML does: a document a record, an error in the place of one that says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...common.errors import CitekitError, ReadError
from ...document.model import Document
from ..base import CUT, Cut, Found
from .split import Content, RawRecord, Record, raw_records, records

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


def cut_records(
    content: Content, where: str, names: Iterable[str], envelope: tuple[str, str], nests: bool = False
) -> Iterator[Cut]:
    """Runs of records in files of their own. ``envelope`` is what stands around them, with ``{}`` for namespaces."""
    run: list[RawRecord] = []
    size = 0
    for raw in raw_records(content, where, names, nests):
        if run and (isinstance(raw, ReadError) or size > CUT or raw.declared != run[0].declared):
            yield _joined(run, envelope)
            run, size = [], 0
        if isinstance(raw, ReadError):
            yield raw
            continue
        run.append(raw)
        size += len(raw.text)
    if run:
        yield _joined(run, envelope)


def _joined(run: list[RawRecord], envelope: tuple[str, str]) -> tuple[int, str]:
    text = "\n".join(raw.text for raw in run)
    return run[0].line, f"{envelope[0].replace('{}', run[0].declared)}{text}{envelope[1]}"
