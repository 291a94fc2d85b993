"""BibTeX, BibLaTeX and biblatex-chicago: a .bib file, one entry a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...common.tables import table
from ...document.model import Document
from ..options import ExportOptions
from .biblatex import BiblatexEntry
from .bibtex import BibtexEntry
from .chicago import ChicagoEntry
from .entry import EntryMaker, Fields
from .keys import Keys
from .letters import advice, by_number, replaced

_DIALECTS: dict[str, type[EntryMaker]] = {
    "bibtex": BibtexEntry,
    "biblatex": BiblatexEntry,
    "biblatex-chicago": ChicagoEntry,
}


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A .bib file in UTF-8 (or ASCII), piece by piece."""
    listed = docs if isinstance(docs, list) else list(docs)
    keys = Keys([doc.key for doc in listed], options)
    between = ""
    known: set[str] = set()  # letters beyond ASCII of which all is said
    for doc in listed:
        kind, fields = entry(doc, dialect, options)
        lines = "".join([f"  {name} = {value},\n" for name, value in fields.items()])
        new: set[str] = set()
        if options.ascii:
            _say_letters(lines, options)
        elif not lines.isascii():
            new = set().union(*[value for value in fields.values() if not value.isascii()]) - known
            for note in advice(new) if new else ():
                options.say(note)
            known |= new
        if ("\\" in lines and _ONLY_T1.search(lines)) or not _LETTERS_OF_T1.isdisjoint(new):
            options.say(r"pdfLaTeX prints straight quotation marks, ą, đ and their like with \usepackage[T1]{fontenc}")
        yield f"{between}@{kind}{{{keys.of(doc.key)},\n{lines}}}\n"
        between = "\n"


_ONLY_T1 = re.compile(
    r"\\(?:textquotedbl|quotedblbase|quotesinglbase|guil[a-z]+|[dD]J|[dD]H|[tT]H|NG|ng|k)(?![A-Za-z])"
)
_LETTERS_OF_T1 = frozenset("ĄąĘęĮįŲųĐđÐðÞþŊŋ„‚«»‹›")


def usable_keys(keys: list[str], options: ExportOptions) -> list[str]:
    """The keys of all documents of a file as BibTeX takes them, whatever parts it is written in."""
    usable = Keys(keys, options)
    return [usable.of(key) for key in keys]


def entry(doc: Document, dialect: str, options: ExportOptions) -> tuple[str, Fields]:
    """(entry type, fields with their braces) of a document; every variable of it is in some field."""
    made = _DIALECTS[dialect](doc, dialect, options)
    made.make()
    return made.kind, made.fields


def _say_letters(text: str, options: ExportOptions) -> None:
    """What is not printed as it is where nothing but ASCII goes out."""
    for char, sign in replaced(text).items():
        options.say(f"LaTeX has no command for the letter “{char}”: it prints “{sign}” for it")
    if r"{\CYR" in text or r"{\cyr" in text:
        need = table("latex")["advice"]["CYRILLIC"]
        options.say(
            f"Cyrillic letters are written as LaTeX's commands: pdfLaTeX prints them with {need}; for XeLaTeX and"
            " LuaLaTeX leave out --ascii"
        )
    if r"\symbol{" in text:
        for note in by_number(text):
            options.say(note)
