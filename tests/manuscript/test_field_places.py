"""Places in Zotero's fields: what has no label of CSL comes back as the same place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citekit import Document, parse_references
from citekit.document.locator_words import locator_words
from citekit.manuscript.field_codes import items_of

from .office_files import body, notes, odt_file, paragraph, part, weave, word_file
from .test_office_fields import citations


def record(key: str, reference: str) -> Document:
    return Document(title="A Report", key=key, references=tuple(parse_references(reference)))


RECORDS = [
    record("tna", "TNA, FO 371/56763, fos. 4-9"),
    record("bonn", "SAPMO-BArch, DY 30/J IV 2/2/781, Bl. 4–9"),
    record("fond", "АПРФ, ф. 3, оп. 65, д. 904, лл. 122–130"),
    record("reel", "NARA, RG 59, Microfilm Reel 5"),
]
PLACES = [
    ("tna", "fos. 6-7", "folio", "6–7"),
    ("tna", "f. 5", "folio", "5"),
    ("bonn", "Bl. 5", "page", "Bl. 5"),
    ("fond", "л. 123 об.", "page", "л. 123 об."),
    ("reel", "frame 0123", "page", "frame 0123"),
    ("reel", "00:12:30", "page", "00:12:30"),
    ("reel", "para. 2", "paragraph", "2"),
    ("tna", "{passim}", "page", "passim"),
]


@pytest.mark.parametrize(("key", "typed", "label", "locator"), PLACES)
def test_a_place_that_is_written_into_a_field_is_read_back(
    key: str, typed: str, label: str, locator: str, tmp_path: Path
) -> None:
    text = f"A [@{key}, {typed}]. B [@{key}, {typed}]."
    first, _ = weave(word_file(tmp_path / "a.docx", paragraph(text)), documents=RECORDS, zotero=True)
    for one in citations(part(first, "word/footnotes.xml")):
        assert (one["citationItems"][0]["label"], one["citationItems"][0]["locator"]) == (label, locator)
    again, outcome = weave(first, tmp_path / "again.docx", documents=RECORDS, zotero=True)
    assert outcome.citations == 2
    assert (body(again), notes(again)) == (body(first), notes(first))


def test_so_is_one_in_a_document_of_libreoffice(tmp_path: Path) -> None:
    text = " ".join(f"A [@{key}, {typed}]." for key, typed, *_ in PLACES)
    source = odt_file(tmp_path / "a.odt", f"<text:p>{text}</text:p>")
    first, _ = weave(source, documents=RECORDS, zotero=True)
    again, _ = weave(first, tmp_path / "again.odt", documents=RECORDS, zotero=True)
    assert "fos. 6–7" in part(first, "content.xml")
    assert part(again, "content.xml") == part(first, "content.xml")


@pytest.mark.parametrize(
    ("locator", "label", "place"),
    [
        ("44", "page", "44"),
        ("xiv", "page", "xiv"),
        ("A12", "page", "A12"),
        ("v12", "page", "v12"),
        ("l. 44", "leaf", "44"),
        ("chap. 3", "chapter", "3"),
        ("listovi 3", "as-given", "listovi 3"),
        ("00:12:30", "as-given", "00:12:30"),
    ],
)
def test_a_page_of_a_field_is_what_its_words_say(locator: str, label: str, place: str) -> None:
    data: dict[str, Any] = {"citationItems": [{"id": "a", "locator": locator, "label": "page"}]}
    (item,) = items_of(data, locator_words())
    assert (item.cite.label, item.cite.locator) == (label, place)
