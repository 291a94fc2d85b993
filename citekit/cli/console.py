"""Runs over many documents: a bad one is reported and the others are still done; progress on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from ..common.addresses import masked
from ..common.errors import CitekitError, NoRecordError, UsageError, printable, printable_data
from ..common.files.packed import MANY_FILES, holds_many
from ..document.extra import extra_of
from ..document.model import Document
from ..sources.paths import folder_files, read_file
from .file_messages import FileMessages, skipped_files

if TYPE_CHECKING:
    from ..links import LinkReport
    from ..managers.base import PushResult
    from ..sources import Found
    from .options import LinkOptions

T = TypeVar("T")
_NOT_TEXT = (".docx", ".docm", ".doc", ".odt", ".pdf", ".xlsx", ".xls", ".ods", ".epub")


class Run:
    """One run over files: reports errors on stderr, at most one line per file, and remembers whether there were any."""

    def __init__(self, quiet: bool = False, jobs: int = 0) -> None:
        """``jobs``: processes that read many files; 0: as many as are useful."""
        self.failed = False
        self.inputs: list[str] = []
        self.quiet = quiet
        self.jobs = jobs

    def say(self, message: str) -> None:
        """Print a message on stderr, without control characters and line breaks."""
        print(" ".join(printable(masked(message)).split("\n")).rstrip(), file=sys.stderr)

    def notes(self, notes: Iterable[str], most: int = 20) -> None:
        """Notes to the person, the first of them and how many more there are."""
        listed = list(dict.fromkeys(notes))
        for note in listed[:most]:
            self.say(f"citekit: note: {note}")
        if len(listed) > most:
            self.say(f"citekit: note: and {len(listed) - most} more such notes")

    def fail(self, error: CitekitError | str) -> None:
        """Report an error; the run's exit status will be 1."""
        self.failed = True
        self.say(f"citekit: {error}")

    def documents(self, paths: Iterable[str], text: str = "") -> Iterator[Document]:
        """The documents of files, folders and a typed text; what cannot be read is reported and left out.

        Files that are not records are skipped in a folder and in a .zip, with one line for all of them, and refused
        where the person named them.
        """
        if text:
            yield from self._documents_of("the text", _typed_documents(text), None)
        plan = list(plan_of(paths))
        self.inputs += [path for path, _ in plan if path is not None]
        with self._opened([path for path, _ in plan if path is not None]) as contents:
            for n, (path, folder) in enumerate(self.progress(plan, "reading")):
                if path is not None:
                    yield from self._documents_of(path, contents(path), folder)
                if folder is not None and (n + 1 == len(plan) or plan[n + 1][1] is not folder):
                    self.report_folder(folder)

    @contextmanager
    def _opened(self, paths: list[str]) -> Iterator[Callable[[str], Iterator[Found]]]:
        """A function that reads the files, asked for in order; several processes read them where there are many."""
        if "-" in paths or (len(paths) < MANY_FILES and not any(map(holds_many, paths))):
            yield read_file
            return
        from ..batch import expected, read_files, workers

        pool = workers(self.jobs, expected=expected(paths))
        try:
            yield _ContentInOrder(read_files(paths, pool)).content
        finally:
            pool.close()

    def _documents_of(self, path: str, found: Iterator[Found], folder: Folder | None) -> Iterator[Document]:
        """The documents of one file; then what was wrong with it and what they warn of."""
        messages = FileMessages(path, folder)
        for one in found:
            if isinstance(one, Document):
                messages.add_document(one.warnings)
                yield one
            else:
                messages.add_error(one)
        messages.report(self)

    def report_folder(self, folder: Folder) -> None:
        """One line for the files of a folder that are not records."""
        names = [os.path.relpath(name, folder.path) for name in sorted({*folder.passed, *folder.others})]
        passed = skipped_files(names) if names else ""
        if not folder.useful:
            self.fail(CitekitError("there is no document in this folder", where=folder.path, hint=passed))
        elif names:
            self.say(f"citekit: {folder.path}: note: {passed}")

    def progress(self, items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
        """The items, with a progress bar and the time left on stderr where that is a terminal and there are many."""
        count = total if total is not None else len(items) if isinstance(items, list) else 0
        if count < 10 or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import track

        yield from track(items, description=what, total=count, console=Console(stderr=True), transient=True)

    def print(self, text: str) -> None:
        """A line of data on standard output."""
        sys.stdout.write(printable(text) + "\n")
        sys.stdout.flush()

    @contextmanager
    def output(self, out: Path | None, rewrites: bool = False) -> Iterator[Callable[[str], object]]:
        """Where the data goes: standard output, or a file that is written atomically when it is complete.

        Where something failed and there is no output, an existing file is left as it is; what a person made in it is
        kept beside it, which is said. A file that is read is overwritten only by a command that ``rewrites`` it.
        Raises UsageError.
        """
        if out is not None:
            self.check_output(out, rewrites)
        if out is None or str(out) == "-":
            yield lambda text: sys.stdout.write(printable(text))
            sys.stdout.flush()
            return
        import tempfile

        from ..common.files.kept import write_kept

        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="", prefix="citekit-") as file:
            yield lambda text: file.write(printable(text))
            if file.tell() or not self.failed:
                if not rewrites:
                    self.keep_inputs(out)  # those that were read meanwhile
                file.seek(0)
                self.report_kept(out, write_kept(out, iter(lambda: bytes(file.buffer.read(1 << 20)), b"")))

    def report_kept(self, out: Path, kept: Path | None) -> None:
        """Report where the former content of an output is kept."""
        if kept is not None:
            merges = " (--update merges)" if out.suffix.lower() == ".bib" else ""
            self.say(f"citekit: {out}: rewritten; its former content is in {kept.name}{merges}")

    def check_output(self, out: Path, rewrites: bool = False) -> None:
        """Raises UsageError where an output is to be a file that is no text, or one of those that are read."""
        if out.suffix.lower() in _NOT_TEXT:
            hint = (
                "citekit weave puts citations into Word and LibreOffice documents; pandoc converts text to such files"
            )
            raise UsageError(f"this command writes text, not {out.suffix.lower()}", where=str(out), hint=hint)
        if not rewrites:
            self.keep_inputs(out)

    def keep_inputs(self, out: Path) -> None:
        """Raises UsageError where an output is one of the files that are read."""
        if out.is_file() and any(os.path.isfile(path) and os.path.samefile(path, out) for path in self.inputs):
            raise UsageError("this file is one of those that are read", where=str(out), hint="write into another file")

    def exit(self) -> None:
        """End the command: status 1 where something failed."""
        raise typer.Exit(1 if self.failed else 0)

    def report_sent(self, sent: PushResult) -> None:
        """What went to a reference manager, and what it did not keep."""
        self.say(f"citekit: {sent}")
        self.failed = self.failed or bool(sent.refused)
        for loss in sent.losses:
            self.say(f"citekit: note: {loss}")

    def guarded(self, call: Callable[[], T], doc: Document | None = None) -> T | None:
        """The result of a call, or None where it fails; the reason is reported with the file that it concerns."""
        try:
            return call()
        except CitekitError as error:
            source = doc.source if doc is not None else ""
            self.fail(error.at(source) if source and not error.where.startswith(source) else error)
            return None

    def with_links_checked(self, docs: Iterable[Document], links: LinkOptions) -> Iterator[Document]:
        """Documents with an access date: the one given, or today's where the address leads to this document.

        With ``links.rescue`` a dead address is replaced by that of a copy, and the former one is kept. With
        ``links.archive`` a copy of each live page is made, and its address is kept beside the document's own.
        """
        given = links.date
        if not links.checks:
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
            if links.archive and report.good and not report.archived:
                self.say(f"citekit: {doc.source or doc.title}: note: no copy was made of {doc.url}")
            yield _with_copy(replace(doc, accessed=given) if given is not None else doc, report)


