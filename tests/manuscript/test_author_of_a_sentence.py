"""``@key [p. 4; @other]``: the sentence names the author of the key, however the style sorts the cites behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citekit
from citekit.engine import Processor
from tests.manuscript.test_filter import filtered

SORTED = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>
<title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info><citation>
<sort><key variable="author"/></sort>
<layout prefix="(" suffix=")" delimiter="; "><group delimiter=", "><names variable="author"><name form="short"/></names>
<date variable="issued"><date-part name="year"/></date><text variable="locator" prefix="p. "/></group></layout>
</citation></style>"""
ITEMS = [
    {"id": "nunez", "type": "book", "author": [{"family": "Núñez"}], "title": "Cartas", "issued": {"raw": "1987"}},
    {"id": "caesar", "type": "book", "author": [{"family": "Caesar"}], "title": "Bellum", "issued": {"raw": "1950"}},
    {"id": "brown", "type": "book", "author": [{"family": "Brown"}], "title": "Ship", "issued": {"raw": "1960"}},
]


@pytest.fixture
def style(tmp_path: Path) -> str:
    path = tmp_path / "sorted.csl"
    path.write_text(SORTED, encoding="utf-8")
    return str(path)


def in_pandoc(text: str, style: str) -> str:
    """A draft with its sources in plain text, by way of the filter."""
    return filtered(f"---\nreferences: {json.dumps(ITEMS, ensure_ascii=False)}\ncsl: {style}\n---\n{text}\n", "plain")[
        0
    ]


def test_the_processor_keeps_the_cite_first_whose_author_stands_outside() -> None:
    processor = Processor(SORTED, ITEMS)
    cites = [{"id": "nunez", "locator": "4"}, {"id": "caesar"}, {"id": "brown"}]
    processor.cite(cites, citation_id="a", mode="composite")
    processor.cite(cites, citation_id="b", mode="suppress-author")
    processor.cite(cites, citation_id="c")
    assert [text for _, _, text in processor.citations()] == [
        "Núñez (1987, p. 4; Brown, 1960; Caesar, 1950)",
        "(1987, p. 4; Brown, 1960; Caesar, 1950)",
        "(Brown, 1960; Caesar, 1950; Núñez, 1987, p. 4)",
    ]


def test_a_woven_sentence_names_the_author_of_its_key(style: str) -> None:
    documents = [citekit.Document.from_csl(item) for item in ITEMS]
    woven = citekit.weave("@nunez [p. 4; @caesar] says; also @nunez [see @caesar].\n", documents, style=style)
    assert woven.startswith("Núñez (1987, p. 4; Caesar, 1950)<!--")
    assert "also Núñez (1987; see Caesar, 1950)<!--" in woven


def test_the_filter_names_the_author_of_the_key(style: str) -> None:
    text = in_pandoc("@nunez [p. 4; @caesar] says.", style)
    assert text.startswith("Núñez (1987, p. 4; Caesar, 1950) says.")


def test_the_filter_names_nobody_for_a_key_that_is_not_known(style: str) -> None:
    text = in_pandoc("@unknown [p. 4; @caesar] says.", "chicago-notes")
    assert not text.startswith("Caesar") and "Unknown?; Caesar, Bellum" in text
