"""Omeka's items as JSON: Omeka S (JSON-LD of its API) and Omeka Classic (``element_texts``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..common.errors import NoRecordError
from ..document.model import Document
from .base import Found
from .described import Description
from .each_record import each_record
from .field_names import field_named, vocabulary_field
from .json_text import is_object, mappings, parsed, text_of, texts
from .markup_text import without_markup

_VOCABULARIES = {"dcterms": "dublin_core", "dc": "dublin_core", "bibo": "bibo"}


def detect(text: str, name: str) -> bool:
    """Whether the text is an item of Omeka's API, or a list of them."""
    head = text[:20_000]
    return is_object(text) and ('"o:id"' in head or '"o:title"' in head or '"element_texts"' in head)


def read(text: str, where: str) -> Iterator[Found]:
    """One document an item."""
    data = parsed(text, where)
    listed = data.get("items", data) if isinstance(data, Mapping) else data
    items = [one for one in mappings(listed) if _is_item(one)]
    if not items:
        raise NoRecordError("this JSON of Omeka holds no items", where=where, hint="save /api/items of the site")
    yield from each_record(items, _document, where, "item")


def _document(item: Mapping[str, Any], place: str) -> Document:
    return classic_document(item, place) if "element_texts" in item else _linked(item, place)


def _is_item(one: Mapping[str, Any]) -> bool:
    kinds = list(texts(one.get("@type")))
    return "element_texts" in one or ("o:id" in one and not {"o:Media", "o:ItemSet", "o:Site"} & set(kinds))


def _linked(item: Mapping[str, Any], place: str) -> Document:
    """An item of Omeka S: properties of vocabularies by their prefixes."""
    description = Description()
    for kind in texts(item.get("@type")):
        if not kind.startswith("o:"):
            description.add("kind", kind.rpartition(":")[2].rpartition("/")[2])
    for name, values in item.items():
        prefix, _, last = name.partition(":")
        if not last or prefix == "o" or name.startswith("@") or not isinstance(values, list):
            continue
        vocabulary = _VOCABULARIES.get(prefix, "")
        label = next((text_of(v, "property_label") for v in mappings(values)), "") or last
        field = vocabulary_field(vocabulary, last) if vocabulary else field_named(label) or field_named(last)
        for value in mappings(values):
            text = without_markup(text_of(value, "@value", "o:label", "display_title", "@id"))
            _add(description, field, label, text)
            if value.get("type") == "uri" and text != text_of(value, "@id"):
                description.note(f"{last}_address", text_of(value, "@id"))
    if not description.values.get("title"):
        description.add("title", item.get("o:title"))
    for media in mappings(item.get("o:media")):
        description.note("omeka_media", text_of(media, "o:original_url", "@id"))
    description.note("omeka_address", text_of(item.get("@id")))
    _source_as_archive(description)
    return description.document(place)


def classic_document(item: Mapping[str, Any], place: str, files: Sequence[str] = ()) -> Document:
    """An item of Omeka Classic: texts of elements, by element set and name; ``files`` are addresses of what it holds.

    Raises ReadError for an item that says nothing.
    """
    description = Description()
    for one in mappings(item.get("element_texts")):
        name = text_of(one.get("element"), "name")
        dublin = text_of(one.get("element_set"), "name") == "Dublin Core"
        field = vocabulary_field("dublin_core", name.replace(" ", "")) if dublin else field_named(name)
        _add(description, field, name, without_markup(text_of(one, "text")))
    description.add("kind", text_of(item.get("item_type"), "name"))
    description.add("collection", text_of(item.get("collection"), "name"))
    for tag in mappings(item.get("tags")):
        description.add("subjects", text_of(tag, "name"))
    for file in files:
        description.add("files", file)
    description.note("omeka_address", text_of(item.get("url")))
    _source_as_archive(description)
    return description.document(place)


def _add(description: Description, field: str, label: str, text: str) -> None:
    if field:
        description.add(field, text)
    else:
        description.note(label, text)


def _source_as_archive(description: Description) -> None:
    """An identifier of Omeka's own is a call number only where an archive is known or a source is stated."""
    if not (description.values.get("archive") or description.values.get("reference")):
        for value in description.take("identifier"):
            if value.lower().startswith(("http", "doi:", "10.")):
                description.add("identifier", value)
            else:
                description.note("identifier", value)
