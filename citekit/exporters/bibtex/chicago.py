"""biblatex-chicago, which prints the footnote that ``citekit cite`` prints.

Its edition on CTAN follows the Chicago Manual's 17th edition.  It prints places of publication, pages and ISBNs of
printed works, and abridged years, which the 18th edition, and so citekit, leaves out.
"""

from __future__ import annotations

from ...csl.names import written
from ...csl.wording import edtf
from ...dates import HistoricalDate
from .biblatex import BiblatexEntry
from .entry import as_is, dashes, names_written
from .text import inner_quotes, quoted_within, quoting, rich_text

# types of published works whose titles stand in quotation marks
_QUOTED = frozenset({"article", "incollection", "inproceedings", "inreference", "online", "thesis", "unpublished"})


class ChicagoEntry(BiblatexEntry):
    """An entry of the dialect ``biblatex-chicago``.

    ``@misc`` with an ``entrysubtype`` is an unpublished source: title, date, note, organization (its manual, ``misc``).
    """

    dates_beside = ()  # `origdate` is the day of a letter, and heads a note
    also_valid = frozenset({"translator"})  # its data model lets every type have one, and prints it

    def entry_type(self) -> str:
        """Whatever stands in an archive is an unpublished source; ``@letter`` is for published letters."""
        self.unpublished = self.archival or any(k in self.item for k in ("archive", "archive_location"))
        kind = "misc" if self.unpublished else super().entry_type()
        # without the day on which it was filed, `patent` prints that of the grant as such
        return "misc" if kind == "patent" and not (self._filed() and self.date and self.date.start) else kind

    def _filed(self) -> str:
        """When a patent was filed, in EDTF."""
        date = HistoricalDate.from_csl(self.item.get("submitted"))
        return edtf(date) if date is not None and date.start and date.start[0] > 0 else ""

    def put_titles(self) -> None:
        """The title of an unpublished source stands in quotation marks."""
        super().put_titles()
        if not self.unpublished:
            if self.kind in _QUOTED and (told := quoting(self.doc.title)) != self.doc.title:
                self.fields["title"] = f"{{{{{{{quoted_within(rich_text(told, self.ascii))}}}}}}}"
            return
        if self.item["type"] in ("bill", "legislation", "legal_case"):
            return
        if self.doc.title:
            told = quoting(self.doc.title)
            inner = inner_quotes(told)
            if inner != told:
                self.options.say(
                    "biblatex-chicago prints titles in quotation marks: those within them become single ones"
                )
            whole = quoted_within(rich_text(inner, self.ascii))
            before = self._correspondents()
            self.fields["title"] = rf"{{{before}\mkbibquote{{{whole}}}}}"
        elif self.item.get("recipient") and self.item.get("author"):
            # a letter: the note begins with who wrote to whom, the bibliography with the writer (its manual, misc)
            self.put_whole("title", f"{written(self.item['author'][0])} to {names_written(self.item['recipient'])}")
            self.fields["sortname"] = self.fields.pop("author")

    def _correspondents(self) -> str:
        """Who wrote to whom, before the title of a document that is cited under them."""
        derived = self.item.get("custom", {}).get("citekit", {}).get("correspondents", ())
        letter = self.item["type"] == "personal_communication" or "recipient" in derived
        author, recipient = self.item.get("author"), self.item.get("recipient")
        if not (letter and author and recipient and "author" in self.fields):
            return ""
        self.fields["sortname"] = self.fields.pop("author")
        return self.escaped(f"{names_written(author[:1])} to {names_written(recipient)},") + " "

    def put_date(self) -> None:
        """Of an unpublished source also ``n.d.`` and a date in brackets, as they are printed."""
        super().put_date()
        date = self.date
        if self.kind == "patent":
            self.put("origdate", self._filed(), as_is)
        if not self.unpublished or date is None or not (date.undated or date.inferred):
            return
        for name in ("pubstate", "date"):
            self.fields.pop(name, None)
        dot = r"\isdot{}" if date.text.endswith(".") else ""  # behind which a comma is printed
        self.fields["year"] = "{" + self.escaped(date.text) + dot + "}"
        if date.start:
            self.fields["sortyear"] = f"{{{date.start[0]}}}"

    def put_archive(self) -> None:
        """``note`` is the location, ``organization`` the archive, ``location`` its place."""
        item, where = self.item, self.where()
        if not self.unpublished:
            if where:
                self.put("library", where)
            self.remember_archive()
            return
        self.fields["entrysubtype"] = "{archival}"
        if "translator" in self.fields and "author" not in self.fields:
            self.fields["options"] = "{usetranslator=false}"  # a translator heads no entry
        location = self.typeset_reference() if self.doc.host else self._typeset_location()
        self.put("note", location, dashes)
        if location.endswith("."):  # the dot of an abbreviation, behind which a comma is printed
            self.fields["note"] = self.fields["note"][:-1] + r"\isdot{}}"
        self.put("organization", self.doc.host or self.printed.get("archive"), lambda v, a: "{" + self.escaped(v) + "}")
        self.put("location", item.get("archive-place"))
        self.put("library", where)
        self.remember_archive()

    def _typeset_location(self) -> str:
        """The location, with the archive before it where its tradition has it there, and the collection."""
        stated = (self.printed.get(name) for name in ("archive_location", "archive_collection"))
        return ", ".join(str(text) for text in stated if text)

    def put_table(self) -> None:
        """What the manual does not print stands in the annotation: ISBNs, a newspaper's page, a numbered report's
        genre, of an unpublished source everything but a manuscript's genre, which stands before the date."""
        item, silent = self.item, ["ISBN", "ISSN"]
        if self.unpublished:
            silent += ["genre", "medium", "publisher", "publisher-place"]
        if item["type"] == "article-newspaper":
            silent.append("page")
        if item["type"] == "article-magazine":
            silent += ["volume", "issue", "page"]  # weekly magazines go by their day (CMOS 18, 14.87)
        if item["type"] == "report" and item.get("number"):
            silent.append("genre")
        for variable in silent:
            if item.get(variable):
                self.keep(variable, item[variable])
                self.taken.add(variable)
        if item["type"] in ("article-magazine", "article-newspaper", "post-weblog") and not self.unpublished:
            self.fields["entrysubtype"] = "{magazine}"  # how its manual tells both from journals
        if self.unpublished and item["type"] == "interview" and item.get("interviewer"):
            self.put("titleaddon", f"interview by {names_written(item['interviewer'])}")
        if self.unpublished and item["type"] in ("manuscript", "report"):
            self.put("titleaddon", item.get("genre"))
        super().put_table()

    def put_number(self) -> None:
        """An unpublished source has its number in its annotation."""
        numbered = self.kind in ("report", "patent", "music") or self.item["type"] == "standard"
        if self.unpublished or not numbered:
            number = str(self.item.get("number") or "")
            self.keep("record number" if number == self.doc.number else "number", number)
        else:
            super().put_number()
