"""Word's own sources (ECMA-376 part 1, 22.6): ``Sources.xml`` of a person, and what Word keeps in a document."""

from __future__ import annotations

from collections.abc import Iterator
from locale import windows_locale
from typing import Any

from ..common.errors import CitekitError, ReadError
from ..common.tables import table
from ..csl.others import OTHERS, says_others
from ..csl.wording import value_of, variable_named
from ..dates import MONTHS
from ..document.foreign import document_of
from .base import Found
from .field_names import labelled
from .standard_numbers import is_serial_number
from .xml import children, line_of, local_name, records, root_of, text_of

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
_DATES = {"issued": ("Year", "Month", "Day"), "accessed": ("YearAccessed", "MonthAccessed", "DayAccessed")}


def detect(text: str, name: str) -> bool:
    """Whether the text is a list of Word's sources."""
    root = root_of(text)
    return root is not None and root.name == "Sources" and root.has(_NAMESPACE)


def read(text: str, where: str) -> Iterator[Found]:
    """One document a source."""
    for record in records(text, where, ("Source",)):
        if isinstance(record, ReadError):
            yield record
            continue
        place = f"{where}, line {line_of(record.element, record.line)}"
        try:
            item = item_of(record.element)
            if not set(item) - {"id", "type"}:
                raise ReadError("the source says nothing but its type", where=place)
            yield document_of(item, source=where)
        except CitekitError as error:
            yield error


def items_of(root: Any) -> Iterator[dict[str, Any]]:
    """The CSL items of a list of sources."""
    yield from map(item_of, children(root, "Source"))


def item_of(source: Any) -> dict[str, Any]:
    """The CSL item of a source; what has no variable stands in ``custom``."""
    data = table("word_sources")
    values = {local_name(one): text_of(one) for one in children(source) if len(one) == 0}
    item: dict[str, Any] = {
        "id": values.pop("Tag", ""),
        "type": data["types"].get(values.pop("SourceType", ""), "document"),
    }
    for variable, names in _DATES.items():
        date = _date([values.pop(name, "") for name in names])
        if date:
            item[variable] = date
    custom = {}
    if language := _language(values.pop("LCID", "")):
        item["language"] = language
    if is_serial_number(item["type"], values.get("StandardNumber", "")):
        item["ISSN"] = values.pop("StandardNumber")
    for name, variable in data["fields"].items():
        if value := values.pop(name, ""):
            if item.setdefault(variable, value) != value:
                custom[labelled(name)] = value
    for author in children(source, "Author"):
        for role in children(author):
            people = _people(role)
            known = data["names"].get(local_name(role), "")
            if people and known and known not in item:
                item[known] = people
            elif people:
                custom[labelled(local_name(role))] = "; ".join(" ".join(p.values()) for p in people)
    for name, value in values.items():
        if value and name not in data["of_word"]["fields"].split():
            variable = variable_named(name)
            if variable and variable not in item:
                item[variable] = value_of(variable, value)
            else:
                custom[labelled(name)] = value
    if custom:
        item["custom"] = custom
    return item


def _language(identifier: str) -> str:
    """The tag of a language that Word has as one or as a number (MS-LCID); 0 is that of the document."""
    number = int(identifier) if identifier.isdecimal() and len(identifier) < 6 else 0
    return windows_locale.get(number, "").replace("_", "-") if identifier.isdecimal() else identifier


def _people(role: Any) -> list[dict[str, str]]:
    found = []
    for one in role.iter():
        if local_name(one) == "Corporate" and text_of(one):
            found.append({"literal": text_of(one)})
        elif local_name(one) == "Person":
            parts = {local_name(part): text_of(part) for part in children(one)}
            given = " ".join(p for p in (parts.get("First", ""), parts.get("Middle", "")) if p)
            family = parts.get("Last", "")
            name, _, suffix = family.partition(", ")  # Word has no field for it: “King, Jr.” is the last name
            divided = {"family": name, "given": given, "suffix": suffix}
            person = divided if family and given else {"family": family} if family else {"literal": given}
            if not given and says_others(family):
                person = dict(OTHERS)
            found.append({name: value for name, value in person.items() if value})
    return [one for one in found if one]


def _date(parts: list[str]) -> dict[str, Any] | None:
    """A date of numbers, or its wording where the year is none."""
    year, month, day = parts
    if not year:
        return None
    if not year.isdecimal():
        return {"literal": " ".join(p for p in (day, month, year) if p)}
    listed = [int(year)]
    name = month.title()
    number = int(month) if month.isdecimal() else MONTHS.index(name) if name in MONTHS else 0
    if 1 <= number <= 12:
        listed.append(number)
        if day.isdecimal() and 1 <= int(day) <= 31:
            listed.append(int(day))
    return {"date-parts": [listed]}
