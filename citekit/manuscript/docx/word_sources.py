"""The sources that Word keeps in a document for its own citations (ECMA-376 part 1, 22.6) as CSL-JSON."""

from __future__ import annotations

from typing import Any

from ...errors import ReadError
from ...tables import table
from .parts import WordPackage

_DATES = {"issued": ("Year", "Month", "Day"), "accessed": ("YearAccessed", "MonthAccessed", "DayAccessed")}
_MONTHS = "january february march april may june july august september october november december".split()


def word_sources(word: WordPackage) -> dict[str, dict[str, Any]]:
    """The sources by their tags; a part that cannot be read holds none."""
    found: dict[str, dict[str, Any]] = {}
    for name in word.package.names():
        if not (name.startswith("customXml/item") and name.endswith(".xml")) or "Props" in name:
            continue
        if b"bibliography" not in word.package.part(name)[:2000]:
            continue
        try:
            root = word.tree(name)
        except ReadError:
            continue
        for source in root:
            if _local(source) == "Source":
                tag, item = _item(source)
                found.setdefault(tag, item)
    return found


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _item(source: Any) -> tuple[str, dict[str, Any]]:
    data = table("word_sources")
    values = {_local(one): (one.text or "").strip() for one in source if len(one) == 0}
    item: dict[str, Any] = {
        "id": values.get("Tag", ""),
        "type": data["types"].get(values.get("SourceType", ""), "document"),
    }
    for name, variable in data["fields"].items():
        if values.get(name):
            item.setdefault(variable, values[name])
    for one in source:
        if _local(one) == "Author":
            for role in one:
                people = _people(role)
                if people and _local(role) in data["names"]:
                    item.setdefault(data["names"][_local(role)], people)
    for variable, names in _DATES.items():
        date = _date([values.get(name, "") for name in names])
        if date:
            item[variable] = date
    return item["id"], item


def _people(role: Any) -> list[dict[str, str]]:
    found = []
    for one in role.iter():
        if _local(one) == "Corporate" and one.text:
            found.append({"literal": one.text.strip()})
        elif _local(one) == "Person":
            parts = {_local(part): (part.text or "").strip() for part in one}
            given = " ".join(p for p in (parts.get("First", ""), parts.get("Middle", "")) if p)
            person = {"family": parts.get("Last", ""), "given": given}
            found.append({name: value for name, value in person.items() if value})
    return [one for one in found if one]


def _date(parts: list[str]) -> dict[str, Any] | None:
    """A date of numbers, or its wording where the year is none."""
    year, month, day = parts
    if not year:
        return None
    if not year.isdigit():
        return {"literal": " ".join(p for p in (day, month, year) if p)}
    listed = [int(year)]
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else 0
    if 1 <= number <= 12:
        listed.append(number)
        if day.isdigit() and 1 <= int(day) <= 31:
            listed.append(int(day))
    return {"date-parts": [listed]}
