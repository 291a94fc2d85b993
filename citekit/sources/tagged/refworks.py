"""The RefWorks tagged format: lines such as ``T1 Title``, records that begin with ``RT`` (data/refworks.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...common.tables import table
from ...csl.names import parse_name
from ...csl.variables import NAME_VARIABLES
from ...document.model import Document
from ..base import Cut, Found
from ..item_builder import ItemBuilder
from ..manuscript import place_of
from ..published import is_published, names_levels
from ..record_dates import record_date
from .lines import Content, TaggedRecord, cut_records, documents

_TAG = re.compile(r"\ufeff?(PMC?ID|[A-Z][A-Z0-9]|U1[0-5])(?:[ \t]+(?!- )|$)(.*)$")
_DETECT = re.compile(
    r"(?:[\s\ufeff]*(?:\d+\.?\s*\n)?)(?:<[^>\n]{0,80}>\s*)?RT[ \t]+(?!- )[A-Z][^\n]*\n"
    r"(?:[^\n]*\n){0,9}?[A-Z][A-Z0-9][ \t]"
)
_KEPT = frozenset("manuscript personal_communication document graphic map".split())  # what libraries and archives keep
_NUMBERED = frozenset({"report", "patent", "standard"})
_STANDARD = re.compile(r"\d{7}[\dXx]|\d{9}[\dXx]|\d{13}")  # ISSN, ISBN
_OWN = frozenset({"RT", "SR", "ID", "YR", "FD", "SP", "OP", "K1", "ER"})


def detect(text: str, name: str) -> bool:
    """Whether the text begins with a record of RefWorks."""
    return _DETECT.match(text[:3000]) is not None


def read(content: Content, where: str) -> Iterator[Found]:
    """One document a record."""
    return documents(content, where, _TAG, "RT", _document)


def split(content: Content, where: str) -> Iterator[Cut]:
    """Runs of records, each a file of its own."""
    return cut_records(content, _TAG, "RT")


def _document(record: TaggedRecord, where: str, place: str) -> Document:
    kind = record.get("RT").casefold()
    build = ItemBuilder(str(table("refworks")["types"].get(kind, "document")))
    if kind not in table("refworks")["types"]:
        build.note(record.get("RT"), "Reference type")
    meanings = {**table("refworks")["fields"], **table("refworks")["in"].get(kind, {})}
    placed = _place(build, record)
    for tag, text in sorted(record.fields, key=lambda field: field[0] == "LK"):  # UL is the address, LK further links
        if tag in _OWN or tag in placed or not text:
            continue
        _add(build, meanings.get(tag, f"note: {tag}"), text, tag)
    first, last = record.get("SP"), record.get("OP")
    if first.isdigit() and not last and build.item["type"] in ("book", "thesis"):
        build.put("number-of-pages", first)
    else:
        build.put("page", f"{first}-{last}" if first and last and first != last else first or last)
    for keywords in record.all("K1"):
        build.add_keywords(keywords.split(";"))
    _date(build, record.get("YR"), record.get("FD"))
    return build.document(where, place)


def _place(build: ItemBuilder, record: TaggedRecord) -> frozenset[str]:
    """Where a thing that was never published is kept: its availability and call number; gives the tags that say it."""
    if is_published({"type": build.item["type"]}) or build.item["type"] not in _KEPT:
        return frozenset()
    kept, number_tag = "; ".join(record.all("AV")), "CN" if record.has("CN") else "CL"
    number = ", ".join(record.all(number_tag))
    if not kept and not names_levels(number):
        return frozenset()
    accession = ", ".join(record.all("AN"))
    if kept and (number or accession) and not names_levels(kept):
        found = place_of((), accession, number)
        build.put("archive", kept)
        build.put("archive_location", found.reference)
        build.put("call-number", found.call_number)
        build.note(found.accession_number, "Accession number")
        used = {"AV", number_tag, "AN"}
    else:
        build.put("archive_location", kept or number)
        used = {"AV"} if kept else {number_tag}
    if not record.has("PB"):
        build.put("archive-place", "; ".join(record.all("PP")))
        used.add("PP")
    return frozenset(used)


def _add(build: ItemBuilder, meaning: str, text: str, tag: str) -> None:
    if meaning == "note" or meaning.startswith("note: "):
        build.note(text, meaning[6:])
    elif meaning in NAME_VARIABLES:
        for name in text.split(";"):
            if name.strip():
                build.add_name(meaning, parse_name(re.sub(r",(?=\S)", ", ", name.strip())))
    elif meaning == "accessed":
        build.put_date("accessed", text)
    elif meaning == "ISBN":
        numbered = build.item["type"] in _NUMBERED  # 223,898 is one number of a patent
        for part in re.split(r";\s*|,\s+" if numbered else r"[;,]\s*", text):
            digits = re.sub(r"[^\dXx]", "", part)
            if numbered and not _STANDARD.fullmatch(digits):  # the work's own number
                build.put("number", part, "Number")
                continue
            build.put_identifier("ISSN" if len(digits) == 8 else "ISBN", part, "ISBN or ISSN")
    elif tag in ("CL", "DS"):
        build.suggest(meaning, text, "Classification" if tag == "CL" else "Data source")
    elif tag == "ED" and build.item["type"] == "thesis" and not re.search(r"\d", text):  # the degree
        build.put("genre", text, f"RefWorks {tag}")
    elif meaning in ("URL", "DOI"):
        build.put_identifier(meaning, text)
    else:
        build.put(meaning, text, f"RefWorks {tag}")


def _date(build: ItemBuilder, year: str, day: str) -> None:
    """The year, with the day of the free-form date (FD), which may hold the year again."""
    if not day:
        if year:
            build.put_date("issued", year)
        return
    forms = [day] if not year or year in day else [f"{day} {year}", f"{year}-{day}"]
    found = next((read for form in forms if (read := record_date(form)).date.start), None)
    if found is not None and (not year or str(found.date.start[0]) == year):
        build.put_date("issued", found.date)
        build.note(found.wording, "Date in the record")
    else:
        if year:
            build.put_date("issued", year)
        build.note(day, "Date in the record")
