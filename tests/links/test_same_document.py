"""What is evidence that a page is the document, and what is none: a reference that many documents share, a title that
stands in a list or beside the page's own, what only programs read."""

from __future__ import annotations

import json

import pytest

from citekit import Document, loads
from citekit.dates import HistoricalDate
from citekit.links.compare import Comparison, compare
from citekit.links.identity import Identity
from citekit.links.kinds import kind_of
from citekit.links.page import scan

TITLE = "Protocol of the Secretariat on Aid to Angola"
PROSE = "<p>" + "The delegation left for Luanda on the same evening and met nobody there. " * 10 + "</p>"


def found(source: str, **fields: object) -> Comparison:
    fields.setdefault("title", TITLE)
    return compare(Identity.of(Document(**fields)), scan(source))  # type: ignore[arg-type]


def titled(title: str, body: str = "", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}{PROSE}</body></html>"


FILES = ["TsKhSD, f. 89, op. 38, d. 12", "NARA, RG 59, Box 1234, Folder 5", "AVPRF, f. 059a, op. 5a, p. 11"]


@pytest.mark.parametrize("reference", FILES)
def test_a_file_or_a_box_holds_many_documents(reference: str) -> None:
    references = loads(f'"{TITLE}", 1 May 1950, {reference}.').references
    assert len(references) == 1
    page = titled("Telegram to the Embassy in Kabul", f"<p>Source: {reference}</p>")
    assert found(page, references=references).same is False
    other = titled("Протокол Секретариата", f"<p>{reference}</p>")
    assert found(other, references=references).same is None  # a title that cannot be compared
    assert "of many documents" in found(other, references=references).reason
    dated = titled("Протокол Секретариата", f"<p>{reference}</p><p>Date: 1 May 1950</p>")
    assert found(dated, references=references, date=HistoricalDate.parse("1 May 1950")).same is True
    wrong = dated.replace("1 May", "2 May")
    assert found(wrong, references=references, date=HistoricalDate.parse("1 May 1950")).same is False


def test_a_call_number_that_the_page_gives_as_its_own_tells_two_documents_of_one_title_apart() -> None:
    own = Document.from_csl({"title": "Cable from Beijing", "archive": "PRC FMA", "archive_location": "118-00001-01"})
    for label in ("Reference", "Call number", "档号", "Signatur"):
        other = titled("Cable from Beijing", f"<dl><dt>{label}</dt><dd>118-00001-02</dd></dl>")
        assert compare(Identity.of(own), scan(other)).same is False
        assert compare(Identity.of(own), scan(other.replace("-02", "-01"))).same is True
    elsewhere = titled("来自北京的电报", "<p>档号 118-00001-01</p>")
    assert "of many documents" in compare(Identity.of(own), scan(elsewhere)).reason


def test_a_plain_item_is_known_by_its_archive_and_location() -> None:
    location = "f. 558, op. 11, d. 97, l. 67"
    own = Document.from_csl({"title": "Record of Meeting", "archive": "RGASPI", "archive_location": location})
    page = titled("Запись беседы", "<p>РГАСПИ. Ф. 558. Оп. 11. Д. 97. Л. 67</p>")
    assert compare(Identity.of(own), scan(page)).same is True
    assert compare(Identity.of(own), scan(page.replace("Д. 97", "Д. 79"))).same is False


def test_a_date_in_the_title_may_stand_behind_its_label() -> None:
    title = "Intelligence Report on Cuba, October 1962"
    page = titled("Intelligence Report on Cuba", "<p>Date: October 1962</p>")
    assert found(page, title=title).same is True
    assert found(page.replace("October", "November"), title=title).same is False
    assert found(page.replace("Date: ", "He came back in "), title=title).same is False


def test_a_reference_with_leaves_is_that_of_one_document() -> None:
    references = loads(f'"{TITLE}", 1 May 1950, TsKhSD, f. 89, op. 38, d. 12, ll. 4-6.').references
    page = titled("Протокол Секретариата", "<p>ЦХСД, ф. 89, оп. 38, д. 12, лл. 4-6</p>")
    assert found(page, references=references).same is True


