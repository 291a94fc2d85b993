"""A citation line as an archive prints it: ``"Title", Date, Archive, reference. Credits. URL``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..archives.credits import parse_credits, split_credits
from ..archives.grammar import parse_references
from ..archives.hosts import citation_heading, find_host, record_number
from ..archives.repository import find_repository, match_repository
from ..archives.titles import correspondents, kind_of
from ..common.errors import ReadError
from ..dates import HistoricalDate, find_dates
from ..document.model import Document
from .text import find_address, mend, one_line, unmark

_OPEN, _CLOSE = "\"\u201c\u201e\u00ab\u2018'", "\"\u201d\u201c\u00bb\u2019'"
_MAX = 50_000
_BY = re.compile(r"(?:trans|ed)\.\s|(?:translated|edited|obtained|contributed)\s+by\s", re.I)
# as Chicago and MLA have it, before the address or after it
ACCESSED = re.compile(
    r"[,.;]?\s*[\[(]?\b(?:(?:last\s+)?(?:accessed|retrieved|consulted)|(?:letzter\s+)?Zugriff|abgerufen|consulté|consultado|"
    r"consultato|дата\s+обращения)(?:\s+(?:on|am|le|el|il|em|in))?:?\s+"
    r"(?P<date>[^\W\d_]{3,9}\.?\s+\d{1,2},\s+\d{4}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,9}\.?\s+(?:de\s+)?\d{4}|"
    r"[^\W\d_]{3,9}\s+\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d\d-\d\d)[\])]?[,.]?",
    re.I,
)


def detect(text: str, name: str) -> bool:
    """Whether each paragraph or line of a text names a digital archive, or has a quoted title and an address."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if not lines or len(text) > _MAX:
        return False
    return all(_looks_like_citation(p) and not _notes_in_lines(p) for p in _paragraphs(text))


def _notes_in_lines(paragraph: str) -> bool:
    """Whether a citation line stands among lines that are notes of another kind, each by itself."""
    first, *others = paragraph.split("\n")
    return first.strip()[:1] not in _OPEN and any(
        line.strip()[:1] in _OPEN and _looks_like_citation(line) for line in others if line.strip()
    )


def _paragraphs(text: str) -> list[str]:
    """The citations of a text: paragraphs, or lines where each line is one."""
    blocks = [b.strip() for b in re.split(r"\n\s*\n", mend(text)) if b.strip()]
    out = []
    for block in blocks:
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        out += (
            lines
            if len(lines) > 1 and all(_looks_like_citation(line) and line[0] in _OPEN for line in lines)
            else [block]
        )
    return out


def _looks_like_citation(paragraph: str) -> bool:
    line = one_line(unmark(paragraph))
    if len(line) > 5000 or line.startswith(("<", "{")):
        return False
    host = find_host(line)
    if host is not None:
        return bool(line[: host[1]].strip()) or line[host[2] :].lstrip(" ,")[:1] not in tuple(_OPEN)  # a note's order
    quoted = line[:1] in _OPEN and any(c in line[1:] for c in _CLOSE)
    return quoted and find_address(line) is not None and not _is_dated_later(line)


def _is_dated_later(line: str) -> bool:
    """Whether a document's date is not right after its title, as in no archive's own line but in notes."""
    parts = split_line(ACCESSED.sub(" ", line))
    return not parts.date and bool(find_dates(parts.source))


def is_one_of_a_digital_archive(line: str) -> bool:
    """Whether a line is one citation that names a digital archive, and no more sources after it."""
    return line[:1] in _OPEN and ";" not in line and find_host(line) is not None


def read(text: str, where: str) -> Iterator[Document]:
    """One document for each citation line of the text."""
    for paragraph in _paragraphs(text):
        yield parse_citation(one_line(unmark(paragraph)), where)


@dataclass(frozen=True)
class Line:
    """The parts of a citation line, word for word."""

    title: str
    date: str
    host: str
    source: str
    url: str
    rest: str


def parse_citation(line: str, where: str = "the citation") -> Document:
    """The document that a citation line describes. Raises ReadError where it has neither title nor reference."""
    seen = ACCESSED.search(line)
    if seen is not None:
        line = f"{line[: seen.start()]}{' ' if seen.end() < len(line) else ''}{line[seen.end() :].lstrip(' ,.')}"
    parts = split_line(line)
    reference, credits = split_credits(parts.source)
    reference = _end_stripped(reference)
    contributors, unread = parse_credits(credits)
    references = tuple(parse_references(reference))
    if not parts.title and not any(r.levels or r.repository for r in references):
        raise ReadError(
            "no title and no archival reference was found",
            where=where,
            hint="a citation begins with the title in quotation marks",
        )
    sender, recipient = correspondents(parts.title)
    archival = bool(parts.host) or any(r.levels or r.repository for r in references)
    left = tuple(t for t in (*(r.unread for r in references), unread, parts.rest) if t)
    return Document(
        title=parts.title,
        date=HistoricalDate.parse(parts.date) if parts.date else None,
        kind=kind_of(parts.title),
        sender=sender,
        recipient=recipient,
        references=references if archival else (),
        contributors=contributors,
        credits=credits,
        host=parts.host,
        url=parts.url,
        number=record_number(parts.url),
        accessed=HistoricalDate.parse(seen["date"]) if seen is not None else None,
        unread=left,
        extra=_own_heading(line, parts),
        warnings=() if archival else (f"no archive was found in “{line if len(line) < 80 else line[:77] + '…'}”",),
        source=where,
    )


