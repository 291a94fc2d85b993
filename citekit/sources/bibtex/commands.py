"""Commands of LaTeX that set type without a word of their own, and commands that are not known at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...common.tables import table
from .macros import known_commands

_COMMAND = re.compile(r"\\([A-Za-z]{2,})")
_FORMULA = re.compile(r"(?<!\\)\$[^$]{1,500}(?<!\\)\$")
_VERBATIM = re.compile(r"\\(?:verb|path)\*?([^\sA-Za-z])[^\n]{0,200}?\1")
# \kern-.1em, \lower.5ex, \penalty10, \spacefactor1000: how far, how much
_MEASURED = re.compile(
    r"\\(?:[mhv]?kern|[mhv]skip|raise|lower)\s*-?(?:\d+\.?\d*|\.\d+)\s*(?:em|ex|pt|pc|in|cm|mm|sp|mu)\s?"
    r"|\\(?:penalty|spacefactor|hyphenpenalty)\s*=?\s*-?\d+\s?"
)


def without_measures(value: str) -> str:
    """A value without commands that only move what is printed."""
    return _MEASURED.sub("", value)


def unknown_commands(value: str) -> Iterator[str]:
    """Commands of a value that are not known and will not be printed."""
    for name in dict.fromkeys(_COMMAND.findall(_VERBATIM.sub("", _FORMULA.sub("", value)))):
        if name not in _known():
            yield name


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return (
        known_commands()
        | {"url", "nolinkurl", "path", "verb"}
        | frozenset(table("latex")["silent"]["commands"].split())
    )
