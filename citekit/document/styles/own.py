"""What citekit's own styles are given beyond CSL: wording as the source has it, where the manuals ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...archives.hosts import citation_heading
from ...archives.titles import kind_of
from ...common.tables import table
from ...richtext.markup import Verbatim
from ..extra import extra_of
from ..model import Document

DESCRIPTION = "description"  # the ``status`` of an item whose title is a person's description of it


def prepared(style: str, item: dict[str, Any], doc: Document, undated: str) -> dict[str, Any]:
    """An item for one of citekit's own styles; ``undated`` is the style's word for a document that says it has no date.

    A city that is part of the archive's name is not said again (Chicago and MLA). ``annote`` and ``status`` have a use
    of their own in these styles: a title in another form, and whether the title is a description.
    """
    new = {name: value for name, value in item.items() if name not in ("annote", "status")}
    if _is_description(doc):
        new["status"] = DESCRIPTION
        if not is_verbatim(style):
            new["title"] = _in_sentence_case(doc.title, bool(item.get("author")))
    if _is_in_name(str(item.get("archive-place") or ""), str(item.get("archive") or "")):
        del new["archive-place"]
    if (
        table("styles")["own"].get(style, {}).get("undated")
        and doc.date is not None
        and doc.date.undated
        and not item.get("issued")
    ):
        new["issued"] = {"literal": undated}
    if is_verbatim(style):
        _as_cited(new, doc)
    return new


def _is_description(doc: Document) -> bool:
    """Whether the title is a person's description of the document: not in quotation marks (CMOS 18, 14.121)."""
    custom = extra_of(doc).get("custom")
    return bool(doc.title) and isinstance(custom, Mapping) and custom.get("title_is") == "description"


def _in_sentence_case(description: str, behind_author: bool) -> str:
    """A description whose kind is written small, its first letter too where an author stands before it."""
    kind = kind_of(description)
    if not kind or not description.casefold().startswith(kind):
        return description
    words = kind if behind_author else kind[:1].upper() + kind[1:]
    return words + description[len(kind) :]


def is_verbatim(style: str) -> bool:
    """Whether a style prints an archive's own citation line as it stands."""
    return bool(table("styles")["own"].get(style, {}).get("verbatim"))


def _is_in_name(place: str, archive: str) -> bool:
    """Whether a city is part of an archive's name: ``New York`` of the ``New York Public Library``."""
    city = place.split(",")[0].strip()
    return bool(city) and re.search(rf"\b{re.escape(city)}\b", archive, re.I) is not None


def _as_cited(item: dict[str, Any], doc: Document) -> None:
    """Heading and date of an archive's own citation line in its own form, quotation marks as the source has them."""
    if doc.date is not None and doc.date.undated and "issued" not in item:
        item["issued"] = {"literal": doc.date.text}
    for name, value in item.items():
        if isinstance(value, str) and name not in ("id", "type"):
            item[name] = Verbatim(value)
    if not doc.host:
        if doc.reference and item.get("archive"):
            item["archive_location"] = Verbatim(doc.reference)
            del item["archive"]
        return
    if not doc.title:
        return
    custom = extra_of(doc).get("custom")
    heading = str(custom.get("heading") or "") if isinstance(custom, Mapping) else ""
    usual = citation_heading(doc.title, doc.host)
    if heading or not usual.endswith(","):
        item["annote"] = Verbatim(heading or usual)
    if doc.date is not None and re.match(r"[^\W\d]|\d{4}$", doc.date.text):
        item["issued"] = {"literal": doc.date.text}
