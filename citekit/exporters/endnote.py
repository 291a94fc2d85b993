"""RIS as EndNote has it (data/endnote.toml): library, collection, container and folio of a manuscript in their fields.

EndNote knows no lines of Extra: what it has no field for is a line ``name: value`` of its notes.  The whole reference
stands in ``AN`` besides, as in all other RIS of citekit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ..archives.grammar import parse_references
from ..archives.reference import ArchivalReference, Level
from ..common.errors import UsageError
from ..common.tables import table
from ..csl.labels import UNTITLED, label_of, note_line
from ..csl.leftovers import leftovers
from ..csl.ris_tags import Tag, keywords, row, tags
from ..csl.variables import NAME_VARIABLES
from ..csl.wording import lines_of, name_wording, one_line, variable_named, wording
from ..dates import MONTHS, date_text
from ..document.correspondence import credited, sender_is_author, type_in_managers
from ..document.extra import extra_of
from ..document.item import stated_access, stated_date, title_or_description, to_csl
from ..document.model import Document
from ..document.people import names_of_people
from ..document.wording import in_source_wording
from .options import ExportOptions
from .ris import Lines, pages_of, record_text, ris_writer, say_joined_lines, whole_names
from .zotero import labels

MANUSCRIPT = "MANSCPT"
_OWN = frozenset("id type title issued accessed URL page keyword note custom archive archive_location".split())


def write(docs: Iterable[Document], dialect: str, options: ExportOptions) -> Iterator[str]:
    """RIS records for EndNote's import option "Reference Manager (RIS)". RIS is UTF-8: no ASCII alone."""
    if options.ascii:
        raise UsageError("RIS cannot be written in ASCII alone", hint="leave out --ascii, or export BibTeX")
    writer = ris_writer()
    for doc in docs:
        made = _Record(doc)
        if not doc.title and made.titled:
            options.say("EndNote has no documents without a title: “Letter to …” stands in its place")
        yield record_text(writer, made.lines)
        say_joined_lines(doc, "EndNote's RIS", options)


# capitals that CSL keeps stay in any case
_NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')


