"""Titles as their source writes them, where the item has them in sentence case.

BibTeX's titles go into CSL-JSON in sentence case, since its styles are to be able to print either case. What the
source wrote is kept under ``custom.wording``, by variable, and every export to a reference manager brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .extra import extra_of
from .model import Document


def in_source_wording(doc: Document) -> Document:
    """The document with its titles as they were written; otherwise the document itself."""
    custom = extra_of(doc).get("custom")
    if not custom:
        return doc
    wording = custom.get("wording") if isinstance(custom, Mapping) else None
    if not isinstance(custom, Mapping) or not isinstance(wording, Mapping):
        return doc
    said = {name: text for name, text in wording.items() if isinstance(text, str) and text}
    kept = {name: value for name, value in custom.items() if name != "wording"}
    extra: dict[str, Any] = {name: value for name, value in extra_of(doc).items() if name != "custom"}
    extra.update({name: text for name, text in said.items() if name in extra})
    if kept:
        extra["custom"] = kept
    return doc.changed(extra=extra, title=said.get("title", doc.title) if doc.title else doc.title)
