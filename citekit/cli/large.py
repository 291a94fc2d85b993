"""Exports of many documents: who does the work, and what is reported to the person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..common.errors import CitekitError, UsageError
from ..common.files.packed import MANY_FILES, holds_many
from ..common.version import __version__
from .console import Folder, Run, plan_of
from .duplicates_table import FoundDuplicates
from .file_messages import FileMessages
from .large_progress import shown_progress
from .options import BatchOptions

if TYPE_CHECKING:
    from ..batch import Journals
    from ..batch.exporting import ExportSummary, Remark
    from ..dates import HistoricalDate
    from ..document.model import Document
    from ..exporters import ExportOptions


def is_large(files: list[str], batch: BatchOptions) -> bool:
    """Whether documents are read and written in pieces: on request, and for files of many documents."""
    if batch.cluster or batch.jobs > 1 or batch.resume:
        return True
    for count, (path, _) in enumerate(plan_of(files), 1):  # those in folders too
        if count == MANY_FILES or (path is not None and holds_many(path)):
            return True
    return False


def export_in_pieces(
    run: Run,
    files: list[str],
    to: str,
    out: Path | None,
    batch: BatchOptions,
    options: ExportOptions,
    keys: str,
    accessed: HistoricalDate | None,
    duplicates: FoundDuplicates,
) -> None:
    """Write the documents of the files; the bytes are those of an export in one piece."""
    from ..batch import expected, export_pieces, pieces_of, workers

    plan = list(plan_of(files))
    folders = {path or folder.path: folder for path, folder in plan if folder is not None}
    paths = [path for path, _ in plan if path is not None]
    run.inputs += paths
    ingredients = [to, keys, options.ascii, options.columns, str(accessed or "")]
    journals = _journals(run, paths, out, ingredients) if batch.resume else None
    with (
        _reported(_Messages(run, paths, folders)) as messages,
        closing(workers(batch.jobs, batch.cluster, expected(paths))) as pool,
        _journals_kept(journals),
        duplicates.receiver() as add_duplicate,
        shown_progress(paths, out) as progress,
        run.output(out) as write,
    ):
        summary = export_pieces(
            pieces_of(paths, with_contents=bool(batch.cluster)),
            to,
            write,
            pool,
            messages.add,
            journals=journals,
            progress=progress,
            duplicate=add_duplicate,
            **_settings(options, keys, accessed),
        )
    _report_end(run, summary, options, list(dict.fromkeys(folders.values())))


def _settings(options: ExportOptions, keys: str, accessed: HistoricalDate | None) -> dict[str, Any]:
    """How the documents are to be exported, for ``export_pieces``."""
    change = partial(_with_access_date, date=accessed) if accessed is not None else None
    return {"formula": keys, "ascii_only": options.ascii, "columns": options.columns, "change": change}


def _report_end(run: Run, summary: ExportSummary, options: ExportOptions, folders: list[Folder]) -> None:
    """Report at the end the folders that were read, and inputs in which nothing was found."""
    options.notes += summary.notes
    for folder in folders:
        folder.useful = folder.useful or bool(summary.documents)
        run.report_folder(folder)
    if summary.documents == 0 and not run.failed and not folders:
        run.fail(CitekitError("there is no document in these files"))


@contextmanager
def _reported(messages: _Messages) -> Iterator[_Messages]:
    """What is wrong with the last file is reported as well, however the work ends."""
    try:
        yield messages
    finally:
        messages.report()


@contextmanager
def _journals_kept(journals: Journals | None) -> Iterator[None]:
    """Within this context, finished work is kept beside the output until all is done."""
    try:
        yield
    except BaseException:
        if journals is not None:
            journals.close(done=False)
        raise
    if journals is not None:
        journals.close(done=True)


def _journals(run: Run, paths: list[str], out: Path | None, ingredients: list[Any]) -> Journals:
    """The finished work of an earlier run of the same export: the same unchanged files and the same options."""
    from ..batch import Journals

    if out is None or "-" in paths:
        raise UsageError("--resume needs files to read and one to write", hint="name it with -o FILE")
    stamps = [[path, *((s.st_size, s.st_mtime_ns) if (s := _stat(path)) is not None else (0, 0))] for path in paths]
    try:
        journals = Journals.beside(out, [__version__, *ingredients, stamps])
    except OSError as error:
        raise CitekitError(f"it cannot be written ({error.strerror})", where=str(out)) from None
    if journals.reading.resumed:
        run.say(f"citekit: {out}: continues an earlier run")
    return journals


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


class _Messages:
    """Reports what is wrong with each file when the next one is read."""

    def __init__(self, run: Run, paths: list[str], folders: dict[str, Folder]) -> None:
        self.run, self.folders = run, folders
        self.paths = frozenset(paths)
        self.current: FileMessages | None = None

    def add(self, message: CitekitError | Remark) -> None:
        """Something is wrong, or a document warns of something."""
        path = self._path_of(message.where if isinstance(message, CitekitError) else message.source)
        if self.current is None or self.current.path != path:
            self.report()
            self.current = FileMessages(path, self.folders.get(path))
        if isinstance(message, CitekitError):
            self.current.add_error(message)
        else:
            self.current.add_warnings((message.text,))

    def report(self) -> None:
        """Say what there is to say of the file that is read."""
        if self.current is not None:
            self.current.report(self.run, may_be_empty=True)

    def _path_of(self, where: str) -> str:
        """The file that a place is in: ``a.xml, line 7`` or ``a.tar/b.xml, line 7``."""
        if self.current is not None and where.startswith((f"{self.current.path},", f"{self.current.path}/")):
            return self.current.path
        path = where
        while path and path not in self.paths:
            path = path[: max(path.rfind(", "), path.rfind("/"), 0)]
        return path or where.partition(", ")[0]


def _with_access_date(doc: Document, date: HistoricalDate) -> Document:
    return doc.changed(accessed=date) if doc.url else doc
