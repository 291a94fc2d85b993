"""CSL-JSON: one item or a list of them (CSL-JSON schema csl-data 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..csl.mapping import from_csl
from ..document import Document
from ..errors import ItemError, ReadError


def detect(text: str, name: str) -> bool:
    """Whether the text is JSON: an object, or a list of objects."""
    start = text.lstrip()[:200].lstrip("\ufeff")
    return name.endswith(".json") or (start[:1] == "{" and '"' in start) or (start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "]"))


def read(text: str, where: str) -> Iterator[Document]:
    """The items of the file as documents. Raises ReadError naming the line, ItemError naming the item."""
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"not valid JSON: {error.msg}", where=f"{where}, line {error.lineno}") from None
    except RecursionError:
        raise ReadError("the JSON is nested too deeply", where=where) from None
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = data["items"]
    for n, item in enumerate(data if isinstance(data, list) else [data], 1):
        try:
            if not isinstance(item, dict):
                raise ItemError("this is not an object with CSL-JSON fields")
            yield replace(from_csl(item), source=where)
        except ItemError as error:
            raise error.at(f"{where}, item {n}") from None
