"""NBIB: PubMed's records in the MEDLINE format, lines such as ``TI  - Title`` (data/nbib.toml).

Left out are the dates and states of the record itself (OWN, STAT, EDAT, MHDA, CRDT, PHST, DCOM, LR, PST).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...common.tables import table
from ...csl.names import parse_name, parse_person
from ...csl.variables import NAME_VARIABLES
from ...document.model import Document
from ..base import Cut, Found
from ..item_builder import ItemBuilder
from .lines import Content, TaggedRecord, cut_records, documents

_TAG = re.compile(r"([A-Z]{2,4}) {0,3}-(?: (.*))?$")
_DETECT = re.compile(r"[\s\ufeff]*(?:\d+\s*\n)?PMID ?-\s*\d+\s*\n", re.M)
_OWN = frozenset({"TI", "AU", "FAU", "DP", "PT", "IS", "ISBN", "AID", "LID", "MH", "OT", "PG", "JT", "TA", "BTI"})
_INITIALS = re.compile(r"^(.+) ([A-Z]{1,4})$")
_SUFFIX = re.compile(r" (Jr|Sr|2nd|3rd|4th|I{2,3})$")
_NAMED = re.compile(r"^(.*?)\s*\[([\w-]+)\]$")


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a record of PubMed."""
    return _DETECT.match(text[:2000]) is not None


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return documents(content, where, _TAG, "PMID", _document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, _TAG, "PMID")


def _document(record: TaggedRecord, where: str, place: str) -> Document:
    build = ItemBuilder(_type(record))
    title = record.get("TI") or record.get("BTI") or record.get("TT")
    build.put("title", title[:-1] if title.endswith(".") and not title.endswith("..") else title)
    _authors(build, record)
    _journal(build, record)
    for tag, text in record.fields:
        meaning = table("nbib")["fields"].get(tag, f"note: {tag}")
        if tag == "PL" and build.item["type"] in ("book", "chapter", "report", "thesis"):
            meaning = "publisher-place"
        if (
            tag in _OWN
            or not text
            or not meaning
            or (tag == "ED" and record.get("FED"))
            or _is_repeated(record, tag, text)
        ):
            continue
        if meaning in NAME_VARIABLES:
            build.add_name(meaning, parse_name(text) if meaning == "author" else _person(text))
        elif meaning.startswith("note"):
            build.note(text, meaning[6:])
        else:
            build.put(meaning, text, tag)
    build.put("page", full_pages(record.get("PG")))
    _numbers(build, record)
    if dates := record.all("DP", "DEP"):
        build.put_date("issued", dates[0] if record.get("DP") else f"{dates[0][:4]}-{dates[0][4:6]}-{dates[0][6:8]}")
    for kind in record.all("PT"):
        if kind.casefold() not in ("journal article", "book", "book chapter"):
            build.note(kind, "Publication type")
    build.add_keywords(re.sub(r"\*", "", heading) for heading in record.all("MH", "OT"))
    return build.document(where, place)


def _type(record: TaggedRecord) -> str:
    known = table("nbib")["types"]
    found = next((known[k.casefold()] for k in record.all("PT") if k.casefold() in known), "")
    kinds = {kind.casefold() for kind in record.all("PT")}
    if "journal article" in kinds and record.get("JT", "TA") and "newspaper article" not in kinds:
        return "article-journal"  # a video that goes with it is no film
    if record.get("BTI"):
        return "chapter" if record.get("TI") else "book"
    return str(found) or ("article-journal" if record.get("JT", "TA") else "document")


def _authors(build: ItemBuilder, record: TaggedRecord) -> None:
    """The authors in their order: full names where the record has them, bodies among them."""
    full = bool(record.get("FAU"))
    for tag, text in record.fields:
        if tag == "FAU" or (tag == "AU" and not full):
            build.add_name("author", _person(text))
        elif tag == "CN":
            build.add_name("author", {"literal": text})


def _person(text: str) -> dict[str, Any]:
    """A name as PubMed has it: ``Farr, William Jr``, or ``Farr W Jr``."""
    match = _SUFFIX.search(text)
    plain = text[: match.start()] if match is not None else text
    name = parse_person(plain if "," in plain else _INITIALS.sub(_initials, plain))
    return {**name, "suffix": match[1]} if match is not None and "family" in name else name


def _initials(match: re.Match[str]) -> str:
    """``Weathersby KA`` as ``Weathersby, K. A.``"""
    return f"{match[1]}, {' '.join(letter + '.' for letter in match[2])}"


def _journal(build: ItemBuilder, record: TaggedRecord) -> None:
    if record.get("TI") and record.get("BTI"):
        build.put("container-title", record.get("BTI").rstrip("."))
    build.put("container-title", record.get("JT", "TA"))
    if record.get("JT"):
        build.put("container-title-short", record.get("TA"))


def _is_repeated(record: TaggedRecord, tag: str, text: str) -> bool:
    """Whether a field says what others say: the source in one line, a second writing of a name, a body as author."""
    return tag in ("SO", "CN") or (tag == "IR" and bool(record.get("FIR"))) or (tag == "PS" and bool(record.get("FPS")))


def full_pages(pages: str) -> str:
    """Pages with their last number in full: PubMed writes ``456-70`` for 456-470."""
    return re.sub(r"\b(\d+)-(\d+)\b(?!-)", _full, pages)


def _full(match: re.Match[str]) -> str:
    first, last = match[1], match[2]
    return f"{first}-{first[: len(first) - len(last)]}{last}" if len(last) < len(first) else match[0]


def _numbers(build: ItemBuilder, record: TaggedRecord) -> None:
    for text in record.all("IS"):
        build.put_identifier("ISSN", text.partition(" (")[0])
    for text in record.all("ISBN"):
        build.put_identifier("ISBN", text)
    seen = set()
    for text in record.all("LID", "AID"):
        match = _NAMED.match(text)
        number, kind = (match[1], match[2].casefold()) if match is not None else (text, "")
        if (number, kind) in seen:
            continue
        seen.add((number, kind))
        if kind == "doi":
            build.put_identifier("DOI", number)
        elif kind == "bookaccession":
            build.note(number, "Bookshelf number")
        else:
            build.note(number, kind.upper() or "Identifier")
