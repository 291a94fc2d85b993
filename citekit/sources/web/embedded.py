"""Any archive's page by what it says of itself: JSON-LD, ``citation_*``, Dublin Core, OpenGraph, COinS, and its labels.

Of several that say the same thing, the one that is meant for citing counts: ``citation_*`` tags, schema.org, COinS,
Dublin Core, labels on the page, OpenGraph (schema.org/CreativeWork; DCMI Metadata Terms; Z39.88-2004).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...archives.credits import split_credits
from ...archives.grammar import parse_references
from ...archives.titles import kind_of
from ...common.errors import ReadError
from ...common.tables import table
from ...csl.languages import language_code
from ...csl.names import parse_name
from ...csl.wording import date_of
from ...dates import HistoricalDate
from ...document.foreign import document_of
from ...document.model import Document
from .coins import read_coins
from .page import Page

_SITE_TAIL = re.compile(r"\s+[|\u2013\u2014\u00b7-]\s+(?P<site>[^|]{3,80})$")
_SOURCE_NOTE = re.compile(r"Source:\s+(?P<text>.+)$", re.S)

Facts = dict[str, Any]


def described(page: Page, sections: dict[str, list[str]], where: str) -> Document:
    """The document that a page describes. Raises ReadError where it says no title."""
    facts: Facts = {}
    for source in (
        _highwire(page),
        _schema(page),
        read_coins(page.coins),
        _dublin(page),
        _labels(page, sections),
        _graph(page),
    ):
        for name, value in source.items():
            if value:
                facts.setdefault(name, value)
    if not facts.get("title"):
        raise ReadError(
            "the page says no title", where=where, hint="copy the archive's citation into a text file instead"
        )
    return _document(page, facts, sections)


def _document(page: Page, facts: Facts, sections: dict[str, list[str]]) -> Document:
    item: dict[str, Any] = {
        k: v for k, v in facts.items() if k not in ("issued", "custom", "reference", "site", "sources")
    }
    item["URL"] = page.url or facts.get("URL", "")
    held = (
        any(name in sections for name in ("reference", "source", "original-archive", "record-group", "series"))
        or "archive" in facts
    )
    item["type"] = facts.get("type") or table("kinds")["kinds"].get(
        kind_of(item["title"]), "document" if held else "webpage"
    )
    if facts.get("issued"):
        date = date_of(facts["issued"]) if isinstance(facts["issued"], str) else facts["issued"]
        item["issued"] = date
    site = str(facts.get("site") or "")
    reference, credits = split_credits(_reference(page, facts, sections))
    references = [r for r in parse_references(reference.rstrip(" .")) if r.repository is not None or r.levels]
    if item.get(
        "container-title"
    ):  # a printed edition: where it was printed from is said of it, it is not cited from there
        references = []
    fields: dict[str, Any] = {"credits": credits}
    custom = dict(facts.get("custom") or {})
    if references:
        text = reference.rstrip(" .")
    else:
        text = ""
        if reference:
            custom["source_note"] = reference
    if site and not item.get("container-title") and not (references and site in reference):
        item["source"] = site
    if custom:
        item["custom"] = custom
    return document_of({k: v for k, v in item.items() if v}, text, **fields)


def _reference(page: Page, facts: Facts, sections: dict[str, list[str]]) -> str:
    """The archival reference that a page states: held by and reference, a source note, levels by their labels."""
    held = " ".join(sections.get("original-archive", ())[:1])
    reference = " ".join(sections.get("reference", ())[:1])
    if reference:
        return f"{held}, {reference}" if held else reference
    notes = [
        *sections.get("source", ())[:1],
        *(m["text"] for b in page.blocks if (m := _SOURCE_NOTE.match(b.text[:3000])) is not None),
    ]
    for note in notes:
        sentence = re.split(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])", note, maxsplit=1)[0].rstrip(".")
        if any(r.repository is not None or r.levels for r in parse_references(sentence)):
            return sentence
    group, series = (" ".join(sections.get(name, ())[:1]) for name in ("record-group", "series"))
    levels = [
        t
        for t in (
            group if not group or group.lower().startswith("record group") else f"Record Group {group}",
            f"Series {series}" if series and not series.lower().startswith("series") else series,
        )
        if t
    ]
    if levels and held:
        return ", ".join([held, *levels])
    return notes[0] if notes else str(facts.get("reference") or "")


def _names(values: list[str]) -> list[dict[str, Any]]:
    return [parse_name(v) for v in values if v and len(v) < 300]


def _highwire(page: Page) -> Facts:
    """``citation_*`` tags (Highwire Press, as Google Scholar and Zotero read them)."""
    first = page.first
    kinds = {
        "citation_journal_title": "article-journal",
        "citation_conference_title": "paper-conference",
        "citation_inbook_title": "chapter",
        "citation_dissertation_institution": "thesis",
        "citation_technical_report_institution": "report",
    }
    pages = [first("citation_firstpage"), first("citation_lastpage")]
    return {
        "title": first("citation_title"),
        "author": _names(page.all("citation_author", "citation_authors")),
        "editor": _names(page.all("citation_editor")),
        "issued": (
            first("citation_publication_date", "citation_date", "citation_cover_date", "citation_year").replace(
                "/", "-"
            )
        ),
        "type": next((kind for name, kind in kinds.items() if first(name)), ""),
        "container-title": first("citation_journal_title", "citation_conference_title", "citation_inbook_title"),
        "publisher": first(
            "citation_publisher", "citation_dissertation_institution", "citation_technical_report_institution"
        ),
        "volume": first("citation_volume"),
        "issue": first("citation_issue"),
        "page": "-".join(p for p in pages if p),
        "DOI": first("citation_doi"),
        "ISSN": first("citation_issn"),
        "ISBN": first("citation_isbn"),
        "collection-title": first("citation_series_title"),
        "abstract": first("citation_abstract"),
        "keyword": "; ".join(page.all("citation_keywords", "citation_keyword")),
        "language": language_code(first("citation_language")),
    }


_WORKS = frozenset(
    "CreativeWork Article NewsArticle ScholarlyArticle Report Book DigitalDocument ArchiveComponent Manuscript"
    " Legislation Message Map Photograph Collection Thesis Chapter WebPage TextDigitalDocument Letter".split()
)
_TYPES = {
    "ScholarlyArticle": "article-journal",
    "NewsArticle": "article-newspaper",
    "Book": "book",
    "Report": "report",
    "Thesis": "thesis",
    "Chapter": "chapter",
    "Map": "map",
    "Manuscript": "manuscript",
    "Letter": "personal_communication",
}


def _schema(page: Page) -> Facts:
    """The most telling schema.org object of the page."""
    best: Facts = {}
    for thing in page.json_ld:
        kinds = [k for k in _listed(thing.get("@type")) if isinstance(k, str)]
        kind = next((k.rsplit("/", 1)[-1] for k in kinds if k.rsplit("/", 1)[-1] in _WORKS), "")
        if not kind or (kind == "WebPage" and best):
            continue
        facts = {
            "title": _value_text(thing.get("headline")) or _value_text(thing.get("name")),
            "author": _names([_value_text(a) for a in _listed(thing.get("author") or thing.get("creator"))]),
            "recipient": _names([_value_text(a) for a in _listed(thing.get("recipient"))]),
            "translator": _names([_value_text(a) for a in _listed(thing.get("translator"))]),
            "issued": (
                _value_text(thing.get("dateCreated"))
                or _value_text(thing.get("temporalCoverage"))
                or _value_text(thing.get("datePublished"))
            ),
            "abstract": _value_text(thing.get("abstract")) or _value_text(thing.get("description")),
            "language": language_code(_value_text(thing.get("inLanguage"))),
            "publisher": _value_text(thing.get("publisher")) if kind not in ("ArchiveComponent", "WebPage") else "",
            "keyword": "; ".join(_value_text(k) for k in _listed(thing.get("keywords"))),
            "archive": _value_text(thing.get("holdingArchive")),
            "archive_location": (
                _value_text(thing.get("itemLocation"))
                or (_value_text(thing.get("identifier")) if kind == "ArchiveComponent" else "")
            ),
            "type": _TYPES.get(kind, ""),
            "container-title": (
                _value_text(thing.get("isPartOf")) if kind in ("ScholarlyArticle", "NewsArticle", "Chapter") else ""
            ),
            "URL": _value_text(thing.get("url")),
        }
        best = facts if kind == "WebPage" else {**best, **{k: v for k, v in facts.items() if v}}
    return best


def _listed(value: Any) -> list[Any]:
    return value[:200] if isinstance(value, list) else [] if value is None else [value]


def _value_text(value: Any) -> str:
    """A schema.org value in words: text, or the name of a thing."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value") or value.get("value") or value.get("@id")
    if isinstance(value, list):
        return _value_text(value[0]) if value else ""
    return " ".join(str(value).split()) if isinstance(value, (str, int)) else ""


