"""citekit: from an archival document to a citation that can be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .common.version import __version__

if TYPE_CHECKING:
    from .api import bibliography, check, cite, export, loads, read, read_all, weave
    from .archives import ArchivalReference, Level, Repository, parse_references
    from .common.errors import CitekitError, ReadError, StyleError, UsageError
    from .dates import HistoricalDate
    from .document.model import Document
    from .links import LinkReport
    from .notes import Cite, Notes

# name -> module; imported when first used, so that a program pays only for what it calls
_WHERE = {
    **dict.fromkeys(("bibliography", "check", "cite", "export", "loads", "read", "read_all", "weave"), "api"),
    **dict.fromkeys(("ArchivalReference", "Level", "Repository", "parse_references"), "archives"),
    "HistoricalDate": "dates",
    "Document": "document.model",
    **dict.fromkeys(("CitekitError", "ReadError", "StyleError", "UsageError"), "common.errors"),
    **dict.fromkeys(("Cite", "Notes"), "notes"),
    "LinkReport": "links",
}
__all__ = [
    "ArchivalReference",
    "Cite",
    "CitekitError",
    "Document",
    "HistoricalDate",
    "Level",
    "LinkReport",
    "Notes",
    "ReadError",
    "Repository",
    "StyleError",
    "UsageError",
    "__version__",
    "bibliography",
    "check",
    "cite",
    "export",
    "loads",
    "parse_references",
    "read",
    "read_all",
    "weave",
]


_ROOMS = ("archives", "batch", "engine", "exporters", "links", "sources")  # citekit.sources.read_text without an import


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    globals()[name] = value
    return value
