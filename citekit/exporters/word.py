"""Word's own bibliography, ``Sources.xml`` (ECMA-376 part 1, 22.6.2; data/word_sources.toml), which Word opens under
References, Manage Sources, Browse.

Word has no fields for archives: of an unpublished document the publication is the reference, the publisher the
archive.  What has no element is a line of the comments; an element holds 255 characters, and what is cut is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..archives.titles import kind_of
from ..common.tables import table
from ..csl.labels import UNTITLED
from ..csl.leftovers import leftovers
from ..csl.names import full_name, is_institution, parts_joined
from ..csl.others import ET_AL, is_others
from ..csl.variables import NAME_VARIABLES
from ..csl.word_sources import IN_ARCHIVE, IN_ELEMENT, comment_of, own_identifier, read_as
from ..csl.wording import lines_of, one_line, wording
from ..dates import MONTHS, HistoricalDate
from ..document.correspondence import credited, sender_is_author, type_in_managers
from ..document.extra import extra_of
from ..document.item import stated_access, stated_date, title_or_description, to_csl
from ..document.model import Document
from ..document.people import names_of_people
from ..document.wording import in_source_wording
from .options import ExportOptions
from .ris import whole_names
from .xml import ascii_only, element, enclosed, has_markup, unmarked
from .zotero import labels

_IDENTIFIERS = ("DOI", "URL", "ISBN", "ISSN")  # which have no markup
LONGEST = 255  # characters of an element (ST_String255)
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<b:Sources '
    'xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" SelectedStyle="">\n'
)
_CORPORATE = ("Author", "Performer")  # roles that may be an institution (CT_NameOrCorporateType)


def heading(options: ExportOptions) -> str:
    """What a file begins with."""
    return _OPENING


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A list of sources, one a document."""

    def text_of(doc: Document) -> str:
        text = _Source(doc, options).text()
        return ascii_only(text) if options.ascii else text

    return enclosed(map(text_of, docs), _OPENING, "</b:Sources>\n")