class _ContentInOrder:
    """The content of files that are read one after the other."""

    def __init__(self, files: Iterator[tuple[str, Iterator[Found]]]) -> None:
        self.files = files
        self.next = next(files, None)

    def content(self, path: str) -> Iterator[Found]:
        """The documents and errors of a file; nothing where it is not the next one, since it holds nothing."""
        if self.next is not None and self.next[0] == path:
            yield from self.next[1]
            self.next = next(self.files, None)


class Folder:
    """A folder that is read. ``others`` cannot be records, ``passed`` turned out to be none; ``useful``: something in
    it was a record, even if damaged.
    """

    def __init__(self, path: str, others: list[str]) -> None:
        self.path, self.others = path, others
        self.passed: list[str] = []
        self.useful = False


def plan_of(paths: Iterable[str]) -> Iterator[tuple[str | None, Folder | None]]:
    """The files to read, each with the folder in which it was found; a folder without files is listed with None."""
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            yield path, None
            continue
        files, others = folder_files(path)
        folder = Folder(path, others)
        yield from ((file, folder) for file in files)
        if not files:
            yield None, folder


def _typed_documents(text: str) -> Iterator[Found]:
    """The documents of a typed note; where the text is not a note, an error that shows one."""
    from ..sources import read_text

    for found in read_text(text, "the text"):
        if isinstance(found, NoRecordError):
            shown = f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
            hint = "write it like: Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97"
            found = NoRecordError("citekit cannot read this as a note or a reference", where=shown, hint=hint)
        yield found


def json_line(data: Any) -> str:
    """Data as one line of JSON."""
    import json

    return json.dumps(printable_data(data), ensure_ascii=False) + "\n"


def _with_copy(doc: Document, report: LinkReport) -> Document:
    """A document with its copy in a web archive: beside its address if that is alive, otherwise in its place."""
    if not report.archived:
        return doc
    custom = dict(extra_of(doc).get("custom") or {})
    if report.good:
        custom |= {"archive_url": report.archived, "archive_date": report.archived_date}
        return replace(doc, extra={**extra_of(doc), "custom": custom})
    custom |= {"original_url": doc.url, "archived": report.archived_date}
    return replace(doc, url=report.archived, extra={**extra_of(doc), "custom": custom})
