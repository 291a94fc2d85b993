"""Which documents are, or may be, the same: by record number or address, by reference, by title and date.

A title is not an identity: dozens of records share one.  Only a record number of one archive, or one address, makes two
descriptions the same document; the same reference in other words, or a similar title with the same date, is only
reported.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from ..archives.hosts import host_and_address
from .extra import extra_of
from .model import Document

NEAR = 0.9
_WORD, _NUMBER, _SEPARATORS = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"[^0-9a-zа-я/\n]+")
_hash = hashlib.blake2b
_WITHIN_FILES = frozenset(("leaf", "page", "item"))
_LONGEST_TITLE = 300  # of a title no more is compared
_MAX_COMPARED = 50  # how many titles with the same date a title is compared with


def _mark(parts: Iterable[str]) -> bytes:
    """Eight bytes that stand for some texts, the same in every process, by which millions of documents are known."""
    return _hash("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Facts(NamedTuple):
    """What a document is known by: marks (``_mark``) of its identities, its reference, and the documents of its date.

    An empty mark stands for none; a document without ``group`` is compared with no title.  Most titles are put into
    plain words (``_plain_title``) when they are compared, which few are.
    """

    identities: tuple[bytes, ...]
    signature: bytes
    group: bytes
    title: str
    record: bytes


def facts_of(doc: Document) -> Facts:
    """What a document is known by, worked out once."""
    title = doc.title
    if len(title) > _LONGEST_TITLE or not title.isascii():
        title = _plain_title(title)
    stated = identities(doc)
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


_NONE = bytes(8)


class FactsOfMany:
    """The facts of many documents, in their order: eight bytes a mark, and the titles."""

    def __init__(self) -> None:
        # two identities at most, signature, group and record of each document
        self._columns = tuple(bytearray() for _ in range(5))
        self._titles: list[str] = []

    def __len__(self) -> int:
        return len(self._titles)

    def __getitem__(self, n: int) -> Facts:
        place = slice(8 * n, 8 * n + 8)
        marks = [mark if (mark := bytes(column[place])) != _NONE else b"" for column in self._columns]
        first, second, signature, group, record = marks
        return Facts((first, second) if second else (first,), signature, group, self._titles[n], record)

    def add(self, facts: Facts) -> None:
        """The facts of the next document."""
        first, second, signature, group, record = self._columns
        first += facts.identities[0]
        second += facts.identities[1] if len(facts.identities) > 1 else _NONE
        signature += facts.signature or _NONE
        group += facts.group or _NONE
        record += facts.record or _NONE
        self._titles.append(facts.title)

    def extend(self, others: FactsOfMany) -> None:
        """The facts of the documents that follow."""
        for column, more in zip(self._columns, others._columns):
            column += more
        self._titles += others._titles

    def sharing(self) -> Iterator[int]:
        """Which documents have an identity, a reference, or their date and numbers in common with another."""
        first, second, signature, group, _ = (memoryview(column).cast("Q") for column in self._columns)
        identities = _repeated(chain(first, second))
        columns = (
            (first, identities),
            (second, identities),
            (signature, _repeated(signature)),
            (group, _repeated(group)),
        )
        shared = [(column, repeated) for column, repeated in columns if repeated]
        for n in range(len(self)) if shared else ():
            if any(column[n] in repeated for column, repeated in shared):
                yield n


def _repeated(marks: Iterable[int]) -> set[int]:
    """The marks that stand more than once; a sorted list takes less memory than what would count them."""
    ordered = sorted(marks)
    return {one for one, following in pairwise(ordered) if one == following} - {0}


@dataclass
class Known:
    """The documents so far, by what identifies them; the values are their names."""

    identities: dict[bytes, str] = field(default_factory=dict)
    references: dict[bytes, str] = field(default_factory=dict)
    titles: dict[bytes, list[tuple[str, str, bytes]]] = field(default_factory=dict)

    def add(self, doc: Document, name: str) -> None:
        """Add a document under a name."""
        self._add(facts_of(doc), name)

    def _add(self, facts: Facts, name: str) -> None:
        for identity in facts.identities:
            self.identities.setdefault(identity, name)
        if facts.signature:
            self.references.setdefault(facts.signature, name)
        if facts.group:
            self.titles.setdefault(facts.group, []).append((_plain_title(facts.title), name, facts.record))

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
        others = self.titles.get(facts.group, ())[-_MAX_COMPARED:] if facts.group else ()
        title = _plain_title(facts.title) if others else ""
        for other, name, record in others:
            if facts.record and record and facts.record != record:
                continue  # two records of one archive
            longest = max(len(title), len(other), 1)
            similar_length = abs(len(title) - len(other)) <= longest * (1 - NEAR) * 2
            if similar_length and difflib.SequenceMatcher(None, title, other).ratio() >= NEAR:
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
    """What no other document has: the record number in its archive, its address; without these, its whole
    description.
    """
    if not doc.url:  # nothing but its description: the same word for word
        date = _day(doc.date.start) if doc.date is not None else "()"
        return [("description", _plain_title(doc.title), date, doc.reference, str(extra_of(doc).get("author", "")))]
    host, address = host_and_address(doc.url)
    return [("number", host, doc.number), ("url", address)] if host and doc.number else [("url", address)]


def reference_signature(doc: Document) -> tuple[str, ...]:
    """A document's references without their wording: repositories, kinds and values of levels, in order, and the
    date.
    """
    out: list[str] = []
    within = False
    for reference in doc.references:
        levels = reference.levels
        if reference.repository is None or len(levels) < 2:
            return ()
        kinds = [level.kind for level in levels]
        values = "\n".join([level.value for level in levels])  # a line each, so that all are looked at at once
        out += (reference.repository.abbreviation, *kinds, _SEPARATORS.sub("-", values.casefold()))
        within = within or not _WITHIN_FILES.isdisjoint(kinds)
    if not within:
        return ()  # a whole file holds many documents
    return (*out, _day(doc.date.start) if doc.date is not None else "")


def _plain_title(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))[:_LONGEST_TITLE]


def duplicate_notes(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, one that came before it."""
    listed = list(docs)
    facts = FactsOfMany()
    for doc in listed:
        facts.add(facts_of(doc))
    return notes_of_many([doc.key or doc.title for doc in listed], facts)


def notes_of_many(names: Sequence[str], facts: FactsOfMany) -> Iterator[str]:
    """``duplicate_notes`` from the facts of documents and the names that they are known by.

    Only those are compared that have a mark in common with another one.
    """
    known = Known()
    for n in facts.sharing():
        name, one = names[n], facts[n]
        same, other, why = known.match_facts(one, name)
        if same:
            yield f"{name} is the same document as {same} (the same record)"
        elif other:
            yield f"{name} may be the same document as {other}: {why}"
