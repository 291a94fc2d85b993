"""What is data: the tables of data/*.toml, each read once, and what other packages add to the registries."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``name`` (without ``.toml``). It is shared: do not change it."""
    with open(_FOLDER / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def text_of(name: str) -> str:
    """The text of a file of the data folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def plugins(group: str, kind: type[T]) -> Iterator[T]:
    """What other packages offer under an entry point group; what is not of this kind is passed over."""
    from importlib.metadata import entry_points

    for point in entry_points(group=group):
        offered = point.load()
        if isinstance(offered, kind):
            yield offered
