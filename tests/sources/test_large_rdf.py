"""RDF over 50 MB is read in blocks, with the same documents as when it is read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit import Document, ReadError
from citekit.sources.rdf import graph, reader

SAMPLES = sorted(Path(__file__).parent.rglob("*.rdf"))
NAMES = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
ITEM = '<rdf:Description rdf:about="#{0}"><dc:title>Essay {0}</dc:title></rdf:Description>\n'


def in_blocks(text: str, size: int) -> list[str]:
    """What is found in a file that comes in blocks of this size."""
    return shown(reader.read((text[n : n + size] for n in range(0, len(text), size)), "x.rdf"))


def shown(found: object) -> list[str]:
    """Documents and errors, each with all that it says; where it stands, without the line."""
    return [repr({**vars(one), "source": ""}) if isinstance(one, Document) else str(one) for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [1, 700, 1_000_000])
def test_what_an_item_refers_to_is_found_wherever_the_file_has_it(path: Path, size: int) -> None:
    text = path.read_text(encoding="utf-8")
    assert in_blocks(text, size) == shown(reader.read(text, "x.rdf")) != []


def test_what_comes_before_a_damaged_line_is_kept_and_the_line_is_named() -> None:
    text = f"<rdf:RDF {NAMES}>\n{ITEM.format(1)}{ITEM.format(2)}<dc:title>Essay</dc:titel>\n{ITEM.format(3)}</rdf:RDF>"
    error, *documents = reader.read(iter([text]), "x.rdf")
    assert isinstance(error, ReadError) and "x.rdf, line 4" in str(error)
    assert [doc.title for doc in documents if isinstance(doc, Document)] == ["Essay 1", "Essay 2"]


def test_a_file_that_is_cut_off_gives_what_it_has_and_says_so() -> None:
    text = f"<rdf:RDF {NAMES}>\n{ITEM.format(1)}{ITEM.format(2)[:40]}"
    error, document = reader.read(iter([text]), "x.rdf")
    assert isinstance(error, ReadError) and "damaged" in str(error)
    assert isinstance(document, Document) and document.title == "Essay 1"


def test_what_is_beyond_the_bound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "_MOST_TEXT", 400)
    blocks = [f"<rdf:RDF {NAMES}>\n", ITEM.format(1), ITEM.format(2) * 3]
    error, document = reader.read(iter(blocks), "x.rdf")
    assert isinstance(error, ReadError) and "left out" in str(error)
    assert isinstance(document, Document) and document.title == "Essay 1"


def test_no_entity_is_expanded_in_blocks_either() -> None:
    text = f'<!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF {NAMES}>{ITEM.format("&a;")}</rdf:RDF>'
    assert "entities" in shown(reader.read(iter([text]), "x.rdf"))[0]
