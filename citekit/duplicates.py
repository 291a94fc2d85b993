"""Which documents are the same, and which may be: by record number or address, by reference, by title and date.

A title is not an identity: dozens of records share one.  Only a record number of one archive, or one address, makes two
descriptions the same document; the same reference in other words, or a near title of the same date, is only said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .archives.hosts import canonical_address, host_of
from .document import Document

NEAR = 0.9
_MOST = 50  # titles of one date that a title is compared with


@dataclass
class Known:
    """Documents met so far, by what identifies them. Values are the names that the documents are known by."""

    identities: dict[tuple[str, ...], str] = field(default_factory=dict)
    references: dict[tuple[str, ...], str] = field(default_factory=dict)
    titles: dict[tuple[object, ...], list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, doc: Document, name: str) -> None:
        """Make a document known under a name."""
        for identity in identities(doc):
            self.identities.setdefault(identity, name)
        if signature := reference_signature(doc):
            self.references.setdefault(signature, name)
        if doc.date is not None and doc.date.start and doc.title:
            title = _plain(doc.title)
            self.titles.setdefault(_group(doc, title), []).append((title, name, _record(doc)))

    def same(self, doc: Document) -> str:
        """The name of the document that this one is, or an empty string."""
        return next((self.identities[i] for i in identities(doc) if i in self.identities), "")

    def like(self, doc: Document) -> tuple[str, str]:
        """(name, why) of a document that this one may be, or empty strings."""
        signature = reference_signature(doc)
        if signature and signature in self.references:
            return self.references[signature], "they have the same archival reference"
        if doc.date is None or not doc.date.start or not doc.title:
            return "", ""
        title, record = _plain(doc.title), _record(doc)
        for other, name, of in self.titles.get(_group(doc, title), ())[-_MOST:]:
            if record and of and record != of:
                continue  # two records of one archive
            longest = max(len(title), len(other), 1)
            if abs(len(title) - len(other)) <= longest * (1 - NEAR) * 2 and difflib.SequenceMatcher(None, title, other).ratio() >= NEAR:
                return name, "they have nearly the same title and the same date"
        return "", ""


def identities(doc: Document) -> list[tuple[str, ...]]:
    """What no other document has: the record number in its archive, its address; without these, its whole description."""
    out: list[tuple[str, ...]] = []
    host = host_of(doc.url)
    if host and doc.number:
        out.append(("number", host, doc.number))
    if doc.url:
        out.append(("url", canonical_address(doc.url)))
    if not out:  # nothing but its description: the same word for word
        date = doc.date.start if doc.date is not None else ()
        out.append(("description", _plain(doc.title), str(date), doc.reference, str(doc.extra.get("author", ""))))
    return out


def reference_signature(doc: Document) -> tuple[str, ...]:
    """A document's references without their wording: repositories, kinds and values of levels, in order, and the date."""
    out: list[str] = []
    for reference in doc.references:
        if reference.repository is None or len(reference.levels) < 2:
            return ()
        levels = [f"{v.kind}:{re.sub(r'[^0-9a-zа-я/]+', '-', v.value.casefold())}" for v in reference.levels]
        out += [reference.repository.abbreviation, *levels]
    if not any(v.startswith(("leaf:", "page:", "item:")) for v in out):
        return ()  # a whole file holds many documents
    return (*out, str(doc.date.start) if doc.date is not None else "") if out else ()


def _group(doc: Document, title: str) -> tuple[object, ...]:
    """What near titles have in common: the date, and the numbers in them (``No. 5`` is not ``No. 7``)."""
    return (doc.date.start if doc.date is not None else (), *re.findall(r"\d+", title))


def _record(doc: Document) -> str:
    return f"{host_of(doc.url)}/{doc.number}" if doc.number and doc.url else ""


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))[:300]


def said(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, one that came before it."""
    known = Known()
    for doc in docs:
        name = doc.key or doc.title
        if other := known.same(doc):
            yield f"{name} is the same document as {other} (the same record)"
        else:
            other, why = known.like(doc)
            if other:
                yield f"{name} may be the same document as {other}: {why}"
        known.add(doc, name)
