"""HTML pages as a browser saves them: the Digital Archive's, then any page by its embedded metadata and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...archives.hosts import find_host, host_at
from ...common.errors import NoRecordError
from ...common.tables import table
from ...dates import HistoricalDate
from ...document.extra import extra_of
from ...document.model import Document
from ..base import Found
from .embedded import described
from .error_pages import folded, refuse_error_page
from .page import Block, Page, parse
from .plain import listed_documents
from .record import Record, document, labels, list_sections

_LABELLED = re.compile(r"(?P<label>[^:]{2,60}):\s+(?P<rest>\S.*)$", re.S)
_SINGLE = frozenset(
    "rights uploaded classification record language source reference date title kind pages restriction".split()
)
_NO_ARCHIVE = "no archive is named on this page: it is cited as a page of the web"
_CUT_SHORT = "the page breaks off before its end: it was not saved whole"
_COLLECTION = re.compile(r"/(?:collections?|topics?|themes?|search|browse)/[^/]+/?(?:\?|$)")
_TAB = re.compile(r"translation|transcript|scan|original", re.I)
_SITE = re.compile(r"\s+[|\u2013\u2014\u00b7-]\s+[^|]{3,80}$")


def detect(text: str, name: str) -> bool:
    """Whether the text is an HTML page."""
    start = text[:3000].lstrip().lower()
    return (
        start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body")) and "<html" in text[:20_000].lower()
    ) or (name.endswith((".html", ".htm", ".xhtml")) and "<" in start)


def read(text: str, where: str) -> Iterator[Found]:
    """The document of a page. Raises ReadError where the page says no title."""
    page = parse(text, where)
    refuse_error_page(_titles(page), where)
    if _lists_documents(page):
        yield from _listed(page, where)
        return
    whole = _is_whole(text)
    for found in _documents(page, where):
        yield (
            found
            if whole or not isinstance(found, Document)
            else replace(found, warnings=(*found.warnings, _CUT_SHORT))
        )


def _is_whole(text: str) -> bool:
    """Whether a page that begins as one has an end."""
    return "</html" in text[-4000:].lower() or "</body" in text[-4000:].lower() or "<html" not in text.lower()


def _lists_documents(page: Page) -> bool:
    """Whether a page calls itself the results of a search, or is a collection's by its address."""
    said = table("pages")["search"]
    whole = {folded(phrase) for words in said["whole"].values() for phrase in words.split("|")}
    begins = tuple(folded(phrase) for words in said["title"].values() for phrase in words.split("|"))
    if any(folded(part) in whole or folded(part).startswith(begins) for part in _titles(page)):
        return True
    return _COLLECTION.search(page.url) is not None and not sections(page.blocks, labels()).get("citation")


def _listed(page: Page, where: str) -> Iterator[Found]:
    """The documents of a page that lists them; a page of a search without any is refused."""
    links = {label: address for address, label in page.links if label}
    found = listed_documents([block.text for block in page.blocks], links, archive_of(page), where)
    if not found and _COLLECTION.search(page.url):
        yield from _documents(page, where)
        return
    yield from found
    if not found:
        raise NoRecordError(
            "this is a page of results, and no document of it was found",
            where=where,
            hint="open the document's own page and save that",
        )


def _titles(page: Page) -> list[str]:
    """The parts of a page's title and of its first headings."""
    return [
        part for text in (page.title, *_headings(page)) for part in re.split(r"\s+[|\u2013\u2014\u00b7:-]\s+", text)
    ]


def _headings(page: Page) -> list[str]:
    return [block.text for block in page.blocks if block.tag in ("h1",)][:2]


def _documents(page: Page, where: str) -> Iterator[Document]:
    host = archive_of(page)
    if host:
        yield archive_document(page, host, where)
    else:
        doc = described(page, sections(page.blocks, labels("elsewhere")), where)
        plain = not doc.references and extra_of(doc).get("type") == "webpage"
        yield replace(doc, source=where, warnings=(*doc.warnings, *([_NO_ARCHIVE] if plain else [])))


