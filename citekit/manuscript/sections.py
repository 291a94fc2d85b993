"""Several bibliographies in one text: what an archive holds, sources in print, literature; or one for each repository.

``<!-- bibliography: archives -->`` and the like. A source in print is what says so by a keyword; literature is the
rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..common.errors import UsageError
from ..common.tables import table
from ..document.extra import extra_of
from ..document.model import Document
from .cites import is_archival

ARCHIVES, PRINTED, LITERATURE = "archives", "printed", "literature"


@dataclass(frozen=True)
class Section:
    """One bibliography: the parts that it holds (none: all), and whether it is divided by repository."""

    parts: tuple[str, ...] = ()
    by_repository: bool = False


def section_of(text: str, where: str) -> Section:
    """The section that a comment asks for: ``archives``, ``printed, literature``, ``archives by repository``."""
    wanted = text.strip().casefold()
    by_repository = wanted.endswith("by repository")
    parts = tuple(p.strip() for p in wanted.removesuffix("by repository").split(",") if p.strip())
    for part in parts:
        if part not in (ARCHIVES, PRINTED, LITERATURE):
            raise UsageError(
                f"there is no bibliography “{part}”",
                where=where,
                hint="choose archives, printed or literature, or add “by repository”",
            )
    return Section(parts, by_repository)


def part_of(doc: Document) -> str:
    """The part of the bibliography that a document belongs to."""
    if is_archival(doc):
        return ARCHIVES
    keywords = str(extra_of(doc).get("keyword") or "").casefold()
    printed = table("manuscripts")["printed"]["keywords"]
    return PRINTED if any(word in keywords for word in printed) else LITERATURE


def repository_of(doc: Document) -> str:
    """The repository that a document lies in first, or an empty text."""
    for repository in doc.repositories:
        return repository.name or repository.abbreviation
    return str(extra_of(doc).get("archive") or doc.host or "")


def labels_of(doc: Document) -> Sequence[str]:
    """What sections choose a document by."""
    return [part_of(doc), f"repository:{repository_of(doc)}"]
