"""BibTeX, BibLaTeX and biblatex-chicago, written through bibtexparser 2 (data/bibtex.toml has types and fields)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from ...archives.credits import credits_wording
from ...archives.titles import kind_of
from ...csl.languages import biblatex_language
from ...csl.names import written as name_written
from ...csl.wording import date_wording, edtf, leftovers
from ...dates import HistoricalDate
from ...document.item import csl_type
from ...document.keys import ascii_words
from ...document.model import Document
from ...tables import table
from ..options import ExportOptions
from .text import inner_quotes, person, rich_text, text, url_command, verbatim

_MONTHS = [m.lower() for m in calendar.month_abbr]
_CHUNK = 500
_KEY = re.compile(r"[A-Za-z0-9_:.+/-]+")
# variables that have a place of their own, beside the tables
_ELSEWHERE = frozenset(
    {
        "id",
        "type",
        "title",
        "issued",
        "accessed",
        "archive",
        "archive_location",
        "archive-place",
        "archive_collection",
        "abstract",
        "URL",
        "number",
        "note",
        "container-title",
    }
)
# who stands for the publisher in BibTeX's own types (btxdoc, section 3.1)
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_TITLES = ("title-short", "original-title", "collection-title", "event-title")

Fields = dict[str, str]


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """A .bib file in UTF-8 (or ASCII), piece by piece."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.indent, form.block_separator, form.trailing_comma = "  ", "\n", True
    library, first = Library(), True
    listed = docs if isinstance(docs, list) else list(docs)
    keys = _Keys(listed, options)
    for count, doc in enumerate(listed, 1):
        kind, fields = entry(doc, dialect, options)
        library.add(Entry(kind, keys.of(doc), [Field(name, value) for name, value in fields.items()]))
        if count % _CHUNK == 0:
            yield ("" if first else "\n") + write_string(library, unparse_stack=[], bibtex_format=form)
            library, first = Library(), False
    if library.entries:
        yield ("" if first else "\n") + write_string(library, unparse_stack=[], bibtex_format=form)


class _Keys:
    """Citation keys in characters that BibTeX, biber and LaTeX all take; a change of a given key is said.

    BibTeX does not tell keys apart by case, so neither are they here.
    """

    def __init__(self, docs: list[Document], options: ExportOptions) -> None:
        self.options = options
        self.given = {doc.key.lower() for doc in docs if _KEY.fullmatch(doc.key)}
        self.used: set[str] = set()

    def of(self, doc: Document) -> str:
        """The key of the next document."""
        key = doc.key
        fine = _KEY.fullmatch(key) is not None
        made = base = key if fine else "-".join(ascii_words(key)) or "document"
        n = 1
        while made.lower() in self.used or (not fine and made.lower() in self.given):
            n += 1
            made = f"{base}-{n}"
        self.used.add(made.lower())
        if made != key:
            self.options.say(f"the key “{key}” cannot be used in BibTeX and became “{made}”")
        return made


def entry(doc: Document, dialect: str, options: ExportOptions) -> tuple[str, Fields]:
    """(entry type, fields with their braces) of a document; every variable of it is in some field."""
    made = _Entry(doc, dialect, options)
    return made.kind, made.fields


