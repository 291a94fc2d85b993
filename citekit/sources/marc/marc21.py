"""MARC 21 bibliographic records as documents (www.loc.gov/marc/bibliographic)."""

from __future__ import annotations

import re

from ...archives.repository import known_places, known_regions
from ...common.tables import table
from ...document.model import Document
from ..genres import add_genres
from ..headings import heading, place_or_edition, without_punctuation
from ..item_builder import ItemBuilder
from ..published import held_by_library
from ..record_fields import put_extent
from ..remainder import note_remainder
from .host import host_fields, part_of
from .kind import genres, type_of_record
from .names import add_names
from .publication import add_publication
from .record import Field, MarcRecord
from .subjects import add_subjects

_DONE = frozenset(
    "020 022 024 028 088 100 110 111 245 250 255 260 264 300 440 490 502 506 520 540 655 700 710 711 720 773 800 810"
    " 811 830 851 852 856 880".split()
)
_IMPRINT = re.compile(
    r"(?:(?P<place>[^:]{1,200}?)\s*:\s*)?(?P<publisher>[^:]{0,300}?),?\s*(?P<date>\[?[cp©]?\s?\d{4}[^,]*)?$"
)
_THESIS = re.compile(
    r"(?P<kind>[^\u2014\u2013]{2,80}?)\s*(?:--|\u2014|\u2013)\s*(?P<place>.+?)(?:,\s*(?P<date>\[?\d{4}[^,]*))?\.?$"
)
_ABOUT_IT = re.compile(r"table of contents|inhaltsverzeichnis|cover|biograph|description", re.I)


def marc21_document(record: MarcRecord, where: str, place: str) -> Document:
    """The document of a record. Raises ReadError for a record that says nothing."""
    build = ItemBuilder(type_of_record(record))
    _title(build, record)
    add_names(build, record)
    _host(build, record)
    _thesis(build, record)
    add_publication(build, record)
    _series(build, record)
    _numbers(build, record)
    _call_numbers(build, record)
    _description(build, record)
    _places(build, record)
    add_subjects(build, record)
    add_genres(build, genres(record))
    _notes(build, record)
    note_remainder(build, record.texts(table("marc")["rest"]))
    if "001" in record.control:
        build.keep("record_identifier", record.control["001"].strip())
    build.keep("record_source", record.get("040", "a"))
    return build.document(where, place)


def _title(build: ItemBuilder, record: MarcRecord) -> None:
    field = record.first("245")
    if field is None:
        return
    build.put("title", title_of(field))
    if statement := field.get("c"):
        build.note(statement, "Statement of responsibility")
    for medium in field.all("h"):
        build.note(without_punctuation(medium).strip("[] "), "General material designation")


def title_of(field: Field) -> str:
    """A title: proper, parallel and other title information, parts (245 a b n p k)."""
    title, ending = "", ""
    for code, text in field.subfields:
        clean = without_punctuation(text)
        if code not in "abnpks" or not clean:
            continue
        if not title:
            title = clean
        elif code == "b":
            parallel = ending == "="
            title += f" = {clean}" if parallel else f" {clean}" if title[-1:] in "?!:" else f": {clean}"
        else:
            title += f", {clean}" if code == "p" and ending == "," else f". {clean}"
        ending = text.rstrip()[-1:]
    return title


def _host(build: ItemBuilder, record: MarcRecord) -> None:
    fields = host_fields(record)
    if not fields:
        return
    field, host = fields[0], part_of(fields[0])
    title, _, statement = (field.get("t") or field.get("s") or field.get("p")).partition(" / ")
    title = without_punctuation(title)
    build.note(statement, "Responsibility for the whole")
    unpublished = build.item["type"] in ("manuscript", "personal_communication", "collection", "graphic", "document")
    build.put("archive_collection" if unpublished and not field.get("x") else "container-title", title)
    if name := heading(field.get("a")):
        build.note(name, "Author or editor of the whole")
    for variable, value in (("volume", host.volume), ("issue", host.issue), ("page", host.page)):
        build.put(variable, value)
    if host.date:
        build.put_date("issued", host.date)
    build.note(host.rest, "Part")
    for code, variable in (("x", "ISSN"), ("z", "ISBN")):
        for number in field.all(code):
            build.put_identifier(variable, number)
    _imprint(build, field.get("d"))
    build.put("edition", place_or_edition(field.get("b")))
    build.put("collection-title", without_punctuation(field.get("k")))
    for other in fields[1:]:
        build.note(other.text("0123456789w"), "Also in")


