"""What is wrong with a file and what its documents warn of: one line for the errors, one for the warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..common.errors import CitekitError, NoRecordError

if TYPE_CHECKING:
    from .console import Folder, Run

_MOST_NAMED = 5  # files that a line names before it counts the others
_MOST_PLACES = 9
_MOST_WARNINGS = 3


class FileMessages:
    """The messages about a file that is read, gathered until it is at its end.

    However many there are, only the first and the number of the others are kept.
    """

    def __init__(self, path: str, folder: Folder | None = None) -> None:
        self.path, self.folder = path, folder
        self.has_documents = False
        self.skipped: list[str] = []  # names of files in a .zip or .tar that are no records
        self._first: CitekitError | None = None
        self._others = 0
        self._places: list[str] = []  # of the other errors
        self._warnings: dict[str, None] = {}

    def add_document(self, warnings: tuple[str, ...]) -> None:
        """A document was found, with its warnings."""
        self.has_documents = True
        if self.folder is not None:
            self.folder.useful = True
        self.add_warnings(warnings)

    def add_warnings(self, warnings: tuple[str, ...]) -> None:
        """What a document warns of."""
        self._warnings.update(dict.fromkeys(warnings))

    def add_error(self, error: CitekitError) -> None:
        """Something could not be read; in a folder and in a package, what is no record is skipped."""
        if isinstance(error, NoRecordError) and self.folder is not None:
            self.folder.passed.append(self.path)
        elif isinstance(error, NoRecordError) and error.where.startswith(f"{self.path}/"):
            self.skipped.append(error.where.split(",")[0][len(self.path) + 1 :])
        elif self._first is None:
            at = "standard input" if self.path == "-" else self.path
            self._first = error if error.where else error.at(at)
        else:
            self._others += 1
            if len(self._places) <= _MOST_PLACES and (place := self._place(error)):
                self._places.append(place)

    def _place(self, error: CitekitError) -> str:
        """The place of an error in its file: ``item 3``, ``note 5 (line 9)``."""
        head, _, place = error.where.partition(", ")
        return place if head in (self.path, "standard input") else ""

    def report(self, run: Run, may_be_empty: bool = False) -> None:
        """Say all of it. ``may_be_empty``: it is not known whether there were documents."""
        skipped = skipped_files(self.skipped) if self.skipped else ""
        if not self.has_documents and self._first is None and self.folder is None and not may_be_empty:
            run.fail(CitekitError("there is no document in this file", where=self.path, hint=skipped))
        elif skipped:
            run.say(f"citekit: {self.path}: note: {skipped}")
        if self._first is not None:
            run.fail(self._grouped(self._first))
            if self.folder is not None:
                self.folder.useful = True
        if self._warnings and not run.quiet:
            listed = list(self._warnings)
            others = len(listed) - _MOST_WARNINGS
            more = f"; and {others} more: `citekit show` lists them" if others > 0 else ""
            run.say(f"citekit: {self.path}: note: {'; '.join(listed[:_MOST_WARNINGS])}{more}")

    def _grouped(self, first: CitekitError) -> CitekitError:
        """The errors of the file as one: the first, the number of the others, and where the next of them are."""
        if not self._others:
            return first
        rest = f"; {self._others} more record{'s' * (self._others > 1)} of this file cannot be read"
        if self._places:
            others = self._others - _MOST_PLACES
            more = f" and {others} more" if others > 0 else ""
            rest += f": {', '.join(self._places[:_MOST_PLACES])}{more}"
        return type(first)(first.what + rest, where=first.where, hint=first.hint)


def skipped_files(names: list[str]) -> str:
    """A remark on files that are not records, the first of them named."""
    named = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    several = len(names) > 1
    return f"{len(names)} file{'s' * several} skipped, not {'records' if several else 'a record'}: {named}{more}"
