"""Which documents are the same, and which may be: by record number or address, by reference, by title and date.

A title is not an identity: dozens of records share one.  Only a record number of one archive, or one address, makes two
descriptions the same document; the same reference in other words, or a near title of the same date, is only said.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..archives.hosts import host_and_address
from .extra import extra_of
from .model import Document

NEAR = 0.9
_WORD, _NUMBER, _ODD = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"[^0-9a-zа-я/]+")
_hash = hashlib.blake2b
_WITHIN_FILES = frozenset(("leaf", "page", "item"))
_MOST = 50  # titles of one date that a title is compared with


def _mark(parts: Iterable[str]) -> bytes:
    """Eight bytes that stand for some texts, the same in every process, by which millions of documents are known."""
    return _hash("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Facts(NamedTuple):
    """What a document is known by: marks (``_mark``) of its identities, its reference, and the documents of its date.

    An empty mark stands for none; a document without ``group`` is compared with no title.
    """

    identities: tuple[bytes, ...]
    signature: bytes
    group: bytes
    title: str
    record: bytes


def facts_of(doc: Document) -> Facts:
    """What a document is known by, worked out once."""
    title = _plain(doc.title)
    stated = identities(doc, title)
    known = tuple([_mark(one) for one in stated])
    record = b""
    if doc.number and doc.url:
        record = known[0] if stated[0][0] == "number" else _mark(("", doc.number))
    signature = _mark(said) if doc.references and (said := reference_signature(doc)) else b""
    date = doc.date
    if date is None or not date.start or not doc.title:
        return Facts(known, signature, b"", "", record)
    # near titles have the date in common, and the numbers in them (``No. 5`` is not ``No. 7``)
    return Facts(known, signature, _mark([_day(date.start), *_NUMBER.findall(title)]), title, record)


_day = lru_cache(maxsize=4096)(str)  # of the numbers of a date


@dataclass
class Known:
    """Documents known so far, by what identifies them. Values are the names that the documents are known by."""

    identities: dict[bytes, str] = field(default_factory=dict)
    references: dict[bytes, str] = field(default_factory=dict)
    titles: dict[bytes, list[tuple[str, str, bytes]]] = field(default_factory=dict)

    def add(self, doc: Document, name: str) -> None:
        """Make a document known under a name."""
        self._add(facts_of(doc), name)

    def _add(self, facts: Facts, name: str) -> None:
        for identity in facts.identities:
            self.identities.setdefault(identity, name)
        if facts.signature:
            self.references.setdefault(facts.signature, name)
        if facts.group:
            self.titles.setdefault(facts.group, []).append((facts.title, name, facts.record))

    def same(self, doc: Document) -> str:
        """The name of the document that this one is, or an empty string."""
        return self._same(facts_of(doc))

    def _same(self, facts: Facts) -> str:
        return next((self.identities[i] for i in facts.identities if i in self.identities), "")

    def possible_match(self, doc: Document) -> tuple[str, str]:
        """(name, why) of a document that this one may be, or empty strings."""
        return self._possible_match(facts_of(doc))

    def _possible_match(self, facts: Facts) -> tuple[str, str]:
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
        return self.match_facts(facts_of(doc), name)

    def match_facts(self, facts: Facts, name: str) -> tuple[str, str, str]:
        """``add_and_match`` for facts that are known already."""
        same = self._same(facts)
        other, why = ("", "") if same else self._possible_match(facts)
        self._add(facts, name)
        return same, other, why


def identities(doc: Document, title: str = "") -> list[tuple[str, ...]]:
    """What no other document has: the record number in its archive, its address; without these, its whole
    description. ``title`` is its title in plain words, where that is known.
    """
    if not doc.url:  # nothing but its description: the same word for word
        date = _day(doc.date.start) if doc.date is not None else "()"
        return [("description", title or _plain(doc.title), date, doc.reference, str(extra_of(doc).get("author", "")))]
    host, address = host_and_address(doc.url)
    return [("number", host, doc.number), ("url", address)] if host and doc.number else [("url", address)]


def reference_signature(doc: Document) -> tuple[str, ...]:
    """A document's references without their wording: repositories, kinds and values of levels, in order, and the
    date.
    """
    out: list[str] = []
    within = False
    for reference in doc.references:
        if reference.repository is None or len(reference.levels) < 2:
            return ()
        out.append(reference.repository.abbreviation)
        for level in reference.levels:
            value = level.value
            if not (value.isdecimal() and value.isascii()):
                value = _ODD.sub("-", value.casefold())
            out.append(f"{level.kind}:{value}")
            within = within or level.kind in _WITHIN_FILES
    if not within:
        return ()  # a whole file holds many documents
    return (*out, _day(doc.date.start) if doc.date is not None else "")


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))[:300]


def duplicate_notes(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, one that came before it."""
    return notes_of_facts((doc.key or doc.title, facts_of(doc)) for doc in docs)


def notes_of_facts(named: Iterable[tuple[str, Facts]]) -> Iterator[str]:
    """``duplicate_notes`` from the facts of documents, each with the name of its document."""
    known = Known()
    for name, facts in named:
        same, other, why = known.match_facts(facts, name)
        if same:
            yield f"{name} is the same document as {same} (the same record)"
        elif other:
            yield f"{name} may be the same document as {other}: {why}"
