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
from .workers import WORTH_IT, Workers

_BYTES = 500_000  # of a file of many documents from which other processes are worth their start


def expected(paths: Iterable[str]) -> int:
    """About how many documents the files hold, as far as that decides who reads them."""
    return sum(WORTH_IT if holds_many(path) and _size(path) > _BYTES else 1 for path in paths)


def read_files(paths: Iterable[str], by: Workers) -> Iterator[tuple[str, Iterator[Found]]]:
    """(path, what it holds) of each file, in order; a file that holds nothing may be missing."""
    read = ((path, pickle.loads(data)) for part in by.in_order(_read, pieces_of(paths)) for path, data in part)
    for path, parts in groupby(read, itemgetter(0)):
        yield path, chain.from_iterable(found for _, found in parts)


def _read(piece: Piece) -> list[tuple[str, bytes]]:
    """(path, its documents and errors, pickled) of the files of a piece."""
    if piece.where:
        return [(piece.where, _packed(piece.read()))]
    return [(path, _packed(read_file(path))) for path in piece.paths]


def _packed(found: Iterable[Found]) -> bytes:
    return pickle.dumps(list(found), pickle.HIGHEST_PROTOCOL)


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
