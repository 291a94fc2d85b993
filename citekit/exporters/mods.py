"""MODS 3.8, the exchange format of archives and libraries (Library of Congress, MODS User Guidelines).

What MODS has no element for is a ``note`` whose ``type`` is the name of the variable; and an ``extension`` carries
the CSL-JSON item, from which citekit reads the document as it was unless somebody has changed the record since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..archives.credits import Contributor
from ..common.errors import printable_data
from ..common.tables import table
from ..csl.carried import NAMESPACE, fingerprint
from ..csl.languages import language_code
from ..csl.leftovers import leftovers
from ..csl.names import is_institution, parse_name, parts_joined
from ..csl.others import is_others
from ..csl.ris_tags import keywords
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import one_line, wording
from ..dates import HistoricalDate
from ..document.correspondence import sender_is_author, type_in_managers
from ..document.extra import extra_of
from ..document.item import stated_access, stated_date, title_or_description, to_csl
from ..document.model import Document
from ..document.people import names_of_people
from ..document.wording import in_source_wording
from .options import ExportOptions
from .xml import ascii_only, element, enclosed, has_markup, unescape_line, unmarked
from .zotero import kind_of_item, labels

_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.loc.gov/mods/v3 '
    'http://www.loc.gov/standards/mods/v3/mods-3-8.xsd">\n'
)


def heading(options: ExportOptions) -> str:
    """What a file begins with."""
    return _OPENING


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A collection with a record a document."""

    def text_of(doc: Document) -> str:
        made = _Record(doc)
        if has_markup(made.item.values()):
            options.say("MODS has no italics and the like in its texts: they are left out")
        return ascii_only(made.text()) if options.ascii else made.text()

    return enclosed(map(text_of, docs), _OPENING, "</modsCollection>\n")


