"""Published works in foreign records: the database or library where a copy was found is not the archive of the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..archives.grammar import parse_references
from ..archives.repository import find_repository
from ..csl.languages import language_tag
from ..document.extra import extra_of
from ..document.foreign import is_host
from ..document.model import Document
from ..document.styles.archival import published_types

# what its type alone shows to be published; of others something must say so
_BY_TYPE = frozenset(
    "article article-journal article-magazine article-newspaper book chapter classic entry entry-dictionary"
    " entry-encyclopedia paper-conference periodical review review-book".split()
)
_WITH_EVIDENCE = frozenset({"report", "pamphlet"})
_EVIDENCE = ("publisher", "container-title", "collection-title", "ISBN", "ISSN", "DOI")


def is_published(item: Mapping[str, Any]) -> bool:
    """Whether an item is a published work: by its type, or by a publisher, container or standard number."""
    kind = str(item.get("type") or "document")
    if kind in _BY_TYPE:
        return True
    return (kind in _WITH_EVIDENCE or kind in published_types()) and any(item.get(name) for name in _EVIDENCE)


def in_its_language(doc: Document) -> Document:
    """A document of a work that is read in its language: CSL's ``language``, and no original's of a translation."""
    if not doc.language or "language" in extra_of(doc):
        return doc
    return doc.changed(language="", extra={**extra_of(doc), "language": language_tag(doc.language)})


def held_by_library(item: Mapping[str, Any], location: str) -> bool:
    """Whether whoever keeps a thing is a library with a copy of a published work, and no archive with its boxes."""
    return is_published(item) and not names_levels(location)


def names_levels(location: str) -> bool:
    """Whether a location has a word for a level of an archive (``Box 3``)."""
    return any(level.term for one in parse_references(location) for level in one.levels)


def is_archival_place(archive: str, location: str) -> bool:
    """Whether an archive and a location in it are those of an archive, and no database and accession number.

    A location says so by a word for a level (``Box 3``), an archive by its name where the location is no bare number.
    """
    if is_host(archive) or names_levels(location):
        return True
    found = find_repository(archive) if location and not location.isdigit() else None
    return found is not None and archive[: found[1]].strip() == ""
