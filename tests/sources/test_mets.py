"""METS: which of its descriptions are documents, which are parts of one (METS Primer, "structMap", "dmdSec")."""

from __future__ import annotations

import json

import pytest

from citekit import Document
from citekit.sources import read_text

SECTION = (
    '<dmdSec ID="{id}"><mdWrap><xmlData><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{title}</title>'
    "</titleInfo><name><namePart>{name}</namePart></name></mods></xmlData></mdWrap></dmdSec>"
)
LETTERS = SECTION.format(id="D1", title="First letter", name="Ranke, Leopold von") + SECTION.format(
    id="D2", title="Second letter", name="Droysen, J. G."
)


def read(inner: str) -> list[Document]:
    found = list(read_text(f'<mets xmlns="http://www.loc.gov/METS/">{inner}</mets>', "x.xml", "x.xml"))
    docs = [doc for doc in found if isinstance(doc, Document)]
    assert len(docs) == len(found), found
    return docs


def structure(inner: str) -> str:
    return f'<structMap TYPE="LOGICAL">{inner}</structMap>'


def test_divisions_beside_each_other_are_documents() -> None:
    docs = read(LETTERS + structure('<div><div DMDID="D1" TYPE="letter"/><div DMDID="D2" TYPE="letter"/></div>'))
    assert [doc.title for doc in docs] == ["First letter", "Second letter"]


def test_descriptions_in_one_format_without_a_structure_are_documents() -> None:
    assert [doc.title for doc in read(LETTERS)] == ["First letter", "Second letter"]


def test_two_descriptions_of_one_division_are_one_document() -> None:
    (doc,) = read(LETTERS + structure('<div DMDID="D1 D2" TYPE="letter"/>'))
    assert doc.title == "First letter"


def test_letters_in_a_described_bundle_are_documents_too_and_say_so() -> None:
    bundle = SECTION.format(id="D0", title="A bundle", name="")
    divs = '<div DMDID="D0" TYPE="bundle"><div DMDID="D1" TYPE="letter"/><div DMDID="D2" TYPE="letter"/></div>'
    docs = read(bundle + LETTERS + structure(divs))
    assert [doc.title for doc in docs] == ["A bundle", "First letter", "Second letter"]
    assert docs[1].extra["note"] == "Part of: A bundle" and "note" not in docs[0].extra


def test_a_chapter_is_named_with_its_author_in_a_note_of_its_book() -> None:
    (doc,) = read(LETTERS + structure('<div DMDID="D1" TYPE="monograph"><div DMDID="D2" TYPE="chapter"/></div>'))
    assert doc.extra["note"] == "Contains: J. G. Droysen, Second letter"


def test_a_division_says_what_its_document_is_where_the_description_does_not() -> None:
    genre = "</titleInfo><genre>photograph</genre>"
    stated = LETTERS.replace("</titleInfo>", genre, 1)
    docs = read(stated + structure('<div><div DMDID="D1" TYPE="map"/><div DMDID="D2" TYPE="letter"/></div>'))
    assert [doc.to_csl()["type"] for doc in docs] == ["graphic", "personal_communication"]


@pytest.mark.parametrize(
    ("count", "said"), [(2, '"files": ["http://x.org/0.jpg", "http://x.org/1.jpg"]'), (50, "Files: 50")]
)
def test_the_addresses_of_files_are_kept_and_many_are_counted(count: int, said: str) -> None:
    files = "".join(f'<file><FLocat xlink:href="http://x.org/{n}.jpg"/></file>' for n in range(count))
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    described = "<dmdSec><mdWrap><xmlData><dc:title>Card</dc:title></xmlData></mdWrap></dmdSec>"
    mets = f"<mets {spaces}>{described}<fileSec><fileGrp>{files}</fileGrp></fileSec></mets>"
    (doc,) = read_text(mets, "x.xml", "x.xml")
    assert isinstance(doc, Document) and said in json.dumps(doc.to_csl())
