"""What a person gets by copying a page: a record without its labels, a volume's list of documents, a list of results.

A record is a date, a title and the archive's thanks to its donors.  FRUS lists documents as ``109. Title`` with
``Source: …`` below.  Searches and collections list date, title and summary, one document after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...archives.hosts import find_host, own_address, record_number
from ...archives.titles import correspondents, kind_of
from ...dates import HistoricalDate, find_dates
from ...document.extra import extra_of
from ...document.model import Document
from ..base import Found
from ..notes.reader import document_of_source
from ..notes.sources import sources_of
from ..text import find_address, mend, one_line, unmark

_DONATED = re.compile(r"\s*[*_]*This document was made possible with support from\s")
_NUMBERED = re.compile(
    r"\s*(?:\[\d{1,4}\]\s+)?[*_#]*(?P<number>\d{1,4})\.\s+(?P<title>[A-ZÀ-Ý\"\u201c][^\n]{3,300}?)[*_]*\s*$"
)
_SOURCE = re.compile(r"\s*[*_\[]*(?:\d{1,3}\s+)?Source:\s+(?P<text>.+?)[\]*_]*\s*$")
_NEAR = 8  # filled lines between a title and its source
_BULLET = re.compile(r"(?:[-*\u2022\u2013]\s+)?(?:\d{1,3}[.)]\s+(?=[A-Z][a-z]+ \d|\d))?")
_IN_ONE_LINE = re.compile(r"(?P<first>.{3,200}?)\s+(?:[\u2014\u2013|]|-)\s+(?P<second>.{3,200})")
_LINK = re.compile(r"\[(?P<title>[^\[\]\n]{3,300})\]\((?P<url>https?://[^\s()]{4,500})\)")
_MOST_TITLE = 300
_PLACE = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ ,.'\u2019-]+[^\W\d_]+){0,6}\.?")
_HOUR = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:\s?[\u2013-]\s?\d{1,2}(?:[:.]\d\d)?)?\s?[ap]\.\s?m\.?|noon|midnight")


@dataclass(frozen=True)
class Listed:
    """One document of a list, with what its lines say."""

    title: str
    date: str = ""
    source: str = ""
    url: str = ""
    summary: str = ""
    place: str = ""  # where it was written
    hour: str = ""


def detect(text: str, name: str) -> bool:
    """Whether a text is a copied record, a volume's list, or a list of at least two results."""
    if len(text) > 2_000_000 or text.lstrip()[:1] in "<{@":
        return False
    lines = _lines(text)
    return _record(lines) is not None or bool(_volume(lines)) or len(_results(lines, {})) > 1


def read(text: str, where: str) -> Iterator[Found]:
    """The documents of a copied page."""
    lines = _lines(text)
    record = _record(lines)
    host = find_host(text)
    if record is not None:
        yield _document(record, host[0] if host is not None else "", where, donors=_donors(lines))
        return
    name = host[0] if host is not None else ""
    volume = _volume(lines)
    yield from (_document(listed, "" if listed.source else name, where) for listed in volume)
    if not volume:
        yield from listed_documents(lines, _links(text), name, where)


def listed_documents(lines: list[str], links: dict[str, str], host: str, where: str) -> list[Document]:
    """The documents that a page of results or of a collection lists; ``links`` are addresses by their words."""
    return [_document(listed, host, where) for listed in _results(lines, links)]


def _lines(text: str) -> list[str]:
    return [one_line(unmark(line)).lstrip("# ") for line in mend(text).split("\n")[:50_000]]


def _is_date(line: str) -> bool:
    return 4 <= len(line) < 60 and line[-1:] != ":" and HistoricalDate.parse(line.strip()).understood


def _record(lines: list[str]) -> Listed | None:
    """A date, a title below it and the donors' line within a few lines."""
    filled = [(n, line) for n, line in enumerate(lines[:60]) if line]
    for place, ((at, date), (_, title)) in enumerate(zip(filled, filled[1:])):
        if _DONATED.match(title) and place:
            title = filled[place - 1][1]  # the date stands below it
        if _is_date(date) and len(title) < _MOST_TITLE and any(_DONATED.match(line) for line in lines[at : at + 12]):
            address = next((a for line in lines[at:] if len(line) < 300 and (a := find_address(line))), None)
            return Listed(title, date, url=address[0] if address is not None and record_number(address[0]) else "")
    return None


def _donors(lines: list[str]) -> list[str]:
    return [line for line in lines if _DONATED.match(line)][:1]


