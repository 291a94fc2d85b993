"""CSL-JSON items of other programs in the forms of the schema: dates, names, and the variables that stand in a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..csl.names import parse_name
from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from ..csl.wording import date_of, names_of, value_of, variable_named

_EXTRA = re.compile(r"^\s*(?:\{:)?(?P<name>[A-Za-z][A-Za-z_ -]{1,40}):[ \t]*(?P<value>[^}\n]+?)(?:\})?\s*$")


def plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with dates and names as the schema has them, where they are written otherwise: dates as text (EDTF) or
    as years, months and days (pandoc's older YAML), names as text, texts in lists of one."""
    out = dict(item)
    for variable in DATE_VARIABLES & out.keys():
        value = out[variable]
        if type(value) is dict and "date-parts" in value:
            continue
        if isinstance(value, Mapping) and set(value) == {"raw"}:
            value = str(value["raw"])
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            date = date_of(str(value))
            in_words = not date.start or (date.printed_as_written and not date.open)  # “late 1800s”
            out[variable] = {"literal": str(value)} if in_words else date.to_csl()
            if date.open:
                out[variable]["literal"] = date.in_print  # a range with one end
        elif isinstance(value, list) and value and all(isinstance(v, Mapping) and "year" in v for v in value):
            out[variable] = {"date-parts": [[v[k] for k in ("year", "month", "day") if k in v] for v in value[:2]]}
    for variable in NAME_VARIABLES & out.keys():
        value = out[variable]
        if type(value) is list and all(type(name) is dict for name in value):
            continue
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
