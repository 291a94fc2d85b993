"""citekit: from an archival document to a citation that can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .common.lazy import lazy
from .common.version import __version__

if TYPE_CHECKING:
    from . import archives, batch, engine, exporters, links, sources  # noqa: F401
    from .api import bibliography, check, cite, export, loads, read, read_all, weave
    from .archives import ArchivalReference, Level, Repository, parse_references
    from .common.errors import CitekitError, ReadError, StyleError, UsageError
    from .dates import HistoricalDate
    from .document.model import Document
    from .links import LinkReport
    from .notes import Cite, Notes

__all__ = ["Document", "HistoricalDate", "LinkReport", "__version__"]
__all__ += ["bibliography", "check", "cite", "export", "loads", "read", "read_all", "weave"]
__all__ += ["ArchivalReference", "Level", "Repository", "parse_references"]
__all__ += ["CitekitError", "ReadError", "StyleError", "UsageError"]
__all__ += ["Cite", "Notes"]

if not TYPE_CHECKING:  # a type checker would take any name for one of the package's
    __getattr__ = lazy(
        __name__,
        {
            "api": "bibliography check cite export loads read read_all weave",
            "archives": "ArchivalReference Level Repository parse_references",
            "common.errors": "CitekitError ReadError StyleError UsageError",
            "dates": "HistoricalDate",
            "document.model": "Document",
            "links": "LinkReport",
            "notes": "Cite Notes",
        },
        modules="archives batch engine exporters links sources",
    )
