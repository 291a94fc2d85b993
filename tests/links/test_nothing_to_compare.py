"""Pages that have nothing to compare, records that are data, titles that stand where nobody looks first."""

from __future__ import annotations

import json
import time

import pytest

from citekit import Document
from citekit.document.foreign import document_of
from citekit.links.http.response import Headers, Response
from citekit.links.identity import Identity
from citekit.links.judge import find
from tests.pdf_files import pdf_of

TITLE = "Protocol of the Boundary Commission at Mohammerah"
PROSE = "<p>" + "The surveyors crossed the river at dawn and set up eleven pillars on the eastern bank. " * 6 + "</p>"
HTML = "text/html; charset=utf-8"


def verdict(body: str | bytes, kind: str = HTML, title: str = TITLE, **fields: object) -> str:
    data = body if isinstance(body, bytes) else body.encode()
    response = Response(200, Headers([("Content-Type", kind)]), data)
    known = Identity.of(document_of({"type": "document", "title": title, **fields}) if title else Document())
    url = "http://archive.example/1"
    return find(response, known if title else None, url, url, time.monotonic() + 20).verdict


def pdf(*lines: str, title: str = "") -> bytes:
    """A PDF with these lines of text."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return pdf_of(f"BT /F1 12 Tf 72 720 Td 16 TL {shown} ET".encode("latin-1"), title=title)


MANIFEST = {"@context": "http://iiif.io/api/presentation/3/context.json", "type": "Manifest", "label": {"en": [TITLE]}}
EAD = "<?xml version='1.0'?><ead><archdesc><did><unitid>MS 44</unitid><unittitle>{}</unittitle></did></archdesc></ead>"
MODS = "<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>{}</title></titleInfo></mods>"


@pytest.mark.parametrize(
    "kind, text",
    [
        ("application/json", json.dumps(MANIFEST)),
        ("application/ld+json", json.dumps({"@type": "Manuscript", "name": TITLE})),
        ("application/json", json.dumps({"data": {"attributes": {"title": TITLE, "date": "1850"}}})),
        ("application/xml", EAD.format(TITLE)),
        ("text/xml", MODS.format(TITLE)),
    ],
)
def test_records_in_json_and_xml_are_compared(kind: str, text: str) -> None:
    assert verdict(text, kind) == "same"
    assert verdict(text.replace(TITLE, "Letter of the Dragoman to the Bailo"), kind) == "different"
    assert verdict(text.replace(TITLE, f"Reply to the {TITLE}"), kind) == "different"


@pytest.mark.parametrize(
    "kind, text",
    [("application/json", '{"data": {"id": 7}}'), ("application/json", "[]"), ("text/xml", "<a><b>7</b></a>")],
)
def test_records_without_a_title_have_nothing_to_compare(kind: str, text: str) -> None:
    assert verdict(text, kind) == "alive"


def test_deep_and_broken_records_do_no_harm() -> None:
    for text in ("[" * 50_000, '{"a":' * 5000, "{", '{"title": 5}'):
        assert verdict(text, "application/json") in ("alive", "different")
    assert verdict("<a>" * 50_000, "text/xml") in ("alive", "different")


@pytest.mark.parametrize("called", ["IMG_0042.JPG", "DSC01234", "f12.tif", "Scan 12", "page_0003", "00000012"])
def test_a_page_that_is_a_picture_has_nothing_to_compare(called: str) -> None:
    assert verdict(f"<title>{called}</title><img src='1.jpg' alt=''>") == "alive"


@pytest.mark.parametrize(
    "called", ["ScandAll PRO 1.8", "KMBT_C224e-20140203113012", "Image2PDF Page", "Box 14 Folder 3", "untitled", ""]
)
def test_a_pdf_without_text_has_nothing_to_compare_whatever_the_scanner_calls_it(called: str) -> None:
    assert verdict(pdf(title=called), "application/pdf") == "alive"
    assert verdict(pdf(title="Letter of the Dragoman to the Bailo"), "application/pdf") == "different"


def test_a_word_of_a_pdf_may_be_divided_over_two_lines() -> None:
    divided = pdf("SECRET", "PROTOCOL OF THE BOUN-", "DARY COMMISSION AT", "MOHAMMERAH", "2 March 1850")
    assert verdict(divided, "application/pdf") == "same"
    kept = pdf("Note on Anglo-", "Persian Trade in Carpets")
    assert verdict(kept, "application/pdf", "Note on Anglo-Persian Trade in Carpets") == "same"


def test_a_pdf_that_speaks_of_the_document_in_a_sentence_is_not_the_document() -> None:
    reply = pdf(
        "REPLY OF THE PORTE", "With regard to the Protocol of the Boundary", "Commission at Mohammerah we state"
    )
    assert verdict(reply, "application/pdf") == "different"
    titled = pdf("Reply to the Protocol of the Boundary", "Commission at Mohammerah", "We beg to state as follows")
    assert verdict(titled, "application/pdf") == "different"


def test_a_pdf_that_was_read_badly_is_compared_by_its_letters_or_not_at_all() -> None:
    noisy = pdf("P R O T O C O L  O F  T H E", "B0UNDARY C0MMlSSI0N AT M0HAMMERAH", "1 l l I . 0 f 4 t 5 r")
    assert verdict(noisy, "application/pdf") == "same"
    assert verdict(noisy, "application/pdf", "Petition of the Merchants of Riga") == "alive"


@pytest.mark.parametrize("site", ["National Archives", "国家档案馆", "국가기록원", "State Library of the North"])
def test_under_the_name_of_a_site_the_first_lesser_heading_is_the_title(site: str) -> None:
    for above in ("", f"<h1>{site}</h1>"):
        assert verdict(f"<title>{site}</title>{above}<h3>{TITLE}</h3>{PROSE}") == "same"
        assert verdict(f"<title>{site}</title>{above}<h3>Letter of the Dragoman</h3>{PROSE}") == "different"
    assert verdict(f"<title>A Letter</title><h1>Letter of the Dragoman</h1><h3>{TITLE}</h3>{PROSE}") == "different"


SITES = ["Search our Collections", "Szukaj w Archiwach", "Архивный поиск", "Recherche dans les fonds", "Sök i arkiven"]
SITES += ["検索システム", "Vyhledávání v archivu", "Busca no acervo", "Zoeken in archieven", "Archivportal: Suche"]


@pytest.mark.parametrize("site", SITES)
def test_a_site_may_be_called_search(site: str) -> None:
    for called in (f"{TITLE} - {site}", f"{site} | {TITLE}"):
        assert verdict(f"<title>{called}</title><h1>{TITLE}</h1>{PROSE}") == "same"
        assert verdict(f"<title>{called}</title><h1>{TITLE}</h1>{PROSE}", title="") == "alive"
    assert verdict(f"<title>{TITLE} - {site}</title><h1>{site}</h1><h2>{TITLE}</h2>{PROSE}") == "same"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Search results</h1><p>3 results for {TITLE}</p><ul><li><a href=1>{TITLE}</a></ul>",
        f"<h1>Search results: {TITLE}</h1><p>Nothing was found.</p>",
        f"<p>12 records found</p><ul><li><a href=1>{TITLE}</a><li><a href=2>Letter</a></ul>",
    ],
)
def test_a_search_for_the_title_is_no_document(body: str) -> None:
    assert verdict(f"<title>{TITLE} - Search results</title>{body}") == "different"


@pytest.mark.parametrize(
    "told",
    [
        "Access denied. The sentry said: you do not have permission to enter. Please log in the visitors' book.",
        "This page has been removed by the censor. This document is no longer available.",
        "Страница не найдена в деле, доступ запрещён, писал архивист.",
        "The account has been suspended, the bank wrote, and the domain is for sale.",
    ],
)
def test_a_document_may_tell_of_refusals(told: str) -> None:
    page = f"<title>{TITLE} | Archive</title><h1>{TITLE}</h1>{PROSE}<p>{told}</p>{PROSE}"
    assert verdict(page) == "same" and verdict(page, title="") == "alive"
    assert (
        verdict(f"<title>{TITLE} | Archive</title><h1>{TITLE}</h1><p>This record has been removed.</p>") == "different"
    )


def test_another_language_with_the_same_record_number_is_the_document() -> None:
    page = "<title>Архивный документ № {0}</title><h1>Протокол заседания</h1><p>Record ID {0}</p>" + PROSE
    assert verdict(page.format("113900"), number="113900") == "same"
    assert verdict(page.format("113901"), number="113900") == "different"


def test_a_title_that_says_nothing_proves_nothing() -> None:
    assert verdict(f"<title>Untitled</title><h1>Untitled</h1>{PROSE}", title="Untitled") == "alive"


def test_the_number_of_a_footnote_is_no_part_of_a_heading() -> None:
    for mark in ("\u00b9", "<sup>1</sup>", '<sup class="n"><a href="#f1">1</a></sup>'):
        assert (
            verdict(f"<title>Volume X</title><h1>Documents, Volume X</h1><h3>12. {TITLE}{mark}</h3>{PROSE}") == "same"
        )
        assert verdict(f"<title>A</title><h1>{TITLE}{mark}</h1>{PROSE}") == "same"
    assert verdict(f"<title>A</title><h1>{TITLE} 2</h1>{PROSE}") == "different"


def test_a_dateline_gives_the_date_that_the_title_has() -> None:
    page = f"<title>Documents</title><h1>{TITLE}</h1><p>Basra, May 2, 1850, 4 p.m.</p>{PROSE}"
    assert verdict(page, title=f"{TITLE}, May 2, 1850") == "same"
    assert verdict(page, title=f"{TITLE}, May 3, 1850") == "different"
