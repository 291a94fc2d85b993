"""Locators as people write them: all of CSL 1.0.2 and those of archives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citekit
from citekit import Document, HistoricalDate, parse_references
from citekit.document.locators import locator_words, parse_locator


def test_every_locator_of_the_schema_has_words_and_no_word_means_anything_else(shared: Path) -> None:
    schema = json.loads((shared / "csl-schema" / "csl-citation.json").read_text(encoding="utf-8"))
    items = schema["properties"]["citationItems"]["items"]["properties"]
    archival = {"leaf", "verso", "frame", "reel", "box", "image"}
    assert set(locator_words().values()) == set(items["label"]["enum"]) | archival


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("44", "page", "44"),
        ("p. 44", "page", "44"),
        ("table 3", "table", "3"),
        ("fig. 2", "figure", "2"),
        ("app. B", "appendix", "B"),
        ("art. 5", "article-locator", "5"),
        ("§ 12", "section", "12"),
        ("¶ 4", "paragraph", "4"),
        ("s.v. kulak", "sub-verbo", "kulak"),
        ("s.vv. kulak, fond", "sub-verbo", "kulak, fond"),
        ("chap. iv", "chapter", "iv"),
        ("eq. 3", "equation", "3"),
        ("scene 2", "scene", "2"),
        ("supp. 1", "supplement", "1"),
        ("timestamp 00:12:30", "timestamp", "00:12:30"),
        ("ll. 44-45", "leaf", "44-45"),
        ("Bl. 7", "leaf", "7"),
        ("frame 0123", "frame", "0123"),
        ("reel 5", "reel", "5"),
        ("image 12", "image", "12"),
        ("box 3", "box", "3"),
        ("no 5", "issue", "5"),
        ("S. 12", "page", "S. 12"),
    ],
)
def test_a_place_is_known_by_its_word(text: str, label: str, value: str) -> None:
    found = parse_locator(text)
    assert (found.label, found.value) == (label, value)


def test_a_place_of_an_archive_is_printed_in_the_words_of_the_note() -> None:
    doc = Document(
        title="A Report",
        date=HistoricalDate.parse("1950"),
        references=tuple(parse_references("NARA, RG 59, Microfilm Reel 5")),
    )
    notes = citekit.Notes()
    notes.cite(doc)
    assert notes.cite(doc, locator="frame 0123").endswith("frame 0123.")
