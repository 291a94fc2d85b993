"""Answers of OAI-PMH servers (ListRecords, GetRecord; Open Archives Initiative Protocol 2.0), and Dublin Core records.

A record's metadata may be Dublin Core (oai_dc, qualified), MODS, MARCXML or METS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..common.errors import NoRecordError, ReadError
from ..document.extra import extra_of
from ..document.model import Document
from .base import Cut, Found
from .dublin_core import dublin_core_document
from .marc.xml import record_document
from .mets import mets_document
from .mods.item import document as mods_document
from .xml import Content, attribute, child, children, local_name, root_of, text_at, text_of, texts_at
from .xml.reading import cut_records, read_records

RECORDS = ("record",)
_BARE = ("dc", "qualifieddc", "dcterms", "srw_dc")
_SRU = "searchRetrieveResponse"
_ERROR = re.compile(r"<error(?:\s[^>]{0,300})?>([^<]{0,1000})")
_MORE = re.compile(r"<(?:\w+:)?resumptionToken[^>]*>\s*[^<\s]")


class _DeletedError(NoRecordError):
    """A record of which the server keeps no more than that it was deleted (protocol 2.0, 2.5.1)."""


def detect(text: str, name: str) -> bool:
    """Whether the text is an answer of a server, or a Dublin Core record by itself."""
    root = root_of(text)
    if root is None:
        return False
    return root.name in ("OAI-PMH", "ListRecords", "GetRecord", *_BARE) or (
        root.name in ("record", "metadata", "records", _SRU)
        and root.has("http://www.openarchives.org/OAI/", "http://purl.org/dc/")
    )


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    root = root_of(content) if isinstance(content, str) else None
    if root is not None and root.name in (*_BARE, "metadata", _SRU) and isinstance(content, str):
        names = _BARE if root.name == _SRU else (root.name,)
        yield from read_records(content, where, names, lambda e, w, p: dublin_core_document(dc_pairs(e), w, p))
        return
    problem = _ERROR.search(content[:5000]) if isinstance(content, str) else None
    if problem is not None and isinstance(content, str) and "<record" not in content:
        said = " ".join(problem[1].split()) or "no reason given"
        yield NoRecordError(f"the server answered with an error: {said}", where=where, hint="ask it again")
        return
    count = deleted = 0
    held: list[Found] = []  # the last document, which is told how many are deleted, and errors behind it
    for found in read_records(content, where, RECORDS, _document, nests=True):
        count += 1
        if isinstance(found, _DeletedError):
            deleted += 1
            continue
        if isinstance(found, Document):
            yield from held
            held = []
        held.append(found)
    if held and isinstance(last := held[0], Document) and deleted:
        held[0] = replace(last, warnings=(*last.warnings, _deleted(deleted)))
    elif deleted:
        yield NoRecordError(_deleted(deleted), where=where)
    yield from held
    if not count:
        yield NoRecordError("the answer of the server holds no records", where=where)
    if isinstance(content, str) and _MORE.search(content):
        yield ReadError(
            "the list goes on: the server gave a resumptionToken, and the records behind it are not in this file",
            where=where,
            hint="harvest the list to its end",
        )


def _deleted(count: int) -> str:
    return f"{count} record{'s' if count > 1 else ''} of this list, deleted on the server, passed over"


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("<OAI-PMH {}><ListRecords>", "</ListRecords></OAI-PMH>"), nests=True)


def _document(record: Any, where: str, place: str) -> Document:
    header, metadata = child(record, "header"), child(record, "metadata")
    if header is not None and attribute(header, "status") == "deleted":
        raise _DeletedError("the server has deleted this record", where=place)
    inner = next(children(metadata), None) if metadata is not None else None
    if metadata is not None and inner is None:
        raise ReadError("the record holds no metadata", where=place)
    doc = document_of_element(inner if inner is not None else record, where, place)
    identifier = text_at(header, "identifier") if header is not None else ""
    sets = texts_at(header, "setSpec") if header is not None else []
    if not identifier:
        return doc
    custom = {**extra_of(doc).get("custom", {}), "oai_identifier": identifier}
    if sets:
        custom["oai_sets"] = sets
    return doc.changed(extra={**extra_of(doc), "custom": custom})


def document_of_element(element: Any, where: str, place: str) -> Document:
    """The document of a metadata element by its name: MODS, MARC, METS, or any Dublin Core."""
    name = local_name(element)
    if name in ("mods", "modsCollection"):
        mods = element if name == "mods" else child(element, "mods")
        return mods_document(element if mods is None else mods, where, place)
    if name == "mets":
        return mets_document(element, where, place)
    if name in ("record", "collection") and any(local_name(e) == "datafield" for e in element.iter()):
        return record_document(element, where, place)
    return dublin_core_document(dc_pairs(element), where, place)


def dc_pairs(element: Any) -> list[tuple[str, str]]:
    """(element, text) of a Dublin Core record, envelopes around the elements opened."""
    pairs: list[tuple[str, str]] = []
    for one in children(element):
        if len(one) and local_name(one) in (*_BARE, "metadata", "description-set"):
            pairs += dc_pairs(one)
        elif text := text_of(one) or attribute(one, "resource"):
            pairs.append((local_name(one), text))
    return pairs
