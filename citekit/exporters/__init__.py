"""Exporters: each writes documents in one format. A new format is one file and one line in ``EXPORTERS``."""

from __future__ import annotations

from importlib import import_module

from ..document import Document
from ..errors import UsageError

# name -> (module, dialect); each module has `write(docs, dialect) -> str`
EXPORTERS = {
    "bibtex": ("bibtex", "bibtex"),
    "biblatex": ("bibtex", "biblatex"),
    "biblatex-chicago": ("bibtex", "biblatex-chicago"),
    "ris": ("ris", "ris"),
    "csl-json": ("csl", "json"),
    "csl-yaml": ("csl", "yaml"),
}


def export_documents(docs: list[Document], to: str) -> str:
    """Documents in the format ``to``. Raises UsageError for an unknown format, MissingExtraError for a missing package."""
    if to not in EXPORTERS:
        raise UsageError(f"there is no export format “{to}”", hint="choose one of " + ", ".join(EXPORTERS))
    module, dialect = EXPORTERS[to]
    text: str = import_module(f"{__name__}.{module}").write(docs, dialect)
    return text
