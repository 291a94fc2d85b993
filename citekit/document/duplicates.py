"""Which documents are, or may be, the same: by record number or address, by reference, by title and date.

A title is not an identity: dozens of records share one.  Only a record number of one archive, or one address, makes two
descriptions the same document; the same reference in other words, or a similar title with the same date, is only
reported.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..archives.hosts import canonical_address, host_of
from .extra import extra_of
from .model import Document

NEAR = 0.9
_WORD, _NUMBER, _SEPARATORS = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"[^0-9a-zа-я/]+")
_hash = hashlib.blake2b
_WITHIN_FILES = frozenset(("leaf", "page", "item"))
_MAX_COMPARED = 50  # how many titles with the same date a title is compared with


def _digest(*parts: object) -> int:
    """A number for some texts, the same in every process, and distinct for millions of documents."""
    text = "\0".join([part if type(part) is str else str(part) for part in parts])
    return int.from_bytes(_hash(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document is compared by: numbers (``_digest``) for its identities, its reference, and its date."""

    identities: tuple[int, ...]
    signature: int  # 0: none
    group: int  # 0: not compared by title
    title: str
    record: int


def facts_of(doc: Document) -> Facts:
    """What a document is compared by."""
    signature = reference_signature(doc)
    numbers = tuple([_digest(*identity) for identity in identities(doc)])
    record = 0
    if doc.number and doc.url:
        record = numbers[0] if host_of(doc.url) else _digest("", doc.number)
    if not doc.title or doc.date is None or not doc.date.start:
        return Facts(numbers, _digest(*signature) if signature else 0, 0, "", record)
    title = _plain_title(doc.title)
    # similar titles share the date and the numbers in them (``No. 5`` is not ``No. 7``)
    group = _digest(doc.date.start, *_NUMBER.findall(title))
    return Facts(numbers, _digest(*signature) if signature else 0, group, title, record)


@dataclass
class Known:
    """The documents so far, by what identifies them; the values are their names."""

    identities: dict[int, str] = field(default_factory=dict)
    references: dict[int, str] = field(default_factory=dict)
    titles: dict[int, list[tuple[str, str, int]]] = field(default_factory=dict)

    def add(self, doc: Document, name: str) -> None:
        """Add a document under a name."""
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
        """(name, reason) of a document that may be this one, or empty strings."""
        return self._possible_match(facts_of(doc))

    def _possible_match(self, facts: Facts) -> tuple[str, str]:
        if facts.signature and facts.signature in self.references:
            return self.references[facts.signature], "they have the same archival reference"
        for other, name, record in self.titles.get(facts.group, ())[-_MAX_COMPARED:] if facts.group else ():
            if facts.record and record and facts.record != record:
                continue  # two records of one archive
            longest = max(len(facts.title), len(other), 1)
            similar_length = abs(len(facts.title) - len(other)) <= longest * (1 - NEAR) * 2
            if similar_length and difflib.SequenceMatcher(None, facts.title, other).ratio() >= NEAR:
                return name, "they have nearly the same title and the same date"
        return "", ""

    def add_and_match(self, doc: Document, name: str) -> tuple[str, str, str]:
        """Add a document. Returns (name of the same document, name of one that may be the same, reason)."""
        return self.match_facts(facts_of(doc), name)

    def match_facts(self, facts: Facts, name: str) -> tuple[str, str, str]:
        """``add_and_match`` for facts that are known already."""
        same = self._same(facts)
        other, why = ("", "") if same else self._possible_match(facts)
        self._add(facts, name)
        return same, other, why


def identities(doc: Document) -> list[tuple[str, ...]]:
    """What only this document has: the record number in its archive, its address; without these, its whole
    description.
    """
    out: list[tuple[str, ...]] = []
    host = host_of(doc.url)
    if host and doc.number:
        out.append(("number", host, doc.number))
    if doc.url:
        out.append(("url", canonical_address(doc.url)))
    if not out:  # only its description, word for word
        date = doc.date.start if doc.date is not None else ()
        out.append(
            ("description", _plain_title(doc.title), str(date), doc.reference, str(extra_of(doc).get("author", "")))
        )
    return out


def reference_signature(doc: Document) -> tuple[str, ...]:
    """A document's references independent of wording: repositories, kinds and values of levels, and the date."""
    if not any(level.kind in _WITHIN_FILES for reference in doc.references for level in reference.levels):
        return ()  # a whole file holds many documents
    out: list[str] = []
    for reference in doc.references:
        if reference.repository is None or len(reference.levels) < 2:
            return ()
        out.append(reference.repository.abbreviation)
        for level in reference.levels:
            value = (
                level.value
                if level.value.isascii() and level.value.isdecimal()
                else _SEPARATORS.sub("-", level.value.casefold())
            )
            out.append(f"{level.kind}:{value}")
    return (*out, str(doc.date.start) if doc.date is not None else "") if out else ()


def _plain_title(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))[:300]


def duplicate_notes(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, the same as an earlier one."""
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
