"""UNIMARC bibliographic records as documents (IFLA, UNIMARC Manual: Bibliographic Format)."""

from __future__ import annotations

import re

from ...common.tables import table
from ...document.model import Document
from ..headings import heading, place_or_edition, without_punctuation
from ..item_builder import ItemBuilder, institution, person
from ..record_dates import record_date
from ..record_fields import put_extent
from ..relators import add_related
from ..remainder import note_remainder
from .host import part_of
from .record import Field, MarcRecord

_READ = frozenset(
    (
        "010 011 017 020 021 035 071 100 101 102 105 106 110 200 205 206 210 214 215 225 328 330 410 461 463 464 676"
        " 680 686 700 701 702 710 711 712 716 720 721 722 801 856 930 995"
    ).split()
)  # 1XX are codes


def unimarc_document(record: MarcRecord, where: str, place: str) -> Document:
    """The document of a record. Raises ReadError for a record that says nothing."""
    build = ItemBuilder(_type(record))
    _title(build, record)
    _names(build, record)
    _host(build, record)
    _publication(build, record)
    _numbers(build, record)
    _description(build, record)
    _notes(build, record)
    note_remainder(build, record.texts(table("marc")["unimarc_rest"]))
    if "001" in record.control:
        build.keep("record_identifier", record.control["001"].strip())
    build.keep("record_source", record.get("801", "b"))
    return build.document(where, place)


def _type(record: MarcRecord) -> str:
    found = str(table("marc")["unimarc_kinds"].get(record.kind, "book"))
    if record.first("328") is not None or record.get("105", "a")[4:8].count("m"):
        return "thesis"
    host = record.first("461", "463", "464")
    if found == "book" and record.level == "a":
        serial = host is None or host.get("x") or part_of(_as_host(host)).issue
        return "article-journal" if serial else "chapter"
    return "periodical" if found == "book" and record.level == "s" else found


def _as_host(field: Field) -> Field:
    """A linking field with its part (v, p) where MARC 21 has it."""
    return Field(field.tag, field.first, field.second, tuple(("g", t) for c, t in field.subfields if c in "vp"))


def _title(build: ItemBuilder, record: MarcRecord) -> None:
    title, build_statement = "", []
    for code, text in (pair for f in record.all("200") for pair in f.subfields):
        clean = without_punctuation(text)
        if code == "a":
            title += f". {clean}" if title else clean
        elif code == "e":
            title += f": {clean}"
        elif code == "d":
            build.note(clean, "Parallel title")
        elif code in "hi":
            title += f". {clean}"
        elif code in "fg":
            build_statement.append(clean)
    build.put("title", title)
    build.note(" ; ".join(build_statement), "Statement of responsibility")


def _names(build: ItemBuilder, record: MarcRecord) -> None:
    codes = table("marc")["unimarc_roles"]
    for tag in ("700", "710", "720", "701", "711", "721", "702", "712", "722", "716"):
        for field in record.all(tag):
            if tag[1] == "0":
                name = person(heading(field.get("a")), heading(field.get("b")))
                text = ", ".join(heading(t) for t in (field.get("a"), field.get("b")) if t)
            else:
                text = ". ".join(heading(t) for t in field.all("ab"))
                name = institution(text)
            relators = [codes.get(code.strip(), "oth") for code in field.all("4")]
            add_related(build, name, text, relators, "contributor" if tag.endswith("2") else "author")
            if dates := field.get("f"):
                build.keep("people", [f"{text}, {dates}"])


