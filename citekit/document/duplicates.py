"""Which of many documents are, or may be, the same; the rule is that of ``identity``.

Documents are compared with those that share a mark with them, never each with each.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from .identity import Facts, contradict, facts_of, plain_title, same_document, similar
from .model import Document

_MAX_COMPARED = 50  # how many documents with a mark in common a document is compared with
_NONE = bytes(8)
_IDENTITIES = 3  # marks of what identifies a document: its number, address and DOI
_MARKS = 5  # of a document: its number, address, DOI, signature and group


class FactsOfMany:
    """The facts of many documents, in their order: eight bytes a mark, what they state, and their titles."""

    def __init__(self) -> None:
        self._columns = tuple(bytearray() for _ in range(_MARKS))
        self._stated, self._sizes = bytearray(), bytearray()  # what they state, and the size of that in four bytes
        self._titles: list[str] = []

    def __len__(self) -> int:
        return len(self._titles)

    def __iter__(self) -> Iterator[Facts]:
        return map(self.facts, range(len(self)), self._starts())

    def add(self, facts: Facts) -> None:
        """The facts of the next document."""
        number, address, doi, signature, group = self._columns
        number += facts.number or _NONE
        address += facts.address or _NONE
        doi += facts.doi or _NONE
        signature += facts.signature or _NONE
        group += facts.group or _NONE
        self._stated += facts.stated
        self._sizes += len(facts.stated).to_bytes(4, "little")
        self._titles.append(facts.title)

    def extend(self, others: FactsOfMany) -> None:
        """The facts of the documents that follow."""
        for column, more in zip(self._columns, others._columns):
            column += more
        self._stated += others._stated
        self._sizes += others._sizes
        self._titles += others._titles

    def facts(self, n: int, start: int) -> Facts:
        """The facts of a document, by its number and where what it states begins."""
        place = slice(8 * n, 8 * n + 8)
        marks = [mark if (mark := bytes(column[place])) != _NONE else b"" for column in self._columns]
        size = int.from_bytes(self._sizes[4 * n : 4 * n + 4], "little")
        number, address, doi, signature, group = marks
        return Facts(number, address, doi, signature, group, bytes(self._stated[start : start + size]), self._titles[n])

    def _starts(self) -> Iterator[int]:
        sizes = (int.from_bytes(self._sizes[at : at + 4], "little") for at in range(0, len(self._sizes), 4))
        return accumulate(chain((0,), sizes))

    def sharing(self) -> Iterator[tuple[int, Facts]]:
        """The documents that have a mark in common with another one: (number, facts)."""
        columns = [memoryview(column).cast("Q") for column in self._columns]
        shared = [(column, repeated) for column in columns if (repeated := _repeated(column))]
        if not shared:
            return
        for n, start in zip(range(len(self)), self._starts()):
            if any(column[n] in repeated for column, repeated in shared):
                yield n, self.facts(n, start)


def _repeated(marks: Iterable[int]) -> set[int]:
    """The marks that stand more than once; a sorted list takes less memory than what would count them."""
    ordered = sorted(marks)
    return {one for one, following in pairwise(ordered) if one == following} - {0}


class _Named(NamedTuple):
    """A document by a name."""

    name: str
    facts: Facts
    title: str  # in plain words

    @classmethod
    def of(cls, facts: Facts, name: str = "") -> _Named:
        return cls(name, facts, plain_title(facts.title))


class _ByMark:
    """Documents by a mark: those with the same title, and the last that came."""

    def __init__(self, titles: frozenset[int] | None) -> None:
        self._titles = titles  # hashes of the marks and titles that stand more than once; None: not known
        self._last: dict[bytes, deque[_Named]] = {}
        self._titled: dict[tuple[bytes, str], list[_Named]] = {}

    def add(self, mark: bytes, one: _Named) -> None:
        """Add a document under a mark, or under none if that is empty."""
        if not mark:
            return
        self._last.setdefault(mark, deque(maxlen=_MAX_COMPARED)).append(one)
        named = (mark, one.title)
        if self._titles is None or hash(named) in self._titles:
            listed = self._titled.setdefault(named, [])
            if len(listed) < _MAX_COMPARED:
                listed.append(one)

    def of(self, mark: bytes, title: str) -> Iterable[_Named]:
        """The documents to compare with one of this mark and title."""
        if not mark or mark not in self._last:
            return ()
        return chain(self._titled.get((mark, title), ()), self._last[mark])


class Known:
    """The documents so far, by what identifies them and by names.

    ``titles``: hashes of the marks and titles that more than one of them has, where that is known.
    """

    def __init__(self, titles: frozenset[int] | None = None) -> None:
        self._identities = tuple(_ByMark(titles) for _ in range(_IDENTITIES))
        self._signatures, self._groups = _ByMark(titles), _ByMark(titles)

    def add(self, doc: Document, name: str) -> None:
        """Add a document under a name."""
        self._add(_Named.of(facts_of(doc), name))

    def _add(self, one: _Named) -> None:
        for by_mark, mark in zip(self._identities, one.facts.identities):
            by_mark.add(mark, one)
        self._signatures.add(one.facts.signature, one)
        self._groups.add(one.facts.group, one)

    def same(self, doc: Document) -> str:
        """The name of the document that this one is, or an empty string."""
        return self._same(_Named.of(facts_of(doc)))

    def _same(self, one: _Named) -> str:
        candidates = (by_mark.of(mark, one.title) for by_mark, mark in zip(self._identities, one.facts.identities))
        return next((other.name for other in chain(*candidates) if same_document(other.facts, one.facts)), "")

    def possible_match(self, doc: Document) -> tuple[str, str]:
        """(name, reason) of a document that may be this one, or empty strings."""
        return self._possible_match(_Named.of(facts_of(doc)))

    def _possible_match(self, one: _Named) -> tuple[str, str]:
        for other in self._signatures.of(one.facts.signature, one.title):
            if not contradict(other.facts, one.facts, same_reference=True):
                return other.name, "they have the same archival reference"
        for other in self._groups.of(one.facts.group, one.title):
            if similar(other.title, one.title) and not contradict(other.facts, one.facts):
                return other.name, "they have nearly the same title and the same date"
        return "", ""

    def add_and_match(self, doc: Document, name: str) -> tuple[str, str, str]:
        """Add a document. Returns (name of the same document, name of one that may be the same, reason)."""
        return self.match_facts(facts_of(doc), name)

    def match_facts(self, facts: Facts, name: str) -> tuple[str, str, str]:
        """``add_and_match`` for facts that are known already."""
        one = _Named.of(facts, name)
        same = self._same(one)
        other, why = ("", "") if same else self._possible_match(one)
        self._add(one)
        return same, other, why


class Duplicate(NamedTuple):
    """A document that is, or may be, one that came before it; both by their names."""

    name: str
    other: str
    same: bool
    reason: str

    def __str__(self) -> str:
        if self.same:
            return f"{self.name} is the same document as {self.other} ({self.reason})"
        return f"{self.name} may be the same document as {self.other}: {self.reason}"


def duplicates_of_many(names: Sequence[str], facts: FactsOfMany) -> Iterator[Duplicate]:
    """The duplicates among documents, from their facts and the names that they are known by.

    Only those are compared that have a mark in common with another one.
    """
    titles = array("q")
    for _, one in facts.sharing():
        title = plain_title(one.title)
        titles.extend([hash((mark, title)) for mark in one.marks if mark])
    known = Known(frozenset(_repeated(titles)))
    for n, one in facts.sharing():
        same, other, why = known.match_facts(one, names[n])
        if same:
            yield Duplicate(names[n], same, True, "the same record")
        elif other:
            yield Duplicate(names[n], other, False, why)


def duplicates_of(docs: Iterable[Document]) -> Iterator[Duplicate]:
    """The duplicates among documents; each is known by its key, or by its title where it has none."""
    listed = list(docs)
    facts = FactsOfMany()
    for doc in listed:
        facts.add(facts_of(doc))
    return duplicates_of_many([doc.key or doc.title for doc in listed], facts)


def duplicate_notes(docs: Iterable[Document]) -> Iterator[str]:
    """A line for each document that is, or may be, one that came before it."""
    return map(str, duplicates_of(docs))
