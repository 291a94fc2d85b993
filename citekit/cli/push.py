"""``citekit push zotero|jabref``: documents straight to a running reference manager."""

from __future__ import annotations

from typing import Annotated

import typer

from ..common.errors import UsageError
from .console import Run
from .options import Files, SomeFiles

push = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Send documents straight to a running reference manager.",
)


@push.command("zotero")
def push_zotero(
    files: SomeFiles = None,
    style: Annotated[
        str, typer.Option("--style", "-s", help="A style to install in Zotero as well, such as chicago-notes.")
    ] = "",
    web: Annotated[
        bool,
        typer.Option("--web", help="Send to the library at zotero.org instead (ZOTERO_API_KEY, ZOTERO_LIBRARY_ID)."),
    ] = False,
    self_test: Annotated[
        bool,
        typer.Option(
            "--self-test", help="Send to a test connector on this machine instead, which refuses what Zotero refuses."
        ),
    ] = False,
    url: Annotated[str, typer.Option("--url", help="The address of the running Zotero.")] = "http://127.0.0.1:23119",
) -> None:
    """Send documents and styles to Zotero."""
    from ..document.keyed import keyed
    from ..managers.zotero import Zotero

    run_self_test = Run()
    documents = keyed(list(run_self_test.documents(files or [])))
    if not documents and not style:
        raise UsageError("there is nothing to send", hint="name files, or a style with --style")
    if style:
        from ..engine.style.loader import style_bytes

        run_self_test.say(f"citekit: Zotero installed {Zotero(url).install_style(style_bytes(style)[0])}")
    if documents and self_test:
        from ..managers.self_test import run_self_test as tried

        run_self_test.report_sent(tried(documents))
    elif documents and web:
        from ..managers.zotero_web import WebLibrary

        run_self_test.report_sent(WebLibrary.from_environment().push(documents))
    elif documents:
        run_self_test.report_sent(Zotero(url).push(documents))
    run_self_test.exit()


@push.command("jabref")
def push_jabref(
    files: Files, dialect: Annotated[str, typer.Option("--to", "-t", help="bibtex or biblatex.")] = "bibtex"
) -> None:
    """Open documents in JabRef."""
    from ..document.keyed import keyed
    from ..managers.jabref import push as push_to_jabref

    run_self_test = Run()
    if documents := keyed(list(run_self_test.documents(files))):
        run_self_test.report_sent(push_to_jabref(documents, dialect))
    run_self_test.exit()
