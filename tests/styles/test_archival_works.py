"""Documents of archives by the manuals: the Chicago Manual of Style 18, 14.119-30, and the MLA Handbook 9.

Each case of ``archival_works.json`` is a line as typed, a form or an item, with its first note, its short note, its
entries in Chicago's bibliography and reference list, its cite in the text and its entry in MLA's list, written by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from citekit import Document, Notes, bibliography, cite, loads, parse_references
from citekit.document.given import as_document
from tests.styles.test_published_works import entry, plain

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("archival_works.json").read_text(encoding="utf-8"))
OTHER = {"id": "other", "type": "book", "title": "Other"}


def document(case: dict[str, Any]) -> Document:
    return loads(case["source"]) if "source" in case else as_document({"id": "a", **case["item"]})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"][:30])
def test_a_document_is_printed_as_the_manuals_have_it(case: dict[str, Any]) -> None:
    doc = document(case)
    for style in ("chicago-notes", "chicago-notes-ibid"):
        notes = Notes(style, output="markdown")
        assert [plain(notes.cite(one)) for one in (doc, OTHER, doc)][::2] == [case["note"], case["short"]]
        assert entry(doc.to_csl(), style) == case["bibliography"]
    item = doc.to_csl()
    assert entry(item, "chicago-author-date") == case["list"]
    assert plain(cite(doc, style="chicago-author-date", output="markdown")) == case["cite"]
    assert entry(item, "mla") == case["mla"]


@pytest.mark.parametrize(
    ("date", "note", "entry_date", "list_date", "cited"),
    [
        ("not later than 7 May 1920", "not later than May 7, 1920", "Not later than May 7, 1920", "1920", "1920"),
        ("before 1920", "before 1920", "Before 1920", "Before 1920", "before 1920"),
        ("[7 May 1920]", "[May 7, 1920]", "[May 7, 1920]", "[1920]", "[1920]"),
        ("n.d.", "n.d.", "n.d.", "n.d.", ", n.d."),
    ],
)
def test_a_date_in_words_has_a_capital_behind_a_full_stop(
    date: str, note: str, entry_date: str, list_date: str, cited: str
) -> None:
    letter = loads(f"Lenin to Chicherin, {date}, RGASPI, f. 2, op. 1, d. 13800")
    assert f", {note}, RGASPI" in cite(letter)
    assert f". {entry_date.rstrip('.')}. RGASPI" in bibliography([letter])[0]
    assert bibliography([letter], "chicago-author-date")[0].startswith(f"Lenin. {list_date.rstrip('.')}. ")
    assert cite(letter, "chicago-author-date") == f"(Lenin {cited})".replace(" ,", ",")


@pytest.mark.parametrize(
    ("locale", "words"),
    [("de-DE", "ohne Datum"), ("fr-FR", "sans date"), ("ru-RU", "без даты"), ("nl-NL", "zonder datum")],
)
def test_the_words_for_no_date_have_a_capital_behind_a_full_stop_alone(locale: str, words: str) -> None:
    letter = loads("Lenin to Chicherin, n.d., RGASPI, f. 2, op. 1, d. 13800")
    assert f", {words}, " in cite(letter, locale=locale)
    for style in ("chicago-notes", "chicago-author-date"):
        assert f". {words[0].upper()}{words[1:]}. " in bibliography([letter], style, locale=locale)[0]
    assert cite(letter, "chicago-author-date", locale=locale) == f"(Lenin, {words})"


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("box 5, Central Files, RG 59, National Archives", "National Archives, RG 59, Central Files, box 5"),
        ("folder 7, Acheson Papers, Truman Library", "Truman Library, Acheson Papers, folder 7"),
        ("FO 371/84082, f. 12, TNA", "TNA, FO 371/84082, f. 12"),
        ("RGASPI, f. 558, op. 11, d. 97, l. 6", "RGASPI, f. 558, op. 11, d. 97, l. 6"),
    ],
)
def test_mla_has_the_archive_before_what_lies_in_it(reference: str, printed: str) -> None:
    """MLA Handbook 9, 5.31: the archive is the container."""
    plan = Document(title="A Plan", references=parse_references(reference))
    assert bibliography([plan], "mla") == [f"“A Plan.” {printed}."]


def test_a_private_letter_is_cited_in_the_text_and_not_listed() -> None:
    """CMOS 18, 14.111: a list holds what readers can consult."""
    letter = Document(kind="letter", sender="Jane Roe", recipient="Mary Poe", date="3 May 2001")
    notes = Notes("chicago-author-date")
    assert notes.cite(letter) == "(Jane Roe to Mary Poe, May 3, 2001)"
    assert notes.bibliography() == [] and notes.left_out == [letter]


@pytest.mark.parametrize(
    ("style", "first", "again"),
    [
        ("chicago-notes", "RGASPI, f. 558, op. 11, d. 97, l. 68.", "RGASPI, f. 558, op. 11, d. 97, ll. 67–70."),
        ("chicago-notes-ibid", "RGASPI, f. 558, op. 11, d. 97, l. 68.", "RGASPI, f. 558, op. 11, d. 97, ll. 67–70."),
        (
            "chicago-author-date",
            "(RGASPI, f. 558, op. 11, d. 97, l. 68)",
            "(RGASPI, f. 558, op. 11, d. 97, ll. 67–70)",
        ),
        ("mla", "(RGASPI, f. 558, op. 11, d. 97, l. 68)", "(RGASPI, f. 558, op. 11, d. 97, ll. 67–70)"),
    ],
)
def test_a_reference_alone_stands_for_its_document(style: str, first: str, again: str) -> None:
    doc = loads("RGASPI, f. 558, op. 11, d. 97, ll. 67-70")
    notes = Notes(style)
    assert notes.cite(doc, locator="l. 68") == first
    notes.cite(OTHER)
    assert notes.cite(doc) == again
    assert notes.bibliography()[-1] == "RGASPI, f. 558, op. 11, d. 97, ll. 67–70."


@pytest.mark.parametrize("title", ["Bericht über die Lage", "Отчет о положении", "Sprawozdanie. Raport z posiedzenia"])
def test_a_kind_that_the_title_names_in_its_own_language_is_not_said_again(title: str) -> None:
    doc = Document(title=title, kind="report", references=parse_references("RGANI, f. 5, op. 49, d. 131"))
    assert cite(doc) == f"“{title},” RGANI, f. 5, op. 49, d. 131."
    assert "report" in cite(doc.changed(title="The harvest"))
