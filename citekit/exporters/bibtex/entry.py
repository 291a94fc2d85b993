"""One entry as it is made: what the dialects of BibTeX have in common (data/bibtex.toml has types and fields)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from ...common.tables import table
from ...csl.labels import with_lines
from ...csl.leftovers import leftovers
from ...csl.names import full_name
from ...csl.wording import edtf, one_line
from ...document.citing import item_for_citing, place_for_citing
from ...document.correspondence import credited, type_in_managers
from ...document.extra import extra_of
from ...document.item import csl_type, stated_date, title_or_description, to_csl
from ...document.model import Document
from ...document.wording import in_source_wording
from ..options import ExportOptions
from .people import extra_names, names_written
from .text import identifier, in_line, paragraphs, person, rich_text, text, verbatim, whole

Fields = dict[str, str]

# variables that have a place of their own, beside the tables
_ELSEWHERE = frozenset(
    (
        "id type title issued accessed archive archive_location archive-place archive_collection abstract URL number"
        " note container-title keyword"
    ).split()
)
_HYPHENS = re.compile("-+")
_RICH = ("title-short", "original-title", "collection-title", "event-title")


class EntryMaker:
    """One entry. ``fields`` have their braces; ``annotations`` are lines for which the dialect has no field."""

    base = ""  # the dialect whose tables are used
    places_of_archive = ("archive_location", "archive_collection", "archive", "archive-place")

    def __init__(self, doc: Document, dialect: str, options: ExportOptions) -> None:
        doc = in_source_wording(doc)
        self.doc, self.item, self.dialect = doc, to_csl(doc), dialect
        self.ascii, self.options = options.ascii, options
        self.fields: Fields = {}
        self.annotations: list[str] = []
        self.archival = bool(doc.references or doc.host)
        self.csl_type = type_in_managers(doc)
        self.date = stated_date(doc)
        self.taken = set(_ELSEWHERE)
        self._where: str | None = None
        self.kind = self.entry_type()

    def make(self) -> None:
        """Fill the fields."""
        self.put_names()
        self.put_titles()
        self.put_date()
        self.put_archive()
        self.put_url()
        self.put_table()
        self.put_notes()
        self.put_document()
        self.put_type()
        self.put_leftovers()
        self.fit()
        if annote := self.fields.pop("annotation", "")[1:-1]:  # plain, unless it would be read as a line with a label
            self.annotations.insert(0, f"annote: {in_line(annote)}" if ": " in annote else in_line(annote))
        if self.annotations:
            self.fields["annotation"] = "{" + "; ".join(self.annotations) + "}"

    # what dialects do in their own way

    def entry_type(self) -> str:
        """The entry type."""
        kind = _types(self.dialect).get(self.csl_type, "misc")
        return "book" if kind == "booklet" and self.item.get("publisher") else kind  # a booklet has no publisher

    def put_date(self) -> None:
        """The date."""

    def put_archive(self) -> None:
        """Archive and reference, where the dialect prints or keeps them."""

    def put_notes(self) -> None:
        """Credits or notes."""

    def put_document(self) -> None:
        """What a document says beyond CSL's variables."""

    def fit(self) -> None:
        """Move what an entry type does not have to a field that it has."""

    def remember(self, name: str, value: str) -> None:
        """What the dialect has no field for: under its own name, or as a line of ``annotation``."""
        if value:
            self.annotations.append(self.line(name, paragraphs(with_lines(name, value), self.ascii)))

    def line(self, name: str, shown: str) -> str:
        """A line of ``annotation`` whose value is escaped."""
        return f"{in_line(self.escaped(name))}: {in_line(shown)}"

    # fields

    def escaped(self, value: Any) -> str:
        """Escaped text."""
        return text(str(value), self.ascii)

    def put(self, name: str, value: Any, how: Callable[[str, bool], str] = text) -> None:
        """A field, unless it has a value or there is none for it."""
        if not value and value in (None, "", []):
            return
        if name not in self.fields and (shown := how(value if type(value) is str else str(value), self.ascii)):
            self.fields[name] = "{" + shown + "}"

    def put_whole(self, name: str, value: Any) -> None:
        """A title whose capitals every style and program keeps.

        One pair of braces more than styles need: some parsers put what stands in two pairs into sentence case.
        """
        if not value and value in (None, "", []):
            return
        if shown := rich_text(str(value), self.ascii):
            self.fields[name] = "{{{" + shown + "}}}"

    # what all dialects have

    def put_names(self) -> None:
        """Authors, editors and translators; translators of the credits are divided as names."""
        item, contributors = self.item, self.doc.contributors
        for role, name in table("bibtex")["names"].items():
            people = item.get(role)
            if contributors and role == "translator" and role not in extra_of(self.doc):
                people = credited(contributors).get("translator")
            if people and isinstance(people, list):
                self.fields[name] = "{" + " and ".join([person(n, self.ascii) for n in people]) + "}"
                self.taken.add(role)

    def put_titles(self) -> None:
        """The title, or what stands for it, and the title of what it appeared in."""
        self.put_whole("title", self.title())
        self.remember_description()
        container, field = self.item.get("container-title"), self.container_field()
        if not container:
            return
        if field == "howpublished":
            self.put("container-title", container)
        if field != "howpublished" or not self.where():
            self.put_whole(field, container)
        if field == "titleaddon":
            self.remember("container-title", str(container))

    def remember_description(self) -> None:
        """A title that reads like the description which a letter without one gets: reported to be a title."""
        doc, item = self.doc, self.item
        recipients = item.get("recipient") or doc.recipient
        _, to, last = doc.title.casefold().rpartition(" to ") if recipients and doc.title else ("", "", "")
        if not to or not names_written(recipients).casefold().endswith(last):
            return
        senders = [full_name(item["author"][0])] if item.get("author") else [doc.sender]
        forms = (str(form) for form in (item.get("genre"), doc.kind, "letter", *senders) if form)
        if doc.title.casefold() in {f"{form} to {names_written(recipients)}".casefold() for form in forms}:
            self.annotations.append(self.line("title", self.escaped(doc.title)))

    def title(self) -> str:
        """The title; of a letter without one its form and recipient as stated (MLA Handbook 9, 5.29)."""
        return title_or_description(self.doc, self.item)

    def container_field(self) -> str:
        """The field for what the document appeared in."""
        if self.kind == "article":
            return "journal" if self.base == "bibtex" else "journaltitle"
        if self.kind in ("incollection", "inproceedings", "inreference"):
            return "booktitle"
        return "howpublished" if self.base == "bibtex" else "maintitle" if self.kind == "book" else "titleaddon"

    def put_url(self) -> None:
        """The address."""
        if self.doc.url:
            self.put("url", self.doc.url, verbatim_text)

    def put_table(self) -> None:
        """The variables that are fields under another name."""
        self._put_number_in_series()
        for variable, name in _fields_of(self.base, tuple(self.item)):
            value = self.item[variable]
            if value in (None, "", []) or name in self.fields or variable in self.taken:
                continue
            if variable == "issue" and self.kind not in ("article", "periodical"):
                name = "issue"
            shown = value if type(value) is str else str(value)
            if name == "pages" and "-" in shown:
                shown = _HYPHENS.sub("\u2013", shown)
            elif name == "doi" and identifier(shown) != shown:
                self.options.say(f"the DOI {shown} has a backslash or a single brace: it is written percent-encoded")
            if variable == "title-short":
                self.put_whole(name, shown)
            else:
                self.put(name, shown, rich_text if variable in _RICH else self.writer_of(name))
            self.taken.add(variable)
        if self.item.get("keyword"):
            keywords = keyword_list(self.item["keyword"])
            if ";" in keywords:
                self.options.say(
                    "programs divide keywords of a .bib file at commas, also those that have one themselves"
                )
            self.put("keywords", keywords)

    def writer_of(self, field: str) -> Callable[[str, bool], str]:
        """How the text of a field is written."""
        return _WRITERS.get(field, text)

    def put_own(self, name: str, words: str) -> bool:
        """Whether a leftover has a field of the dialect's own, which is filled."""
        return False

    def _put_number_in_series(self) -> None:
        """The number in a series is the ``number`` of a book; BibTeX's styles take no volume beside it."""
        item = self.item
        number = item.get("collection-number")
        if not number or not item.get("collection-title") or (self.base == "bibtex" and item.get("volume")):
            return
        if self.kind in table("bibtex")["read"]["in_series"].split():
            self.put("number", number)
            self.taken.add("collection-number")

    def put_type(self) -> None:
        """The CSL type, where the entry type is read as another."""
        read = table("bibtex")["read"]["types"].get(self.kind)
        derived = csl_type(self.doc) if self.archival and "type" not in extra_of(self.doc) else read
        if self.item["type"] not in (read, derived) or (self.kind == "unpublished" and self.item["type"] != read):
            if self.base == "bibtex":
                self.put("entrysubtype", self.item["type"])
            else:
                self.remember("type", self.item["type"])

    def has_number(self, number: str) -> bool:
        """Whether ``number`` is a field for the document's own number: in articles it is an issue, beside a series the
        number in it."""
        in_series = self.item.get("collection-title") and self.kind not in ("techreport", "report", "misc")
        return bool(number) and "number" not in self.fields and self.kind != "article" and not in_series

    def put_leftovers(self) -> None:
        """Variables without a field."""
        for variable, words in leftovers(self.item, self.taken):
            people = self.item.get(variable)
            if variable == "recipient" and isinstance(people, list):  # not what the archive says of a recipient
                words = extra_names(people, one_in_braces=True)
            if not self.put_own(variable, words):
                self.remember(variable, words)

    def where(self) -> str:
        """The whole archival reference and the archive, in the order of a footnote."""
        if self._where is None:
            self._where = self._whole_reference()
        return self._where

    def _whole_reference(self) -> str:
        doc = self.doc
        if doc.host:
            return ", ".join([t for t in (doc.reference, doc.host) if t])
        if not any(map(self.item.get, self.places_of_archive)):
            return ""
        place = place_for_citing(doc, self.item, self.places_of_archive)
        return ", ".join([one_line(place[k]) for k in self.places_of_archive if place.get(k)])

    @cached_property
    def printed(self) -> dict[str, Any]:
        """The item as it is cited: archive and location in the order of the archive's tradition."""
        return item_for_citing(self.doc, "", typographic=True)

    def typeset_reference(self) -> str:
        """The archival references with en dashes in ranges of leaves."""
        return "".join([r.lead + r.typeset() for r in self.doc.references])

    def edtf(self) -> str:
        """The date in EDTF, or an empty string where it is not understood."""
        return edtf(self.date) if self.date is not None and self.date.start and self.date.start[0] != -1 else ""


