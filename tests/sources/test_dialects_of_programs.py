"""Formats as programs write them: values in the wrong field, several in one, commands and letters of other systems."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.sources import read_bytes, read_text
from citekit.sources.record_dates import record_date


def item(text: str, name: str) -> dict[str, Any]:
    (doc,) = read_text(textwrap.dedent(text).strip() + "\n", name, name)
    assert isinstance(doc, Document), doc
    return doc.to_csl()


def bib(text: str) -> dict[str, Any]:
    return item(text, "x.bib")


def ris(lines: str) -> dict[str, Any]:
    return item(f"TY  - JOUR\nTI  - On Salt\n{lines}\nER  - \n", "x.ris")


# BibTeX


@pytest.mark.parametrize(
    ("preamble", "year", "expected"),
    [
        (r"\newcommand{\noopsort}[1]{}", r"{\noopsort{1973b}}1973", [[1973]]),
        ("", r"{\noopsort{1973b}}1973", [[1973]]),
        (r"\def\noop#1{}\providecommand\swap[2]{#2#1}", r"\noop{x}\swap{68}{19}", [[1968]]),
    ],
)
def test_commands_of_the_preamble_are_what_they_stand_for(preamble: str, year: str, expected: list[list[int]]) -> None:
    written = f'@preamble{{"{preamble}"}}\n' if preamble else ""
    made = bib(f"{written}@book{{a, title = {{T}}, year = {{{year}}}}}")
    assert made["issued"] == {"date-parts": expected}


def test_a_command_without_arguments_parts_no_words_it_stands_between() -> None:
    made = bib(r'@preamble{"\newcommand{\emdash}{---}"} @book{a, title = {Type\emdash An introduction}}')
    assert made["title"] == "Type—an introduction"


def test_a_command_that_calls_itself_is_left_as_it_stands() -> None:
    twice = r"\newcommand{\x}{\y\y}\newcommand{\y}{\x\x}"
    assert bib(rf'@preamble{{"{twice}"}} @book{{a, title = {{T}}, note = {{\x}}}}')["title"] == "T"


def test_spaces_of_a_string_that_is_joined_count() -> None:
    made = bib('@string{s = " Symposium"} @book{a, title = "Fifteenth" # s, publisher = {Oxford and } # London}')
    assert (made["title"], made["publisher"]) == ("Fifteenth symposium", "Oxford; London")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (r"Ned {\~N}et", {"given": "Ned", "family": "Ñet"}),
        (r"Johannes Gro\ss e", {"given": "Johannes", "family": "Große"}),
        ("U. Gehrig", {"given": "U.", "family": "Gehrig"}),
        ("Wei Wang", {"given": "Wei", "family": "Wang"}),
        ("Mao Zedong", {"family": "Mao", "given": "Zedong", "static-ordering": True}),
    ],
)
def test_names_in_the_order_of_bibtex(author: str, expected: dict[str, Any]) -> None:
    assert bib(f"@book{{a, title = {{T}}, author = {{{author}}}}}")["author"] == [expected]


@pytest.mark.parametrize(
    ("month", "expected"),
    [("????", [[1988]]), ("Nov, Dec", [[1988, 11], [1988, 12]]), ("June--August", [[1988, 6], [1988, 8]])],
)
def test_months_that_are_several_or_none(month: str, expected: list[list[int]]) -> None:
    assert bib(f"@book{{a, title = {{T}}, year = 1988, month = {{{month}}}}}")["issued"] == {"date-parts": expected}


# RIS


def test_lines_of_keywords_are_keywords() -> None:
    assert ris("KW  - Salt\nTaxes on salt\nKW  - France")["keyword"] == "Salt; Taxes on salt; France"


@pytest.mark.parametrize(
    ("lines", "variable", "expected"),
    [
        ("SN  - 0894-9867, 0894-9867", "ISSN", "0894-9867"),
        ("SN  - 00223999 (ISSN)", "ISSN", "00223999"),
        ("SN  - 0894-9867; 1573-6598", "ISSN", "0894-9867 1573-6598"),
        ("C2  - 31627144", "PMID", "31627144"),
        ("C2  - PMC1234567", "PMCID", "PMC1234567"),
        ("M1  - 12", "issue", "12"),
        ("M1  - (Penn E.B.) Department of General Surgery, Greenville Health System", "issue", None),
        ("ET  - 2011/05/11", "edition", None),
        ("ET  - 2011/05/11", "available-date", {"date-parts": [[2011, 5, 11]]}),
        ("AU  - Nakashima S.", "author", [{"family": "Nakashima", "given": "S."}]),
        ("PU  - ELSEVIER\nPI  - NEW YORK", "publisher", "ELSEVIER"),
        ("PU  - ELSEVIER\nPI  - NEW YORK", "publisher-place", "NEW YORK"),
        ("JO  - Annales\nT2  - On Salt", "container-title", "On Salt"),
    ],
)
def test_what_databases_write_in_a_tag(lines: str, variable: str, expected: Any) -> None:
    assert ris(lines).get(variable) == expected


def test_a_part_of_the_title_beside_the_journal_is_the_short_title() -> None:
    made = ris("T2  - Salt\nJO  - Annales")
    assert (made["container-title"], made["title-short"]) == ("Annales", "Salt")


def test_works_cited_on_lines_of_one_note_are_the_references() -> None:
    made = ris("N1  - References: Zhu, J.G., Noise (2010) IEEE, 46, pp. 1-5;\nLin, Z., Signals (2011)\nN1  - Exported")
    assert made["references"] == "Zhu, J.G., Noise (2010) IEEE, 46, pp. 1-5; Lin, Z., Signals (2011)"
    assert made["note"] == "Exported"


def test_a_tag_behind_the_end_of_a_record_is_kept() -> None:
    found = list(read_text("TY  - JOUR\nTI  - A\nER  - \nNL  - Ann. Hist.\n\nTY  - JOUR\nTI  - B\nER  - \n", "x.ris"))
    assert [doc.title for doc in found if isinstance(doc, Document)] == ["A", "B"]
    assert "Ann. Hist." in str(found[0].to_csl()) and not any(doc.warnings for doc in found)


# MARC


def iso2709(title: str, encoding: str, flag: str = " ") -> bytes:
    field = b"10\x1fa" + title.encode(encoding) + b"\x1e"
    directory = f"245{len(field):04d}00000".encode() + b"\x1e"
    base = 24 + len(directory)
    whole = base + len(field) + 1
    return f"{whole:05d}nam {flag}22{base:05d}   4500".encode() + directory + field + b"\x1d"


def test_letters_that_are_not_what_the_record_says_are_told() -> None:
    title = "Основы гидравлического расчета инженерных сетей"
    (doc,) = read_bytes(iso2709(title, "cp1251"), "x.mrc", "x.mrc")
    assert isinstance(doc, Document) and doc.title == title
    assert any("windows-1251" in warning for warning in doc.warnings)


def marcxml(*fields: str) -> dict[str, Any]:
    made = ""
    for field in ("245a:T", *fields):
        tag, _, rest = field.partition("a:") if "|" not in field else (field[:3], "", "")
        subfields = [("a", rest)] if rest else [(part[0], part[2:]) for part in field[3:].split("|") if part]
        inner = "".join(f'<subfield code="{code}">{text}</subfield>' for code, text in subfields)
        made += f'<datafield tag="{tag}" ind1=" " ind2=" ">{inner}</datafield>'
    record = f"<record><leader>00000naa a2200000 c 4500</leader>{made}</record>"
    return item(f'<collection xmlns="http://www.loc.gov/MARC21/slim">{record}</collection>', "x.xml")


def test_pages_in_a_linking_field_of_their_own_belong_to_the_host() -> None:
    made = marcxml("773|g pages:447-473", "773|t Essays in Honour / edited by E. Bello|d Dordrecht, 1992")
    assert (made["container-title"], made["page"]) == ("Essays in Honour", "447-473")


def test_the_number_of_a_series_that_stands_behind_its_title() -> None:
    made = marcxml("490|a Her Waste ; pt. 1")
    assert (made["collection-title"], made["collection-number"]) == ("Her Waste", "1")


# MODS, EndNote, RefWorks


def mods(inner: str) -> dict[str, Any]:
    return item(
        f'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Poetics</title></titleInfo>{inner}</mods>', "x.xml"
    )


def test_a_host_of_a_book_that_is_only_a_title_is_its_series() -> None:
    host = '<relatedItem type="host"><titleInfo><title>Clarendon Aristotle</title></titleInfo>{}</relatedItem>'
    book = '<genre authority="marcgt">book</genre><originInfo><publisher>Clarendon Press</publisher></originInfo>'
    made = mods(book + host.format(""))
    assert (made["type"], made["collection-title"]) == ("book", "Clarendon Aristotle")
    part = '<part><extent unit="page"><start>1</start><end>9</end></extent></part>'
    assert mods(book + host.format(part))["type"] == "chapter"


def test_several_numbers_in_one_identifier_are_all_kept() -> None:
    assert mods('<identifier type="isbn">0-9715687-6-6 (hardcover), 0-9724240-8-3</identifier>')["ISBN"] == (
        "0-9715687-6-6 0-9724240-8-3"
    )


@pytest.mark.parametrize(
    ("lines", "variable", "expected"),
    [
        ("%0 Journal Article\n%7 2013/12/01", "available-date", {"date-parts": [[2013, 12, 1]]}),
        ("%0 Journal Article\n%2 PMC1234567", "PMCID", "PMC1234567"),
        ("%0 Edited Book\n%E Hunt, Lynn", "editor", [{"family": "Hunt", "given": "Lynn"}]),
    ],
)
def test_fields_of_endnote(lines: str, variable: str, expected: Any) -> None:
    assert item(f"{lines}\n%T On Salt\n", "x.enw")[variable] == expected


def test_a_command_of_endnote_is_no_address() -> None:
    url = "<urls><related-urls><url>&lt;Go to ISI&gt;://000200148800007</url></related-urls></urls>"
    made = item(
        f'<xml><records><record><ref-type name="Journal Article">17</ref-type><titles><title>T</title></titles>{url}'
        "</record></records></xml>",
        "x.xml",
    )
    assert "URL" not in made and "000200148800007" in made["note"]


def test_refworks_has_its_address_before_links_and_a_degree_as_edition() -> None:
    made = item("RT Dissertation/Thesis\nT1 On Salt\nLK http://a.org/1\nUL http://a.org/2\nED Ph.D.\nSP 312\n", "x.txt")
    assert (made["URL"], made["genre"], made["number-of-pages"]) == ("http://a.org/2", "Ph.D.", "312")


@pytest.mark.parametrize(
    ("text", "start"), [("1991-décembre", (1991, 12)), ("1991-Dec", (1991, 12)), ("1991-", (1991,))]
)
def test_a_month_behind_its_year(text: str, start: tuple[int, ...]) -> None:
    date = record_date(text).date
    assert (date.start, date.end) == (start, ())


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"http://a.b/c{\_}d?x=1{\&}y=2", "http://a.b/c_d?x=1&y=2"),
        (r"http://a.b/{\~{}}c{\%}20d{\#}e", "http://a.b/~c%20d#e"),
        (r"http://a.b/{\~}c/\~{}d/\~e", "http://a.b/~c/~d/~e"),
        (r"http://a.b/$\sim$c/{\textasciitilde}d/\textasciitilde{}e", "http://a.b/~c/~d/~e"),
        (r"http://a.b/c\_d\%20e{\textunderscore}f", "http://a.b/c_d%20e_f"),
        ("http://a.b/{c}_d", "http://a.b/{c}_d"),
    ],
)
def test_an_address_has_its_characters_whichever_way_an_editor_escapes_them(written: str, address: str) -> None:
    assert bib(f"@misc{{a, title = {{T}}, url = {{{written}}}}}")["URL"] == address


def test_a_file_of_mendeley_has_its_path() -> None:
    made = bib(r"@misc{a, title = {T}, file = {:C$\backslash$:/Users/a{\_}b.pdf:pdf}}")
    assert made["custom"]["file"] == r":C\:/Users/a_b.pdf:pdf"


@pytest.mark.parametrize("published", ["Box 2, folder 3", "MS 12", "Kasten 4"])
def test_how_a_thing_was_published_beside_its_archive_is_where_it_stands(published: str) -> None:
    made = bib(
        f"@misc{{a, title = {{Letter}}, howpublished = {{{published}}}, archive = {{HRC}}, archiveplace = {{Austin}}}}"
    )
    assert (made["archive"], made["archive_location"], made["archive-place"]) == ("HRC", published, "Austin")
    assert "medium" not in made


@pytest.mark.parametrize("form", ["Typescript", "Carbon copy", "Handwritten"])
def test_what_a_document_is_made_as_is_printed_in_its_note(form: str) -> None:
    entry = f"author={{Dulles, J}}, title={{Memo}}, howpublished={{{form}}}, archive={{A. B. Library}}, year=1954"
    made = bib(f"@misc{{b, {entry}, archive_location={{Box 4}}}}")
    assert made["genre"] == form and form in citekit.cite(Document.from_csl(made))


def test_how_a_thing_was_published_beside_a_whole_place_is_kept() -> None:
    made = bib("@misc{a, title = {Letter}, howpublished = {Carbon 2}, archive = {HRC}, archive_location = {Box 2}}")
    assert (made["archive_location"], made["medium"]) == ("Box 2", "Carbon 2")
    assert bib("@misc{a, title = {Letter}, howpublished = {Typescript}, archive = {HRC}}")["genre"] == "Typescript"
    made = bib(r"@misc{a, title = {Letter}, howpublished = {\url{http://a.b/1}}, archive = {HRC}}")
    assert made["URL"] == "http://a.b/1" and "archive_location" not in made


def test_a_call_number_alone_says_where_in_its_archive_a_thing_is() -> None:
    made = bib("@unpublished{a, title = {Letter}, archive = {HRC}, call-number = {Box 2}}")
    assert (made["archive"], made["archive_location"]) == ("HRC", "Box 2")


# what the fields of libraries and programs mean by their values


@pytest.mark.parametrize(
    ("imprint", "expected"),
    [
        ("Stanford, Calif.", {"publisher-place": "Stanford, Calif."}),
        ("Berlin", {"publisher-place": "Berlin"}),
        ("Slavica, 1999", {"publisher-place": "Slavica"}),
        ("American Association, Inc.", {"publisher": "American Association, Inc."}),
        ("Paris : Gallimard, 2005", {"publisher-place": "Paris", "publisher": "Gallimard"}),
    ],
)
def test_an_imprint_of_one_name_is_a_place_where_it_is_known_as_one(imprint: str, expected: dict[str, str]) -> None:
    found = marcxml(f"773|t Whole|d {imprint}")
    assert {name: value for name, value in found.items() if name.startswith("publisher")} == expected


def test_the_section_of_a_newspaper_that_has_only_a_title() -> None:
    part = '<part><detail type="section"><title>Ideas</title></detail></part>'
    found = mods(f'<genre>newspaper article</genre><relatedItem type="host">{part}</relatedItem>')
    assert found["section"] == "Ideas"


def test_the_number_of_a_report_in_the_field_of_standard_numbers() -> None:
    found = item("RT Report\nT1 T\nSN DS-45\n", "x.txt")
    assert found["number"] == "DS-45"
    assert item("RT Report\nT1 T\nSN 1234-5678\n", "x.txt")["ISSN"] == "1234-5678"


def test_the_source_of_an_item_of_zotero_is_its_archive() -> None:
    names = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += ' xmlns:z="http://www.zotero.org/namespaces/export#"'
    letter = "<z:itemType>letter</z:itemType><dc:title>T</dc:title><dc:source>DLA Marbach</dc:source>"
    found = item(f"<rdf:RDF {names}><rdf:Description rdf:about='#a'>{letter}</rdf:Description></rdf:RDF>", "x.rdf")
    assert found["archive"] == "DLA Marbach"
