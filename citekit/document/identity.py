"""What a document is known by, and when two descriptions are of one document.

A title is not an identity: dozens of records share one.  Two descriptions are of one document only where both hold:

- they share what identifies one: a record number of one archive, an address, a DOI, or every word of the description;
- nothing that both state differs: title, date, people, volume, number, pages, container, publisher, reference,
  language, and any other variable that says which document it is.

An archive may correct its record: under one record number, one of title, date and reference may differ, and the
people, whom the title names.  Without a number, an address or a DOI both have to state the same, word for word: what
only one of them states is no difference, but no agreement either.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from ..archives.hosts import host_and_address
from .extra import extra_of
from .statements import (
    DATE,
    NUMBERED,
    OTHER,
    REFERENCE,
    differences,
    kind_of,
    levels_stated,
    plain_doi,
    stated_by,
    statements,
)

if TYPE_CHECKING:
    from ..archives.reference import ArchivalReference
    from ..dates import HistoricalDate
    from .model import Document

NEAR = 0.9
_ALIKE = 0.6
_WORD, _NUMBER = re.compile(r"\w+"), re.compile(r"\d+")
_LONGEST_TITLE = 300  # of a title no more is compared
_WITHIN_FILES = frozenset(("leaf", "page", "item"))
_hash = hashlib.blake2b
_NO_DESCRIPTION = frozenset(("id", "citation-key", "custom"))


class Facts(NamedTuple):
    """What a document is known by: marks (``_mark``) of what identifies it, of its reference, and of the documents of
    its date; its title; and what it states, variable by variable (``statements``).

    An empty mark stands for none; a document without ``group`` is compared with no title.  Most titles are put into
    plain words (``plain_title``) when they are compared, which few are.
    """

    number: bytes
    address: bytes  # without an address: every word of the description
    doi: bytes
    signature: bytes
    group: bytes
    stated: bytes
    title: str

    @property
    def identities(self) -> tuple[bytes, bytes, bytes]:
        """The marks of what identifies it."""
        return self.number, self.address, self.doi

    @property
    def marks(self) -> tuple[bytes, ...]:
        """All marks by which other documents are looked for that may be the same."""
        return *self.identities, self.signature, self.group


def facts_of(doc: Document) -> Facts:
    """What a document is known by, worked out once."""
    title = doc.title
    if len(title) > _LONGEST_TITLE:
        title = plain_title(title)
    host, address = host_and_address(doc.url) if doc.url else ("", "")
    extra = extra_of(doc)
    references = doc.references
    levels = levels_stated(references) if references else []
    stated = stated_by(doc, extra, host, levels)
    doi = plain_doi(str(extra["DOI"])) if extra.get("DOI") else ""
    date = doc.date
    group = b""
    if date is not None and date.start and doc.title:
        # near titles have the date in common, and the numbers in them (``No. 5`` is not ``No. 7``)
        group = crc32(" ".join(_NUMBER.findall(title)).encode()).to_bytes(4, "little") + _date_mark(date.start)
    return Facts(
        _mark(("number", host, doc.number)) if host and doc.number else b"",
        _mark(("url", address)) if address else _description(doc, extra),
        _mark(("doi", doi)) if doi else b"",
        _signature(references, levels, date) if references else b"",
        group,
        stated,
        title,
    )


def same_document(one: Facts, other: Facts) -> bool:
    """Whether two descriptions are of one document."""
    by_number = bool(one.number) and one.number == other.number
    if not by_number and not ((one.address and one.address == other.address) or (one.doi and one.doi == other.doi)):
        return False
    differing = {kind_of(code) for code in differences(statements(one.stated), statements(other.stated))}
    titles_differ = not near_titles(one.title, other.title)
    if not by_number:
        return not differing and not titles_differ
    corrected = titles_differ + (DATE in differing) + (REFERENCE in differing)
    return differing.isdisjoint((OTHER, NUMBERED)) and corrected < 2


def contradict(one: Facts, other: Facts, same_reference: bool = False) -> bool:
    """Whether something that both descriptions state differs, apart from their titles.

    ``same_reference``: they have one reference, and an archive may have described what lies there more than once.
    """
    differing = differences(statements(one.stated), statements(other.stated))
    return any(kind_of(code) != NUMBERED for code in differing) if same_reference else bool(differing)


def same_words(one: Facts, other: Facts) -> bool:
    """Whether two descriptions state the same under the same title and address."""
    return (one.address, one.doi, one.stated, one.title) == (other.address, other.doi, other.stated, other.title)


def amount_differing(one: Facts, other: Facts) -> int:
    """How much of what both descriptions state differs: the date and the reference each count once, a title that has
    little in common with the other one twice.
    """
    differing = differences(statements(one.stated), statements(other.stated))
    others = sum(kind_of(code) == OTHER for code in differing)
    titles = plain_title(one.title), plain_title(other.title)
    alike = not all(titles) or difflib.SequenceMatcher(None, *titles, autojunk=False).ratio() >= _ALIKE
    return others + len({kind_of(code) for code in differing} - {OTHER}) + (0 if alike else 2)


def near_titles(one: str, other: str) -> bool:
    """Whether two titles are nearly the same, with the same numbers in them; one that is not stated is no other."""
    if one == other or not one or not other:
        return True
    one, other = plain_title(one), plain_title(other)
    return one == other or (_NUMBER.findall(one) == _NUMBER.findall(other) and similar(one, other))


def similar(one: str, other: str) -> bool:
    """Whether two titles in plain words have nearly all letters in common."""
    longest = max(len(one), len(other), 1)
    if one == other:
        return True
    if abs(len(one) - len(other)) > longest * (1 - NEAR) * 2:
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def plain_title(title: str) -> str:
    """The words of a title in small letters."""
    return " ".join(_WORD.findall(title.casefold()))[:_LONGEST_TITLE]


def _signature(references: tuple[ArchivalReference, ...], levels: list[int], date: HistoricalDate | None) -> bytes:
    """The mark of references without their wording: repositories, levels and the date; none where they name a whole
    file, which holds many documents, or an archive that is not known.
    """
    within = False
    for reference in references:
        if reference.repository is None or len(reference.levels) < 2:
            return b""
        within = within or any(level.kind in _WITHIN_FILES for level in reference.levels)
    if not within:
        return b""
    of_date = _date_mark(date.start) if date is not None else b""
    return _hash(array("I", levels).tobytes() + of_date, digest_size=8).digest()


def identity_mark(doc: Document) -> str:
    """What identifies a document, in hexadecimal digits, the same in every run: its record number, or else its
    address, title and what it states.
    """
    facts = facts_of(doc)
    mark = facts.number or _mark((facts.address.hex(), facts.stated.hex(), plain_title(facts.title)))
    return mark.hex()


def _mark(parts: Iterable[str]) -> bytes:
    """Eight bytes that stand for some texts, the same in every process, by which millions of documents are known."""
    return _hash("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


_day = lru_cache(maxsize=4096)(str)  # of the numbers of a date


@lru_cache(maxsize=4096)
def _date_mark(numbers: tuple[int, ...]) -> bytes:
    """Four bytes for the numbers of a date, never all zero."""
    return (crc32(str(numbers).encode()) | 1).to_bytes(4, "little")


def _description(doc: Document, extra: Mapping[str, Any]) -> bytes:
    """The mark of every word of a description; none where there is none.

    Its key, the day of access and where it was read from are no part of it.
    """
    date = doc.date
    words = [
        plain_title(doc.title),
        (_day((date.start, date.end)) if date.start else date.text) if date is not None else "",
        doc.kind,
        doc.sender,
        doc.recipient,
        doc.reference,
        doc.number,
        doc.language,
        doc.host,
        doc.summary,
        doc.credits,
        *doc.contents,
    ]
    words += [f"{name}={_wording(extra[name])}" for name in sorted(extra) if name not in _NO_DESCRIPTION]
    return _mark(words) if any(words) else b""


def _wording(value: Any) -> str:
    """A variable's value as text, whatever the order of the parts of a name."""
    if type(value) is list:
        return "; ".join([_wording(one) for one in value])
    if type(value) is dict:
        return ", ".join([f"{name}: {_wording(value[name])}" for name in sorted(value, key=str)])
    return str(value)