class _Entry:
    """One entry as it is made."""

    def __init__(self, doc: Document, dialect: str, options: ExportOptions) -> None:
        self.doc, self.item, self.dialect = doc, doc.to_csl(), dialect
        self.tables = table("bibtex")
        self.base = "bibtex" if dialect == "bibtex" else "biblatex"
        self.ascii = options.ascii
        self.fields: Fields = {}
        self.annotations: list[str] = []
        self.archival = bool(doc.references or doc.host)
        self.kind = self.tables["types"][dialect].get(self.item["type"], "misc")
        if (
            dialect == "biblatex-chicago"
            and self.kind == "letter"
            and any(k in self.item for k in ("archive", "archive_location"))
        ):
            self.kind = "misc"  # @letter is for published ones
        if self.archival and self.kind in ("techreport", "report", "unpublished", "patent", "letter"):
            self.kind = "misc"
        self._made()

    def escaped(self, value: Any) -> str:
        """Escaped text."""
        return text(str(value), self.ascii)

    def put(self, name: str, value: Any, how: Callable[[str, bool], str] = text) -> None:
        """A field, unless it has a value or there is none for it."""
        if value not in (None, "", []) and name not in self.fields:
            self.fields[name] = "{" + how(str(value), self.ascii) + "}"

    def _made(self) -> None:
        item, taken = self.item, set(_ELSEWHERE)
        for role, name in self.tables["names"].items():
            if isinstance(item.get(role), list) and item[role]:
                self.fields[name] = "{" + " and ".join(person(n, self.ascii) for n in item[role]) + "}"
                taken.add(role)
        title = self._title()
        if item.get("container-title"):
            self.fields[_container_field(self.kind, self.base)] = (
                "{{" + rich_text(str(item["container-title"]), self.ascii) + "}}"
            )
        self._date()
        self._archive()
        for variable, name in self.tables["fields"][self.base].items():
            value = item.get(variable)
            if value not in (None, "", []) and name not in self.fields:
                self.put(
                    name,
                    _value(name, str(value)),
                    _verbatim
                    if name == "doi"
                    else _dashes
                    if name == "pages"
                    else rich_text
                    if variable in _TITLES
                    else text,
                )
                taken.add(variable)
        self._document()
        type_ = item["type"]
        if type_ != (csl_type(self.doc) if self.archival else self.tables["read"]["types"].get(self.kind)):
            self._said("entrysubtype" if self.base == "bibtex" else "type", type_)
        self._leftovers(taken)
        self._fit()
        if self.annotations:
            before = [self.fields["annotation"][1:-1]] if "annotation" in self.fields else []
            self.fields["annotation"] = "{" + "; ".join(before + self.annotations) + "}"
        if self.base == "bibtex" and not {"author", "editor"} & set(self.fields) and title:
            self.fields["key"] = "{" + self.escaped(title) + "}"  # what classic styles sort by

    def _title(self) -> str:
        title = self.doc.title or _description(self.item)
        if title:
            quoted = self.dialect == "biblatex-chicago" and self.archival and self.doc.title
            whole = rich_text(inner_quotes(title) if quoted else title, self.ascii)
            self.fields["title"] = "{" + (rf"\mkbibquote{{{whole}}}" if quoted else "{" + whole + "}") + "}"
        if (
            self.dialect == "biblatex-chicago"
            and not self.doc.title
            and self.item.get("recipient")
            and self.item.get("author")
        ):
            # a letter: the note begins with who wrote to whom, the bibliography with the writer (biblatex-chicago manual, misc)
            said = f"{name_written(self.item['author'][0])} to {_names_written(self.item['recipient'])}"
            self.fields["title"] = "{{" + self.escaped(said) + "}}"
            self.fields["sortname"] = self.fields.pop("author")
        return title

    def _date(self) -> None:
        date = self.doc.date
        if date is not None and date.text:
            if self.base == "bibtex":
                self._year_month_day(date)
            elif date.start:
                self.put("date", edtf(date), _plain)
            else:
                self.put("pubstate", date.text)
            lost = (
                not date.start
                or date.printed_as_written
                or (self.base == "bibtex" and (date.season or date.uncertain or date.circa or date.end))
            )
            if lost and self.base == "bibtex":
                self.put("datetext", date.text)
            elif lost:
                self.annotations.append(f"date as written: {self.escaped(date.text)}")
        if self.doc.accessed is not None and (self.base == "bibtex" or self.doc.accessed.start):
            self.put("urldate", date_wording(self.doc.accessed))

    def _year_month_day(self, date: HistoricalDate) -> None:
        if not date.start:
            self.put("year", date.text)
            return
        year = str(date.start[0]) + (f"--{date.end[0]}" if date.end and date.end[0] != date.start[0] else "")
        self.put("year", f"circa {year}" if date.circa else f"{year}?" if date.uncertain else year, _plain)
        if len(date.start) > 1 and not (date.end and date.end[0] != date.start[0]):
            month = _MONTHS[date.start[1]]
            same_month = not date.end or len(date.end) < 2 or date.end[1] == date.start[1]
            self.fields["month"] = month if same_month else f'{month} # "--" # {_MONTHS[date.end[1]]}'
            if len(date.start) > 2 and same_month:
                self.put("day", str(date.start[2]) + (f"--{date.end[2]}" if len(date.end) > 2 else ""), _plain)

    def _archive(self) -> None:
        """Archive and reference, where each dialect prints or keeps them, and the address."""
        doc, item = self.doc, self.item
        where = ", ".join(t for t in (doc.reference, doc.host) if t)
        where = where or ", ".join(
            str(item[k]) for k in ("archive_location", "archive_collection", "archive", "archive-place") if item.get(k)
        )
        reference = "".join(r.lead + r.typeset() for r in doc.references)
        if self.dialect == "biblatex-chicago" and where:
            # @misc with an entrysubtype is an unpublished source: title, date, note, organization (biblatex-chicago manual, misc)
            self.fields["entrysubtype"] = "{archival}"
            if "translator" in self.fields and "author" not in self.fields:
                self.fields["options"] = "{usetranslator=false}"  # a translator heads no entry
            self.put(
                "note",
                reference or ", ".join(str(item[k]) for k in ("archive_location", "archive_collection") if item.get(k)),
                _dashes,
            )
            self.fields.pop("organization", None)
            organization = doc.host if reference else str(item.get("archive") or "")
            if organization:
                self.fields["organization"] = "{{" + self.escaped(organization) + "}}"
            if not reference and item.get("archive-place"):
                self.put("location", item["archive-place"])
            self.put("library", where)
        elif where:
            self.put("howpublished", ", ".join(t for t in (reference, doc.host) if t) or where, _dashes)
            if self.base == "biblatex":
                self.put("library", where)
        for variable in ("archive", "archive_location", "archive-place", "archive_collection"):
            if self.base == "bibtex":
                self.put(variable.replace("-", "_"), item.get(variable))
            elif item.get(variable) and not self.archival:
                self.annotations.append(f"{variable}: {self.escaped(item[variable])}")
        self.put("url", doc.url, _verbatim)
        self._notes(bool(where))

    def _notes(self, archival: bool) -> None:
        said = self.doc.credits or str(self.item.get("note") or "")
        notes = [self.escaped(said)] if said else []
        if self.base == "bibtex" and self.doc.url and archival:  # classic styles print no address: they print this
            notes.append(url_command(self.doc.url))
        if not notes:
            return
        if "note" in self.fields:  # it holds the reference
            self.annotations.append(f"note: {' '.join(notes)}")
        else:
            self.fields["note"] = "{" + " ".join(notes) + "}"

    def _document(self) -> None:
        """What a document says beyond CSL's variables."""
        doc, bibtex = self.doc, self.base == "bibtex"
        self.put("abstract", doc.summary)
        if doc.language:
            known = biblatex_language(doc.language)
            if bibtex or not known:
                self._said("origlanguage" if bibtex else "original language", doc.language)
            else:
                self.put("origlanguage", known)
        number = str(self.item.get("number") or "")
        if number and not (bibtex and "number" in self.fields) and self.dialect != "biblatex-chicago":
            self.put("number", number)
        elif number:
            self.annotations.append(f"number: {self.escaped(number)}")
        if doc.kind and doc.kind != kind_of(doc.title):
            self._said("kind", doc.kind)
        elif bibtex:
            self.put("type", doc.kind)
        self._said("contents", "; ".join(doc.contents))
        for name, value in (("sender", doc.sender), ("recipient", doc.recipient)):
            self._said(name, value)
        if bibtex or not doc.credits:
            self._said("contributors", credits_wording(doc.contributors))

    def _said(self, name: str, value: str) -> None:
        """A field of this name in BibTeX, a line of ``annotation`` in BibLaTeX, whose fields are fixed."""
        if not value:
            return
        if self.base == "bibtex" and name.isalpha():
            self.put(name, value)
        else:
            self.annotations.append(f"{name}: {self.escaped(value)}")

    def _leftovers(self, taken: set[str]) -> None:
        """Variables without a field: fields of their own names in BibTeX, lines of ``annotation`` in BibLaTeX."""
        for variable, said in leftovers(self.item, taken):
            name = variable.lower().replace("-", "_")
            if self.base == "bibtex" and name.isidentifier() and name.isascii() and name not in self.fields:
                self.put(name, said)
            else:
                self.annotations.append(f"{variable}: {self.escaped(said)}")

    def _fit(self) -> None:
        """Move what an entry type does not have to a field that it has (btxdoc; biblatex's data model)."""
        if self.base == "bibtex":
            if "publisher" in self.fields and self.kind in _PUBLISHERS:
                self.fields[_PUBLISHERS[self.kind]] = self.fields.pop("publisher")
            return
        limited, valid = _limited(), _valid(self.kind)
        if self.dialect == "biblatex-chicago":
            valid |= {"translator"}  # its data model lets every type have one, and prints it
        for name in [n for n in self.fields if n in limited and n not in valid]:
            value = self.fields.pop(name)
            place = next(
                (
                    p
                    for p in self.tables["instead"].get(name, ())
                    if (p in valid or p not in limited) and p not in self.fields
                ),
                None,
            )
            if place is not None:
                self.fields[place] = value
                if place == "namea":
                    self.fields["nameatype"] = "{" + name + "}"
            elif value.strip("{}") not in self.fields.get("library", "") or not value.strip("{}"):
                said = {"origlanguage": "original language"}.get(name, name)
                self.annotations.append(
                    f"{said}: {self.escaped(self.doc.language) if name == 'origlanguage' else value.strip('{}')}"
                )


