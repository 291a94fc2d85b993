"""Files and folders: which files they are, and the documents in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import ReadError
from .base import Found
from .registry import read_bytes, suffixes


def expand(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Files, with folders replaced by the files in them that can hold documents."""
    wanted = suffixes()
    out: list[str] = []
    for path in paths:
        name = os.fspath(path)
        if name != "-" and os.path.isdir(name):
            found = (p for p in Path(name).rglob("*") if p.suffix.lower() in wanted and p.is_file())
            out += sorted(str(p) for p in found if _is_own(p.relative_to(name)))
        else:
            out.append(name)
    return out


def _is_own(path: Path) -> bool:
    """Whether a file of a folder was put there by the person: not hidden, and nothing that a browser saved beside a page."""
    return not any(part.startswith(".") for part in path.parts) and not any(
        part.endswith("_files") for part in path.parts[:-1]
    )


def read_file(path: str) -> Iterator[Found]:
    """The documents of one file (``-``: stdin), and an error in the place of each that cannot be read."""
    where = "standard input" if path == "-" else path
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        yield ReadError("there is no such file", where=where)
    except IsADirectoryError:
        yield ReadError("this is a folder", where=where)
    except (OSError, ValueError) as error:
        yield ReadError(f"the file cannot be read ({getattr(error, 'strerror', None) or error})", where=where)
    else:
        yield from read_bytes(data, where, path.lower())
