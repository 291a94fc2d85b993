"""METS documents (Library of Congress): the description of the object in its dmdSec, as MODS, MARC or Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..common.errors import CitekitError, ReadError
from ..csl.names import full_name
from ..document.model import Document
from .base import Cut, Found
from .dublin_core import dublin_core_document
from .genres import csl_type_named
from .marc.xml import record_document
from .mods.item import document as mods_document
from .mods.names import name_of
from .mods.titles import main_title
from .xml import (
    Content,
    Record,
    attribute,
    child,
    children,
    find_all,
    local_name,
    records,
    root_of,
    text_at,
    text_of,
    texts_at,
)
from .xml.reading import cut_records

RECORDS = ("mets",)
MAX_FILES = 12  # addresses of files that a document has; of more it has the number
_ORDER = ("mods", "record", "dc")
_DOCUMENTS = frozenset({"personal_communication", "manuscript", "interview", "graphic", "map", "speech"})


def detect(text: str, name: str) -> bool:
    """Whether the text is METS."""
    root = root_of(text)
    return root is not None and root.name == "mets"


def read(content: Content, where: str) -> Iterator[Found]:
    """One document an object, and one for each letter or other document in it; its chapters are named in a note."""
    for found in records(content, where, RECORDS):
        if not isinstance(found, Record):
            yield found
            continue
        try:
            yield from mets_documents(found.element, where, f"{where}, line {found.line}")
        except CitekitError as error:
            yield error


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("", ""))


def mets_document(mets: Any, where: str, place: str) -> Document:
    """The one document of a ``mets`` element: what it describes beside the first is named in a note."""
    structure = _structure(mets, place)
    doc = _document(structure.wholes[0], where, place)
    return _with_files(_with_parts(doc, [*structure.wholes[1:], *structure.parts]), mets)


def mets_documents(mets: Any, where: str, place: str) -> Iterator[Found]:
    """The documents of a ``mets`` element. Raises ReadError where it describes nothing."""
    structure = _structure(mets, place)
    own = [one for one in structure.parts if id(one) in structure.documents]
    for n, whole in enumerate(structure.wholes):
        try:
            doc = _typed(_document(whole, where, place), structure.types.get(id(whole), ""))
        except ReadError as error:
            yield error
            continue
        yield doc if n else _with_files(_with_parts(doc, [one for one in structure.parts if one not in own]), mets)
    for part in own:
        doc = _typed(_document(part, where, place), structure.types.get(id(part), ""))
        yield _with_note(doc, f"Part of: {_title(structure.wholes[0])}") if _title(structure.wholes[0]) else doc


class _Structure(NamedTuple):
    """What a METS file describes: whole objects, their parts, and which of these are documents of their own."""

    wholes: list[Any]
    parts: list[Any]
    documents: set[int]
    types: dict[int, str]  # the CSL type that the division of a description states


def _structure(mets: Any, place: str) -> _Structure:
    """The descriptions by the divisions of the logical structure; all that stand beside each other without one."""
    found = {
        attribute(s, "ID") or str(n): d
        for n, s in enumerate(children(mets, "dmdSec"))
        if (d := _description(s)) is not None
    }
    if not found:
        raise ReadError(
            "the METS file describes nothing in MODS, MARC or Dublin Core",
            where=place,
            hint="the description may stand in a file of its own, or in the catalogue",
        )
    divisions = [
        (div, ids) for div in _divisions(mets) if (ids := [i for i in attribute(div, "DMDID").split() if i in found])
    ]
    depth = min((_depth(div) for div, _ in divisions), default=0)
    chosen = [ids for div, ids in divisions if _depth(div) == depth] or _without_structure(found)
    wholes = [min((found[i] for i in ids), key=_rank) for ids in chosen]
    known = {i for ids in chosen for i in ids}
    types = {i: attribute(div, "TYPE") for div, ids in divisions for i in ids}
    parts = [found[i] for i in found if i not in known]
    stated = {id(found[i]): csl for i in found if (csl := csl_type_named(types.get(i, "")))}
    return _Structure(wholes, parts, {one for one, csl in stated.items() if csl in _DOCUMENTS}, stated)


def _divisions(mets: Any) -> list[Any]:
    """The described divisions of the first structure that has some, the logical one first; none that only links to a
    whole in another file.
    """
    maps = sorted(children(mets, "structMap"), key=lambda m: attribute(m, "TYPE").casefold() != "logical")
    for one in maps:
        divs = [d for d in one.iter() if isinstance(d.tag, str) and local_name(d) == "div" and attribute(d, "DMDID")]
        if divs := [d for d in divs if child(d, "mptr") is None]:
            return divs
    return []


def _depth(div: Any) -> int:
    return sum(1 for _ in div.iterancestors())


def _without_structure(found: dict[str, Any]) -> list[list[str]]:
    """Without a structure: descriptions in one format are of one document each, in several formats of the same one."""
    best = min(map(_rank, found.values()))
    alike = [[i] for i, one in found.items() if _rank(one) == best]
    return alike if len(alike) > 1 else [list(found)]


def _rank(element: Any) -> int:
    return _ORDER.index(local_name(element)) if local_name(element) in _ORDER else len(_ORDER)


def _typed(doc: Document, csl: str) -> Document:
    """The document as what its division says that it is, where its own description does not say."""
    known = doc.extra.get("type", "document")
    return doc.changed(extra={**doc.extra, "type": csl}) if csl and known == "document" and not doc.kind else doc


def _with_parts(doc: Document, parts: list[Any]) -> Document:
    titles = [", ".join(filter(None, ["; ".join(_authors(part)), _title(part)])) for part in parts]
    named = "; ".join(dict.fromkeys(filter(None, titles)))
    return _with_note(doc, f"Contains: {named}") if named else doc


def _with_files(doc: Document, mets: Any) -> Document:
    """The document with the addresses of its files; of many their number and the first."""
    found = list(dict.fromkeys(filter(None, (attribute(one, "href") for one in mets.iter("{*}FLocat")))))
    if len(found) > MAX_FILES:
        return _with_note(doc, f"Files: {len(found)}, the first {found[0]}")
    custom = dict(doc.extra.get("custom") or {})
    known = custom.get("files", [])
    files = [*known, *(one for one in found if one not in known)]
    return doc.changed(extra={**doc.extra, "custom": {**custom, "files": files}}) if files else doc


def _with_note(doc: Document, text: str) -> Document:
    note = "\n".join(filter(None, [str(doc.extra.get("note") or ""), text]))
    return doc.changed(extra={**doc.extra, "note": note})


def _title(element: Any) -> str:
    return main_title(element) or text_at(element, "title")


def _authors(element: Any) -> list[str]:
    """The names of those who made a part, as they are written."""
    if local_name(element) == "mods":
        return [full_name(name) for one in children(element, "name") if (name := name_of(one)[0])]
    return texts_at(element, "creator")


def _description(section: Any) -> Any | None:
    """The element with the description in a dmdSec."""
    for data in find_all(section, "mdWrap/xmlData"):
        elements = list(children(data))
        if len(elements) == 1 and len(elements[0]):
            mods = child(elements[0], "mods") if local_name(elements[0]) == "modsCollection" else None
            return elements[0] if mods is None else mods
        if elements:
            return data  # Dublin Core elements without an envelope
    return None


def _document(element: Any, where: str, place: str) -> Document:
    name = local_name(element)
    if name == "mods":
        return mods_document(element, where, place)
    if name in ("record", "collection"):
        return record_document(element, where, place)
    return dublin_core_document([(local_name(e), t) for e in children(element) if (t := text_of(e))], where, place)