def _host(build: ItemBuilder, record: MarcRecord) -> None:
    host = record.first("461", "463", "464") if build.item["type"] in ("article-journal", "chapter") else None
    if host is not None:
        part = part_of(_as_host(host))
        build.put("container-title", without_punctuation(host.get("t") or host.get("a")))
        for variable, value in (("volume", part.volume), ("issue", part.issue), ("page", part.page)):
            build.put(variable, value)
        for text in (host.get("d"), part.date):
            if text:
                build.put_date("issued", text)
        for code, variable in (("x", "ISSN"), ("y", "ISBN")):
            for number in host.all(code):
                build.put_identifier(variable, number)
        build.put("publisher-place", host.get("c"))
        build.put("publisher", host.get("n"))
        build.note(part.rest, "Part")
    for field in record.all("461", "463", "464"):
        if field is not host:
            build.note(field.text(), "Part of")
    for field in record.all("454"):  # what a translation was made of
        build.put("original-title", without_punctuation(field.get("t") or field.get("a")))
    series = list(record.all("225")) or list(record.all("410"))
    for n, field in enumerate(series):
        title = ". ".join(without_punctuation(t) for t in field.all("ati"))
        if n == 0:
            build.put("collection-title", title)
            build.put("collection-number", without_punctuation(field.get("v")))
        else:
            build.note(field.text("0123456789x"), "Series also")


def _publication(build: ItemBuilder, record: MarcRecord) -> None:
    for field in record.all("210", "214"):
        build.put("publisher-place", "; ".join(place_or_edition(t) for t in field.all("a")), "Place")
        build.put("publisher", "; ".join(without_punctuation(t) for t in field.all("c")), "Publisher")
        for text in field.all("d"):
            date, _ = record_date(text)
            if date.start:
                build.put_date("issued", text)
    coded = record.get("100", "a")
    if build.item.get("issued") is None and re.match(r"\d{4}", coded[9:13]):
        build.put_date("issued", coded[9:13])
    for field in record.all("205"):
        build.put("edition", place_or_edition(" / ".join(field.all("ab"))))
    for field in record.all("215"):
        put_extent(build, " ; ".join(field.all("acde")))
    for field in record.all("206"):
        build.put("scale", without_punctuation(field.get("b") or field.get("a")))
    for field in record.all("328"):
        build.put("genre", without_punctuation(field.get("b") or field.get("a")), "Thesis")
        build.suggest("publisher", field.get("e"), "Degree granted by")
        build.note(field.get("c"), "Discipline")
        if (year := field.get("d")) and build.item.get("issued") is None:
            build.put_date("issued", year)


def _numbers(build: ItemBuilder, record: MarcRecord) -> None:
    for tag, variable in (("010", "ISBN"), ("011", "ISSN")):
        for field in record.all(tag):
            for number in field.all("a"):
                build.put_identifier(variable, number)
            for number in field.all("z"):
                build.note(number, f"Invalid {variable}")
    for field in record.all("017"):
        build.put_identifier("DOI" if field.get("2").casefold() == "doi" else "", field.get("a"))
    for field in record.all("020", "021", "035", "071"):
        build.note(field.text(""), f"Number ({field.tag})")
    for tag in ("930", "995", "676", "680", "686"):
        for field in record.all(tag):
            build.put("call-number", field.get("k" if tag == "995" else "a"), f"Classification ({tag})")
            if tag in ("930", "995"):
                build.note(", ".join(field.all("b" if tag == "930" else "ab")), "Held at")
    for field in record.all("856"):
        for address in field.all("u"):
            build.put_identifier("URL", address)


def _description(build: ItemBuilder, record: MarcRecord) -> None:
    languages = [t for f in record.all("101") for t in f.all("a")]
    for n, language in enumerate(languages):
        build.put("language", language) if n == 0 else build.note(language, "Another language")
    for text in (t for f in record.all("101") for t in f.all("c")):
        build.note(text, "Language of the original")
    for field in record.all("330"):
        build.put("abstract", field.text())
    for field in record.fields:
        if field.tag[:2] in ("60", "61"):
            main = ", ".join(heading(t) for t in field.all("abcf"))
            build.add_keywords(["--".join(filter(None, [main, *field.all("jxyz")]))])


def _notes(build: ItemBuilder, record: MarcRecord) -> None:
    """Notes and titles by their labels, then all fields that nothing else has read."""
    labels = table("marc")["unimarc_notes"]
    for field in record.fields:
        if field.tag in labels:
            build.note(field.text(), labels[field.tag])
        elif field.tag == "608":
            build.note(field.text(), "Form or genre")
        elif field.tag not in _READ and field.tag[:2] not in ("60", "61"):
            build.note(field.text(""), f"Field {field.tag}")
