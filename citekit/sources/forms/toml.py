"""TOML: metadata written by hand, one document at the top or several as ``[[document]]``."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ...common.errors import CitekitError, ReadError
from ..base import Found
from .form import document, looks_like_metadata

_FIELD = re.compile(r"^\s*(?P<name>[A-Za-z][\w-]*|\"[^\"\n]+\"|'[^'\n]+')\s*=\s*\S")


def detect(text: str, name: str) -> bool:
    """Whether the text is TOML with a document's fields."""
    if name.endswith(".toml"):
        return True
    lines = [line for line in text[:20_000].split("\n") if line.strip() and not line.lstrip().startswith("#")]
    matches = [_FIELD.match(line) for line in lines]
    if not lines or not (matches[0] or lines[0].strip() == "[[document]]"):
        return False
    return looks_like_metadata([m["name"].strip("\"'") for m in matches if m is not None])


def read(text: str, where: str) -> Iterator[Found]:
    """The documents of the file. Raises ReadError that names the line."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ReadError(
            f"not valid TOML: {str(error).split(' (at ')[0]}",
            where=f"{where}, line {line.group(1)}" if line else where,
            hint='texts stand in quotation marks: title = "A Letter"',
        ) from None
    except (RecursionError, ValueError):
        raise ReadError("not valid TOML, or nested too deeply", where=where) from None
    listed = data.get("document", [data])
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise ReadError("several documents are written as [[document]]", where=where)
    starts = [n for n, line in enumerate(text.split("\n")) if line.strip() == "[[document]]"] or [0]
    for n, one in enumerate(listed):
        first = starts[min(n, len(starts) - 1)]
        try:
            yield document(_with_dates_as_text(one), where, partial(_line, text, start=first)).changed(source=where)
        except CitekitError as error:
            yield error


def _line(text: str, name: str, start: int) -> int:
    """The line on which a field is written, at or after a line."""
    pattern = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    lines = text.split("\n")
    return next((n + 1 for n in range(start, len(lines)) if pattern.match(lines[n])), start + 1)


def _with_dates_as_text(value: Any) -> Any:
    """A value with dates as they are written."""
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: _with_dates_as_text(v) for k, v in value.items()}
    return [_with_dates_as_text(v) for v in value] if isinstance(value, list) else value
