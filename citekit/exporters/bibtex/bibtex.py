"""BibTeX as its classic styles, JabRef and Zotero take it; any field may have a name of its own."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from functools import lru_cache

from ...archives.credits import credits_wording
from ...archives.titles import kind_of
from ...common.tables import table
from ...csl.labels import text_of, with_lines
from ...csl.variables import NAME_VARIABLES
from ...csl.wording import date_wording, edtf, variable_named
from ...dates import HistoricalDate, date_text
from ...document.correspondence import is_letter_without_recipient
from ...document.item import stated_access
from ..zotero import has_field
from .entry import EntryMaker, Fields, as_is, dashes
from .people import extra_names, with_initials
from .text import paragraphs, person, text, url_command

# biblatex's names of fields that BibTeX's styles and arXiv call otherwise
_EPRINTS = {"eprinttype": "archiveprefix", "eprintclass": "primaryclass"}
_FIELD = re.compile("[a-z][a-z0-9_-]*")
_MONTHS = [m.lower() for m in calendar.month_abbr]
# who stands for the publisher in BibTeX's own types (btxdoc, section 3.1)
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school", "mastersthesis": "school"}
# what stands in an author's place, the first that there is
_KEYS = ("archive", "publisher", "container-title", "title-short", "title", "archive_location")
_OF_ARCHIVE = ("archive", "archive_location", "archive-place", "archive_collection")
# fields that a type does not print, and the variables under whose names programs take them
_UNDER_VARIABLES = {
    "misc": {"address": "publisher-place", "type": "genre", "series": "collection-title"},
    "article": {"address": "publisher-place", "type": "genre"},
    "book": {"type": "genre"},
    "movie": {"address": "publisher-place"},
}
# variables that Zotero takes from their fields alone, and drops where its item type has none
_DROPPED = ("volume", "page", "edition", "chapter-number", "DOI", "ISBN", "ISSN")
_DROPPED_ONES = frozenset(_DROPPED)
# types that print `note`, and no `howpublished`
_NOTED = _PUBLISHERS.keys() | {"unpublished", "article", "book", "incollection", "inproceedings"}


class BibtexEntry(EntryMaker):
    """An entry of the dialect ``bibtex``."""

    base = "bibtex"

    def entry_type(self) -> str:
        """A report without author or institution, a manuscript without author or note would be incomplete (btxdoc,
        3.1).
        """
        kind = super().entry_type()
        item = self.item
        if kind == "techreport" and not (item.get("author") and item.get("publisher")):
            return "misc"
        if kind == "unpublished" and not (item.get("author") and (self.where() or item.get("note"))):
            return "misc"
        if kind == "letter" and (item.get("translator") or item.get("editor")):
            return "misc"  # a letter has neither in Zotero, which would make an author of them
        if kind == "phdthesis" and item.get("genre") == table("bibtex")["read"]["words"]["mastersthesis"]:
            self.taken.add("genre")
            return "mastersthesis"
        return kind

    def put_names(self) -> None:
        """Names as BibTeX's styles can abbreviate them."""
        super().put_names()
        for field in table("bibtex")["names"].values():
            if field in self.fields:
                self.fields[field], good = with_initials(self.fields[field])
                if not good:
                    self.options.say(
                        "BibTeX cuts letters beyond ASCII in half where a style abbreviates given names: take a style"
                        " with whole names, or biber"
                    )

    def put_date(self) -> None:
        """``year``, ``month`` and ``day`` for classic styles; ``date`` for what these cannot hold, and for Zotero.

        ``month`` brings the day along, since classic styles print no ``day`` (btxdoc, section 4).
        """
        date = self.date
        if date is not None and date.text:
            if not date.start:
                self.put("issued", date.text)  # as a CSL variable, Zotero's citations take it from Extra
                self.options.say("BibTeX's styles print no date without a year: “n.d.” and the like stand in “issued”")
            elif _is_plain(date):
                self.fields.update(_fields_of_plain(date.start))
            else:
                self._year_month_day(date)
                self.put("date", self._date_beside_year(date), as_is)
                if date.circa or date.uncertain:
                    self.put("issued", date.text)  # the tilde of EDTF is a space in LaTeX
                elif date.printed_as_written or date.says_more or _season(date) not in ("", date.text.split(" ")[0]):
                    self.put("datetext", date.text)
        accessed = stated_access(self.doc)
        if accessed is not None:
            self.put("urldate", date_wording(accessed), as_is if accessed.start else text)

    def _date_beside_year(self, date: HistoricalDate) -> str:
        """``date`` in EDTF where it says more than the year, but for a season, which Typst and Zotero do not know."""
        if date.season:
            circa = date.circa or date.uncertain
            return edtf(replace(date, season=0)) if circa else ""  # Typst takes “circa” in `month` beside a date alone
        return self.edtf() if len(date.start) > 1 or self._beyond_year(date) else ""

    @staticmethod
    def _beyond_year(date: HistoricalDate) -> bool:
        early = 0 < date.start[0] < 1000  # a year of two digits alone is read as no year
        return bool(date.end or date.circa or date.uncertain or date.open or early)

    def _year_month_day(self, date: HistoricalDate) -> None:
        several = bool(date.end) and date.end[0] != date.start[0]
        year = str(abs(date.start[0])) + (f"--{abs(date.end[0])}" if several else "")
        year += " BC" if date.start[0] < 0 else ""
        if date.season:  # Typst refuses a file with other years than numbers, where no `date` stands beside them
            self.put("year", year)
            self.put("month", f"circa {_season(date)}" if date.circa else _season(date))
            return
        self.fields["year"] = "{" + (f"circa {year}" if date.circa else f"{year}?" if date.uncertain else year) + "}"
        if len(date.start) < 2 or several:
            return
        month = _MONTHS[date.start[1]]
        days = [str(parts[2]) for parts in (date.start, date.end) if len(parts) > 2]
        if date.end and len(date.end) > 1 and date.end[1] != date.start[1]:
            ends = [f'"{day}~" # {name}' for day, name in zip(days, (month, _MONTHS[date.end[1]]))]
            self.fields["month"] = ' # "--" # '.join(ends if len(ends) == 2 else [month, _MONTHS[date.end[1]]])
        elif days:
            self.fields["month"] = f'"{"--".join(days)}~" # {month}'
            if len(days) == 1:
                self.fields["day"] = "{" + days[0] + "}"
        else:
            self.fields["month"] = month

    def put_archive(self) -> None:
        """``howpublished`` is printed by classic styles (of some types ``note``); the parts are fields of their own."""
        where, item = self.where(), self.item
        if where:
            printed = ", ".join((self.typeset_reference(), self.doc.host)).strip(", ") if self.doc.host else where
            self.put("note" if self.kind in _NOTED else "howpublished", printed, dashes)
        for variable in _OF_ARCHIVE:
            if variable in item:
                self.put(variable, item[variable])

    def put_notes(self) -> None:
        """Credits or notes; and the address, which classic styles print from nowhere else."""
        stated = self.doc.credits or str(self.item.get("note") or "")
        notes = [paragraphs(stated, self.ascii)] if stated else []
        if self.doc.url and self.where():
            notes.append(url_command(self.doc.url))
        if not notes:
            return
        if "note" in self.fields:  # it holds the reference
            if stated:
                super().remember("note", text_of(stated))
            if self.doc.url:
                self.fields["note"] = self.fields["note"][:-1] + ". " + notes[-1] + "}"
        else:
            self.fields["note"] = "{" + " ".join(notes) + "}"

    def put_document(self) -> None:
        """Fields of their own names."""
        doc = self.doc
        if doc.summary:
            self.put("abstract", doc.summary, paragraphs)
        if doc.language:
            self.put("origlanguage" if "language" in self.item or not self.archival else "language", doc.language)
        number = str(self.item.get("number") or "")
        if number and number == doc.number:
            self.put("recordnumber", number)  # styles print a `number`, and this is one of the archive's web site
        elif number and self.has_number(number):
            self.put("number", number)
        elif number:
            super().remember("number", number)
        if doc.kind and (doc.kind != kind_of(doc.title) or is_letter_without_recipient(doc)):
            self.put("kind", doc.kind)
        if doc.contents:
            self.put("contents", "; ".join(doc.contents))
        asked = self.item["type"] == "interview" and self.item.get("interviewer")  # by Zotero a recipient otherwise
        self.put("sender", doc.sender)
        self.put("addressee" if asked else "recipient", doc.recipient)
        if doc.contributors:
            self.put("contributors", credits_wording(doc.contributors))

    def remember(self, name: str, value: str) -> None:
        """A field of the variable's name; what BibTeX has a field of that name for is a line of ``annotation``."""
        name = _EPRINTS.get(name, name)
        field = name.lower() if variable_named(name) and name not in NAME_VARIABLES and "-" not in name else name
        if value and self._people(name):
            return
        own = table("bibtex")["own"]
        has_meaning = field in own["means"].split() and not variable_named(name)
        has_meaning = has_meaning or (field in own["verbatim"].split() and self.escaped(value) != value)
        if value and _FIELD.fullmatch(field) and field not in self.fields and not has_meaning:
            self.put(field, with_lines(name, value), paragraphs)
        else:
            super().remember(name, value)

    def _people(self, role: str) -> bool:
        """Names in a field of their role: in BibTeX's own form, or as Zotero divides them in its Extra."""
        people = self.item.get(role)
        if role not in NAME_VARIABLES or not isinstance(people, list) or role in self.fields:
            return False
        if role in table("bibtex")["read"]["names"]:
            self.fields[role] = "{" + " and ".join(person(name, self.ascii) for name in people) + "}"
        else:
            letter = self.item["type"] == "personal_communication"  # whose recipient is read as a name in any case
            self.put(role, extra_names(people, one_in_braces=role == "recipient" and not letter))
        return True

    def fit(self) -> None:
        """A report's publisher is its institution, a thesis's its school; what styles sort by that find no author.

        Author-date styles print ``key`` in the author's place, so it is the archive and not the title.
        """
        if "author" not in self.fields and "editor" not in self.fields:
            item = self.item
            self.put("key", next((str(item[k]) for k in _KEYS if item.get(k)), ""))
        if self.kind == "phdthesis":
            self.put("type", "Thesis")  # styles would print “PhD thesis”, which nobody has stated
        if "publisher" in self.fields and self.kind in _PUBLISHERS:
            self.fields[_PUBLISHERS[self.kind]] = self.fields.pop("publisher")
        for name, variable in _UNDER_VARIABLES.get(self.kind, {}).items():
            if name in self.fields:
                self.fields[variable] = self.fields.pop(name)  # Zotero drops the field, and takes variables to Extra
        self._repeat_in_annotation()

    def _repeat_in_annotation(self) -> None:
        """What Zotero drops stands in ``annotation`` as well, which is a note there."""
        kind = table("zotero")["bibtex"].get(self.kind, "document")
        for variable in () if _DROPPED_ONES.isdisjoint(self.item) else _DROPPED:
            if variable in self.item and variable in self.taken and not has_field(kind, variable):
                super().remember(variable, str(self.item[variable]))
        number = str(self.item.get("number") or "")
        if "number" in self.fields and number and self.fields["number"] == f"{{{self.escaped(number)}}}":
            if self.kind not in ("techreport", "article", "book", "incollection"):
                super().remember("number", number)


def _season(date: HistoricalDate) -> str:
    """The season as the date has it, or its English name; an empty string where there is none."""
    if not date.season:
        return ""
    stated = date.text.replace(str(date.start[0]), "").strip(" ,.")
    return stated if stated.isalpha() else date_text(date.start, season=date.season).split(" ")[0]


def _is_plain(date: HistoricalDate) -> bool:
    """Whether a date is a year of our time, with its month and day or without, and nothing else."""
    if date.end or date.season or date.circa or date.uncertain or date.printed_as_written:
        return False
    return 1000 <= date.start[0] <= 9999 and date.text == date_text(date.start)


@lru_cache(maxsize=16_384)
def _fields_of_plain(start: tuple[int, ...]) -> Fields:
    """The fields of such a date."""
    fields = {"year": f"{{{start[0]}}}"}
    if len(start) > 1:
        month = _MONTHS[start[1]]
        fields["month"] = f'"{start[2]}~" # {month}' if len(start) > 2 else month
        if len(start) > 2:
            fields["day"] = f"{{{start[2]}}}"
        fields["date"] = "{" + "-".join([f"{start[0]:04d}", *(f"{part:02d}" for part in start[1:])]) + "}"
    return fields
