"""The citations that Zotero and Mendeley keep in documents: what a field says, and what is written into one.

A field holds a JSON object of the schema ``csl-citation.json``: ``citationItems`` with ``itemData`` (CSL-JSON),
``uris``, locator and affixes, and ``properties`` with the text last shown. Zotero tells works apart by their URIs
alone, and takes an item that is in no library from ``itemData``; an item without a URI makes its refresh fail.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from ..common.errors import CitekitError
from ..document.citing import short_title
from ..document.identity import Facts, contradict, facts_of, near_titles, same_document, same_words
from ..document.item import to_csl
from ..document.locators import begins_with_number, own_terms, parse_locator
from ..document.model import Document
from ..document.statements import parts_stated
from ..sources.office.works import code_json
from .citations import Citation, DraftCite
from .library import Library
from .locators import AS_GIVEN, LocatorWords, Place, split_suffix

SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
BIBLIOGRAPHY_CODE = 'ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY'
_ITEMS = "https://citekit.invalid/items/"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class FieldItem:
    """One item of a field: what it says of the citation, its data (or nothing), and its URIs."""

    cite: DraftCite
    data: Mapping[str, Any] | None
    uris: tuple[str, ...] = ()


def uri_of(key: str) -> str:
    """The URI of a document, made from its citation key: the same in every field and every run."""
    return _ITEMS + quote(key, safe="")


def key_of(uri: str) -> str:
    """The citation key that a URI of ours was made from, or an empty string."""
    return unquote(uri[len(_ITEMS) :]) if uri.startswith(_ITEMS) else ""


def items_of(data: Mapping[str, Any], words: LocatorWords) -> list[FieldItem]:
    """The items of a field; none where it is not one of citations."""
    listed = data.get("citationItems")
    found = []
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict):
            continue
        uris = one.get("uris", one.get("uri"))
        uris = [uris] if isinstance(uris, str) else uris if isinstance(uris, list) else []
        place = _place(_text(one.get("locator")), _text(one.get("label")) or "page", words)
        cite = DraftCite(
            key=str(one.get("id", "")),
            prefix=_text(one.get("prefix")),
            suffix=_text(one.get("suffix")),
            locator=place.locator,
            label=place.label,
            word=place.word,
            suppress_author=one.get("suppress-author") is True,
        )
        item = one.get("itemData")
        found.append(
            FieldItem(cite, item if isinstance(item, dict) else None, tuple(u for u in uris if isinstance(u, str)))
        )
    return found


def _place(locator: str, label: str, words: LocatorWords) -> Place:
    """The place of a cite. Leaves and other places in archives have no label in CSL 1.0.2: they come as pages whose
    text begins with the word for them; one that is not known is the document's own, and is read with it.
    """
    if label == "page" and locator and not (locator[0].isdigit() and begins_with_number(locator)):
        found = split_suffix(locator, words)
        apart = found.word.endswith(".") or locator[len(found.word) :][:1].isspace()  # “v12” is a page
        if found.label and apart and not found.rest.strip():
            return found
        if not begins_with_number(locator):
            return Place(AS_GIVEN, locator)
    return Place(label if locator else "", locator)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (str, int, float)) else ""


@dataclass
class FieldLibrary:
    """The library of a draft with what its fields bring: a work that the library has is that of the library."""

    library: Library
    added: dict[str, Document] = field(default_factory=dict)
    _by_fact: dict[tuple[str, ...], list[_Work]] | None = None
    _by_uri: dict[str, str] = field(default_factory=dict)
    _uris: dict[str, list[str]] = field(default_factory=dict)  # of each key, the addresses that items of it have

    def key(self, item: FieldItem) -> str:
        """The citation key of a field's item; its own document is added where the library does not have it."""
        for uri in item.uris:
            key = self.library.key_of(key_of(uri)) if key_of(uri) else self._by_uri.get(uri)
            if key:
                return key
        data = dict(item.data or {})
        if not data:
            return self.library.key_of(item.cite.key) or item.cite.key
        name = _text(data.get("citation-key"))
        if name and self.library.key_of(name) == name:
            return name
        doc = _document(data)
        if doc is None:
            return item.cite.key
        key = self._same(doc, item.uris) or self._own(doc, item, data)
        self._by_uri.update(dict.fromkeys(item.uris, key))
        self._uris.setdefault(key, []).extend(item.uris)
        return key

    def whole(self) -> Library:
        """The library and what was added to it."""
        if not self.added:
            return self.library
        whole = Library(self.library.documents(), below=self.added.values())
        whole.doubled = self.library.doubled
        return whole

    def _own(self, doc: Document, item: FieldItem, data: Mapping[str, Any]) -> str:
        stable = item.uris[0] if item.uris else json.dumps({**data, "id": ""}, sort_keys=True)
        ours = next((key_of(uri) for uri in item.uris if key_of(uri)), "")
        key = ours or "field-" + hashlib.sha256(stable.encode("utf-8", "replace")).hexdigest()[:12]
        self.added[key] = doc.changed(key=key)
        self._index(doc, key)
        return key

    def _same(self, doc: Document, uris: Sequence[str]) -> str:
        """The key of the same work, or an empty string: of one with the same address or DOI, or with the same title,
        year, and first author or reference, where nothing that both state differs.

        Two items of one library of Zotero's are two works, unless each word of them is the same.
        """
        if self._by_fact is None:
            self._by_fact = {}
            for one in self.library.documents():
                self._index(one, one.key)
        work = _Work.of(doc, "")
        known = (other for fact in work.keys for other in self._by_fact.get(fact, ())[:_MOST_COMPARED])
        for other in known:
            another = _other_item(uris, self._uris.get(other.key, ()))
            if same_words(work.facts, other.facts) if another else work.is_one_with(other):
                return other.key
        return ""

    def _index(self, doc: Document, key: str) -> None:
        work = _Work.of(doc, key)
        for fact in work.keys:
            assert self._by_fact is not None
            self._by_fact.setdefault(fact, []).append(work)