def archive_of(page: Page) -> str:
    """The name of the digital archive whose page this is, or an empty string."""
    host = host_at(page.url)
    if host is not None:
        return host.name
    site = " ".join([page.title, page.first("og:site_name"), page.first("og:title")])
    found = find_host(site)
    if found is not None:
        return found[0]
    if "Digital Archive International History Declassified" in site:  # what the pages before 2022 call themselves
        return _cited_host(page)
    return (
        _cited_host(page)
        if {"record id", "original uploaded date"} & {b.text.lower().rstrip(":") for b in page.blocks}
        else ""
    )


def _cited_host(page: Page) -> str:
    return next((found[0] for block in page.blocks if (found := find_host(block.text)) is not None), "")


def sections(blocks: list[Block], names: dict[str, str]) -> dict[str, list[str]]:
    """Sections by their labels: a block that is a label begins one, the next label or heading ends it."""
    out: dict[str, list[str]] = {}
    current = ""
    for block in blocks:
        if block.body:
            continue
        label = names.get(block.text.rstrip(" :").lower())
        if label is not None:
            current = "" if out.get(label) else label
            out.setdefault(label, [])
            continue
        match = _LABELLED.match(block.text) if len(block.text) < 5000 else None
        inline = names.get(match["label"].strip().lower()) if match is not None else None
        if match is not None and inline is not None and not out.get(inline):
            out[inline], current = [match["rest"].strip()], inline if inline in list_sections() else ""
        elif block.heading:
            current = ""
        elif current:
            out[current].append(block.text)
            current = "" if current in _SINGLE else current
    return {name: lines for name, lines in out.items() if lines}


def archive_document(page: Page, host: str, where: str) -> Document:
    """The document of a page of the Digital Archive, of the present site or the one before 2022."""
    found = sections(page.blocks, labels())
    outside = [b for b in page.blocks if not b.body]
    record = Record(url=page.url, sections=found)
    record.heading = _heading(page, outside)
    record.date = _date(outside, record.heading)
    _tidy_citation(found)
    if "citation" not in found:
        record.host = host
    if "summary" not in found:
        text = [b.text for b in outside if "text-block" in b.classes and len(b.text) > 20]
        found.update({"summary": text[:1]} if text else {})
    if "contents" not in found:
        found["contents"] = list(dict.fromkeys(t for t in page.tabs if _TAB.search(t)))
    donated = next((b.text for b in outside if "donated" in b.classes), "")
    if donated and "donors" not in found:
        found["donors"] = [donated]
    scans = dict.fromkeys(
        a
        for a, _ in page.links
        if re.search(r"\.pdf(?:[?#]|$)|/download/?$", a) and a.startswith(("http://", "https://"))
    )
    if scans:
        record.custom["scans"] = list(scans)
    return document(record, where)


def _heading(page: Page, blocks: list[Block]) -> str:
    """The title: the page's first heading of the first level, or what the page is called."""
    headings = [b for b in blocks if b.heading and find_host(b.text) is None]
    headings.sort(key=lambda b: (b.tag != "h1", "title" not in b.classes))
    if headings and (headings[0].tag == "h1" or "title" in headings[0].classes):
        return headings[0].text
    return _SITE.sub("", page.first("og:title") or page.title)


def _date(blocks: list[Block], heading: str) -> str:
    """The date that stands by itself beside the heading."""
    for block in blocks:
        if ("date" in block.classes or block.tag == "time") and HistoricalDate.parse(block.text).understood:
            return block.text
    at = next((n for n, b in enumerate(blocks) if b.text == heading), None)
    near = blocks[max(0, at - 3) : at + 4] if at is not None else []
    return next((b.text for b in near if len(b.text) < 60 and HistoricalDate.parse(b.text).start), "")


def _tidy_citation(found: dict[str, list[str]]) -> None:
    """The citation alone where summary, citation and address stand together, as on the former site."""
    lines = found.get("citation", [])
    at = next(
        (n for n, line in enumerate(lines) if line[:1] in "\"\u201c\u2018'" and find_host(line) is not None), None
    )
    if at is None:
        at = next((n for n, line in enumerate(lines) if find_host(line) is not None), None)
    if at is None:
        found.pop("citation", None)
        return
    if at and "summary" not in found:
        found["summary"] = [line for line in lines[:at] if len(line) > 20][:1]
    found["citation"] = [lines[at]]
    following = next((line for line in lines[at + 1 :] if line.startswith(("http://", "https://"))), "")
    if following and "http" not in lines[at]:
        found["citation"].append(following)
