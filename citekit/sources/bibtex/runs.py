"""A .bib file of any size in runs of whole entries, which can be gone through more than once.

An entry may take over fields of one that stands far after it (``crossref``; btxdoc, section 2.3), so a file is gone
through for these first.  A text that comes in blocks waits in a temporary file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Union

from ...common.errors import ReadError
from ..tagged.lines import lines_of

RUN = 250_000  # characters
MAX_ENTRY = 20_000_000
BLOCK = 1 << 20
Run = tuple[int, str]  # its first line, its text
# where bibtexparser sees the beginning of a block, also where the one before is not closed
_BEGINS = re.compile(r"[ \t]*@\w+[ \t]*[{(]")
_REFERS = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]\s*([^{}\"]{1,5000})", re.I)
_HEADS = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,{}]*)", re.M)
_DEFINES = ("string", "preamble", "set")


class Runs:
    """The runs of a text, or of the blocks of one."""

    def __init__(self, content: Union[str, Iterable[str]], where: str) -> None:
        self.where = where
        self.wanted: set[str] = set()  # keys of entries that others take over from, in lower case
        self._content: Union[str, IO[str]] = content if isinstance(content, str) else _waiting(content)

    def __enter__(self) -> Runs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(self._content, str):
            self._content.close()

    def __iter__(self) -> Iterator[Run | ReadError]:
        content = self._content
        if isinstance(content, str):
            yield from cut(lines_of(content), self.where)
        else:
            content.seek(0)
            yield from cut(lines_of(iter(lambda: content.read(BLOCK), "")), self.where)

    def referred(self) -> Iterator[Run]:
        """The runs that define strings or commands, and those of entries that others take over from, or of sets."""
        wanted = self.wanted
        sets = False
        for run in self:
            if not isinstance(run, ReadError):
                wanted.update(key.strip().lower() for keys in _REFERS.findall(run[1]) for key in keys.split(","))
                sets = sets or "@set" in run[1].lower()
        if not wanted and not sets:
            return
        for run in self:
            if not isinstance(run, ReadError) and any(
                key.lower() in wanted or kind.lower() in _DEFINES for kind, key in _HEADS.findall(run[1])
            ):
                yield run


def _waiting(blocks: Iterable[str]) -> IO[str]:
    """A temporary file with the text of the blocks."""
    file = TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="")  # noqa: SIM115
    file.writelines(blocks)
    return file


def cut(lines: Iterable[str], where: str) -> Iterator[Run | ReadError]:
    """Runs that end before an entry, and an error in the place of an entry that is too large to be one."""
    run: list[str] = []
    size, start, depth = 0, 1, 0
    entry, before = 1, 0  # the line of the last entry, and how much of the run stands before it
    skipped = False
    for number, line in enumerate(lines, 1):
        if _BEGINS.match(line):
            if size > RUN and (depth <= 0 or size > 2 * RUN):
                yield start, "\n".join([*run, ""])
                run, size, start = [], 0, number
            if skipped:
                run, size, start = [], 0, number
            entry, before, depth, skipped = number, size, 0, False
        if skipped:
            continue
        depth += line.count("{") - line.count("}")
        run.append(line)
        size += len(line) + 1
        if size - before > MAX_ENTRY:
            yield ReadError(
                "the entry is too large (over 20 million characters)",
                where=f"{where}, line {entry}",
                hint="take it out, or close its braces",
            )
            run, skipped = run[: entry - start], True
            if run:
                yield start, "\n".join([*run, ""])
            run, size = [], 0
    if run:
        yield start, "\n".join(run)
