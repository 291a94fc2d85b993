"""Pages as a person copies them: without labels, as a volume's list, as results of a search."""

from __future__ import annotations

import pytest

from citekit import Document
from citekit.archives.hosts import offered_address
from citekit.sources import read_text

RECORD = """December 28, 1966

Report on a Talk with the Ambassador

This document was made possible with support from The Leon Levy Foundation

[…]

The talk began at noon. The ambassador said that he would report on 3 May 1967.
"""


def docs(text: str) -> list[Document]:
    return [one for one in read_text(text) if isinstance(one, Document)]


def test_a_copied_record_has_its_date_and_its_title_and_says_what_is_missing() -> None:
    (doc,) = docs(RECORD)
    assert (doc.title, str(doc.date)) == ("Report on a Talk with the Ambassador", "December 28, 1966")
    assert any("reference are not known" in warning for warning in doc.warnings)
    assert doc.extra["custom"]["donors"] == [
        "This document was made possible with support from The Leon Levy Foundation"
    ]


def test_a_list_of_a_volume_gives_each_document_with_its_source() -> None:
    first, second = docs(
        "109. Memorandum of Conversation1\n\nWashington, June 1, 1960, 3 p.m.\n\n"
        "Source: Department of State, Conference Files: Lot 64 D 560, CF 1700. Secret. Drafted by Jones.\n\n"
        "110. Telegram From the Embassy in Chile to the Department of State\n\n"
        "Source: Department of State, Central Files, 725.00/6–260. Confidential.\n"
    )
    assert (first.title, str(first.date)) == ("Memorandum of Conversation", "June 1, 1960")
    assert [(v.kind, v.value) for v in first.references[0].levels][:2] == [
        ("series", "Conference Files"),
        ("lot", "64 D 560"),
    ]
    assert first.extra["custom"]["classification"] == "Secret"
    assert (second.sender, second.recipient) == ("the Embassy in Chile", "the Department of State")


def test_results_of_a_search_are_the_documents_that_it_lists() -> None:
    first, second = docs(
        "Digital Archive: 2 results\n\nMay 3, 1950\n\nTelegram from Shtykov to Stalin\n\nShtykov reports on the"
        " harvest.\nhttps://digitalarchive.wilsoncenter.org/document/112044\n\nJune 1, 1951\n\nLetter, Stalin to Mao"
        " Zedong\n\nStalin answers.\n"
    )
    assert (first.title, first.summary, first.number) == (
        "Telegram from Shtykov to Stalin",
        "Shtykov reports on the harvest.",
        "112044",
    )
    assert (second.sender, second.recipient, second.date.start if second.date else ()) == (
        "Stalin",
        "Mao Zedong",
        (1951, 6, 1),
    )


def test_a_chapter_with_dates_in_it_is_no_list() -> None:
    text = (
        "The Harvest\n\nIt was 1950.\n\nMay 3, 1950\n\nOn that day nothing happened, and people went home early.\n" * 3
    )
    assert docs(text) == []


def test_a_copy_of_the_site_is_known_by_its_page_and_the_archives_own_address_is_offered() -> None:
    page = (
        "<html><head><title>Report on a Talk | Wilson Center Digital Archive</title></head><body>"
        "<h1>Report on a Talk</h1><p>December 28, 1966</p><h3>Citation</h3><p>“Report on a Talk,” December 28, 1966,"
        " Wilson Center Digital Archive, RGANI, f. 5, op. 3, d. 7. https://copy.example.net/document/112044</p></body></html>"
    )
    (doc,) = docs(page)
    assert (doc.host, doc.url) == ("Wilson Center Digital Archive", "https://copy.example.net/document/112044")
    own = "https://digitalarchive.wilsoncenter.org/document/112044"
    assert offered_address(doc.host, doc.url) == own
    assert offered_address(doc.host, own) == ""