_MOST_COMPARED = 200


@dataclass(frozen=True)
class _Work:
    """A work that a library or a field has; ``keys``: what works are looked up by, one of which they share."""

    key: str
    facts: Facts
    title: str
    keys: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, doc: Document, key: str) -> _Work:
        """The work of a document."""
        facts = facts_of(doc)
        marks = [(name, mark.hex()) for name, mark in zip(("number", "address", "doi"), facts.identities) if mark]
        title = " ".join(_WORD.findall(re.sub("<[^>]+>", "", doc.title).casefold()))
        year = str(doc.date.year) if doc.date is not None and doc.date.year else ""
        works = [("work", title, year, name) for name in (_first_author(doc), doc.reference) if title and name]
        return cls(key, facts, title, (*marks, *works))

    def is_one_with(self, other: _Work) -> bool:
        """Whether two descriptions, of which one may leave out what the other states, are of one work."""
        if same_document(self.facts, other.facts):
            return True
        return (
            near_titles(self.title, other.title)
            and not contradict(self.facts, other.facts)
            and parts_stated(self.facts.stated) == parts_stated(other.facts.stated)
        )


def _other_item(uris: Sequence[str], others: Sequence[str]) -> bool:
    """Whether addresses are of another item than these, in a library that both are in."""
    libraries = {uri.rpartition("/")[0] for uri in others}
    return bool(others) and not set(uris) & set(others) and any(uri.rpartition("/")[0] in libraries for uri in uris)


