"""Works and sources out of Word and LibreOffice documents: fields, Word's own sources, and notes."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.common.errors import NoRecordError
from citekit.sources import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODF = f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0"'
CARR = {"id": 7, "type": "book", "title": "What Is History?", "author": [{"family": "Carr", "given": "E. H."}]}
CARR["issued"] = {"date-parts": [["1961"]]}
SMITH = {"id": 8, "type": "article-journal", "title": "Essay", "container-title": "Isis", "note": "archive: X"}
CITED = "Stalin to Molotov, September 4, 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67–70."
LETTER = "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67–70."


def citation(*items: dict[str, Any], uris: bool = True) -> str:
    cited = [
        {"id": i["id"], "itemData": i, **({"uris": [f"http://zotero.org/users/1/items/{i['id']}"]} if uris else {})}
        for i in items
    ]
    return json.dumps({"citationID": "x", "properties": {"plainCitation": "(…)"}, "citationItems": cited})


def field(code: str, shown: str = "(shown)") -> str:
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    half = len(code) // 2  # Word cuts instructions into pieces
    pieces = "".join(f"<w:r><w:instrText>{escape(part)}</w:instrText></w:r>" for part in (code[:half], code[half:]))
    return f"{run.format('begin')}{pieces}{run.format('separate')}<w:r><w:t>{shown}</w:t></w:r>{run.format('end')}"


def docx(body: str = "", notes: tuple[str, ...] = (), **parts: str) -> bytes:
    listed = "".join(f'<w:footnote w:id="{n}"><w:p>{note}</w:p></w:footnote>' for n, note in enumerate(notes, 1))
    separator = f'<w:footnote w:id="0" w:type="separator"><w:p>{said("RGASPI, f. 1, op. 1, d. 1")}</w:p></w:footnote>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body><w:p>{body}</w:p></w:body></w:document>")
        package.writestr("word/footnotes.xml", f"<w:footnotes {W}>{separator}{listed}</w:footnotes>")
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def odt(body: str, mimetype: str = "application/vnd.oasis.opendocument.text", **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", mimetype)
        content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
        package.writestr("content.xml", f"{content}</office:document-content>")
        for name, text in parts.items():
            package.writestr(name.replace("__", "."), text)
    return out.getvalue()


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(data: bytes, name: str) -> list[Document]:
    found = list(read_bytes(data, name, name))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def test_works_of_zotero_s_and_mendeley_s_fields_come_once_each() -> None:
    body = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {citation(CARR, SMITH)}")
    body += field(f"ADDIN CSL_CITATION {citation(CARR)}") + field("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY")
    body += field(" PAGE ", "4")
    carr, smith = read(docx(body), "a.docx")
    assert citekit.cite(carr) == "E. H. Carr, What Is History? (1961)." and carr.key == ""
    assert smith.extra["archive"] == "X"  # what Zotero keeps in Extra is a variable


def test_works_of_mendeley_cite_s_content_controls_are_read() -> None:
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(citation(CARR, uris=False).encode()).decode()
    (carr,) = read(docx(f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr></w:sdt>'), "a.docx")
    assert carr.title == "What Is History?"


def test_zotero_s_bookmarks_keep_their_code_among_the_properties() -> None:
    code = f"ZOTERO_ITEM CSL_CITATION {citation(CARR)}"
    cut = len(code) // 2
    listed = "".join(
        f'<property name="ZOTERO_BREF_ab_{n}"><vt:lpwstr xmlns:vt="v">{escape(part)}</vt:lpwstr></property>'
        for n, part in ((2, code[cut:]), (1, code[:cut]))
    )
    (carr,) = read(
        docx(docProps__custom__xml="", **{"docProps/custom.xml": f"<Properties>{listed}</Properties>"}), "a.docx"
    )
    assert carr.title == "What Is History?"


def test_word_s_own_sources_are_read() -> None:
    sources = (Path(__file__).parent / "formats" / "word-sources.xml").read_text(encoding="utf-8")
    found = read(docx(**{"customXml/item1.xml": sources}), "a.docx")
    assert [one.title for one in found] == ["What Is History?", "Die Akten", "Conversation", "A page", "A v. B"]


def test_archival_sources_of_notes_are_read_and_notes_without_one_are_counted() -> None:
    notes = (said(LETTER), said("Ibid."), said("I thank my friends."), said(LETTER))
    (letter,) = read(docx(notes=notes), "a.docx")
    assert citekit.cite(letter) == CITED and letter.source == "a.docx, note 1"
    assert letter.warnings == ("left out: 3 notes that name no archive, or one named before",)


def test_what_a_field_shows_in_a_note_is_not_read_again() -> None:
    note = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {citation(CARR)}", "RGASPI, f. 1, op. 2, d. 3") + said("; see below.")
    (carr,) = read(docx(notes=(note,)), "a.docx")
    assert carr.title == "What Is History?"


def test_text_that_was_deleted_is_no_source() -> None:
    (error,) = read_bytes(docx(notes=(f"<w:del>{said(LETTER)}</w:del>",)), "a.docx", "a.docx")
    assert isinstance(error, NoRecordError)


def test_fields_that_hold_nothing_or_are_damaged_are_told() -> None:
    empty = json.dumps({"citationItems": [{"id": 1, "uris": ["u"]}]})
    body = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {empty}") + field("ADDIN ZOTERO_ITEM CSL_CITATION {broken")
    body += field(f"ADDIN ZOTERO_ITEM CSL_CITATION {citation(CARR)}") + field("ADDIN CITAVI.PLACEHOLDER x")
    (carr,) = read(docx(body), "a.docx")
    assert all(w in carr.warnings[0] for w in ("1 citation without the data", "1 damaged citation field", "CITAVI"))


def test_reference_marks_and_notes_of_libreoffice_are_read() -> None:
    name = escape(f"ZOTERO_ITEM CSL_CITATION {citation(CARR)} RNDa1b2")
    body = (
        f'<text:p>As <text:reference-mark-start text:name="{name}"/>(shown)'
        f'<text:reference-mark-end text:name="{name}"/>'
        f"<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{LETTER}</text:p></text:note-body>"
        "</text:note></text:p>"
    )
    carr, letter = read(odt(body), "a.odt")
    assert carr.title == "What Is History?" and citekit.cite(letter) == CITED


def test_libreoffice_s_own_bibliography_entries_are_read() -> None:
    body = (
        '<text:p><text:bibliography-mark text:identifier="Carr61" text:bibliography-type="book"'
        ' text:author="Carr, E. H."'
        ' text:title="What Is History?" text:year="1961" text:publisher="Macmillan" text:custom1="read">[Carr61]'
        "</text:bibliography-mark></text:p>"
    )
    (carr,) = read(odt(body), "a.odt")
    assert citekit.cite(carr) == "E. H. Carr, What Is History? (Macmillan, 1961)."
    assert carr.key == "Carr61" and carr.extra["custom"] == {"custom1": "read"}


def test_an_empty_spreadsheet_of_libreoffice_is_read_and_holds_nothing() -> None:
    assert list(read_bytes(odt("", "application/vnd.oasis.opendocument.spreadsheet"), "a.ods", "a.ods")) == []


@pytest.mark.parametrize(
    "body",
    ["x" * 10, "<w:p>" * 100, "&undefined;", '<!DOCTYPE a [<!ENTITY b "c">]>'],
    ids=["no elements", "open elements", "an entity", "a document type"],
)
def test_a_damaged_or_hostile_document_is_an_error(body: str) -> None:
    (error,) = read_bytes(docx(body), "a.docx", "a.docx")
    assert isinstance(error, CitekitError)


def test_tables_nested_deeply_do_not_stop_the_reader() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + said("x") + "</w:tc></w:tr></w:tbl>" * 60
    (carr,) = read(docx(deep + field(f"ADDIN ZOTERO_ITEM CSL_CITATION {citation(CARR)}")), "a.docx")
    assert carr.title == "What Is History?"


def test_manuscripts_in_a_folder_are_not_taken_for_records(tmp_path: Path) -> None:
    (tmp_path / "chapter.docx").write_bytes(docx(field(f"ADDIN ZOTERO_ITEM CSL_CITATION {citation(CARR)}")))
    (tmp_path / "a.ris").write_text("TY  - BOOK\nTI  - Essay\nER  - \n")
    assert [doc.title for doc in citekit.read_all([tmp_path])] == ["Essay"]
    assert [doc.title for doc in citekit.read_all([tmp_path / "chapter.docx"])] == ["What Is History?"]
