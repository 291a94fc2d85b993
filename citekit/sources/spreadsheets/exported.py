"""Tables that citekit exports (data/tables.toml), with all columns or some: each cell in its field again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...common.errors import CitekitError, ReadError
from ...common.tables import table
from ...csl.labels import divided, is_custom, name_of, value_in, variable_in
from ...csl.variables import NAME_VARIABLES, TEXT_VARIABLES
from ...csl.wording import date_of, names_of, variable_named
from ...document.extra import extra_of
from ...document.item import to_csl
from ...document.model import Document
from ..base import Found
from ..forms.form import document, means_field
from .columns import Columns

_ESCAPED = re.compile(r"'+[=+\-@\uff1d\uff0b\uff0d\uff20]")
_OWN = ("archive", "archive_location", "issued", "accessed", "note", "abstract", "URL")
RECORD_NUMBER = "record number"  # a line of ``other``, where the column would be read as a number of the document's own
_FORMS = {"online-archive": "online archive", "original-language": "original language"}


def detect(headings: Sequence[str]) -> bool:
    """Whether the headings are all those that citekit writes."""
    return tuple(headings) == tuple(table("tables")["columns"].split())


def read(columns: Columns, rows: Iterable[tuple[int, Sequence[str]] | ReadError], where: str) -> Iterator[Found]:
    """The documents of the rows."""
    for row in rows:
        if isinstance(row, ReadError):
            yield row.at(where)
            continue
        place = f"{where}, row {row[0]}"
        try:
            yield _document(dict(zip(columns.headings, row[1])), where, place).changed(source=where)
        except CitekitError as error:
            yield error if error.where else error.at(place)


def _document(cells: dict[str, str], where: str, place: str) -> Document:
    said = {name: cell[1:] if _ESCAPED.match(cell) else cell for name, cell in cells.items() if cell.strip()}
    others = _Others(said.pop("other", ""), dated="date" in said)
    fields, beside = others.fields, others.beside
    note, number = said.pop("note", ""), said.pop("number", "")
    for name in [
        name for name, cell in said.items() if "\n" in cell and name in TEXT_VARIABLES.difference(_OWN, ("title",))
    ]:
        beside[name] = said.pop(name)  # with its lines, which a form's field has not
    for name, cell in said.items():
        fields[_FORMS.get(name, name)] = (
            names_of(cell) if name in NAME_VARIABLES else cell.split("; ") if name == "contents" else cell
        )
    made = document(fields, place, lambda name: 0)
    if others.record_number or (number and "number" not in beside and (made.host or made.references)):
        made = made.changed(number=others.record_number or number)
    elif number:
        beside.setdefault("number", number)
    made = made.changed(**{name: said[name] for name in ("title", "summary") if "\n" in said.get(name, "")})
    return _with_beside(made, said, note, others)


class _Others:
    """What the column ``other`` says, a line each: form fields, variables ``beside`` them, and custom values."""

    def __init__(self, cell: str, dated: bool) -> None:
        self.fields: dict[str, Any] = {}
        self.custom: dict[str, Any] = {}
        self.beside: dict[str, Any] = {}  # variables by whose names forms call something else
        self.record_number = self.unread = ""
        for line in cell.split("\n"):
            name, value = divided(line)
            variable = "" if is_custom(name) else variable_named(name)
            if variable == "issued" and not dated:
                self.beside["issued"] = value
            elif variable == "number" or (variable and means_field(name) and variable not in _OWN):
                self.beside[variable] = variable_in(variable, value)
            elif variable:
                text = variable_in(variable, value)
                of_lines = isinstance(text, str) and "\n" in text
                (self.beside if of_lines else self.fields)[variable] = text if isinstance(text, str) else value
            elif name == RECORD_NUMBER:
                self.record_number = value
            elif name == "unread":
                self.unread = value
            elif name:
                self.custom[name_of(name)] = value_in(name_of(name), value)


def _with_beside(made: Document, said: dict[str, str], note: str, others: _Others) -> Document:
    """A document with what its form has no field for: variables, a note, a type and custom values."""
    stated = {"kind": said.get("kind", ""), "sender": said.get("from", ""), "recipient": said.get("to", "")}
    made = made.changed(**stated)
    beside, custom, unread = others.beside, others.custom, others.unread
    if "issued" in beside:
        made = made.changed(date=date_of(beside.pop("issued")))
    extra = {**extra_of(made), **beside}
    if note:
        extra["note"] = note
    if said.get("type") and to_csl(made)["type"] != said["type"]:
        extra["type"] = said["type"]
    if custom:
        extra["custom"] = {**dict(extra.get("custom") or {}), **custom}
    return made.changed(extra=extra, unread=made.unread or ((unread,) if unread else ()))
