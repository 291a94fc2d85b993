"""MODS and Word's sources against their schemas, as far as order, names and lengths go."""

from __future__ import annotations

from typing import Any

import pytest

import citekit
from citekit import Document, export
from citekit.document.given import as_document
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text
from tests.exporters.test_awkward import ITEMS
from tests.exporters.test_clients import hostile
from tests.exporters.varied import varied


def awkward() -> list[Document]:
    return [as_document(item) for item in ITEMS]


etree = pytest.importorskip("lxml.etree")

# MODS 3.8 (mods-3-8.xsd): element -> (the elements that may stand in it, its attributes); `*` marks a sequence
MODS: dict[str, tuple[str, str]] = {
    "mods": (
        "titleInfo name typeOfResource genre originInfo language physicalDescription abstract note subject relatedItem"
        " identifier location accessCondition part recordInfo extension",
        "version",
    ),
    "titleInfo": ("title", "type supplied"),
    "name": ("namePart role etal", "type"),  # with etal, which stands first, there is no namePart
    "role": ("roleTerm", ""),
    "originInfo": ("place publisher edition dateIssued dateCreated", ""),
    "place": ("placeTerm", ""),
    "language": ("languageTerm", "objectPart"),
    "physicalDescription": ("form extent", ""),
    "subject": ("topic", ""),
    "location": ("*physicalLocation shelfLocator url", ""),
    "part": ("detail extent", ""),
    "detail": ("number", "type"),
    "recordInfo": ("recordContentSource recordIdentifier", ""),
    "namePart": ("", "type"),
    "roleTerm": ("", "type authority"),
    "typeOfResource": ("", "manuscript"),
    "genre": ("", "authority"),
    "dateIssued": ("", "encoding keyDate point qualifier"),
    "dateCreated": ("", "encoding keyDate point qualifier"),
    "languageTerm": ("", "type authority"),
    "placeTerm": ("", "type"),
    "identifier": ("", "type displayLabel"),
    "note": ("", "type"),
    "physicalLocation": ("", "type displayLabel"),
    "url": ("", "usage dateLastAccessed"),
    "accessCondition": ("", "type"),
}
VALUES = {
    "typeOfResource": {
        "text", "cartographic", "notated music", "sound recording", "still image", "moving image",
        "software, multimedia",
    },
    "qualifier": {"approximate", "inferred", "questionable"},
    "encoding": {"w3cdtf"},
    "point": {"start", "end"},
    "relatedItem": {"host", "series", "original"},
    "name": {"personal", "corporate"},
}  # fmt: skip


def local(element: Any) -> str:
    return etree.QName(element).localname


def check_mods(element: Any) -> None:
    name, parent = local(element), local(element.getparent())
    if name == "extension":
        return  # any element may stand in it
    children, attributes = MODS.get(name, ("", ""))
    if name == "relatedItem":
        children, attributes = MODS["mods"][0], "type"
        assert element.get("type") in VALUES["relatedItem"]
    elif name == "extent":
        children = "*start end list" if parent == "part" else ""
        attributes = "unit"
    inside = [local(child) for child in element]
    assert set(inside) <= set(children.strip("*").split()), (name, inside)
    assert set(element.attrib) <= set(attributes.split()), (name, dict(element.attrib))
    if children.startswith("*"):
        order = children.strip("*").split()
        assert inside == sorted(inside, key=order.index), (name, inside)
    assert name == "etal" or bool(inside) != bool((element.text or "").strip()), name
    if name in ("typeOfResource",):
        assert element.text in VALUES[name]
    for attribute in ("qualifier", "encoding", "point"):
        assert element.get(attribute) in (None, *VALUES[attribute])
    if name == "name":
        assert element.get("type") in (None, *VALUES["name"])
        assert "etal" not in inside or (inside[0] == "etal" and "namePart" not in inside)
    for child in element:
        check_mods(child)


@pytest.mark.parametrize("doc", varied(), ids=lambda doc: doc.key)
def test_a_document_comes_back_from_mods_as_it_was(doc: Document) -> None:
    (back,) = documents(read_text(export(doc, "mods"), "x"))
    assert back == doc


def test_what_somebody_changed_in_a_mods_record_is_read() -> None:
    doc = next(d for d in varied() if d.key == "v0")
    text = export(doc, "mods").replace("<shelfLocator>MS 466, Box 12,", "<shelfLocator>MS 466, Box 13,")
    (back,) = documents(read_text(text, "x"))
    assert "Box 13" in back.to_csl()["archive_location"]
    reformatted = export(doc, "mods").replace("\n", "\n\n  ")
    assert list(documents(read_text(reformatted, "x"))) == [doc]


@pytest.mark.parametrize("docs", [varied(), hostile(), awkward()], ids=["varied", "hostile", "awkward"])
def test_mods_has_the_elements_of_its_schema_in_their_order(docs: list[Document]) -> None:
    root = etree.fromstring(export(docs, "mods").encode())
    assert (root.tag, len(root)) == ("{http://www.loc.gov/mods/v3}modsCollection", len(docs))
    for record in root:
        check_mods(record)


def mods_of(doc: Document) -> Any:
    (record,) = etree.fromstring(export(doc, "mods").encode())
    return record


