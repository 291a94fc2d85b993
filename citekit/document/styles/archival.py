"""Which items are archival: those that exist only in an archive."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ...common.tables import table

# the variables of an archival reference, from the document to the place (CSL 1.0.2, appendix IV, "Standard Variables")
PIECES = ("archive_location", "archive_collection", "archive", "archive-place")


@lru_cache(maxsize=1)
def published_types() -> frozenset[str]:
    """The CSL types of published works."""
    return frozenset(table("archival_styles")["published"])


def is_archival(item: Mapping[str, Any], referenced: bool = False) -> bool:
    """Whether the archival reference of an item must be printed.

    ``referenced``: its source states an archival reference, so that even a newspaper cutting is archival.  Otherwise a
    published work is not: ``archive`` is then a database or a library's copy.  A film, a recording or a treaty is one
    only where something says so (a publisher, a number of its own), or where no place in the archive is named.
    """
    if not any(item.get(piece) for piece in PIECES):
        return False
    kind = str(item.get("type") or "document")
    return referenced or kind not in published_types() or (kind in _held_alone() and _is_unpublished(item))


@lru_cache(maxsize=1)
def _held_alone() -> frozenset[str]:
    return frozenset(table("archival_styles")["held_alone"])


def _is_unpublished(item: Mapping[str, Any]) -> bool:
    located = item.get("archive_location") or item.get("archive_collection")
    return bool(located) and not any(item.get(sign) for sign in table("archival_styles")["signs"])
