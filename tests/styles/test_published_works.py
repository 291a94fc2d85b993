"""Published works by the manuals: the Chicago Manual of Style, 18th edition, and the MLA Handbook, 9th edition.

Each case of ``published_works.json`` has an item, its full note, its entries in Chicago's bibliography and reference
list and in MLA's list, written by hand; asterisks stand for italics.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from citekit import Document, Notes, bibliography, cite, loads, parse_references, read
from citekit.sources.forms import form_of, form_suffix

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("published_works.json").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Markdown without its escapes and with addresses as they are read."""
    text = re.sub(r"\\([.$#&'\"\-()\[\]<>])", r"\1", text).replace("<", "").replace(">", "")
    return re.sub(r"\[(https?:[^\]]*)\]\([^)]*\)", r"\1", text).strip()


def entry(item: dict[str, Any], style: str) -> str:
    return plain("\n".join(bibliography([item], style=style, output="markdown")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['item']['type']}-{case['item'].get('title', '')[:20]}")
def test_a_work_is_printed_as_the_manuals_have_it(case: dict[str, Any]) -> None:
    item = case["item"]
    assert plain(cite(item, output="markdown")) == case["note"]
    assert entry(item, "chicago-notes") == case["bibliography"]
    assert entry(item, "chicago-author-date") == case["list"]
    assert entry(item, "mla") == case["mla"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['item']['type']}-{case['item'].get('title', '')[:20]}")
def test_the_archive_s_own_form_leaves_nothing_out_that_finds_a_work(case: dict[str, Any]) -> None:
    line = cite(case["item"], style="wilson-center")
    texts = ("container-title", "volume", "issue", "number", "authority", "section", "publisher", "DOI", "URL", "genre")
    texts += ("reviewed-title", "event-title", "jurisdiction", "medium")
    wanted = [str(case["item"][name]) for name in texts if case["item"].get(name)]
    wanted += [one.get("family", "") for role in ("author", "director", "editor") for one in case["item"].get(role, [])]
    assert [text for text in wanted if text.replace("\u2019", "'") not in line.replace("\u2019", "'")] == []


def test_a_case_is_cited_at_its_page_and_then_in_short() -> None:
    notes = Notes()
    assert notes.cite(CASES[0]["item"], locator="220") == "Korematsu v. United States, 323 U.S. 214, 220 (1944)."
    assert notes.cite(CASES[0]["item"], locator="221") == "Korematsu v. United States, 221."


def test_the_word_version_is_not_printed_twice() -> None:
    item = {"id": "t", "type": "software", "title": "Tropy", "version": "v1.17", "issued": {"date-parts": [[2024]]}}
    assert cite(item) == "Tropy, version 1.17 (2024)."


@pytest.mark.parametrize(
    "title",
    [
        "Der blaue Engel",
        "Les enfants du paradis",
        "La règle du jeu",
        "Die Mörder sind unter uns im Westen",
        "La dolce vita nella notte",
        "Los olvidados",
    ],
)
def test_a_film_in_another_language_gets_no_english_capitals(title: str) -> None:
    film = {"id": "f", "type": "motion_picture", "title": title, "issued": {"date-parts": [[1950]]}}
    assert cite(film) == f"{title} (1950)."


def test_an_english_film_has_them() -> None:
    film = {"id": "f", "type": "motion_picture", "title": "Die another day", "issued": {"date-parts": [[2002]]}}
    assert cite(film) == "Die Another Day (2002)."
    assert cite({**film, "title": "La la land"}) == "La La Land (2002)."


# -- descriptions (CMOS 18, 14.121)

HELD = "Hoover Institution Archives, Larina papers, box 4"


def test_a_description_typed_without_quotation_marks_has_none_in_print() -> None:
    diary = loads(f"Diary of Anna Larina, 1938, {HELD}")
    assert cite(diary) == "Diary of Anna Larina, 1938, Larina papers, box 4, Hoover Institution Archives."
    assert cite(diary, style="chicago-author-date") == "(Diary of Anna Larina 1938)"
    assert entry(diary.to_csl(), "mla") == (
        "Diary of Anna Larina. 1938. Hoover Institution Archives, Larina papers, box 4."
    )
    memorandum = loads(f"Memorandum of Conversation, 3 May 1950, {HELD}")
    assert cite(memorandum).startswith("Memorandum of conversation, May 3, 1950, ")


def test_a_title_in_quotation_marks_keeps_them() -> None:
    assert cite(loads(f"“Diary of Anna Larina,” 1938, {HELD}")).startswith("“Diary of Anna Larina,” 1938, ")


def test_a_description_stays_one_through_a_form(tmp_path: Path) -> None:
    diary = loads(f"Diary of Anna Larina, 1938, {HELD}")
    form = tmp_path / f"diary{form_suffix()}"
    form.write_text(form_of(diary, form_suffix(), ()), encoding="utf-8")
    assert cite(read(form)).startswith("Diary of Anna Larina, 1938, ")


def test_a_place_outside_the_document_is_a_warning() -> None:
    doc = Document(title="A Plan", references=parse_references("RGANI, f. 5, op. 49, d. 131, ll. 3-5"))
    with pytest.warns(UserWarning, match=r"l\. 99 lies outside the document, which takes up ll\. 3-5"):
        assert cite(doc, locator="l. 99").endswith("l. 99.")
    with pytest.warns(UserWarning, match="“garbage” names no page"):
        cite(doc, locator="garbage")


def test_the_recipient_and_the_day_are_written_as_in_the_language() -> None:
    letter = loads("Stalin to Mao, 5 May 1950, RGASPI, f. 558, op. 11, d. 334, l. 5")
    assert cite(letter, locale="sv-SE").startswith("Stalin till Mao, 5 maj 1950, ")
    assert cite(letter, locale="bg-BG").startswith("Stalin до Mao, 5 май 1950 г., ")
    assert cite(letter, locale="da-DK").startswith("Stalin til Mao, 5. maj 1950, ")
    assert cite(letter, locale="en_UK").startswith("Stalin to Mao, 5 May 1950, ")


# -- the word between two archives


@pytest.mark.parametrize(
    ("locale", "between"), [("en-US", ", and "), ("de-DE", " und "), ("ru-RU", " и "), ("fr-FR", " et ")]
)
def test_two_archives_are_joined_in_the_language_of_the_citation(locale: str, between: str) -> None:
    references = parse_references("RGASPI, f. 558, op. 11, d. 97, ll. 1-3, and AVPRF, f. 06, op. 2, d. 12, ll. 40-45")
    doc = Document(title="Stalin to Molotov", references=references)
    assert f"ll. 1–3{between}AVPRF, f. 06" in cite(doc, locale=locale)
    assert f"ll. 1–3{between}AVPRF, f. 06, op. 2, d. 12, l. 44" in cite(doc, locale=locale, locator="l. 44")
