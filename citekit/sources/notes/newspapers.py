"""Issues and articles of newspapers and magazines: ``“Title,” New York Times, 21 August 1968, p. 1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...archives.titles import kind_of
from ...common.tables import table
from ...dates import HistoricalDate
from .correspondents import is_party
from .marks import quoted
from .segments import Segment, segments_of

_PAGE = re.compile(
    r"(?:(?:pp?|S|s|str|с|стр|sec|section|col|cols|Seite|page|pág|pag|strona|o)\.?\s*)?(?P<page>[A-Z]?\d{1,3}[A-Z]?"
    r"(?:[-\u2013]\d{1,3})?|[IVX]{1,5})(?:\.?\s?o\.)?|第?(?P<signs>\d{1,3})[版页頁面]"
)
_ISSUE = re.compile(r"(?:n[or]|nos|n[°º]|n\.º|núm|№|č|br|бр|issue)\.?\s*(?P<issue>\d[\d/]*)", re.I)
_EDITION = re.compile(r"(?:[\w.]+\s){0,3}(?:edition|ed\.|Ausgabe|édition|edición|edição|edizione|wydanie)", re.I)
_PLACE = re.compile(r"\s\((?P<place>[^()\d]{2,30})\)$")
_LONGEST_NAME = 7  # words


@dataclass(frozen=True)
class Issue:
    """An issue of a newspaper, and an article of it where there is a ``title``; word for word."""

    name: str
    date: HistoricalDate
    title: str = ""
    author: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    data = table("notes")["newspapers"]
    words = "|".join(re.escape(word).replace("_", r"\s") for word in data["words"].split())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)|(?:{'|'.join(data['endings'].split())})(?!\w)", re.I)


def is_magazine(name: str) -> bool:
    """Whether a name is that of a magazine."""
    return name in table("notes")["newspapers"]["magazines"]


def is_newspaper(name: str) -> bool:
    """Whether a name is that of a newspaper, by the words that newspapers are called, or of a magazine."""
    if is_magazine(name):
        return True
    bare = _PLACE.sub("", name).strip(" .")
    if not bare or bare[0].islower() or len(bare.split()) > _LONGEST_NAME or re.search(r"\d", bare):
        return False
    return _names().search(bare) is not None and not kind_of(bare)


def issue_of(text: str) -> Issue | None:
    """The issue or article that a source says, and nothing else; None where anything of it is not understood."""
    segments = segments_of(text.rstrip(" .\u3002"))
    dated = [s for s in segments if s.date is not None and len(s.date.start) == 3]
    names = [s for s in segments if is_newspaper(_bare(s))]
    if len(dated) != 1 or len(names) != 1 or names[0].start > dated[0].start:
        return None
    said: dict[str, str] = {}
    for segment in segments:
        if segment is dated[0] or segment is names[0]:
            continue
        part = _part_of(segment, names[0], dated[0])
        if part is None or part[0] in said:
            return None
        said[part[0]] = part[1]
    date = dated[0].date
    assert date is not None
    return Issue(_bare(names[0]), date, **said)


def _bare(segment: Segment) -> str:
    """A segment without its quotation marks."""
    found = quoted(segment.text)
    return found[0] if found is not None else segment.text.strip(" .")


def _part_of(segment: Segment, name: Segment, day: Segment) -> tuple[str, str] | None:
    """What a part of a source is of an article: (field, value)."""
    text = segment.text.strip(" .\u3002()")
    if segment.start < name.start:
        if quoted(text) is not None:
            return "title", _bare(segment)
        return ("author", text) if is_party(text) else None
    if segment.start < day.start:
        issue = _ISSUE.fullmatch(text)
        return ("issue", issue["issue"]) if issue is not None else None
    page = _PAGE.fullmatch(text)
    if page is not None:
        return "page", page["page"] or page["signs"]
    return ("edition", text) if _EDITION.fullmatch(text) else None