class _Record:
    """One record as it is made: ``lines`` are its lines, each a tag and its value, ``titled`` is its title."""

    def __init__(self, doc: Document) -> None:
        doc = in_source_wording(doc)
        self.doc, self.item = doc, to_csl(doc)
        self.kind = type_in_managers(doc)
        self.manuscript = _is_manuscript(self.kind, self.item)
        self.ris_type = MANUSCRIPT if self.manuscript else _ris_type(self.kind)
        self.lines: Lines = [("TY", self.ris_type), ("ID", one_line(self.item["id"]))]
        self.done = set(_OWN)
        self.labelled: set[str] = set()  # names of `custom` that have a field
        self._people()
        self.titled = title_or_description(doc, self.item)
        self._put("TI", self.titled)
        self._variables()
        self._archive()
        self.lines += _dates(doc) + pages_of(self.item, self.done, self.ris_type)
        self.lines += [("KW", keyword) for keyword in keywords(self.item.get("keyword"))]
        self._put("UR", doc.url)
        self._put("LB", self.item["id"])
        self.lines += [("N1", line) for line in self._notes()]

    def _put(self, tag: str, value: Any) -> None:
        if value not in (None, "", []) and (line := one_line(value)):
            self.lines.append((tag, _NOCASE.sub(r"\1", line) if "nocase" in line else line))

    def _people(self) -> None:
        """Sender, recipient and the people of the credits, by their roles."""
        doc, item = self.doc, self.item
        if sender_is_author(doc):
            item.setdefault("author", names_of_people(doc.sender))
        for role, people in credited(doc.contributors).items():
            if role == "translator" and role not in extra_of(doc):
                if self.manuscript:
                    item.pop(role)  # no field of a manuscript; the credits among the notes name them
                else:
                    item[role] = people
            else:
                item.setdefault(role, people)

    def _variables(self) -> None:
        used = {tag for tag, _ in self.lines} | (_TAKEN if self.manuscript else frozenset())
        if self.doc.number and str(self.item.get("number")) == self.doc.number:
            self.done.add("number")  # that of the record, which the notes name
        for tag in _tags(self.ris_type):
            value = self.item.get(tag.variable)
            if value in (None, "", []) or tag.variable in self.done or tag.tag in used:
                continue
            if tag.variable in NAME_VARIABLES:
                self.lines += [(tag.tag, _person(name)) for name in value]
            else:
                self._put(tag.tag, wording(tag.variable, value))
            self.done.add(tag.variable)
            used.add(tag.tag)
        if self.ris_type == "ART" and "M3" not in used:  # a picture's “Type of Work”
            self._put("M3", self.item.get("medium"))
        custom = self.item.get("custom", {})
        labels_of = {} if self.manuscript else _tags_of_labels(self.ris_type)
        for name, label_tag in labels_of.items():
            if label_tag not in used and isinstance(said := custom.get(name), str) and one_line(said) == said:
                self._put(label_tag, said)
                self.labelled.add(label_of(name))
        if self.kind == "personal_communication" and self.manuscript and not self.item.get("genre"):
            self._put("M3", self.doc.kind or "letter")

    def _archive(self) -> None:
        doc, item = self.doc, self.item
        if not self.manuscript:
            self._put("DB", item.get("archive"))
            self._put("AN", item.get("archive_location"))
            return
        references = doc.references or tuple(parse_references(str(item.get("archive_location") or "")))
        named = list(dict.fromkeys(name for r in references if (name := r.split()[0])))
        self._put("PB", "; ".join(named) if doc.host else item.get("archive"))
        self._put("CY", item.get("archive-place"))
        self._put("DB", doc.host)
        self._put("AN", item.get("archive_location"))
        places = _places(references[0]) if len(references) == 1 else {}
        places["T2"] = one_line(item.get("archive_collection") or places.get("T2", ""))
        if not any(places.get(tag) for tag in ("VL", "M1", "NV")):
            places["VL"] = one_line(item.get("archive_location") or "")
        for tag in ("T2", "VL", "M1", "NV"):
            self._put(tag, places.get(tag))
        self.done |= {"archive-place", "archive_collection"}

    def _notes(self) -> Iterator[str]:
        """What EndNote has no field for, a line each; then credits or notes."""
        doc, item = self.doc, self.item
        read = table("ris")["reads"].get(self.ris_type) or _csl_type(self.ris_type)
        if self.ris_type in table("ris")["journal"] and _OF_JOURNALS & item.keys():
            read = "article-journal"
        said = [("type", item["type"])] if item["type"] != read else []
        if not doc.title and self.titled:
            said.append(("title", UNTITLED))
        if doc.date is None and "issued" in item and not extra_of(doc).get("issued"):
            said.append(("issued", wording("issued", item["issued"])))
        if self.manuscript and str(item.get("genre") or "") == "letter":
            said.append(("genre", "letter"))  # not only EndNote's kind of a letter whose genre nobody has stated
        if self.ris_type == "ART" and item.get("genre") and item.get("genre") == item.get("medium"):
            said.append(("genre", str(item["genre"])))
        left = leftovers(item, self.done | set(map(str, _derived(item))))
        said += [(name, words) for name, words in left if name not in self.labelled]
        said += labels(doc)
        if doc.language:
            said.append(("Original language", doc.language))
        said += whole_names(doc)
        for name, value in dict.fromkeys(said):
            yield one_line(f"{name}: {value}")
        for part in lines_of(doc.credits or item.get("note") or "").split("\n"):
            if part:
                yield one_line(note_line(part, any_label=True))


# variables by which a record of no type of its own is read as an article
_OF_JOURNALS = frozenset({"container-title", "container-title-short", "issue"})
# tags that hold an archive's place in a manuscript, and so nothing else
_TAKEN = frozenset("PB CY T2 T3 VL M1 NV DB AN".split())


def _derived(item: dict[str, Any]) -> list[Any]:
    """Variables that were made from sender and recipient, which are written by themselves."""
    found: list[Any] = item.get("custom", {}).get("citekit", {}).get("correspondents", [])
    return found


def _is_manuscript(kind: str, item: dict[str, Any]) -> bool:
    """Whether a document is EndNote's Manuscript: it stands in an archive, and was not published."""
    archival = bool(item.get("archive") or item.get("archive_location"))
    return archival and not item.get("publisher") and kind in table("endnote_ris")["in_archives"].split()


def _ris_type(kind: str) -> str:
    own = table("endnote_ris")["types"].get(kind)
    return str(own or table("ris")["types"].get(kind, "GEN"))


