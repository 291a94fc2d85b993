"""``citekit add``: a form, filled in with what was understood of a typed note, for the person to look over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import CitekitError
from ..document.citing import unread_remarks
from ..document.extra import extra_of
from ..document.item import to_csl
from .console import Run, json_line
from .options import Json

if TYPE_CHECKING:
    from ..document.model import Document


_HEAD = "# Check this form, and correct or add what is wrong or missing; `citekit help fields` lists the fields.\n"


def add(
    notes: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help="Notes or references as you would write them; - reads one per line from standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Optional[Path],
        typer.Option("-o", "--out", metavar="FOLDER", help="Where to save the forms.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a filled-in form of each note.

    It holds what was understood, for you to check and correct.
    """
    from ..document.keyed import keyed
    from ..sources.forms import form_of, form_suffix

    run = Run()
    docs = keyed(list(_documents(run, notes)))
    if out is not None and docs:
        _make_folder(out)
    for n, doc in enumerate(docs):
        form = _HEAD + form_of(doc, form_suffix(), _fields_wanted(doc))
        path = None
        if out is not None:
            path = run.guarded(lambda doc=doc, form=form: _save(out, doc, form))  # type: ignore[misc]
        if as_json:
            run.print(json_line({"path": str(path or ""), "id": doc.key, "form": form, "item": to_csl(doc)}).rstrip())
        elif out is None:
            sys.stdout.write(("---\n" if n else "") + form)
        elif path is not None:
            run.print(str(path))
        for remark in unread_remarks(doc) + list(doc.warnings):
            run.say(f"citekit: {path or doc.key}: note: {remark}")
    run.exit()


def _documents(run: Run, notes: list[str]) -> Iterator[Document]:
    """The documents of the notes, each read by itself: one that cannot be read does not stop the others."""
    for note in notes:
        lines = [line for line in sys.stdin.read().splitlines() if line.strip()] if note == "-" else [note]
        for line in lines:
            if line.strip():
                yield from run.documents([], line)
            else:
                run.fail(CitekitError("the note is empty", hint="write the note in quotation marks"))


def _fields_wanted(doc: Document) -> tuple[str, ...]:
    """The fields that a person will look for: a title only where there are no correspondents."""
    named = bool(doc.sender or "author" in extra_of(doc))
    return ("date", "reference") if named else ("title", "date", "reference")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CitekitError(f"the folder cannot be created ({error.strerror})", where=str(folder)) from None


def _save(folder: Path, doc: Document, form: str) -> Path:
    """Save a form under its key. Raises CitekitError where a different form has that name: it is not overwritten."""
    from ..common.files import write_file
    from ..sources.forms import form_suffix

    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in doc.key).lstrip(".") or "document"
    path = folder / f"{name}{form_suffix()}"
    if path.exists():
        if path.read_text(encoding="utf-8", errors="replace") == form:
            return path
        raise CitekitError(
            "a form of this name exists already and was left as it is", where=str(path), hint="move or edit it"
        )
    write_file(path, form)
    return path
