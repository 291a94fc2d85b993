"""RIS, wholly: every tag of the specification and of the dialects of Zotero, EndNote, Mendeley, Citavi and RefWorks."""

from __future__ import annotations

import re
import textwrap
import time
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.common.tables import table
from citekit.sources import read_bytes, read_text

# the specification's tags of 2001 and 2011, and what programs write beside them
TAGS = (
    "A1 A2 A3 A4 A5 A6 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CR CT CY DA DB DI DO DP ED EP ET H1 H2 IS J1"
    " J2 JA JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OP PB PP PY RD RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT"
    " U1 U2 U3 U4 U5 UR VL VO Y1 Y2 ZZ"
).split()
TYPES = (
    "JOUR BOOK CHAP CONF CPAPER THES RPRT GOVDOC NEWS MGZN MANSCPT PCOMM ICOMM MAP ART PAT CASE BILL STAT HEAR MPCT"
    " VIDEO SOUND ELEC BLOG ENCYC DICT COMP DATA STAND SLIDE INTERVIEW GEN EDBOOK EBOOK ANCIENT FIGURE XXXX"
).split()
DATES = ("DA", "PY", "Y1", "Y2", "RD")


def found(text: str) -> list[Any]:
    return list(read_text(textwrap.dedent(text).strip() + "\n", "x.ris", "x.ris"))


def item(text: str) -> dict[str, Any]:
    (doc,) = found(text)
    assert isinstance(doc, Document), doc
    return doc.to_csl()


