"""Commands of LaTeX that set type without a word of their own, and commands that are not known at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...common.tables import table
from .macros import known_commands

_COMMAND = re.compile(r"\\([A-Za-z]{2,})(\s*\{(?!\s*\}))?")  # a name, and whether an argument stands after it
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


def with_words(value: str) -> str:
    """A value in which an unknown command with a capital in its name is that name: ``\\VAX``, ``\\TikZ``."""
    return _COMMAND.sub(lambda match: match[1] if _is_word(match) else match[0], value)


def unknown_commands(value: str) -> Iterator[tuple[str, bool]]:
    """Commands of a value that are not known and whose text does not stand after them; whether their names stay."""
    found = {m[1]: _is_word(m) for m in _COMMAND.finditer(_VERBATIM.sub("", _FORMULA.sub("", value))) if not m[2]}
    for name, stays in found.items():
        if name not in _known():
            yield name, stays


def _is_word(match: re.Match[str]) -> bool:
    return not match[2] and not match[1].islower() and match[1] not in _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return (
        known_commands()
        | {"url", "nolinkurl", "path", "verb"}
        | frozenset(table("latex")["silent"]["commands"].split())
    )