class _Source:
    """One source as it is made."""

    def __init__(self, doc: Document, options: ExportOptions) -> None:
        doc = in_source_wording(doc)
        self.doc, self.options, self.item = doc, options, to_csl(doc)
        kind = type_in_managers(doc)
        self.type = table("word_sources")["write"]["types"].get(kind, "Misc")
        archival = bool(self.item.get("archive") or self.item.get("archive_location"))
        if archival and self.type in ("Report", "ConferenceProceedings") and not self.item.get("publisher"):
            self.type = "Misc"  # a report has no place for an archive in Word
        self.kind = kind
        self.elements: dict[str, str] = {}
        self.placed: dict[str, str] = {}  # what stands in an element that means something else to Word
        self.taken = {"id", "type", "title", "issued", "accessed", "custom", "note"}
        for role, people in credited(doc.contributors).items():
            if role == "translator" and role not in extra_of(doc):
                self.item[role] = people
            else:
                self.item.setdefault(role, people)
        if sender_is_author(doc):
            self.item.setdefault("author", names_of_people(doc.sender))

    def text(self) -> str:
        """The source; the schema lets its elements stand in any order."""
        if has_markup(v for k, v in self.item.items() if k not in ("note", *_IDENTIFIERS)):
            self.options.say("Word has no italics and the like in its sources: they are left out")
        self._put("Tag", self.item["id"])
        self._put("SourceType", self.type)
        self._put("Guid", own_identifier(str(self.item["id"])))
        self._put("Title", unmarked(title_or_description(self.doc, self.item)))
        self._fields()
        self._dates()
        authors = self._authors()
        self._put("Comments", self._comments())
        parts = [element(f"b:{name}", value, indent=2) for name, value in self.elements.items()]
        return element("b:Source", parts[:3] + [authors] + parts[3:], indent=1)

    def _put(self, name: str, value: Any) -> bool:
        """An element, unless there is one of its name; what is longer than Word allows is cut, and said."""
        text = one_line(value) if value not in (None, "", []) else ""
        if not text or name in self.elements:
            return not text
        self.elements[name] = self._short(name, text)
        return True

    def _short(self, name: str, text: str) -> str:
        """A text as long as Word allows; a cut is reported."""
        if len(text) <= LONGEST:
            return text
        self.options.say(f"Word's sources hold {LONGEST} characters an element: {name} of “{self.item['id']}” is cut")
        return text[: LONGEST - 1].rstrip() + "…"

    def _fields(self) -> None:
        write = table("word_sources")["write"]
        rows = {**write["fields"], **write["fields_of"].get(self.type, {})}
        own = write["fields_of"].get(self.type, {})
        for variable, name in sorted(rows.items(), key=lambda pair: pair[0] not in own):
            value = self.item.get(variable)
            if (
                value in (None, "", [])
                or not name
                or (variable == "publisher-place" and self._archive_has("Publisher"))
            ):
                continue
            words = wording(variable, value)
            words = one_line(words) if variable in _IDENTIFIERS else unmarked(words)
            if variable == "archive_location" and self.item.get("archive_collection"):
                words = f"{words}, {unmarked(self.item['archive_collection'])}"
                if name not in self.elements:
                    self.taken.add("archive_collection")
            if self._put(name, words):
                self.taken.add(variable)
                self._note_place(variable, name)
        if not self.item.get("genre"):
            self._put("Type", self.doc.kind)

    def _note_place(self, variable: str, name: str) -> None:
        """Remember an element that means something else to Word; that of the archive says it of those with it."""
        if variable in IN_ARCHIVE and any(other in self.placed for other in IN_ARCHIVE):
            return
        if name != "StandardNumber" and read_as(name) != variable:
            self.placed[variable] = name

    def _archive_has(self, name: str) -> bool:
        """Whether the archive stands in an element that has publishers otherwise."""
        return self.placed.get("archive") == name

    def _dates(self) -> None:
        """Year, month and day; what is more than these stands in the year, which Word prints as it is."""
        date = stated_date(self.doc)
        if date is not None:
            self._parts(date, "Year", "Month", "Day")
        if (accessed := stated_access(self.doc)) is not None:
            self._parts(accessed, "YearAccessed", "MonthAccessed", "DayAccessed")

    def _parts(self, date: HistoricalDate, *names: str) -> None:
        special = date.end or date.season or date.circa or date.uncertain or date.open or date.printed_as_written
        if special or not date.start or date.start[0] < 1:
            self._put(names[0], date.text)
            return
        shown = [str(date.start[0]), *(MONTHS[n] for n in date.start[1:2]), *map(str, date.start[2:])]
        for name, value in zip(names, shown):
            self._put(name, value)

    def _authors(self) -> str:
        """The people by their roles (CT_AuthorType); a role that Word does not have is a line of the comments."""
        write = table("word_sources")["write"]
        roles = {**write["names"], **write["names_of"].get(self.type, {})}
        found: dict[str, str] = {}
        for role, people in self.item.items():
            name = roles.get(role, "")
            if role in NAME_VARIABLES and isinstance(people, list) and name and name not in found:
                found[name] = self._people(name, people)
                self.taken.add(role)
                if write["names_of"].get(self.type, {}).get("author") == name and role != "author":
                    self.placed[role] = name
        return element("b:Author", list(found.values()), indent=2)

    def _people(self, role: str, people: list[Any]) -> str:
        whole = [_whole(one) for one in people]
        if role in _CORPORATE and len(people) == 1 and whole[0] and is_institution(whole[0]):
            inner = element("b:Corporate", self._short(role, whole[0]), indent=4)
        else:
            inner = element("b:NameList", [self._person(role, one) for one in people], indent=4)
        return element(f"b:{role}", [inner] if inner else [], indent=3)

    def _person(self, role: str, name: Any) -> str:
        """A person (CT_PersonType): last, first and middle names; a name that is whole is a last name."""
        if whole := _whole(name):
            parts = [("b:Last", whole)]
        else:
            family = parts_joined(name, "non-dropping-particle", "family")
            given = parts_joined(name, "given", "dropping-particle")
            last = f"{family}, {name['suffix']}" if name.get("suffix") else family
            first, _, middle = given.partition(" ")
            parts = [("b:Last", last), ("b:First", first), ("b:Middle", middle)]
        return element("b:Person", [element(n, self._short(role, text), indent=6) for n, text in parts], indent=5)

    def _comments(self) -> str:
        """What Word has no element for, ``name: value`` each, then notes.

        What stands in an element that usually has something else (the archive in ``Publisher``) is named first.
        """
        doc, item = self.doc, self.item
        if doc.number and str(item.get("number")) == doc.number:
            self.taken.add("number")
        said = [] if item["type"] == self._read() else [("type", item["type"])]
        if not doc.title and "Title" in self.elements:
            said.append(("title", UNTITLED))
        said += [(variable, IN_ELEMENT + name) for variable, name in self.placed.items()]
        if "archive_collection" in self.taken:
            said.append(("archive_collection", str(item["archive_collection"])))
        if "keyword" in item:
            said.append(("keyword", str(item["keyword"])))
            self.taken.add("keyword")
        derived = {str(n) for n in item.get("custom", {}).get("citekit", {}).get("correspondents", ())}
        said += leftovers(item, self.taken | {"abstract"} | {r for r in derived if r != "author"})
        if (genre := str(item.get("genre") or "")) and genre in ("letter", kind_of(doc.title)):
            said.append(("genre", genre))  # not only the kind of a document whose genre nobody has stated
        said += [*labels(doc), *whole_names(doc)]
        if doc.language:
            said.append(("Original language", doc.language))
        lines = [f"{name}: {one_line(value) if name in _IDENTIFIERS else unmarked(value)}" for name, value in said]
        note = lines_of(doc.credits or item.get("note") or "")
        if "\n" in note + lines_of(item.get("abstract") or ""):
            self.options.say("Word has “note” and “abstract” on one line: where they have several, they are joined")
        lines += [f"note: {unmarked(note)}" if note else ""]
        lines += [f"abstract: {unmarked(item['abstract'])}" if item.get("abstract") else ""]
        lines += [f"title: {doc.title}" if has_markup([doc.title]) else ""]
        return comment_of([one_line(line) for line in lines])

    def _read(self) -> str:
        return str(table("word_sources")["types"].get(self.type, "document"))


def _whole(name: Any) -> str:
    """A name that is not divided, or an empty string."""
    if not isinstance(name, dict):
        return one_line(name)
    if is_others(name):
        return ET_AL
    if name.get("static-ordering") and not name.get("suffix"):
        return one_line(full_name(name))
    return "" if name.get("given") and name.get("family") else one_line(name.get("literal") or name.get("family") or "")
