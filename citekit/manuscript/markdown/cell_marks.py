"""The comments that remember citations in tables: they stand after the draft, where they move no column.

``<!-- citekit:cell:LENGTH:PRINT WRITTENSOURCE -->``: the first LENGTH characters are what citekit wrote into the cell,
filled up with spaces, the others what had stood there; PRINT is a fingerprint of the text and its note.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from .blocks import read_blocks
from .cells import Table
from .code import Code
from .encoding import decode, encode, fingerprint
from .lines import Line

_CELL = re.compile(r"<!-- citekit:cell:(?P<length>\d{1,7}):(?P<print>[0-9a-f]{8}|edited) (?P<text>[^\n]*?) -->")
_EACH = re.sub(r"\?P<\w+>", "?:", _CELL.pattern)
_CELLS = re.compile(rf"(?:\r?\n\r?\n)?(?:{_EACH})+")
_CALL = re.compile(r"\[\^([^\s\[\]^]+)\] *$")


@dataclass(frozen=True)
class CellMark:
    """What was written into a cell, what had stood there, and the fingerprint of it and its note."""

    written: str
    source: str
    print: str

    @property
    def label(self) -> str:
        """The label of the note that is called, or an empty text."""
        call = _CALL.search(self.written)
        return call[1] if call is not None else ""

    def fits(self, notes: dict[str, str]) -> bool:
        """Whether the note is as citekit wrote it."""
        return self.print == fingerprint(self.written, notes.get(self.label, ""))


def cell_mark(written: str, source: str, note: str, *, edited: bool = False) -> str:
    """The comment for a citation in a cell."""
    told = "edited" if edited else fingerprint(written, note)
    return f"<!-- citekit:cell:{len(written)}:{told} {encode(written + source)} -->"


def without_cell_marks(text: str, code: Code) -> tuple[str, list[CellMark]]:
    """(The draft without the comments, what they say in their order)."""
    out: list[str] = []
    found: list[CellMark] = []
    at = 0
    for match in _CELLS.finditer(text):
        if match.start() in code:
            continue
        for one in _CELL.finditer(match.group()):
            whole, length = decode(one["text"]), int(one["length"])
            found.append(CellMark(whole[:length], whole[length:], one["print"]))
        out.append(text[at : match.start()])
        at = match.end()
    return "".join(out) + text[at:], found


@dataclass(frozen=True)
class Restored:
    """A citation that came back: where it stands in the draft, how far what follows moves, and its mark."""

    at: int
    moved: int
    mark: CellMark


def restore_cells(text: str, cells: Sequence[CellMark]) -> tuple[str, list[Restored]]:
    """The draft with the citations back in its tables; one whose text a person has removed does not come back."""
    if not cells:
        return text, []
    tables = read_blocks(text).tables
    found = list(_found(tables, cells))
    out: list[str] = []
    at = shift = 0
    restored = []
    for start, length, mark in found:
        out += (text[at:start], mark.source)
        at = start + length
        lead = len(mark.source) - len(mark.source.lstrip())
        restored.append(Restored(start + shift + lead, len(mark.source) - length, mark))
        shift += len(mark.source) - length
    return "".join(out) + text[at:], restored


def _found(tables: Sequence[Table], cells: Sequence[CellMark]) -> list[tuple[int, int, CellMark]]:
    """(where it stands, its length, the mark) of what was written into cells, in the order of the draft.

    Spaces at the end of a line may be missing: editors remove them.
    """
    lines = [line for table in tables for line in table.lines]
    taken: dict[int, tuple[int, CellMark]] = {}
    for mark in cells:
        for text in dict.fromkeys((mark.written, mark.written.rstrip())):
            place = next(_places(lines, text, taken), -1) if text else -1
            if place >= 0:
                taken[place] = (len(text), mark)
                break
    ordered: list[tuple[int, int, CellMark]] = []
    for start in sorted(taken):
        if not ordered or start >= ordered[-1][0] + ordered[-1][1]:
            ordered.append((start, *taken[start]))
    return ordered


def _places(lines: Sequence[Line], text: str, taken: Container[int]) -> Iterator[int]:
    """Where a text stands in lines, but for the places that are taken."""
    for line in lines:
        place = line.text.find(text)
        while place >= 0:
            if line.offset + place not in taken:
                yield line.offset + place
            place = line.text.find(text, place + 1)
