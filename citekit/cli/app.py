"""The command line: each command parses its options, calls the library and prints."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from ..errors import CitekitError, UsageError

app = typer.Typer(
    name="citekit",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn archival documents into footnotes, bibliographies and records for reference managers.",
)

Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Files or folders; - reads standard input.", show_default=False)
]
Style = Annotated[
    str, typer.Option("--style", "-s", help="A style by name (see `citekit styles`) or a path to a .csl file.")
]
Output = Annotated[str, typer.Option("--output", help="text, html, markdown, latex, rtf or json.")]
Locale = Annotated[Optional[str], typer.Option("--locale", help="Language of terms and dates, such as en-GB or fr-FR.")]
Check = Annotated[
    bool, typer.Option("--check", help="Ask each address first; an access date is printed where the document was seen.")
]
Accessed = Annotated[
    str, typer.Option("--accessed", metavar="DATE", help="The date on which you saw the documents.", show_default=False)
]
Timeout = Annotated[float, typer.Option("--timeout", help="The whole time a link may take, in seconds.", min=0.1)]
Rescue = Annotated[
    bool, typer.Option("--rescue", help="Like --check; what is dead is cited from its copy in the Wayback Machine.")
]
Memento = Annotated[
    str,
    typer.Option("--memento", metavar="URL", help="Another web archive that speaks the Wayback Machine's protocol."),
]
Private = Annotated[bool, typer.Option("--allow-private", help="Also ask addresses of private networks.")]


def _version(value: bool) -> None:
    if value:
        from .. import __version__

        print(f"citekit {__version__}")
        raise typer.Exit()


@app.callback()
def main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn archival documents into footnotes, bibliographies and records for reference managers."""


@app.command()
def cite(
    files: Files,
    style: Style = "chicago-notes",
    locator: Annotated[str, typer.Option("--locator", "-l", help="A page or leaf: 44, 'p. 44', 'll. 44-45'.")] = "",
    output: Output = "text",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line: source, id, citation.")] = False,
    locale: Locale = None,
    check: Check = False,
    accessed: Accessed = "",
    timeout: Timeout = 20.0,
    allow_private: Private = False,
    rescue: Rescue = False,
    memento: Memento = "",
) -> None:
    """Print a footnote (or in-text citation) for each document; a document that comes again is cited in short."""
    from ..notes import Notes
    from .console import Run

    run = Run()
    notes = Notes(style, output, locale=locale)
    documents = run.checked(
        run.documents(files), accessed, check or rescue, _asking(timeout, allow_private, rescue, memento)
    )
    for doc in documents:
        text = run.guarded(lambda doc=doc: notes.cite(doc, locator=locator), doc)  # type: ignore[misc]
        if text is None:
            continue
        _print(
            json.dumps({"source": doc.source, "id": notes.add(doc), "citation": text}, ensure_ascii=False)
            if as_json
            else text
        )
    raise typer.Exit(1 if run.failed else 0)


@app.command()
def bibliography(
    files: Files,
    style: Style = "chicago-notes",
    output: Output = "text",
    locale: Locale = None,
    check: Check = False,
    accessed: Accessed = "",
    timeout: Timeout = 20.0,
    allow_private: Private = False,
    rescue: Rescue = False,
    memento: Memento = "",
) -> None:
    """Print a bibliography of the documents, sorted as the style says."""
    from ..notes import gathered
    from .console import Run

    run = Run()
    documents = list(
        run.checked(run.documents(files), accessed, check or rescue, _asking(timeout, allow_private, rescue, memento))
    )
    if documents:
        separator = "\n\n" if output in ("markdown", "latex") else "\n"
        notes = gathered(documents, style, output, locale=locale)
        entries = notes.bibliography()
        for doc in notes.left_out:
            run.say(
                f"citekit: {doc.source or doc.title}: note: the style “{style}” leaves this document out of the bibliography"
            )
        if entries:
            _print(separator.join(entry.rstrip("\n") for entry in entries))
    raise typer.Exit(1 if run.failed else 0)


