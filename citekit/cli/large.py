"""Exports of many documents: who does the work, and what is reported to the person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..common.errors import CitekitError, NoRecordError, UsageError
from ..common.files.packed import holds_many
from ..common.version import __version__
from .console import Folder, Run, plan_of
from .options import BatchOptions

if TYPE_CHECKING:
    from ..batch import Journals
    from ..batch.exporting import ExportSummary
    from ..dates import HistoricalDate
    from ..document.model import Document
    from ..exporters import ExportOptions

_MANY_FILES = 400  # files from which other processes are worth their start


def is_large(files: list[str], batch: BatchOptions) -> bool:
    """Whether documents are read and written in pieces: on request, and for files of many documents."""
    if batch.cluster or batch.jobs > 1 or batch.resume:
        return True
    for count, (path, _) in enumerate(plan_of(files), 1):  # those in folders too
        if count == _MANY_FILES or (path is not None and holds_many(path)):
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
) -> None:
    """Write the documents of the files; the bytes are those of an export in one piece."""
    from ..batch import expected, export_pieces, pieces_of, workers

    plan = list(plan_of(files))
    folders = {path or folder.path: folder for path, folder in plan if folder is not None}
    messages = _Messages(run, folders)
    paths = [path for path, _ in plan if path is not None]
    run.inputs += paths
    pool = workers(batch.jobs, batch.cluster, expected(paths))
    change = partial(_with_access_date, date=accessed) if accessed is not None else None
    ingredients = [to, keys, options.ascii, options.columns, str(accessed or "")]
    journals = _journals(run, paths, out, ingredients) if batch.resume else None
    try:
        with _journals_kept(journals), run.output(out) as write:
            summary = export_pieces(
                pieces_of(paths, with_contents=bool(batch.cluster)),
                to,
                write,
                pool,
                messages,
                formula=keys,
                ascii_only=options.ascii,
                columns=options.columns,
                change=change,
                journals=journals,
            )
    finally:
        pool.close()
    _report_end(run, summary, options, list(dict.fromkeys(folders.values())))


def _report_end(run: Run, summary: ExportSummary, options: ExportOptions, folders: list[Folder]) -> None:
    """Report at the end the folders that were read, and inputs in which nothing was found."""
    options.notes += summary.notes
    for folder in folders:
        folder.useful = folder.useful or bool(summary.documents)
        run.report_folder(folder)
    if summary.documents == 0 and not run.failed and not folders:
        run.fail(CitekitError("there is no document in these files"))


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
    if journals.read.resumed:
        run.say(f"citekit: {out}: continues an earlier run")
    return journals


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


class _Messages:
    """Reports what is wrong as it is found; files of a folder that are not records are skipped."""

    def __init__(self, run: Run, folders: dict[str, Folder]) -> None:
        self.run, self.folders = run, folders

    def __call__(self, message: CitekitError | str) -> None:
        if isinstance(message, NoRecordError) and message.where in self.folders:
            self.folders[message.where].passed.append(message.where)
        elif isinstance(message, CitekitError):
            self.run.fail(message)
        else:
            self.run.say(f"citekit: {message}")


def _with_access_date(doc: Document, date: HistoricalDate) -> Document:
    return doc.changed(accessed=date) if doc.url else doc
