"""BibLaTeX within its data model, as biber checks it; what has no field there is a line of ``annotation``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ...archives.credits import credits_wording
from ...archives.titles import kind_of
from ...common.tables import table
from ...csl.labels import text_of
from ...csl.languages import biblatex_language
from ...csl.wording import date_of, date_wording, edtf, names_of, wording
from ...dates import HistoricalDate
from ...document.correspondence import is_letter_without_recipient
from ...document.extra import extra_of
from ...document.item import stated_access
from .entry import EntryMaker, as_is, dashes, identifier_text, verbatim_text
from .people import in_words, names_written
from .text import literal_list, paragraphs, person, text

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


class BiblatexEntry(EntryMaker):
    """An entry of the dialect ``biblatex``."""

    base = "biblatex"
    # dates with a field of their own
    dates_beside: tuple[tuple[str, str], ...] = (("original-date", "origdate"), ("event-date", "eventdate"))
    pubmed_is_printed = True
    # fields beyond the data model's that every entry type has
    also_valid: frozenset[str] = frozenset()

    def put_names(self) -> None:
        """A director is an editor of that type (biblatex manual, 2.3.6), where nobody edits."""
        super().put_names()
        directors = self.item.get("director")
        if isinstance(directors, list) and directors and "editor" in self.valid() - self.fields.keys():
            self.fields["editor"] = "{" + " and ".join(person(n, self.ascii) for n in directors) + "}"
            self.fields["editortype"] = "{director}"
            self.taken.add("director")

    def put_titles(self) -> None:
        """A volume with a title of its own stands in the work of several volumes (biblatex manual, 2.3.2); that it is
        one the annotation says.
        """
        super().put_titles()
        volume = self.item.get("volume-title")
        place = "title" if self.kind == "book" else "booktitle"
        if volume and place in self.fields and "maintitle" not in self.fields and "maintitle" in self.valid():
            self.fields["maintitle"] = self.fields[place]
            self.put_whole(place, volume)

    def writer_of(self, field: str) -> Callable[[str, bool], str]:
        """Publishers, places and the like are lists (biblatex manual, 2.2.1)."""
        return literal_list if field in _lists() else super().writer_of(field)

    def put_own(self, name: str, words: str) -> bool:
        """Fields of biblatex that no variable holds; the language of the text for those who change it by themselves."""
        own = table("bibtex")["own"]
        if name == "language" and (key := biblatex_language(words)):
            self.put("langid", key, as_is)  # the key has no region: the tag is kept beside it
        if name == "container-title-short" and self.kind == "article":
            self.put("shortjournal", words)
        types = own["fields"].get(name)
        if types is None or name in self.fields or (types != "*" and self.kind not in types.split()):
            return False
        if name in own["names"].split():
            people = names_of(words) if re.search(r"[,;{]|\|\|", words) else [{"literal": words}]
            self.fields[name] = "{" + " and ".join(person(n, self.ascii) for n in people) + "}"
        else:
            self.put(name, words, _eprint if name == "eprint" else text)
        return True

    def entry_type(self) -> str:
        """A report or patent of an archive has not what these types ask for."""
        kind = super().entry_type()
        whole = bool(self.item.get("author")) and self.csl_type == "speech"  # with an event and a place
        archives = self.archival and kind in ("patent", "unpublished") and not whole
        return "misc" if archives or (kind == "report" and self.archival and not self.item.get("publisher")) else kind

    def put_date(self) -> None:
        """``date`` in EDTF (biblatex manual, 2.3.8); words that are no date are the state of publication."""
        date = self.date
        if date is not None and date.text:
            if date.start:
                self.put("date", self.edtf(), as_is)
                if date.season and self.dialect == "biblatex":
                    self.options.say(
                        "biber prints seasons, Typst prints n.d. for them: for Typst take hayagriva, or bibtex"
                    )
                if (date.circa or date.uncertain) and self.dialect == "biblatex":
                    self.options.say(
                        "biblatex prints “circa” and “?” of dates where it is loaded with datecirca=true and"
                        " dateuncertain=true"
                    )
                if date.start[0] < 0:
                    self.options.say(
                        "biblatex prints 49 BC as −48, as astronomers count, unless it is loaded with dateera=christian"
                        " or dateera=secular"
                    )
            else:
                self.put("pubstate", date.text)
            if not date.start or date.printed_as_written:
                self.remember("date as written", date.text)
        accessed = stated_access(self.doc)
        if accessed is not None and accessed.start:
            self.put("urldate", date_wording(accessed), as_is)
        elif accessed is not None:
            self.remember("accessed", accessed.text)

        for variable, field in self.dates_beside:
            self._put_date_beside(variable, field)

    def _put_date_beside(self, variable: str, field: str) -> None:
        """Another date, where the field says all of it."""
        value = self.item.get(variable)
        date = HistoricalDate.from_csl(value) if value else None
        if date is None or not date.start or date.start[0] < 0 or (field in _limited() and field not in self.valid()):
            return
        if date_of(edtf(date)).to_csl() == value:
            self.put(field, edtf(date), as_is)
            self.taken.add(variable)

    def valid(self) -> frozenset[str]:
        """The fields of the entry type, of those that only some have."""
        return _valid(self.kind) | self.also_valid

    def put_table(self) -> None:
        """What has no field of its own is printed: a reporter with volume and page, the court, who asked
        the questions.  The reader takes these words away again (``annotation`` has their variables).
        """
        self.print_beside()
        edition = str(self.item.get("edition") or "")
        if _ORDINAL.fullmatch(edition) and "edition" not in self.taken:  # biblatex adds “ed.” to numbers alone
            self.put("edition", f"{edition} ed.")
            self.keep("edition", edition)
            self.taken.add("edition")
        super().put_table()
        if (
            self.pubmed_is_printed
            and str(self.item.get("PMID") or "").isdecimal()
            and "eprint" not in self.item.get("custom", {})
        ):
            self.put("eprint", self.item["PMID"], verbatim_text)
            self.put("eprinttype", "pubmed", as_is)
            self.taken.add("PMID")
        if "type" in self.valid() and "medium" not in self.taken:
            self.put("type", self.item.get("medium"))  # which stays in the annotation by its name

    def print_beside(self) -> None:
        """Words for ``titleaddon`` and ``organization`` of a type that is ``misc``."""
        item = self.item
        if self.kind != "misc":
            return
        if item["type"] in _IN_REPORTERS and "titleaddon" in self.fields:
            reporter = " ".join(str(item[k]) for k in ("volume", "container-title", "page") if item.get(k))
            self.fields.pop("titleaddon")
            self.put_whole("titleaddon", reporter)
        if item.get("authority"):
            self.put("organization", item["authority"])
        if item["type"] == "hearing":
            self.put("titleaddon", item.get("event-title"))
        if item.get("interviewer") and item["type"] == "interview":
            asked = self.escaped(f"nterview by {in_words(item['interviewer'])}")
            self.fields.setdefault("titleaddon", rf"{{\autocap{{i}}{asked}}}")

    def keep(self, name: str, value: Any) -> None:
        """A line of ``annotation`` for what is not to be printed."""
        super().remember(name, str(value))

    def remember(self, name: str, value: str) -> None:
        """A line of ``annotation``; what a footnote prints, but no field that styles print has, is reported."""
        super().remember(name, value)
        unprinted = name in table("bibtex")["unprinted"]["biblatex"].split()
        unprinted = unprinted or (name == "original language" and self.dialect == "biblatex")
        if value and unprinted and not self.is_printed_beside(name):
            self.options.say(f"biblatex has no field for “{name}” here: it stands in annotation, which no style prints")

    def is_printed_beside(self, name: str) -> bool:
        """Whether what has no field is printed in another."""
        if name in ("volume", "page"):
            return self.item["type"] in _IN_REPORTERS and "titleaddon" in self.fields
        if name == "recipient":
            return self._in_title(self.item.get("recipient") or self.doc.recipient)
        if name == "interviewer":
            return "nterview by" in self.fields.get("titleaddon", "")
        beside = {"authority": "organization", "event-title": "titleaddon", "medium": "type"}
        return beside.get(name, "") in self.fields

    def _in_title(self, people: Any) -> bool:
        """Whether the title, or what stands for it, names these people."""
        named = names_written(people).split()
        return bool(named) and self.escaped(named[-1]) in self.fields.get("title", "")

    def put_archive(self) -> None:
        """``howpublished`` is printed, ``library`` holds the whole reference."""
        where = self.where()
        if where:
            printed = ", ".join((self.typeset_reference(), self.doc.host)).strip(", ") if self.doc.host else where
            self.put("howpublished", printed, dashes)
            self.put("library", where)
        self.remember_archive()

    def remember_archive(self) -> None:
        """The parts of an archive's description; those of a digital archive can be told from the whole."""
        for variable in ("archive", "archive_location", "archive-place", "archive_collection"):
            if self.item.get(variable) and (variable in extra_of(self.doc) or not self.doc.host):
                self.remember(variable, str(self.item[variable]))

    def put_notes(self) -> None:
        """Credits or notes."""
        note = self.doc.credits or str(self.item.get("note") or "")
        if "note" in self.fields:  # it holds the reference
            self.remember("note", text_of(note))
        else:
            self.put("note", note, paragraphs)

    def put_document(self) -> None:
        """Fields where biblatex has some, lines of ``annotation`` for the rest."""
        doc = self.doc
        self.put("abstract", doc.summary, paragraphs)
        known = biblatex_language(doc.language) if doc.language else ""
        if known:
            self.put("origlanguage", known)
        else:
            self.remember("original language", doc.language)
        self.put_number()
        if doc.kind and (doc.kind != kind_of(doc.title) or is_letter_without_recipient(doc)):
            self.remember("kind", doc.kind)
        self.remember("contents", "; ".join(doc.contents))
        self.remember("sender", doc.sender)
        self.remember("recipient", doc.recipient)
        if not doc.credits:
            self.remember("contributors", credits_wording(doc.contributors))

    def put_number(self) -> None:
        """The document's own number; the one that it has on an archive's web site is not printed."""
        number = str(self.item.get("number") or "")
        if number != self.doc.number and self.has_number(number):
            self.put("number", number)
        else:
            self.remember("record number" if number == self.doc.number else "number", number)

    def fit(self) -> None:
        """Move what an entry type does not have to a field that it has (biblatex's data model)."""
        limited, valid = _limited(), self.valid()
        for name in [n for n in self.fields if n in limited and n not in valid]:
            value = self.fields.pop(name)
            places = table("bibtex")["instead"].get(name, ())
            medium = str(self.item.get("medium") or "")
            if name == "howpublished" and medium and value.strip("{}") == self.escaped(medium):
                self.remember("medium", medium)
                continue
            place = next((p for p in places if (p in valid or p not in limited) and p not in self.fields), None)
            if place is not None:
                self.fields[place] = value
                if place == "namea":
                    self.fields["nameatype"] = "{" + name + "}"
            elif name == "origlanguage":
                self.remember("original language", self.doc.language)
            elif name == "number":
                self.remember("number", str(self.item.get("number") or value.strip("{}")))
            elif isinstance(people := self.item.get(name), list):
                self.remember(name, wording(name, people))
            elif (variable := _variable(name)) in self.item:
                self.remember(variable, str(self.item[variable]))
            elif name not in _OF_ARCHIVES or value.strip("{}") not in self.fields.get("library", ""):
                self.annotations.append(self.line(name, value.strip("{}")))


