"""Word's own sources (ECMA-376 part 1, 22.6): ``Sources.xml`` of a person, and what Word keeps in a document."""

from __future__ import annotations

from collections.abc import Iterator
from locale import windows_locale
from typing import Any

from ..archives.titles import kind_of
from ..common.errors import CitekitError, ReadError
from ..common.tables import table
from ..csl.labels import UNTITLED
from ..csl.names import parse_divided_name, undivided_name
from ..csl.others import OTHERS, says_others
from ..csl.word_sources import IN_ARCHIVE, IN_ELEMENT, lines_of_comment, own_identifier
from ..csl.wording import date_of, value_of, variable_named
from ..dates import MONTHS, HistoricalDate
from ..document.foreign import document_of
from ..document.people import names_of_people
from .base import Found
from .field_names import labelled
from .ris.notes import WHOLE_NAME, Labelled, mark_whole
from .standard_numbers import is_serial_number, standard_number
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
            source = _Source(record.element)
            if not set(source.item) - {"id", "type"}:
                raise ReadError("the source says nothing but its type", where=place)
            yield document_of(source.item, source=where, **source.fields)
        except CitekitError as error:
            yield error


def items_of(root: Any) -> Iterator[dict[str, Any]]:
    """The CSL items of a list of sources."""
    for element in children(root, "Source"):
        source = _Source(element)
        yield document_of(source.item, **source.fields).to_csl() if source.ours else source.plain_item()


class _Source:
    """A source as it is read: its CSL item, what has no variable in ``custom``, and ``fields`` of the document."""

    def __init__(self, source: Any) -> None:
        data = table("word_sources")
        values = {local_name(one): text_of(one) for one in children(source) if len(one) == 0}
        self.type = values.pop("SourceType", "")
        self.item: dict[str, Any] = {"id": values.pop("Tag", ""), "type": data["types"].get(self.type, "document")}
        self.ours = values.pop("Guid", "") == own_identifier(self.item["id"])
        self.custom: dict[str, Any] = {}
        self.fields: dict[str, Any] = {}
        self.whole_names: list[str] = []
        self.placed: dict[str, str] = {}  # element -> the variable that stands in it, by a line of ours
        if self.ours:
            self._own_lines(values)
        for variable, names in _DATES.items():
            date = _date([values.pop(name, "") for name in names])
            if date is not None:
                self.item.setdefault(variable, date)
        if language := _language(values.pop("LCID", "")):
            self.item["language"] = language
        if number := values.pop("StandardNumber", ""):
            self.item.setdefault(_standard_number(self.item["type"], number), number)
        self._elements(values)
        self._people(source)
        for name in self.whole_names:
            mark_whole(self.item, name)
        if self.custom:
            self.item["custom"] = self.custom

        if (sender := self.fields.get("sender")) and self.item.get("author") == names_of_people(sender):
            del self.item["author"]  # made of the sender, who stands by himself in the comments

    def plain_item(self) -> dict[str, Any]:
        """The item with its dates as CSL has them."""
        return {n: v.to_csl() if isinstance(v, HistoricalDate) else v for n, v in self.item.items()}

    def _own_lines(self, values: dict[str, str]) -> None:
        """What a source of ours says in its comments, and what elements hold that mean something else otherwise."""
        lines = Labelled(self.item, self.custom, "comments")
        pairs = [pair for pair in lines_of_comment(values.pop("Comments", "")) if any(pair)]
        labels = {label for label, _ in pairs}
        own = table("word_sources")["write"]["fields_of"].get(self.type, {})
        for label, value in pairs:
            if value.startswith(IN_ELEMENT) and value.removeprefix(IN_ELEMENT) in values:
                text = values.pop(value.removeprefix(IN_ELEMENT))
                self.item[label] = text
                for beside in IN_ARCHIVE[IN_ARCHIVE.index(label) + 1 :] if label in IN_ARCHIVE else ():
                    if beside not in labels and values.get(own.get(beside, "")):
                        self.item[beside] = values.pop(own[beside])
        letter = "letter" if ("type", "personal_communication") in pairs else ""
        titled = kind_of(values.get("Title", "")) if ("title", UNTITLED) not in pairs else ""
        stated = dict(pairs).get("Kind", "")
        if "genre" not in labels and values.get("Type") in (letter, stated, titled):
            values.pop("Type", None)  # the kind of the document, of which nobody has stated a genre
        self.placed = {value.removeprefix(IN_ELEMENT): label for label, value in pairs if value.startswith(IN_ELEMENT)}
        for label, value in pairs:
            if label == "type":
                self.item["type"] = value
            elif label == WHOLE_NAME:
                self.whole_names.append(value)
            elif label == "title":
                values.pop("Title", None)
                self.item |= {"title": value} if value != UNTITLED else {}
            elif label == "note" or (not value.startswith(IN_ELEMENT) and not lines.take_pair(label, value)):
                words = value if label in ("", "note") else f"{label}: {value}"
                self.item["note"] = "; ".join(filter(None, [self.item.get("note", ""), words]))
        self.fields = lines.fields
        location, collection = self.item.get("archive_location"), self.item.get("archive_collection")
        if location and collection:
            self.item["archive_location"] = location.removesuffix(f", {collection}")

    def _elements(self, values: dict[str, str]) -> None:
        data = table("word_sources")
        for name, variable in data["fields"].items():
            if value := values.pop(name, ""):
                if self.item.setdefault(variable, value) != value:
                    self.custom[labelled(name)] = value
        for name, value in values.items():
            if value and name not in data["of_word"]["fields"].split():
                variable = variable_named(name)
                if variable and variable not in self.item:
                    self.item[variable] = value_of(variable, value)
                else:
                    self.custom[labelled(name)] = value

    def _people(self, source: Any) -> None:
        data = table("word_sources")
        write = data["write"]["names_of"].get(self.type, {}) if self.ours else {}
        own = {element: role for role, element in write.items()} | self.placed
        for author in children(source, "Author"):
            for role in children(author):
                people = _people(role, self.ours)
                known = own.get(local_name(role)) or data["names"].get(local_name(role), "")
                if people and known and known not in self.item:
                    self.item[known] = people
                elif people:
                    self.custom[labelled(local_name(role))] = "; ".join(" ".join(p.values()) for p in people)


