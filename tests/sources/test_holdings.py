"""Who keeps a thing: an archive that holds what is unpublished, or a library with a copy of a published work."""

from __future__ import annotations

from typing import Any

import citekit
from citekit import Document
from citekit.sources import read_text

MODS = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>{title}</title></titleInfo>{rest}</mods>'
PUBLISHED = (
    "<typeOfResource>text</typeOfResource><originInfo><publisher>Princeton University Press</publisher>"
    "<dateIssued>2010</dateIssued><issuance>monographic</issuance></originInfo>"
)
MANUSCRIPT = '<typeOfResource manuscript="yes">text</typeOfResource>'


def read(text: str) -> Document:
    (doc,) = read_text(text, "x.xml", "x.xml")
    assert isinstance(doc, Document), doc
    return doc


def item(text: str) -> dict[str, Any]:
    return read(text).to_csl()


def mods(rest: str) -> str:
    return MODS.format(title="Stalin's genocides", rest=rest)


def place(keeper: str, shelf: str = "") -> str:
    shelved = f"<shelfLocator>{shelf}</shelfLocator>" if shelf else ""
    return f"<location><physicalLocation>{keeper}</physicalLocation>{shelved}</location>"


def marc(leader: str, *fields: str) -> str:
    made = []
    for field in fields:
        tag, *subfields = field.split("|")
        inner = "".join(f'<subfield code="{s[0]}">{s[1:]}</subfield>' for s in subfields)
        made.append(f'<datafield tag="{tag}" ind1=" " ind2=" ">{inner}</datafield>')
    return f'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>{leader}</leader>{"".join(made)}</record>'


BOOK, LETTER = "01142cam  2200301 a 4500", "01142ctm  2200301 a 4500"


def test_the_library_of_a_printed_book_in_mods_is_a_note_and_its_shelf_mark_the_call_number() -> None:
    doc = read(mods(PUBLISHED + place("Library of Congress", "HV6322.7 .N35")))
    found = doc.to_csl()
    assert "archive" not in found and "archive_location" not in found
    assert found["call-number"] == "HV6322.7 .N35" and "Held at: Library of Congress" in found["note"]
    assert citekit.cite(doc) == "Stalin’s Genocides (Princeton University Press, 2010)."


def test_a_printed_piece_in_an_archives_box_stays_there() -> None:
    found = item(mods(PUBLISHED + place("Hoover Institution Archives", "Box 3, Folder 2")))
    assert (found["archive"], found["archive_location"]) == ("Hoover Institution Archives", "Box 3, Folder 2")


def test_the_repository_of_a_manuscript_in_mods_is_its_archive() -> None:
    found = item(mods(MANUSCRIPT + place("Beinecke Library", "GEN MSS 1")))
    assert (found["archive"], found["archive_location"]) == ("Beinecke Library", "GEN MSS 1")


def test_a_letters_own_repository_goes_before_that_of_its_collection() -> None:
    host = (
        '<relatedItem type="host"><titleInfo><title>Papers</title></titleInfo>'
        + place("Host Library", "H 9")
        + "</relatedItem>"
    )
    found = item(mods(MANUSCRIPT + host + place("Own Library", "Own 1")))
    assert (found["archive"], found["archive_location"]) == ("Own Library", "Own 1")
    assert (found["archive_collection"], found["note"]) == ("Papers", "The whole is held at: Host Library, H 9")
    alone = item(mods(MANUSCRIPT + host))
    assert (alone["archive"], alone["archive_location"]) == ("Host Library", "H 9")


def test_the_library_of_a_printed_book_in_marc_is_a_note() -> None:
    doc = read(
        marc(BOOK, "245|aA survey", "260|bCambridge University Press,|c2010.", "852|aLibrary of Congress|hD843|nus")
    )
    found = doc.to_csl()
    assert "archive" not in found and found["call-number"] == "D843"
    assert "Held at: Library of Congress" in found["note"] and "Country of the holder: us" in found["note"]
    assert citekit.cite(doc) == "A Survey (Cambridge University Press, 2010)."


def test_the_address_of_an_archive_in_marc_is_its_place() -> None:
    found = item(marc(LETTER, "245|aLetter", "852|aLibrary of Congress|eWashington, DC|jBox 3|nus"))
    assert (found["archive"], found["archive-place"]) == ("Library of Congress", "Washington, DC")
    assert found["archive_location"] == "Box 3" and "us" in found["note"]
