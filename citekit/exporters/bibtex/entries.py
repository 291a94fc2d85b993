"""BibTeX, BibLaTeX and biblatex-chicago, written through bibtexparser 2: a .bib file, one entry a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...document.model import Document
from ..options import ExportOptions
from .biblatex import BiblatexEntry
from .bibtex import BibtexEntry
from .chicago import ChicagoEntry
from .entry import EntryMaker, Fields
from .keys import Keys
from .letters import advice, replaced

_CHUNK = 500  # entries written at once
_DIALECTS: dict[str, type[EntryMaker]] = {
    "bibtex": BibtexEntry,
    "biblatex": BiblatexEntry,
    "biblatex-chicago": ChicagoEntry,
}


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A .bib file in UTF-8 (or ASCII), piece by piece."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    library, first = Library(), True
    listed = docs if isinstance(docs, list) else list(docs)
    keys = Keys(listed, options)
    for count, doc in enumerate(listed, 1):
        kind, fields = entry(doc, dialect, options)
        library.add(Entry(kind, keys.of(doc), [Field(name, value) for name, value in fields.items()]))
        if count % _CHUNK == 0:
            yield ("" if first else "\n") + write_string(library, unparse_stack=[], bibtex_format=form)
            library, first = Library(), False
    if library.entries:
        yield ("" if first else "\n") + write_string(library, unparse_stack=[], bibtex_format=form)


def entry(doc: Document, dialect: str, options: ExportOptions) -> tuple[str, Fields]:
    """(entry type, fields with their braces) of a document; every variable of it is in some field."""
    made = _DIALECTS[dialect](doc, dialect, options)
    made.make()
    for note in () if options.ascii else advice("".join(made.fields.values())):
        options.say(note)
    if options.ascii:
        _say_letters("".join(made.fields.values()), options)
    return made.kind, made.fields


def _say_letters(text: str, options: ExportOptions) -> None:
    """What is not printed as it is where nothing but ASCII goes out."""
    for char, sign in replaced(text).items():
        options.say(f"LaTeX has no command for the letter “{char}”: it prints “{sign}” for it")
    if r"\symbol{" in text:
        options.say(
            "letters that LaTeX has no command for are written by their number: XeLaTeX and LuaLaTeX print them,"
            " pdfLaTeX stops there"
        )
