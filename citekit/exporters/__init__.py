"""Exporters: each writes documents in one format. A new format is one file and one line in ``EXPORTERS``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from ..document import Document
from ..errors import UsageError
from .options import Options

# name -> (module, dialect); each module has `write(docs, dialect, options) -> Iterator[str]`
EXPORTERS = {
    "bibtex": ("bibtex", "bibtex"),
    "biblatex": ("bibtex", "biblatex"),
    "biblatex-chicago": ("bibtex", "biblatex-chicago"),
    "ris": ("ris", "ris"),
    "csl-json": ("csl", "json"),
    "csl-yaml": ("csl", "yaml"),
}


def export_documents(docs: Iterable[Document], to: str, options: Options | None = None) -> Iterator[str]:
    """Documents in the format ``to``, piece by piece. Raises UsageError for an unknown format, MissingExtraError for a
    missing package. What was changed or cannot be held is in ``options.notes`` afterwards."""
    if to not in EXPORTERS:
        raise UsageError(f"there is no export format “{to}”", hint="choose one of " + ", ".join(EXPORTERS))
    module, dialect = EXPORTERS[to]
    pieces: Iterator[str] = import_module(f"{__name__}.{module}").write(docs, dialect, options or Options())
    return pieces