def said(value: Any) -> str:
    """Everything that an item says."""
    if isinstance(value, dict):
        return " ".join(said(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(map(said, value))
    return str(value)


# every tag


@pytest.mark.parametrize("ris_type", TYPES)
def test_no_tag_of_any_type_is_lost_alone_or_among_all_others(ris_type: str) -> None:
    values = {tag: f"1{n:03d}" if tag in DATES else f"{tag}word{n}" for n, tag in enumerate(TAGS)}
    alone = [
        f"TY  - {ris_type}\nID  - {tag}\nTI  - A title\n{tag}  - {value}\nER  - \n" for tag, value in values.items()
    ]
    docs = list(read_text("\n".join(alone), "x.ris", "x.ris"))
    for (tag, value), doc in zip(values.items(), docs, strict=True):
        assert isinstance(doc, Document) and value in said(doc.to_csl()), (ris_type, tag, doc)
    lines = "".join(f"{tag}  - {value}\n{tag}  - {value}second\n" for tag, value in values.items() if tag not in DATES)
    held = said(item(f"TY  - {ris_type}\n{lines}ER  - \n"))
    assert [tag for tag, value in values.items() if tag not in DATES and f"{value}second" not in held] == []


@pytest.mark.parametrize("ris_type", TYPES)
@pytest.mark.parametrize("to", ["ris", "csl-json", "biblatex"])
def test_what_a_record_says_comes_back_from_exports(ris_type: str, to: str) -> None:
    tags = [tag for tag in TAGS if tag not in (*DATES, "L1", "L2", "L3", "L4", "LK", "UR", "DI")]
    lines = "".join(f"{tag}  - {tag}word{n}\n" for n, tag in enumerate(tags))
    (doc,) = found(f"TY  - {ris_type}\n{lines}PY  - 1999\nER  - \n")
    (back,) = [d for d in read_text(citekit.export(doc, to), "x", "x") if isinstance(d, Document)]
    held = said(back.to_csl()).lower()
    assert [word for n, tag in enumerate(tags) if (word := f"{tag}word{n}").lower() not in held] == []


def test_numbered_tags_have_the_label_of_their_type() -> None:
    made = item("TY  - JOUR\nTI  - T\nC1  - A\nC2  - PMC12\nC7  - e12\nAD  - Oslo\nRP  - In file\nER  - ")
    assert (made["PMCID"], made["number"]) == ("PMC12", "e12")
    assert (made["custom"]["legal_note"], made["custom"]["author_address"], made["custom"]["reprint_status"]) == (
        "A",
        "Oslo",
        "In file",
    )


# what the same tag is in different types (field tables of EndNote and Zotero)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("TY  - JOUR\nT2  - Review\nJO  - Rev.", {"container-title": "Review", "container-title-short": "Rev."}),
        ("TY  - JOUR\nJF  - Review\nJO  - Rev.", {"container-title": "Review", "container-title-short": "Rev."}),
        ("TY  - JOUR\nJO  - Review", {"container-title": "Review"}),
        ("TY  - BOOK\nT2  - Series\nM1  - 4\nSP  - 300", {"collection-title": "Series", "collection-number": "4"}),
        ("TY  - BOOK\nSP  - 300", {"number-of-pages": "300"}),
        ("TY  - THES\nSP  - xii, 300 leaves", {"number-of-pages": "xii, 300 leaves"}),
        ("TY  - MPCT\nSP  - 90 min", {"dimensions": "90 min"}),
        ("TY  - BOOK\nSP  - 10\nEP  - 20", {"page": "10-20"}),
        ("TY  - EBOOK\nT2  - Series", {"type": "book", "collection-title": "Series"}),
        ("TY  - CHAP\nT2  - Book\nT3  - Series\nIS  - 5", {"container-title": "Book", "number-of-volumes": "5"}),
        ("TY  - CHAP\nBT  - Book", {"container-title": "Book"}),
        (
            "TY  - CONF\nT2  - Meeting\nC3  - Proceedings\nC1  - Oslo",
            {"event-title": "Meeting", "publisher-place": "Oslo"},
        ),
        ("TY  - THES\nPB  - University\nM3  - PhD thesis", {"publisher": "University", "genre": "PhD thesis"}),
        ("TY  - RPRT\nSN  - 12", {"number": "12"}),
        ("TY  - PAT\nSN  - US123\nC6  - expired", {"number": "US123", "status": "expired"}),
        ("TY  - MAP\nC1  - 1:50000", {"scale": "1:50000"}),
        ("TY  - COMP\nET  - 2.1", {"version": "2.1"}),
        ("TY  - MANSCPT\nT2  - Smith Papers\nNV  - 12", {"archive_collection": "Smith Papers", "number": "12"}),
        ("TY  - CASE\nPB  - High Court\nA2  - Reporter", {"authority": "High Court", "container-title": "Reporter"}),
        ("TY  - HEAR\nT2  - Committee\nM1  - 4", {"section": "Committee", "number": "4"}),
        ("TY  - MANSCPT\nSP  - 12r-13v", {"page": "12r-13v", "number-of-pages": None}),
        ("TY  - BOOK\nSP  - 345", {"page": None, "number-of-pages": "345"}),
        ("TY  - GEN\nTI  - x", {"type": "document"}),
        ("TY  - GEN\nJO  - Review", {"type": "article-journal"}),
        ("TY  - JOUR\nM3  - doi: 10.1000/xyz", {"DOI": "10.1000/xyz"}),
        ("TY  - JOUR\nDO  - https://doi.org/10.1000/xyz", {"DOI": "10.1000/xyz"}),
        ("TY  - BOOK\nSN  - 978-3-16-148410-0\nSN  - 1234-5678", {"ISBN": "978-3-16-148410-0", "ISSN": "1234-5678"}),
    ],
)
def test_a_tag_is_what_its_type_has_it_for(lines: str, expected: dict[str, str]) -> None:
    made = item(f"{lines}\nTI  - A title\nER  - ")
    assert {name: made.get(name) for name in expected} == expected


DOE, ROE = {"family": "Doe", "given": "Jane"}, {"family": "Roe", "given": "Max"}


