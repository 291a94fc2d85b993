"""What a document is known by, made ready for comparing with pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..archives.reference import LEAF_KINDS, ArchivalReference
from ..common.tables import table
from ..document.extra import extra_of
from ..document.foreign import document_of
from ..document.item import to_csl
from ..document.model import Document
from .contradiction import day_of
from .titles import title_words
from .wording import words

_PERIODICALS = ("article", "periodical", "post", "entry", "review")  # types whose number is an issue's
_OF_ONE = frozenset((*LEAF_KINDS, "item"))  # levels that one document has; files and boxes hold many
_NO_NAMES = frozenset("title title-short abstract note annote keyword URL id type number issued accessed".split())
_PARTS = 6  # words of the number of a thing in a museum
_TYPES = {"article-newspaper": "newspaper"}  # whose words stand under another name
_MOST_NAMES = 200  # words


@dataclass(frozen=True)
class KnownReference:
    """The (word, value) of an archival reference's levels; ``is_specific``: down to what holds one document."""

    levels: tuple[tuple[str, str], ...]
    is_specific: bool

    @classmethod
    def of(cls, reference: ArchivalReference) -> KnownReference:
        levels = tuple((" ".join(words(level.term)), " ".join(words(level.value))) for level in reference.levels)
        return cls(levels, any(level.kind in _OF_ONE for level in reference.levels))


def _is_call_number(reference: ArchivalReference) -> bool:
    """Whether a reference is a call number of several parts (FO 371/1160, 118-00001-01)."""
    return reference.levels[0].kind == "call_number" and len(words(reference.levels[0].value)) > 1


@dataclass(frozen=True)
class Identity:
    """What a document is known by, made ready for comparing."""

    title: list[str]
    number: list[str]
    references: tuple[KnownReference, ...]
    date: str
    stated: tuple[ArchivalReference, ...] = ()  # the references as they are, to hold others against
    is_serial: bool = False  # whether the number is one that its author gave it (Telegram No. 240), in digits alone
    doc: Document = field(default_factory=Document, compare=False)
    object_number: str = ""  # of a thing in a museum, whose place is no reference of levels: SK-A-1234

    @classmethod
    def of(cls, doc: Document) -> Identity:
        if not doc.references and extra_of(doc).get("archive_location"):
            doc = document_of({k: v for k, v in to_csl(doc).items() if k != "custom"})
        stated = tuple(r for r in doc.references if r.levels and not r.published)
        references = tuple(KnownReference.of(r) for r in stated if len(r.levels) > 1 or _is_call_number(r))
        number, is_serial = words(doc.number), False
        if not number:
            number = words(item_number(doc))
            is_serial = len(number) == 1 and number[0].isdigit()
        return cls(
            title_words(doc.title), number, references, day_of(doc.date), stated, is_serial, doc, _object_number(doc)
        )

    @cached_property
    def when(self) -> str:
        """Its date as far as it is known, ``1916`` or ``1916-05-04``; empty for a span."""
        date = self.doc.date
        if date is None or date.end not in ((), date.start):
            return ""
        return "-".join(f"{n:02d}" for n in date.start)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of its people, places, archives and publishers: a page's title can have these besides its own."""
        item = {name: value for name, value in to_csl(self.doc).items() if name not in _NO_NAMES}
        kind = str(to_csl(self.doc).get("type") or "")
        called = table("surplus")["types"].get(_TYPES.get(kind, kind).replace("-", "_"), "")
        return frozenset(title_words(" ".join(_texts(item)), _MOST_NAMES)) | frozenset(words(called))


def _object_number(doc: Document) -> str:
    """What a document's place in its archive is, in one word, where it has digits and no levels."""
    levels = [level for reference in doc.references for level in reference.levels]
    if len(levels) > 1 or any(level.term for level in levels):
        return ""
    place = words(levels[0].value if levels else str(extra_of(doc).get("archive_location") or ""))
    return "".join(place) if len(place) <= _PARTS and any(c.isdigit() for part in place for c in part) else ""


def _texts(value: object) -> Iterator[str]:
    """The texts in an item."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def item_number(doc: Document) -> str:
    """The ``number`` of an item that is none of citekit's own (a report's, a telegram's), where it has a digit and is
    not that of an issue."""
    extra = extra_of(doc)
    custom = extra.get("custom")  # where a table's columns stand
    number = str(extra.get("number") or (custom.get("number") if isinstance(custom, Mapping) else "") or "")
    is_issue = str(extra.get("type") or "").startswith(_PERIODICALS)
    return number if any(map(str.isdigit, number)) and not is_issue else ""
