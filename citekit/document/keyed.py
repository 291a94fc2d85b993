"""Documents as a set: each with the citation key that every export gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..common.errors import as_list, as_text
from .extra import with_fields
from .given import DocumentLike, as_document
from .keys import assign_keys
from .model import Document


def keyed(docs: Iterable[DocumentLike] | DocumentLike, formula: str = "", *, once: bool = False) -> list[Document]:
    """Documents, each with the citation key that an export gives it; ``formula`` as in ``keys.formula_key``.

    ``once``: a document that comes again, the same in every field, is left out.
    """
    listed = [docs] if isinstance(docs, (Document, Mapping)) else as_list(docs, "what is given")
    documents = [as_document(d) for d in listed]
    if once:
        documents = list(dict.fromkeys(documents))
    return [
        with_fields(doc, key=key)
        for doc, key in zip(documents, assign_keys(documents, as_text(formula, "a formula for keys")))
    ]
