"""A document as Zotero holds it: an item type, the variables that the type has, and lines of Extra for all others.

Zotero's importers drop a field that an item type does not have, and make an author of a creator that it does not have.
A line ``variable: value`` in Extra reaches Zotero's citations all the same (data/zotero.toml, ``has``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..archives.credits import credits_wording
from ..archives.titles import kind_of
from ..common.tables import table
from ..csl.names import full_name, parts_joined
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import wording
from ..document.correspondence import credited, is_letter_without_recipient, sender_is_author, type_in_managers
from ..document.item import to_csl
from ..document.model import Document
from ..document.people import names_of_people
from ..document.wording import in_source_wording

Line = tuple[str, str]

_WITHOUT_LINE = frozenset({"id", "type", "custom", "note", "accessed", "issued", "keyword"})


@dataclass(frozen=True)
class ZoteroItem:
    """``kind`` is Zotero's item type, ``item`` the CSL-JSON item that its importers take, ``extra`` the lines of Extra.

    ``labels`` are further lines, which Zotero only shows: what a document says beyond CSL and Zotero.
    """

    kind: str
    item: dict[str, Any]
    extra: tuple[Line, ...]
    labels: tuple[Line, ...]


def zotero_item(doc: Document, kind: str = "", own: Mapping[str, Any] | None = None) -> ZoteroItem:
    """The item of a document for Zotero. ``kind`` is the item type that a format leads to, where it is not the usual
    one. Titles have the capitals of their source, unless ``own`` is given: the document's item as CSL has it.
    """
    item = to_csl(in_source_wording(doc)) if own is None else dict(own)
    item["type"] = type_in_managers(doc)
    kind = kind or kind_of_item(item["type"])
    said = labels(doc)
    _correspondents(doc, item)
    if doc.number and item.get("number") == doc.number:
        del item["number"]  # the record's number in a digital archive, which styles would print as the document's own
    if doc.language and (doc.host or doc.references or item.get("archive") or item.get("archive_location")):
        item.setdefault("language", doc.language)
    if doc.language and item.get("language") != doc.language:  # that of the original of a translation
        said = [*said, ("Original language", doc.language)]
    credited = _credited(doc, item, kind)
    extra = [line for role, names in credited.items() for line in name_lines(role, names)]
    for variable, value in sorted(item.items()):  # one order, whatever the format it came in
        if value in (None, "", []) or variable in _WITHOUT_LINE:
            continue
        if variable in NAME_VARIABLES:
            if not has_creator(kind, variable):
                extra += name_lines(variable, value)
        elif not has_field(kind, variable):
            extra.append((variable, wording(variable, value)))
    extra += _undated(doc)
    for role in [r for r in item if r in NAME_VARIABLES and not has_creator(kind, r)]:
        del item[role]
    return ZoteroItem(kind, item, tuple(extra), tuple(said))


def kind_of_item(csl_type: str) -> str:
    """Zotero's item type for a CSL type."""
    return str(table("zotero")["types"].get(csl_type, "document"))


@lru_cache(maxsize=64)
def _fields(kind: str) -> frozenset[str]:
    has = table("zotero")["has"]
    archive = "" if kind in has["without_an_archive"].split() else has["place_in_an_archive"]
    return frozenset(f"{has['every']} {archive} {has['kinds'].get(kind, '')}".split())


def has_field(kind: str, variable: str) -> bool:
    """Whether an item type has a field for a variable."""
    return variable in _fields(kind)


def has_creator(kind: str, role: str) -> bool:
    """Whether an item type has creators of a role."""
    return role in _creators(kind)


@lru_cache(maxsize=64)
def _creators(kind: str) -> frozenset[str]:
    return frozenset(table("zotero")["has"]["creators"].get(kind, "author").split())


def name_lines(role: str, names: Any) -> list[Line]:
    """Lines of Extra for the names of a role, one each: ``translator: Family || Given``."""
    return [(role, extra_name(name)) for name in (names if isinstance(names, list) else [names])]


def extra_name(name: Any) -> str:
    """A name as Zotero reads it in Extra; one whose own order is family name first stays whole."""
    whole = not isinstance(name, dict) or name.get("literal") or name.get("static-ordering")
    if whole or not (name.get("family") and name.get("given")):
        return full_name(name)
    family = parts_joined(name, "non-dropping-particle", "family")
    given = parts_joined(name, "given", "dropping-particle")
    return f"{family} || {given}" + (f", {name['suffix']}" if name.get("suffix") else "")


def _correspondents(doc: Document, item: dict[str, Any]) -> None:
    author = sender_is_author(doc)
    if author:
        item["author"] = _names(doc.sender)
    asked = item["type"] == "interview" and item.get("interviewer")  # by whom an interview was addressed
    if doc.recipient and (author or not doc.sender) and not asked:
        item.setdefault("recipient", _names(doc.recipient))


def _names(text: str) -> list[dict[str, Any]]:
    """Names as Zotero keeps them: one whose own order is family name first stays whole."""
    found = names_of_people(text)
    return [{"literal": full_name(name)} if name.get("static-ordering") else name for name in found]


def labels(doc: Document) -> list[Line]:
    """What CSL has no variable for, under the labels that readers know."""
    found = [
        ("Record Number", doc.number),
        ("Sender", doc.sender),
        ("Addressee", doc.recipient),
        ("Kind", doc.kind if doc.kind and (doc.kind != kind_of(doc.title) or is_letter_without_recipient(doc)) else ""),
        ("Contents", "; ".join(doc.contents)),
        ("Contributors", credits_wording(doc.contributors) if not doc.credits else ""),
    ]
    return [(name, value) for name, value in found if value]


def _credited(doc: Document, item: dict[str, Any], kind: str) -> dict[str, list[dict[str, Any]]]:
    """The people of the credits by role; translators of the item are divided into family and given names.

    Those whose role the item type has stay with the item; the others are returned.
    """
    people = credited(doc.contributors)
    for role in [r for r in people if has_creator(kind, r)]:
        if role == "translator" or role not in item:
            item[role] = people.pop(role)
    if "translator" in people:
        item.pop("translator", None)
    return people


def _undated(doc: Document) -> Iterable[Line]:
    """A date that Zotero's field cannot hold: ``n.d.``, and words that are no date."""
    if doc.date is not None and not doc.date.start and doc.date.text:
        yield "issued", doc.date.text
