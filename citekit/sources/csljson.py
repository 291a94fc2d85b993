"""CSL-JSON: one item or a list of them (CSL-JSON schema csl-data 1.0.2), with Zotero's variables in ``note``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ..common.errors import ItemError, NoRecordError, ReadError
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, RENAMED, TEXT_VARIABLES
from ..document.foreign import document_of
from ..document.items import extract_extra, in_schema_form, refuse_unreadable
from .base import Found
from .json_items import items_of_list
from .lines import lines_of
from .refused import refuse_json
from .xml import Content

# a thing with none of these is some other JSON
_TELLING = frozenset(
    "title author issued editor container-title archive archive_location reference genre note URL DOI ISBN".split()
)

_VARIABLES = NAME_VARIABLES | DATE_VARIABLES | TEXT_VARIABLES | NUMBER_VARIABLES | RENAMED.keys() | {"id", "custom"}


def detect(text: str, name: str) -> bool:
    """Whether the text is JSON: an object, a list of objects, or an object a line."""
    start = text.lstrip()[:200].lstrip("\ufeff")
    return (
        (name.endswith(".json") and start[:1] != "<")
        or (start[:1] == "{" and '"' in start)
        or (start[:1] == "[" and start[1:].lstrip()[:1] in ("{", "]"))
    )


def read(content: Content, where: str) -> Iterator[Found]:
    """The items of the file as documents. Raises ReadError naming the line; a bad item is an ItemError that names
    it.
    """
    if not isinstance(content, str):
        yield from _read_blocks(content, where)
        return
    try:
        data: Any = json.loads(content, parse_constant=_no_number, parse_float=_number)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in content[: error.pos]:
            yield from _read_lines(content, where)
            return
        raise ReadError(f"not valid JSON: {error.msg}", where=f"{where}, line {error.lineno}") from None
    except ReadError as error:
        raise error.at(where) from None
    except (RecursionError, ValueError):
        raise ReadError("the JSON is nested too deeply or has a number that is too long", where=where) from None
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        data = data["items"]
    if data == []:
        raise ReadError("the list is empty: it holds no items", where=where)
    if isinstance(data, dict):
        refuse_json(content, where)
    yield from read_items(data if isinstance(data, list) else [data], where)


def _read_blocks(blocks: Iterable[str], where: str) -> Iterator[Found]:
    """The items of a file that is too large to be held: a list of them, or JSON lines."""
    source = iter(blocks)
    first = next(source, "")
    line = first.lstrip("\ufeff \t\r\n").partition("\n")[0]
    if line.startswith("["):
        for n, (at, item) in enumerate(items_of_list(chain([first], source), _DECODER, where)):
            if not n and not _is_item(_shown(item)):
                raise _no_items([_shown(item)], f"{where}, line {at}")
            yield _document(_shown(item), where, f"line {at}")
        return
    if not (line.startswith("{") and line.rstrip().endswith("}")):
        raise ReadError(
            "the file is too large to be read at once (over 50 MB)",
            where=where,
            hint="write it as a list of items, or as JSON lines, an object a line",
        )
    yield from _read_lines(chain([first], source), where)


def _read_lines(content: Content, where: str) -> Iterator[Found]:
    """The items of JSON lines, one at a time; a line that is none is an error, and the others are read."""
    some = False
    for number, line in enumerate(lines_of(content), 1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            item = _shown(json.loads(line, parse_constant=_no_number, parse_float=_number))
        except ReadError as error:
            yield error.at(place)
            continue
        except (ValueError, RecursionError) as error:
            yield ReadError(f"not valid JSON: {_reason(error)}", where=place)
            continue
        if not some and not _is_item(item):
            raise _no_items([item], place)
        some = True
        yield _document(item, where, f"line {number}")


def _no_number(name: str) -> Any:
    raise ReadError(f"not valid JSON: {name} is no value of JSON", hint="leave the field out, or write null")


def _number(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ReadError(f"not valid JSON: {digits} is too large a number", hint="write it as text")
    return value


_DECODER = json.JSONDecoder(parse_constant=_no_number, parse_float=_number)


def _shown(item: Any) -> Any:
    """An item as it is, or the item in what ``citekit show --json`` and other commands print of a document."""
    if isinstance(item, dict) and isinstance(item.get("item"), dict) and "type" not in item:
        return item["item"]
    return item


def read_items(items: list[Any], where: str) -> Iterator[Found]:
    """Items of any CSL file as documents."""
    items = [_shown(item) for item in items]
    if not any(map(_is_item, items)):
        raise _no_items(items, f"{where}, item 1" if items else where)
    for n, item in enumerate(items, 1):
        yield _document(item, where, f"item {n}")


def read_line(line: bytes, place: str) -> Found:
    """The document of the item on a line of many, or what is wrong with it."""
    try:
        text = line.decode("utf-8", "surrogatepass").strip().removeprefix("\ufeff")
        item, end = _DECODER.raw_decode(text)
        if end < len(text):
            raise json.JSONDecodeError("Extra data", text, end)
    except ReadError as error:
        return error.at(place)
    except (ValueError, RecursionError) as error:
        return ReadError(f"not valid JSON: {_reason(error)}", where=place, hint="one item a line")
    return read_item(item, place)


def read_item(item: Any, place: str) -> Found:
    """The document of one item of many, or what is wrong with it."""
    shown = _shown(item)
    if not _is_item(shown):
        return _no_items([shown], f"{place}, item 1")
    return _document(shown, place, "item 1")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    return error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply, or a number is too long"


def _is_item(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    told = _TELLING & item.keys()
    if "type" not in item and told == {"title"} and item.keys() - _VARIABLES:
        return False  # {"title": "My settings", "theme": "dark"}
    if "type" not in item and told == {"title"} and not isinstance(item["title"], str):
        return False  # {"title": 5}: a number is the title of a work whose type is said, as 1984 is
    return bool(told or ("id" in item and "type" in item))


def _no_items(items: list[Any], place: str) -> NoRecordError:
    objects = items and isinstance(items[0], dict)
    return NoRecordError(
        "this JSON holds no CSL items" if objects else "this is not an object with CSL-JSON fields",
        where=place,
        hint="an item has a title, a date or an author under their CSL names; export as CSL JSON, BibTeX or RIS",
    )


def _document(item: Any, where: str, within: str) -> Found:
    """The document of an item, or the error that says what is wrong with it; ``within``: which of the file's it is."""
    try:
        if not isinstance(item, dict):
            raise ItemError("this is not an object with CSL-JSON fields")
        if len(item) < 3 and not item.keys() - {"id", "type"}:
            raise ItemError("the item is empty", hint="it needs a title at least")
        refuse_unreadable(item)
        return document_of(extract_extra(in_schema_form(item)), source=where)
    except (ItemError, ReadError) as error:
        return error.at(f"{where}, {within}")
    except RecursionError:
        return ItemError("the item is nested too deeply", where=f"{where}, {within}")
