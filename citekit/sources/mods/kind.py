"""The CSL type of a MODS record: by its genres, what it is part of, how it is issued, and its type of resource."""

from __future__ import annotations

from typing import Any

from ...common.tables import table
from ...csl.variables import TYPES
from ..genres import csl_type_named, zotero_type
from ..xml import attribute, children, text_at, text_of, texts_at
from .related import is_series

_PART_OF_SERIAL = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def type_of_record(mods: Any) -> str:
    """The CSL type."""
    own = _by_genre(mods)
    host = next((r for r in children(mods, "relatedItem") if attribute(r, "type") == "host"), None)
    resource = _by_resource(mods)
    if own and not (host is not None and own in ("book", "periodical", "document", "paper-conference")):
        return _refined_type(own, mods, resource)
    if host is not None and (found := _part_of(own, host, mods, resource)):
        return found
    if own:
        return _refined_type(own, mods, resource)
    if _is_collection(mods):
        return "collection"
    if resource:
        return resource
    issuance = text_at(mods, "originInfo/issuance")
    if issuance in ("continuing", "serial", "integrating resource"):
        return "periodical" if issuance != "integrating resource" else "webpage"
    if issuance or text_at(mods, "originInfo/publisher") or text_at(mods, "originInfo/edition"):
        return "manuscript" if _is_manuscript(mods) else "book"
    return "manuscript" if _is_manuscript(mods) else "document"


def _by_genre(mods: Any) -> str:
    """What the genres say, those of known lists first."""
    genres = [(attribute(g, "authority"), text_of(g)) for g in children(mods, "genre")]
    order = sorted(genres, key=lambda g: ("local zotero csl marcgt dct".split() + [g[0]]).index(g[0]))
    for authority, genre in order:
        if authority == "csl" and genre in TYPES:
            return genre
        if authority in ("local", "zotero") and (found := zotero_type(genre)):
            return found
        if found := csl_type_named(genre):
            return found
    return ""


def _by_resource(mods: Any) -> str:
    for resource in children(mods, "typeOfResource"):
        if found := table("mods")["resource"].get(text_of(resource).casefold()):
            return str(found)
    return ""


def _refined_type(csl_type: str, mods: Any, resource: str) -> str:
    """A genre that another element makes clearer: an interview on tape stays one, a book that is a manuscript is
    none.
    """
    if csl_type in ("book", "pamphlet") and _is_manuscript(mods) and not text_at(mods, "originInfo/publisher"):
        return "manuscript"
    if csl_type == "periodical" and resource and resource not in ("song", "graphic"):
        return resource
    return csl_type


def _part_of(own: str, host: Any, mods: Any, resource: str) -> str:
    """What a part of another work is; empty where the host is a collection that the thing is kept in."""
    genre = _by_genre(host)
    serial = (
        genre in ("periodical", *_PART_OF_SERIAL)
        or any(attribute(i, "type").startswith("issn") for i in children(host, "identifier"))
        or text_at(host, "originInfo/issuance") in ("continuing", "serial")
        or any(attribute(d, "type") in ("issue", "number") for d in _details(host, mods))
    )
    if genre in ("article-newspaper", "article-magazine"):
        return genre
    if genre == "paper-conference" or own == "paper-conference":
        return "paper-conference"
    if own == "article-newspaper":
        return own
    if serial:
        return "article-journal"
    book = genre == "book" or any(attribute(i, "type") == "isbn" for i in children(host, "identifier"))
    if book or text_at(host, "originInfo/publisher") or text_at(host, "originInfo/issuance") == "monographic":
        return "chapter" if resource in ("", "musical_score") else resource
    if own == "book" and is_series(host) and text_at(mods, "originInfo/publisher"):
        return "book"
    if own or resource or _is_collection(host) or texts_at(mods, "location/physicalLocation"):
        return "" if own != "book" else "chapter"
    if any(True for _ in _details(host, mods)) or text_at(host, "part/extent/start"):
        return "article-journal" if any(attribute(d, "type") == "volume" for d in _details(host, mods)) else "chapter"
    return ""


def _details(host: Any, mods: Any) -> list[Any]:
    return [d for owner in (host, mods) for part in children(owner, "part") for d in children(part, "detail")]


def _is_collection(element: Any) -> bool:
    return any(attribute(r, "collection") == "yes" for r in children(element, "typeOfResource"))


def _is_manuscript(mods: Any) -> bool:
    return any(attribute(r, "manuscript") == "yes" for r in children(mods, "typeOfResource"))
