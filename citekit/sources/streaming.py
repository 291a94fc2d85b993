"""Files that are larger than a document can be: libraries' and archives' exports, read record by record.

What is held is a block of the file and the record that is being read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

from ..common.errors import CitekitError, ReadError, printable
from ..common.files.decoding import declared_charset
from .base import HEAD, Cut, Found, Reader
from .registry import readers

BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_large(file: IO[bytes] | Behind, where: str, name: str) -> Iterator[Found]:
    """The documents of a file of any size, and the errors of what could not be read, where its format has records."""
    blocks = iter(lambda: file.read(BLOCK), b"")
    first = next(blocks, b"")
    try:
        reader = reader_of_large(first, name)
        if reader is None:
            raise ReadError(
                "the file is too large to be a document (over 50 MB)",
                where=where,
                hint="files of any size are lists in CSL-JSON, JSON lines, CSV, EAD, MODS, MARC, EndNote XML, OAI-PMH,"
                " RDF, RIS, Refer, RefWorks, NBIB, BibTeX",
            )
        if reader.shape:
            yield from reader.load().read(Behind(first, file), where)
        else:
            yield from reader.load().read(text_blocks(first, blocks, where), where)
    except CitekitError as error:
        yield error


def split_large(file: IO[bytes], where: str, name: str) -> Iterator[Cut] | None:
    """Runs of records of a large file, each a file of its own; None where its format has none."""
    first = file.read(BLOCK)
    reader = reader_of_large(first, name)
    if reader is None or not hasattr(reader.load(), "split"):
        return None
    if reader.shape:
        cuts: Iterator[Cut] = reader.load().split(Behind(first, file), where)
        return cuts
    cuts = reader.load().split(text_blocks(first, iter(lambda: file.read(BLOCK), b""), where), where)
    return cuts


def reader_of_large(first: bytes, name: str) -> Reader | None:
    """The reader of a large file by its first block, or None."""
    head = first[: 4 * HEAD].decode(encoding_of(first), "replace")
    for reader in readers():
        if reader.streams and reader.shape and reader.has_shape(first):
            return reader
        if reader.streams and not reader.shape and reader.may_read(head[:HEAD]) and reader.load().detect(head, name):
            return reader
    return None


def encoding_of(first: bytes) -> str:
    """The encoding of a file: by its mark, what its XML declares, else UTF-8."""
    marked = next((encoding for mark, encoding in _MARKS if first.startswith(mark)), "")
    declared = marked or declared_charset(first[:4096]) or "utf-8"
    try:
        return codecs.lookup(declared).name
    except (LookupError, ValueError):
        return "utf-8"


def text_blocks(first: bytes, rest: Iterator[bytes], where: str) -> Iterator[str]:
    """The text of a file in blocks, without what may not be printed. Raises ReadError for a wrong encoding."""
    decoder = codecs.getincrementaldecoder(encoding_of(first))()
    line = 1
    try:
        for block in _chained(first, rest):
            text = decoder.decode(block)
            line += text.count("\n")
            yield printable(text.replace("\r\n", "\n"))
        yield printable(decoder.decode(b"", True))
    except UnicodeDecodeError:
        hint = "save it with the encoding UTF-8"
        raise ReadError("the text is not in its encoding", where=f"{where}, behind line {line}", hint=hint) from None


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


class Behind:
    """What has been read of a file and what comes after it, as one file."""

    def __init__(self, first: bytes, rest: IO[bytes] | Behind) -> None:
        self._first = memoryview(first)
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        end = len(self._first) if size < 0 else size
        taken, self._first = bytes(self._first[:end]), self._first[end:]
        more = size - len(taken) if size >= 0 else -1
        return taken + self._rest.read(more) if more else taken
