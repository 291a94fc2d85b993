"""Tables: columns as asked for, and no cell that a spreadsheet computes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit import CitekitError, Document, export
from citekit.sources import documents, read_text
from tests.cli import runner
from tests.exporters.test_round_trips import everything
from tests.exporters.varied import varied


def run_cli(*words: str) -> tuple[int, str, str]:
    done = runner.citekit(*words)
    return done.returncode, done.stdout, done.stderr


def rows(docs: list[Document], *columns: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export(docs, "csv", columns=columns))))


def test_columns_are_those_that_are_asked_for_under_any_of_their_names() -> None:
    doc = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    (row,) = rows([doc], "Date", "from", "recipient name", "repository", "fond", "opis", "delo", "leaf")
    assert row == {
        "date": "4 September 1926",
        "from": "Stalin",
        "to": "Molotov",
        "repository": "RGASPI",
        "fond": "558",
        "opis": "11",
        "delo": "97",
        "leaf": "67-70",
    }


def test_all_columns_hold_all_that_a_document_says() -> None:
    by_key = {row["key"]: row for row in rows(varied())}
    letter, film = by_key["v0"], by_key["v6"]
    assert (letter["author"], letter["recipient"]) == ("Creel, George", "House, Edward M.")
    assert letter["archive_collection"] == "Edward M. House Papers"
    assert film["other"] == "director: Эйзенштейн, Сергей"
    assert by_key["v26"]["note"] == "Two seals.\nTorn at the foot."


def test_the_archive_has_its_column_beside_the_whole_reference() -> None:
    doc = citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    (row,) = rows([doc])
    assert (row["archive"], row["archive_location"]) == ("RGASPI", "f. 558, op. 11, d. 97, ll. 67-70")
    assert row["reference"] == "RGASPI, f. 558, op. 11, d. 97, ll. 67-70"


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
    ],
)
def test_a_cell_that_would_be_a_formula_stands_behind_an_apostrophe(title: str, cell: str) -> None:
    (row,) = rows([Document(title=title, key="k")], "title")
    assert row["title"] == cell


@given(st.text(max_size=30))
def test_no_cell_begins_a_formula_and_every_row_is_one(text: str) -> None:
    made = csv.reader(
        io.StringIO(export(Document(title=text, key="k", summary=text), "csv", columns=["title", "summary"]))
    )
    _, (title, summary) = list(made)
    assert not title.startswith(("=", "+", "-", "@", "\t", "\r")) and not summary.startswith(("=", "+", "-", "@"))


def test_a_column_that_there_is_not_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CitekitError, match=r"no column “titel” .*title"):
        export(Document(title="T"), "csv", columns=["titel"])
    (tmp_path / "x.json").write_text('[{"id": "x", "type": "book", "title": "T"}]', encoding="utf-8")
    status, out, said = run_cli(
        "export", str(tmp_path / "x.json"), "--to", "csv", "--columns", "title, year of our lord"
    )
    assert (status, out) == (2, "") and "no column" in said
    status, out, said = run_cli("export", str(tmp_path / "x.json"), "--to", "ris", "--columns", "title")
    assert (status, out) == (2, "") and "csv" in said


def test_a_table_written_by_several_processes_is_the_same(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.json").write_text(f'[{{"id": "x{n}", "type": "book", "title": "=T{n}"}}]', encoding="utf-8")
    one = run_cli("export", str(tmp_path), "--to", "csv", "--columns", "key,title")
    several = run_cli("export", str(tmp_path), "--to", "csv", "--columns", "key,title", "--jobs", "2")
    assert one[1] == several[1] and one[1].count("\n") == 4


@pytest.mark.parametrize("doc", varied(), ids=lambda doc: doc.key)
def test_a_document_comes_back_from_a_table_with_all_columns(doc: Document) -> None:
    (back,) = documents(read_text(export(doc, "csv"), "x.csv", "x.csv"))
    found, sent = everything(back), everything(doc)
    assert {**found, "number": found.get("number")} == {**sent, "number": sent.get("number")}


def test_an_escaped_cell_comes_back_as_it_was() -> None:
    for title in ("=1+1", "'=1", "-5 degrees", "@home", "'tis"):
        doc = Document(title=title, key="k", host="Wilson Center Digital Archive")
        (back,) = documents(read_text(export(doc, "csv"), "x.csv", "x.csv"))
        assert back.title == title


def test_the_database_of_an_article_comes_back_as_its_source_and_the_journal_stays() -> None:
    item = {
        "id": "k",
        "type": "article-journal",
        "title": "The Crises",
        "container-title": "Journal of Cold War Studies",
        "volume": "1",
        "source": "JSTOR",
        "archive-place": "Berlin",
        "call-number": "D843",
        "original-date": {"date-parts": [[1899]]},
        "composer": [{"family": "Doe", "given": "Jane"}],
    }
    table = citekit.export([Document.from_csl(item)], "csv")
    back = next(documents(read_text(table, "m.csv", "m.csv")))
    assert not back.references
    for name in ("source", "archive-place", "call-number", "original-date", "composer", "container-title", "volume"):
        assert back.extra[name] == item[name]
