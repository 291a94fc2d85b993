"""What a record says that nothing was made of: words that are in no value when all is read become notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..csl.names import full_name, parts_joined
from ..dates import HistoricalDate
from .item_builder import ItemBuilder

_MARKS = re.compile(r"[^\w\n]+|_+")


def note_remainder(build: ItemBuilder, found: Iterable[tuple[str, str]]) -> None:
    """Note each (label, text) of a record whose text is in nothing that was made of the record."""
    said = plain_said = ""
    for label, text in found:
        said = said or "\n".join(_texts(build.contents()))
        if text in said:
            continue
        plain_said = plain_said or _letters_and_digits(said)
        if (plain := _letters_and_digits(text)) and plain not in plain_said:
            build.note(text.strip(" ,;:/"), label)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value: names in both orders."""
    if isinstance(value, Mapping):
        if "family" in value:
            yield full_name(dict(value))
            yield f"{value['family']} {parts_joined(value, 'given', 'dropping-particle')}"
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, HistoricalDate):
        yield value.text
    else:
        yield str(value)


def _letters_and_digits(text: str) -> str:
    """Letters and digits alone, lines apart."""
    return _MARKS.sub("", text).casefold()
