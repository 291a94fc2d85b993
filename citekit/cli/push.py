"""``citekit push zotero|jabref``: documents straight into a reference manager that is running."""

from __future__ import annotations

from typing import Annotated

import typer

from ..common.errors import UsageError
from .console import Run
from .options import Files, SomeFiles

push = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Send documents straight into a reference manager that is running.",
)


@push.command("zotero")
def push_zotero(
    files: SomeFiles = None,
    style: Annotated[
        str, typer.Option("--style", "-s", help="A style to install in Zotero as well, such as chicago-notes.")
    ] = "",
    web: Annotated[
        bool, typer.Option("--web", help="To the library at zotero.org (ZOTERO_API_KEY, ZOTERO_LIBRARY_ID) instead.")
    ] = False,
    self_test: Annotated[
        bool,
        typer.Option(
            "--self-test", help="To a connector of our own on this machine, which refuses what Zotero refuses, instead."
        ),
    ] = False,
    url: Annotated[str, typer.Option("--url", help="Where Zotero answers.")] = "http://127.0.0.1:23119",
) -> None:
    """Send documents to Zotero, and our styles."""
    from ..document.keyed import keyed
    from ..managers.zotero import Zotero

    run = Run()
    documents = keyed(list(run.documents(files or [])))
    if not documents and not style:
        raise UsageError("there is nothing to send", hint="name files, or a style with --style")
    if style:
        from ..engine.style.loader import style_bytes

        run.say(f"citekit: Zotero installed {Zotero(url).install_style(style_bytes(style)[0])}")
    if documents and self_test:
        from ..managers.self_test import run as tried

        run.report_sent(tried(documents))
    elif documents and web:
        from ..managers.zotero_web import WebLibrary

        run.report_sent(WebLibrary.from_environment().push(documents))
    elif documents:
        run.report_sent(Zotero(url).push(documents))
    run.exit()


@push.command("jabref")
def push_jabref(
    files: Files, dialect: Annotated[str, typer.Option("--to", "-t", help="bibtex or biblatex.")] = "bibtex"
) -> None:
    """Open documents in JabRef."""
    from ..document.keyed import keyed
    from ..managers.jabref import push as push_to_jabref

    run = Run()
    if documents := keyed(list(run.documents(files))):
        run.report_sent(push_to_jabref(documents, dialect))
    run.exit()
