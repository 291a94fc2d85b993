"""The tables in data/*.toml, each read once, and additions to them by other packages and people."""

from __future__ import annotations

import marshal
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_FOLDER = Path(__file__).parents[1] / "data"
_added: dict[str, list[Mapping[str, Any]]] = {}


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``name`` (without ``.toml``). It is shared: do not change it."""
    data = _read(_FOLDER / f"{name}.toml")
    for rows in _added.get(name, ()):
        data = _merged(data, rows)
    return data


def _read(path: Path) -> dict[str, Any]:
    """A table, from the copy in ``__pycache__`` if it is up to date: this saves a tenth of the start-up time.

    As with Python's own bytecode, nothing is cached if the folder is not writable.
    """
    status = path.stat()
    version = f"{status.st_mtime_ns} {status.st_size}\n".encode()
    cached = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"
    try:
        content = cached.read_bytes()
        if content.startswith(version):
            table_in_cache: dict[str, Any] = marshal.loads(content[len(version) :])
            return table_in_cache
    except (OSError, ValueError, EOFError, TypeError):
        pass
    with open(path, "rb") as file:
        data = tomllib.load(file)
    if not sys.dont_write_bytecode:
        with suppress(OSError, ValueError):  # marshal cannot hold dates
            cached.parent.mkdir(exist_ok=True)
            temporary = cached.with_name(f"{cached.name}.{os.getpid()}")
            temporary.write_bytes(version + marshal.dumps(data))
            os.replace(temporary, cached)
    return data


def add_to_table(name: str, rows: Mapping[str, Any]) -> None:
    """Add rows to a table, such as a repository of one's own: ``{"repository": [{"abbreviation": …}]}``.

    Additions come first where both have a row.  Call it before anything is read or cited: what was made from a table
    is cached.
    """
    _added.setdefault(name, []).append(rows)
    table.cache_clear()


def _merged(data: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(data)
    for key, value in rows.items():
        old = out.get(key)
        if isinstance(old, list) and isinstance(value, list):
            out[key] = [*value, *old]
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            out[key] = _merged(old, value)
        else:
            out[key] = value
    return out


def text_of(name: str) -> str:
    """The text of a file in the data folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def names_of_texts(folder: str) -> list[str]:
    """The names, without extension, of the texts in a folder inside the data folder."""
    return sorted(path.stem for path in (_FOLDER / folder).glob("*.md"))


def plugins(group: str, kind: type[T]) -> Iterator[T]:
    """The plugins of other packages in an entry point group; objects of another type are skipped."""
    if not _has_entry_points(group):
        return
    from importlib.metadata import entry_points

    for point in entry_points(group=group):
        plugin = point.load()
        if isinstance(plugin, kind):
            yield plugin


def _has_entry_points(group: str) -> bool:
    """Whether an installed package has entry points in a group. ``importlib.metadata``, which takes an eighth of the
    start-up time to find them, is used only where one has, or is not installed as plain files.
    """
    heading = f"[{group}]".encode()
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except NotADirectoryError:
            return True  # a .zip file of modules
        except OSError:
            continue
        for name in names:
            if name.endswith(".egg") or (
                name.endswith((".dist-info", ".egg-info")) and _names_group(place, name, heading)
            ):
                return True
    return False


def _names_group(place: str, name: str, heading: bytes) -> bool:
    try:
        return heading in Path(place, name, "entry_points.txt").read_bytes()
    except OSError:
        return False
