"""The items of a run of citations: documents that read alike in short are told apart by their references."""

from __future__ import annotations

from typing import Any

from ..model import Document
from .chosen import ChosenStyle


class KnownItems:
    """Makes items for a style and remembers which documents have one title and one date."""

    def __init__(self, style: ChosenStyle) -> None:
        self.style = style
        self._alike: dict[tuple[Any, ...], dict[str, Document]] = {}

    def items(self, doc: Document, key: str) -> list[dict[str, Any]]:
        """The item of a document, after those of earlier documents that it changes."""
        item = self.style.item(doc, key)
        if not self.style.own or not doc.references:
            return [item]
        alike = self._alike.setdefault((doc.title, doc.date, doc.kind, str(item.get("author"))), {})
        alike[key] = doc
        if len(alike) == 1:
            return [item]
        made = [self.style.item(one, name) for name, one in (alike if len(alike) == 2 else {key: doc}).items()]
        return [{**one, "call-number": one.get("archive_location", "")} for one in made]