def _document(data: dict[str, Any]) -> Document | None:
    data.setdefault("type", "document")
    try:
        return Document.from_csl({**data, "id": str(data.get("id", ""))})
    except (CitekitError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _first_author(doc: Document) -> str:
    authors = to_csl(doc).get("author")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    return _text(first.get("family") or first.get("literal")).casefold()


@dataclass(frozen=True)
class FieldCitation:
    """A field that is a citation: what it cites, and its JSON where it has one. ``ours``: citekit wrote it."""

    citation: Citation
    data: Mapping[str, Any] | None = None
    ours: bool = False

    def differs(self, shown: str) -> bool:
        """Whether a field shows another text than its program wrote: a person has changed it, or asked to leave it."""
        properties = self.data.get("properties") if self.data is not None else None
        if not isinstance(properties, dict):
            return False
        written = properties.get("plainCitation")
        if properties.get("dontUpdate"):
            return True
        return isinstance(written, str) and bool(written) and shown.split() != written.split()


def read_json(code: str, works: FieldLibrary, words: LocatorWords) -> FieldCitation | None:
    """The citation in the JSON of a field's code, or None."""
    return citation_of(code_json(code), works, words)


def citation_of(data: dict[str, Any] | None, works: FieldLibrary, words: LocatorWords) -> FieldCitation | None:
    """The citation of a field's JSON, or None where it is none."""
    items = items_of(data, words) if data is not None else []
    if not items:
        return None
    ours = all(item.uris and all(key_of(uri) for uri in item.uris) for item in items)
    return FieldCitation(Citation(tuple(known_cite(item, works) for item in items)), data, ours)


def known_cite(item: FieldItem, works: FieldLibrary) -> DraftCite:
    """The cite of a field's item, with the citation key of its document."""
    return replace(item.cite, key=works.key(item))


def citation_json(
    citation_id: str, documents: Sequence[tuple[Document, Mapping[str, Any]]], shown: tuple[str, str], note: int
) -> str:
    """The JSON of a citation: each document with its cite (as the processor takes it), and the text shown (rich,
    plain).
    """
    items = []
    for doc, cite in documents:
        data = {**to_csl(doc), "id": doc.key}  # as it is exported: each variable by itself, nothing set for print
        short = short_title(doc)
        if short:
            data["title-short"] = short
        item: dict[str, Any] = {"id": doc.key, "uris": [uri_of(doc.key)], "itemData": data}
        item.update({name: cite[name] for name in ("locator", "label", "prefix", "suffix") if cite.get(name)})
        for words in ("prefix", "suffix"):
            if words in item:
                item[words] = unescape(item[words])  # Zotero knows tags there, and no entities
        item.update(_zotero_place(item, doc))
        if item.get("prefix"):
            item["prefix"] = item["prefix"].rstrip() + " "
        if cite.get("suppress-author"):
            item["suppress-author"] = True
        items.append(item)
    properties: dict[str, Any] = {"formattedCitation": shown[0], "plainCitation": shown[1], "noteIndex": note}
    if len(items) > 1 and items[0].get("suppress-author"):
        properties["unsorted"] = True  # the first belongs to the author whom the sentence names
    return dumps({"citationID": citation_id, "properties": properties, "citationItems": items, "schema": SCHEMA})


def _zotero_place(item: Mapping[str, Any], doc: Document) -> dict[str, str]:
    """The locator and label for Zotero of a place that has no CSL label: leaves of a Western archive are folios;
    for others there is none, and they are pages whose locator keeps the word for them.
    """
    if item.get("label") not in ("leaf", AS_GIVEN):
        return {}
    place = parse_locator(item["locator"])
    if place.label == "folio" and (own_terms(doc) or place.word.casefold().startswith("fol")):
        return {"locator": place.value, "label": "folio"}
    return {"label": "page"}


def with_text(data: Mapping[str, Any], shown: tuple[str, str], note: int) -> dict[str, Any]:
    """A field's JSON with another text; Mendeley keeps its own copy of it."""
    properties = data.get("properties")
    new = {**data, "properties": {**(properties if isinstance(properties, dict) else {})}}
    if "mendeley" in new and isinstance(new["mendeley"], dict):
        names = ("formattedCitation", "plainTextFormattedCitation", "previouslyFormattedCitation")
        new["mendeley"] = {**new["mendeley"], **dict.fromkeys(names, shown[1])}
        new["properties"]["noteIndex"] = note
    else:
        new["properties"].update({"formattedCitation": shown[0], "plainCitation": shown[1], "noteIndex": note})
    return new


def dumps(data: Mapping[str, Any]) -> str:
    """JSON on one line, letters of all scripts as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def citation_id(number: int, keys: Sequence[str]) -> str:
    """The name of a citation in its document: eight letters and digits, the same in every run."""
    digest = hashlib.sha256(f"{number} {' '.join(keys)}".encode("utf-8", "replace")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
