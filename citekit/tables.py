"""The tables of data/*.toml, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """The table ``name`` (without ``.toml``). It is shared: do not change it."""
    with open(_FOLDER / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def text_of(name: str) -> str:
    """The text of a file of the data folder."""
    return (_FOLDER / name).read_text(encoding="utf-8")
