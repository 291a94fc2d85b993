"""What citekit's own styles get beyond CSL: the source's own wording where the manuals want it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...archives.hosts import citation_heading
from ...archives.titles import kind_of
from ...common.tables import table
from ...richtext.markup import Verbatim
from ..extra import extra_of
from ..item import stated_date
from ..model import Document
from ..people import names_of_people
from .letters import said_behind
from .titles import title_is

DESCRIPTION = "description"  # the ``status`` of an item whose title is a person's description of it


def prepared(style: str, item: dict[str, Any], doc: Document, undated: str) -> dict[str, Any]:
    """An item for one of citekit's own styles; ``undated`` is the style's word for a document that says it has no date.

    A city that is part of the archive's name is not said again (Chicago and MLA). Some variables have a use of their
    own in these styles: ``annote`` a title in another form, ``division`` its language, ``status`` whether the title is
    a description; ``source`` and ``keyword`` whether location and date begin with a word, ``available-date`` a date
    whose year stands elsewhere, ``references`` a title without its article, by which it is listed, ``part-title`` a
    bare reference without its leaves.
    """
    new = {name: value for name, value in item.items() if name not in _OF_OWN_USE}
    kind_of_title = title_is(doc)
    if kind_of_title or said_behind(doc):
        new["status"] = DESCRIPTION
        if kind_of_title == "description" and not is_verbatim(style):
            new["title"] = _in_sentence_case(doc.title, bool(item.get("author")))
        if not item.get("author"):
            new["title"] = _OPENING.sub(lambda first: first.group().upper(), str(new["title"]), count=1)
    if said_behind(doc):
        new["references"] = _family_first(doc.sender)
    elif (listed := _ARTICLE.sub("", str(new.get("title") or ""), count=1)) != str(new.get("title") or ""):
        new["references"] = listed
    if _is_in_name(str(item.get("archive-place") or ""), str(item.get("archive") or "")):
        del new["archive-place"]
    if new.get("event"):  # the name of the variable before CSL 1.0.2
        new.setdefault("event-title", new["event"])
    if traits(style).get("undated") and doc.date is not None and doc.date.undated and not item.get("issued"):
        new["issued"] = {"literal": undated}
    if is_verbatim(style):
        _as_cited(new, doc)
        return new
    if traits(style).get("archive_first"):
        _archive_first(new, doc)
    if traits(style).get("year_first"):
        _year_first(new, doc)
    if not any(new.get(name) for name in ("title", "author", "recipient", "genre")) and len(doc.references) == 1:
        _without_leaves(new, doc)
    _mark_openings(new, undated)
    return new


_OF_OWN_USE = frozenset("annote status division source keyword available-date references part-title".split())


def _family_first(name: str) -> str:
    """A name by which a letter is listed."""
    first = names_of_people(name)[0]
    return " ".join(str(first[part]) for part in ("family", "given", "literal") if first.get(part))


_OPENING = re.compile(r"^[^\W\d_](?=[^\W\d_A-Z]*\s)")  # a small letter that begins a note or an entry
_ARTICLE = re.compile(r"^(?:an?|the)\s+(?=\S)", re.I)


@lru_cache(maxsize=64)
def traits(style: str) -> Mapping[str, Any]:
    """The additions for one of citekit's own styles (``styles.toml``)."""
    found: Mapping[str, Any] = table("styles")["own"].get(style, {})
    return found


# a word that has a capital at the beginning of a sentence: no call number, no abbreviation
# or an abbreviation that is one (Vol. 5, but f. 5)
_WORD = re.compile(r"(?!ca\s)(?:(?:[^\W\d_]{2,}|в)|(?:nos?|vols?|fols?|pts?|ser|bks?|exp|leg|fasc|cart)\.)(?=\s)")


def _mark_openings(item: dict[str, Any], undated: str) -> None:
    """Mark a location and a date that begin with a word, so that they are capitalized after a full stop."""
    if _WORD.match(str(item.get("archive_location") or "")):
        item["source"] = "word"
    issued = item.get("issued")
    date = undated if not issued else issued.get("literal") if isinstance(issued, Mapping) else ""
    if _WORD.match(str(date or "")) and not (item["type"] == "collection" and not issued):
        item["keyword"] = "word"


def _without_leaves(item: dict[str, Any], doc: Document) -> None:
    """The location without its leaves as ``part-title``, for a short form of a bare reference that cites a leaf."""
    reference, location = doc.references[0], str(item.get("archive_location") or "")
    extent = reference.extent.replace("-", "\u2013")
    at = location.replace("-", "\u2013").rfind(extent) if extent else -1
    if at > 0 and (left := location[:at].rstrip(" ,.;:") + location[at + len(extent) :].rstrip(" .")):
        item["part-title"] = left


def _archive_first(item: dict[str, Any], doc: Document) -> None:
    """The archive before what lies in it, as the container of a document (MLA Handbook 9, 5.31)."""
    if len(doc.references) == 1 and item.get("archive_location") == doc.references[0].typeset():
        item["archive_location"] = doc.references[0].archive_first()


def _year_first(item: dict[str, Any], doc: Document) -> None:
    """A date in words as a year after the author, and as a whole in the place of day and month (CMOS 18, 15.54)."""
    date, issued = stated_date(doc), item.get("issued")
    if date is None or not isinstance(issued, Mapping) or "literal" not in issued or len(date.start) < 2:
        return
    several = bool(date.end) and date.end[0] != date.start[0]
    if several and (date.inferred or date.doubted):
        return
    item["available-date"] = {
        "literal": issued["literal"] if several else _without_year(issued["literal"], date.start[0])
    }
    if date.inferred or date.doubted:
        item["issued"] = {"literal": f"[{date.year}{'?' if date.uncertain else ''}]"}
    else:
        item["issued"] = {"date-parts": [[date.year], [date.end[0]]] if several else [[date.year]]}


def _without_year(wording: str, year: int) -> str:
    """A date in words whose year, at its end, stands behind the author: ``by May 3``, ``[May 3]``."""
    found = re.fullmatch(rf"(?P<open>\[?)(?P<day>[^\[\]]*[^\W\d_][^\[\]]*?),?\s+\[?{year}\]?", wording)
    if found is None or str(year) in found["day"]:
        return wording
    return f"[{found['day']}]" if found["open"] else found["day"]


def _in_sentence_case(description: str, behind_author: bool) -> str:
    """A description whose kind is written small, its first letter too where an author stands before it."""
    kind = kind_of(description)
    if not kind or not description.casefold().startswith(kind):
        return description
    words = kind if behind_author else kind[:1].upper() + kind[1:]
    return words + description[len(kind) :]


def is_verbatim(style: str) -> bool:
    """Whether a style prints an archive's own citation line unchanged."""
    return bool(traits(style).get("verbatim"))


def _is_in_name(place: str, archive: str) -> bool:
    """Whether a city is part of an archive's name: ``New York`` of the ``New York Public Library``."""
    city = place.split(",")[0].strip()
    return bool(city) and re.search(rf"\b{re.escape(city)}\b", archive, re.I) is not None


def _as_cited(item: dict[str, Any], doc: Document) -> None:
    """Heading and date of an archive's own citation line in its own form, quotation marks as the source has them."""
    if doc.date is not None and doc.date.undated and "issued" not in item:
        item["issued"] = {"literal": doc.date.text}
    date = stated_date(doc)
    if date is not None and date.circa and isinstance(item.get("issued"), Mapping) and "literal" not in item["issued"]:
        item["issued"] = {"literal": date.text}  # “ca. 1904”, “c. 1904”
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
