"""citekit: from an archival document to a citation that can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import Notes, bibliography, check, cite, export, loads, read, read_all
    from .archives import ArchivalReference, Level, Repository, parse_references
    from .dates import HistoricalDate
    from .document import Document
    from .errors import CitekitError
    from .links import LinkReport

__version__ = "0.1.0"

# name -> module; imported when first used, so that a program pays only for what it calls
_WHERE = {
    **dict.fromkeys(("Notes", "bibliography", "check", "cite", "export", "loads", "read", "read_all"), "api"),
    **dict.fromkeys(("ArchivalReference", "Level", "Repository", "parse_references"), "archives"),
    "HistoricalDate": "dates",
    "Document": "document",
    "CitekitError": "errors",
    "LinkReport": "links",
}
__all__ = [
    "ArchivalReference", "CitekitError", "Document", "HistoricalDate", "Level", "LinkReport", "Notes", "Repository",
    "__version__", "bibliography", "check", "cite", "export", "loads", "parse_references", "read", "read_all",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