def test_a_call_number_with_leaves_is_that_of_one_document() -> None:
    references = loads('"Bericht über Berlin", 3. Mai 1961, SAPMO-BArch, DY 30/3667, Bl. 12-14.').references
    page = titled("Report on Berlin", "<p>SAPMO-BArch, DY 30/3667, Bl. 12-14</p>")
    assert found(page, references=references).same is True
    assert found(page.replace("3667", "3668"), references=references).same is False
    assert found(page.replace("12-14", "22-24"), references=references).same is False


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{TITLE}</h2>",
        f"<h4>{TITLE}</h4>",
        f"<ul><li>Letter to Neto</li><li>{TITLE}</li></ul>",
        f"<h2>See also</h2><p>{TITLE}</p>",
        f"<h3>Recently added</h3><div>{TITLE}</div>",
        f"<p><a href=/1>{TITLE}</a></p>",
        f"<script>window.featured = {{'title': '{TITLE}'}}</script>",
    ],
)
def test_a_title_beside_the_page_s_own_is_another_document_s(body: str) -> None:
    assert found(titled("Letter from Neto to Brezhnev", body)).same is False


@pytest.mark.parametrize(
    "source",
    [
        f"<title>Archive</title><h2>{TITLE}</h2>{PROSE}",
        titled("Digital Archive", f"<p>{TITLE}</p>"),
        titled("Digital Archive", f"<dl><dt>Title</dt><dd>{TITLE}</dd></dl>"),
        titled("Digital Archive", f"<ul><li>Title: {TITLE}</li><li>Date: 1976</li></ul>"),
    ],
)
def test_a_title_in_the_place_of_one_is_the_document_s(source: str) -> None:
    assert found(source).same is True


def ld(data: object) -> str:
    return titled("Archive", head=f'<script type="application/ld+json">{json.dumps(data)}</script>')


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "ArchiveComponent", "name": TITLE},
        {"@type": ["CreativeWork", "Manuscript"], "headline": TITLE},
        {
            "@context": "https://schema.org",
            "@graph": [{"@type": "WebSite", "name": "A"}, {"@type": "Book", "name": TITLE}],
        },
        [{"@type": "schema:Article", "name": TITLE}],
        {"@type": "WebPage", "name": "Archive", "mainEntity": {"@type": "Letter", "name": TITLE}},
    ],
)
def test_json_ld_names_the_document(data: object) -> None:
    assert found(ld(data)).same is True


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "name": TITLE}]},
        {"@type": "BreadcrumbList", "name": TITLE},
        [{"@type": "Book", "name": f"Letter No. {n}"} for n in range(20)] + [{"@type": "Book", "name": TITLE}],
        {"@type": "Book", "name": {"@value": TITLE}},
        {"@type": "Book", "isPartOf": {"@type": "Book", "name": TITLE}},
    ],
)
def test_lists_in_json_ld_name_none(data: object) -> None:
    assert found(ld(data)).same is False


def test_broken_and_deep_json_ld_is_left_alone() -> None:
    for text in ("{", "[" * 100_000, '{"@type": "Book", "name": 5}'):
        assert found(titled("Archive", head=f'<script type="application/ld+json">{text}</script>')).same is False


@pytest.mark.parametrize("name", ["eprints.title", "DC.title", "og:title", "prism.title"])
def test_metadata_name_the_document(name: str) -> None:
    assert found(titled("Archive", head=f'<meta name="{name}" content="{TITLE}">')).same is True


SHELL = "<title>{}</title><body>{}<div id=app></div><script src=/main.js></script></body>"
NOSCRIPT = [
    "<noscript>You need to enable JavaScript to run this app.</noscript>",
    "<noscript><h1>JavaScript is off</h1><p>Please turn it on to view this page.</p></noscript>",
    "<noscript>Diese Seite benötigt JavaScript. Bitte aktivieren Sie es in Ihrem Browser.</noscript>",
]


@pytest.mark.parametrize("noscript", NOSCRIPT)
@pytest.mark.parametrize("name", ["Archive", "Digital Collections", "React App", "Catalogue | State Library"])
def test_a_page_that_only_scripts_fill_has_nothing_to_compare(name: str, noscript: str) -> None:
    source = SHELL.format(name, noscript)
    assert kind_of(scan(source), source, Identity.of(Document(title=TITLE)).title) is None
    assert kind_of(scan(source), source) is None
    assert found(source).same is None


@pytest.mark.parametrize(
    "script, same",
    [
        (f"document.title = '{TITLE}';", True),
        (f'window.state = {{"item": {{"title": "{TITLE}"}}}}', True),
        (f'window.recent = [{{"title": "{TITLE}"}}, {{"title": "Letter to Neto"}}]', None),
        (f"// {TITLE}", None),
    ],
)
def test_a_script_names_the_page_that_it_fills_once_or_not_at_all(script: str, same: bool | None) -> None:
    assert found(f"<title>Archive</title><div id=app></div><script>{script}</script>").same is same