@lru_cache(maxsize=1)
def _limited() -> frozenset[str]:
    """Fields that only some entry types have in biblatex's data model."""
    return frozenset(name for valid in table("bibtex")["valid"].values() for name in valid.split())


@lru_cache(maxsize=64)
def _valid(kind: str) -> frozenset[str]:
    """Those of them that an entry type has."""
    valid = table("bibtex")["valid"]
    return frozenset(valid.get(kind, valid["misc"]).split())


def _plain(value: str, ascii: bool) -> str:
    return value


def _verbatim(value: str, ascii: bool) -> str:
    return verbatim(value)


def _dashes(value: str, ascii: bool) -> str:
    return text(value.replace("\u2013", "\ue000"), ascii).replace("\ue000", "--").replace(r'{\symbol{"E000}}', "--")


def _value(name: str, value: str) -> str:
    if name == "pages":
        return re.sub(r"-+", "\u2013", value)
    return value


def _container_field(kind: str, base: str) -> str:
    if kind == "article":
        return "journal" if base == "bibtex" else "journaltitle"
    if kind in ("incollection", "inproceedings", "inreference"):
        return "booktitle"
    return "howpublished" if base == "bibtex" else "maintitle" if kind == "book" else "titleaddon"


def _description(item: dict[str, Any]) -> str:
    """What stands for a title that a letter does not have: its form and recipient as stated (MLA Handbook 9, 5.29)."""
    if not item.get("recipient"):
        return ""
    form = str(item.get("genre") or "Letter")
    return f"{form[:1].upper()}{form[1:]} to {_names_written(item['recipient'])}"


def _names_written(names: Any) -> str:
    """Names in running text."""
    return ", ".join(name_written(n) for n in (names if isinstance(names, list) else [names]))
