"""Which items are archival: those that only their archive holds."""

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
    """Whether an item needs its archival reference in print.

    ``referenced``: its source states an archival reference, so that even a newspaper cutting is archival.  Otherwise a
    published work is not: ``archive`` is then a database or a library's copy.
    """
    if not any(item.get(piece) for piece in PIECES):
        return False
    return referenced or str(item.get("type") or "document") not in published_types()
