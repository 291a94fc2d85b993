"""CSL-JSON: one item or a list of them (CSL-JSON schema csl-data 1.0.2), with Zotero's variables in ``note``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..csl.names import parse_name
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from ..csl.wording import date_of, names_of, value_of, variable_named
from ..document.foreign import document_of
from ..errors import ItemError, NoRecordError, ReadError
from .base import Found
from .refused import refuse_json

_EXTRA = re.compile(r"^\s*(?:\{:)?(?P<name>[A-Za-z][A-Za-z_ -]{1,40}):[ \t]*(?P<value>[^}\n]+?)(?:\})?\s*$")


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
        data: Any = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        data = _json_lines(text) if error.msg == "Extra data" else None
        if data is None:
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
        refuse_json(text, where)
    yield from read_items(data if isinstance(data, list) else [data], where)


def _no_number(name: str) -> Any:
    raise ReadError(f"not valid JSON: {name} is no value of JSON", hint="leave the field out, or write null")


def _json_lines(text: str) -> list[Any] | None:
    """The values of JSON lines, or None for anything else."""
    try:
        return [json.loads(line, parse_constant=_no_number) for line in text.split("\n") if line.strip()]
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


def plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with dates and names as the schema has them, where they are written otherwise: dates as text (EDTF) or
    as years, months and days (pandoc's older YAML), names as text, texts in lists of one."""
    out = dict(item)
    for variable in DATE_VARIABLES & out.keys():
        value = out[variable]
        if isinstance(value, Mapping) and set(value) == {"raw"}:
            value = str(value["raw"])
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            date = date_of(str(value))
            out[variable] = date.to_csl() if date.start else {"literal": str(value)}
        elif isinstance(value, list) and value and all(isinstance(v, Mapping) and "year" in v for v in value):
            out[variable] = {"date-parts": [[v[k] for k in ("year", "month", "day") if k in v] for v in value[:2]]}
    for variable in NAME_VARIABLES & out.keys():
        value = out[variable]
        if isinstance(value, Mapping):
            out[variable] = [dict(value)]
        elif isinstance(value, str):
            out[variable] = names_of(value)
        elif isinstance(value, list) and any(isinstance(v, str) for v in value):
            out[variable] = [parse_name(v) if isinstance(v, str) else v for v in value]
    for variable in [name for name, value in out.items() if type(value) is list and name in TEXT_VARIABLES]:
        if len(out[variable]) == 1 and isinstance(
            out[variable][0], (str, int)
        ):  # as Crossref's interface writes titles
            out[variable] = str(out[variable][0])
    return out


def lifted(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with the variables that stand as ``name: value`` lines in its note, as Zotero's field Extra has them.

    Only lines that name a CSL variable which the item does not have are taken out of the note.
    """
    note = item.get("note")
    custom = item.get("custom")
    if not isinstance(note, str) or ":" not in note or (isinstance(custom, Mapping) and "citekit" in custom):
        return dict(item)
    out, kept = dict(item), []
    for line in note.split("\n"):
        match = _EXTRA.match(line) if len(line) < 5000 else None
        variable = variable_named(match["name"]) if match is not None else ""
        if match is None or not variable or variable in out or variable in ("title", "id"):
            kept.append(line)
        else:
            out[variable] = value_of(variable, match["value"].replace(" || ", ", "))
    if len(kept) < note.count("\n") + 1:
        left = "\n".join(kept).strip("\n")
        out.pop("note")
        if left:
            out["note"] = left
    return out