class _Record:
    """One record as it is made."""

    def __init__(self, doc: Document) -> None:
        self.whole = to_csl(doc)
        doc = in_source_wording(doc)
        self.doc, self.item = doc, to_csl(doc)
        self.kind = type_in_managers(doc)
        self.archival = bool(self.item.get("archive") or self.item.get("archive_location"))
        self.taken = {"id", "type", "title", "issued", "accessed", "URL", "custom"}
        if sender_is_author(doc):
            self.item.setdefault("author", names_of_people(doc.sender))
        if doc.contributors and "translator" not in extra_of(doc):
            self.item.pop("translator", None)  # among the credits

    def text(self) -> str:
        """The record. MODS lets elements stand in any order; this is that of its guidelines."""
        parts = [
            *self._titles(),
            *self._names(),
            *self._kind(),
            self._origin(),
            *self._languages(),
            self._physical(),
            element("abstract", unmarked(self._take("abstract")), indent=2),
            *(
                element("subject", [element("topic", word, indent=3)], indent=2)
                for word in keywords(self._take("keyword"))
            ),
            *self._related(),
            *self._identifiers(),
            *self._locations(),
            element("accessCondition", self._take("license"), indent=2, type="use and reproduction"),
        ]
        parts += [*self._notes(), self._record_info()]
        return element("mods", [*parts, self._item(parts)], indent=1, version="3.8")

    def _item(self, parts: list[str]) -> str:
        """The whole item, for programs that know CSL: what MODS has no element for, and all wordings as they are."""
        words = unescape_line(re.sub("<[^<>]*>", "", "".join(parts)))
        text = json.dumps(printable_data(self.whole), ensure_ascii=False)
        carrier = element("item", text, indent=3, xmlns=NAMESPACE, of=fingerprint(words))
        return element("extension", [carrier], indent=2)

    def _take(self, variable: str) -> str:
        """A variable's text; it is not left over then."""
        self.taken.add(variable)
        value = self.item.get(variable)
        return "" if value in (None, "", []) else wording(variable, value)

    def _titles(self) -> list[str]:
        supplied = "" if self.doc.title else "yes"  # of a letter without a title
        title = element("title", unmarked(title_or_description(self.doc, self.item)), indent=3)
        titles = [element("titleInfo", [title], indent=2, supplied=supplied)]
        if short := self._take("title-short"):
            abbreviated = [element("title", unmarked(short), indent=3)]
            titles.append(element("titleInfo", abbreviated, indent=2, type="abbreviated"))
        return titles

    def _names(self) -> list[str]:
        roles = table("mods_export")["roles"]
        found = []
        for role, people in self.item.items():
            if role in NAME_VARIABLES and isinstance(people, list) and role not in _OF_OTHERS:
                self.taken.add(role)
                found += [_name(person, roles.get(role, ""), role) for person in people]
        return found + [_credited(one) for one in self.doc.contributors]

    def _kind(self) -> list[str]:
        resource = table("mods_export")["resources"].get(self.kind, "text")
        by_hand = "yes" if self.archival and resource == "text" and not self.item.get("publisher") else ""
        genre = self._take("genre")
        named = list(dict.fromkeys(g for g in (genre, self.doc.kind) if g))
        return [
            element("typeOfResource", resource, indent=2, manuscript=by_hand),
            element("genre", kind_of_item(self.kind), indent=2, authority="local"),  # as Zotero writes it
            *(element("genre", one, indent=2) for one in named),
        ]

    def _origin(self) -> str:
        """Place, publisher, dates and edition, unless they are those of what the document appeared in."""
        made = "dateCreated" if self.archival and not self.item.get("publisher") else "dateIssued"
        date = stated_date(self.doc)
        hosted = bool(self.item.get("container-title"))
        published = [] if hosted else self._published(3)
        return element("originInfo", [*published, *_dates(made, date, 3)], indent=2)

    def _published(self, indent: int) -> list[str]:
        place = element("placeTerm", self._take("publisher-place"), indent=indent + 1, type="text")
        return [
            element("place", [place] if place else [], indent=indent),
            element("publisher", self._take("publisher"), indent=indent),
            element("edition", self._take("edition"), indent=indent),
        ]

    def _languages(self) -> list[str]:
        found = []
        for name, part in ((self._take("language"), ""), (self.doc.language, "original")):
            if not name:
                continue
            code = name if "-" in name or len(name) < 4 else language_code(name)
            terms = [
                element("languageTerm", code, indent=3, type="code", authority="rfc5646") if code else "",
                element("languageTerm", name, indent=3, type="text") if code != name else "",
            ]
            found.append(element("language", terms, indent=2, objectPart=part))
        return found

    def _physical(self) -> str:
        pages = self._take("number-of-pages")
        parts = [
            element("form", self._take("medium"), indent=3),
            element("extent", pages, indent=3, unit="pages"),
            element("extent", self._take("dimensions"), indent=3),
        ]
        return element("physicalDescription", parts, indent=2)

    def _related(self) -> list[str]:
        return [element("relatedItem", parts, indent=2, type=kind) for kind, parts in self._relations() if any(parts)]

    def _relations(self) -> Iterator[tuple[str, list[str]]]:
        part = self._part()
        if container := self._take("container-title"):
            yield "host", [_title(container), *self._people(_OF_HOST), self._host_origin(), self._issn(), part]
        elif part:
            yield "host", [part]
        if collection := self._take("archive_collection"):
            yield "host", [_title(collection)]
        if series := self._take("collection-title"):
            number = [element("number", self._take("collection-number"), indent=5)]
            detail = element(
                "part", [element("detail", number, indent=4, type="volume")] if any(number) else [], indent=3
            )
            yield "series", [_title(series), *self._people(_OF_SERIES), detail]
        if original := self._take("original-title"):
            date = HistoricalDate.from_csl(self.item.get("original-date"))
            self.taken.add("original-date")
            yield "original", [_title(original), element("originInfo", _dates("dateIssued", date, 4), indent=3)]

    def _people(self, roles: dict[str, str]) -> list[str]:
        found = []
        for role, term in roles.items():
            people = self.item.get(role)
            if isinstance(people, list):
                self.taken.add(role)
                found += [_name(person, term, role, 3) for person in people]
        return found

    def _host_origin(self) -> str:
        return element("originInfo", self._published(4), indent=3)

    def _issn(self) -> str:
        return element("identifier", self._take("ISSN"), indent=3, type="issn")

    def _part(self) -> str:
        """Volume, issue and pages within what the document appeared in, or of a work in several volumes."""
        details = []
        for variable, kind in table("mods_export")["host"].items():
            if number := self._take(variable):
                details.append(element("detail", [element("number", number, indent=5)], indent=4, type=kind))
        if pages := self._take("page"):
            first, dash, last = pages.partition("-")
            ends = [element("start", first, indent=5), element("end", last, indent=5)]
            listed = [element("list", pages, indent=5)]
            simple = first.strip().isalnum() and last.strip().isalnum()
            details.append(element("extent", ends if dash and simple else listed, indent=4, unit="pages"))
        return element("part", details, indent=3)

    def _identifiers(self) -> list[str]:
        found = [
            element("identifier", self._take(variable), indent=2, type=kind)
            for variable, kind in table("mods_export")["identifiers"].items()
        ]
        found.append(element("identifier", self._take("ISSN"), indent=2, type="issn") if not self._hosted() else "")
        number, own = self._take("number"), self.doc.number
        label = "record number" if number == own and own else "number"
        return [*found, element("identifier", number, indent=2, type="local", displayLabel=label)]

    def _hosted(self) -> bool:
        return bool(self.item.get("container-title"))

    def _locations(self) -> list[str]:
        """Repository and call number of each reference; the digital archive with the address."""
        doc, item = self.doc, self.item
        places = []
        if doc.host:
            for reference in doc.references:
                name, levels = reference.split()
                places.append((name, levels))
        else:
            name = ", ".join(one_line(item[k]) for k in ("archive", "archive-place") if item.get(k))
            places.append((name, one_line(item.get("archive_location") or "")))
        self.taken |= {"archive", "archive_location", "archive-place"}
        call, source = self._take("call-number"), self._take("source")
        found = [
            element(
                "location",
                [
                    element("physicalLocation", name, indent=3, type="repository"),
                    element("shelfLocator", levels, indent=3),
                ],
                indent=2,
            )
            for name, levels in places
        ]
        parts = [element("physicalLocation", source, indent=3), element("shelfLocator", call, indent=3)]
        found.append(element("location", parts, indent=2))
        online = [element("physicalLocation", doc.host, indent=3, displayLabel="online archive"), self._url()]
        return [*found, element("location", online, indent=2)]

    def _url(self) -> str:
        accessed = stated_access(self.doc)
        seen = accessed.text if accessed is not None else ""
        if accessed is not None and accessed.start:
            seen = "-".join([f"{accessed.start[0]:04d}", *(f"{n:02d}" for n in accessed.start[1:])])
        return element("url", self.doc.url, indent=3, usage="primary display", dateLastAccessed=seen)

    def _notes(self) -> list[str]:
        doc = self.doc
        self.taken.add("note")
        said = [("statement of responsibility", doc.credits)]
        said += [("", line) for line in str(self.item.get("note") or "").split("\n") if not doc.credits]
        if len(doc.references) > 1 or any(", ".join(r.split()) != str(r) for r in doc.references if r.split()[0]):
            said.append(("archival reference", doc.reference))
        if self.item["type"] != _read_as(kind_of_item(self.kind)):
            said.append(("type", self.item["type"]))
        if self.item.get("archive-place"):
            said.append(("archive-place", self.item["archive-place"]))
        date = stated_date(doc)
        if date is not None and date.start and (date.season or date.open or date.printed_as_written):
            said.append(("date", date.text))
        accessed = stated_access(doc)
        if accessed is not None and not doc.url:
            said.append(("accessed", accessed.text))
        said += [(name, words) for name, words in leftovers(self.item, self.taken)]
        said += [(label.lower(), value) for label, value in labels(doc) if label not in _SAID]
        return [element("note", unmarked(words), indent=2, type=name) for name, words in dict.fromkeys(said)]

    def _record_info(self) -> str:
        parts = [
            element("recordContentSource", self.doc.host, indent=3),
            element("recordIdentifier", self.item["id"], indent=3),
        ]
        return element("recordInfo", parts, indent=2)


