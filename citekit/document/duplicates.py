"""Which documents are the same, and which may be: by record number or address, by reference, by title and date.

A title is not an identity: dozens of records share one.  Only a record number of one archive, or one address, makes two
descriptions the same document; the same reference in other words, or a near title of the same date, is only said.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..archives.hosts import canonical_address, host_of
from .model import Document

NEAR = 0.9
_WORD, _NUMBER, _ODD = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"[^0-9a-zа-я/]+")
_MOST = 50  # titles of one date that a title is compared with


class _Facts:
    """What a document is known by, worked out once."""

    def __init__(self, doc: Document) -> None:
        self.identities = identities(doc)
        self.signature = reference_signature(doc)
        self.title = _plain(doc.title)
        dated = doc.date is not None and bool(doc.date.start) and bool(doc.title)
        # near titles have the date in common, and the numbers in them (``No. 5`` is not ``No. 7``)
        self.group: tuple[object, ...] = (
            (doc.date.start if doc.date else (), *_NUMBER.findall(self.title)) if dated else ()
        )
        self.record = f"{host_of(doc.url)}/{doc.number}" if doc.number and doc.url else ""


@dataclass
class Known:
    """Documents known so far, by what identifies them. Values are the names that the documents are known by."""

    identities: dict[tuple[str, ...], str] = field(default_factory=dict)
    references: dict[tuple[str, ...], str] = field(default_factory=dict)
    titles: dict[tuple[object, ...], list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, doc: Document, name: str) -> None:
        """Make a document known under a name."""
        self._add(_Facts(doc), name)

    def _add(self, facts: _Facts, name: str) -> None:
        for identity in facts.identities:
            self.identities.setdefault(identity, name)
        if facts.signature:
            self.references.setdefault(facts.signature, name)
        if facts.group:
            self.titles.setdefault(facts.group, []).append((facts.title, name, facts.record))

    def same(self, doc: Document) -> str:
        """The name of the document that this one is, or an empty string."""
        return self._same(_Facts(doc))

    def _same(self, facts: _Facts) -> str:
        return next((self.identities[i] for i in facts.identities if i in self.identities), "")

    def possible_match(self, doc: Document) -> tuple[str, str]:
        """(name, why) of a document that this one may be, or empty strings."""
        return self._possible_match(_Facts(doc))

    def _possible_match(self, facts: _Facts) -> tuple[str, str]:
        if facts.signature and facts.signature in self.references:
            return self.references[facts.signature], "they have the same archival reference"
        for other, name, record in self.titles.get(facts.group, ())[-_MOST:] if facts.group else ():
            if facts.record and record and facts.record != record:
                continue  # two records of one archive
            longest = max(len(facts.title), len(other), 1)
            near = abs(len(facts.title) - len(other)) <= longest * (1 - NEAR) * 2
            if near and difflib.SequenceMatcher(None, facts.title, other).ratio() >= NEAR:
                return name, "they have nearly the same title and the same date"
        return "", ""

    def add_and_match(self, doc: Document, name: str) -> tuple[str, str, str]:
        """(name of the same document, name of one that it may be, why), and make it known."""
        facts = _Facts(doc)
        same = self._same(facts)
        other, why = ("", "") if same else self._possible_match(facts)
        self._add(facts, name)
        return same, other, why


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
        levels = [f"{v.kind}:{_ODD.sub('-', v.value.casefold())}" for v in reference.levels]
        out += [reference.repository.abbreviation, *levels]
    if not any(v.startswith(("leaf:", "page:", "item:")) for v in out):
        return ()  # a whole file holds many documents
    return (*out, str(doc.date.start) if doc.date is not None else "") if out else ()


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))[:300]


def duplicate_notes(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, one that came before it."""
    known = Known()
    for doc in docs:
        name = doc.key or doc.title
        same, other, why = known.add_and_match(doc, name)
        if same:
            yield f"{name} is the same document as {same} (the same record)"
        elif other:
            yield f"{name} may be the same document as {other}: {why}"
