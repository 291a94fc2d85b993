"""``citekit export``: records for reference managers and LaTeX."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..common.errors import UsageError
from .console import Run
from .duplicates_table import FoundDuplicates
from .large import export_in_pieces, is_large
from .options import BatchOptions, LinkOptions, Out, SomeFiles, Text, completer, with_options

if TYPE_CHECKING:
    from ..document.model import Document
    from ..exporters import ExportOptions


To = Annotated[
    str,
    typer.Option(
        "--to",
        "-t",
        metavar="FORMAT",
        help="bibtex, biblatex, ris, csl-json …",
        autocompletion=completer("export_names"),
    ),
]


Update = Annotated[
    bool, typer.Option("--update", help="Merge into the .bib file instead of rewriting it; your edits are kept.")
]


Ascii = Annotated[
    bool, typer.Option("--ascii", help="Write nothing but ASCII: accents as LaTeX commands, others by number.")
]


Keys = Annotated[
    str, typer.Option("--keys", metavar="FORMULA", help="How citation keys are made, such as '{author}{year}'.")
]


Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="NAME,…",
        help="The columns of a table (csv), such as title,date,repository,fond.",
        show_default=False,
    ),
]


DuplicatesTable = Annotated[
    Path | None,
    typer.Option(
        "--duplicates",
        metavar="FILE",
        help="List all documents that are, or may be, the same in a table (.csv).",
        show_default=False,
    ),
]


@with_options
def export(
    to: To,
    links: LinkOptions,
    batch: BatchOptions,
    files: SomeFiles = None,
    text: Text = "",
    out: Out = None,
    update: Update = False,
    ascii_only: Ascii = False,
    columns: Columns = "",
    keys: Keys = "",
    duplicates: DuplicatesTable = None,
) -> None:
    """Export the documents for a reference manager or LaTeX."""
    from ..exporters import ExportOptions
    from ..exporters.base import refuse_unknown_format
    from ..exporters.options import joined

    refuse_unknown_format(to)
    if not files and not text:
        raise UsageError("there is nothing to export", hint="name files, or write a note after --text")
    if columns and to != "csv":
        raise UsageError(f"--columns is for tables, and {to} is not one", hint="leave it out, or choose csv")
    if duplicates is not None:
        _refuse_table(duplicates, out, update)
    run, options = Run(), ExportOptions(ascii=ascii_only, columns=tuple(filter(None, re.split(r"\s*,\s*", columns))))
    found = FoundDuplicates(run, duplicates)
    if not (update or text or links.checks) and is_large(files or [], batch):
        export_in_pieces(run, files or [], to, out, batch, options, keys, links.date, found)
    else:
        documents = list(run.with_links_checked(run.documents(files or [], text), links))
        if documents and update:
            _merge(run, documents, to, _bib_file(out, to), options, keys)
        elif documents:
            _write(run, documents, to, out, options, keys, found)
    run.notes(joined(options.notes))
    found.report()
    run.exit()


def _refuse_table(table: Path, out: Path | None, update: bool) -> None:
    if update:
        raise UsageError("--update names duplicates as it merges", hint="leave out --duplicates, or list them first")
    if out is not None and table.absolute() == out.absolute():
        raise UsageError("the records and the duplicates cannot be in one file", where=str(out))


def _merge(run: Run, docs: list[Document], to: str, out: Path, options: ExportOptions, keys: str) -> None:
    from ..bibfile import update_file

    merged = update_file(out, docs, to, options, keys)
    run.say(f"citekit: {out}: {merged}")
    options.notes += merged.notes


def _write(
    run: Run,
    docs: list[Document],
    to: str,
    out: Path | None,
    options: ExportOptions,
    keys: str,
    duplicates: FoundDuplicates,
) -> None:
    from ..document.duplicates import duplicates_of
    from ..document.keyed import keyed
    from ..exporters import export_documents

    named = keyed(docs, keys)
    with run.output(out, rewrites=out is not None and to.startswith("bib")) as write:
        for piece in export_documents(named, to, options):
            write(piece)
    with duplicates.receiver() as add:
        for one in duplicates_of(named):
            add(one)


def _bib_file(out: Path | None, to: str) -> Path:
    if out is None:
        raise UsageError("--update needs a file", hint="name it with -o refs.bib")
    if not to.startswith("bib"):
        hint = "leave it out, or choose bibtex, biblatex or biblatex-chicago"
        raise UsageError(f"--update merges .bib files, not {to}", hint=hint)
    return out