@pytest.mark.parametrize(
    ("ris_type", "first", "second"),
    [
        ("JOUR", "author", "editor"),
        ("BOOK", "author", "collection-editor"),
        ("EDBOOK", "editor", "collection-editor"),
        ("CHAP", "author", "editor"),
        ("PCOMM", "author", "recipient"),
        ("ICOMM", "author", "recipient"),
        ("INTERVIEW", "author", "interviewer"),
        ("MPCT", "director", "contributor"),
        ("SOUND", "author", "performer"),
    ],
)
def test_people_have_the_roles_of_their_type(ris_type: str, first: str, second: str) -> None:
    made = item(f"TY  - {ris_type}\nTI  - T\nAU  - Doe, Jane\nA2  - Roe, Max\nER  - ")
    assert (made.get(first), made.get(second)) == ([DOE], [ROE])


# dates


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ("PY  - 2001", [[2001]]),
        ("PY  - 2001///", [[2001]]),
        ("PY  - 2001/05//", [[2001, 5]]),
        ("Y1  - 2001/05/06/", [[2001, 5, 6]]),
        ("DA  - 2001-05-06", [[2001, 5, 6]]),
        ("DA  - 20010506", [[2001, 5, 6]]),
        ("DA  - 2001/00/00", [[2001]]),
        ("PY  - 2001\nDA  - May 6", [[2001, 5, 6]]),
        ("PY  - 2001\nDA  - /05/06", [[2001, 5, 6]]),
        ("DA  - 6 May 2001", [[2001, 5, 6]]),
        ("Y1  - 2001/May/6", [[2001, 5, 6]]),
        ("Y1  - 2001/May/", [[2001, 5]]),
        ("Y1  - 200105", [[2001, 5]]),
        ("PY  - 05/2001", [[2001, 5]]),
        ("PY  - 2001\nDA  - 2001/05/06/", [[2001, 5, 6]]),
        ("Y1  - 2001/05/06\nPY  - 2001", [[2001, 5, 6]]),
    ],
)
def test_a_date_in_each_of_its_forms(lines: str, parts: list[list[int]]) -> None:
    made = item(f"TY  - JOUR\nTI  - T\n{lines}\nER  - ")
    assert made["issued"] == {"date-parts": parts} and not {"date_remark", "other_date"} & made["custom"].keys()


def test_what_a_date_says_beside_and_a_second_date_are_kept() -> None:
    assert item("TY  - JOUR\nTI  - T\nY1  - 2001///Spring\nER  - ")["issued"]["season"] == 1
    made = item("TY  - JOUR\nTI  - T\nPY  - 1998\nDA  - 2001/05/06/Conference\nY2  - 2003/01/02/\nER  - ")
    assert (made["custom"]["date_remark"], made["custom"]["other_date"]) == ("Conference", "1998")
    assert made["accessed"] == {"date-parts": [[2003, 1, 2]]}


# notes


def test_notes_in_html_are_paragraphs_and_keep_their_links() -> None:
    made = item("""
        TY  - BOOK
        TI  - T
        N1  - <p>First <b>bold</b> &amp; more</p><p>Second <a href="https://example.org/x">there</a></p>
        N1  - plain
        over two lines
        RN  - research
        ER  -
    """)
    assert made["note"].split("\n") == [
        "research",
        "First bold & more",
        "Second there (https://example.org/x)",
        "plain",
        "over two lines",
    ]


# files as programs write them

RECORDS = "TY  - BOOK\nTI  - First\nAU  - Doe, Jane\nER  - \n\nTY  - JOUR\nTI  - Second\nT2  - Review\nER  - \n"


@pytest.mark.parametrize(
    "text",
    [
        RECORDS,
        "\ufeff" + RECORDS,
        RECORDS.replace("\n", "\r\n"),
        RECORDS.replace("\n", "\r"),
        RECORDS.replace("  - ", " - "),
        RECORDS.replace("ER  - \n", ""),
        RECORDS.replace("ER  - ", "ER  -"),
        re.sub(r"(?m)^[A-Z]\w", lambda m: m.group().lower(), RECORDS),
        "1. " + RECORDS,
        "Provider: A Library\nContent: text/plain\n\n" + RECORDS,
        RECORDS.replace("TI  - ", "TI  -"),
        RECORDS.replace("  - ", "\u00a0 - "),
    ],
)
def test_records_in_whatever_shape(text: str) -> None:
    docs = list(read_bytes(text.encode("utf-8"), "x.ris", "x.ris"))
    assert [(d.title, d.extra["type"]) for d in docs] == [("First", "book"), ("Second", "article-journal")]


