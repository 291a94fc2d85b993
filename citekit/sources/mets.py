"""METS documents (Library of Congress): the description of the object in its dmdSec, as MODS, MARC or Dublin Core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document.extra import extra_of
from ..document.model import Document
from ..errors import ReadError
from .base import Cut, Found
from .dublin_core import dublin_core_document
from .marc.xml import record_document
from .mods.item import document as mods_document
from .mods.titles import main_title
from .xml import Content, attribute, child, children, find_all, local_name, root_of, text_at, text_of
from .xml.reading import cut_records, read_records

RECORDS = ("mets",)
_ORDER = ("mods", "record", "dc")


def detect(text: str, name: str) -> bool:
    """Whether the text is METS."""
    root = root_of(text)
    return root is not None and root.name == "mets"


def read(content: Content, where: str) -> Iterator[Found]:
    """One document an object; its parts (chapters, letters of a bundle) are named in a note."""
    return read_records(content, where, RECORDS, mets_document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("", ""))


def mets_document(mets: Any, where: str, place: str) -> Document:
    """The document of a ``mets`` element. Raises ReadError where it describes nothing."""
    sections = {attribute(s, "ID"): s for s in children(mets, "dmdSec")}
    wanted = _main_sections(mets) or list(sections)
    described = [d for i in wanted if i in sections and (d := _description(sections[i])) is not None]
    described = described or [d for s in sections.values() if (d := _description(s)) is not None]
    if not described:
        raise ReadError(
            "the METS file describes nothing in MODS, MARC or Dublin Core",
            where=place,
            hint="the description may stand in a file of its own, or in the catalogue",
        )
    main = min(described, key=lambda d: _ORDER.index(local_name(d)) if local_name(d) in _ORDER else len(_ORDER))
    doc = _document(main, where, place)
    chosen = [_description(sections[i]) for i in wanted if i in sections]
    parts = [d for s in sections.values() if (d := _description(s)) is not None and d not in chosen]
    return _with_parts(doc, parts)


def _with_parts(doc: Document, parts: list[Any]) -> Document:
    titles = [t for part in parts if (t := main_title(part) or text_at(part, "title"))]
    if not titles:
        return doc
    note = "\n".join(
        filter(None, [str(extra_of(doc).get("note") or ""), f"Contains: {'; '.join(dict.fromkeys(titles))}"])
    )
    return doc.changed(extra={**extra_of(doc), "note": note})


def _main_sections(mets: Any) -> list[str]:
    """The sections that describe the object: those of the first division of a structure that has one and is no link to
    a whole in another file.
    """
    maps = sorted(children(mets, "structMap"), key=lambda m: attribute(m, "TYPE").casefold() != "logical")
    for one in maps:
        for div in one.iter():
            if isinstance(div.tag, str) and local_name(div) == "div" and attribute(div, "DMDID"):
                if child(div, "mptr") is None:
                    return attribute(div, "DMDID").split()
    return []


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
