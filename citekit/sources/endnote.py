"""Fields of EndNote's reference types as documents (data/endnote.toml), for EndNote XML and Refer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..archives.reference import Level
from ..common.tables import table
from ..csl.names import parse_divided_name
from ..csl.others import says_others
from ..csl.variables import NAME_VARIABLES
from ..document.model import Document
from .item_builder import ItemBuilder
from .manuscript import levels_of, place_of, with_levels
from .page_numbers import names_pages
from .record_dates import record_date
from .standard_numbers import is_serial_number

Fields = Sequence[tuple[str, str]]
_DAY = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")
_AUTHORS = frozenset("authors secondary-authors tertiary-authors subsidiary-authors".split())


def endnote_document(kind: str, fields: Fields, where: str, place: str) -> Document:
    """The document of (field, text) pairs. Raises ReadError for a record that says nothing.

    ``kind`` is the reference type's name or number; without one the fields tell (Refer's manual, ``%0``).
    """
    kind = kind_named(kind) or _kind_by_fields(fields)
    build = ItemBuilder(str(table("endnote")["types"].get(kind, "document")))
    if kind not in table("endnote")["types"]:
        build.note(kind, "Reference type")
    meanings = {**table("endnote")["fields"], **table("endnote")["in"].get(kind, {})}
    journal = next((text for name, text in fields if name == "periodical"), "")
    for name, text in fields:
        if journal and name == "secondary-title" and meanings[name] == "container-title":
            _secondary_title(build, text, journal)
        elif name in ("year", "date", "type"):
            continue
        elif name == "url" and text.startswith("<"):  # a command of the program: <Go to ISI>://000200148800007
            build.note(text, "Address")
        elif name == "url":
            build.put_identifier("URL", text)
        elif name == "file":
            build.keep("files", [text])
        elif name == "keywords":
            build.add_keywords(re.split(r"[;\n\r]+", text))
        elif meanings.get(name) == "place":
            continue
        elif name in meanings:
            _add(build, meanings[name], text, name)
        else:
            build.note(text, name.replace("-", " ").capitalize())
    if kind == "edited book" and not any(n == "authors" for n, _ in fields) and "editor" not in build.item:
        if "collection-title" not in build.item and "collection-editor" in build.item:  # it has no series
            build.item["editor"] = build.item.pop("collection-editor")
    levels = _place(build, fields) if "place" in meanings.values() else ()
    _accessed(build, fields, meanings)
    _dates(build, fields)
    return with_levels(build.document(where, place), levels)


def _place(build: ItemBuilder, fields: Fields) -> tuple[Level, ...]:
    """Where a manuscript stands: its number, container and folio, its accession and call numbers.

    The levels are those of the reference that they make.
    """

    def values(*names: str) -> str:
        return ", ".join(text for wanted in names for name, text in fields if name == wanted)

    parts = [values("num-vols"), values("volume"), values("number", "issue")]
    found = place_of(parts, values("accession-num"), values("call-num"))
    build.put("archive_location", found.reference)
    build.put("call-number", found.call_number)
    build.note(found.accession_number, "Accession number")
    return levels_of(found.reference, *parts)


def _secondary_title(build: ItemBuilder, text: str, journal: str) -> None:
    """The title of a journal beside its full one in ``periodical``: the shorter of two is its short form."""
    build.put("container-title", journal)
    if text != journal:
        build.put("container-title-short" if len(text) < len(journal) else "container-title", text, "Secondary title")


def kind_named(kind: str) -> str:
    """The name of a reference type in lower case, from its name or number."""
    kind = " ".join(kind.split()).casefold()
    return str(table("endnote")["numbers"].get(kind, kind))


def _kind_by_fields(fields: Fields) -> str:
    names = {name for name, _ in fields}
    if "periodical" in names:
        return "journal article"
    if "secondary-title" in names:
        return "book section"
    if any(re.search(r"thes[ie]s|diss", text, re.I) for name, text in fields if name == "work-type"):
        return "thesis"
    return "book" if "publisher" in names else "generic"


def _add(build: ItemBuilder, meaning: str, text: str, name: str) -> None:
    label = name.replace("-", " ").capitalize()
    if meaning == "note" or meaning.startswith("note: "):
        build.note(text, meaning[6:])
    elif meaning in NAME_VARIABLES:
        build.add_name(meaning, _name(text))
    elif meaning == "accessed":
        if name == "access-date":
            build.put_date("accessed", text)
    elif meaning == "ISBN":
        _serial_number(build, text)
    elif meaning == "DOI":
        _electronic_number(build, text)
    elif meaning == "number" and name == "isbn" and _is_isbn(text):
        build.put_identifier("ISBN", text)
    elif name == "volume" and build.item["type"] == "thesis" and not re.search(r"\d", text):
        build.put("genre", text, label)  # programs have the degree there (PhD)
    elif meaning == "collection-number" and not re.search(r"\d", text):
        build.note(text, label)
    elif meaning == "edition" and _DAY.fullmatch(text.strip()):  # of an article before print, as PubMed has it
        build.put_date("available-date", text, "Epub date")
    elif meaning == "number-of-pages" and names_pages(text):
        build.put("page", text, label)
    elif meaning == "PMCID" and text.isdigit():
        build.put("PMID", text)
    elif name in _AUTHORS:
        build.suggest(meaning, text, label)
    else:
        build.put(meaning, text, label)


def _name(text: str) -> dict[str, object]:
    """A name as EndNote writes it: ``Family, Given``; a comma at its end marks an institution (EndNote manual)."""
    text = text.strip()
    if text.endswith(",") and not says_others(text):
        return {"literal": text.rstrip(", ")}
    return parse_divided_name(text)


def _is_isbn(text: str) -> bool:
    digits = re.sub(r"[^\dXx]", "", text)
    return len(digits) in (10, 13) and re.fullmatch(r"[\dXx\s-]+(?:\(.*\))?", text.strip()) is not None


def _serial_number(build: ItemBuilder, text: str) -> None:
    for part in re.split(r"[\n\r;,]+| and (?=\d)", text):
        serial = is_serial_number(build.item["type"], part)
        build.put_identifier("ISSN" if serial else "ISBN", part, "ISBN or ISSN")


def _electronic_number(build: ItemBuilder, text: str) -> None:
    """A DOI; what else stands in the field (an arXiv number, an address) is kept as what it is."""
    if re.search(r"10\.\d{4,9}/", text):
        build.put_identifier("DOI", text)
    elif text.startswith("http"):
        build.put_identifier("URL", text)
    else:
        build.note(text, "Electronic resource number")


def _accessed(build: ItemBuilder, fields: Fields, meanings: Mapping[str, str]) -> None:
    """The day of access where it stands as a web page's number, and the year as its volume."""
    words = [text for name in ("number", "volume") for n, text in fields if n == name and meanings[n] == "accessed"]
    date = record_date(" ".join(words)).date
    if date.start:
        build.put_date("accessed", date)
    else:
        build.note(" ".join(words), "Access date")


def _dates(build: ItemBuilder, fields: Fields) -> None:
    """The date: the year, with the day that ``date`` gives (``March 5``)."""
    year = next((t for n, t in fields if n == "year"), "")
    day = next((t for n, t in fields if n == "date"), "")
    if day and year and re.search(rf"\b{re.escape(year)}\b", day):
        build.put_date("issued", day)
    elif day and year:
        found = next((d for form in (f"{day} {year}", f"{year}-{day}") if (d := record_date(form).date).start), None)
        if (found is not None and len(found.start) > 1) or (found is not None and found.season):
            build.put_date("issued", found)
        else:
            build.put_date("issued", year)
            build.note(day, "Date in the record")
    elif year or day:
        build.put_date("issued", year or day)
