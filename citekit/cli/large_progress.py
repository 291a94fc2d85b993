"""The progress of a large export on a terminal: how much of the input is read, then how many records are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PACKED = (".gz", ".tgz", ".zst")  # what is read of them is not what they have on the disk


@contextmanager
def shown_progress(paths: list[str], out: Path | None) -> Iterator[_Shown | None]:
    """What shows the progress of an export on stderr; nothing where that is no terminal, or the data goes there."""
    if not sys.stderr.isatty() or (out is None and sys.stdout.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    bars = Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True, redirect_stdout=False
    )
    with bars:
        yield _Shown(bars, _bytes_of(paths))


def _bytes_of(paths: list[str]) -> int:
    """The bytes of the files, or 0 where it cannot be known how many will be read."""
    if any(path == "-" or path.lower().endswith(_PACKED) for path in paths):
        return 0
    return sum(os.path.getsize(path) for path in paths if os.path.isfile(path))


class _Shown:
    """Two bars, one after the other."""

    def __init__(self, bars: Progress, size: int) -> None:
        self.bars, self.size = bars, size
        self.reading = bars.add_task("reading", total=None)
        self.writing: TaskID | None = None

    def read(self, documents: int, size: int) -> None:
        """So many documents have been read, from so many bytes of input."""
        total = self.size if self.size and size else None
        description = f"reading: {documents:,} documents"
        self.bars.update(self.reading, description=description, completed=min(size, self.size), total=total)

    def wrote(self, documents: int, total: int) -> None:
        """So many documents of all have been written."""
        if self.writing is None:
            self.bars.update(self.reading, visible=False)
            self.writing = self.bars.add_task("", total=total)
        self.bars.update(self.writing, description=f"writing: {documents:,} documents", completed=documents)
