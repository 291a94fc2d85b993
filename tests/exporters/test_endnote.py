"""EndNote's RIS: library, collection, container and folio of a manuscript in EndNote's fields, and read again."""

from __future__ import annotations

from typing import Any

import pytest

import citekit
from citekit import Document, export
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_round_trips import everything
from tests.exporters.varied import varied

rispy = pytest.importorskip("rispy")


def record(doc: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in export(doc, "endnote").splitlines():
        if line[2:6] == "  - ":
            found.setdefault(line[:2], []).append(line[6:])
    return found


def test_a_manuscript_has_library_collection_container_and_folio() -> None:
    doc = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    made = record(doc)
    assert {tag: made[tag] for tag in ("TY", "PB", "T2", "VL", "M1", "AN", "DA")} == {
        "TY": ["MANSCPT"],
        "PB": ["RGASPI"],
        "T2": ["f. 558, op. 11"],
        "VL": ["d. 97"],
        "M1": ["ll. 67-70"],
        "AN": ["f. 558, op. 11, d. 97, ll. 67-70"],
        "DA": ["September 4"],
    }


def test_a_letter_has_its_collection_number_and_place() -> None:
    made = record(next(d for d in varied() if d.key == "v0"))
    expected = {
        "AU": ["Creel, George"],
        "PB": ["Yale University Library"],
        "CY": ["New Haven, CT"],
        "T2": ["Edward M. House Papers"],
        "VL": ["Box 12, Folder 3"],
        "NV": ["MS 466"],
        "M3": ["letter"],
    }
    assert {tag: made[tag] for tag in expected} == expected
    assert "recipient: House, Edward M." in made["N1"]


def test_a_picture_has_its_medium_as_type_of_work() -> None:
    item = {"id": "k", "type": "graphic", "title": "T", "medium": "gelatin silver print", "archive": "X Archive"}
    made = record(Document.from_csl(item))
    assert made["M3"] == ["gelatin silver print"] and "medium: gelatin silver print" in made["N1"]
    back = citekit.loads(export(item, "endnote")).to_csl()
    assert back["medium"] == "gelatin silver print" and "genre" not in back


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ({"literal": "National Security Council"}, "National Security Council,"),
        ({"literal": "Smith, Jones & Co."}, "Smith,, Jones & Co."),
        ({"family": "Kim", "given": "Il Sung", "static-ordering": True}, "Kim Il Sung,"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
    ],
)
def test_a_name_that_is_whole_stays_whole(name: dict[str, Any], written: str) -> None:
    doc = Document.from_csl({"id": "x", "type": "book", "title": "T", "author": [name]})
    assert record(doc)["AU"] == [written]
    (back,) = documents(read_text(export(doc, "endnote"), "x"))
    assert back.extra["author"] == [name]


@pytest.mark.parametrize("doc", varied(), ids=lambda doc: doc.key)
def test_documents_of_many_kinds_come_back_also_without_the_titles_that_endnote_asks_for(doc: Document) -> None:
    options = ExportOptions()
    text = "".join(export_documents([doc], "endnote", options))
    (back,) = documents(read_text(text, "x"))
    found, sent = everything(back), everything(doc)
    assert {**found, "number": found.get("number")} == {**sent, "number": sent.get("number")}
    if not doc.title:
        assert "without a title" in options.notes[0] and "TI  - Letter to " in text


def test_what_endnote_itself_writes_of_a_manuscript_is_read() -> None:
    text = """TY  - MANSCPT
AU  - Creel, George
CY  - New Haven, CT
DA  - September 25, 1918
M1  - fol. 3
NV  - MS 466
PB  - Yale University Library
PY  - 1918
T2  - Edward M. House Papers
TI  - Letter to Colonel House
VL  - Box 12
ID  - 7
ER  -
"""
    item = citekit.loads(text).to_csl()
    assert (item["archive"], item["archive-place"]) == ("Yale University Library", "New Haven, CT")
    assert (item["archive_collection"], item["archive_location"]) == (
        "Edward M. House Papers",
        "MS 466, Box 12, fol. 3",
    )
    assert not {"publisher", "volume", "container-title", "number-of-volumes"} & item.keys()


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            {
                "type": "patent",
                "number": "US 821,393",
                "authority": "Patent Office",
                "submitted": {"date-parts": [[1903]]},
            },
            {"SN": ["US 821,393"], "A2": ["Patent Office"], "C1": ["1903"]},
        ),
        ({"type": "legal_case", "authority": "Supreme Court", "number": "22"}, {"PB": ["Supreme Court"], "M1": ["22"]}),
        ({"type": "article-journal", "number": "e1234", "PMCID": "PMC1"}, {"C7": ["e1234"], "C2": ["PMC1"]}),
        (
            {"type": "thesis", "number": "AAT 9", "custom": {"advisor": "Smith, Ann"}},
            {"M1": ["AAT 9"], "A3": ["Smith, Ann"]},
        ),
        ({"type": "hearing", "authority": "U.S. Senate", "event-title": "Foreign Relations"}, {"T3": ["U.S. Senate"]}),
        ({"type": "report", "number": "NSC 68"}, {"SN": ["NSC 68"]}),
        ({"type": "software", "version": "8.0"}, {"ET": ["8.0"]}),
    ],
)
def test_what_a_reference_type_has_a_field_for_is_in_it_and_not_in_the_notes(
    item: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    doc = Document.from_csl({"id": "k", "title": "T", **item})
    made = record(doc)
    assert {tag: made.get(tag) for tag in expected} == expected
    assert "N1" not in made
    (back,) = documents(read_text(export(doc, "endnote"), "x"))
    assert back.extra == doc.extra


@pytest.mark.parametrize(
    ("date", "day", "year"),
    [
        ("4 September 1926", "September 4", "1926"),
        ("September 1926", "September", "1926"),
        ("1926", None, "1926"),
        ("circa 1926", "circa 1926", "1926"),
        ("Winter 1926", "Winter 1926", "1926"),
        ("n.d.", "n.d.", None),
    ],
)
def test_a_day_stands_beside_its_year_as_endnote_prints_them(date: str, day: str | None, year: str | None) -> None:
    doc = Document(title="T", key="k", date=citekit.HistoricalDate.parse(date))
    made = record(doc)
    assert (made.get("DA"), made.get("PY")) == (day and [day], year and [year])
    (back,) = documents(read_text(export(doc, "endnote"), "x"))
    assert back.date is not None and doc.date is not None
    assert (back.date.start, back.date.season, back.date.circa) == (doc.date.start, doc.date.season, doc.date.circa)
