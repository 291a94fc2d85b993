"""Output formats: each a writer that turns settled runs into characters. A new format is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from .base import Writer

# name -> module and class; imported when asked for
FORMATS = {
    "text": ("text", "TextWriter"),
    "html": ("html", "HtmlWriter"),
    "markdown": ("markdown", "MarkdownWriter"),
    "latex": ("latex", "LatexWriter"),
    "rtf": ("rtf", "RtfWriter"),
    "json": ("tree", "TreeWriter"),
    "docx": ("docx", "DocxWriter"),
    "odt": ("odt", "OdtWriter"),
}


def writer(name: str) -> Writer:
    """The writer of a format by its name (``text``, ``html``, ``markdown``, ``latex``, ``rtf``, ``json``)."""
    if name not in FORMATS:
        raise UsageError(f"there is no output format “{name}”", hint="choose one of " + ", ".join(FORMATS))
    from importlib import import_module

    module, cls = FORMATS[name]
    made: Writer = getattr(import_module(f"{__name__}.{module}"), cls)()
    return made
