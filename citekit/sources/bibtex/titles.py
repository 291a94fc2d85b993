"""Titles of an entry: its own, those of what it appeared in, short ones (biblatex manual, 2.2.2 and 3.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...common.tables import table
from ...csl.languages import language_code
from .casing import may_be_english, sentence_case
from .latex import latex_text, marked_text
from .model import Entry
from .quotes import CLOSE_BRACES, CLOSE_KEPT, OPEN_BRACES, OPEN_KEPT, finish_quotes

_SPACED = "!?.,:;"  # after these no mark is set between a title and what follows it
# fields that are read here
TITLES = frozenset(
    f"{whose}{part}"
    for whose in ("", "main", "book", "journal", "issue")
    for part in ("title", "subtitle", "titleaddon")
) | frozenset("journal shorttitle shortjournal series eventtitle origtitle".split())


@dataclass(frozen=True)
class Title:
    """A title in sentence case and as it is written, with the private characters of ``quotes.py``."""

    cased: str
    written: str

    def and_then(self, other: Title | None, mark: str) -> Title:
        """Two titles as one, with a mark between them."""
        if other is None:
            return self
        return Title(_joined(self.cased, other.cased, mark), _joined(self.written, other.written, mark))

    def before_colon(self, needed: bool) -> Title | None:
        """The title up to its colon; None where one is needed and there is none."""
        cased, written = _up_to_colon(self.cased), _up_to_colon(self.written)
        return None if needed and written == self.written else Title(cased, written)


class Titles:
    """The titles of one entry, put into an item; ``wording`` has those that are not as they are written."""

    def __init__(self, entry: Entry, item: dict[str, Any], archival: bool) -> None:
        data = table("bibtex")["read"]
        self.entry, self.item = entry, item
        self.smart = not entry.as_written
        named = entry.kind in data["named"].split()
        self.english = self.smart and not archival and not named and _is_english(entry)
        self.main = self.smart and bool(entry.fields.get("maintitle"))
        self.part = entry.kind in data["parts"].split()
        self.periodical = entry.kind == "periodical"
        self.wording: dict[str, str] = {}

    def get(self, *names: str, cased: bool = True) -> Title | None:
        """The first of these fields that there is."""
        raw = next((self.entry.fields[name] for name in names if self.entry.fields.get(name)), "")
        if not raw:
            return None
        text = marked_text(raw, protected=True, smart=self.smart)
        return Title(sentence_case(text), text) if cased and self.english else Title(text, text)

    def whole(self, title: str, subtitle: str, addon: str, cased: bool = True) -> Title | None:
        """A title with its subtitle and addition; ``titleaddon`` of an entry as written stays by itself."""
        found = self.get(title, cased=cased)
        sub = self.get(subtitle, cased=cased)
        found = found.and_then(sub, ":") if found is not None else sub
        added = self.get(addon, cased=cased) if self.smart else None
        return found.and_then(added, ".") if found is not None else added

    def put(self, variable: str, title: Title | None) -> None:
        """A title as a variable, unless it has a value."""
        if title is None or self.item.get(variable):
            return
        shown = finish_quotes(title.cased, protected=True)
        self.item[variable] = shown
        if title.cased != title.written:
            self.wording[variable] = finish_quotes(title.written, protected=False)

    def put_all(self) -> None:
        """All of them."""
        self.put("title", self._title())
        self._container()
        self._short()
        series = self.get("series")
        self.put("collection-title", series and _named_series(series, self.english))
        self.put("event-title", self.get("eventtitle"))
        self.put("original-title", self.get("origtitle"))

    def _title(self) -> Title | None:
        if self.periodical and (title := self.whole("issuetitle", "issuesubtitle", "issuetitleaddon")):
            return title
        if self.main and not self.part:
            self.put("volume-title", self.whole("title", "subtitle", "titleaddon"))
            return self.whole("maintitle", "mainsubtitle", "maintitleaddon")
        return self.whole("title", "subtitle", "titleaddon")

    def _container(self) -> None:
        journal = "journaltitle" if self.entry.fields.get("journaltitle") else "journal"
        book = self.whole("booktitle", "booksubtitle", "booktitleaddon")
        if self.periodical:
            self.put("container-title", self.whole("title", "subtitle", "titleaddon", cased=False))
        if self.main and self.part:
            self.put("volume-title", book)
            self.put("container-title", self.whole("maintitle", "mainsubtitle", "maintitleaddon"))
        if self.part:
            self.put("container-title", book)
        self.put("container-title", self.whole(journal, "journalsubtitle", "journaltitleaddon", cased=False))
        self.put("container-title", book)
        if not self.smart:
            self.put("container-title", self.get("maintitle"))
            self._volume_as_written()

    def _volume_as_written(self) -> None:
        """In our own export the annotation says which title is that of the volume; the whole work is the main title."""
        main, volume = self.get("maintitle"), self.item.get("volume-title")
        place = "container-title" if self.part else "title"
        if main is None or not volume or self.item.get(place) != volume:
            return
        self.item.pop("container-title", None)
        self.item.pop(place, None)
        self.put(place, main)

    def _short(self) -> None:
        short = self.get("shorttitle", cased=False)
        if self.periodical and not self.main:
            self.put("container-title-short", short)
        self.put("container-title-short", self.get("shortjournal", cased=False))
        if self.main and not self.part:
            return
        self.put("title-short", self.get("shorttitle"))
        of_issue = self.periodical and self.entry.fields.get("issuetitle")
        title = self.get("title") if self.smart and not of_issue else None
        if title is not None:
            divided = any(self.entry.fields.get(name) for name in ("subtitle", "titleaddon"))
            self.put("title-short", title.before_colon(needed=not divided))


def _is_english(entry: Entry) -> bool:
    """Whether titles are to be in sentence case: the entry is English, or nothing says that it is not."""
    if entry.language:
        return entry.language.startswith("en")
    stated = entry.fields.get("language", "")
    if stated and (language_code(stated) or "en").split("-")[0] != "en":
        return False
    titles = [entry.fields.get(name, "") for name in ("maintitle", "title", "booktitle")]
    return may_be_english(" ".join(latex_text(title, smart=True) for title in titles if title))


def _joined(first: str, second: str, mark: str) -> str:
    last = first.rstrip(CLOSE_BRACES + CLOSE_KEPT)[-1:]
    return f"{first} {second}" if last in _SPACED and last else f"{first}{mark} {second}"


def _up_to_colon(text: str) -> str:
    """A text up to the first colon that stands in no braces and no markup."""
    depth = 0
    for match in re.finditer(f"</?[a-z][^<>]*>|[{OPEN_BRACES}{OPEN_KEPT}{CLOSE_BRACES}{CLOSE_KEPT}]|:", text):
        mark = match.group()
        if mark == ":" and depth == 0:
            return text[: match.start()].strip()
        if mark != ":":
            depth += -1 if mark.startswith("</") or mark in (CLOSE_BRACES, CLOSE_KEPT) else 1
    return text


def _named_series(series: Title, english: bool) -> Title:
    """A series whose title is a number or a localisation key in words (biblatex manual, 2.3.7 and 4.9.2)."""
    words = table("bibtex")["read"]["words"]
    plain = series.written.strip()
    if plain.isascii() and plain.isdigit() and len(plain) < 4:
        return Title(f"{_ordinal(int(plain))} {words['jourser']}", plain)
    if plain.lower() in words:
        said = words[plain.lower()]
        return Title(said[:1].upper() + said[1:] if english else said, plain)
    return series


def _ordinal(number: int) -> str:
    tens = number % 100
    return f"{number}{'th' if 10 < tens < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
