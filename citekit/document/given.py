"""What a caller gives as a document: a Document, or a CSL-JSON item."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

from ..common.errors import ItemError, UsageError
from ..csl.copied import copied
from .foreign import document_of
from .items import lifted, plain
from .model import Document

DocumentLike = Union[Document, Mapping[str, Any]]


def as_document(thing: DocumentLike) -> Document:
    """A Document as it is, a CSL-JSON item as the Document that a file with it gives.

    Raises ItemError for an empty item, UsageError for anything else.
    """
    if isinstance(thing, Document):
        return thing
    if isinstance(thing, Mapping):
        if not set(thing) - {"id", "type"}:
            raise ItemError("the item is empty", where=f"item “{thing['id']}”" if "id" in thing else "item")
        return document_of(lifted(plain(copied(dict(thing)))))
    hint = "read it first: citekit.read(path) for a file, citekit.loads(text) for its text"
    raise UsageError(
        f"a document or a CSL-JSON item is needed, not {type(thing).__name__}",
        hint=hint if isinstance(thing, (str, bytes, os.PathLike)) else "",
    )
