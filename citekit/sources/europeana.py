"""Records of Europeana as JSON: its Search API and its Record API (Europeana Data Model)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import NoRecordError
from ..document.model import Document
from .base import Found
from .described import Description
from .each_record import each_record
from .field_names import vocabulary_field
from .json_text import at, is_object, mappings, parsed, text_of, texts
from .markup_text import without_markup

_SIGNS = ('"europeanaAggregation"', '"edmIsShownAt"', '"edmDataProvider"', '"europeanaProxy"', '"edmPreview"')
_NAME = re.compile(r"(?:dcterms|dc)(?P<last>[A-Z]\w*?)(?:LangAware)?$")
_TYPES = {"image": "Image", "sound": "Sound", "video": "Video", "text": "Text", "3d": "3D"}


def detect(text: str, name: str) -> bool:
    """Whether the text is an answer of Europeana's APIs."""
    return is_object(text) and any(sign in text for sign in _SIGNS)


def read(text: str, where: str) -> Iterator[Found]:
    """The document of a record, or those of search results."""
    data = parsed(text, where)
    if isinstance(data, Mapping) and isinstance(data.get("object"), Mapping):
        found = [_record(data["object"])]
    else:
        listed = data.get("items", data) if isinstance(data, Mapping) else data
        found = [_result(one) for one in mappings(listed) if one.get("title") or one.get("guid")]
    if not found:
        raise NoRecordError("this JSON of Europeana holds no records", where=where)
    yield from each_record(found, _made, where, "record")


def _made(description: Description, place: str) -> Document:
    for value in description.take("reference"):  # in Europeana's data a source is a book or a database
        description.note("source", value)
    return description.document(place)


def _values(value: Any, labels: Mapping[str, str]) -> Iterator[str]:
    """The texts of a value in one language, names in the place of the addresses of people and concepts."""
    if isinstance(value, Mapping):
        name = next((n for n in ("def", "en", *value) if n in value), "")
        value = value.get(name)
    for text in texts(value):
        text = labels.get(text, text)
        if not re.match(r"https?://data\.europeana\.eu/", text):
            yield without_markup(text)


def _record(record: Mapping[str, Any]) -> Description:
    """A record of the Record API: the provider's proxy says what the object is."""
    description = Description()
    labels = {
        text_of(one.get("about")): next(_values(one.get("prefLabel"), {}), "")
        for name in ("agents", "concepts", "places", "timespans")
        for one in mappings(record.get(name))
    }
    proxies = [p for p in mappings(record.get("proxies")) if p.get("europeanaProxy") is not True]
    for proxy in proxies:
        for name, value in proxy.items():
            _add(description, name, _values(value, labels))
            _other_titles(description, name, value)
    if not description.values.get("title"):
        _add(description, "dcTitle", texts(record.get("title")))
    if not description.values.get("date"):
        _add(description, "dcDate", texts(record.get("year")))
    for aggregation in mappings(record.get("aggregations")):
        for text in _values(aggregation.get("edmDataProvider"), labels):
            description.add("archive", text)
        for text in _values(aggregation.get("edmProvider"), labels):
            description.note("provider", text)
        description.add("url", text_of(aggregation.get("edmIsShownAt")))
        for text in _values(aggregation.get("edmRights"), labels):
            description.add("rights", text)
        description.add("links", text_of(aggregation.get("edmIsShownBy")))
    if not description.values.get("kind"):
        description.add("kind", _type(record))
    description.note("country", next(_values(at(record, "europeanaAggregation", "edmCountry"), labels), ""))
    description.note("europeana_address", text_of(at(record, "europeanaAggregation", "edmLandingPage")))
    return description


def _result(item: Mapping[str, Any]) -> Description:
    """A result of the Search API."""
    description = Description()
    for text in texts(item.get("title")):
        description.add("title", text)
    for name, value in item.items():
        if not name.endswith("LangAware"):
            _add(description, name, _values(value, {}))
    for name, value in item.items():
        _other_titles(description, name, value)
        match = _NAME.match(name)
        if name.endswith("LangAware") and match is not None and f"dc{match['last']}" not in item:
            _add(description, name, _values(value, {}))
    if not description.values.get("date"):
        _add(description, "dcDate", texts(item.get("year")))
    for text in texts(item.get("dataProvider")):
        description.add("archive", text)
    for text in texts(item.get("provider")):
        description.note("provider", text)
    description.add("url", text_of(item.get("edmIsShownAt")))
    for text in texts(item.get("rights")):
        description.add("rights", text)
    if not description.values.get("kind"):
        description.add("kind", _type(item))
    description.note("country", text_of(item.get("country")))
    description.note("europeana_address", text_of(item.get("guid")))
    return description


def _other_titles(description: Description, name: str, value: Any) -> None:
    """Keep the titles in other languages than that of the one title."""
    if name not in ("dcTitle", "dcTitleLangAware") or not isinstance(value, Mapping):
        return
    first = next((n for n in ("def", "en", *value) if n in value), "")
    for language, listed in value.items():
        for text in texts(listed):
            if language != first and without_markup(text) not in description.values.get("title", ()):
                description.note("title" if language == "def" else f"title ({language})", without_markup(text))


def _type(record: Mapping[str, Any]) -> str:
    kind = text_of(record.get("type"))
    return _TYPES.get(kind.casefold(), kind)


def _add(description: Description, name: str, values: Iterator[str]) -> None:
    """Add the values of a property that is Dublin Core's by its name."""
    match = _NAME.match(name)
    if match is None:
        return
    last = match["last"][:1].lower() + match["last"][1:]
    field = vocabulary_field("dublin_core", last)
    for text in values:
        if field:
            description.add(field, text)
        else:
            description.note(last, text)
