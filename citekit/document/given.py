"""What may be passed as a document: a Document or a CSL-JSON item."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

from ..common.errors import ItemError, UsageError
from ..csl.copied import copied
from .foreign import document_of
from .items import extract_extra, in_schema_form
from .model import Document

DocumentLike = Union[Document, Mapping[str, Any]]


def as_document(value: DocumentLike) -> Document:
    """A Document as it is; a CSL-JSON item as the Document that reading it from a file gives.

    Raises ItemError for an empty item, UsageError for anything else.
    """
    if isinstance(value, Document):
        return value
    if isinstance(value, Mapping):
        if not set(value) - {"id", "type"}:
            raise ItemError("the item is empty", where=f"item “{value['id']}”" if "id" in value else "item")
        return document_of(extract_extra(in_schema_form(copied(dict(value)))))
    hint = "read it first: citekit.read(path) for a file, citekit.loads(text) for its text"
    raise UsageError(
        f"a document or a CSL-JSON item is needed, not {type(value).__name__}",
        hint=hint if isinstance(value, (str, bytes, os.PathLike)) else "",
    )
