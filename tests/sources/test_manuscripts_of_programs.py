"""Manuscripts as reference managers have them: several fields say where one stands, and each is said."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import Document, export
from citekit.common.tables import table
from citekit.sources import read_text

from .test_ris import DATES, TAGS, TYPES, said


def item(text: str, name: str = "x.ris") -> dict[str, Any]:
    (doc,) = read_text(textwrap.dedent(text).strip() + "\n", name, name)
    assert isinstance(doc, Document), doc
    return doc.to_csl()


def ris(lines: dict[str, str], kind: str = "MANSCPT") -> dict[str, Any]:
    return item("\n".join([f"TY  - {kind}", "TI  - Letter", *(f"{t}  - {v}" for t, v in lines.items()), "ER  - "]))


# nothing is lost, whatever stands beside it


@settings(max_examples=150)
@given(st.sampled_from(TYPES), st.sets(st.sampled_from([t for t in TAGS if t not in DATES]), min_size=2, max_size=7))
def test_no_tag_of_ris_is_lost_beside_any_others(kind: str, tags: set[str]) -> None:
    values = {tag: f"Qu{tag.lower()} {n}7" for n, tag in enumerate(sorted(tags))}
    made = said(ris(values, kind))
    assert [v for v in values.values() if v not in made] == [], (kind, values, made)


@settings(max_examples=150)
@given(st.sets(st.sampled_from("AN CN AV NV VL M1 T2 PB CY DB DP M3 SP".split()), min_size=2))
def test_no_tag_of_a_manuscript_in_ris_is_lost(tags: set[str]) -> None:
    values = {tag: f"Box {n}" if tag in ("NV", "VL", "M1") else f"12{n}" for n, tag in enumerate(sorted(tags), 1)}
    made = said(ris(values))
    assert [v for v in values.values() if v not in made] == [], (values, made)


ENDNOTE_FIELDS = sorted(set(table("endnote")["refer"]) - set("0UDKP>[@R78="))


@settings(max_examples=150)
@given(st.sampled_from(sorted(table("endnote")["types"])), st.sets(st.sampled_from(ENDNOTE_FIELDS), min_size=2))
def test_no_tag_of_refer_is_lost_beside_any_others(kind: str, tags: set[str]) -> None:
    values = {tag: f"Quartz {n}7" for n, tag in enumerate(sorted(tags), 1)}
    made = said(item("\n".join([f"%0 {kind.title()}", *(f"%{t} {v}" for t, v in values.items())]), "x.enw"))
    assert [v for v in values.values() if v not in made and v.split()[1] not in made] == [], (kind, values, made)


REFWORKS_TAGS = sorted(set(table("refworks")["fields"]) - {"RD", "SN", "LK", "UL", "DO", "PMID", "PMCID"})


@settings(max_examples=150)
@given(st.sampled_from(sorted(table("refworks")["types"])), st.sets(st.sampled_from(REFWORKS_TAGS), min_size=2))
def test_no_tag_of_refworks_is_lost_beside_any_others(kind: str, tags: set[str]) -> None:
    values = {tag: f"Quartz {n}7" for n, tag in enumerate(sorted(tags), 1)}
    made = said(
        item("\n".join([f"RT {kind.title()}", "ID 1", *(f"{t} {v}" for t, v in values.items()), "ER"]), "x.txt")
    )
    assert [v for v in values.values() if v not in made and v.split()[1] not in made] == [], (kind, values, made)


# RIS


@pytest.mark.parametrize(
    ("lines", "location"),
    [
        ({"AN": "998", "NV": "MS 456", "VL": "Box 3", "M1": "fol. 12r"}, "MS 456, Box 3, fol. 12r"),
        ({"AN": "MSS 12", "VL": "Box 3"}, "MSS 12, Box 3"),
        ({"AN": "MS 123, Box 3", "NV": "MS 123", "M1": "3"}, "MS 123, Box 3"),
        ({"AN": "MS 123", "M1": "12"}, "MS 123, 12"),
        ({"CN": "MS 9"}, "MS 9"),
    ],
)
def test_the_reference_of_a_manuscript_has_every_part(lines: dict[str, str], location: str) -> None:
    made = ris({"PB": "Some Historical Society", **lines})
    assert (made["archive"], made["archive_location"]) == ("Some Historical Society", location)


def test_a_bare_accession_number_beside_container_and_folio_is_none_of_them() -> None:
    made = ris({"PB": "A Society", "CN": "MS N-1", "AN": "998", "VL": "Box 3"})
    assert (made["archive_location"], made["call-number"]) == ("Box 3", "MS N-1")
    assert made["custom"]["accession_number"] == "998"


@pytest.mark.parametrize("tag", ["AN", "CN"])
@pytest.mark.parametrize("kind", ["MANSCPT", "PCOMM", "MAP", "ART", "UNPB"])
def test_where_a_thing_is_kept_beside_its_number_is_the_archive(kind: str, tag: str) -> None:
    made = ris({"AV": "Town Library, Berg Collection", tag: "MSS Woolf 12"}, kind)
    assert (made["archive"], made["archive_location"]) == ("Town Library, Berg Collection", "MSS Woolf 12")


def test_where_a_thing_is_kept_may_be_the_whole_place() -> None:
    made = ris({"AV": "Town Library, Box 3", "CN": "7"})
    assert (made["archive"], made["archive_location"], made["call-number"]) == ("Town Library", "Box 3", "7")


def test_a_thesis_has_its_degree_as_volume_and_its_department_as_secondary_title() -> None:
    made = ris({"VL": "PhD", "T2": "Dept of History", "PB": "Oxford"}, "THES")
    assert made["genre"] == "PhD"
    assert "volume" not in made and "container-title" not in made
    assert made["custom"]["academic_department"] == "Dept of History"
    made = ris({"VL": "PhD", "M3": "Doctoral thesis"}, "THES")
    assert made["genre"] == "Doctoral thesis" and made["custom"]["degree"] == "PhD"
    assert ris({"VL": "2"}, "THES")["volume"] == "2"


# EndNote XML and Refer


def test_a_manuscript_of_refer_has_number_container_and_folio() -> None:
    made = item(
        """
        %0 Manuscript
        %T Letter
        %B Adams Papers
        %I A Society
        %C Boston
        %V Box 3
        %N fol. 1
        %6 MS 4
        """,
        "x.enw",
    )
    assert made["archive_location"] == "MS 4, Box 3, fol. 1"
    assert (made["archive"], made["archive-place"], made["archive_collection"]) == (
        "A Society",
        "Boston",
        "Adams Papers",
    )
    assert "number-of-volumes" not in made and "note" not in made


@pytest.mark.parametrize(
    ("fields", "location"),
    [
        ("<num-vols>MS 456</num-vols><volume>Box 3</volume><number>fol. 2</number>", "MS 456, Box 3, fol. 2"),
        ("<accession-num>MSS 12</accession-num>", "MSS 12"),
        ("<call-num>MSS 13</call-num>", "MSS 13"),
        ("<accession-num>77</accession-num><volume>Box 3</volume>", "Box 3"),
    ],
)
def test_a_manuscript_of_endnote_xml_is_read_as_that_of_ris(fields: str, location: str) -> None:
    made = item(
        '<xml><records><record><ref-type name="Manuscript">36</ref-type><titles><title>Letter</title></titles>'
        f"<publisher>A Society</publisher>{fields}</record></records></xml>",
        "x.xml",
    )
    assert made["archive_location"] == location
    assert "77" not in fields or "Accession number: 77" in made["note"]


# RefWorks


@pytest.mark.parametrize("kind", ["Unpublished Material", "Personal Communication"])
def test_refworks_says_where_what_was_not_published_is_kept(kind: str) -> None:
    made = item(f"RT {kind}\nID 7\nT1 Letter\nAV British Library, Add MS 43396, f. 12\nPP London\nER", "x.txt")
    assert (made["archive"], made["archive_location"]) == ("British Library", "Add MS 43396, f. 12")
    made = item(f"RT {kind}\nID 7\nT1 Letter\nAV A Society\nCN MS 12\nPP Boston\nER", "x.txt")
    assert (made["archive"], made["archive_location"], made["archive-place"]) == ("A Society", "MS 12", "Boston")


def test_refworks_keeps_where_a_book_was_seen_as_a_note() -> None:
    made = item("RT Book, Whole\nID 7\nT1 Salt\nAV A Library\nCN QD 1\nER", "x.txt")
    assert (made["note"], made["call-number"]) == ("Availability: A Library", "QD 1")


# EndNote XML and PubMed's records

ENDNOTE_ELEMENTS = sorted(
    set(table("endnote")["in"]["manuscript"]) - set("secondary-title publisher".split())
    | set("edition section abstract label notes work-type custom1 custom3 call-num".split())
)


@settings(max_examples=100)
@given(st.sampled_from(sorted(table("endnote")["types"])), st.sets(st.sampled_from(ENDNOTE_ELEMENTS), min_size=2))
def test_no_element_of_endnote_xml_is_lost_beside_any_others(kind: str, names: set[str]) -> None:
    values = {name: f"Quartz {n}7" for n, name in enumerate(sorted(names), 1)}
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    record = f'<record><ref-type name="{kind.title()}">0</ref-type><titles><title>T</title></titles>{fields}</record>'
    made = said(item(f"<xml><records>{record}</records></xml>", "x.xml"))
    assert [v for v in values.values() if v not in made and v.split()[1] not in made] == [], (kind, values, made)


OWN_OF_PUBMED = {name for name, meaning in table("nbib")["fields"].items() if not meaning}  # of the record itself
NBIB_TAGS = sorted(
    set(table("nbib")["fields"]) - OWN_OF_PUBMED - set("PMID PG SO IR FIR PS FPS CN DEP BTI ED FED".split())
)


@settings(max_examples=100)
@given(st.sets(st.sampled_from(NBIB_TAGS), min_size=2))
def test_no_tag_of_pubmed_is_lost_beside_any_others(tags: set[str]) -> None:
    values = {tag: f"Quartz {n}7" for n, tag in enumerate(sorted(tags), 1)}
    lines = [f"{tag.ljust(4)}- {value}" for tag, value in values.items()]
    made = said(item("\n".join(["PMID- 1", "TI  - Title", *lines]), "x.nbib"))
    assert [v for v in values.values() if v not in made] == [], (values, made)


# container and folio as bare numbers


def endnote_again(made: Document, tags: str) -> dict[str, str]:
    """What stands in these tags of a document's record for EndNote, after it was read from one."""
    (doc,) = read_text(export(made, "endnote"), "x.ris", "x.ris")
    assert isinstance(doc, Document)
    lines = [line.split("  - ", 1) for line in export(doc, "endnote").splitlines() if "  - " in line]
    return {tag: value for tag, value in lines if tag in tags.split()}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"VL": "12", "M1": "3", "NV": "2405"}, {"VL": "12", "M1": "3", "NV": "2405", "AN": "2405, 12, 3"}),
        ({"VL": "12", "M1": "3", "AN": "AC-99"}, {"VL": "12", "M1": "3", "AN": "AC-99, 12, 3"}),
        ({"VL": "7", "M1": "44r", "AN": "MS-B 8/2"}, {"VL": "7", "M1": "44r", "AN": "MS-B 8/2, 7, 44r"}),
        ({"M1": "3"}, {"M1": "3", "AN": "3"}),
        ({"VL": "Box 12", "M1": "3"}, {"VL": "Box 12", "M1": "3", "AN": "Box 12, 3"}),
    ],
)
def test_container_folio_and_number_stay_what_they_are(stated: dict[str, str], expected: dict[str, str]) -> None:
    lines = ["TY  - MANSCPT", "TI  - Missa", "PB  - SLUB", "ID  - 17", *(f"{t}  - {v}" for t, v in stated.items())]
    (doc,) = read_text("\n".join([*lines, "ER  - "]) + "\n", "x.ris", "x.ris")
    assert isinstance(doc, Document)
    assert endnote_again(doc, "VL M1 NV AN") == expected


def test_container_and_folio_of_endnote_xml_stay_what_they_are() -> None:
    text = (
        '<xml><records><record><ref-type name="Manuscript">36</ref-type><titles><title>Missa</title></titles>'
        "<volume>12</volume><number>3</number><num-vols>2405</num-vols><publisher>SLUB</publisher></record></records></xml>"
    )
    (doc,) = read_text(text, "x.xml", "x.xml")
    assert isinstance(doc, Document)
    assert endnote_again(doc, "VL M1 NV") == {"VL": "12", "M1": "3", "NV": "2405"}
