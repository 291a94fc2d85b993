"""Tagged records, one at a time, out of a text or chunks of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Union

from ...common.errors import CitekitError, ReadError
from ...document.model import Document
from ..base import CUT, Cut, Found

Content = Union[str, Iterable[str]]
MAX_FIELDS = 20_000  # of a record
MAX_LINE = 1_000_000


@dataclass
class TaggedRecord:
    """A record: its first line, and (tag, text) in their order."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def has(self, tag: str) -> bool:
        """Whether a tag stands in the record."""
        return any(t == tag for t, _ in self.fields)

    def all(self, *tags: str) -> list[str]:
        """The texts of these tags, in their order."""
        return [text for tag, text in self.fields if tag in tags and text]

    def get(self, *tags: str) -> str:
        """The first text of these tags, the first tag first."""
        return next((text for tag in tags for t, text in self.fields if t == tag and text), "")


def lines_of(content: Content) -> Iterator[str]:
    """The lines of a text or of chunks of one."""
    if isinstance(content, str):
        yield from content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return
    rest = ""
    for chunk in content:
        rest += chunk
        if "\n" not in chunk:
            continue
        *whole, rest = rest.split("\n")
        for line in whole:
            yield line.rstrip("\r")
    if rest:
        yield rest


def documents(
    content: Content,
    where: str,
    tag: re.Pattern[str],
    first: str,
    make: Callable[[TaggedRecord, str, str], Document],
    blank_ends: bool = False,
    lists: str = "",
) -> Iterator[Found]:
    """The document of each record (``make``: of the record, the file, its place), or what is wrong with it."""
    for record in records(content, where, tag, first, blank_ends, lists):
        if not isinstance(record, TaggedRecord):
            yield record
            continue
        try:
            yield make(record, where, f"{where}, line {record.line}")
        except CitekitError as error:
            yield error


def records(
    content: Content, where: str, tag: re.Pattern[str], first: str, blank_ends: bool = False, lists: str = ""
) -> Iterator[TaggedRecord | ReadError]:
    """The records of a file. One begins with ``first``, and with any tag after an empty line if ``blank_ends``.

    ``tag`` finds a tag and the text after it. A line without a tag goes on with the one before (with a
    line break after the tags of ``lists``); one that stands before any record is an error.
    """
    record, blank = TaggedRecord(0), False
    for number, line in enumerate(lines_of(content), 1):
        if len(line) > MAX_LINE:
            yield ReadError("a line is too long (over a million characters)", where=f"{where}, line {number}")
            continue
        match = tag.match(line)
        if match is not None:
            if record.fields and ((match[1] == first and record.has(first)) or (blank and blank_ends)):
                yield record
                record = TaggedRecord(0)
            record.line = record.line or number
            if len(record.fields) < MAX_FIELDS:
                record.fields.append((match[1], (match[2] or "").strip()))
        elif line.strip() and record.fields:
            name, text = record.fields[-1]
            if len(text) < MAX_LINE:
                record.fields[-1] = (name, f"{text}{chr(10) if name in lists else ' '}{line.strip()}".strip())
        elif re.search(r"[^\W\d_]", line) and number > 1:
            hint = "each line begins with a tag; lines that go on stand below one that has a tag"
            yield ReadError("the line has no tag and no record before it", where=f"{where}, line {number}", hint=hint)
        blank = not line.strip()
    if record.fields:
        yield record


def cut_records(content: Content, tag: re.Pattern[str], first: str, blank_ends: bool = False) -> Iterator[Cut]:
    """Runs of records in texts of their own, cut where a record begins as in ``records``."""
    run: list[str] = []
    size, start, blank = 0, 1, False
    for number, line in enumerate(lines_of(content), 1):
        match = tag.match(line) if size > CUT and len(line) <= MAX_LINE else None
        if match is not None and (match[1] == first or (blank and blank_ends)):
            yield start, "\n".join([*run, ""])
            run, size, start = [], 0, number
        run.append(line)
        size += len(line) + 1
        blank = not line.strip()
    if run:
        yield start, "\n".join([*run, ""])
