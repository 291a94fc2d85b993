"""The work that a component part stands in (MARC 21, field 773): its volume, issue, pages and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .record import Field, MarcRecord

_NUMBER = r"(\d[\w./\u2013-]*|[IVXLC]+\b)"
_VOLUME = re.compile(rf"\b(?:vol(?:ume)?|v|Bd|Band|Jg|Jahrgang|t|tome?|roč|т|г|vuosikerta|år)\b[.:]?\s*{_NUMBER}", re.I)
_ISSUE = re.compile(rf"(?:\b(?:nos?|nrs?|n|num|numero|issue|iss|H|Heft|fasc|č|вып)\b[.:]?|№|n°|н\.)\s*{_NUMBER}", re.I)
_PAGES = re.compile(
    r"\b(?:pages?|pp?|S|Seiten?|s|str|стр|с|pagination)\b[.:]?\s*\[?([A-Za-z]?\d+\]?(?:\s*[-\u2013]\s*\[?[A-Za-z]?\d+)?(?:,\s*\d+(?:\s*[-\u2013]\s*\d+)?)*)"
)
_PAIR = re.compile(r"^(\d+)\s*[:/]\s*(\d+)(?=$|[\s<(,])")
_ENUMERATION = re.compile(r"^([^:<]+)?(?::([^:<]+))?(?:<(.+))?$")
_DATE = re.compile(
    r"\(([^()]{0,80}?\d{4}[^()]{0,80})\)|((?:\d{1,2}\.?\s+)?[^\W\d]{3,}\.?\s+(?:\d{1,2},\s*)?[12]\d{3})\b|(?<![\d-])([12]\d{3})(?![\d-])"
)
_KEYED = {"volume": "volume", "number": "issue", "pages": "page", "year": "date"}


@dataclass
class Host:
    """A host. ``rest`` is the wording where it says more than was understood."""

    volume: str = ""
    issue: str = ""
    page: str = ""
    date: str = ""
    rest: str = ""


def host_fields(record: MarcRecord) -> list[Field]:
    """The hosts of a part: a 773 that names none (unions have pages in one of their own) belongs to the first."""
    fields = list(record.all("773"))
    named = [field for field in fields if any(field.get(code) for code in "tspax")]
    if not named or len(named) == len(fields):
        return fields
    more = tuple(subfield for field in fields if field not in named for subfield in field.subfields)
    first = named[0]
    return [replace(first, subfields=(*first.subfields, *more)), *named[1:]]


def host_of(record: MarcRecord) -> Host:
    """What the first host says of the part."""
    fields = host_fields(record)
    return part_of(fields[0]) if fields else Host()


def part_of(field: Field) -> Host:
    """What a linking field says of the part: its ``g`` in words, its ``q`` in codes."""
    host = Host()
    keyed = dict(pair.split(":", 1) for pair in field.all("g") if re.match(r"[a-z]+:", pair))
    for name, attribute in _KEYED.items():
        setattr(host, attribute, keyed.get(name, "").strip())
    words = [text for text in field.all("g") if not re.match(r"[a-z]+:", text)]
    if words:
        _read(host, ", ".join(words))
    if match := _ENUMERATION.match(field.get("q")):
        host.volume = host.volume or match[1] or ""
        host.issue = host.issue or match[2] or ""
        host.page = host.page or match[3] or ""
    return host


def _read(host: Host, text: str) -> None:
    rest = text
    for pattern, attribute in ((_PAGES, "page"), (_ISSUE, "issue"), (_VOLUME, "volume"), (_DATE, "date")):
        match = pattern.search(rest)
        if match is not None and not getattr(host, attribute):
            value = next(g for g in match.groups() if g)
            setattr(host, attribute, value.strip(" .,;").replace("[", "").replace("]", ""))
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    if (pair := _PAIR.match(rest.strip())) and not host.volume and not host.issue:
        host.volume, host.issue = pair[1], pair[2]
        rest = rest.strip()[pair.end() :]
    if re.search(r"\w", rest):
        host.rest = text
