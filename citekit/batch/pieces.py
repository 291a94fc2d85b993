"""Work divided into pieces: groups of files; runs of JSON lines, which may be compressed; files in a .tar; runs of
records of a large file.

A piece is small enough to be sent to another process or machine, and to be done again if that one dies.
"""

from __future__ import annotations

import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from ..common.errors import CitekitError, ReadError
from ..common.files.blocks import SIZE, blocks_of
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

    @property
    def size(self) -> int:
        """How many bytes of input it stands for; 0 where that is not known."""
        held = len(self.lines) + sum(len(data) for _, data in self.contents)
        return held + sum(map(size_of, self.paths))

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
        is_read_here = of_this_process(path)
        if is_read_here or holds_many(path) or len(group) == FILES:
            yield from _group(group, with_contents)
            group = []
        if is_read_here:
            yield from _runs_of_documents(path)
        elif holds_many(path):
            yield from _pieces_of_file(path)
        else:
            group.append(path)
    yield from _group(group, with_contents)


def _group(paths: list[str], with_contents: bool) -> Iterator[Piece]:
    """The piece of some files; with their contents, one that cannot be opened is a piece of its own."""
    if not with_contents:
        if paths:
            yield Piece(paths=tuple(paths))
        return
    contents: list[tuple[str, bytes]] = []
    for path in paths:
        try:
            contents.append((path, Path(path).read_bytes()))
        except OSError:
            if contents:
                yield Piece(contents=tuple(contents))
            contents = []
            yield Piece(where=path, found=tuple(read_file(path)))  # says what is wrong
    if contents:
        yield Piece(contents=tuple(contents))


def _pieces_of_file(path: str) -> Iterator[Piece]:
    try:
        if path.lower().endswith(TARS):
            yield from _files_of_tar(path)
        elif not path.lower().endswith(LINES):
            yield from _runs_of_records(path)
        else:
            yield from _runs_of_lines(path)
    except CitekitError as error:
        yield Piece(where=path, problem=error)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        yield Piece(where=path, problem=_broken(path, error))


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


def _runs_of_lines(path: str) -> Iterator[Piece]:
    """Runs of whole lines of about ``BYTES``; before damage, of all that can be read."""
    first = 1  # the number of the line that the next run begins with
    held = b""
    damage: Exception | None = None
    blocks = blocks_of(path, min(SIZE, BYTES))
    while True:
        try:
            block = next(blocks, b"")
        except (OSError, EOFError) as error:
            block, damage = b"", error
        held += block
        if block and len(held) < BYTES:
            continue
        run, rest = _whole_lines(held)
        if not block and damage is None:
            run, rest = held, b""  # the last line may have no end
        if len(rest) > MAX_LINE:
            raise ReadError("a line is too long to be a document (over 50 MB)", where=f"{path}, line {first}")
        if run.strip():
            yield Piece(where=path, lines=run, first=first)
        first += run.count(b"\n")
        held = rest
        if not block:
            break
    if damage is not None:
        yield Piece(where=path, problem=_broken(path, damage, f", behind line {first - 1}" if first > 1 else ""))


def _whole_lines(data: bytes) -> tuple[bytes, bytes]:
    """(the lines that have an end, what comes behind them)."""
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


def _broken(path: str, error: Exception, place: str = "") -> ReadError:
    """The error for a file that cannot be read to its end."""
    reason = getattr(error, "strerror", None) or "it is damaged or cut off"
    return ReadError(f"the file cannot be read to its end ({reason}{place})", where=path)


def _read_lines(data: bytes, where: str, first: int) -> Iterator[Found]:
    for n, line in enumerate(data.split(b"\n"), first):
        if line and not line.isspace():
            yield read_line(line, f"{where}, line {n}")


def _files_of_tar(path: str) -> Iterator[Piece]:
    """The files of a .tar, in order; links and devices are skipped, and nothing is unpacked to disk."""
    contents: list[tuple[str, bytes]] = []
    size = 0
    problem: CitekitError | None = None
    with tarfile.open(path) as archive:
        members = _members(archive)
        while True:
            try:
                member = next(members, None)
                if member is None:
                    break
                if member.size > MAX_LINE:
                    too_large = "the file in the .tar is too large to be a document (over 50 MB)"
                    yield Piece(problem=ReadError(too_large, where=f"{path}/{member.name}", hint="unpack it"))
                    continue
                file = archive.extractfile(member)
                if file is not None:
                    contents.append((f"{path}/{member.name}", file.read()))
            except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
                problem = _broken(path, error)
                break
            size += member.size
            if size > BYTES:
                yield Piece(where=path, contents=tuple(contents))
                contents, size = [], 0
    if contents:
        yield Piece(where=path, contents=tuple(contents))
    if problem is not None:
        yield Piece(where=path, problem=problem)


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The files of a .tar that may be records, by the endings of their names."""
    for member in archive:
        if member.isfile() and PurePosixPath(member.name).suffix.lower() in suffixes():
            yield member


def size_of(path: str) -> int:
    """The size of a file in bytes; 0 where there is none."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
