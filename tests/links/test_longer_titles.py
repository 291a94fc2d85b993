"""A title inside a longer one: what the longer one has beyond it must be explained, or the page is another document."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.links.compare import Comparison, compare
from citekit.links.identity import Identity
from citekit.links.page import scan

TITLE = "Note on the Fisheries of Hokkaido"
PROSE = "<p>" + "The catch of herring fell again, and the boats were laid up before the winter. " * 8 + "</p>"


def found(called: str, body: str = "", **fields: object) -> Comparison:
    fields.setdefault("title", TITLE)
    source = f"<title>{called} | Archive</title><h1>{called}</h1>{body}{PROSE}"
    return compare(Identity.of(Document(**fields)), scan(source))  # type: ignore[arg-type]


OTHER = [
    "Reply to the Note on the Fisheries of Hokkaido",
    "Observations on the Note on the Fisheries of Hokkaido",
    "Second Note on the Fisheries of Hokkaido",
    "Supplementary Note on the Fisheries of Hokkaido",
    "Note on the Fisheries of Hokkaido: Appendix B",
    "Note on the Fisheries of Hokkaido, Enclosure",
    "Note on the Fisheries of Hokkaido (Draft)",
    "Note on the Fisheries of Hokkaido, continued",
    "Note on the Fisheries of Hokkaido Company",
    "Telegram on the Note on the Fisheries of Hokkaido",
    "Note on the Fisheries of Hokkaido [superseded: see the later text]",
    "Bibliography: Note on the Fisheries of Hokkaido",
    "Note on the Fisheries of Hokkaido, Part 2",
    "Note on the Fisheries of Hokkaido 2",
]
SAME = [
    "Note on the Fisheries of Hokkaido",
    "7. Note on the Fisheries of Hokkaido",
    "Document 12: Note on the Fisheries of Hokkaido",
    "Note on the Fisheries of Hokkaido, 4 May 1938",
    "Note on the Fisheries of Hokkaido (1938)",
    "Note on the Fisheries of Hokkaido, Hakodate",
    "Note on the Fisheries of Hokkaido – Volume XII, Japan – Historical Documents",
    "Note on the Fisheries of Hokkaido - Page 1 of 12",
    "Note on the Fisheries of Hokkaido. Herring and Salmon",
    "FO 371/20279: Note on the Fisheries of Hokkaido [typescript]",
    "Transcript of Note on the Fisheries of Hokkaido",
    "Full text of “Note on the Fisheries of Hokkaido”",
    "Note on the Fisheries of Hokkaido (English translation)",
    "Note on the Fisheries of Hokkaido, Box 3, Folder 14",
]


@pytest.mark.parametrize("called", OTHER)
def test_a_page_about_the_document_or_of_a_part_of_it_is_another(called: str) -> None:
    assert found(called).same is False


@pytest.mark.parametrize("called", SAME)
def test_a_site_a_date_a_place_or_a_remark_beside_the_title_makes_no_other_document(called: str) -> None:
    assert found(called).same is True


@pytest.mark.parametrize(
    "title, other",
    [
        ("Меморандум о Багдадской дороге", "Ответ на меморандум о Багдадской дороге"),
        ("Denkschrift über die Bagdadbahn", "Antwort auf die Denkschrift über die Bagdadbahn"),
        ("Denkschrift über die Bagdadbahn", "Denkschrift über die Bagdadbahn, Entwurf"),
        ("Mémoire sur le canal de Suez", "Observations sur le mémoire sur le canal de Suez"),
        ("Mémoire sur le canal de Suez", "Mémoire sur le canal de Suez (suite)"),
        ("Memoria sobre el canal de Panamá", "Respuesta a la memoria sobre el canal de Panamá"),
        ("Nota w sprawie Wolnego Miasta", "Odpowiedź na notę w sprawie Wolnego Miasta"),
        ("关于黑龙江航运的照会", "对关于黑龙江航运的照会的答复"),
        ("漁業ニ関スル覚書", "漁業ニ関スル覚書（草案）"),
    ],
)
def test_replies_and_drafts_in_other_languages_are_other_documents(title: str, other: str) -> None:
    assert found(title, title=title).same is True
    assert found(other, title=title).same is False


def test_what_is_not_explained_is_the_document_where_its_date_or_number_agrees() -> None:
    called = "Note on the Fisheries of Hokkaido prepared at Tokyo"
    assert found(called, date="4 May 1938").same is False
    assert found(called, "<p>Date: 1938-05-04</p>", date="4 May 1938").same is True
    assert found(called, "<p>Record ID: 113900</p>", number="113900").same is True
    reply = "Reply to the Note on the Fisheries of Hokkaido"  # of the same day
    assert found(reply, "<p>Date: 1938-05-04</p>", date="4 May 1938").same is False


def test_words_of_the_record_explain_what_stands_beside_the_title() -> None:
    csl = {"title": TITLE, "author": [{"family": "Sakamoto", "given": "Ryo"}], "archive": "Hokkaido Collection"}
    called = "Note on the Fisheries of Hokkaido by Ryo Sakamoto"
    assert compare(Identity.of(Document.from_csl(csl)), scan(f"<h1>{called}</h1>{PROSE}")).same is True
    assert found(called).same is False


def test_a_reply_is_not_the_note_that_it_replies_to() -> None:
    assert found(TITLE, title=f"Reply to the {TITLE}").same is False
    assert found(TITLE, "<p>Date: 1938-05-04</p>", title=f"{TITLE} (Draft)", date="4 May 1938").same is False


@pytest.mark.parametrize("years", ["1911–1912", "1910–1911", "1911-12", "1911–1915"])
def test_a_year_is_not_a_span_of_years(years: str) -> None:
    assert found(f"Annual Report of the Port for {years}", title="Annual Report of the Port for 1911").same is False


def test_a_title_in_a_label_or_a_paragraph_is_held_to_the_same() -> None:
    for text, same in ((TITLE, True), (f"Title: {TITLE}", True), (f"Reply to the {TITLE}", False)):
        page = scan(f"<title>Digital Archive</title><h1>Digital Archive</h1><p>{text}</p>{PROSE}")
        assert compare(Identity.of(Document(title=TITLE)), page).same is same
