"""Pages of the archive saved as text or Markdown, with the usual damage of conversion."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit import CitekitError, Document
from citekit.sources import read_text
from tests.sizes import sizes

CITATION = (
    '"Telegram, Shtykov to Vyshinsky", March 24, 1950, Wilson Center Digital Archive, '
    "AVPRF, Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75-76. https://digitalarchive.wilsoncenter.org/document/112044"
)
PARTS = {
    "heading": "# March 24, 1950 Telegram, Shtykov to Vyshinsky",
    "citation": f"### Citation:\n\n{CITATION}",
    "summary": "## **Summary:**\n\nA short summary of it.",
    "language": "# **Original Language:**\n\nRussian",
    "contents": "#### **Contents:**\n\nTranslation - English",
    "body": "#### TO VYSHINSKY\n\nShtykov reports on 25 March 1950.",
}


def page(order: str = "heading citation summary language contents body", **changes: str) -> str:
    parts = {**PARTS, **changes}
    return "\n\n".join(parts[name] for name in order.split() if parts[name]) + "\n"


def understood(doc: Document) -> bool:
    """Whether everything the page says was read, and nothing else."""
    return (doc.title, str(doc.date), doc.reference, doc.url, doc.language, doc.contents, doc.summary, doc.unread) == (
        "Telegram, Shtykov to Vyshinsky",
        "March 24, 1950",
        "AVPRF, Fond 059a, Opis 5a, Delo 3, Papka 11, Listy 75-76",
        "https://digitalarchive.wilsoncenter.org/document/112044",
        "Russian",
        ("Translation - English",),
        "A short summary of it.",
        (),
    )


def test_a_page_says_who_wrote_to_whom_and_what_it_is() -> None:
    doc = citekit.loads(page())
    assert understood(doc)
    assert (doc.kind, doc.sender, doc.recipient, doc.number, doc.host) == (
        "telegram",
        "Shtykov",
        "Vyshinsky",
        "112044",
        "Wilson Center Digital Archive",
    )


UNDERLINED = page(
    heading="March 24, 1950 Telegram, Shtykov to Vyshinsky\n==========",
    citation=f"Citation:\n---------\n\n{CITATION}",
    summary="Summary:\n---\n\nA short summary of it.",
    language="Original Language:\n---\n\nRussian",
    contents="Contents:\n---\n\nTranslation - English",
)
PLAIN = page(
    heading="March 24, 1950 Telegram, Shtykov to Vyshinsky",
    citation=f"Citation:\n{CITATION}",
    summary="Summary:\nA short summary of it.",
    language="Original Language:\nRussian",
    contents="Contents:\nTranslation - English",
    body="TO VYSHINSKY\n\nBody",
)


@pytest.mark.parametrize(
    "text",
    [
        page("heading citation summary language contents body".replace("citation summary", "summary citation")),
        page("heading summary language contents citation body"),
        page(heading=""),
        page(heading="# Telegram, Shtykov to Vyshinsky"),
        page(heading="# **March 24, 1950 Telegram, Shtykov to Vyshinsky**"),
        page(heading="MARCH 24, 1950 TELEGRAM, SHTYKOV TO VYSHINSKY"),
        page(
            citation=f"###### *Citation*:\n\n{CITATION}",
            summary="__Summary__:\n\nA short summary of it.",
            language="# ***Original Language:***\n\nRussian",
            contents="Contents\n\n- Translation - English",
        ),
        page(
            citation=f"**Citation:** {CITATION}",
            summary="**Summary:** A short summary of it.",
            language="**Original Language:** Russian",
            contents="**Contents:** Translation - English",
        ),
        page(
            citation=f"CITATION\n\n{CITATION}",
            summary="SUMMARY\n\nA short summary of it.",
            language="ORIGINAL LANGUAGE\n\nRussian",
            contents="CONTENTS\n\nTranslation - English",
        ),
        PLAIN,
        PLAIN.replace(":\n", "\n"),
        UNDERLINED,
        page(citation="### Citation:\n\n" + CITATION.replace(" Center", "\nCenter").replace("Delo 3", "Delo\n3")),
        page(citation="### Citation:\n\n" + CITATION.replace("/document/", "/\ndocument/")),
        page(citation="### Citation:\n\n" + CITATION.replace(" https", "\n\nhttps")),
        page(
            citation="### Citation:\n\n"
            + CITATION.replace(
                "https://digitalarchive.wilsoncenter.org/document/112044",
                "[https://digitalarchive.wilsoncenter.org/document/112044](https://digitalarchive.wilsoncenter.org/document/112044)",
            )
        ),
        page(citation="### Citation:\n\n" + CITATION.replace('"Telegram', "\u201cTelegram").replace('"', "\u201d")),
        page(
            body=(
                f"March 24, 1950 Telegram, Shtykov to Vyshinsky\n\n2\n\nText\n\n### Citation:\n\n{CITATION}\n\nmore"
                " text"
            )
        ),
        page(body="#### TO VYSHINSKY\n\nSummary: the enemy attacked.\n\nContents: guns"),
        page(summary="## **Summary:**\n\nA short sum-\nmary of it.\n\n\f"),
        page().replace("\n", "\r\n"),
        page().replace(" ", "\u00a0"),
        "\ufeff" + page(),
    ],
)
def test_headings_vary_in_level_emphasis_order_and_colon(text: str) -> None:
    (doc,) = read_text(text)
    assert understood(doc)


@pytest.mark.parametrize(
    ("missing", "field"), [("summary", "summary"), ("language", "language"), ("contents", "contents")]
)
def test_a_missing_section_is_a_missing_field_and_nothing_worse(missing: str, field: str) -> None:
    doc = citekit.loads(page(**{missing: ""}))
    assert not getattr(doc, field)
    assert doc.title == "Telegram, Shtykov to Vyshinsky" and doc.references


def test_a_page_without_a_citation_keeps_title_and_date_and_says_what_is_missing() -> None:
    doc = citekit.loads(page(citation=""))
    assert (doc.title, str(doc.date), doc.references) == ("Telegram, Shtykov to Vyshinsky", "March 24, 1950", ())
    assert "no Citation section" in doc.warnings[0]


def test_records_run_together_are_several_documents() -> None:
    first, second = read_text(page() + page().replace("112044", "112045").replace("Vyshinsky", "Gromyko"))
    assert (first.number, second.number, second.recipient) == ("112044", "112045", "Gromyko")


def test_a_heading_that_says_another_date_than_the_citation_is_named() -> None:
    doc = citekit.loads(page(heading="# March 25, 1950 Telegram, Shtykov to Vyshinsky"))
    assert str(doc.date) == "March 24, 1950"
    assert "March 25, 1950" in doc.warnings[0]


def test_several_contents_and_paragraphs_are_all_kept() -> None:
    doc = citekit.loads(
        page(contents="#### Contents\n\nTranslation - English\n\nScan - Russian", summary="## Summary\n\nOne.\n\nTwo.")
    )
    assert (doc.contents, doc.summary) == (("Translation - English", "Scan - Russian"), "One. Two.")


EXTRACT = """August 31, 1950

