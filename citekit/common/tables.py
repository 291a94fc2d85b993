"""What is data: the tables of data/*.toml, each read once, and what other packages and people add to them."""

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
    """A table, from what Python keeps of it in ``__pycache__`` where that is as old as the file: a tenth of a start.

    As with Python's own bytecode, a folder that cannot be written to only means that nothing is kept.
    """
    status = path.stat()
    stamp = f"{status.st_mtime_ns} {status.st_size}\n".encode()
    kept = path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}"
    try:
        content = kept.read_bytes()
        if content.startswith(stamp):
            known: dict[str, Any] = marshal.loads(content[len(stamp) :])
            return known
    except (OSError, ValueError, EOFError, TypeError):
        pass
    with open(path, "rb") as file:
        data = tomllib.load(file)
    if not sys.dont_write_bytecode:
        with suppress(OSError, ValueError):  # dates have no place in it
            kept.parent.mkdir(exist_ok=True)
            part = kept.with_name(f"{kept.name}.{os.getpid()}")
            part.write_bytes(stamp + marshal.dumps(data))
            os.replace(part, kept)
    return data


def add_to_table(name: str, rows: Mapping[str, Any]) -> None:
    """Add rows to a table, such as a repository of one's own: ``{"repository": [{"abbreviation": …}]}``.

    What is added comes first where both have it.  Call it before anything is read or cited: what was made of a table
    is kept.
    """
    _added.setdefault(name, []).append(rows)
    table.cache_clear()


def _merged(data: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(data)
    for key, value in rows.items():
        former = out.get(key)
        if isinstance(former, list) and isinstance(value, list):
            out[key] = [*value, *former]
        elif isinstance(former, Mapping) and isinstance(value, Mapping):
            out[key] = _merged(former, value)
        else:
            out[key] = value
    return out


def text_of(name: str) -> str:
    """The text of a file of the data folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def names_of_texts(folder: str) -> list[str]:
    """The names of the texts in a folder of the data folder, without their endings."""
    return sorted(path.stem for path in (_FOLDER / folder).glob("*.md"))


def plugins(group: str, kind: type[T]) -> Iterator[T]:
    """What other packages offer under an entry point group; what is not of this kind is passed over."""
    if not _offered(group):
        return
    from importlib.metadata import entry_points

    for point in entry_points(group=group):
        offered = point.load()
        if isinstance(offered, kind):
            yield offered


def _offered(group: str) -> bool:
    """Whether some installed package has entry points of a group: what ``importlib.metadata`` takes an eighth of a
    start to find out, it is asked only where a package says so, or is not installed as plain files.
    """
    sign = f"[{group}]".encode()
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except NotADirectoryError:
            return True  # a .zip file of modules
        except OSError:
            continue
        for name in names:
            if name.endswith(".egg") or (
                name.endswith((".dist-info", ".egg-info")) and _names_group(place, name, sign)
            ):
                return True
    return False


def _names_group(place: str, name: str, sign: bytes) -> bool:
    try:
        return sign in Path(place, name, "entry_points.txt").read_bytes()
    except OSError:
        return False
