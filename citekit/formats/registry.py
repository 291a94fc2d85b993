"""The output formats. A new format is one file with a subclass of ``Writer``, and one line below."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..common.errors import UsageError, as_text, did_you_mean

if TYPE_CHECKING:
    from .base import Writer

# name -> module and class; imported when used
FORMATS = {
    "text": ("text", "TextWriter"),
    "html": ("html", "HtmlWriter"),
    "markdown": ("markdown", "MarkdownWriter"),
    "latex": ("latex", "LatexWriter"),
    "rtf": ("rtf", "RtfWriter"),
    "json": ("tree", "TreeWriter"),
}
# fragments for weaving into a document; not output formats by themselves
FRAGMENTS = {
    "docx": ("docx", "DocxWriter"),
    "odt": ("odt", "OdtWriter"),
    "pandoc": ("pandoc", "PandocWriter"),
}


def writer(name: str) -> Writer:
    """The writer of a format. Raises UsageError for an unknown name."""
    found = FORMATS.get(as_text(name, "an output format")) or FRAGMENTS.get(name)
    if found is None:
        choices = "choose one of " + ", ".join(FORMATS)
        raise UsageError(f"there is no output format “{name}”", hint=did_you_mean(name, FORMATS, choices))
    module, cls = found
    instance: Writer = getattr(import_module(f"{__package__}.{module}"), cls)()
    return instance
