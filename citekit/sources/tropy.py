"""Tropy's export (JSON-LD): items with their photographs, by the vocabularies of its templates.

Names of properties are what the file's own ``@context`` says they are, so that templates of a person's own are read as
well; what has no field keeps its name.  Source: Tropy's vocabulary, https://tropy.org/v1/tropy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import CitekitError, NoRecordError
from ..document.model import Document
from .base import Found
from .described import Description
from .field_names import field_named, property_field, vocabulary_field
from .json_text import is_object, mappings, parsed, texts
from .markup_text import without_markup

# what Tropy's own templates call by names of Dublin Core: Archive, and Reference (a call number or an address)
_IN_TEMPLATES = {"source": "archive"}
_PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "tropy": "https://tropy.org/v1/tropy#",
}
_SKIPPED = frozenset("@type @id @context template photo list lists note".split())


def detect(text: str, name: str) -> bool:
    """Whether the text is JSON-LD with Tropy's vocabulary."""
    return is_object(text) and "tropy.org/v1/" in text[:20_000] and '"@graph"' in text[:200_000]


def read(text: str, where: str) -> Iterator[Found]:
    """One document an item. Raises NoRecordError where there are none."""
    data = parsed(text, where)
    context = _context(data)
    items = [one for document in mappings(data) for one in mappings(document.get("@graph"))]
    items = [one for one in items if "Photo" not in str(one.get("@type")) and "Template" not in str(one.get("@type"))]
    if not items:
        raise NoRecordError("the export of Tropy has no items in it", where=where, hint="select items and export again")
    for n, item in enumerate(items, 1):
        try:
            yield _document(item, context, f"{where}, item {n}").changed(source=where)
        except CitekitError as error:
            yield error


def _context(data: Any) -> dict[str, str]:
    """Names of the file and the properties that they are."""
    found: dict[str, str] = {}
    for document in mappings(data):
        for context in mappings(document.get("@context")):
            for name, meant in context.items():
                meant = meant.get("@id") if isinstance(meant, Mapping) else meant
                if isinstance(meant, str) and meant:
                    found.setdefault(str(name), meant)
    return found


def _field(name: str, context: Mapping[str, str]) -> str:
    """The field of a property by the vocabulary that it is from; of a person's own by its name."""
    uri = context.get(name, name)
    if re.match(r"(\w+):(?!//)", uri):
        prefix, _, rest = uri.partition(":")
        uri = context.get(prefix, _PREFIXES.get(prefix, prefix)) + rest
    cut = max(uri.rfind("#"), uri.rfind("/")) + 1
    last = uri[cut:]
    if uri.startswith("http://purl.org/dc/") and last in _IN_TEMPLATES:
        return _IN_TEMPLATES[last]
    if (found := property_field(uri)) or cut:
        return found or field_named(last)
    # no context for it: Tropy's names are those of its vocabularies
    known = _IN_TEMPLATES.get(last) or vocabulary_field("tropy", last) or vocabulary_field("dublin_core", last)
    return known or field_named(last)


def _document(item: Mapping[str, Any], context: Mapping[str, str], place: str) -> Document:
    description = Description()
    for name, value in item.items():
        if name in _SKIPPED or value in (None, "", [], {}):
            continue
        field = _field(name, context)
        for text in texts(value):
            if field:
                description.add(field, text)
            else:
                description.note(name.rpartition("#")[2].rpartition("/")[2], text)
    for text in texts(item.get("list", item.get("lists")), "name", "@value", "@id"):
        description.note("tropy_list", text)
    for text in _notes(item):
        description.add("notes", text)
    for photo in mappings(_listed(item.get("photo", ()))):
        _photo(description, photo, context)
    return description.document(place)


def _photo(description: Description, photo: Mapping[str, Any], context: Mapping[str, str]) -> None:
    """A photograph: its path, its notes and transcriptions and those of its selections, and metadata of its own."""
    for name in ("path", "filename"):
        path = next(texts(photo.get(name)), "")
        if path:
            description.add("files", path)
            break
    for part in (photo, *mappings(_listed(photo.get("selection", ())))):
        for text in _notes(part):
            description.add("notes", text)
        for text in texts(_listed(part.get("transcription", ())), "text", "@value"):
            description.add("transcription", text)
        for text in texts(part.get("tag", ())):
            description.add("subjects", text)
    for name, value in photo.items():
        if name not in _OF_PHOTOS and _field(name, context) not in ("", "title", "date", "kind", "subjects"):
            for text in texts(value):
                description.note(f"photo_{name}", text)


_OF_PHOTOS = frozenset(
    "@type @id angle brightness checksum color consolidated contrast created density filename height hue mimetype"
    " mirror modified negative note orientation page path photo protocol saturation selection sharpen size tag template"
    " title transcription width x y".split()
)


def _notes(part: Mapping[str, Any]) -> Iterator[str]:
    """The texts of notes, which Tropy writes as text, as HTML, or both."""
    for note in mappings(_listed(part.get("note", ()))):
        text = next(texts(note.get("text")), "") or without_markup(next(texts(note.get("html")), ""))
        if text.strip():
            yield "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))


def _listed(value: Any) -> Any:
    """What JSON-LD writes as a list, with or without ``@list`` around it."""
    if isinstance(value, Mapping) and "@list" in value:
        return value["@list"]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], Mapping) and "@list" in value[0]:
        return value[0]["@list"]
    return value
