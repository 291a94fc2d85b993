"""Work divided into pieces: groups of files; runs of JSON lines, which may be compressed; files in a .tar; runs of
records of a large file.

A piece is small enough to be sent to another process or machine, and to be done again if that one dies.
"""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, cast

from ..common.errors import CitekitError, MissingExtraError, ReadError, to_install
from ..common.files.opening import of_this_process
from ..common.files.packed import LINES, TARS, holds_many
from ..sources import Found, read_bytes, suffixes
from ..sources.csljson import read_line
from ..sources.paths import read_file
from ..sources.streaming import split_large

FILES = 64  # in a piece
BYTES = 2_000_000  # of JSON lines, or of a .tar, in a piece
DOCUMENTS = 2000  # in a piece, where a file is read before it is cut
MAX_LINE = 50_000_000


@dataclass(frozen=True)
class Piece:
    """Some of the work: ``paths`` of files, or ``contents`` (name, bytes) of files, or ``lines`` of a file, or what was
    ``found`` in a file that cannot be cut.

    ``where`` is the file that the lines or contents come from, ``first`` the number of the first line, from 1;
    ``problem`` says why the rest of that file is missing.
    """

    where: str = ""
    paths: tuple[str, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()
    lines: bytes = b""
    first: int = 1
    found: tuple[Found, ...] = ()
    problem: CitekitError | None = None

    @property
    def holds_its_source(self) -> bool:
        """Whether it can be read again from what it has, without the file."""
        return not self.paths and not self.found

    def read(self) -> Iterator[Found]:
        """The documents of the piece, and an error in the place of each that cannot be read."""
        for path in self.paths:
            yield from read_file(path)
        for name, data in self.contents:
            yield from read_bytes(data, name, name.lower())
        yield from self.found
        if self.lines:
            yield from _read_lines(self.lines, self.where, self.first)
        if self.problem is not None:
            yield self.problem


def pieces_of(paths: Iterable[str], with_contents: bool = False) -> Iterator[Piece]:
    """The pieces of files, in order. ``with_contents``: holding their bytes, for workers that cannot see the files.

    A file that cannot be opened is a piece of its own that yields the error when it is read.
    """
    group: list[str] = []
    for path in paths:
        alone = of_this_process(path)
        if alone or holds_many(path) or len(group) == FILES:
            yield from _group(group, with_contents)
            group = []
        if alone:
            yield from _runs_of_documents(path)
        elif holds_many(path):
            yield from _pieces_of_file(path)
        else:
            group.append(path)
    yield from _group(group, with_contents)


def _group(paths: list[str], with_contents: bool) -> Iterator[Piece]:
    if not paths:
        return
    if not with_contents:
        yield Piece(paths=tuple(paths))
        return
    yield Piece(contents=tuple((path, Path(path).read_bytes()) for path in paths))


def _pieces_of_file(path: str) -> Iterator[Piece]:
    try:
        if path.lower().endswith(TARS):
            yield from _files_of_tar(path)
        elif not path.lower().endswith(LINES):
            yield from _runs_of_records(path)
        else:
            with _open(path) as file:
                yield from _runs_of_lines(file, path)
    except CitekitError as error:
        yield Piece(where=path, problem=error)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is damaged or cut off"
        yield Piece(where=path, problem=ReadError(f"the file cannot be read to its end ({reason})", where=path))


def _runs_of_records(path: str) -> Iterator[Piece]:
    """Runs of records of a large file, or of the documents of one whose records need what stands before them (EAD)."""
    with open(path, "rb") as file:
        runs = split_large(file, path, path.lower())
        if runs is None:
            yield from _runs_of_documents(path)
            return
        for run in runs:
            if isinstance(run, CitekitError):
                yield Piece(where=path, problem=run)
                continue
            first, content = run
            name = path if first == 1 else f"{path}, from line {first}"
            data = content.encode("utf-8") if isinstance(content, str) else content
            yield Piece(where=path, contents=((name, data),))


def _runs_of_documents(path: str) -> Iterator[Piece]:
    """Runs of the documents of a file that is read here: it cannot be cut, or other processes cannot see it."""
    found = read_file(path)
    while some := tuple(islice(found, DOCUMENTS)):
        yield Piece(where=path, found=some)


def _open(path: str) -> IO[bytes]:
    if path.lower().endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    if path.lower().endswith(".zst"):
        try:
            import zstandard
        except ImportError:
            hint = f"install it with: {to_install('zstandard')}"
            raise MissingExtraError(".zst files need zstandard", where=path, hint=hint) from None
        opened: IO[bytes] = zstandard.open(path, "rb")
        return opened
    return open(path, "rb")


def _runs_of_lines(file: IO[bytes], path: str) -> Iterator[Piece]:
    """Runs of whole lines of about ``BYTES``."""
    first, rest = 1, b""
    while block := file.read(BYTES):
        whole, newline, tail = (rest + block).rpartition(b"\n")
        if not newline:
            rest = tail
            if len(rest) > MAX_LINE:
                raise ReadError("a line is too long to be a document (over 50 MB)", where=f"{path}, line {first}")
            continue
        yield Piece(where=path, lines=whole + newline, first=first)
        first += whole.count(b"\n") + 1
        rest = tail
    if rest.strip():
        yield Piece(where=path, lines=rest, first=first)


def _read_lines(data: bytes, where: str, first: int) -> Iterator[Found]:
    for n, line in enumerate(data.split(b"\n"), first):
        if line and not line.isspace():
            yield read_line(line, f"{where}, line {n}")


def _files_of_tar(path: str) -> Iterator[Piece]:
    """The files of a .tar, in order; links and devices are skipped, and nothing is unpacked to disk."""
    contents: list[tuple[str, bytes]] = []
    size = 0
    with tarfile.open(path) as archive:
        for member in archive:
            wanted = PurePosixPath(member.name).suffix.lower() in suffixes()
            if not (member.isfile() and wanted and member.size <= MAX_LINE):
                continue
            file = archive.extractfile(member)
            if file is None:
                continue
            contents.append((f"{path}/{member.name}", file.read()))
            size += member.size
            if size > BYTES:
                yield Piece(where=path, contents=tuple(contents))
                contents, size = [], 0
    if contents:
        yield Piece(where=path, contents=tuple(contents))
