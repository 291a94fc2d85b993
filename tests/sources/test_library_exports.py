"""Exports of libraries and reference managers, field by field where programs differ."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.sources import read_bytes, read_text

RIS = b"TY  - BOOK\nTI  - A Book\nPB  - P\nER  - \n"


def item(text: str, name: str) -> dict[str, Any]:
    (doc,) = read_text(text, name, name)
    assert isinstance(doc, Document), doc
    return doc.to_csl()


def endnote(kind: str, fields: str) -> dict[str, Any]:
    record = f'<record><ref-type name="{kind}">0</ref-type>{fields}</record>'
    return item(f"<xml><records>{record}</records></xml>", "x.xml")


def test_the_full_title_of_a_periodical_in_endnote_is_the_container_and_the_abbreviation_its_short_form() -> None:
    titles = "<titles><title>Art</title><secondary-title>JCWS</secondary-title></titles>"
    periodical = "<periodical><full-title>Journal of Cold War Studies</full-title></periodical>"
    found = endnote("Journal Article", titles + periodical)
    assert (found["container-title"], found["container-title-short"]) == ("Journal of Cold War Studies", "JCWS")
    assert endnote("Journal Article", titles)["container-title"] == "JCWS"


def test_the_degree_of_a_thesis_that_endnote_has_as_its_volume_is_the_genre() -> None:
    titles = "<titles><title>Archive</title></titles>"
    found = endnote("Thesis", f"{titles}<volume>Ph.D.</volume>")
    assert found["genre"] == "Ph.D." and "volume" not in found
    assert endnote("Thesis", f"{titles}<volume>2</volume>")["volume"] == "2"


def test_the_call_number_of_refworks_is_one_and_the_classification_a_note() -> None:
    found = item("RT Book, Whole\nT1 Bk\nCN D843 .C3\nCL Class X\nPB P\n\n", "x.txt")
    assert found["call-number"] == "D843 .C3" and found["note"] == "Classification: Class X"


def test_the_key_of_another_program_is_not_joined_to_our_own_in_ris() -> None:
    keys = "M2  - Citation Key: kramer-1999\nM2  - citation-key: kramer1999"
    found = item(f"TY  - BOOK\nID  - kramer-1999\nTI  - B\n{keys}\nER  - ", "x.ris")
    assert (found["id"], found["citation-key"]) == ("kramer-1999", "kramer1999")


def oai(*records: str) -> list[Any]:
    listed = f"<ListRecords>{''.join(records)}</ListRecords>"
    text = f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{listed}</OAI-PMH>'
    return list(read_text(text, "x.xml", "x.xml"))


DELETED = '<record><header status="deleted"><identifier>oai:x:2</identifier></header></record>'
KEPT = (
    "<record><header><identifier>oai:x:1</identifier></header><metadata>"
    '<dc xmlns="http://purl.org/dc/elements/1.1/"><title>Letter</title></dc></metadata></record>'
)


def test_records_that_a_server_has_deleted_are_passed_over_and_counted_once() -> None:
    first, last = oai(DELETED, KEPT, DELETED, KEPT)
    assert first.warnings == () and last.warnings == ("2 records of this list, deleted on the server, passed over",)
    (error,) = oai(DELETED)
    assert isinstance(error, CitekitError) and "deleted on the server" in str(error)


@pytest.mark.parametrize("data", [gzip.compress(RIS), gzip.compress(RIS[:20]) + gzip.compress(RIS[20:])])
def test_a_file_packed_with_gzip_is_read(data: bytes) -> None:
    (doc,) = read_bytes(data, "x.ris.gz", "x.ris.gz")
    assert isinstance(doc, Document) and citekit.cite(doc) == "A Book (P, n.d.)."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(RIS)[:-12], "breaks off"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\0 no gzip", "damaged"),
        (gzip.compress(b"x" * 60_000_000), "more than 50 MB"),
        (gzip.compress(gzip.compress(RIS)), "another .gz"),
    ],
)
def test_a_packed_file_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    (error,) = read_bytes(data, "x.ris.gz", "x.ris.gz")
    assert isinstance(error, CitekitError) and says in str(error)


def test_a_packed_file_is_found_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "books.ris.gz").write_bytes(gzip.compress(RIS))
    (doc,) = citekit.read_all(tmp_path)
    assert doc.title == "A Book"
