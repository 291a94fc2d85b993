"""MARCXML: records of MARC 21 and UNIMARC, alone, in a ``collection``, or in the answer of a server (SRU)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...document.model import Document
from ..base import Cut, Found
from ..xml import Content, attribute, children, root_of, text_of
from ..xml.reading import cut_records, read_records
from .item import document
from .record import Field, MarcRecord

RECORDS = ("record",)
_NAMESPACES = ("http://www.loc.gov/MARC21/slim", "info:lc/xmlns/marcxchange", "http://www.indexdata.com/turbomarc")


def detect(text: str, name: str) -> bool:
    """Whether the text is MARCXML: by its namespaces, or by its fields where it has none."""
    root = root_of(text)
    if root is None or root.name in ("OAI-PMH", "mets", "RDF"):
        return False
    if root.name in ("collection", "record", "searchRetrieveResponse", "records") and root.has(*_NAMESPACES):
        return True
    return root.name in ("collection", "record", "records", "searchRetrieveResponse") and "datafield" in text[:20_000]


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return read_records(content, where, RECORDS, record_document, nests=True)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("<collection {}>", "</collection>"), nests=True)


def record_document(element: Any, where: str, place: str) -> Document:
    """The document of a ``record`` element, which may be an envelope around one."""
    return document(marc_record(_inner(element)), where, place)


def _inner(element: Any) -> Any:
    """The MARC record in the envelope that a server puts around it."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in ("leader", "controlfield", "datafield"):
            return one.getparent()
    return element


def marc_record(element: Any) -> MarcRecord:
    """The record of an element."""
    leader = ""
    control: dict[str, str] = {}
    fields: list[Field] = []
    for one in children(element):
        name = one.tag.rpartition("}")[2]
        if name == "leader":
            leader = one.text or ""
        elif name == "controlfield":
            control.setdefault(attribute(one, "tag"), one.text or "")
        elif name == "datafield":
            subfields = tuple((attribute(s, "code"), text_of(s)) for s in children(one, "subfield"))
            first, second = (one.get(f"ind{n}") or " " for n in (1, 2))
            fields.append(Field(attribute(one, "tag"), first, second, subfields))
    return MarcRecord(leader, control, tuple(fields))
