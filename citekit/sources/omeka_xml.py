"""Omeka Classic's items as XML (omeka-xml, version 5, as ``?output=omeka-xml`` of a site gives it)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document.model import Document
from .base import Found
from .omeka import classic_document
from .xml import attribute, child, children, find_all, root_of, text_at
from .xml.reading import read_records


def detect(text: str, name: str) -> bool:
    """Whether the text is an item of Omeka Classic, or a container of them."""
    root = root_of(text)
    return root is not None and root.name in ("item", "itemContainer") and "omeka-xml" in text[:2000]


def read(text: str, where: str) -> Iterator[Found]:
    """One document an item."""
    return read_records(text, where, ("item",), _document)


def _document(item: Any, where: str, place: str) -> Document:
    """An item as Omeka's API has it in JSON: texts of elements, each with its element set."""
    sets = find_all(item, "elementSetContainer/elementSet")
    texts = [one for s in sets for one in _texts(s, text_at(s, "name"))]
    collection = find_all(item, "collection/elementSetContainer/elementSet")
    titles = [t["text"] for s in collection for t in _texts(s, "") if t["element"]["name"] == "Title"]
    kind = child(item, "itemType")
    record = {
        "element_texts": texts + (_texts(kind, "Item Type Metadata") if kind is not None else []),
        "item_type": {"name": text_at(kind, "name") if kind is not None else ""},
        "collection": {"name": next(iter(titles), "")},
        "tags": [{"name": text_at(tag, "name")} for tag in find_all(item, "tagContainer/tag")],
        "url": attribute(item, "uri"),
    }
    files = [text for one in find_all(item, "fileContainer/file") if (text := text_at(one, "src"))]
    doc = classic_document(record, place, files)
    return doc.changed(source=where)


def _texts(container: Any, name: str) -> list[dict[str, Any]]:
    """The texts of a set of elements, as a list of ``element_texts``."""
    return [
        {"element": {"name": text_at(element, "name")}, "element_set": {"name": name}, "text": text_at(text, "text")}
        for elements in children(container, "elementContainer")
        for element in children(elements, "element")
        for text in find_all(element, "elementTextContainer/elementText")
    ]
