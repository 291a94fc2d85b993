"""The items of a run of citations: documents with the same short form are distinguished by their references."""

from __future__ import annotations

from typing import Any

from ..citing import has_archive_apart
from ..model import Document
from .chosen import ChosenStyle
from .graft import SILENT


class KnownItems:
    """Makes items for a style and remembers which documents share a title and a date."""

    def __init__(self, style: ChosenStyle) -> None:
        self.style = style
        self._whole: set[str] = set()  # keys of documents whose location is printed with its archive
        self._alike: dict[tuple[Any, ...], dict[str, Document]] = {}

    def items(self, doc: Document, key: str) -> list[dict[str, Any]]:
        """The items of earlier documents that this document changes, and its own item last."""
        item = self.style.item(doc, key)
        if SILENT in item:
            self._whole.add(key)
        if not self.style.own or not doc.references:
            return [item]
        alike = self._alike.setdefault((doc.title, doc.date, doc.kind, str(item.get("author"))), {})
        alike[key] = doc
        if len(alike) == 1:
            return [item]
        made = [self.style.item(one, name) for name, one in (alike if len(alike) == 2 else {key: doc}).items()]
        return [{**one, "call-number": one.get("archive_location", "")} for one in made]

    def prints_apart(self, doc: Document, key: str) -> bool:
        """Whether the location of a known document is printed without its archive, which is a variable of its own."""
        return not self.style.own and key not in self._whole and has_archive_apart(doc)