def _dublin(page: Page) -> Facts:
    """Dublin Core elements and terms."""

    def first(*names: str) -> str:
        return page.first(*(f"{prefix}{n}" for n in names for prefix in ("dc.", "dcterms.", "dc:", "dcterms:")))

    def every(name: str) -> list[str]:
        return page.all(*(f"{prefix}{name}" for prefix in ("dc.", "dcterms.", "dc:", "dcterms:")))

    custom = {
        "rights": first("rights"),
        "identifier": first("identifier") if not first("identifier").startswith("http") else "",
    }
    return {
        "title": first("title"),
        "author": _names(every("creator")),
        "contributor": _names(every("contributor")),
        "issued": first("date.created", "created", "date", "date.issued", "issued"),
        "abstract": first("description.abstract", "abstract", "description"),
        "language": language_code(first("language")),
        "publisher": first("publisher"),
        "keyword": "; ".join(every("subject")),
        "reference": first("source"),
        "custom": {k: v for k, v in custom.items() if v},
    }


def _labels(page: Page, sections: dict[str, list[str]]) -> Facts:
    """What the page says beside its labels, and its first heading."""

    def one(name: str) -> str:
        return " ".join(sections.get(name, ())[:1])

    heading = next((b.text for b in page.blocks if b.tag == "h1"), "")
    kept = {
        name: one(section)
        for section, name in table("page_labels")["kept"].items()
        if one(section) and section not in ("authors", "original-archive", "record")
    }
    if one("record"):
        kept["record"] = one("record")
    date = next(
        (
            b.text
            for b in page.blocks
            if (b.tag == "time" or "date" in b.classes) and HistoricalDate.parse(b.text).start
        ),
        "",
    )
    return {
        "title": one("title") or heading,
        "issued": one("date") or date,
        "abstract": one("summary"),
        "genre": one("kind"),
        "author": _names(sections.get("authors", [])),
        "language": language_code(one("language")),
        "keyword": "; ".join(sections.get("subjects", ())),
        "custom": kept,
    }


def _graph(page: Page) -> Facts:
    """OpenGraph and the <title>, without the site's name after it."""
    title, site = page.first("og:title", "twitter:title") or page.title, page.first("og:site_name")
    headings = [
        b.text for b in page.blocks if b.heading and len(b.text) > 3 and title.startswith(b.text) and b.text != title
    ]
    if headings:  # the title goes on with the names of the section and the site
        site = site or title.rsplit(" - ", 1)[-1].rsplit(" | ", 1)[-1]
        title = max(headings, key=len)
    elif (match := _SITE_TAIL.search(title)) is not None:
        site = site or match["site"]
        if match["site"] == site or title == page.title:
            title = title[: match.start()]
    return {
        "title": title,
        "abstract": page.first("og:description"),
        "site": site,
        "issued": page.first("article:published_time")[:10],
    }