def texts(record: Any, path: str) -> list[str]:
    prefixed = "/".join(f"m:{step}" if step[0].isalpha() else step for step in path.split("/"))
    return [
        found if isinstance(found, str) else found.text
        for found in record.xpath(prefixed, namespaces={"m": "http://www.loc.gov/mods/v3"})
    ]


def test_a_letter_in_mods_has_its_correspondents_repository_and_shelf_mark() -> None:
    doc = next(d for d in varied() if d.key == "v0")
    record = mods_of(doc)
    assert texts(record, "name/role/roleTerm") == ["author", "addressee"]
    assert texts(record, "name/namePart") == ["Creel", "George", "House", "Edward M."]
    assert texts(record, "location/physicalLocation") == ["Yale University Library, New Haven, CT"]
    assert texts(record, "location/shelfLocator") == ["MS 466, Box 12, Folder 3"]
    assert texts(record, "relatedItem/titleInfo/title") == ["Edward M. House Papers"]
    assert texts(record, "originInfo/dateCreated") == ["1918-09-25"]


def test_two_holdings_are_two_locations_in_mods() -> None:
    doc = citekit.Document(
        title="A Plan",
        references="APRF, f. 3, op. 65, d. 829 and AVPRF, f. 059a, op. 5a, d. 5",
        host="Wilson Center Digital Archive",
    )
    record = mods_of(doc)
    assert texts(record, "location/physicalLocation") == ["APRF", "AVPRF", "Wilson Center Digital Archive"]
    assert texts(record, "location/shelfLocator") == ["f. 3, op. 65, d. 829", "f. 059a, op. 5a, d. 5"]


# Word: CT_SourceType and CT_AuthorType (ECMA-376 part 1, shared-bibliography.xsd)
SOURCE = frozenset(
    (
        "AbbreviatedCaseNumber AlbumTitle Author BookTitle Broadcaster BroadcastTitle CaseNumber ChapterNumber City"
        " Comments ConferenceName CountryRegion Court Day DayAccessed Department Distributor Edition Guid Institution"
        " InternetSiteTitle Issue JournalName LCID Medium Month MonthAccessed NumberVolumes Pages PatentNumber"
        " PeriodicalTitle ProductionCompany PublicationTitle Publisher RecordingNumber RefOrder Reporter SourceType"
        " ShortTitle StandardNumber StateProvince Station Tag Theater ThesisType Title Type URL Version Volume Year"
        " YearAccessed"
    ).split()
)
ROLES = frozenset(
    (
        "Artist Author BookAuthor Compiler Composer Conductor Counsel Director Editor Interviewee Interviewer Inventor"
        " Performer ProducerName Translator Writer"
    ).split()
)
TYPES = frozenset(
    (
        "ArticleInAPeriodical Book BookSection JournalArticle ConferenceProceedings Report SoundRecording Performance"
        " Art DocumentFromInternetSite InternetSite Film Interview Patent ElectronicSource Case Misc"
    ).split()
)


@pytest.mark.parametrize("docs", [varied(), hostile(), awkward()], ids=["varied", "hostile", "awkward"])
def test_words_sources_are_what_its_schema_asks_for(docs: list[Document]) -> None:
    root = etree.fromstring(export(docs, "word").encode())
    assert (local(root), len(root)) == ("Sources", len(docs))
    for source in root:
        names = [local(child) for child in source]
        assert set(names) <= SOURCE and len(set(names)) == len(names), names
        assert source.findtext("{*}SourceType") in TYPES and source.findtext("{*}Tag")
        for child in source.iter():
            assert len((child.text or "").strip()) <= 255
        for role in source.findall("{*}Author/*"):
            assert local(role) in ROLES
            (inner,) = role
            assert local(inner) == "NameList" or (
                local(inner) == "Corporate" and local(role) in ("Author", "Performer")
            )
            for person in inner:
                parts = [local(part) for part in person]
                assert local(person) == "Person" and parts == sorted(parts, key=["Last", "First", "Middle"].index)


def test_word_prints_archive_reference_and_place_of_an_archival_source() -> None:
    docs = {d.key: d for d in varied()}
    (source,) = etree.fromstring(export(docs["v0"], "word").encode())
    expected = {
        "SourceType": "Misc",
        "Publisher": "Yale University Library",
        "PublicationTitle": "MS 466, Box 12, Folder 3, Edward M. House Papers",
        "City": "New Haven, CT",
        "Year": "1918",
        "Month": "September",
        "Day": "25",
    }
    assert {name: source.findtext(f"{{*}}{name}") for name in expected} == expected
    (person,) = source.iterfind("{*}Author/{*}Author/{*}NameList/{*}Person")
    assert [part.text for part in person] == ["Creel", "George"]


def test_what_word_cuts_is_said() -> None:
    options = ExportOptions()
    "".join(export_documents([Document(title="A" * 300, key="long")], "word", options))
    assert "255" in options.notes[0] and "long" in options.notes[0]


@pytest.mark.parametrize("to", ["mods", "word"])
def test_ascii_is_character_references(to: str) -> None:
    text = export(Document(title="Révész és 中文", key="k"), to, ascii=True)
    assert text.isascii() and "Révész és 中文" in "".join(etree.fromstring(text.encode()).itertext())
