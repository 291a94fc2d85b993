"""The rows of a table as documents, one at a time, whatever program the table comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Union

from ...common.errors import CitekitError, NoRecordError, ReadError
from ...document.model import Document
from ..base import Found
from ..described import Description
from ..printed_works import as_printed_work
from . import atom, exported, zotero
from .columns import LEFT_OUT, Columns, guess, header_of, settings_beside, with_settings, word_of

Row = Sequence[str]
Dialect = Callable[[Columns, Iterable[Union[tuple[int, Row], ReadError]], str], Iterator[Found]]
LOOKED_AT = 40  # rows that a guess is made from
MOST_COLUMNS = 16_384  # that a sheet of Excel or LibreOffice has
_SEVERAL = frozenset("author from to contributor editor translator subjects files url language".split())
_PARTS = re.compile(r"\s*[;|\n]\s*")


def documents_of(rows: Iterable[tuple[int, Row] | ReadError], name: str, where: str) -> Iterator[Found]:
    """The documents of numbered rows, the headings among the first of them; an error in the place of a bad row.

    Raises NoRecordError where the headings say nothing that is known.
    """
    source = iter(rows)
    head = list(islice(source, LOOKED_AT))
    columns = columns_of(head, name, where)
    body = (row for row in chain(head, source) if isinstance(row, ReadError) or row[0] >= columns.first_row)
    dialect = _dialect(columns)
    if dialect is not None:
        yield from dialect(columns, body, where)
        return
    for row in body:
        if isinstance(row, ReadError):
            yield row.at(where)
        elif any(cell.strip() for cell in row[1]):
            try:
                yield document_of_row(columns, row[1], f"{where}, row {row[0]}").changed(source=where)
            except CitekitError as error:
                yield error


def columns_of(head: Sequence[tuple[int, Row] | ReadError], name: str, where: str) -> Columns:
    """The columns of a table by its first rows. Raises NoRecordError where nothing is known of them."""
    rows = [row for row in head if not isinstance(row, ReadError)]
    widest = max((len(cells) for _, cells in rows), default=0)
    if widest > MOST_COLUMNS:
        said = f"the table has {widest:,} columns; citekit reads up to {MOST_COLUMNS:,}"
        raise ReadError(said, where=where, hint="leave out the columns that say nothing of the documents")
    settings = settings_beside(where)
    at = header_of([cells for _, cells in rows])
    if at < 0:
        at = 0 if settings else header_of([cells for _, cells in rows], least=1)
    if at < 0 or not rows:
        raise NoRecordError(
            "this is a table whose headings say nothing that citekit could rely on",
            where=where,
            hint="give its columns names such as title, date, from, to, archive, box, folder (`citekit help tables`)",
        )
    columns = guess(name, rows[at][1], [cells for _, cells in rows[at + 1 :]], rows[at][0] + 1)
    if settings:
        columns = with_settings(columns, settings)
    if not columns.tells and _dialect(columns) is None:
        raise NoRecordError(
            "the table has no column for a title or a place in an archive",
            where=where,
            hint=f"its columns are: {', '.join(columns.headings)[:300]}; see `citekit help tables`",
        )
    return columns


def document_of_row(columns: Columns, cells: Row, where: str) -> Document:
    """The document of a row. Raises ReadError where it says nothing to be cited by."""
    description = Description()
    for n, cell in enumerate(cells):
        if not cell.strip():
            continue
        name = columns.fields[n] if n < len(columns.fields) else ""
        heading = columns.headings[n] if n < len(columns.headings) else ""
        if name == LEFT_OUT:
            continue
        if not name:
            description.note(heading or f"column {n + 1}", cell)
            continue
        for value in _PARTS.split(cell) if name in _SEVERAL else [cell]:
            description.add(name, value, _word(heading, name))
    for name, value in columns.fixed.items():
        description.add(name, value)
    return as_printed_work(description.document(where))


@lru_cache(maxsize=512)
def _word(heading: str, name: str) -> str:
    return word_of(heading, name)


def _dialect(columns: Columns) -> Dialect | None:
    """The reader of a table that a known program wrote, where nobody has set its columns."""
    return {"citekit": exported.read, "Zotero": zotero.read, "AtoM": atom.read}.get(program_of(columns))


def program_of(columns: Columns) -> str:
    """The program that writes tables with these headings, or an empty string; also where a person has set them."""
    if columns.set_by:
        return ""
    for name, module in (("citekit", exported), ("Zotero", zotero), ("AtoM", atom)):
        if module.detect(columns.headings):
            return name
    return ""
