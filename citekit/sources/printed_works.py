"""Printed works in records that state no type: articles, chapters and books are told by their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..document.extra import extra_of
from ..document.model import Document

_OF_JOURNALS = ("volume", "issue", "page", "ISSN", "DOI")
_OF_BOOKS = ("publisher", "ISBN")


def type_by_fields(item: Mapping[str, Any]) -> str:
    """The CSL type of a printed work by its fields, or an empty string where they do not tell.

    A container with an editor, a publisher or an ISBN is a book; with a volume, an issue or pages it is a journal.
    """
    if item.get("container-title"):
        if any(item.get(name) for name in ("editor", *_OF_BOOKS)):
            return "chapter"
        return "article-journal" if any(item.get(name) for name in _OF_JOURNALS) else ""
    return "book" if any(item.get(name) for name in _OF_BOOKS) else ""


def as_printed_work(doc: Document) -> Document:
    """A document with the type of a printed work, and its place as that of the publisher, where nothing says that it
    is another thing: no type, no kind, no correspondents, no archive.
    """
    extra = dict(extra_of(doc))
    other = doc.references or doc.repositories or doc.host or doc.kind or doc.sender or doc.recipient
    if other or extra.get("archive") or extra.get("type", "document") != "document":
        return doc
    found = type_by_fields(extra)
    if not found:
        return doc
    if "event-place" in extra and found != "article-journal" and not extra.get("publisher-place"):
        extra["publisher-place"] = extra.pop("event-place")
    return doc.changed(extra={**extra, "type": found})
