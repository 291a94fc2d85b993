"""The records of an export, part by part, in a file: of this run alone, or beside the output, for one that goes on.

A part stands after a header with its sizes and checksum, so that one that was cut off is known and read again.  What
is unpickled are documents, facts and messages and nothing else: a file that somebody else left there can run no code.
"""

from __future__ import annotations

import io
import json
import pickle
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import IO, Any
from zlib import crc32

_HEADER = struct.Struct(">III")  # bytes of the messages about a part, bytes of its records, checksum of both
_FIRST_LINE = b"citekit export 3\n"
_CLASSES = frozenset(
    (
        "citekit.archives.credits.Contributor citekit.archives.reference.ArchivalReference"
        " citekit.archives.reference.Level citekit.archives.repository.Repository"
        " citekit.dates.model.HistoricalDate citekit.document.model.Document citekit.document.keys.KeyFacts"
        " citekit.batch.pieces.Piece citekit.batch.exporting.Remark citekit.document.duplicates.FactsOfMany"
        " citekit.common.errors.CitekitError citekit.common.errors.ReadError"
        " citekit.common.errors.NoRecordError citekit.common.errors.ItemError"
        " citekit.common.errors.MissingExtraError citekit.common.errors.UsageError"
        " citekit.common.errors.StyleError"
    ).split()
)


class _DocumentUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" not in _CLASSES:
            raise pickle.UnpicklingError(f"{module}.{name} is not part of a document")
        return super().find_class(module, name)


def unpickled(data: bytes) -> Any:
    """Documents, facts and messages of a part. Raises UnpicklingError for anything else."""
    return _DocumentUnpickler(io.BytesIO(data)).load()


class Journal:
    """The parts of an export. ``about`` identifies the export: the parts of a different one are discarded."""

    def __init__(self, path: Path | None = None, about: Any = None) -> None:
        self.path = path
        self._sizes: list[tuple[int, int]] = []  # (where its records begin, their bytes) of each part
        opening = _FIRST_LINE + json.dumps(about).encode() + b"\n"
        if path is None:
            self.file: IO[bytes] = tempfile.TemporaryFile(prefix="citekit-")  # noqa: SIM115 (closed by ``close``)
        else:
            self.file = open(path, "a+b")  # noqa: SIM115 (closed by ``close``)
            self.file.seek(0)
        self._start = len(opening)
        self.resumed = self.file.read(len(opening)) == opening
        if not self.resumed:
            self.file.seek(0)
            self.file.truncate()
            self.file.write(opening)

    def known(self) -> Iterator[Any]:
        """What an earlier run kept about its parts; anything after the last complete part is dropped."""
        end = self._start
        self.file.seek(end)
        while self.resumed and len(header := self.file.read(_HEADER.size)) == _HEADER.size:
            first, second, check = _HEADER.unpack(header)
            data = self.file.read(first + second)
            if len(data) < first + second or crc32(data) != check:
                break
            self._sizes.append((end + _HEADER.size + first, second))
            end += _HEADER.size + first + second
            yield unpickled(data[:first])
        self.file.seek(end)
        self.file.truncate()

    def add(self, about: Any, *records: bytes) -> None:
        """Keep a part: what is known about it, which only a later run asks for, and its records."""
        at = self.file.tell()
        size = sum(map(len, records))
        if self.path is not None:
            data = pickle.dumps(about, pickle.HIGHEST_PROTOCOL)
            check = reduce(lambda sum_, one: crc32(one, sum_), records, crc32(data))
            self.file.write(_HEADER.pack(len(data), size, check) + data)
            at += _HEADER.size + len(data)
        self.file.writelines(records)
        self.file.flush()
        self._sizes.append((at, size))

    def part(self, number: int) -> bytes:
        """The records of a part, by its number from 0; nothing is added after that."""
        at, size = self._sizes[number]
        self.file.seek(at)
        return self.file.read(size)

    def close(self, done: bool = True) -> None:
        """Close the file, and remove it if the export is done."""
        self.file.close()
        if done and self.path is not None:
            self.path.unlink(missing_ok=True)


@dataclass
class Journals:
    """The journal of reading and, where a later run may resume the export, that of writing."""

    reading: Journal = field(default_factory=Journal)
    writing: Journal | None = None

    @classmethod
    def beside(cls, out: Path, about: Any) -> Journals:
        """The journals of an export into a file; those of a different export are started again."""
        return cls(*(Journal(out.with_name(f"{out.name}.{name}"), about) for name in ("read", "written")))

    def close(self, done: bool) -> None:
        """Close the files, and remove them if the export is done."""
        for journal in filter(None, (self.reading, self.writing)):
            journal.close(done)
