"""Files read by other processes: their documents in the order of the files, a large file a piece after the other."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter

from ..common.files.packed import holds_many
from ..sources import Found
from ..sources.paths import read_file
from .pieces import Piece, pieces_of
from .workers import WORTH_IT, ThisProcess, Workers

# of files of many documents, from which other processes are worth their start: some ten thousand records
_BYTES = 4_000_000
_PACKED = 8  # times as many when they are unpacked


def expected(paths: Iterable[str]) -> int:
    """About how many documents the files hold, as far as that decides who reads them."""
    listed = list(paths)
    many = sum(_size(path) for path in listed if holds_many(path))
    return len(listed) + (WORTH_IT if many > _BYTES else 0)


def read_files(paths: Iterable[str], by: Workers) -> Iterator[tuple[str, Iterator[Found]]]:
    """(path, what it holds) of each file, in order; a file that holds nothing may be missing."""
    read: Iterator[tuple[str, Iterable[Found]]]
    if isinstance(by, ThisProcess):
        read = (one for piece in pieces_of(paths) for one in _found(piece))
    else:
        read = ((path, pickle.loads(data)) for part in by.in_order(_read, pieces_of(paths)) for path, data in part)
    for path, parts in groupby(read, itemgetter(0)):
        yield path, chain.from_iterable(found for _, found in parts)


def _found(piece: Piece) -> Iterator[tuple[str, Iterator[Found]]]:
    """(path, its documents and errors) of the files of a piece."""
    if piece.where:
        yield piece.where, piece.read()
        return
    for path in piece.paths:
        yield path, read_file(path)


def _read(piece: Piece) -> list[tuple[str, bytes]]:
    """The same, pickled."""
    return [(path, pickle.dumps(list(found), pickle.HIGHEST_PROTOCOL)) for path, found in _found(piece)]


def _size(path: str) -> int:
    try:
        return os.path.getsize(path) * (_PACKED if path.lower().endswith((".gz", ".tgz", ".zst")) else 1)
    except OSError:
        return 0
