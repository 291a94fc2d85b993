"""biblatex-chicago, which prints the footnote that ``citekit cite`` prints.

Its edition on CTAN follows the Chicago Manual's 17th edition; the lines that bring it to the 18th, as citekit has it,
stand in ``examples/exports/README.md``.
"""

from __future__ import annotations

import re
from typing import Any

from ...csl.names import full_name
from ...csl.wording import edtf, edtf_year
from ...dates import HistoricalDate
from .biblatex import BiblatexEntry
from .entry import EntryMaker, as_is, dashes
from .people import in_words
from .text import inner_quotes, person, quoted_within, quoting, rich_text

# types of published works whose titles stand in quotation marks
_QUOTED = frozenset({"article", "incollection", "inproceedings", "inreference", "online", "thesis", "unpublished"})

_ENTRIES = frozenset({"entry", "entry-dictionary", "entry-encyclopedia"})
# types that are cited by a reporter or a code
_STRAIGHT = re.compile(r'(?<![^\s(\[])"([^"<>]+)"(?!\w)')
_LEGAL = frozenset({"legal_case", "legislation", "regulation"})
# types that `cite` prints with their year alone
_BY_YEAR = frozenset(
    "legal_case report thesis book pamphlet standard software bill hearing chapter paper-conference".split()
)
# what `cite` does not print of a published work, by type
_SILENT = {
    "motion_picture": ("medium",),
    "article-newspaper": ("page",),
    "article-magazine": ("volume", "issue", "page"),  # weekly magazines go by their day (CMOS 18, 14.87)
    "chapter": ("chapter-number",),
    "report": ("page",),
    "paper-conference": ("event-title", "event-place"),
    "standard": ("status",),
    "hearing": ("publisher", "publisher-place"),
}
# types whose medium `cite` prints
_WITH_MEDIUM = frozenset({"interview", "broadcast", "motion_picture", "performance", "song"})