def _volume(lines: list[str]) -> list[Listed]:
    """``109. Memorandum of Conversation`` and, a few lines below, ``Source: …``."""
    out = []
    for n, line in enumerate(lines):
        match = _NUMBERED.match(line)
        if match is None:
            continue
        filled = [below for below in range(n + 1, min(n + 1 + 2 * _NEAR, len(lines))) if lines[below]]
        for below in filled[:_NEAR]:
            if _NUMBERED.match(lines[below]):
                break
            source = _SOURCE.match(lines[below])
            if source is not None:
                place, date, hour = _place_and_day(lines[n + 1 : below])
                title = _without_note(match["title"])
                out.append(Listed(title, date, source["text"], place=place, hour=hour))
                break
    return out


def _place_and_day(lines: list[str]) -> tuple[str, str, str]:
    """(place, day, hour) of the line that says where and when: ``Tehran, August 16, 1953, 3 p.m.``"""
    for line in lines:
        dates = find_dates(line[:400])
        if dates:
            place, behind = line[: dates[0].start].strip(" ,"), line[dates[0].end :].lstrip(" ,.")
            named = _PLACE.fullmatch(place) is not None
            hour = _HOUR.match(behind)
            return place if named else "", line[dates[0].start : dates[0].end], hour.group() if hour is not None else ""
    return "", "", ""


def _without_note(title: str) -> str:
    """A title without the number of a footnote at its end."""
    return re.sub(r"(?<=[a-z.)])\d$|\s*\[\d{1,2}\]$", "", title).strip()


def _links(text: str) -> dict[str, str]:
    """The addresses of a page's links by their words."""
    return {one_line(match["title"]): match["url"] for match in _LINK.finditer(text)}


def _results(lines: list[str], links: dict[str, str]) -> list[Listed]:
    """Date, title and summary in a run, or title, date and summary; a title names a kind of document, or people."""
    filled = [part for line in lines if line for part in _parts(_BULLET.sub("", line, count=1))]
    dates = [n for n, line in enumerate(filled) if _is_date(line)]
    ordered = [_listed(filled, dates, links, above) for above in (False, True)]
    return max(ordered, key=_named)


def _parts(line: str) -> list[str]:
    """A line, or the date and the title that stand in one: ``May 3, 1950 \u2014 Telegram, Stalin to Mao``."""
    match = _IN_ONE_LINE.fullmatch(line) if len(line) < _MOST_TITLE else None
    if match is not None and _is_date(match["first"]) != _is_date(match["second"]):
        return [match["first"], match["second"]]
    return [line]


def _named(listed: list[Listed]) -> int:
    return sum(1 for one in listed if kind_of(one.title) or any(correspondents(one.title)))


def _listed(filled: list[str], dates: list[int], links: dict[str, str], above: bool) -> list[Listed]:
    """The documents of a list whose titles stand below their dates, or ``above`` them; none where it is no list."""
    shift = -1 if above else 1
    starts = [n for n in dates if 0 <= n + shift < len(filled) and len(filled[n + shift]) < _MOST_TITLE]
    starts = [n for n in starts if not _is_date(filled[n + shift])]
    out = []
    for n, following in zip(starts, [*starts[1:], len(filled) + above]):
        if following - n > 8 and following < len(filled):
            return []
        title, rest = filled[n + shift], filled[n + (1 if above else 2) : min(following - above, n + 6)]
        address = next((a for line in (title, *rest) if (a := find_address(line))), None)
        summary = next((line for line in rest if find_address(line) is None and len(line) < 2000), "")
        url = address[0] if address is not None else links.get(title, "")
        out.append(Listed(title, filled[n], url=url, summary=summary))
    return out if len(out) > 1 and _named(out) * 2 >= len(out) and starts[0] < 30 else []


def _document(listed: Listed, host: str, where: str, donors: list[str] | None = None) -> Document:
    sender, recipient = correspondents(listed.title)
    url = own_address(listed.url, record_number(listed.url)) or listed.url if listed.url else ""
    doc = Document(
        title=listed.title,
        date=HistoricalDate.parse(listed.date) if listed.date else None,
        kind=kind_of(listed.title),
        sender=sender,
        recipient=recipient,
        host=host,
        url=url,
        number=record_number(listed.url),
        summary=listed.summary,
        extra={"custom": {"donors": donors}} if donors else {},
        source=where,
    )
    if not listed.source:
        missing = "archive and reference are not known: the page's Citation was not copied"
        return replace(doc, warnings=(missing if url else f"{missing}, nor its address",))
    found = sources_of(f"Source: {listed.source}")
    if not found:
        return replace(doc, unread=(listed.source,))
    first = document_of_source(found[0], where)
    extra = dict(extra_of(first))
    if listed.place:
        extra["event-place"] = listed.place
    if listed.hour:
        extra["custom"] = {**extra.get("custom", {}), "hour": listed.hour}
    return replace(doc, references=first.references, unread=first.unread, extra=extra, warnings=first.warnings)
