"""A number that an item has (a report's, a telegram's) tells its page from that of another document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citekit import Document, read_all
from citekit.links.compare import Comparison, compare
from citekit.links.identity import Identity
from citekit.links.page import scan

TITLE = "Report on the State of Affairs"
TYPES = ["report", "document", "manuscript", "personal_communication"]


def found(called: str, body: str, **item: Any) -> Comparison:
    doc = Document.from_csl({"type": "document", "title": TITLE, **item})
    page = scan(f"<title>{called}</title><h1>{called}</h1>{body}<p>The council met again in the evening.</p>")
    return compare(Identity.of(doc), page)


def row(label: str, value: str) -> str:
    return f"<dl><dt>{label}</dt><dd>{value}</dd></dl>"


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("label", ["Document No.", "Report No", "Number", "Record ID", "Номер", "Dokument Nr."])
def test_another_number_of_the_same_make_is_another_document(type_: str, label: str) -> None:
    item = {"type": type_, "number": "SU-98231"}
    assert found(TITLE, row(label, "SU-98231"), **item).same is True
    other = found(TITLE, row(label, "SU-98213"), **item)
    assert other.same is False
    assert "another record number: su98213" in other.reason
    assert found(TITLE, row(label, "A-12"), **item).same is True  # a number of another kind


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("number", ["SU-98231", "98231"])
def test_the_number_finds_a_title_in_another_language(type_: str, number: str) -> None:
    assert found("Доклад о положении дел", row("Document No.", number), type=type_, number=number).same is True
    assert (
        found("Доклад о положении дел", row("Document No.", number[:-1] + "9"), type=type_, number=number).same is False
    )


def test_a_short_number_alone_finds_nothing() -> None:
    assert found("Доклад о положении дел", row("Telegram No.", "240"), number="240").same is False


@pytest.mark.parametrize(
    "called, same",
    [
        ("Telegram No. 204 to the Ambassador in Tirana", False),
        ("Telegram No. 1240 to the Ambassador in Tirana", False),
        ("Telegram to the Ambassador in Tirana, No. 241", False),
        ("Telegram No. 240 to the Ambassador in Tirana", True),
        ("Telegram 240 to the Ambassador in Tirana", True),
        ("Telegram to the Ambassador in Tirana, no. 240", True),
        ("Telegram to the Ambassador in Tirana", True),
    ],
)
def test_a_page_may_have_the_number_in_its_title(called: str, same: bool) -> None:
    assert found(called, "", title="Telegram to the Ambassador in Tirana", number="240").same is same


def test_a_number_of_an_issue_and_a_catalogue_s_short_one_are_not_the_document_s() -> None:
    assert found(TITLE, row("Document No.", "13"), type="article-journal", number="12").same is True
    assert found(TITLE, row("Record ID", "204"), number="240").same is True
    assert found(TITLE, "<p>He asked for No. 204 of the Gazette and got none of it</p>", number="240").same is True


@pytest.mark.parametrize(
    "name, text",
    [
        ("list.bib", f"@techreport{{a, title={{{TITLE}}}, number={{SU-98231}}}}"),
        ("list.csv", f"title,number\n{TITLE},SU-98231\n"),
    ],
)
def test_the_number_of_a_bibtex_report_and_of_a_table_is_compared(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (doc,) = read_all(tmp_path / name)
    for number, same in (("SU-98213", False), ("SU-98231", True)):
        page = scan(f"<title>{TITLE}</title><h1>{TITLE}</h1>{row('Report number', number)}")
        assert compare(Identity.of(doc), page).same is same