class ChicagoEntry(BiblatexEntry):
    """An entry of the dialect ``biblatex-chicago``.

    ``@misc`` with an ``entrysubtype`` is an unpublished source: title, date, note, organization (its manual, ``misc``).
    """

    dates_beside = ()  # `origdate` is the day of a letter, and heads a note
    also_valid = frozenset({"translator"})  # its data model lets every type have one, and prints it
    pubmed_is_printed = False
    # fields that hold what the annotation says, for print alone: the reader leaves them out
    for_print: tuple[str, ...] = ()

    def entry_type(self) -> str:
        """Whatever stands in an archive is an unpublished source; ``@letter`` is for published letters."""
        self.unpublished = self.archival or any(k in self.item for k in ("archive", "archive_location"))
        if self.item["type"] == "thesis" and self.item.get("publisher"):
            self.unpublished = False  # it is cited by its university, and then by where a copy stands
        kind = "misc" if self.unpublished else super().entry_type()
        if self._goes_by_the_work():
            return "inreference"
        # without the day on which it was filed, `patent` prints that of the grant as such
        return "misc" if kind == "patent" and not (self._filed() and self.date and self.date.start) else kind

    def _goes_by_the_work(self) -> bool:
        """Whether it is an entry of a reference work that nobody has signed."""
        item = self.item
        named = item.get("title") and item.get("container-title") and not item.get("author")
        return bool(named) and item["type"] in _ENTRIES and not self.unpublished

    def _filed(self) -> str:
        """When a patent was filed, in EDTF."""
        date = HistoricalDate.from_csl(self.item.get("submitted"))
        return edtf(date) if date is not None and date.start and date.start[0] > 0 else ""

    def put_names(self) -> None:
        """A film goes by its title, and who directed it stands after that; a recording by who is heard on it, where
        nobody is named as its author.
        """
        if self.item["type"] in ("motion_picture", "performance"):
            return EntryMaker.put_names(self)
        super().put_names()
        if self.item["type"] == "song" and not self.item.get("author") and "author" not in self.fields:
            heard = self.printed.get("author") or []
            self.put_for_print("author", " and ".join(person(name, self.ascii) for name in heard))

    def put_titles(self) -> None:
        """The title of an unpublished source stands in quotation marks."""
        super().put_titles()
        if not self.unpublished:
            if self.kind == "inreference":
                return self._put_headword()
            part = self.item["type"] in ("broadcast", "interview") and self.item.get("container-title")
            if (part or self.item["type"] in ("dataset", "event")) and self.doc.title:
                self._put_quoted_title()
            elif self.kind in _QUOTED and (printed_words := quoting(self._curled())) != self.doc.title:
                self.fields["title"] = f"{{{{{{{quoted_within(rich_text(printed_words, self.ascii))}}}}}}}"
            return
        if self.item["type"] in ("bill", "collection", "legislation", "legal_case", "treaty"):
            return
        if self.doc.title:
            self._put_quoted_title(self._correspondents())
        elif self.item.get("recipient") and self.item.get("author"):
            # a letter: the note begins with who wrote to whom, the bibliography with the writer (its manual, misc)
            self.put_whole("title", f"{full_name(self.item['author'][0])} to {in_words(self.item['recipient'])}")
            self.fields["sortname"] = self.fields.pop("author")

    def _put_quoted_title(self, before: str = "") -> None:
        """A title in quotation marks, in which its own are single ones (CMOS 18, 13.30): the annotation has them."""
        printed_words = quoting(self.doc.title)
        inner = inner_quotes(printed_words)
        if inner != printed_words:
            self.annotations.append(self.line("title", self.escaped(self.doc.title)))
        self.fields["title"] = rf"{{{before}\mkbibquote{{{quoted_within(rich_text(inner, self.ascii))}}}}}"

    def _curled(self) -> str:
        """The title with pairs of straight quotation marks as those that are printed; the annotation has them."""
        curled = _STRAIGHT.sub("\u201c\\1\u201d", self.doc.title)
        if curled != self.doc.title:
            self.annotations.append(self.line("title", self.escaped(self.doc.title)))
        return curled

    def _put_headword(self) -> None:
        """An entry of a reference work goes by the work: ``Dictionary, s.v. “fond”`` (its manual, inreference)."""
        whole = self.item["container-title"]
        self.annotations.append(self.line("title", self.escaped(self.doc.title)))
        self.keep("container-title", whole)
        self.fields["title"] = f"{{{{{{{self.escaped(whole)}}}}}}}"
        self.fields.pop("booktitle", None)
        shown = quoted_within(rich_text(quoting(self.doc.title), self.ascii))
        self.put_for_print("lista", shown.replace(" and ", " {and} "))  # which would divide the list

    def _correspondents(self) -> str:
        """Who wrote to whom, before the title of a document that is cited under them."""
        derived = self.item.get("custom", {}).get("citekit", {}).get("correspondents", ())
        letter = self.item["type"] == "personal_communication" or "recipient" in derived
        author, recipient = self.item.get("author"), self.item.get("recipient")
        if not (letter and author and recipient and "author" in self.fields):
            return ""
        self.fields["sortname"] = self.fields.pop("author")
        return self.escaped(f"{full_name(author[0])} to {in_words(recipient)},") + " "

    def put_date(self) -> None:
        """Of an unpublished source also ``n.d.`` and a date in brackets, as they are printed."""
        super().put_date()
        date = self.date
        if self.kind == "patent":
            self.put("origdate", self._filed(), as_is)
        has_day = not self.unpublished and date is not None and len(date.start) > 1 and not date.end
        if date is not None and has_day and self._goes_by_year():
            self.fields["date"] = f"{{{edtf_year(date.start[0])}}}"
            self.keep("date as written", date.text)
        if not self.unpublished or date is None or not (date.undated or date.inferred or date.open == "before"):
            return
        for name in ("pubstate", "date"):
            self.fields.pop(name, None)
        said = "n.d." if date.undated else date.text
        dot = r"\isdot{}" if said.endswith(".") else ""  # after which a comma is printed
        self.fields["year"] = "{" + self.escaped(said) + dot + "}"
        if date.start:
            self.fields["sortyear"] = f"{{{date.start[0]}}}"

    def _goes_by_year(self) -> bool:
        """Whether ``cite`` prints the year alone: also of laws in a collection, of which others have their day."""
        kind, item = self.item["type"], self.item
        return kind in _BY_YEAR or (kind in _LEGAL and bool(item.get("volume") or item.get("container-title")))

    def put_archive(self) -> None:
        """``note`` is the location, ``organization`` the archive, ``location`` its place."""
        item, where = self.item, self.where()
        if not self.unpublished:
            if where:
                self.put("library", where)
                if self.kind == "thesis":
                    self.put_for_print("addendum", self.escaped(where))
            self.remember_archive()
            return
        self.fields["entrysubtype"] = "{archival}"
        if "translator" in self.fields and "author" not in self.fields:
            self.fields["options"] = "{usetranslator=false}"  # a translator heads no entry
        location = self.typeset_reference() if self.doc.host else self._typeset_location()
        self.put("note", location, dashes)
        if location.endswith("."):  # the dot of an abbreviation, after which a comma is printed
            self.fields["note"] = self.fields["note"][:-1] + r"\isdot{}}"
        self.put("organization", self.doc.host or self.printed.get("archive"), lambda v, a: "{" + self.escaped(v) + "}")
        place = str(item.get("archive-place") or "")
        if place not in str(self.printed.get("archive") or ""):  # Archivio di Stato di Firenze
            self.put("location", place)
        self.put("library", where)
        self.remember_archive()

    def _typeset_location(self) -> str:
        """The location, with the archive before it where its tradition has it there, and the collection."""
        stated = (self.printed.get(name) for name in ("archive_location", "archive_collection"))
        return ", ".join(str(text) for text in stated if text)

    def put_table(self) -> None:
        """What the manual does not print stands in the annotation: ISBNs, a newspaper's page, a numbered report's
        genre, of an unpublished source everything but a manuscript's genre, which stands before the date."""
        item, silent = self.item, ["ISBN", "ISSN", "original-publisher", "original-publisher-place"]
        if self.unpublished:
            silent += ["genre", "medium", "publisher", "publisher-place"]
        silent += _SILENT.get(item["type"], ())
        if self.kind == "inreference":
            silent.append("page")
        for variable in silent:
            if item.get(variable):
                self.keep(variable, item[variable])
                self.taken.add(variable)
        if item["type"] in ("article-magazine", "article-newspaper", "post-weblog") and not self.unpublished:
            self.fields["entrysubtype"] = "{magazine}"  # how its manual tells both from journals
        self._put_words_beside()
        super().put_table()
        if item["type"] in _LEGAL and not self.unpublished:
            self._put_reporter()
        if re.fullmatch(r"\d+-\d+", number := str(item.get("issue") or "")) and "number" in self.fields:
            self.fields["number"] = f"{{{{{number.replace('-', '--')}}}}}"  # one issue, and not “nos.”
        if self.for_print:
            self.annotations.append(f"printed: {' '.join(dict.fromkeys(self.for_print))}")

    def print_beside(self) -> None:
        """As in biblatex, where nothing stands there yet."""
        if self.item["type"] == "treaty":
            self.fields.pop("titleaddon", None)
        elif "titleaddon" not in self.for_print:
            super().print_beside()
        else:
            self.put("organization", self.item.get("authority"))

    def put_for_print(self, field: str, words: str) -> None:
        """Words that are printed, and that the annotation says under the names of their variables."""
        if words:
            self.fields[field] = "{" + words + "}"
            self.for_print += (field,)

    def _put_words_beside(self) -> None:
        """What ``cite`` prints between a title and the date: who directed, form, medium, where a speech was given."""
        item, kind = self.item, self.item["type"]
        words: list[Any] = []
        if kind in ("motion_picture", "performance") and item.get("director"):
            words.append(f"directed by {in_words(item['director'])}")
        if self.unpublished:
            self.fields.pop("titleaddon", None)  # what it appeared in
            words = self._words_of_unpublished() + words
        elif kind == "speech":
            self._put_event()
        elif kind in ("review", "review-book", "interview"):
            return self.put_for_print("titleaddon", self._work_beside())
        elif kind in ("dataset", "software"):
            words += self._forms_of_data()
        elif kind in ("bill", "hearing", "patent") and self.kind == "misc":
            words += [self._number_in_print(), self._in_volume()]
        elif kind == "treaty":
            self.put_for_print("addendum", self.escaped(self._in_volume()))
        elif kind == "performance":
            words.append(item.get("event-title"))
        elif kind == "broadcast" and item.get("medium"):
            self.put_for_print("addendum", self.escaped(item["medium"]))
            self.taken.add("medium")
            self.keep("medium", item["medium"])
        self.put_for_print("titleaddon", self.escaped(", ".join(str(word) for word in words if word)))
        return None

    def _words_of_unpublished(self) -> list[Any]:
        item, kind = self.item, self.item["type"]
        words: list[Any] = []
        if kind == "interview" and item.get("interviewer"):
            words.append(f"interview by {in_words(item['interviewer'])}")
        if kind != "graphic":
            words.append(self.printed.get("genre"))
        if kind in _WITH_MEDIUM:
            words += [item.get("medium"), item.get("dimensions")]
        if kind in ("speech", "treaty", "performance"):
            words.append(item.get("event-place"))
        return words

    def _work_beside(self) -> str:
        """The work that a review is of, or in which an interview appeared, in LaTeX."""
        item = self.item
        if item["type"] == "interview":
            asked = f"interview by {in_words(item['interviewer'])}" if item.get("interviewer") else ""
            container = str(item.get("container-title") or "")
            whole = rf"\mkbibemph{{{self.escaped(container)}}}" if container else ""
            return ", ".join(filter(None, (self.escaped(asked), whole))) if container else ""
        if not item.get("reviewed-title"):
            return ""
        by = f", by {in_words(item['reviewed-author'])}" if item.get("reviewed-author") else ""
        return rf"review of \mkbibemph{{{self.escaped(item['reviewed-title'])}}}{self.escaped(by)}"

    def _forms_of_data(self) -> list[str]:
        """The form of a data set, and the version of data or software."""
        item = self.item
        variables = [v for v in ("genre", "version") if item.get(v) and (v != "genre" or item["type"] == "dataset")]
        for variable in variables:
            self.keep(variable, item[variable])
            self.taken.add(variable)
        return [f"version {item[v]}" if v == "version" else str(item[v]) for v in variables]

    def _number_in_print(self) -> str:
        """The number of a bill or a hearing; of a patent with the country that granted it."""
        number = str(self.item.get("number") or "")
        if section := str(self.item.get("section") or ""):
            section = f"§ {section}" if self.item["type"] == "bill" else section  # of a hearing, the committee
            return ", ".join(filter(None, (number, section)))
        if self.item["type"] != "patent" or not number:
            return number
        return " ".join(filter(None, (str(self.item.get("jurisdiction") or ""), "Patent", number)))

    def _in_volume(self) -> str:
        """Volume, series and page: ``84 CTS 1``."""
        if not self.item.get("container-title") or self.kind != "misc":
            return ""
        return " ".join(str(self.item[k]) for k in ("volume", "container-title", "page") if self.item.get(k))

    def _put_event(self) -> None:
        """Form and occasion of a speech: ``lecture presented at Green Lecture``."""
        form, event = str(self.item.get("genre") or ""), self.item.get("event-title")
        self.put_for_print("eventtitle", self.escaped(f"{form} presented at {event}".strip() if event else form))
        if event:
            self.keep("event-title", event)
            self.taken.add("event-title")

    def _put_reporter(self) -> None:
        """A case or a law by volume, reporter and page, its number, and a court before the year."""
        item = self.item
        for name in ("location", "titleaddon"):  # the second is what it appeared in, which the annotation names
            self.fields.pop(name, None)
        if item.get("publisher-place"):
            self.keep("publisher-place", item["publisher-place"])
        self.put_for_print("shortjournal", self.escaped(item.get("container-title") or ""))
        self.put_for_print("location", self.escaped(item.get("authority") or ""))
        section = f"§ {item['section']}" if item.get("section") else ""
        numbered = ", ".join(filter(None, (str(item.get("number") or ""), section)))
        self.put_for_print("titleaddon", self.escaped(numbered))
        if item.get("authority"):
            self.keep("authority", item["authority"])
            self.taken.add("authority")

    def is_printed_beside(self, name: str) -> bool:
        """Whether a field that is for print alone holds the words."""
        value = self.item.get(name)
        words = self.escaped(in_words(value) if isinstance(value, list) else value or "")
        beside = any(words and words in self.fields.get(field, "") for field in self.for_print)
        return beside or super().is_printed_beside(name)

    def put_number(self) -> None:
        """An unpublished source has its number in its annotation."""
        numbered = self.kind in ("report", "patent", "music") or self.item["type"] == "standard"
        if self.unpublished or not numbered:
            number = str(self.item.get("number") or "")
            self.keep("record number" if number == self.doc.number else "number", number)
        else:
            super().put_number()
