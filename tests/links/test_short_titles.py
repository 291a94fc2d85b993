"""Titles that many documents have: the page is the document only where it is called so, or something else agrees."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.dates import HistoricalDate
from citekit.links.compare import compare
from citekit.links.identity import Identity
from citekit.links.page import scan


def same(
    title: str, page_title: str, date: str = "", text: str = "Some words of a page that has text enough."
) -> bool | None:
    doc = Document(title=title, date=HistoricalDate.parse(date) if date else None)
    page = scan(f"<title>{page_title}</title><h1>{page_title}</h1><p>{text}</p>")
    return compare(Identity.of(doc), page).same


@pytest.mark.parametrize(
    "title, page_title",
    [
        ("Letter", "Love Letter Templates"),
        ("Letter", "Letter to the Editor: Why I Love Cats"),
        ("Telegram", "Telegrams, Stamps and Coins - Hobby Shop"),
        ("Report on Cuba", "Report on Cuba: A Reply to Critics"),
        ("Memorandum of Conversation", "Memorandum of Conversation, Nixon and Brezhnev"),
    ],
)
def test_a_short_title_inside_a_longer_one_is_another_document(title: str, page_title: str) -> None:
    assert same(title, page_title) is False


@pytest.mark.parametrize(
    "title, page_title",
    [
        ("Letter", "Letter"),
        ("Report on Cuba", "Report on Cuba | An Archive | A Library"),
        ("Report on Cuba", "An Archive: Report on Cuba"),
        ("Report on Cuba", "The Report on Cuba - Digital Archive"),
        ("Situation in Korea", "SITUATION IN KOREA"),
    ],
)
def test_a_page_that_is_called_so_is_the_document(title: str, page_title: str) -> None:
    assert same(title, page_title) is True


def test_a_date_that_agrees_tells_and_one_that_does_not_contradicts() -> None:
    called = "Memorandum of Conversation, Nixon and Brezhnev, 5 May 1973"
    assert same("Memorandum of Conversation", called, "1973-05-05") is True
    assert same("Memorandum of Conversation", called, "1959-09-09") is False
    long = "Cable from Ambassador Harlan Voss to Foreign Minister Petrenko"
    assert same(long, f"{long}, 5 May 1973", "1959-09-09") is False
    assert same(long, f"{long} | 5 May 2019", "1959-09-09") is True
