"""EndNote XML (EndNote's export, RSXML.dtd): ``xml/records/record`` with fields of the reference types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..document.model import Document
from .base import Cut, Found
from .endnote import endnote_document
from .xml import Content, attribute, child, children, find_all, local_name, root_of, text_at, text_of
from .xml.reading import cut_records, read_records

RECORDS = ("record",)
_PEOPLE = "authors secondary-authors tertiary-authors subsidiary-authors translated-authors".split()
_TITLES = "title secondary-title tertiary-title alt-title short-title translated-title".split()
_ABOUT_THE_FILE = frozenset(
    "database source-app rec-number foreign-keys ref-type contributors titles periodical alt-periodical keywords dates"
    " urls added-date last-modified-date".split()
)


def detect(text: str, name: str) -> bool:
    """Whether the text is XML of EndNote."""
    root = root_of(text)
    return root is not None and root.name in ("xml", "records") and "<ref-type" in text[:20_000]


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return read_records(content, where, RECORDS, _document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, where, RECORDS, ("<xml><records {}>", "</records></xml>"))


def _document(record: Any, where: str, place: str) -> Document:
    kind = child(record, "ref-type")
    named = attribute(kind, "name") if kind is not None else ""
    fields = list(_fields(record))
    return endnote_document(named or text_of(kind), fields, where, place)


def _fields(record: Any) -> Iterator[tuple[str, str]]:
    for people in _PEOPLE:
        for name in find_all(record, f"contributors/{people}/author"):
            if text := text_of(name):
                yield people, text
    for title in _TITLES:
        if text := text_at(record, f"titles/{title}"):
            yield title, text
    for journal in children(record, "periodical"):
        yield "periodical", text_at(journal, "full-title")
        for part in children(journal):
            if local_name(part).startswith("abbr-") and text_of(part) != text_at(journal, "full-title"):
                yield "periodical-abbreviation", text_of(part)
    for journal in find_all(record, "alt-periodical/full-title"):
        yield "alt-title", text_of(journal)
    for keyword in find_all(record, "keywords/keyword"):
        yield "keywords", text_of(keyword)
    for name, path in (("year", "dates/year"), ("date", "dates/pub-dates/date")):
        if text := text_at(record, path):
            yield name, text
    for one in find_all(record, "dates/copyright-dates/date"):
        yield "Copyright date", text_of(one)
    yield from _addresses(record)
    for one in children(record):
        name = local_name(one)
        if name not in _ABOUT_THE_FILE and (text := _paragraphs(one)):
            yield name, text


def _addresses(record: Any) -> Iterator[tuple[str, str]]:
    for urls in find_all(record, "urls/*"):
        kind = "file" if local_name(urls) in ("pdf-urls", "image-urls", "text-urls") else "url"
        for url in children(urls, "url"):
            for text in re.split(r"\s+(?=https?://)", text_of(url)):
                if text:
                    yield (kind if not text.startswith("http") or kind == "url" else "url"), text


def _paragraphs(element: Any) -> str:
    """The text of a field; EndNote parts paragraphs and several values with line feeds (&#xD;)."""
    raw = "".join(element.itertext())
    return "\n".join(filter(None, (" ".join(line.split()) for line in re.split(r"[\r\n]+", raw))))
