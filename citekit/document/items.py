"""CSL-JSON items of other programs in the forms of the schema: dates, names, and variables in a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from ..common.errors import ItemError
from ..csl.names import parse_name
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, RENAMED, TEXT_VARIABLES
from ..csl.wording import date_of, names_of, value_of, variable_named

_EXTRA = re.compile(r"^\s*(?:\{:)?(?P<name>[A-Za-z][A-Za-z_ -]{1,40}):[ \t]*(?P<value>[^}\n]+?)(?:\})?\s*$")


def in_schema_form(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with dates and names as the schema has them, where they are written otherwise: dates as text (EDTF) or
    as years, months and days (pandoc's older YAML), names as text, texts in lists of one."""
    out = dict(item)
    for name in _OTHER_NAMES.keys() & out.keys():  # as Zotero's and Mendeley's CSL-JSON have them
        if _OTHER_NAMES[name] not in out:
            out[_OTHER_NAMES[name]] = out.pop(name)
    item = out
    odd = [
        name
        for name, value in item.items()
        if (name in _NO_TEXTS if type(value) is str else name in _OF_A_FORM and not _in_form(name, value))
    ]
    if not odd:
        return out
    for variable in DATE_VARIABLES.intersection(odd):
        out[variable] = _plain_date(out[variable])
    for variable in NAME_VARIABLES.intersection(odd):
        value = out[variable]
        if isinstance(value, Mapping):
            out[variable] = [dict(value)]
        elif isinstance(value, str):
            out[variable] = names_of(value)
        elif isinstance(value, list) and any(isinstance(v, str) for v in value):
            out[variable] = [parse_name(v) if isinstance(v, str) else v for v in value]
    for variable in TEXT_VARIABLES.intersection(odd):
        value = out[variable]
        if type(value) is list and len(value) == 1 and isinstance(value[0], (str, int)):
            out[variable] = str(value[0])  # as Crossref's interface writes titles
    return out


def refuse_unreadable(item: Mapping[str, Any]) -> None:
    """Raises ItemError for names and dates that no style could print, so that the other items of a file still are."""
    for variable in item.keys() & NAME_VARIABLES:
        for name in item[variable] if isinstance(item[variable], list) else [item[variable]]:
            if not name or isinstance(name, str):
                continue
            if not isinstance(name, Mapping):
                raise ItemError(f"“{variable}” must be names, objects with “family” and “given” or “literal”")
            parts = [name.get(part) for part in ("family", "given", "literal")]
            if any(isinstance(part, (list, dict, bool)) for part in parts):
                raise ItemError(f"“{variable}” has a name whose parts are no text")
            if not any(parts) and any(name.values()):
                raise ItemError(
                    f"“{variable}” has a name without “family”, “given” or “literal”: {', '.join(map(str, name))}"
                )
    for variable in item.keys() & DATE_VARIABLES:
        if item[variable] is True:
            raise ItemError(f"“{variable}” must be a date, not true")


_OTHER_NAMES = {name: variable for name, variable in RENAMED.items() if name != variable}
_NO_TEXTS = DATE_VARIABLES | NAME_VARIABLES
_OF_A_FORM = _NO_TEXTS | TEXT_VARIABLES


def _in_form(name: str, value: Any) -> bool:
    """Whether the value of a variable has the schema's form already, as far as that is seen at once."""
    kind = type(value)
    if kind is dict:
        return name in DATE_VARIABLES and "date-parts" in value
    if kind is list:
        return name in NAME_VARIABLES and all(type(one) is dict for one in value)
    return name in TEXT_VARIABLES


def _plain_date(value: Any) -> Any:
    """A date of CSL-JSON from a text, or from years, months and days; anything else as it is."""
    if isinstance(value, Mapping) and set(value) == {"raw"}:
        value = str(value["raw"])
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        date = date_of(str(value))
        if not date.start or (date.printed_as_written and not date.open):  # “late 1800s”
            return {"literal": str(value)}
        converted: dict[str, Any] = date.to_csl()
        return {**converted, "literal": date.in_print} if date.open else converted  # a range with one end
    dates = [value] if isinstance(value, Mapping) else value
    if not (isinstance(dates, list) and dates and all(isinstance(one, Mapping) and "year" in one for one in dates)):
        return value
    others = {k: v for one in dates for k, v in one.items() if k in ("circa", "season", "literal", "raw")}
    return {"date-parts": [_date_parts(one) for one in dates[:2]], **others}


def _date_parts(date: Mapping[str, Any]) -> list[Any]:
    """Year, month and day as far as they go."""
    known = takewhile(lambda part: part not in (None, ""), (date.get(name) for name in ("year", "month", "day")))
    return [number_of(part) for part in known]


def number_of(part: Any) -> Any:
    """A part of a date as a number if it is one."""
    text = str(part).strip()
    return int(text) if text.lstrip("-").isdigit() and len(text) < 8 else text


def extract_extra(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with the variables that its note has as lines ``name: value``, as in Zotero's field Extra.

    Only lines that name a CSL variable which the item does not have are moved out of the note.
    """
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return item if type(item) is dict else dict(item)
    custom = item.get("custom")
    if isinstance(custom, Mapping) and "citekit" in custom:
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
        rest = "\n".join(kept).strip("\n")
        out.pop("note")
        if rest:
            out["note"] = rest
    return out
