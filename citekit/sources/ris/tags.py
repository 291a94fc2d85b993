"""The tags of a RIS record as variables, by its type (data/ris.toml); what has none is kept under a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...common.tables import table
from ...csl.ris_tags import decode_name, decode_text, variables
from ...csl.variables import NAME_VARIABLES
from ...csl.wording import custom_value, value_of, variable_named
from ..page_numbers import names_pages
from .records import BREAK, Record

_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.I)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_NUMBER = re.compile(r"(?=.*\d)[^\n\u2028]{1,25}")
# sizes and durations: 62 x 48 cm, 24 in., 103 min.
_MEASURES = re.compile(
    r"\d\s*(?:[x\u00d7]\s*\d|(?:[cm]?m|in|ft|min|mins|minutes|hours?|sec|h)\b|[\"\u2033'\u2032])", re.I
)
# what a work of art is made of, and not what it is
_MATERIAL = re.compile(
    r"\w[\w ,-]* (?:on|auf|sur|su|sobre) \w|silver print|albumen|bronze|marble|oil|tempera|gouache", re.I
)
_PROCEEDINGS = re.compile(r"(?:proceedings|transactions|acta|actes|atti|actas|akten|verhandlungen|tagungsband)\b", re.I)
_DAY = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")
_FILES = ("L1", "L2", "L3", "L4", "LK")
# what tells that a record of a type without a meaning of its own is an article
_OF_JOURNALS = {"JO", "JF", "JA", "J1", "J2", "T2", "IS"}


def csl_type(record: Record) -> str:
    """The CSL type of a record."""
    data = table("ris")
    name = record_type(record)
    if name in data["journal"] and not _OF_JOURNALS & record.keys():
        return str(data["journal"][name])
    written = {ris: csl for csl, ris in reversed(list(data["types"].items()))}
    return str(
        "article-journal" if name in data["journal"] else data["reads"].get(name) or written.get(name, "document")
    )


def record_type(record: Record) -> str:
    """The type that a record states."""
    return record["TY"][0].strip().upper()


class Tags:
    """The tags of one record, taken one after another into an item; ``used`` are those that have been."""

    def __init__(self, record: Record, item: dict[str, Any], custom: dict[str, Any]) -> None:
        data = table("ris")
        self.record, self.item, self.custom = record, item, custom
        stated = record_type(record)
        self.edited = stated == "EDBOOK"
        self.type = data["same"].get(stated, stated)
        self.rows = variables(self.type)
        self.reads = data["reads_as"].get(self.type, {})
        self.used = {"TY", "ER", "M2", "RN", "N1"}

    def take_all(self) -> None:
        """Everything but dates and notes."""
        self._numbers()
        self._short_title()
        self._proceedings()
        for tag in self.record:
            if tag not in self.used:
                self._by_type(tag)
        self._also()
        self._addresses()
        self._identifiers()
        if self.edited and "editor" not in self.item and self.item.get("author"):
            self.item["editor"] = self.item.pop("author")
        for tag in self.record:
            if tag not in self.used:
                self._label(tag)

    def put(self, variable: str, values: Sequence[str], tag: str) -> None:
        """Values of a tag as a variable: names are added up, of other values the first counts if there is none yet;
        all others stay, as labelled notes.
        """
        self.used.add(tag)
        if variable in NAME_VARIABLES:
            named = [decode_name(decode_text([value])) for value in values if re.search(r"[^\W_]", value)]
            known = list(self.item.get(variable, ()))  # by another tag; two people of one tag may have the same name
            self.item[variable] = known + [name for name in named if name not in known]
            return
        for value in values:
            text = decode_text([value]).replace(BREAK, " ")
            known = self.item.setdefault(variable, value_of(variable, text))
            if known != value_of(variable, text):
                self.keep(self.label(tag), text)

    def keep(self, label: str, text: str) -> None:
        """A text under a label in ``custom``."""
        name = label.replace(" ", "_")
        known = self.custom.get(name)
        if isinstance(known, list):
            known.append(text)
        else:
            self.custom[name] = f"{known}; {text}" if known else custom_value(name, text)

    def label(self, tag: str) -> str:
        """The label of what a tag says beside a variable."""
        data = table("ris")
        label = data["labels_of"].get(self.type, {}).get(tag) or data["custom"].get(tag, "")
        return label if label and not variable_named(label) else f"ris_{tag.lower()}"

    def _by_type(self, tag: str) -> None:
        """A tag that the type gives a meaning, or that means the same in all types."""
        stated, values = self.reads.get(tag, ""), self.record[tag]
        if stated.startswith("custom "):
            self.used.add(tag)
            for value in values:
                self.keep(stated.removeprefix("custom "), decode_text([value]))
        elif stated:
            self._stated(stated, values, tag)
        elif tag in table("ris")["labels_of"].get(self.type, {}):
            return
        elif tag == "M3" and self.type == "ART" and _MATERIAL.match(decode_text(values)):
            self.put("medium", values, tag)
        elif tag == "M3" and _DOI.fullmatch(decode_text(values[:1])):
            self.put("DOI", values, tag)
        elif (row := self.rows.get(tag)) is not None:
            early = row.variable == "edition" and _DAY.fullmatch(values[0].strip())  # PubMed's day before print
            self.put("available-date" if early else row.variable, values, tag)
        elif tag in ("A1", "ED"):
            self.put("author" if tag == "A1" else "editor", values, tag)

    def _stated(self, variable: str, values: Sequence[str], tag: str) -> None:
        """A tag that the type gives a meaning, unless its value shows another: prose in the place of a number, a number
        of PubMed in that of PubMed Central.
        """
        first = decode_text(values[:1])
        if tag == "SP" and variable == "dimensions" and not _MEASURES.search(first):
            self.used.add(tag)
            self.keep("description", "; ".join(decode_text([value]) for value in values))
            return
        if tag == "M1" and variable in ("issue", "number") and not _NUMBER.fullmatch(first):
            return
        if variable == "volume" and self.type == "THES" and not re.search(r"\d", first):  # EndNote's field "Degree"
            if "M3" in self.record:
                self.used.add(tag)
                self.keep("degree", "; ".join(decode_text([value]) for value in values))
            else:
                self.put("genre", values, tag)
            return
        self.put("PMID" if variable == "PMCID" and first.isdigit() else variable, values, tag)

    def _proceedings(self) -> None:
        """``T2`` of a paper is its conference, or, as Mendeley and others have it, the proceedings that it is in."""
        known = {"C3", "BT", "JF", "JO"} & self.record.keys()
        if self.type in ("CONF", "CPAPER") and not known and "T2" in self.record:
            if _PROCEEDINGS.match(decode_text(self.record["T2"])):
                self.put("container-title", self.record["T2"], "T2")

    def _short_title(self) -> None:
        """``T2`` that is a part of the title: bibutils writes the short title there, beside the journal."""
        title, short = (decode_text(self.record.get(tag, ())) for tag in ("TI", "T2"))
        elsewhere = self.type == "BOOK" or (self.type == "JOUR" and self.record.keys() & {"JO", "JF"})
        if short and elsewhere and len(short) < len(title) and short.casefold() in title.casefold():
            self.put("title-short", self.record["T2"], "T2")

    def _also(self) -> None:
        """Tags that stand for a variable where its own tag is absent."""
        for variable, tags in table("ris")["also"].items():
            for tag in tags if variable not in ("issued", "accessed") else ():
                if tag in self.record and tag not in self.used and not self.item.get(variable):
                    self.put(variable, self.record[tag], tag)

    def _numbers(self) -> None:
        """ISBN or ISSN, a report's number, pages, the record's key."""
        for value in self.record.get("SN", ()) if "SN" not in self.reads else ():
            text = re.sub(r"\s*\((?:is[bs]n|print|online|electronic|linking)\)", "", decode_text([value]), flags=re.I)
            listed = [part for part in re.split(r"[,;]\s*|\s+", text) if part]
            if all(map(_ISSN.fullmatch, listed)):  # one or several ISSNs
                variable, text = "ISSN", " ".join(dict.fromkeys(listed))
            else:
                digits = re.sub(r"[^\dXx]", "", text)
                report = self.item["type"] == "report" and len(digits) < 10
                variable = "number" if report else "ISBN" if len(digits) >= 10 else "ISSN"
            known = self.item.get(variable)
            self.item[variable] = f"{known} {text}" if known else text
        self.used |= {"SN"} - self.reads.keys()
        first, last = (decode_text(self.record.get(tag, ())) for tag in ("SP", "EP"))
        counted = self.reads.get("SP") and not last and not names_pages(first)
        if not counted:
            self.item["page"] = f"{first}-{last}" if first and last and last != first else first or last
            self.used.add("SP")
        for tag in ("SP", "EP"):
            for value in self.record.get(tag, ())[1:]:
                self.keep("other pages", decode_text([value]))
        self.item["keyword"] = "; ".join(
            dict.fromkeys(decode_text([k]) for value in self.record.get("KW", ()) for k in value.split(BREAK))
        )
        self.item["id"] = decode_text(self.record.get("ID") or self.record.get("LB") or ())
        labels = self.record.get("LB", [])
        said = "ID" not in self.record or labels[:1] == self.record["ID"][:1]  # the label is the key
        for tag in ("ID", "LB"):
            for value in self.record.get(tag, ())[1:] if tag == "ID" or said else ():
                self.keep("other label", decode_text([value]))
        self.used |= {"EP", "KW", "ID"} | ({"LB"} if said else set())

    def _addresses(self) -> None:
        """Addresses and files."""
        found = [decode_text([u]) for u in self.record.get("UR", ())]
        listed = [part for a in found for part in (re.split(r"\s*;\s*(?=https?://)", a) if "; http" in a else [a])]
        if listed:
            self.item["URL"] = listed[0]
            self.custom["links"] = listed[1:]
        self.custom["files"] = [decode_text([f]) for tag in _FILES for f in self.record.get(tag, ())]
        self.used |= {"UR", *_FILES}

    def _identifiers(self) -> None:
        """A DOI without the address that it often stands in."""
        if match := _DOI.fullmatch(str(self.item.get("DOI") or "").strip()):
            self.item["DOI"] = match[1]

    def _label(self, tag: str) -> None:
        """A tag without a variable: what the table has for it, or a label."""
        stated = table("ris")["custom"].get(tag, "")
        own = table("ris")["labels_of"].get(self.type, {}).get(tag)
        variable = variable_named(stated) if not own else ""
        if variable and (variable in NAME_VARIABLES or not self.item.get(variable)):
            self.put(variable, self.record[tag], tag)
            return
        self.used.add(tag)
        for value in self.record[tag]:
            self.keep(self.label(tag), decode_text([value]).replace(BREAK, " "))
