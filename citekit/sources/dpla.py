"""Records of the Digital Public Library of America as JSON (DPLA Metadata Application Profile, API v2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import NoRecordError
from ..document.model import Document
from .base import Found
from .described import Description
from .each_record import each_record
from .json_text import is_object, mappings, parsed, text_of, texts
from .markup_text import without_markup

_FIELDS = {
    "title": "title",
    "alternative": "alternative title",
    "creator": "author",
    "description": "summary",
    "type": "kind",
    "extent": "extent",
    "subject": "subjects",
    "spatial": "places",
    "language": "language",
    "publisher": "publisher",
    "rights": "rights",
    "identifier": "identifier",
    "collection": "collection",
}


def detect(text: str, name: str) -> bool:
    """Whether the text is records of DPLA."""
    return is_object(text) and '"sourceResource"' in text[:200_000]


def read(text: str, where: str) -> Iterator[Found]:
    """One document a record."""
    data = parsed(text, where)
    listed = data.get("docs", data) if isinstance(data, Mapping) else data
    listed = [one.get("_source", one) for one in mappings(listed)]  # as in DPLA's bulk files
    found = [one for one in mappings(listed) if isinstance(one.get("sourceResource"), Mapping)]
    if not found:
        raise NoRecordError("this JSON of DPLA holds no records", where=where)
    yield from each_record(found, _document, where, "record")


def _document(record: Mapping[str, Any], place: str) -> Document:
    description = Description()
    described = record["sourceResource"]
    for name, value in described.items():
        if name == "date":
            continue
        for text in texts(value, "name", "title", "@value", "prefLabel", "@id"):
            text = without_markup(text)
            if name == "format":  # a word for what it is, or its measures
                description.add("extent" if any(c.isdigit() for c in text) else "genre", text)
            elif name in _FIELDS:
                description.add(_FIELDS[name], text)
            else:
                description.note(name, text)
    _dates(description, described.get("date"))
    for text in texts(record.get("dataProvider"), "name", "@id"):
        description.add("archive", text)
    for name in ("intermediateProvider", "provider"):
        for text in texts(record.get(name), "name", "@id"):
            description.note(name, text)
    description.add("url", text_of(record.get("isShownAt"), "@id"))
    dpla = text_of(record.get("id"))
    if dpla and not dpla.startswith("http"):
        description.note("dpla_address", f"https://dp.la/item/{dpla}")
    for text in texts(record.get("rights"), "@id"):
        description.add("rights", text)
    return description.document(place)


def _dates(description: Description, value: Any) -> None:
    """The first date, in its own words and exactly."""
    for n, one in enumerate(value if isinstance(value, list) else [value]):
        if not isinstance(one, Mapping):
            for text in texts(one):
                description.add("date", text)
            continue
        said = text_of(one, "displayDate", "name")
        if n:
            description.note(
                "further date", said or "/".join(filter(None, (text_of(one, "begin"), text_of(one, "end"))))
            )
            continue
        description.add("date", said)
        description.add("date from", text_of(one, "begin"))
        description.add("date to", text_of(one, "end"))