Ciphered Telegram, Shtykov to Feng Xi [Stalin]

This document was made possible with support from The Leon Levy Foundation

CIPHERED TELEGRAM

To FENG XI. I report on the meeting.

Author(s):

Shtykov, Terentii Fomich

Associated Places

Korea, North

Document Information


APRF, Fond 45, Opis 1, Delo 347, Listy 12-13 and AVPRF, Fond 059a, Opis 5a, Delo 4, Papka 11, Listy 159-160

Original Uploaded Date

2011-12-11

Language

Russian

Record ID

112044

Original Classification

"""


def test_a_text_extract_of_the_present_site_may_have_lost_labels_and_values() -> None:
    doc = citekit.loads(EXTRACT)
    assert (doc.title, str(doc.date), doc.number, doc.language) == (
        "Ciphered Telegram, Shtykov to Feng Xi [Stalin]",
        "August 31, 1950",
        "112044",
        "Russian",
    )
    assert [r.repository.abbreviation for r in doc.references if r.repository] == ["APRF", "AVPRF"]
    assert doc.extra["custom"] == {
        "uploaded": "2011-12-11",
        "places": ["Korea, North"],
        "authors": ["Shtykov, Terentii Fomich"],
        "donors": ["This document was made possible with support from The Leon Levy Foundation"],
    }
    assert doc.host == ""  # the extract does not say where it is from, and so the note does not


def test_the_language_ends_with_its_paragraph() -> None:
    assert citekit.loads(page(contents="", body="TO VYSHINSKY\n\nText")).language == "Russian"


def test_the_seed_is_read_whole(shared: Path) -> None:
    doc = citekit.read(next((shared / "seeds").iterdir()))
    assert [r.repository.abbreviation for r in doc.references if r.repository] == ["APRF", "AVPRF"]
    assert (doc.language, doc.contents, doc.number) == ("Russian", ("Translation - English",), "113630")


@sizes(60_000, 300_000)
@pytest.mark.parametrize(
    "piece",
    [
        "# ",
        "**",
        '"',
        '"a, ',
        "Citation:\n",
        "[",
        "[a](",
        "http://",
        "-\n",
        "\n",
        "May 1 ",
        "a_",
        "# x\n",
        "by obtained ",
        "foo bar\n",
        " and APRF, f. 5",
        "_",
        "l. 1, ",
    ],
)
def test_hostile_text_is_read_or_refused_in_a_straight_line(piece: str, size: int) -> None:
    text = page(citation="### Citation:\n\n" + piece * (size // len(piece)))
    started = time.process_time()
    try:
        list(read_text(text))
    except CitekitError:
        pass
    assert time.process_time() - started < 5 * size / 300_000


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_one_clear_error(data: bytes) -> None:
    from citekit.common.files import decode

    try:
        for doc in read_text(decode(data, "the file"), "the file"):
            assert isinstance(doc, (Document, CitekitError))
    except CitekitError as error:
        assert str(error)