# types that are cited as ``410 U.S. 113``: volume, reporter or series of treaties, page
_IN_REPORTERS = frozenset({"legal_case", "treaty", "legislation", "regulation"})
# fields that may say a second time what `library` says
_OF_ARCHIVES = ("howpublished", "location", "note", "organization")


@lru_cache(maxsize=1)
def _lists() -> frozenset[str]:
    """Fields whose members are divided by ``and``."""
    return frozenset(table("bibtex")["own"]["lists"].split())


def _variable(field: str) -> str:
    """The CSL variable that a field holds, or an empty string."""
    fields: dict[str, str] = {name: variable for variable, name in table("bibtex")["fields"]["biblatex"].items()}
    return fields.get(field, "")


@lru_cache(maxsize=1)
def _limited() -> frozenset[str]:
    """Fields that only some entry types have in biblatex's data model."""
    return frozenset(name for valid in table("bibtex")["valid"].values() for name in valid.split())


@lru_cache(maxsize=64)
def _valid(kind: str) -> frozenset[str]:
    """Those of them that an entry type has."""
    valid = table("bibtex")["valid"]
    return frozenset(valid.get(kind, valid["misc"]).split())


def _eprint(value: str, ascii: bool) -> str:
    """What an archive of preprints or documents knows a work by: percent-encoded only where it is an address."""
    return verbatim_text(value, ascii) if "://" in value else identifier_text(value, ascii)
