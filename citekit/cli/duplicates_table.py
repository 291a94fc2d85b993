"""Documents that are, or may be, the same: the first of them as notes, or all in a table (``--duplicates FILE``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..document.duplicates import Duplicate
    from .console import Run

_COLUMNS = ("key", "other", "certainty", "reason")
_MOST_NOTES = 20


class FoundDuplicates:
    """The duplicates of a run: where a ``table`` is asked for all go there, otherwise the first are notes."""

    def __init__(self, run: Run, table: Path | None) -> None:
        self.run, self.table = run, table
        self._first: list[str] = []
        self._others = 0

    @contextmanager
    def receiver(self) -> Iterator[Callable[[Duplicate], object]]:
        """What receives each of them.

        The columns of the table are the keys of both documents, ``same`` or ``possible``, and the reason; it has a
        heading also where there are no duplicates.
        """
        if self.table is None:
            yield self._add
            return
        from ..exporters.csv_table import row_of

        with self.run.output(self.table) as write:
            write(row_of(_COLUMNS))
            yield lambda one: write(row_of((one.name, one.other, "same" if one.same else "possible", one.reason)))

    def _add(self, one: Duplicate) -> None:
        if len(self._first) < _MOST_NOTES:
            self._first.append(str(one))
        else:
            self._others += 1

    def report(self) -> None:
        """Say the first of them, and how many more there are."""
        self.run.notes(self._first)
        if self._others:
            self.run.say(
                f"citekit: note: {self._others} more documents are, or may be, the same as others: --duplicates"
                " FILE.csv lists all of them"
            )
