"""A record of an archive's page, however it was saved: sections known by their labels, and the Document they make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from ...archives.credits import Contributor, parse_credits, split_credits
from ...archives.grammar import is_reference, parse_references
from ...archives.titles import correspondents, kind_of
from ...common.errors import ReadError
from ...common.tables import table
from ...dates import HistoricalDate
from ...document.extra import extra_of
from ...document.model import Document
from ..citation_line import parse_citation
from ..text import one_line, unmark


@lru_cache(maxsize=2)
def labels(group: str = "labels") -> dict[str, str]:
    """Labels, in lower case, and the sections that they begin: the Digital Archive's, or those ``elsewhere``."""
    return {label: section for section, names in table("page_labels")[group].items() for label in names.split("|")}


@lru_cache(maxsize=1)
def list_sections() -> frozenset[str]:
    """Sections of several values."""
    return frozenset(table("page_labels")["lists"]["names"].split())


@dataclass
class Record:
    """One record as it is collected: heading, date and address where the page has them apart, the lines of each
    section.
    """

    heading: str = ""
    date: str = ""
    url: str = ""
    host: str = ""
    sections: dict[str, list[str]] = field(default_factory=dict)
    line: int = 1
    custom: dict[str, Any] = field(default_factory=dict)

    @property
    def citation(self) -> str:
        """The citation on one line."""
        lines = [line for line in self.sections.get("citation", ()) if line.strip()]
        for n in range(len(lines) - 1, 0, -1):
            if "http" in lines[n - 1] and url_goes_on(lines[n - 1], lines[n]):
                lines[n - 1 : n + 1] = [lines[n - 1].rstrip() + lines[n].lstrip()]
        return one_line(unmark("\n".join(lines)))

    def text(self, section: str) -> str:
        """A section on one line."""
        lines = self.sections.get(section)
        return one_line(unmark("\n".join(lines))) if lines else ""

    def values(self, section: str) -> tuple[str, ...]:
        """The values of a section of several, one a line."""
        return tuple(v for v in (content(line) for line in self.sections.get(section, ())) if v)


def content(line: str) -> str:
    """An entry of a list without bullets and emphasis."""
    return unmark(line).strip(" #*-\u2022\t")


def url_goes_on(before: str, line: str) -> bool:
    """Whether a line is the rest of an address that was broken after a slash, hyphen or underscore."""
    return before.rstrip().endswith(("/", "-", "_")) and bool(re.fullmatch(r"\s*[\w%?=&#./-]+\s*", line))


def split_heading(heading: str) -> tuple[str, str]:
    """(date, title) of a heading that runs them together."""
    words = heading.split(" ")
    for count in range(min(len(words), 7), 0, -1):
        candidate = " ".join(words[:count])
        date = HistoricalDate.parse(candidate.rstrip(","))
        if (
            date.understood
            and candidate[:1] not in "("
            and not (count == 1 and date.undated and candidate.islower() is False)
        ):
            return candidate.rstrip(","), " ".join(words[count:])
    return "", heading


def document(record: Record, where: str) -> Document:
    """The document of a record. Raises ReadError where it has no title."""
    heading_date, heading_title = split_heading(record.heading) if not record.date else (record.date, record.heading)
    at = f"{where}, line {record.line}" if record.line > 1 else where
    warnings: list[str] = []
    if record.citation:
        doc = parse_citation(record.citation, at)
        warnings += _disagreements(doc, heading_date, heading_title)
    else:
        doc = _described(record, heading_title, at)
        if not doc.references:
            warnings.append("there is no Citation section: archive, reference and address are not known")
    if not doc.title and heading_title:
        sender, recipient = correspondents(heading_title)
        doc = replace(doc, title=heading_title, kind=kind_of(heading_title), sender=sender, recipient=recipient)
    if not doc.title:
        raise ReadError(
            "the document has no title", where=at, hint="the page's heading, or the citation, should have one"
        )
    if doc.date is None and (heading_date or record.text("date")):
        doc = replace(doc, date=HistoricalDate.parse(heading_date or record.text("date")))
    return replace(
        doc,
        url=doc.url or record.url,
        host=doc.host or record.host,
        summary=record.text("summary"),
        language=record.text("language"),
        contents=record.values("contents"),
        number=doc.number or record.text("record"),
        contributors=_with_contributors(doc, record),
        extra=_merged(extra_of(doc), _extra(record, doc.number or record.text("record"))),
        warnings=tuple(warnings),
        source=where,
    )


def _merged(extra: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Variables of a citation and of the page round it, what either has under ``custom`` kept."""
    custom = {**extra.get("custom", {}), **more.get("custom", {})}
    return {**extra, **more, **({"custom": custom} if custom else {})}


def _described(record: Record, title: str, at: str) -> Document:
    """A document whose page has no citation, from its heading and the field ``Source``."""
    title = title or record.text("title")
    if not title:
        raise ReadError(
            "no title and no Citation section was found", where=at, hint="save the whole page, from its heading on"
        )
    sender, recipient = correspondents(title)
    stated = record.text("source")
    if not stated and is_reference(record.text("information")):
        stated = record.text("information")  # text extracts lose the label
    reference, credits = split_credits(stated)
    reference = (
        reference.strip().rstrip(",;.") if not re.search(r"\b\w\.\w\.$", reference.strip()) else reference.strip()
    )
    contributors, unread = parse_credits(credits)
    references = tuple(parse_references(reference))
    return Document(
        title=title,
        kind=kind_of(title),
        sender=sender,
        recipient=recipient,
        references=references,
        credits=credits,
        contributors=contributors,
        unread=tuple(t for t in (*(r.unread for r in references), unread) if t),
    )


def _with_contributors(doc: Document, record: Record) -> tuple[Contributor, ...]:
    """Contributors of the credits, and those that only the page's list names."""
    known = {c.name for c in doc.contributors}
    return (
        *doc.contributors,
        *(Contributor("contributed", name) for name in record.values("contributors") if name not in known),
    )


def _extra(record: Record, number: str) -> dict[str, Any]:
    """Sections that a Document has no field for: subjects are keywords, the others stay under their names."""
    custom: dict[str, Any] = dict(record.custom)
    for section, name in table("page_labels")["kept"].items():
        value: Any = list(record.values(section)) if section in list_sections() else record.text(section)
        if value and not (section == "record" and value == number):
            custom[name] = value
    subjects = "; ".join(record.values("subjects"))
    return {**({"keyword": subjects} if subjects else {}), **({"custom": custom} if custom else {})}


def _disagreements(doc: Document, heading_date: str, heading_title: str) -> list[str]:
    """What heading and citation say differently; the citation counts."""
    said = []
    plain = re.compile(r"\W+")
    if heading_title and doc.title and plain.sub("", heading_title).casefold() != plain.sub("", doc.title).casefold():
        said.append(f"the heading has another title than the citation: “{heading_title}”")
    if heading_date and doc.date is not None:
        date = HistoricalDate.parse(heading_date)
        if date.start and doc.date.start and (date.start, date.end) != (doc.date.start, doc.date.end):
            said.append(f"the heading has the date {heading_date}, the citation {doc.date.text}")
    return said
