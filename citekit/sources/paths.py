"""Files and folders: which files they are, and the documents in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO

from ..common.errors import NoRecordError, ReadError, as_path
from ..common.files.opening import opened
from .base import MAX_BYTES, Found
from .registry import read_bytes, suffixes
from .streaming import Behind, read_large

TABLE_SETTINGS = ".columns.toml"  # what the columns of a table beside it mean
SETTINGS = "citekit.toml"  # what the command line is set to in a folder: no record
_LARGEST = 4_000_000_000


def folder_files(folder: str) -> tuple[list[str], list[str]]:
    """The files below a folder that may hold documents, and those that do not, in the order of names.

    What is hidden, and what a browser saved beside a page, is neither.
    """
    wanted = suffixes()
    found: list[str] = []
    others: list[str] = []
    for path in sorted(p for p in Path(folder).rglob("*") if p.is_file() and _is_own(p.relative_to(folder))):
        kind = Path(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix  # of what is packed in it
        (found if kind.lower() in wanted else others).append(str(path))
    return found, others


def expand(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Files, with folders replaced by the files in them that can hold documents."""
    out: list[str] = []
    for path in paths:
        name = as_path(path)
        if name != "-" and os.path.isdir(name):
            out += folder_files(name)[0]
        else:
            out.append(name)
    return out


def read_paths(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """The documents and errors of files and folders; what is no record in a folder is passed over."""
    for named in map(as_path, paths):
        is_folder = named != "-" and os.path.isdir(named)
        for path in expand([named]):
            for found in read_file(path):
                if not (is_folder and isinstance(found, NoRecordError)):
                    yield found


def _is_own(path: Path) -> bool:
    """Whether a person put a file there as a record: not hidden, no settings, not saved by a browser beside a page."""
    return (
        path.name != SETTINGS
        and not path.name.endswith(TABLE_SETTINGS)
        and not any(part.startswith(".") for part in path.parts)
        and not any(part.endswith("_files") for part in path.parts[:-1])
    )


def read_file(path: str) -> Iterator[Found]:
    """The documents of one file (``-``: stdin), and an error in the place of each that cannot be read."""
    where = "standard input" if path == "-" else path
    try:
        with _opened(path, where) as file:
            data = _bounded(file)
            if len(data) <= MAX_BYTES or data.startswith(b"PK"):
                found = read_bytes(data, where, path.lower())
            else:
                found = read_large(_from_start(data, file), where, path.lower())
            del data
            yield from found
    except ReadError as error:
        yield error
    except FileNotFoundError:
        yield ReadError("there is no such file", where=where or "“”", hint=_advice(path))
    except IsADirectoryError:
        yield ReadError("this is a folder", where=where)
    except (OSError, ValueError) as error:
        yield ReadError(f"the file cannot be read ({getattr(error, 'strerror', None) or error})", where=where)


def _opened(path: str, where: str) -> AbstractContextManager[IO[bytes]]:
    """Standard input, or a file."""
    return nullcontext(sys.stdin.buffer) if path == "-" else opened(path, where)


def _from_start(data: bytes, file: IO[bytes]) -> IO[bytes] | Behind:
    """A file from its beginning, of which ``data`` has been read."""
    if not file.seekable():
        return Behind(data, file)
    file.seek(0)
    return file


def _bounded(file: IO[bytes]) -> bytes:
    """What a file or pipe holds, as far as it can be a document; an archive of documents may be larger."""
    data = file.read(MAX_BYTES + 1)
    return data + file.read(_LARGEST) if data.startswith(b"PK") else data


def _advice(path: str) -> str:
    """What may have been meant by the name of a file that there is not."""
    if "://" in path:
        return f"it is an address: citekit fetch {path} -o FOLDER saves its page" if path[:4].lower() == "http" else ""
    if os.path.islink(path):
        return f"it is a link to {os.readlink(path)}, which is not there"
    if " " in path and len(path) > 30:
        return "a line of text goes behind --text"
    return _similar_names(path)


def _similar_names(path: str) -> str:
    """Files of the same folder with a name like this one."""
    from ..common.errors import did_you_mean

    folder, name = os.path.split(path)
    try:
        names = [entry.name for entry in os.scandir(folder or ".")][:5000]
    except OSError:
        return "" if not folder else f"there is no folder {folder}"
    return did_you_mean(name, names)
