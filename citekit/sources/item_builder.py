"""The CSL-JSON item of a foreign record, filled field by field; what an item cannot hold becomes a labelled note.

Nothing is lost: a further value of a variable, and whatever has no variable, is a line ``Label: value`` of the note.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..common.errors import ReadError
from ..csl.languages import language_tag
from ..csl.names import parse_person
from ..dates import HistoricalDate
from ..document.foreign import document_of
from ..document.model import Document
from .record_dates import record_date
from .standard_numbers import qualifier, several, standard_number

_SAYS_NOTHING = frozenset({"type", "id", "language", "PMID", "PMCID", "genre", "source"})


class ItemBuilder:
    """A CSL-JSON item that is being filled. ``item`` holds what is there; ``document`` makes the Document of it."""

    def __init__(self, csl_type: str = "document") -> None:
        self.item: dict[str, Any] = {"type": csl_type}
        self._keywords: dict[str, None] = {}
        self._notes: dict[str, None] = {}
        self._custom: dict[str, Any] = {}
        self._suggested: list[tuple[str, str, str]] = []

    def put(self, variable: str, value: str, label: str = "") -> None:
        """Set a variable that is not set; another value is kept as a note with the label (or the variable's name)."""
        value = value.strip()
        if not value:
            return
        value = language_tag(value) if variable == "language" else value
        known = self.item.setdefault(variable, value)
        if known != value:
            self.note(value, label or f"Other {variable.replace('_', '-').replace('-', ' ')}")

    def put_identifier(self, variable: str, value: str, label: str = "") -> None:
        """A standard number or address: known by what it is where no variable is given, a further one joined.

        Further ISBNs and ISSNs stand after the first, as in the field of a reference manager.
        """
        for text in several(variable, value):
            self._put_identifier(variable, text, label)

    def _put_identifier(self, variable: str, value: str, label: str) -> None:
        found, number = standard_number(variable, value)
        if not number:
            self.note(value, label or "Identifier")
        elif found in ("ISBN", "ISSN") and self.item.get(found):
            known = str(self.item[found]).split(" ")
            if number not in known:
                self.item[found] = " ".join([*known, number])
        elif found == "URL" and self.item.get("URL") not in (None, number):
            self.keep("links", [number])
        else:
            self.put(found, number, label)
        if number and found in ("ISBN", "ISSN"):
            self.note(value if qualifier(value, number) else "", found + " as stated")

    def suggest(self, variable: str, value: str, label: str) -> None:
        """A value for a variable that the record states nowhere else by its end; otherwise a note with the label."""
        if value.strip():
            self._suggested.append((variable, value.strip(), label))

    def put_date(self, variable: str, date: HistoricalDate | str, label: str = "") -> None:
        """Set a date variable (``issued`` and ``accessed`` keep the source's wording); another date becomes a note.

        Text is read as cataloguers write dates (``record_date``).
        """
        if isinstance(date, str):
            date, wording = record_date(date)
            self.note(wording, "Date in the record")
        if not date.text.strip():
            return
        known = self.item.get(variable)
        if known is None:
            self.item[variable] = date if variable in ("issued", "accessed") else date.to_csl()
        elif known not in (date, date.to_csl()):
            self.note(date.text, label or f"Other {variable} date")

    def add_name(self, role: str, name: dict[str, Any]) -> None:
        """Add a name to a role, in the order of the record; the same name in the same role only once."""
        if any(name.values()):
            names = self.item.setdefault(role, [])
            if name not in names:
                names.append(name)

    def add_keywords(self, keywords: Iterable[str]) -> None:
        """Add subjects or tags, in the order of the record, each once."""
        self._keywords.update(dict.fromkeys(k for word in keywords if (k := " ".join(word.split()))))

    def note(self, text: str, label: str = "") -> None:
        """Add a note; with a label where the text alone does not say what it is."""
        if text := text.strip():
            self._notes[f"{label}: {text}" if label else text] = None

    def keep(self, name: str, value: Any) -> None:
        """Keep under ``custom`` what is no text for readers: rights, links, files."""
        if isinstance(value, list):
            former = self._custom.get(name, [])
            value = [*former, *(v for v in value if v not in former)]
        if value:
            self._custom[name] = value

    def contents(self) -> dict[str, Any]:
        """All that it holds so far."""
        said = (self.item.get("note"), *self._notes, *self._keywords, *self._suggested)
        return {**self.item, "custom": self._custom, "note": said}

    def document(self, where: str, place: str = "", **fields: Any) -> Document:
        """The Document. ``where`` is the file, ``place`` the record for errors, ``fields`` are further Document fields.

        Raises ReadError for a record that says nothing.
        """
        for variable, value, label in self._suggested:
            if not self.item.get(variable):
                self.item[variable] = value
            elif self.item[variable] != value:
                self.note(value, label)
        if self._keywords:
            self.item["keyword"] = "; ".join(self._keywords)
        if self._notes:
            self.item["note"] = "\n".join(filter(None, [self.item.get("note", ""), *self._notes]))
        if self._custom:
            self.item["custom"] = self._custom
        item = {k: v for k, v in self.item.items() if v not in ("", [], None)}
        if item.keys() <= _SAYS_NOTHING:
            raise ReadError("the record says nothing that can be cited", where=place or where)
        return document_of(item, **fields).changed(source=where)


def person(family: str, given: str = "", suffix: str = "") -> dict[str, Any]:
    """The name of a person whose parts are known; a name of one part is whole."""
    family, given, suffix = (" ".join(part.split()) for part in (family, given, suffix))
    if not suffix and family and "," not in family and given.count(", ") == 1:  # “Martin Luther, Jr.”, as Zotero has it
        read = parse_person(f"{family}, {given}")
        if read.get("suffix") and read.get("given"):
            return read
    if not family or not given:
        return {"literal": f"{family or given}, {suffix}" if suffix else family or given}
    name = parse_person(f"{family}, {given}") if "," not in family + given else {"family": family, "given": given}
    return {**name, "suffix": suffix} if suffix else name


def institution(name: str) -> dict[str, Any]:
    """The name of an institution: it stays whole."""
    return {"literal": " ".join(name.split())}