@app.command()
def export(
    files: Files,
    to: Annotated[
        str, typer.Option("--to", "-t", help="bibtex, biblatex, biblatex-chicago, ris, csl-json or csl-yaml.")
    ],
    out: Annotated[
        Optional[Path], typer.Option("-o", "--out", help="A file to write instead of standard output.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Merge into the .bib file instead of writing it anew; your edits stay.")
    ] = False,
    ascii: Annotated[
        bool, typer.Option("--ascii", help="Write nothing but ASCII: accents as LaTeX commands, others by number.")
    ] = False,
    keys: Annotated[
        str, typer.Option("--keys", metavar="FORMULA", help="How citation keys are made, such as '{author}{year}'.")
    ] = "",
    check: Check = False,
    accessed: Accessed = "",
    timeout: Timeout = 20.0,
    allow_private: Private = False,
    rescue: Rescue = False,
    memento: Memento = "",
) -> None:
    """Export the documents for a reference manager or LaTeX."""
    from ..bibfile import update_file
    from ..document.duplicates import said
    from ..document.keyed import keyed
    from ..exporters import ExportOptions, export_documents, exporters
    from ..files import write_file
    from .console import Run

    if to not in exporters():
        raise UsageError(f"there is no export format “{to}”", hint="choose one of " + ", ".join(exporters()))
    run, options = Run(), ExportOptions(ascii=ascii)
    documents = list(
        run.checked(run.documents(files), accessed, check or rescue, _asking(timeout, allow_private, rescue, memento))
    )
    if documents:
        if update:
            merged = update_file(_bib_file(out, to), documents, to, options, keys)
            run.say(f"citekit: {out}: {merged}")
            options.notes += merged.notes
        else:
            named = keyed(documents, keys)
            pieces = export_documents(named, to, options)
            if out is None:
                for piece in pieces:
                    sys.stdout.write(piece)
            else:
                write_file(out, pieces)
            options.notes += said(named)
    run.notes(options.notes)
    raise typer.Exit(1 if run.failed else 0)


push = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Send documents straight into a reference manager that is running.",
)
app.add_typer(push, name="push")


@push.command("zotero")
def push_zotero(
    files: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[FILE...]", help="Files or folders; - reads standard input.", show_default=False),
    ] = None,
    style: Annotated[
        str, typer.Option("--style", "-s", help="A style to install in Zotero as well, such as chicago-notes.")
    ] = "",
    web: Annotated[
        bool, typer.Option("--web", help="To the library at zotero.org (ZOTERO_API_KEY, ZOTERO_LIBRARY_ID) instead.")
    ] = False,
    url: Annotated[str, typer.Option("--url", help="Where Zotero answers.")] = "http://127.0.0.1:23119",
) -> None:
    """Send documents to Zotero, and our styles."""
    from ..document.keyed import keyed
    from ..managers.zotero import Zotero
    from .console import Run

    run = Run()
    documents = keyed(list(run.documents(files or [])))
    if not documents and not style:
        raise UsageError("there is nothing to send", hint="name files, or a style with --style")
    if style:
        from ..engine.style.loader import style_bytes

        run.say(f"citekit: Zotero installed {Zotero(url).install_style(style_bytes(style)[0])}")
    if documents and web:
        from ..managers.zotero_web import WebLibrary

        run.sent(WebLibrary.from_environment().push(documents))
    elif documents:
        run.sent(Zotero(url).push(documents))
    raise typer.Exit(1 if run.failed else 0)


@push.command("jabref")
def push_jabref(
    files: Files, dialect: Annotated[str, typer.Option("--to", "-t", help="bibtex or biblatex.")] = "bibtex"
) -> None:
    """Open documents in JabRef."""
    from ..document.keyed import keyed
    from ..managers.jabref import push as push_to_jabref
    from .console import Run

    run = Run()
    if documents := keyed(list(run.documents(files))):
        run.sent(push_to_jabref(documents, dialect))
    raise typer.Exit(1 if run.failed else 0)