def _own_heading(line: str, parts: Line) -> dict[str, Any]:
    """The heading of an archive's line as it stands, where its quotation marks or comma are not the usual ones."""
    behind = parts.date or parts.host
    at = line.find(behind, len(parts.title) + 2) if parts.host and parts.title else -1
    heading = line[:at].strip() if at > 0 else ""
    if heading[:1] not in _OPEN or not heading or heading == citation_heading(parts.title, parts.host):
        return {}
    return {"custom": {"heading": heading}}


def split_line(line: str) -> Line:
    """Cut a citation line into title, date, host, source (reference and credits) and address."""
    line = line.strip()
    url, after = "", ""
    found = find_address(line)
    if found is not None:
        url = found[0]
        after = line[found[2] :].strip(" .,;)>")
        line = line[: found[1]].rstrip(" <(")
    host = find_host(line)
    if host is not None:
        head, tail = line[: host[1]].rstrip(" ,"), line[host[2] :].lstrip(" ,.")
        title, date, rest = _title_and_date(head)
        if rest and not tail and (moved := _reference_before_host(rest)):
            return Line(title, date, host[0], moved, url, after)
        return Line(title, date, host[0], tail, url, " ".join(t for t in (rest, after) if t))
    title, date, rest = _title_and_date(line)
    if not title:
        return Line("", "", "", line, url, after)
    return Line(title, date, "", rest, url, after)


def _reference_before_host(text: str) -> str:
    """A footnote's order, ``trans. X, reference, digital archive``, as the archive's own: reference, then credits."""
    for comma in re.finditer(r"^|,\s+", text):
        if match_repository(text, comma.end()) is not None:
            credits = text[: comma.start()].strip(" ,")
            reference = text[comma.end() :].rstrip(" ,")
            if credits and not _BY.match(credits):
                return ""
            return f"{reference}. {credits}" if credits else reference
    return text.rstrip(" ,") if any(r.levels for r in parse_references(text)) else ""


def _title_and_date(head: str) -> tuple[str, str, str]:
    """(title, date, rest) of ``"Title," date, rest``; the closing quote is the last one that a date or comma
    follows.
    """
    head = head.strip()
    if head[:1] not in _OPEN:
        repository = find_repository(head)
        pieces = re.split(r",\s+(?=(?:\S+\s+){0,2}\d)", head, maxsplit=1)
        if repository is not None and repository[1] == 0:
            return "", "", head
        if len(pieces) == 2 and HistoricalDate.parse(pieces[1]).start:
            return pieces[0], pieces[1], ""
        return head, "", ""
    closers = [n for n in range(len(head) - 1, 0, -1) if head[n] in _CLOSE and _closes(head, n)]
    for n in closers:
        date, rest = _leading_date(head[n + 1 :].strip(" ,"))
        if date or not head[n + 1 :].strip(" ,"):
            return _title(head[1:n]), date, rest
    if closers:
        n = closers[-1]
        return _title(head[1:n]), "", head[n + 1 :].strip(" ,")
    return "", "", head


def _closes(head: str, n: int) -> bool:
    """Whether the quote at ``n`` can end a title: a comma or the end before or after it, and of the opening's kind."""
    double = head[0] in '"\u201c\u201e\u00ab'
    if (head[n] in '"\u201d\u201c\u00bb') != double:
        return False
    return n == len(head) - 1 or head[n - 1] in ",." or head[n + 1] in ", "


def _title(text: str) -> str:
    """A title without the comma that the citation put into its quotation marks."""
    text = text.strip()
    if text.endswith(","):
        return text[:-1]
    return re.sub(r",(['\"\u2019\u201d]+)$", r"\1", text)


def _leading_date(text: str) -> tuple[str, str]:
    """The date that a text begins with, as far as its commas reach, and the rest."""
    pieces = re.split(r"(,\s*)", text)
    for count in range(min(len(pieces), 7), 0, -2):
        candidate = "".join(pieces[:count]).strip()
        if candidate and HistoricalDate.parse(candidate).understood:
            return candidate, "".join(pieces[count + 1 :]).strip(" ,")
    return "", text


def _end_stripped(reference: str) -> str:
    """A reference without the full stop that ends the sentence."""
    reference = reference.strip().rstrip(",;")
    return (
        reference[:-1].rstrip()
        if reference.endswith(".") and not re.search(r"\b[A-Za-z]\.[A-Za-z]\.$", reference)
        else reference
    )