_OF_HOST = {"container-author": "author"}
_OF_SERIES = {"collection-editor": "editor"}
_OF_OTHERS = frozenset({*_OF_HOST, *_OF_SERIES})
_SAID = frozenset({"Record Number", "Kind", "Contributors"})  # labels that have elements


def _read_as(zotero_type: str) -> str:
    """The CSL type that Zotero's item type stands for."""
    return next((csl for csl, kind in table("zotero")["types"].items() if kind == zotero_type), "document")


def _title(words: str) -> str:
    return element("titleInfo", [element("title", unmarked(words), indent=4)], indent=3)


def _name(name: Any, term: str, role: str, indent: int = 2) -> str:
    """A name with its role: a MARC relator term, or CSL's word where MARC has none."""
    inner = indent + 1
    kind, parts = "", []
    if is_others(name):
        parts = [f"{'  ' * inner}<etal/>\n"]
    elif isinstance(name, dict) and name.get("family") and name.get("given"):
        kind = "personal"
        family = parts_joined(name, "non-dropping-particle", "family")
        given = parts_joined(name, "given", "dropping-particle")
        named = [("family", family), ("given", given), ("termsOfAddress", str(name.get("suffix") or ""))]
        parts = [element("namePart", text, indent=inner, type=part) for part, text in named]
    else:
        whole = name.get("literal") or name.get("family") or name.get("given") if isinstance(name, dict) else name
        kind = "corporate" if is_institution(str(whole)) else "personal"
        parts = [element("namePart", str(whole or ""), indent=inner)]
    authority = "marcrelator" if term else ""
    role_term = element("roleTerm", term or role, indent=inner + 1, type="text", authority=authority)
    return element("name", [*parts, element("role", [role_term], indent=inner)], indent=indent, type=kind)


def _credited(contributor: Contributor) -> str:
    """Somebody of the credits."""
    term = table("mods_export")["credits"].get(contributor.role, "")
    return _name(parse_name(contributor.name), term, contributor.role)


def _dates(name: str, date: HistoricalDate | None, indent: int) -> list[str]:
    """A date in W3CDTF, a range as two points, or its words where there is no such form."""
    if date is None:
        return []
    if not date.start or date.season or date.open or date.start[0] < 1:
        return [element(name, date.text, indent=indent)]
    said = (("questionable", date.uncertain), ("approximate", date.circa), ("inferred", date.inferred))
    qualifier = next((word for word, is_so in said if is_so), "")
    ends = [date.start, date.end] if date.end else [date.start]
    points = ("start", "end") if date.end else ("",)
    return [
        element(
            name,
            "-".join([f"{end[0]:04d}", *(f"{n:02d}" for n in end[1:])]),
            indent=indent,
            encoding="w3cdtf",
            keyDate="yes" if n == 0 else "",
            point=points[n],
            qualifier=qualifier,
        )
        for n, end in enumerate(ends)
    ]
