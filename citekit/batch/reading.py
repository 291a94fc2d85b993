"""Files read by other processes: their documents in the order of the files, large files piece by piece."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter

from ..common.files.packed import MANY_FILES, holds_many
from ..sources import Found
from ..sources.paths import read_file
from .pieces import Piece, pieces_of, size_of
from .workers import ThisProcess, Workers

# in files of many documents: some ten thousand records, for which starting other processes is worth it
_MANY_BYTES = 4_000_000
_COMPRESSION = 8  # how much larger compressed files are when unpacked


def expected(paths: Iterable[str]) -> int:
    """Roughly how many documents the files hold: enough to decide whether other processes are used."""
    listed = list(paths)
    many = sum(_unpacked_size(path) for path in listed if holds_many(path))
    return len(listed) + (MANY_FILES if many > _MANY_BYTES else 0)


def read_files(paths: Iterable[str], workers: Workers) -> Iterator[tuple[str, Iterator[Found]]]:
    """(path, its documents and errors) of each file, in order; a file without either may be missing."""
    read: Iterator[tuple[str, Iterable[Found]]]
    if isinstance(workers, ThisProcess):
        read = (one for piece in pieces_of(paths) for one in _contents(piece))
    else:
        read = (
            (path, pickle.loads(data))
            for results in workers.in_order(_read_pickled, pieces_of(paths))
            for path, data in results
        )
    for path, parts in groupby(read, itemgetter(0)):
        yield path, chain.from_iterable(found for _, found in parts)


def _contents(piece: Piece) -> Iterator[tuple[str, Iterator[Found]]]:
    """(path, its documents and errors) of the files of a piece."""
    if piece.where:
        yield piece.where, piece.read()
        return
    for path in piece.paths:
        yield path, read_file(path)


def _read_pickled(piece: Piece) -> list[tuple[str, bytes]]:
    """The same with documents and errors pickled."""
    return [(path, pickle.dumps(list(found), pickle.HIGHEST_PROTOCOL)) for path, found in _contents(piece)]


def _unpacked_size(path: str) -> int:
    return size_of(path) * (_COMPRESSION if path.lower().endswith((".gz", ".tgz", ".zst")) else 1)
