"""Record batches of Arrow, for Spark (``mapInArrow``) and other engines that use them (extra ``citekit[arrow]``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..common.errors import CitekitError, UsageError
from ..document.keys import default_key
from ..exporters import ExportOptions, export_documents, exporters
from ..exporters.base import refuse_unknown_format
from ..sources import Found, read_bytes, read_text
from ..sources.csljson import read_line

COLUMNS = ("item", "text")


class _Row(NamedTuple):
    """A row of the result: of which row of the batch, and a document's key and record, or what is wrong."""

    row: int
    id: str | None = None
    record: str | None = None
    error: str | None = None


def export_batch(batch: Any, to: str = "bibtex", *, ascii_only: bool = False) -> Any:
    """A ``pyarrow.RecordBatch`` with the records of the documents in one, in the same order.

    The column ``item`` of the batch holds CSL-JSON as text, one item a row, or the column ``text`` anything that
    citekit reads, which may be several documents.  The result has a row for each document and for each that cannot be
    read: ``row`` (the number of its row in the batch, from 0), ``id`` (the key that the record has; where the document
    has none, one made from its content, so that it is the same wherever the row is processed), ``record`` (a whole
    file of the format: for one file of all records, choose a format whose files can be joined, as BibTeX, RIS and
    csl-jsonl) and ``error`` (null where there is none).  Keys are not told apart from those of other rows.

    Raises UsageError for a batch without either column, a column that holds no text, and an unknown format.
    """
    import pyarrow

    refuse_unknown_format(to)
    name = next((column for column in COLUMNS if column in batch.schema.names), "")
    if not name:
        raise UsageError("the batch has no column of documents", hint="call it item (CSL-JSON) or text")
    _refuse_other_types(batch.schema.field(name).type, name)
    values = batch.column(name).to_pylist()
    rows = [row for n, value in enumerate(values) for row in _rows(n, value, name, to, ascii_only)]
    types = (pyarrow.int64(), pyarrow.string(), pyarrow.string(), pyarrow.string())
    columns = [pyarrow.array([row[n] for row in rows], kind) for n, kind in enumerate(types)]
    return pyarrow.RecordBatch.from_arrays(columns, names=list(_Row._fields))


def _refuse_other_types(kind: Any, name: str) -> None:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    names = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view", "null")
    if not any(getattr(types, f"is_{one}")(kind) for one in names if hasattr(types, f"is_{one}")):
        hint = "give it as text: json.dumps(item), or to_json in Spark" if name == "item" else "give it as text"
        raise UsageError(f"the column “{name}” must hold text, and holds {kind}", hint=hint)


def _rows(number: int, value: str | bytes | None, name: str, to: str, ascii_only: bool) -> Iterator[_Row]:
    """The rows for one of the batch."""
    for found in _found(value, name):
        try:
            if isinstance(found, CitekitError):
                raise found
            options = ExportOptions(ascii=ascii_only)
            (key,) = exporters()[to].usable_keys([found.key or default_key(found)], options)
            record = "".join(export_documents([found.changed(key=key)], to, options))
        except CitekitError as error:
            yield _Row(number, error=str(error))
        else:
            yield _Row(number, key, record)


def _found(value: str | bytes | None, name: str) -> Iterator[Found]:
    """The documents of a row, and what is wrong with it."""
    if value is None or not value.strip():
        yield CitekitError("the row is empty")
    elif name == "item":
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        yield read_line(data, "the item")
    else:
        yield from read_text(value) if isinstance(value, str) else read_bytes(value, "the text")
