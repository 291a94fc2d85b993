"""What ``citekit show`` prints of a document: what was understood, and what was not."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from ..common.errors import ReadError, UsageError
from ..common.tables import table
from ..document.citing import archive_address, unread_remarks
from ..document.extra import extra_of
from ..document.item import to_csl
from ..document.keys import default_key
from ..document.model import Document
from ..document.people import names_text
from .console import Run, json_line
from .options import Json, Out, SomeFiles, Text

# what a title is, where it is not the document's own
_TITLES = {"description": "a description, so without quotation marks", "verbatim": "as the note has it, and cited so"}
_TAG = re.compile(r"</?(?:i|b|sup|sub|span)(?:\s[^<>]{0,80})?>")  # CSL's rich text


def rows(doc: Document) -> list[tuple[str, str]]:
    """(label, text) for each thing that was understood, in the order of a citation."""
    out: list[tuple[str, str]] = [("title", _TAG.sub("", doc.title))]
    out.append(("in Latin letters", _latin(doc)))
    if doc.date is not None:
        out.append(("date", doc.date.text + ("" if doc.date.understood else "  (not understood as a date)")))
    out += [("kind", doc.kind), ("from", doc.sender), ("to", doc.recipient)]
    for reference in doc.references:
        repository = reference.repository
        if reference.published:
            out.append(("printed source", reference.text))
            continue
        named = ", ".join(filter(None, (repository.name, reference.place))) if repository else "archive not known"
        out.append(("reference", f"{reference.text}\n{named}"))
        out += [
            ("  " + level.kind.replace("_", " "), f"{level.value}" + (f"  ({level.term})" if level.term else ""))
            for level in reference.levels
        ]
    out += [(c.role, c.name + (f" (for {c.project})" if c.project else "")) for c in doc.contributors]
    out += [
        ("archive online", doc.host),
        ("address", doc.url),
        ("archive's own", archive_address(doc)),
        ("number", doc.number),
        ("original language", doc.language),
    ]
    out += [("contents", c) for c in doc.contents]
    out.append(("summary", doc.summary))
    if doc.accessed is not None:
        out.append(("accessed", doc.accessed.text))
    out += [(name, _shortened(value)) for name, value in extra_of(doc).items() if name != "custom"]
    custom = dict(extra_of(doc).get("custom") or {})
    named = table("metadata")["custom"]
    for name, value in custom.items():
        if name != "heading":  # the title as cited
            text = _TITLES.get(value, value) if name == "title_is" else value
            out.append((named.get(name, name).split("|")[0].replace("_", " "), _shortened(text)))
    return [(label, text) for label, text in out if text]


def missing(doc: Document) -> list[str]:
    """What a citation needs and the source does not state, and what was not understood."""
    out = [] if doc.date is not None else ["no date was found"]
    if (
        not doc.references
        and "author" not in extra_of(doc)
        and "container-title" not in extra_of(doc)
        and "publisher" not in extra_of(doc)
        and not any(warning.startswith("no archive") for warning in doc.warnings)
    ):
        out.append("no archival reference was found")
    out += [f"not understood as a date: {doc.date.text}"] if doc.date is not None and not doc.date.understood else []
    return [*out, *unread_remarks(doc), *doc.warnings]


def to_dict(doc: Document) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "source": doc.source,
        "understood": [{"label": label.strip(), "text": text} for label, text in rows(doc)],
        "not_understood": missing(doc),
        "item": to_csl(doc),
    }


def _latin(doc: Document) -> str:
    """A title in another script as ``--titles transliterated`` transliterates it, for a person to check."""
    from ..common.errors import MissingExtraError
    from ..document.styles.titles import in_latin_letters, is_latin

    if is_latin(doc.title) or dict(extra_of(doc).get("custom") or {}).get("transliterated_title"):
        return ""
    try:
        made = in_latin_letters(doc.title, doc)
    except MissingExtraError:
        return ""
    return f"{_TAG.sub('', made)}  (made by rule: please check)" if made else ""


def _shortened(value: Any) -> str:
    if isinstance(value, list):
        value = names_text(value)
    text = value if isinstance(value, str) else repr(value)
    text = _TAG.sub("", text)
    return text if len(text) <= 300 else text[:297] + "..."


def _template(value: bool) -> None:
    if value:
        from ..sources.forms import empty_form, form_suffix

        sys.stdout.write(empty_form(form_suffix()))
        raise typer.Exit()


def matches(doc: Document, words: str) -> bool:
    """Whether all the words occur in what is known of a document; case and accents do not matter."""
    known = " ".join([doc.key, doc.source, doc.summary, *(text for _, text in rows(doc)), *missing(doc)])
    text = _without_accents(known)
    return all(word in text for word in _without_accents(words).split())


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def as_text(doc: Document, with_key: bool = False) -> str:
    """What was understood, line by line, and what was not after a question mark; ``with_key``: also the citation."""
    lines = rows(doc)
    width = max((len(label) for label, _ in lines), default=1)
    key = f"  [@{doc.key or default_key(doc)}]" if with_key else ""
    out = [f"{doc.source or 'document'}{key}"]
    for label, text in lines:
        out += [f"  {label if n == 0 else '':<{width}}  {part}" for n, part in enumerate(text.split("\n"))]
    out += [f"  {'?':>{width}}  {line}" for line in missing(doc)]
    return "\n".join(out) + "\n"


def _columns(run: Run, files: Iterable[str], as_file: bool, write: Callable[[str], object]) -> int:
    """Print what the columns of the tables mean, in words or as the file that sets them; returns how many there are."""
    from ..sources.spreadsheets import mapping_of, mapping_text, mapping_toml

    count = 0
    for path in files:
        found = mapping_of(path) if os.path.isfile(path) else []
        for columns in found:
            write(mapping_toml(columns, path) if as_file else f"{path}: {mapping_text(columns)}")
        if as_file and not found:
            run.fail(ReadError("this is not a table", where=path, hint="tables are .csv, .tsv, .xlsx and .ods files"))
        count += len(found)
    return count


Template = Annotated[
    bool,
    typer.Option(
        "--template",
        callback=_template,
        is_eager=True,
        help="Print a form to fill in for a document without a description.",
    ),
]


def show(
    files: SomeFiles = None,
    text: Text = "",
    find: Annotated[
        str,
        typer.Option("--find", metavar="WORDS", help="Only documents that contain these words.", show_default=False),
    ] = "",
    as_json: Json = False,
    out: Out = None,
    template: Template = False,
    columns: Annotated[
        bool,
        typer.Option("--columns", help="Print only what the columns of tables mean, as the file that can set them."),
    ] = False,
) -> None:
    """Show what was understood of each document.

    And what was not; for a table, first what its columns mean.
    """
    if not files and not text:
        raise UsageError("there is nothing to show", hint="name files, or write a note after --text")
    run = Run(quiet=True)
    shown = 0
    with run.output(out) as write:
        if columns or not (as_json or find):
            shown += _columns(run, files or [], columns, write)
        for doc in run.documents(files or [], text) if not columns else ():
            if find and not matches(doc, find):
                continue
            shown += 1
            write(json_line(to_dict(doc)) if as_json else as_text(doc, with_key=bool(find)))
    if find and not shown:
        run.say(f"citekit: no document holds “{find}”")
    run.exit()
