"""Whether a page is the document: by its number, its title, and what stands for pages that are not there."""

from __future__ import annotations

import html
import re
import unicodedata

from ..dates import written
from ..document.model import Document

_TITLE = re.compile(r"<title[^>]*>(.{0,2000}?)</title", re.I | re.S)
_HEADING = re.compile(r"<h1[^>]*>(.{0,2000}?)</h1", re.I | re.S)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.I)
_META_NAMES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_TAG = re.compile(r"<[^>]{0,2000}>")


def page_titles(page: str) -> list[str]:
    """What a page calls itself: its title, first heading and metadata titles."""
    found = [m.group(1) for pattern in (_TITLE, _HEADING) if (m := pattern.search(page))]
    for meta in _META.findall(page[:200_000]):
        name = re.search(r"(?:name|property)\s*=\s*[\"']([^\"']+)", meta, re.I)
        content = re.search(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", meta, re.I)
        if name and content and name.group(1).lower() in _META_NAMES:
            found.append(content.group(1) or content.group(2) or "")
    return [" ".join(html.unescape(_TAG.sub(" ", t)).split()) for t in found if t.strip()]


def words(text: str) -> list[str]:
    """The words of a text as comparing takes them: without accents, case and punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c)))


def title_score(wanted: str, seen: str) -> float:
    """The share of a title's words that another text has, in order; 1.0 where all of them are there."""
    need, have = words(wanted), words(seen)
    if not need:
        return 0.0
    at = found = 0
    for word in need:
        try:
            at = have.index(word, at) + 1
            found += 1
        except ValueError:
            continue
    return found / len(need)


def _has_number(doc: Document, page: str) -> bool:
    return len(doc.number) > 3 and re.search(rf"(?<!\d){re.escape(doc.number)}(?!\d)", page) is not None


def _has_date(doc: Document, squeezed: str) -> bool:
    return doc.date is not None and len(doc.date.start) == 3 and " ".join(words(written(doc.date.start))) in squeezed


def compare(doc: Document, page: str) -> tuple[bool | None, str]:
    """(same, reason): True where title or reference of the document is found, None where there is nothing to compare."""
    titles = page_titles(page)
    if not doc.title:
        return None, ""
    best = max((title_score(doc.title, t) for t in titles), default=0.0)
    if best >= 0.85:
        return True, "the page has the document's title"
    text = " ".join(html.unescape(_TAG.sub(" ", page[:1_000_000])).split())
    squeezed, wanted = " ".join(words(text)), " ".join(words(doc.title))
    if len(wanted) > 12 and wanted in squeezed:
        return True, "the page has the document's title in its text"
    for reference in doc.references:
        if reference.levels and len(reference.levels) > 1 and " ".join(words(reference.text)) in squeezed:
            return True, "the page has the document's archival reference"
    if best >= 0.6 and (_has_number(doc, page) or _has_date(doc, squeezed)):
        return True, "the page has most of the document's title, and its number or date"
    if _has_number(doc, page) and f"record id {doc.number}" in squeezed:
        return True, "the page has the document's number"
    if not titles and len(squeezed) < 20:
        return None, "the page has no text to compare"
    return False, f"the page is called “{titles[0][:100]}”" if titles else "the page does not have the document's title"
