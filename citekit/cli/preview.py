"""``citekit preview``: one page with the documents in all styles side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from ..common.errors import CitekitError, UsageError, did_you_mean
from ..common.tables import table
from ..document.model import Document
from .console import Run
from .options import Out, SomeFiles, Text, completer

if TYPE_CHECKING:
    from .preview_page import StyleSheet


Styles = Annotated[
    Optional[list[str]],
    typer.Option(
        "--style",
        "-s",
        help="A style to show; may be repeated. Without it all of citekit's own.",
        autocompletion=completer("style_names"),
    ),
]
Locale = Annotated[Optional[str], typer.Option("--locale", help="Language of terms and dates, such as en-GB or fr-FR.")]
PageLanguage = Annotated[
    str, typer.Option("--language", help="Language of the page's own words: en or de; by default the reader's.")
]


def preview(
    files: SomeFiles = None,
    text: Text = "",
    style: Styles = None,
    locale: Locale = None,
    language: PageLanguage = "",
    out: Out = None,
    browse: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show the documents in all styles on one page.

    The page is an HTML file, to search and to copy from.
    """
    from .preview_page import preview_page

    if not files and not text:
        raise UsageError("there is nothing to show", hint="name files, or write a note after --text")
    _check_language(language)
    run = Run()
    docs = _with_keys(list(run.documents(files or [], text)))
    if not docs:
        run.fail(CitekitError("there is no document to show"))
        run.exit()
    sheets = _sheets(run, docs, style or [], locale)
    if not sheets:
        run.exit()
    out = out or (_temporary_page() if browse else None)
    with run.output(out) as write:
        for piece in preview_page(docs, sheets, language):
            write(piece)
    if browse and out is not None:
        _open_in_browser(run, out)
    run.exit()


def _sheets(run: Run, docs: list[Document], styles: list[str], locale: str | None) -> list[StyleSheet]:
    """The documents in each style; a style that cannot be used is reported and left out."""
    from ..engine.style.finding import own_styles
    from .preview_page import in_style

    made = [run.guarded(lambda name=name: in_style(name, docs, locale)) for name in styles or own_styles()]  # type: ignore[misc]
    return [sheet for sheet in made if sheet is not None]


def _check_language(language: str) -> None:
    """Raises UsageError for a language that the page is not available in."""
    known = table("preview/words")
    if language and language not in known:
        hint = did_you_mean(language, known, "choose one of " + ", ".join(known))
        raise UsageError(f"the page has no language “{language}”", hint=hint)


def _with_keys(docs: list[Document]) -> list[Document]:
    """The documents with their citation keys."""
    from ..document.keyed import keyed

    return keyed(docs) if docs else []


def _temporary_page() -> Path:
    """A temporary file that only this user can read, and that stays after the command has ended."""
    import os
    import tempfile

    handle, name = tempfile.mkstemp(prefix="citekit-", suffix=".html")
    os.close(handle)
    return Path(name)


def _open_in_browser(run: Run, path: Path) -> None:
    import webbrowser

    address = path.resolve().as_uri()
    if webbrowser.open(address):
        run.say(f"citekit: opened {path}")
    else:
        run.fail(CitekitError("no browser was found", where=str(path), hint=f"open {address} yourself"))
