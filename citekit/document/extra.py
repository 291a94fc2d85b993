"""Fast access to documents for readers and exporters: nothing is copied or checked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .model import Document


def extra_of(doc: Document) -> Mapping[str, Any]:
    """``extra`` itself; ``doc.extra`` is a copy."""
    return cast("Mapping[str, Any]", doc.__dict__["extra"])


def with_fields(doc: Document, **fields: Any) -> Document:
    """``Document.changed`` for values that already have the right types and are not changed elsewhere."""
    new = object.__new__(type(doc))
    new.__dict__.update(doc.__dict__)
    new.__dict__.update(fields)
    return new
