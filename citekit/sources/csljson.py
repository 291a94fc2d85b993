"""CSL-JSON: one item or a list of them (CSL-JSON schema csl-data 1.0.2), with Zotero's variables in ``note``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..document.foreign import document_of
from ..document.items import lifted, plain
from ..errors import ItemError, NoRecordError, ReadError
from .base import Found
from .refused import refuse_json

# a thing with none of these is some other JSON
_TELLING = frozenset(
    "title author issued editor container-title archive archive_location reference genre note URL DOI ISBN".split()
)


def detect(text: str, name: str) -> bool:
    """Whether the text is JSON: an object, a list of objects, or an object a line."""
    start = text.lstrip()[:200].lstrip("\ufeff")
    return (
        name.endswith(".json")
        or (start[:1] == "{" and '"' in start)
        or (start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "]"))
    )


def read(text: str, where: str) -> Iterator[Found]:
    """The items of the file as documents. Raises ReadError naming the line; a bad item is an ItemError that names
    it.
    """
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        data = _json_lines(text) if error.msg == "Extra data" else None
        if data is None:
            raise ReadError(f"not valid JSON: {error.msg}", where=f"{where}, line {error.lineno}") from None
    except (RecursionError, ValueError):
        raise ReadError("the JSON is nested too deeply or has a number that is too long", where=where) from None
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = data["items"]
    if data == []:
        raise ReadError("the list is empty: it holds no items", where=where)
    if isinstance(data, dict):
        refuse_json(text, where)
    yield from read_items(data if isinstance(data, list) else [data], where)


def _json_lines(text: str) -> list[Any] | None:
    """The values of JSON lines, or None for anything else."""
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except json.JSONDecodeError:
        return None


def _shown(item: Any) -> Any:
    """An item as it is, or the item in what ``citekit show --json`` and other commands print of a document."""
    if isinstance(item, dict) and isinstance(item.get("item"), dict) and "type" not in item:
        return item["item"]
    return item


def read_items(items: list[Any], where: str) -> Iterator[Found]:
    """Items of any CSL file as documents."""
    items = [_shown(item) for item in items]
    if not any(
        isinstance(item, dict) and (_TELLING & item.keys() or ("id" in item and "type" in item)) for item in items
    ):
        raise NoRecordError(
            (
                "this JSON holds no CSL items"
                if items and isinstance(items[0], dict)
                else "this is not an object with CSL-JSON fields"
            ),
            where=f"{where}, item 1" if items else where,
            hint="an item has a title, a date or an author under their CSL names; export as CSL JSON, BibTeX or RIS",
        )
    for n, item in enumerate(items, 1):
        try:
            if not isinstance(item, dict):
                raise ItemError("this is not an object with CSL-JSON fields")
            if not set(item) - {"id", "type"}:
                raise ItemError("the item is empty", hint="it needs a title at least")
            yield document_of(lifted(plain(item)), source=where)
        except (ItemError, ReadError) as error:
            yield error.at(f"{where}, item {n}")
        except RecursionError:
            yield ItemError("the item is nested too deeply", where=f"{where}, item {n}")
