"""IIIF manifests, Presentation API 2.1 and 3.0: label, metadata, provider, homepage.

The labels of ``metadata`` are words for people: they are understood as the headings of tables are, in many languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import CitekitError, NoRecordError
from ..document.model import Document
from .base import Found
from .described import Description
from .field_names import field_named
from .json_text import is_object, mappings, parsed, texts
from .markup_text import links_in, without_markup

_ENGLISH_FIRST = ("none", "@none", "en")


def detect(text: str, name: str) -> bool:
    """Whether the text is JSON of the IIIF Presentation API."""
    return is_object(text) and "iiif.io/api/presentation" in text[:20_000]


def read(text: str, where: str) -> Iterator[Found]:
    """The document of a manifest, or those of the manifests that a collection holds whole."""
    data = parsed(text, where)
    found = list(_manifests(data))
    if not found:
        raise NoRecordError(
            "this is IIIF, but no manifest and no collection that holds whole ones",
            where=where,
            hint="save the manifests themselves: the viewer's IIIF button leads to them",
        )
    named = sum(_named_only(data))
    for n, manifest in enumerate(found, 1):
        place = where if len(found) == 1 else f"{where}, manifest {n}"
        try:
            doc = _document(manifest, place).changed(source=where)
            if named:
                said = f"the collection only names {named} manifest{'s' * (named > 1)}, left out here"
                doc, named = doc.changed(warnings=(*doc.warnings, said)), 0
            yield doc
        except CitekitError as error:
            yield error


def _kind(thing: Mapping[str, Any]) -> str:
    return str(thing.get("type") or thing.get("@type") or "").rpartition(":")[2]


def _manifests(data: Any) -> Iterator[Mapping[str, Any]]:
    """Manifests with more than a label, in collections of collections too."""
    for one in _all_manifests(data):
        if not _is_stub(one) or one in mappings(data):
            yield one


def _named_only(data: Any) -> Iterator[bool]:
    for one in _all_manifests(data):
        yield _is_stub(one) and one not in mappings(data)


def _is_stub(manifest: Mapping[str, Any]) -> bool:
    return not any(manifest.get(name) for name in ("metadata", "items", "sequences"))


def _all_manifests(data: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    for one in mappings(data):
        kind = _kind(one)
        if kind == "Manifest":
            yield one
        elif kind in ("Collection", "") and depth < 20:
            for name in ("items", "manifests", "members", "collections"):
                yield from _all_manifests(one.get(name, []), depth + 1)


def _document(manifest: Mapping[str, Any], place: str) -> Document:
    description = Description()
    _metadata(description, manifest)
    for text in _in_language(manifest.get("label")):
        description.add("title", text)
    for language, text in _by_language(manifest.get("label")):
        if without_markup(text) not in description.values.get("title", ()):
            description.note(f"title ({language})" if language not in _ENGLISH_FIRST[:2] else "title", text)
    for name in ("description", "summary"):
        for text in _in_language(manifest.get(name)):
            description.add("summary", text)
    _whereabouts(description, manifest)
    _statements(description, manifest)
    canvases = manifest.get("items") or [c for s in mappings(manifest.get("sequences")) for c in s.get("canvases", ())]
    if isinstance(canvases, list) and canvases:
        description.note("images", len(canvases))
    description.note("iiif_manifest", str(manifest.get("id") or manifest.get("@id") or ""))
    description.note("nav_date", manifest.get("navDate"))
    return description.document(place)


def _metadata(description: Description, manifest: Mapping[str, Any]) -> None:
    """The pairs of label and value: by the first of a label's languages that is known."""
    for pair in mappings(manifest.get("metadata")):
        labels = [without_markup(text) for text in _all_languages(pair.get("label"))]
        if not labels:
            continue
        field = next((found for label in labels if (found := field_named(label))), "")
        for value in _in_language(pair.get("value"), several=True):
            if field == "url":
                for address in links_in(value) or [without_markup(value)]:
                    description.add("url", address)
            elif field:
                description.add(field, without_markup(value))
            else:
                description.note(labels[0], without_markup(value))
            if field != "url":
                for address in links_in(value):
                    description.add("links", address)


def _whereabouts(description: Description, manifest: Mapping[str, Any]) -> None:
    """Who holds the original, and the page about it."""
    providers = [t for one in mappings(manifest.get("provider")) for t in _in_language(one.get("label"))]
    for name in providers:
        if description.values.get("archive"):
            description.note("provider", name)
        else:
            description.add("archive", name)
    pages = [*mappings(manifest.get("homepage")), *mappings(manifest.get("related"))]
    addresses = [str(one.get("id") or one.get("@id") or "") for one in pages]
    if isinstance(manifest.get("related"), str):
        addresses.append(manifest["related"])
    for address in addresses:
        description.add("url", address)
    for name in ("partOf", "within"):
        listed = manifest.get(name)
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, Mapping):
                named = _in_language(one.get("label")) or list(texts([one], "id", "@id"))
            else:
                named = list(texts(one))
            for text in named:
                description.note("part of", text)
    for name in ("seeAlso", "rendering"):
        for text in texts(manifest.get(name), "id", "@id"):
            description.add("links", text)


def _statements(description: Description, manifest: Mapping[str, Any]) -> None:
    """Rights, and the statement that is to be shown with the pictures."""
    for name in ("rights", "license"):
        for text in texts(manifest.get(name)):
            description.add("rights", text)
    for text in _in_language(manifest.get("attribution")):
        description.note("attribution", without_markup(text))
    for statement in mappings(manifest.get("requiredStatement")):
        label = next(iter(_in_language(statement.get("label"))), "attribution")
        for text in _in_language(statement.get("value"), several=True):
            description.note(label, without_markup(text))


def _in_language(value: Any, several: bool = False) -> list[str]:
    """The texts of a value in one language: without one or English where there are several."""
    if isinstance(value, Mapping) and "@value" not in value:
        names = [n for n in (*_ENGLISH_FIRST, *value) if n in value]
        found = list(texts(value.get(names[0]))) if names else []
        return [without_markup(t) if not several else t for t in found]
    listed = value if isinstance(value, list) else [value]
    tagged = [one for one in listed if isinstance(one, Mapping) and one.get("@language")]
    if len(tagged) > 1 and len({str(one["@language"]) for one in tagged}) > 1:
        english = [one for one in tagged if str(one["@language"]).startswith("en")]
        listed = english or tagged[:1]
    return [without_markup(t) if not several else t for t in texts(listed)]


def _by_language(value: Any) -> list[tuple[str, str]]:
    """The texts of a value that has several languages, each with its own."""
    if isinstance(value, Mapping) and "@value" not in value:
        return [(str(language), text) for language, listed in value.items() for text in texts(listed)]
    listed = value if isinstance(value, list) else []
    return [(str(one["@language"]), t) for one in mappings(listed) if one.get("@language") for t in texts([one])]


def _all_languages(value: Any) -> list[str]:
    """The texts of a value in all languages."""
    if isinstance(value, Mapping) and "@value" not in value:
        return [text for one in value.values() for text in texts(one)]
    return list(texts(value))