def _standard_number(kind: str, number: str) -> str:
    """The variable of a standard number: a report's is its own, unless it is that of a book."""
    if is_serial_number(kind, number):
        return "ISSN"
    return "number" if kind == "report" and not standard_number("ISBN", number)[1] else "ISBN"


def _language(identifier: str) -> str:
    """The tag of a language that Word has as one or as a number (MS-LCID); 0 is that of the document."""
    number = int(identifier) if identifier.isdecimal() and len(identifier) < 6 else 0
    return windows_locale.get(number, "").replace("_", "-") if identifier.isdecimal() else identifier


def _people(role: Any, ours: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for one in role.iter():
        if local_name(one) == "Corporate" and text_of(one):
            found.append({"literal": text_of(one)})
        elif local_name(one) == "Person":
            parts = {local_name(part): text_of(part) for part in children(one)}
            given = " ".join(p for p in (parts.get("First", ""), parts.get("Middle", "")) if p)
            found.append(_person(parts.get("Last", ""), given, ours))
    return [one for one in found if one]


def _person(last: str, given: str, ours: bool) -> dict[str, Any]:
    """A person; Word has no field for a suffix: “King, Jr.” is the last name. What has no given name is whole."""
    if not given and says_others(last):
        return dict(OTHERS)
    if ours and last and given:
        family, comma, suffix = last.partition(", ")
        return parse_divided_name(f"{family}, {given}{comma}{suffix}")
    if not (last and given):
        whole = last or given
        return {} if not whole else undivided_name(whole) if ours else {"family" if last else "literal": whole}
    family, _, suffix = last.partition(", ")
    return {"family": family, "given": given, **({"suffix": suffix} if suffix else {})}


def _date(parts: list[str]) -> HistoricalDate | None:
    """A date of numbers, or what a year that is none says (``circa 1965``)."""
    year, month, day = parts
    if not year:
        return None
    if not year.isdecimal():
        return date_of(" ".join(p for p in (day, month, year) if p))
    listed = [int(year)]
    name = month.title()
    number = int(month) if month.isdecimal() else MONTHS.index(name) if name in MONTHS else 0
    if 1 <= number <= 12:
        listed.append(number)
        if day.isdecimal() and 1 <= int(day) <= 31:
            listed.append(int(day))
    return HistoricalDate.from_csl({"date-parts": [listed]})