def test_a_line_of_text_that_looks_like_a_tag_in_small_letters_is_text() -> None:
    assert item("TY  - BOOK\nTI  - A thing that\nis - and was\nER  - ")["title"] == "A thing that is - and was"


def test_all_types_of_the_table_are_types_of_csl() -> None:
    from citekit.csl.variables import TYPES as CSL_TYPES

    data = table("ris")
    assert {*data["types"], *data["reads"].values(), *data["journal"].values()} <= CSL_TYPES
    for rows in data["reads_as"].values():
        for stated in rows.values():
            from citekit.csl.wording import variable_named

            assert stated.startswith("custom ") or variable_named(stated) == stated


# databases of published works


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("TY  - JOUR\nTI  - Art\nT2  - Slavic Review\nVL  - 3\nSP  - 1\nEP  - 9\nDB  - JSTOR\nAN  - 312345", "JSTOR"),
        ("TY  - BOOK\nTI  - Genocides\nPB  - Princeton University Press\nDB  - eBooks\nAN  - 12", "eBooks"),
        ("TY  - THES\nTI  - On Paper\nPB  - Yale University\nDB  - ProQuest\nAN  - 30412", "ProQuest"),
        ("TY  - RPRT\nTI  - On Paper\nPB  - RAND\nDB  - PAIS Index\nAN  - 30412", "PAIS Index"),
    ],
)  # fmt: skip
def test_the_database_of_a_published_work_is_no_archive(lines: str, says: str) -> None:
    found = item(f"{lines}\nER  - ")
    assert found["source"] == says and "archive" not in found and "archive_location" not in found
    assert re.search("312345|12|30412", str(found["custom"]["accession_number"]))


def test_the_provider_of_a_database_is_kept_beside_it() -> None:
    found = item("TY  - JOUR\nTI  - Art\nT2  - Slavic Review\nDB  - Academic Search\nDP  - EBSCOhost\nER  - ")
    assert (found["source"], found["custom"]["database_provider"]) == ("Academic Search", "EBSCOhost")


@pytest.mark.parametrize(
    "lines",
    [
        "TY  - NEWS\nTI  - Cutting\nT2  - Pravda\nDB  - Hoover Institution\nAN  - Box 3, folder 2",
        "TY  - MANSCPT\nTI  - Memoir\nDB  - Yale University Library\nAN  - 312345",
    ],
)
def test_an_archive_in_the_field_of_the_database_stays_one(lines: str) -> None:
    assert {"archive", "archive_location"} <= item(f"{lines}\nER  - ").keys()


def test_our_own_record_of_a_printed_book_in_an_archive_comes_back() -> None:
    book = {"id": "a", "type": "book", "title": "T", "publisher": "P", "archive": "Hoover", "archive_location": "312"}
    (back,) = read_text(citekit.export([Document.from_csl(book)], "ris"), "x.ris", "x.ris")
    assert isinstance(back, Document) and back.to_csl()["archive"] == "Hoover"


# long values


def test_a_value_on_one_very_long_line_is_that_of_its_tag() -> None:
    words = "word " * 300_000
    found = item(f"TY  - BOOK\nTI  - T\nAB  - {words}\nER  - ")
    assert found["title"] == "T" and found["abstract"] == words.strip()


def test_a_value_of_many_lines_takes_no_more_time_than_its_length() -> None:
    started = time.perf_counter()
    found = item("TY  - BOOK\nTI  - T\nAB  - one\n" + "  two words\n" * 200_000 + "ER  - ")
    assert found["abstract"].count("two words") == 200_000
    assert time.perf_counter() - started < 10


# what stands in no record


