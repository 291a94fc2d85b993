"""``Document.extra`` for the readers and exporters inside, which change nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .model import Document


def extra_of(doc: Document) -> Mapping[str, Any]:
    """``extra`` itself; ``doc.extra`` is a copy."""
    return cast("Mapping[str, Any]", doc.__dict__["extra"])
