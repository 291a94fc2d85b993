"""Fast access to documents for readers and exporters: nothing is copied or checked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import Document


def extra_of(doc: Document) -> Mapping[str, Any]:
    """``extra`` itself; ``doc.extra`` is a copy."""
    extra: Mapping[str, Any] = doc.__dict__["extra"]
    return extra


def made(kind: type[Document], extra: Mapping[str, Any], **fields: Any) -> Document:
    """A document whose fields are of their types, and shared with nobody who changes them; the others are empty."""
    new = object.__new__(kind)
    new.__dict__.update({**_EMPTY, **fields, "extra": extra})
    return new


_EMPTY: dict[str, Any] = {
    **dict.fromkeys("title date kind sender recipient references contributors credits host url number".split(), ""),
    **dict.fromkeys("summary language contents accessed key extra unread warnings source".split(), ""),
    **dict.fromkeys(("references", "contributors", "contents", "unread", "warnings"), ()),
    **dict.fromkeys(("date", "accessed")),
}


def put(doc: Document, fields: Mapping[str, Any]) -> Document:
    """Give a document that nobody else has yet fields of the right types. Returns it."""
    doc.__dict__.update(fields)
    return doc


def with_fields(doc: Document, **fields: Any) -> Document:
    """``Document.changed`` for values that already have the right types and are not changed elsewhere."""
    new = object.__new__(type(doc))
    new.__dict__.update(doc.__dict__)
    new.__dict__.update(fields)
    return new