def test_text_between_records_is_said_and_lines_of_databases_are_not() -> None:
    records = [f"TY  - BOOK\nTI  - {title}\nER  - \n" for title in "AB"]
    text = f"Provider: JSTOR\n1.\n{records[0]}----\nWords of nobody.\nAnd more.\n{records[1]}"
    first, second = [doc for doc in read_text(text, "x.ris", "x.ris") if isinstance(doc, Document)]
    assert first.warnings == ("text that is in no record is left out: “Words of nobody.”",)
    assert (first.title, second.title, second.warnings) == ("A", "B", ())


# what a tag means by its value


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "TY  - CONF\nT2  - Proceedings of the Digital Conference",
            {"container-title": "Proceedings of the Digital Conference"},
        ),
        ("TY  - CONF\nT2  - Digital Conference", {"event-title": "Digital Conference"}),
        ("TY  - ART\nM3  - Ink on paper\nSP  - 20 x 30 cm", {"medium": "Ink on paper", "dimensions": "20 x 30 cm"}),
        ("TY  - ART\nM3  - Photograph\nSP  - Two men", {"genre": "Photograph", "description": "Two men"}),
        ("TY  - ART\nAV  - Harry Ransom Center", {"archive": "Harry Ransom Center"}),
        ("TY  - ART\nAV  - Box 3", {"archive_location": "Box 3"}),
    ],
)
def test_a_tag_that_programs_fill_differently(lines: str, expected: dict[str, str]) -> None:
    found = item(f"{lines}\nTI  - T\nER  - ")
    assert {name: found.get(name) or found["custom"].get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Altrichter, Helmut.", {"family": "Altrichter", "given": "Helmut"}),
        ("Haumann, Heiko,", {"family": "Haumann", "given": "Heiko"}),
        ("Smith, J. A.", {"family": "Smith", "given": "J. A."}),
        ("Department of State,", {"literal": "Department of State"}),
        ("Department of State,, Office", {"literal": "Department of State, Office"}),
    ],
)
def test_a_name_with_the_marks_of_catalogues_and_of_endnote(name: str, expected: dict[str, str]) -> None:
    assert item(f"TY  - BOOK\nTI  - T\nAU  - {name}\nER  - ")["author"] == [expected]


def test_the_tags_of_the_web_of_science() -> None:
    found = item("TY  - JOUR\nTI  - T\nPD  - MAR 15\nPY  - 2008\nDI  - 10.1353/see.2008.0001\nER  - ")
    assert (found["issued"], found["DOI"]) == ({"date-parts": [[2008, 3, 15]]}, "10.1353/see.2008.0001")


@pytest.mark.parametrize("suffix", ["Jr.", "Esq.", "PhD", "Graefin", "XII", "M.D., F.R.S."])
@pytest.mark.parametrize("name", ["x.ris", "x.enw"])
def test_a_name_in_three_parts_is_family_given_and_suffix(suffix: str, name: str) -> None:
    lines = [f"TY  - BOOK\nAU  - Adams, John, {suffix}\nTI  - T\nER  - ", f"%0 Book\n%A Adams, John, {suffix}\n%T T"]
    (doc,) = read_text(lines[name == "x.enw"] + "\n", name, name)
    expected = [{"family": "Adams", "given": "John", "suffix": suffix}]
    assert isinstance(doc, Document) and doc.to_csl()["author"] == expected
    for to in ("ris", "endnote"):
        (again,) = read_text(citekit.export(doc, to), "x.ris", "x.ris")
        assert isinstance(again, Document) and again.to_csl()["author"] == expected, to


def test_an_institution_with_commas_stays_whole() -> None:
    whole = "Department of State, Bureau of Intelligence, Washington"
    assert item(f"TY  - BOOK\nAU  - {whole}\nTI  - T\nER  - ")["author"] == [{"literal": whole}]


def test_two_people_of_one_name_are_two() -> None:
    made = item("TY  - BOOK\nAU  - Smith, J.\nAU  - Smith, J.\nA1  - Smith, J.\nTI  - T\nER  - ")
    assert len(made["author"]) == 2