def _imprint(build: ItemBuilder, text: str) -> None:
    """Place, publisher and date of a host, which stand in one subfield: ``New York : Holt, 1998``."""
    match = _IMPRINT.match(text)
    if match is None:
        build.note(text, "Publication of the whole")
        return
    place, publisher = match["place"] or "", match["publisher"] or ""
    alone = publisher and not place
    if alone and (_is_place(publisher) or (match["date"] and "," not in publisher)):
        place, publisher = publisher, ""
    build.put("publisher-place", place_or_edition(place))
    build.put("publisher", without_punctuation(publisher))
    if match["date"]:
        build.put_date("issued", match["date"], "Date of the whole")


def _is_place(text: str) -> bool:
    """Whether an imprint of one name is a place: ``Stanford, Calif.``, ``Berlin``."""
    city, _, region = (part.strip() for part in text.partition(","))
    return region in known_regions() if region else city in known_places()


def _thesis(build: ItemBuilder, record: MarcRecord) -> None:
    """Degree and institution of a thesis (502)."""
    for field in record.all("502"):
        text = field.get("a")
        match = _THESIS.match(text)
        if degree := field.get("b"):
            build.put("genre", without_punctuation(degree))
            build.put("publisher", without_punctuation(field.get("c")))
            if date := field.get("d"):
                build.put_date("issued", date, "Date of the degree")
        elif match is not None:
            build.put("genre", match["kind"])
            build.suggest("publisher", match["place"], "Degree granted by")
            if match["date"]:
                build.put_date("issued", match["date"], "Date of the degree")
        else:
            build.put("genre", without_punctuation(text))


def _series(build: ItemBuilder, record: MarcRecord) -> None:
    stated = list(record.all("490", "440")) or list(record.all("830", "810", "800", "811"))
    for n, field in enumerate(stated):
        title = without_punctuation(field.get("t") if field.tag in ("800", "810", "811") else field.get("a"))
        for code in "np":
            title = ". ".join(filter(None, [title, *(without_punctuation(t) for t in field.all(code))]))
        number = without_punctuation(field.get("v"))
        if not number and (parted := re.fullmatch(r"(.+?) ; ((?:\W|\w+\.)? ?\d.*)", title)):  # no subfield for it
            title, number = parted[1], parted[2]
        if n == 0:
            build.put("collection-title", title)
            build.put(
                "collection-number",
                re.sub(r"^(?:no|nos|nr|vol|v|pt|Bd|Band|t|т|bk|Heft|H)\b\.?\s*(?=\d)", "", number, flags=re.I),
            )
        else:
            build.note(f"{title} ; {number}" if number else title, "Series also")
    if build.item["type"] in ("book", "report", "map", "song", "motion_picture", "musical_score"):
        for field in record.all("490"):
            for number in field.all("x")[:1]:
                build.note(number.rstrip(" ;"), "ISSN of the series")


def _numbers(build: ItemBuilder, record: MarcRecord) -> None:
    for field in record.all("020"):
        for number in field.all("a"):
            build.put_identifier("ISBN", " ".join([number, *(f"({q.strip('() :')})" for q in field.all("q"))]))
        for number in field.all("z"):
            build.note(number, "Invalid ISBN")
    for field in record.all("022"):
        for number in field.all("a"):
            build.put_identifier("ISSN", number)
        for number in field.all("yz"):
            build.note(number, "Invalid ISSN")
    for field in record.all("024"):
        source = field.get("2").casefold()
        for number in field.all("a"):
            if source == "doi":
                build.put_identifier("DOI", number)
            elif number.startswith("http"):
                build.put_identifier("URL", number)
            else:
                names = {"0": "ISRC", "1": "UPC", "2": "ISMN", "3": "EAN", "4": "SICI"}
                build.note(number, names.get(field.first, source.upper() or "Identifier"))
    for field in record.all("088", "028"):
        label = "Report number" if field.tag == "088" else "Publisher number"
        build.put("number", ", ".join(field.all("a")), label)


def _call_numbers(build: ItemBuilder, record: MarcRecord) -> None:
    known = table("marc")["call_numbers"]
    for tag in known["order"].split():
        for field in record.all(tag):
            parts = field.all("ab") if tag != "082" else field.all("a")
            build.put("call-number", " ".join(p.strip() for p in parts), str(known["names"][tag]))