@lru_cache(maxsize=8)
def _types(dialect: str) -> dict[str, str]:
    """The entry types of a dialect by CSL type."""
    types: dict[str, str] = table("bibtex")["types"][dialect]
    return types


@lru_cache(maxsize=1024)
def _fields_of(base: str, variables: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(variable, field) of those variables that are fields under another name, in the order of the table."""
    return tuple((v, name) for v, name in table("bibtex")["fields"][base].items() if v in variables)


def keyword_list(value: Any) -> str:
    """Keywords divided by commas, as reference managers divide them, unless one has a comma itself.

    ``a; b`` becomes ``a,b`` and ``a, b`` stays, so that each comes back as it was.
    """
    text = str(value or "")
    return text.replace("; ", ",") if "," not in text else text


def as_is(value: str, ascii: bool) -> str:
    """A value that has no LaTeX in it."""
    return value


def verbatim_text(value: str, ascii: bool) -> str:
    """An address."""
    return verbatim(value)


def identifier_text(value: str, ascii: bool) -> str:
    """A DOI."""
    return identifier(value)


_STANDS_FOR_A_DASH = "x"


def dashes(value: str, ascii: bool) -> str:
    """Text whose en dashes are LaTeX's."""
    if "\u2013" not in value:
        return text(value, ascii)
    other = value.replace("\u2013", _STANDS_FOR_A_DASH)
    if text(other, ascii) == other:  # nothing else is changed in it
        return value.replace("\u2013", "--")
    if not ascii:
        return text(value, ascii).replace("\u2013", "--")
    return text(value.replace("\u2013", "\ue000"), ascii).replace("\ue000", "--").replace(r'{\symbol{"E000}}', "--")


_WRITERS: dict[str, Callable[[str, bool], str]] = {
    "doi": identifier_text,
    "pages": dashes,
    **dict.fromkeys(("annotation", "annote"), paragraphs),
    **dict.fromkeys(("publisher", "address", "school", "institution"), whole),
}
