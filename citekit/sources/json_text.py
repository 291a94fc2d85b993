"""JSON of programs and web services: parsed within bounds, and looked into without trusting what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..common.errors import ReadError


def parsed(text: str, where: str) -> Any:
    """The value of a JSON text. Raises ReadError that names the line of what is wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text[: error.pos]:
            return _lines(text, where)
        raise ReadError(f"not valid JSON: {error.msg}", where=f"{where}, line {error.lineno}") from None
    except (RecursionError, ValueError):
        raise ReadError("the JSON is nested too deeply or has a number that is too long", where=where) from None


def _lines(text: str, where: str) -> list[Any]:
    """The values of JSON lines."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            found += [json.loads(line)] if line.strip() else []
        except (ValueError, RecursionError):
            raise ReadError("not valid JSON on this line", where=f"{where}, line {number}") from None
    return found


def is_object(text: str) -> bool:
    """Whether a text begins as a JSON object does, or a list of them."""
    start = text[:2000].lstrip("\ufeff \t\r\n[")
    return start.startswith("{")


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of a list, or the one object that stands in its place."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, Mapping)]


def at(value: Any, *names: str) -> Any:
    """What stands at a path of names, or None."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def texts(value: Any, *within: str) -> Iterator[str]:
    """The texts and numbers of a value, of a list of them, or of objects that have them under the first of ``within``
    that is there (``@value`` and the like, where none is named).
    """
    names = within or ("@value", "value", "name", "label", "title", "prefLabel", "def", "@id")
    stack: list[Any] = [value]
    for _ in range(10_000):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, Mapping):
            found = next((one[name] for name in names if one.get(name) not in (None, "", [], {})), None)
            stack.append(found)
        elif isinstance(one, (str, int, float)) and not isinstance(one, bool) and str(one).strip():
            yield str(one).strip()


def text_of(value: Any, *within: str) -> str:
    """The first text of a value, or an empty string."""
    return next(texts(value, *within), "")
