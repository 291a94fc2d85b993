"""The members of a JSON list of any length out of blocks of its text, one at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..common.errors import ReadError

MAX_ITEM = 5_000_000  # characters of one member
_BETWEEN = re.compile(r"[\s,]*")


def items_of_list(blocks: Iterable[str], decoder: json.JSONDecoder, where: str) -> Iterator[tuple[int, Any]]:
    """(line, value) of each member. Raises ReadError that names the line of what is no JSON, or where the list breaks
    off. What is held is a block and the member that is being read.
    """
    source = iter(blocks)
    text, at, line = next(source, "").lstrip("\ufeff \t\r\n")[1:], 0, 1
    while True:
        start = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        line += text.count("\n", at, start)
        if text[start : start + 1] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, start)
            line += text.count("\n", start, at)
            yield line, value
            continue
        except (ValueError, RecursionError) as error:
            place = f"{where}, line {line}"
            more = next(source, "") if len(text) - start < MAX_ITEM else ""
            if not more:
                what = "the list breaks off" if not text[start:].strip() else f"not valid JSON: {_reason(error)}"
                raise ReadError(what, where=place) from None
        text, at = text[start:] + more, 0


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number is too long"
