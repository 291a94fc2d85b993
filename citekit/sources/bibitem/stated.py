"""Entries whose fields are stated: ``\\bibinfo{journal}{…}``, as the styles of Elsevier, the APS and the ACM do."""

from __future__ import annotations

import re
from typing import Any

from ...dates import HistoricalDate
from .entry import Entry
from .numbers import take_identifiers
from .people import people

_VARIABLES = {
    "title": "title",
    "booktitle": "container-title",
    "journal": "container-title",
    "fullseries": "collection-title",
    "series": "collection-title",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "page",
    "eid": "page",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "edition": "edition",
    "chapter": "chapter-number",
    "type": "genre",
    "note": "note",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "url": "URL",
}
_KINDS = (("school", "thesis"), ("institution", "report"), ("journal", "article-journal"), ("booktitle", "chapter"))
_FILLING = re.compile(
    r"(?:^|(?<=\W))(?:in|vol(?:ume)?|no|number|pp?|pages?|eds?|editors?|ch(?:apter)?|ed|edition|of|and|doi|isbn|issn|arxiv|url|"
    r"available at|technical report|et al|\(|\))(?=\W|$)",
    re.I,
)


def states_fields(entry: Entry) -> bool:
    """Whether the commands of an entry state its title."""
    return any(name in ("title", "booktitle") for name, _ in entry.tags)


def stated_work(entry: Entry) -> dict[str, Any]:
    """The CSL-JSON item of what the commands of an entry state; ``left`` is its other text."""
    item: dict[str, Any] = {}
    text = take_identifiers(entry.text, entry, item)
    people_of: dict[str, list[dict[str, Any]]] = {}
    names = {name for name, _ in entry.tags}
    left = text
    for name, value in entry.tags:
        role = {"author": "author", "person": "author", "editor": "editor", "bookauthor": "container-author"}.get(name)
        if role is not None:
            people_of.setdefault(role, []).extend(people(value))
        elif name in ("year", "date"):
            date = HistoricalDate.parse(value)
            if "issued" not in item or len(date.start) > len(item["issued"].start):
                item["issued"] = date
        elif name in _VARIABLES:
            item.setdefault(
                _VARIABLES[name], re.sub(r"\s*[-\u2013]+\s*", "-", value) if name == "pages" else value.strip(" ,")
            )
        else:
            continue
        left = left.replace(value, " ", 1)
    item.update(people_of)
    if "title" not in item:
        item["title"] = item.pop("container-title")
    item["type"] = next(
        (kind for name, kind in _KINDS if name in names), "book" if "publisher" in names else "document"
    )
    if item["type"] in ("book", "chapter", "report", "thesis") and "issue" in item:
        item["number"] = item.pop("issue")
    left = " ".join(_FILLING.sub(" ", re.sub(r"[\ue200-\ue20f]", " ", left)).split())
    if re.search(r"\w{2}", left):
        item["left"] = re.sub(r"\s+([,.;:])", r"\1", left).strip(" ,.;:()")
    return item
