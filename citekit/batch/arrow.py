"""Record batches of Arrow, for Spark (``mapInArrow``) and other engines that use them (extra ``citekit[arrow]``)."""

from __future__ import annotations

import json
from typing import Any

from ..common.errors import CitekitError, UsageError
from ..document.keys import default_key
from ..document.model import Document
from ..exporters import ExportOptions, export_documents
from ..sources import documents, read_text

COLUMNS = ("item", "text")


def export_batch(batch: Any, to: str = "bibtex", *, ascii_only: bool = False) -> Any:
    """Records for the rows of a ``pyarrow.RecordBatch``, in the same order.

    The column ``item`` holds CSL-JSON as text, or the column ``text`` anything that citekit reads.  The result has the
    columns ``id`` (the document's key; where it has none, one made from its content, so that it is the same wherever
    the row is processed), ``record`` and ``error`` (null where there is none).  Raises UsageError for a batch
    without either column.
    """
    import pyarrow

    name = next((column for column in COLUMNS if column in batch.schema.names), "")
    if not name:
        raise UsageError("the batch has no column of documents", hint="call it item (CSL-JSON) or text")
    rows = [_row(value, name, to, ascii_only) for value in batch.column(name).to_pylist()]
    names = ["id", "record", "error"]
    columns = [pyarrow.array([row[n] for row in rows], pyarrow.string()) for n in range(len(names))]
    return pyarrow.RecordBatch.from_arrays(columns, names=names)


def _row(value: str | None, name: str, to: str, ascii_only: bool) -> tuple[str | None, str | None, str | None]:
    try:
        doc = _document(value or "", name)
    except CitekitError as error:
        return None, None, str(error)
    key = doc.key or default_key(doc)
    record = "".join(export_documents([doc.changed(key=key)], to, ExportOptions(ascii=ascii_only)))
    return key, record, None


def _document(value: str, name: str) -> Document:
    if name == "item":
        try:
            return Document.from_csl(json.loads(value))
        except ValueError:
            raise CitekitError("the item is not valid JSON") from None
    for doc in documents(read_text(value)):
        return doc
    raise CitekitError("it holds no document")