@app.command("check")
def check_links(
    targets: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="Addresses, or files and folders of documents.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, as results come (--output jsonl).")
    ] = False,
    output: Annotated[str, typer.Option("--output", help="table, jsonl, junit or markdown.")] = "table",
    timeout: Timeout = 20.0,
    allow_private: Private = False,
    contact: Annotated[
        str, typer.Option("--contact", help="An address for the archive's staff, sent with each request.")
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="VERDICTS", help="Verdicts for which the exit status is 1, with commas, or none."
        ),
    ] = "",
    no_robots: Annotated[
        bool, typer.Option("--no-robots", help="Ask where robots.txt asks programs to stay away.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="How many addresses to ask at once.")] = 16,
    delay: Annotated[float, typer.Option("--delay", min=0.0, help="Seconds between two requests to one host.")] = 0.3,
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="Take a former result of this age for granted: 12h, 7d.")
    ] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Ask nobody: only former results.")] = False,
    resume: Annotated[
        Optional[Path],
        typer.Option(
            "--resume", metavar="FILE", help="JSON lines of a run that was stopped: what is in them is not asked again."
        ),
    ] = None,
    rescue: Annotated[
        bool, typer.Option("--rescue", help="Look for a copy of what is dead in the Wayback Machine.")
    ] = False,
    timemap: Annotated[bool, typer.Option("--timemap", help="With --rescue: look among all copies (slow).")] = False,
    archive: Annotated[bool, typer.Option("--archive", help="Ask the Wayback Machine to save what is alive.")] = False,
    memento: Annotated[
        str, typer.Option("--memento", metavar="URL", help="Another web archive that speaks the same protocol.")
    ] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help="Write addresses that have moved for good into the files.")
    ] = False,
) -> None:
    """Check whether addresses still lead to their documents."""
    from ..links import Checker
    from .check import LinkRun, seconds_of

    run = LinkRun("jsonl" if as_json else output, fail_on)
    checker = Checker(
        timeout=timeout,
        allow_private=allow_private,
        contact=contact,
        robots=not no_robots,
        workers=workers,
        delay=delay,
        max_age=seconds_of(max_age),
        offline=offline,
        rescue=rescue or timemap,
        timemap=timemap,
        archive=archive,
        memento=memento,
    )
    stopped = run.check(checker, targets, resume)
    if fix and not stopped:
        run.fix(checker, targets)
    raise typer.Exit(130 if stopped else 1 if run.failed else 0)


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of records.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where to save them.")] = Path("."),
    ris: Annotated[bool, typer.Option("--ris", help="The archive's RIS record instead of the page.")] = False,
    timeout: Timeout = 60.0,
    allow_private: Private = False,
    contact: Annotated[
        str, typer.Option("--contact", help="An address for the archive's staff, sent with each request.")
    ] = "",
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="Keep a file of this age that is there already.")
    ] = "1d",
) -> None:
    """Save records of an archive: one request at a time, and only where robots.txt allows it."""
    from ..links.fetch import Fetched, Fetcher
    from .check import seconds_of
    from .console import Run

    run = Run()
    fetcher = Fetcher(
        out, ris=ris, max_age=seconds_of(max_age) or 0.0, timeout=timeout, allow_private=allow_private, contact=contact
    )
    for found in run.progress(fetcher.many(urls), "fetching", len(urls)):
        if isinstance(found, Fetched):
            _print(str(found.path))
        else:
            run.fail(found)
    raise typer.Exit(1 if run.failed else 0)


def _bib_file(out: Path | None, to: str) -> Path:
    if out is None:
        raise UsageError("--update needs a file", hint="name it with -o refs.bib")
    if not to.startswith("bib"):
        raise UsageError(
            f"--update merges .bib files, not {to}", hint="leave it out, or choose bibtex, biblatex or biblatex-chicago"
        )
    return out


def _asking(timeout: float, allow_private: bool, rescue: bool, memento: str) -> dict[str, Any]:
    return {"timeout": timeout, "allow_private": allow_private, "rescue": rescue, "memento": memento}


def _template(value: bool) -> None:
    if value:
        from ..tables import text_of

        sys.stdout.write(text_of("template.yaml"))
        raise typer.Exit()


@app.command()
def show(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document.")] = False,
    template: Annotated[
        bool,
        typer.Option(
            "--template",
            callback=_template,
            is_eager=True,
            help="Print a form to fill in for a document that nobody has described.",
        ),
    ] = False,
) -> None:
    """Show what was understood of each document, and what was not."""
    from . import show as report
    from .console import Run

    run = Run(quiet=True)
    for doc in run.documents(files):
        if as_json:
            _print(json.dumps(report.to_dict(doc), ensure_ascii=False))
            continue
        lines = report.rows(doc)
        width = max(len(label) for label, _ in lines)
        _print(f"{doc.source or 'document'}")
        for label, text in lines:
            _print(
                "\n".join(f"  {label if n == 0 else '':<{width}}  {part}" for n, part in enumerate(text.split("\n")))
            )
        for line in report.missing(doc):
            _print(f"  {'?':>{width}}  {line}")
    raise typer.Exit(1 if run.failed else 0)


@app.command()
def styles() -> None:
    """List the styles by name."""
    from ..engine.style.loader import own_styles, style_title

    for name in own_styles():
        _print(f"{name:<22}{style_title(name)}")
    _print("A path to any .csl file works too; with citekit[styles], so does the name of any official CSL style.")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run the command line; errors are one line, never a traceback. Exit status: 0 done, 1 something failed, 2 wrong use."""
    gc.set_threshold(100_000, 50, 50)  # documents hold no cycles: looking for them takes a sixth of a long run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except UsageError as error:
        print(f"citekit: {error}", file=sys.stderr)
        sys.exit(2)
    except CitekitError as error:
        print(f"citekit: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("CITEKIT_DEBUG"):
            raise
        print(
            f"citekit: something went wrong that should not ({type(error).__name__}: {error}); CITEKIT_DEBUG=1 shows where",
            file=sys.stderr,
        )
        sys.exit(1)