def _csl_type(ris_type: str) -> str:
    return next((csl for csl, ris in table("ris")["types"].items() if ris == ris_type), "document")


@lru_cache(maxsize=64)
def _tags(ris_type: str) -> tuple[Tag, ...]:
    """The tags of a reference type in EndNote: a patent has its number in another than a case."""
    own = table("endnote_ris")["type"].get(ris_type, {})
    rows = [r for r in tags(ris_type) if r.variable not in own]
    rows += [row(tag, variable) for variable, tag in own.items() if tag]
    if ris_type == MANUSCRIPT:
        return tuple(rows)
    of_type = [(name, tag) for tag, name in _by_type(ris_type).items() if tag != "SP" and variable_named(name)]
    known = {r.variable for r in rows} | own.keys()
    for variable, tag in (*of_type, *_everywhere(ris_type).items()):
        if variable not in known:
            rows.append(row(tag, variable))
            known.add(variable)
    return tuple(rows)


def _by_type(ris_type: str) -> dict[str, str]:
    """What a reference type gives a meaning of its own: tag -> variable, or ``custom NAME``."""
    data = table("ris")
    read_as = data["same"].get(ris_type, ris_type)
    return {**data["labels_of"].get(read_as, {}), **data["reads_as"].get(read_as, {})}


def _everywhere(ris_type: str) -> dict[str, str]:
    """Fields of all reference types: variable -> a tag that the type does not use otherwise."""
    taken = _by_type(ris_type)
    return {variable: tag for variable, tag in table("endnote_ris")["every"].items() if tag not in taken}


@lru_cache(maxsize=64)
def _tags_of_labels(ris_type: str) -> dict[str, str]:
    """What a reference type has and CSL has not: name in ``custom`` -> tag (an adviser, a counsel)."""
    found: dict[str, str] = {}
    for tag, label in _by_type(ris_type).items():
        name = label.removeprefix("custom ").replace(" ", "_")
        if not variable_named(name) and label not in ("legal note",):
            found.setdefault(name, tag)
    return found


def _person(name: Any) -> str:
    """A name as EndNote divides it: one that is whole ends in a comma, and has its own first comma doubled."""
    wording = name_wording(name)
    if "," in wording and not wording.startswith("{"):
        return one_line(wording)
    whole = one_line(wording[1:-1] if wording[:1] == "{" and wording[-1:] == "}" else wording)
    return whole.replace(",", ",,", 1) if "," in whole else f"{whole},"


def _dates(doc: Document) -> Lines:
    """The dates as EndNote prints them, which sets its text as it is: month and day, the year in a field of its own.

    What is more than a day, a month or a year is as it is written.
    """
    date, accessed = stated_date(doc), stated_access(doc)
    lines: Lines = []
    if date is not None and date.text:
        plain = date.start and not (date.end or date.season or date.printed_as_written or date.says_more)
        if not plain or date.circa or date.uncertain or date.start[0] < 1:
            lines.append(("DA", one_line(date.text)))
        elif len(date.start) > 1:
            lines.append(("DA", " ".join([MONTHS[date.start[1]], *map(str, date.start[2:])])))
        if date.start and date.start[0] > 0:
            lines.append(("PY", f"{date.start[0]:04d}"))
    if accessed is not None and accessed.text:
        plain = accessed.start and not (accessed.end or accessed.season or accessed.printed_as_written)
        lines.append(("Y2", date_text(accessed.start) if plain else one_line(accessed.text)))
    return lines


def _places(reference: ArchivalReference) -> dict[str, str]:
    """The levels of a reference by the tag that holds them."""
    own = table("endnote_ris")["manuscript"]
    found = {
        tag: ", ".join(_worded(level, reference.text) for level in reference.levels if level.kind in kinds.split())
        for tag, kinds in own.items()
    }
    if any(part not in reference.text for words in found.values() for part in words.split(", ")):
        return {}  # taken apart they are other words
    return {tag: one_line(words) for tag, words in found.items() if words}


def _worded(level: Level, text: str) -> str:
    """A level with its word, in the order in which they stand."""
    if not level.term:
        return level.value
    behind = f"{level.value} {level.term}"
    return behind if behind in text else f"{level.term} {level.value}"