@pytest.mark.parametrize(
    "head",
    [
        "May 3, 1967\n\nReport on the Harvest\n\n",
        "# Report on the Harvest\n\nMay 3, 1967\n\n",
        "Skip to main content\nDigital Archive\nSearch\n\n**May 3, 1967**\n\n**Report on the Harvest**\n\n",
    ],
)
def test_a_copied_record_is_known_by_its_donors_whether_its_title_or_its_date_comes_first(head: str) -> None:
    (doc,) = docs(
        f"{head}This document was made possible with support from Leon Levy Foundation\n\n[…]\n\nIt rained on 4 May.\n"
    )
    assert (doc.title, str(doc.date)) == ("Report on the Harvest", "May 3, 1967")


ADDRESS = "https://digitalarchive.wilsoncenter.org/document/"


@pytest.mark.parametrize(
    "page",
    [
        "May 3, 1950\nTelegram, Stalin to Mao\nStalin replies.\n\nJune 1, 1951\nReport on the Talks\nA report.\n",
        "Telegram, Stalin to Mao\nMay 3, 1950\nStalin replies.\n\nReport on the Talks\nJune 1, 1951\nA report.\n",
        "May 3, 1950 — Telegram, Stalin to Mao\nStalin replies.\n\nJune 1, 1951 — Report on the Talks\nA report.\n",
        "- May 3, 1950\n- Telegram, Stalin to Mao\n- Stalin replies.\n\n"
        "- June 1, 1951\n- Report on the Talks\n- A report.\n",
        "1. May 3, 1950\nTelegram, Stalin to Mao\nStalin replies.\n2. June 1, 1951\nReport on the Talks\nA report.\n",
        f"[Telegram, Stalin to Mao]({ADDRESS}112044)\n\nMay 3, 1950\n\nStalin replies.\n\n"
        f"[Report on the Talks]({ADDRESS}112045)\n\nJune 1, 1951\n\nA report.\n",
    ],
)
def test_a_list_is_read_in_the_order_and_with_the_marks_that_it_has(page: str) -> None:
    first, second = docs(page)
    assert [(d.title, str(d.date), d.summary) for d in (first, second)] == [
        ("Telegram, Stalin to Mao", "May 3, 1950", "Stalin replies."),
        ("Report on the Talks", "June 1, 1951", "A report."),
    ]
    assert (first.sender, first.recipient) == ("Stalin", "Mao")
    assert [d.number for d in (first, second)] == (["112044", "112045"] if ADDRESS in page else ["", ""])


def test_a_document_of_a_volume_may_have_marks_of_notes_and_lines_before_its_source() -> None:
    (doc,) = docs(
        "[12] **12. Paper Prepared in the Policy Planning Staff**[1]\n\nWashington, May 5, 1950.\n\nSUBJECT\n\n"
        "Trade\n\n1 Source: National Archives, RG 59, PPS Files: Lot 70 D 199. Confidential.\n"
    )
    assert (doc.title, str(doc.date)) == ("Paper Prepared in the Policy Planning Staff", "May 5, 1950")
    assert [v.value for v in doc.references[0].levels] == ["59", "PPS Files", "70 D 199"]


def test_a_list_of_a_volume_keeps_the_place_and_the_hour() -> None:
    text = (
        "112. Telegram From the Embassy in Iran to the Department of State\nTehran, August 16, 1953, 3 p.m.\n"
        "Source: National Archives, RG 59, Central Files 1950–54, 788.00/8–1653. Secret.\n\n"
        "113. Memorandum of Conversation\nWashington, August 17, 1953\n"
        "Source: Department of State, Lot 59 D 95, CF 156.\n"
    )
    first, second = (one for one in read_text(text) if isinstance(one, Document))
    assert (first.to_csl()["event-place"], first.to_csl()["custom"]["hour"]) == ("Tehran", "3 p.m.")
    assert second.to_csl()["event-place"] == "Washington" and first.reference.endswith("788.00/8–1653")
