"""Many documents: each read by itself, so that a bad one is named and the others are done; progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from ..dates import HistoricalDate
from ..document.model import Document
from ..errors import CitekitError
from ..sources.paths import expand, read_file

if TYPE_CHECKING:
    from ..links import LinkReport
    from ..managers.base import Sent
    from .options import LinkOptions

T = TypeVar("T")


class Run:
    """One run over files: says what is wrong on stderr and remembers that something was."""

    def __init__(self, quiet: bool = False) -> None:
        self.failed = False
        self.quiet = quiet

    def say(self, message: str) -> None:
        """A line to the person."""
        print(message, file=sys.stderr)

    def notes(self, notes: Iterable[str], most: int = 20) -> None:
        """Notes to the person, the first of them and how many more there are."""
        listed = list(dict.fromkeys(notes))
        for note in listed[:most]:
            self.say(f"citekit: note: {note}")
        if len(listed) > most:
            self.say(f"citekit: note: and {len(listed) - most} more such notes")

    def fail(self, error: CitekitError | str) -> None:
        """A line that says what is wrong; the run's exit status will be 1."""
        self.failed = True
        self.say(f"citekit: {error}")

    def documents(self, paths: Iterable[str]) -> Iterator[Document]:
        """The documents of files and folders; what cannot be read is named and left out."""
        files = expand(paths)
        for path in self.progress(files, "reading"):
            for found in read_file(path):
                if isinstance(found, CitekitError):
                    self.fail(found)
                    continue
                for warning in () if self.quiet else found.warnings:
                    self.say(f"citekit: {found.source}: note: {warning}")
                yield found

    def progress(self, things: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """The things, with a bar and the time that is left on stderr where that is a terminal and there are many."""
        count = total if total is not None else len(things) if isinstance(things, list) else 0
        if count < 10 or not sys.stderr.isatty():
            yield from things
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(things, description=what, total=count, console=Console(stderr=True), transient=True)

    def print(self, text: str) -> None:
        """A line of data on standard output."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    @contextmanager
    def output(self, out: Path | None) -> Iterator[Callable[[str], object]]:
        """Where the data goes: standard output, or a file that is written atomically when all is there."""
        if out is None:
            yield sys.stdout.write
            sys.stdout.flush()
            return
        from ..files import write_file

        pieces: list[str] = []
        yield pieces.append
        write_file(out, pieces)

    def exit(self) -> None:
        """End the command: status 1 where something failed."""
        raise typer.Exit(1 if self.failed else 0)

    def sent(self, sent: Sent) -> None:
        """What went to a reference manager, and what it did not keep."""
        self.say(f"citekit: {sent}")
        for loss in sent.losses:
            self.say(f"citekit: note: {loss}")

    def guarded(self, call: Callable[[], T], doc: Document | None = None) -> T | None:
        """What a call gives, or None where it fails for a reason that is said."""
        try:
            return call()
        except CitekitError as error:
            self.fail(error.at(doc.source) if doc is not None and doc.source and not error.where else error)
            return None

    def checked(self, docs: Iterable[Document], links: LinkOptions) -> Iterator[Document]:
        """Documents with an access date: the one given, or today's where the address answers with this document.

        With ``links.rescue`` a dead address is replaced by that of a copy; the former one is kept.
        """
        given = HistoricalDate.parse(links.accessed) if links.accessed else None
        if not links.asks:
            for doc in docs:
                yield replace(doc, accessed=given) if given is not None and doc.url else doc
            return
        from ..links import Checker

        listed = list(docs)
        asked = Checker(**links.checker).numbered(listed)
        reports = dict(self.progress(asked, "checking", len(listed)))
        for n, doc in enumerate(listed):
            report = reports[n]
            if not doc.url:
                yield doc
                continue
            if given is None:
                doc = report.dated(doc)
            if not report.good:
                self.say(f"citekit: {doc.source or doc.title}: warning: {report}")
            elif report.verdict == "moved":
                self.say(f"citekit: {doc.source or doc.title}: note: {report}")
            yield _with_copy(replace(doc, accessed=given) if given is not None else doc, report)


def _with_copy(doc: Document, report: LinkReport) -> Document:
    """A document whose address is dead, with that of its copy in a web archive."""
    if not report.archived or report.good:
        return doc
    custom = {**dict(doc.extra.get("custom") or {}), "original_url": doc.url, "archived": report.archived_date}
    return replace(doc, url=report.archived, extra={**doc.extra, "custom": custom})
