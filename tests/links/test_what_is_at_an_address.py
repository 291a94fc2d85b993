"""What a check says of the page at an address: the document, another page, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

import citekit
from tests.conftest import Server, page
from tests.links import HTML, TITLE, check, doc
from tests.sources.test_readers import pdf


@pytest.mark.parametrize(
    ("title", "body", "words"),
    [
        ("Page not found", "Sorry", "nothing here"),
        ("Log in | Archive", "Please", "log in"),
        ("Search results", "3 results", "search"),
        ("example.org", "This domain is for sale! Buy this domain", "parked"),
        ("Letter, Stalin to Mao Zedong", "Another document", "called “Letter, Stalin to Mao Zedong”"),
    ],
)
def test_a_page_that_answers_and_is_not_the_document_is_told_apart(
    server: Server, title: str, body: str, words: str
) -> None:
    server.answers["/document/1"] = page(HTML.format(title, title, body))
    report = check(doc(server.url("/document/1")))
    assert (report.verdict, report.status, report.same) == ("different", 200, False)
    assert words in report.reason


def test_the_front_page_is_not_the_document_even_where_nothing_is_compared(server: Server) -> None:
    server.answers["/document/1"] = page("", status=302, headers={"Location": "/"})
    server.answers["/"] = page(HTML.format("The Archive", "The Archive", "Welcome"))
    report = check(server.url("/document/1"))
    assert report.verdict == "different" and "front page" in report.reason


def test_a_page_for_people_only_is_forbidden(server: Server) -> None:
    server.answers["/1"] = page(HTML.format("Just a moment...", "Checking your browser", ""))
    report = check(doc(server.url("/1")))
    assert report.verdict == "forbidden" and "human" in report.reason


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (HTML.format("Telegram, Shtykov to A. Vyshinsky (copy)", "x", "March 24, 1950"), ""),
        (HTML.format("Shtykov to Vyshinsky telegram", "x", "Record ID 112044"), "112044"),
        (
            f"<html><head><title></title></head><body><script>document.title = '{TITLE}'; render()</script></body>",
            "",
        ),
    ],
)
def test_title_date_or_number_show_the_document(server: Server, body: str, number: str) -> None:
    server.answers["/1"] = page(body)
    date = citekit.HistoricalDate.parse("March 24, 1950")
    assert check(doc(server.url("/1"), number=number, date=date)).verdict == "same"


def test_a_pdf_is_looked_into(server: Server) -> None:
    pytest.importorskip("pypdf")
    server.answers["/1.pdf"] = page(pdf([TITLE, "March 24, 1950"]), headers={"Content-Type": "application/pdf"})
    server.answers["/2.pdf"] = page(pdf(["Something else altogether"]), headers={"Content-Type": "application/pdf"})
    assert [check(doc(server.url(f"/{n}.pdf"))).verdict for n in (1, 2)] == ["same", "different"]


def test_a_page_in_another_encoding_than_it_says_is_still_compared(server: Server) -> None:
    body = HTML.format("Письмо Громыко Разуваеву", "Письмо Громыко Разуваеву", "текст").encode("windows-1251")
    server.answers["/1"] = page(
        body.replace(b"<head>", b'<head><meta charset="windows-1251">'), headers={"Content-Type": "text/html"}
    )
    assert check(replace(doc(server.url("/1")), title="Письмо Громыко Разуваеву")).verdict == "same"
    server.answers["/2"] = page(
        b"<title>\xff\xfe\x00</title>", headers={"Content-Type": "text/html; charset=no-such-thing"}
    )
    report = check(doc(server.url("/2")))
    assert report.verdict == "alive" and "no text to compare" in report.reason