def _description(build: ItemBuilder, record: MarcRecord) -> None:
    for field in record.all("250"):
        build.put("edition", " / ".join(place_or_edition(t) for t in field.all("ab")), "Edition statement")
    for field in record.all("300"):
        put_extent(build, " ".join(field.all("abcefg3")))
    for field in record.all("255"):
        build.put("scale", without_punctuation(field.get("a")))
        for code, label in (("b", "Projection"), ("c", "Coordinates")):
            build.note(without_punctuation(field.get(code)), label)
    for field in record.all("520"):
        text = field.text("0123456789u")
        if build.item.get("abstract") and build.item["abstract"] != text:
            build.item["abstract"] += f"\n{text}"
        else:
            build.put("abstract", text)
    for field in record.all("506", "540"):
        build.keep("rights", [field.text("0123456789")])
    code = record.control.get("008", "")[35:38].strip(" |")
    languages = [c for f in record.all("041") for text in f.all("a") for c in re.findall(r"[a-z]{3}", text)]
    if re.fullmatch(r"[a-z]{3}", code) and code not in ("und", "zxx", "mul"):
        languages.insert(0, code)
    for n, language in enumerate(dict.fromkeys(languages)):
        build.put("language", language, "Another language") if n == 0 else build.note(language, "Another language")
    for field in record.all("041"):
        for text in field.all("h"):
            build.note(text, "Language of the original")


def _places(build: ItemBuilder, record: MarcRecord) -> None:
    """Where the thing is kept, and its addresses."""
    unpublished = build.item["type"] in ("manuscript", "personal_communication", "collection", "graphic", "document")
    for field in record.all("851"):  # as archives had 852 before 1990: name, division, address, units
        build.put("archive", ", ".join(without_punctuation(t) for t in field.all("ab")), "Held at")
        build.put("archive_location", ", ".join(field.all("ef")), "Shelf mark")
        build.put("archive-place", without_punctuation(", ".join(field.all("c"))), "Address")
        for note in (*field.all("d"), *field.all("3")):
            build.note(note, "Held at")
    for field in record.all("852"):
        keeper = ", ".join(without_punctuation(t) for t in field.all("ab"))
        shelf = " ".join(field.all("khim" if not field.get("j") else "khimj"))
        named = re.search(r"\s", field.get("a")) is not None and not held_by_library(build.item, shelf)
        if unpublished or named:
            build.put("archive", keeper, "Held at")
            build.put("archive_location", ", ".join(filter(None, [" ".join(field.all("c")), shelf])), "Shelf mark")
            build.put("archive-place", without_punctuation(", ".join(field.all("e"))), "Address")
        else:
            build.note(", ".join(filter(None, [keeper, *field.all("c")])), "Held at")
            build.put("call-number", shelf, "Call number")
            build.note(", ".join(field.all("e")), "Address")
        build.note(", ".join(field.all("n")), "Country of the holder")
        for note in field.all("z3"):
            build.note(note, "Held at")
    for field in record.all("856"):
        about = " ".join(field.all("3zy"))
        for n, address in enumerate(field.all("u")):
            if field.second == "2" or _ABOUT_IT.search(about):
                build.keep("links", [address])
                build.note(f"{about} {address}" if about else "", "Link")
            elif n == 0 and not build.item.get("URL"):
                build.put("URL", address)
            else:
                build.keep("links", [address])
        if not (field.get("u") and (field.second == "2" or _ABOUT_IT.search(about))):
            build.note(" ".join(field.all("a3zy")), "Link")  # what the address is of, who may use it


def _notes(build: ItemBuilder, record: MarcRecord) -> None:
    """All other fields, labelled by what they are."""
    labels, left_out = table("marc")["notes"], table("marc")["left_out"]["tags"].split()
    done = _DONE | set(table("marc")["call_numbers"]["order"].split()) | set(left_out)
    for field in record.fields:
        if field.tag == "880":
            build.note(field.text("0123456789"), f"In the original script ({field.get('6')[:3]})")
        elif field.tag in done or field.tag.startswith(("6", "9")) or not field.text():
            if field.tag[:1] == "9" or field.tag[:2] == "69":
                build.note("" if field.tag[:1] == "6" else field.text(""), f"Local field {field.tag}")
        else:
            build.note(field.text(), labels.get(field.tag, f"Field {field.tag}".strip()))
