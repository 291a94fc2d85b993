"""Exports of many documents: who does the work, and what is said of it to the person."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import CitekitError, NoRecordError
from .console import Folder, Run, plan_of
from .options import BatchOptions

if TYPE_CHECKING:
    from ..dates import HistoricalDate
    from ..document.model import Document
    from ..exporters import ExportOptions

_WORTH_IT = 400  # files from which other processes are worth their start
_LINES = (".jsonl", ".ndjson", ".gz", ".zst", ".tar", ".tgz")


def is_large(files: list[str], batch: BatchOptions) -> bool:
    """Whether documents are read and written in pieces: where that is asked for, and for files of many documents."""
    if batch.cluster or batch.jobs > 1 or any(name.lower().endswith(_LINES) for name in files):
        return True
    return sum(1 for _ in zip(range(_WORTH_IT), plan_of(files))) == _WORTH_IT


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
    from ..batch import export_pieces, pieces_of, workers

    plan = list(plan_of(files))
    folders = {path or folder.path: folder for path, folder in plan if folder is not None}
    said = _Said(run, folders)
    by = workers(batch.jobs, batch.cluster, len(plan) if not any(f.lower().endswith(_LINES) for f in files) else 10**6)
    change = partial(_accessed, date=accessed) if accessed is not None else None
    paths = [path for path, _ in plan if path is not None]
    try:
        with run.output(out) as write:
            done = export_pieces(
                pieces_of(paths, carry=bool(batch.cluster)),
                to,
                write,
                by,
                said,
                formula=keys,
                ascii_only=options.ascii,
                columns=options.columns,
                change=change,
            )
    finally:
        by.close()
    options.notes += done.notes
    for folder in dict.fromkeys(folders.values()):
        folder.useful = folder.useful or bool(done.documents)
        run.about(folder)
    if done.documents == 0 and not run.failed and not folders:
        run.fail(CitekitError("there is no document in these files"))


class _Said:
    """What is wrong, as it is found: what is no record in a folder is passed over, the rest is said."""

    def __init__(self, run: Run, folders: dict[str, Folder]) -> None:
        self.run, self.folders = run, folders

    def __call__(self, message: CitekitError | str) -> None:
        if isinstance(message, NoRecordError) and message.where in self.folders:
            self.folders[message.where].passed.append(message.where)
        elif isinstance(message, CitekitError):
            self.run.fail(message)
        else:
            self.run.say(f"citekit: {message}")


def _accessed(doc: Document, date: HistoricalDate) -> Document:
    return doc.changed(accessed=date) if doc.url else doc
