"""What people hand over that is no record: refused by its own name, with what to do; nothing is cited by mistake."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.common.errors import NoRecordError
from citekit.common.tables import table
from citekit.sources import read_bytes, read_text


def error(text: str, name: str = "") -> CitekitError:
    (one,) = read_text(text, name or "the text", name)
    assert isinstance(one, CitekitError), one
    return one


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\\documentclass{article}\n\\begin{document}x\\end{document}", "LaTeX document"),
        ('{"hello": "world"}', "no CSL items"),
        ('[{"a": 1}, {"b": 2}]', "no CSL items"),
        ("a,b,c\n1,2,3\n", "not a document"),
        ('{"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Annotation"}', "IIIF"),
        ('{"@context": {"@vocab": "https://tropy.org/v1/tropy#"}, "@graph": []}', "Tropy"),
        ('{"@type": "o:Media", "o:id": 1, "o:title": "x"}', "Omeka"),
        ("https://digitalarchive.wilsoncenter.org/document/113630", "address alone"),
        ("digitalarchive.wilsoncenter.org/document/113630", "citekit fetch https://digitalarchive"),
        (
            "<html><head><title>Page Not Found | Archive</title></head><body><h1>Page Not Found</h1></body></html>",
            "Not Found",
        ),
        ("<html><head><title>Sign In</title></head><body><h1>Sign In</h1></body></html>", "sign in"),
        ("<html><head><title>Seite nicht gefunden</title></head><body><p>x</p></body></html>", "nicht gefunden"),
    ],
)
def test_a_known_format_that_is_no_record_is_refused_by_its_name_with_a_hint(text: str, what: str) -> None:
    one = error(text)
    assert isinstance(one, NoRecordError) and one.hint and what in str(one)


@pytest.mark.parametrize("known", [f for f in table("refused")["format"] if "members" in f], ids=lambda f: f["members"])
def test_an_office_file_is_no_damaged_zip(known: dict[str, str]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(known["members"], "x")
    (one,) = read_bytes(data.getvalue(), "a.docx", "a.docx")
    assert isinstance(one, NoRecordError) and known["what"] in str(one)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: “Report: on X”\n", ["line 1", "straight quotation marks"]),
        ("title: Letter: Stalin to Molotov\n", ["line 1", 'title: "Letter: Stalin to Molotov"']),
        ("title: A\ndate: 1951\ntitle: B\n", ["line 3", "“title” stands twice"]),
    ],
)
def test_a_mistake_in_yaml_is_named_with_what_to_write(text: str, words: list[str]) -> None:
    pytest.importorskip("yaml")
    assert all(word in str(error(text, "form.yaml")) for word in words)


def test_quotation_marks_of_a_word_processor_round_a_value_are_no_part_of_it() -> None:
    pytest.importorskip("yaml")
    (doc,) = read_text("title: “Report on X”\ndate: 1951\n", "f.yaml", "f.yaml")
    assert isinstance(doc, Document) and doc.title == "Report on X"


def test_a_page_that_breaks_off_is_read_with_a_warning() -> None:
    start = "<html><head><title>A Report</title></head><body><h1>A Report on Grain</h1><p>Sour"
    (cut,), (whole,) = read_text(start), read_text(start + "ce</p></body></html>")
    assert isinstance(cut, Document) and any("breaks off" in w for w in cut.warnings)
    assert isinstance(whole, Document) and not whole.warnings


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Mao to Stalin, 3 May 1950, APRF, f. 45, op. 1, d. 3, www.example.org/doc/5", "https://www.example.org/doc/5"),
        (
            (
                '"A Report", May 1, 1950, Wilson Center Digital Archive, APRF, f. 3, l. 4.'
                " digitalarchive.wilsoncenter.org/document/1"
            ),
            "https://digitalarchive.wilsoncenter.org/document/1",
        ),
        ("Mao to Stalin, 3 May 1950, APRF, f. 45, op. 1, d. 3. <https://example.org/a>", "https://example.org/a"),
    ],
)
def test_an_address_without_a_scheme_is_an_address(line: str, address: str) -> None:
    doc = citekit.loads(line)
    assert doc.url == address and not any("/" in text for text in doc.unread)


def test_a_pipe_that_nobody_writes_to_does_not_block(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CitekitError, match="pipe"):
        citekit.read(tmp_path / "pipe")


@pytest.mark.parametrize(
    "text", ["He asked [@smith2016, 3].", "# One\n\nAs it was [see @a, ll. 4-5; also @b].", "[-@a]"]
)
def test_a_draft_is_no_record(text: str) -> None:
    (found,) = read_text(text, "chapter.txt")
    assert isinstance(found, NoRecordError) and "draft with citations" in str(found)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "this is a picture"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old office program"),
        ("a.xz", b"\xfd7zXZ\0", "packed file"),
        ("a.rtf", rb"{\rtf1 hello}", "formatted text"),
        ("a.json", b'[{"id":"a","type":"book","title":"X","volume":NaN}]', "NaN is no value of JSON"),
        ("a.html", b"<html><head><title>Just a moment...</title></head><body>Wait</body></html>", "who asks"),
        (
            "a.html",
            b"<html><head><title>Internal Server Error</title></head></html>",
            "server has failed",
        ),
    ],
)
def test_what_is_no_record_is_refused_by_what_it_is(name: str, data: bytes, said: str) -> None:
    (error,) = read_bytes(data, name, name)
    assert isinstance(error, CitekitError) and said in str(error)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.ris", b"TY  - BOOK\nTI  - X\n", "no end"),
        ("a.html", b"<html><head><title>A Letter</title><p>Date: 3 May 1951", "breaks off"),
    ],
)
def test_a_record_that_breaks_off_is_read_and_said(name: str, data: bytes, said: str) -> None:
    (doc,) = read_bytes(data, name, name)
    assert isinstance(doc, Document) and any(said in warning for warning in doc.warnings)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "calendar"),
        ("From: a@b.org\nTo: c@d.org\nSubject: Report\nDate: Mon, 1 Jan 2020\n\nHere it is.\n", "e-mail"),
        ("1\n00:00:01,000 --> 00:00:03,000\nHello.\n", "subtitles"),
        ("2020-01-01 10:00:00 INFO started\n2020-01-01 10:00:01 ERROR failed\n", "log"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>', "feed"),
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"/>', "feed"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><title>Map</title></svg>', "drawing"),
        ('{"title": "My settings", "theme": "dark"}', "no CSL items"),
        (
            "<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>x</h1></body></html>",
            "server has failed",
        ),
        (
            "<html><head><title>Search results for “Stalin” | Library</title></head><body><p>x</p></body></html>",
            "page of results",
        ),
    ],
)
def test_what_a_person_has_beside_records_is_refused_as_what_it_is(text: str, what: str) -> None:
    one = error(text)
    assert isinstance(one, NoRecordError) and one.hint and what in str(one)


def test_a_form_with_capitals_is_no_e_mail() -> None:
    (found,) = read_text("Title: A Report\nFrom: Stalin\nTo: Molotov\nDate: 1951\n", "f.yaml", "f.yaml")
    assert "e-mail" not in str(found)


def test_a_saved_page_of_results_gives_the_documents_that_it_lists() -> None:
    item = '<li><time>{}</time><h3><a href="https://digitalarchive.wilsoncenter.org/document/{}">{}</a></h3></li>'
    first, second = read_text(
        "<html><head><title>Search Results | Wilson Center Digital Archive</title></head><body><h1>Search Results</h1>"
        f"<ul>{item.format('May 3, 1950', 5, 'Telegram, Stalin to Mao')}{item.format('1951', 6, 'Report on Grain')}"
        "</ul></body></html>"
    )
    assert isinstance(first, Document) and isinstance(second, Document)
    assert [(d.title, str(d.date), d.number) for d in (first, second)] == [
        ("Telegram, Stalin to Mao", "May 3, 1950", "5"),
        ("Report on Grain", "1951", "6"),
    ]


def test_ris_without_a_type_is_refused_by_what_is_missing() -> None:
    assert "its line TY is missing" in str(error("AU  - Smith, J\nTI  - A Title\nER  - \n", "a.ris"))


def test_fields_behind_the_end_of_a_record_are_not_those_of_the_record_before() -> None:
    (doc,) = read_text(
        "TY  - BOOK\nAU  - Smith, J\nTI  - A Title\nER  - \n\nAU  - Doe\nTI  - Other\nER  - \n", "a.ris", "a.ris"
    )
    assert isinstance(doc, Document) and "Doe" not in str(doc.to_csl().get("author"))
    assert any("AU  - Doe" in warning for warning in doc.warnings)


def test_a_number_alone_is_no_title_but_that_of_a_work_is() -> None:
    assert "holds no CSL items" in str(error('{"title": 5}', "a.json"))
    (doc,) = read_text('{"type": "book", "title": 1984}', "a.json", "a.json")
    assert isinstance(doc, Document) and doc.title == "1984"
