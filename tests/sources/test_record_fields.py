"""What records of libraries have in common: dates, numbers, roles, parts of hosts, punctuation of cards."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import Document
from citekit.csl.wording import date_wording
from citekit.sources import read_text
from citekit.sources.genres import csl_type_named
from citekit.sources.headings import heading, without_punctuation
from citekit.sources.marc.host import part_of
from citekit.sources.marc.publication import fixed_date
from citekit.sources.marc.record import Field
from citekit.sources.record_dates import record_date
from citekit.sources.relators import csl_role, relator_code
from citekit.sources.standard_numbers import standard_number
from citekit.sources.tagged.nbib import full_pages


@pytest.mark.parametrize(
    ("written", "edtf", "rest"),
    [
        ("c1998.", "1998", ""),
        ("[c1998]", "1998", ""),
        ("©2001", "2001", ""),
        ("cop. 1971", "1971", ""),
        ("p1964", "1964", ""),
        ("[1998?]", "1998?", ""),
        ("1998-", "1998/", ""),
        ("1998-9999", "1998/", ""),
        ("196-", "1960/1969", ""),
        ("[196-?]", "1960?/1969?", ""),
        ("19uu", "1900/1999", ""),
        ("20030515", "2003-05-15", ""),
        ("2003 Jan-Feb", "2003-01/2003-02", ""),
        ("January/February 2003", "2003-01/2003-02", ""),
        ("2003 Spring", "2003-21", ""),
        ("1950 Dec. 4", "1950-12-04", ""),
        ("1945 May 12", "1945-05-12", ""),
        ("1999-11-03T10:00:00Z", "1999-11-03", ""),
        ("DL 1983", "1983", "DL 1983"),
        ("1983 (impr. 1984)", "1983", "1983 (impr. 1984)"),
    ],
)
def test_a_cataloguer_s_date_is_understood_and_what_it_says_more_is_kept(written: str, edtf: str, rest: str) -> None:
    date, wording = record_date(written)
    assert (date_wording(date), wording) == (edtf, rest)


def test_a_date_that_is_none_stays_as_it_is_written() -> None:
    assert (record_date("n.d.").date.text, record_date("in press").date.start) == ("n.d.", ())


@pytest.mark.parametrize(
    ("field", "edtf"),
    [
        ("920219s1993    caua", "1993"),
        ("780101e19450512xx ", "1945-05-12"),
        ("780101m19681971xx ", "1968/1971"),
        ("780101c19629999xx ", "1962/"),
        ("780101s196u    xx ", "1960/1969"),
        ("780101q19501959xx ", "1950?"),
    ],
)
def test_the_coded_date_of_marc(field: str, edtf: str) -> None:
    date = fixed_date(field)
    assert date is not None and date_wording(date) == edtf


def test_no_date_is_made_of_a_coded_field_without_one() -> None:
    assert fixed_date("") is None and fixed_date("920219nuuuuuuuuxx ") is None


@pytest.mark.parametrize(
    ("subfields", "part"),
    [
        ([("g", "Vol. 8, no. 39 (Nov. 1993), p. 1-37")], ("8", "39", "1-37", "Nov. 1993")),
        ([("g", "Bd. 32 (1999), H. 3, S. 456-470")], ("32", "3", "456-470", "1999")),
        ([("g", "44:3 (spring 2001), pp. 2-10")], ("44", "3", "2-10", "spring 2001")),
        ([("g", "Т. 5, № 2 (1998), с. 11-20")], ("5", "2", "11-20", "1998")),
        ([("q", "12:3<45-67")], ("12", "3", "45-67", "")),
        ([("g", "volume:44"), ("g", "number:3"), ("g", "year:2001"), ("g", "pages:2-10")], ("44", "3", "2-10", "2001")),
        ([("g", "p. 90-116")], ("", "", "90-116", "")),
    ],
)
def test_the_part_of_a_host_is_taken_apart(subfields: list[tuple[str, str]], part: tuple[str, ...]) -> None:
    host = part_of(Field("773", "0", " ", tuple(subfields)))
    assert (host.volume, host.issue, host.page, host.date, host.rest) == (*part, "")


def test_what_is_not_understood_of_a_part_is_kept_whole() -> None:
    assert (
        part_of(Field("773", "0", " ", (("g", "supplément hors série, p. 4"),))).rest == "supplément hors série, p. 4"
    )


@pytest.mark.parametrize(
    ("relator", "role"),
    [
        ("aut", "author"),
        ("editor", "editor"),
        ("Hrsg.", "editor"),
        ("http://id.loc.gov/vocabulary/relators/trl", "translator"),
        ("joint author", "author"),
        ("ill.", "illustrator"),
        ("addressee", "recipient"),
        ("film director", "director"),
        ("series editor", "collection-editor"),
        ("binder", ""),
        ("whoever", ""),
    ],
)
def test_a_relator_is_a_role_by_its_code_term_or_usual_words(relator: str, role: str) -> None:
    assert csl_role(relator) == role


def test_every_term_has_its_code() -> None:
    assert relator_code("degree supervisor") == "dgs" and relator_code("") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://doi.org/10.1000/182", ("DOI", "10.1000/182")),
        ("doi:10.1000/182.", ("DOI", "10.1000/182")),
        ("ISBN 0-691-03767-1 (pbk.)", ("ISBN", "0-691-03767-1")),
        ("urn:issn:1071-9652", ("ISSN", "1071-9652")),
        ("http://example.org/a", ("URL", "http://example.org/a")),
        ("12345", ("", "")),
    ],
)
def test_a_number_says_what_it_is(text: str, found: tuple[str, str]) -> None:
    assert standard_number("", text) == found


def test_punctuation_of_cards_goes_and_stops_of_initials_and_abbreviations_stay() -> None:
    assert [without_punctuation(t) for t in ("Arithmetic /", "New York :", "[Paris] :", "Wiley,", "Title.")] == [
        *("Arithmetic", "New York", "Paris", "Wiley", "Title")
    ]
    assert [heading(t) for t in ("Truman, Harry S.,", "Stueck, William.", "King, Martin Luther, Jr.")] == [
        *("Truman, Harry S.", "Stueck, William", "King, Martin Luther, Jr.")
    ]


def test_pages_of_pubmed_are_written_in_full() -> None:
    assert [full_pages(p) for p in ("456-70", "S12-S15", "101-9, 120", "e12", "9-11")] == [
        *("456-470", "S12-S15", "101-109, 120", "e12", "9-11")
    ]


def test_words_of_repositories_are_types() -> None:
    words = (
        "Doctoral Thesis",
        "info:eu-repo/semantics/article",
        "StillImage",
        "Working Paper",
        "http://purl.org/dc/dcmitype/Sound",
    )
    assert [csl_type_named(w) for w in words] == ["thesis", "article-journal", "graphic", "report", "song"]
    assert csl_type_named("Text") == ""


def mods(inner: str) -> Document:
    (doc,) = read_text(
        f'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>{inner}</mods>'
    )
    assert isinstance(doc, Document), doc
    return doc


@pytest.mark.parametrize(
    ("inner", "csl_type"),
    [
        ('<genre authority="local">tvBroadcast</genre>', "broadcast"),
        ('<genre authority="local">bookSection</genre><genre authority="marcgt">book</genre>', "chapter"),
        ("<typeOfResource>notated music</typeOfResource>", "musical_score"),
        ('<typeOfResource manuscript="yes">text</typeOfResource>', "manuscript"),
        ("<originInfo><issuance>serial</issuance></originInfo>", "periodical"),
        ("<originInfo><publisher>P</publisher></originInfo>", "book"),
        (
            '<genre>book</genre><relatedItem type="host"><titleInfo><title>B</title></titleInfo></relatedItem>',
            "chapter",
        ),
        ("", "document"),
    ],
)
def test_the_type_of_a_mods_record(inner: str, csl_type: str) -> None:
    assert mods(inner).to_csl()["type"] == csl_type


def test_an_article_has_its_own_year_and_not_that_of_its_journal() -> None:
    origin = "<originInfo><dateIssued>1950</dateIssued><issuance>serial</issuance></originInfo>"
    host = f"<titleInfo><title>J</title></titleInfo>{origin}"
    doc = mods(f'<originInfo><dateIssued>1999</dateIssued></originInfo><relatedItem type="host">{host}</relatedItem>')
    assert (str(doc.date), doc.extra["container-title"], doc.extra["type"]) == ("1999", "J", "article-journal")
    assert "1950" in doc.extra["note"]


@given(st.text(alphabet="0123456789-/[]()?.,;: cp©uXabJanVolnoHBdS<>\"'&", max_size=60))
@settings(deadline=None, max_examples=60)
def test_no_wording_breaks_a_reader_of_fields(text: str) -> None:
    record_date(text)
    without_punctuation(text)
    heading(text)
    standard_number("", text)
    part_of(Field("773", "0", " ", (("g", text), ("q", text))))
    fixed_date(text)


@pytest.mark.parametrize(
    "text", ["(" * 50_000, "1" * 50_000, ",. " * 30_000, "vol " * 20_000, "(1999" * 20_000, "a:" * 30_000]
)
def test_long_wordings_cost_little(text: str) -> None:
    start = time.process_time()
    test_no_wording_breaks_a_reader_of_fields.hypothesis.inner_test(text)  # type: ignore[attr-defined]
    assert time.process_time() - start < 5
