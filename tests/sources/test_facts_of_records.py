"""Facts that records state in ways of their own: dates, places, languages, volumes, people in one parameter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.document.keys import ascii_words
from citekit.sources.base import documents
from citekit.sources.field_names import field_named
from citekit.sources.registry import read_bytes, read_text


def found_in(text: str, name: str) -> list[Document]:
    return list(documents(read_text(text, name, name)))


def template(parameters: str) -> Mapping[str, Any]:
    return found_in("<ref>{{cite book |title=T |year=1999 " + parameters + "}}</ref>", "page.wiki")[0].extra


@pytest.mark.parametrize(
    "others, role, family",
    [
        ("Illustrated by Xenia Young", "illustrator", "Young"),
        ("Translated by Xenia Young", "translator", "Young"),
        ("Illustrated by A. Black; translated by Xenia Young and B. White", "translator", "Young"),
    ],
)
def test_others_whose_role_is_said_are_people_of_that_role(others: str, role: str, family: str) -> None:
    extra = template(f"|last=Doe |first=J |others={others}")
    assert extra[role][0]["family"] == family
    assert [one["family"] for one in extra["author"]] == ["Doe"]
    assert "contributor" not in extra


def test_others_of_an_unknown_role_are_a_note_and_nobody_s_name() -> None:
    extra = template("|others=With a foreword by Xenia Young")
    assert extra["custom"]["others"] == "With a foreword by Xenia Young"
    assert "contributor" not in extra


def test_authors_in_vancouver_style_are_authors_and_bodies_stay_whole() -> None:
    extra = template("|vauthors=van der Smith JA, Doe A Jr, ((World Bank, Office 2)), Plato |veditors=Roe B")
    smith, doe, bank, plato = extra["author"]
    assert (smith["family"], smith["given"]) == ("Smith", "JA")
    assert smith["non-dropping-particle"] == "van der"
    assert (doe["family"], doe["given"], doe["suffix"]) == ("Doe", "A", "Jr")
    assert bank == {"literal": "World Bank, Office 2"}
    assert plato == {"literal": "Plato"}
    assert extra["editor"] == [{"family": "Roe", "given": "B"}]


def test_templates_that_are_a_character_are_that_character() -> None:
    doc = found_in("{{cite web |title=A {{!}} B {{=}} C |url=https://y.org |website=Y}}", "page.wiki")[0]
    assert doc.title == "A | B = C"


def test_the_address_of_a_person_is_no_author() -> None:
    result = {
        "items": [
            {
                "title": ["Brief"],
                "dcCreator": ["Müller, Anna", "http://d-nb.info/1"],
                "edmIsShownAt": ["https://x.org/1"],
                "dataProvider": ["Bundesarchiv"],
            }
        ]
    }
    doc = found_in(json.dumps(result), "euro.json")[0]
    assert doc.extra["author"] == [{"family": "Müller", "given": "Anna"}]
    assert doc.extra["custom"]["author_address"] == "http://d-nb.info/1"


@pytest.mark.parametrize(
    "heading, field",
    [
        ("Date Statement", "date"),
        ("Date of Origin", "date"),
        ("Date (as displayed)", "date"),
        ("Entstehungszeit", "date"),
        ("Datazione", "date"),
        ("Place of Origin", "place"),
        ("Dépôt", "archive"),
        ("Dépositaire", "archive"),
        ("Strony", "page"),
        ("Sidor", "page"),
    ],
)
def test_headings_and_labels_that_catalogues_use_are_understood(heading: str, field: str) -> None:
    assert field_named(heading) == field


@pytest.mark.parametrize("language, kind", [("pl", "letter"), ("Polish", "letter"), ("en", "list"), ("", "")])
def test_a_title_that_is_another_kind_in_another_language_goes_by_its_language(language: str, kind: str) -> None:
    table = f"Title,Archive,Call number,Language\nList,Archiwum Akt Nowych,V/33,{language}\n"
    assert found_in(table, "t.csv")[0].kind == kind


AID = """<ead><eadheader><eadid>1</eadid></eadheader><archdesc level="fonds"><did><unittitle>Fonds A</unittitle>
<repository><corpname>City Archives</corpname><address>{}</address></repository>
<origination><persname>Roe, R.</persname></origination><langmaterial>In <language>French</language></langmaterial></did>
<prefercite><head>Cite</head><p>[Item], Fonds A.</p></prefercite>
<dsc><c01 level="series"><did><unittitle>Accounts</unittitle></did>
<c02 level="item"><did><unitid>A/1</unitid><unitdate>1900</unitdate></did></c02></c01></dsc></archdesc></ead>"""


def test_what_a_finding_aid_says_of_the_whole_stands_with_each_unit() -> None:
    doc = found_in(AID.format("<addressline>Austin, Texas 78713-7219</addressline>"), "aid.xml")[0]
    custom = doc.extra["custom"]
    assert doc.extra["archive-place"] == "Austin, Texas"
    assert custom["address_of_the_repository"] == "Austin, Texas 78713-7219"
    assert custom["creators_of_the_collection"] == "Roe, R."
    assert custom["language_of_the_collection"] == "French"
    assert custom["preferred_citation_of_the_collection"] == "[Item], Fonds A."
    assert "author" not in doc.extra
    assert not doc.language


def test_an_address_of_several_lines_is_kept_and_no_town_is_guessed() -> None:
    lines = "<addressline>12 Hill Road</addressline><addressline>Lyon</addressline>"
    extra = found_in(AID.format(lines), "aid.xml")[0].extra
    assert "archive-place" not in extra
    assert extra["custom"]["address_of_the_repository"] == "12 Hill Road, Lyon"


def test_a_unit_without_a_title_has_that_of_the_unit_above_and_says_so() -> None:
    doc = found_in(AID.format(""), "aid.xml")[0]
    assert doc.title == "Accounts"
    assert doc.extra["custom"]["title_taken_from"] == "the unit above"


@pytest.mark.parametrize(
    "name, key",
    [
        ("Wałęsa", "walesa"),
        ("Đinđić", "dindic"),
        ("Þórðarson", "thordarson"),
        ("Øberg", "oberg"),
        ("Æsop", "aesop"),
        ("Œuvre", "oeuvre"),
        ("Strauß", "strauss"),
        ("Yıldız", "yildiz"),
        ("Щука", "shchuka"),
        ("Müller", "muller"),
    ],
)
def test_keys_keep_every_letter_of_a_name(name: str, key: str) -> None:
    assert ascii_words(name) == [key]


JOURNAL = "\\begin{thebibliography}{9}\\bibitem{k} M.~Kramer, %s\\end{thebibliography}"


@pytest.mark.parametrize(
    "entry, journal, volume, issue, page",
    [
        (
            r"\emph{The crises}, J. Cold War Stud. \textbf{1} (1999), no.~2, 3--56.",
            "J. Cold War Stud.",
            "1",
            "2",
            "3-56",
        ),
        (r"``The crises,'' \emph{War} \textbf{1} (1999), no.~1-2, 3--56.", "War", "1", "1-2", "3-56"),
        (r"``The crises,'' {\it War} {\bf 1} (1999), 3--56.", "War", "1", None, "3-56"),
        (r"``The crises,'' \emph{Phys. Rev.} \textbf{12}, 345 (1999).", "Phys. Rev.", "12", None, "345"),
        (r"``The crises,'' \emph{War} 12, no. 3 (1999): 5--9.", "War", "12", "3", "5-9"),
        (r"``The crises,'' \emph{War} 12(3):5--9, 1999.", "War", "12", "3", "5-9"),
    ],
)
def test_volume_issue_and_pages_are_read_as_societies_print_them(
    entry: str, journal: str, volume: str, issue: str | None, page: str
) -> None:
    doc = found_in(JOURNAL % entry, "b.bbl")[0]
    extra = doc.extra
    assert doc.title == "The crises"
    assert doc.date is not None and doc.date.year == 1999
    said = (extra["container-title"], extra["volume"], extra.get("issue"), extra["page"])
    assert said == (journal, volume, issue, page)
    assert not doc.unread


@pytest.mark.parametrize("text, variable", [("Letters", "genre"), ("12 x 10 cm", "dimensions")])
def test_a_format_of_dpla_is_a_genre_or_measures(text: str, variable: str) -> None:
    record = {
        "docs": [{"id": "a", "sourceResource": {"title": ["Notes"], "format": [text]}, "isShownAt": "https://x.org"}]
    }
    assert found_in(json.dumps(record), "dpla.json")[0].extra[variable] == text


def test_a_locale_of_a_program_is_a_tag_of_a_language() -> None:
    mods = (
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T</title></titleInfo>'
        "<language><languageTerm>en_US</languageTerm></language></mods>"
    )
    assert found_in(mods, "t.xml")[0].extra["language"] == "en-US"


@pytest.mark.parametrize(
    "title, encoding",
    [("Příběh", "cp1250"), ("Dvořák", "cp1250"), ("Bjørn, Forlì, García", "cp1252"), ("Größe", "cp1252")],
)
@pytest.mark.parametrize(
    "name, record",
    [("a.ris", "TY  - BOOK\nTI  - {}\nER  - \n"), ("a.enw", "%0 Book\n%T {}\n"), ("a.txt", "RT Book, Whole\nT1 {}\n")],
)
def test_records_in_an_older_encoding_are_read_and_said(name: str, record: str, title: str, encoding: str) -> None:
    doc = next(documents(read_bytes(record.format(title).encode(encoding), name, name)))
    assert doc.title == title
    assert "not in UTF-8" in doc.warnings[0]


# citation templates of other Wikipedias


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (
            "Cita libro|autore=Carlo Ginzburg|titolo=Il formaggio|anno=1976|editore=Einaudi|città=Torino|p=33",
            ("book", "Il formaggio", "Ginzburg", "1976", "Einaudi"),
        ),
        (
            "Книга|автор=Хлевнюк О. В.|заглавие=Сталин|место=Москва|издательство=АСТ|год=2015|страниц=464",
            ("book", "Сталин", "Хлевнюк", "2015", "АСТ"),
        ),
        (
            "cita publicación |apellido=Elliott |nombre=John |título=Monarchies |publicación=Past |año=1992",
            ("article-journal", "Monarchies", "Elliott", "1992", None),
        ),
        (
            "Citeer web|url=https://x.nl|titel=Archief|bezochtdatum=3 mei 2019|auteur=J. Jansen|uitgever=NA|datum=2018",
            ("webpage", "Archief", "Jansen", "2018", "NA"),
        ),
        (
            "Cytuj książkę |nazwisko=Nowak |imię=Jan |tytuł=Wojna |wydawca=PWN |rok=1999",
            ("book", "Wojna", "Nowak", "1999", "PWN"),
        ),
        (
            "Bokref|efternamn=Strindberg|förnamn=August|titel=Röda rummet|förlag=Bonniers|år=1879",
            ("book", "Röda rummet", "Strindberg", "1879", "Bonniers"),
        ),
        (
            "CitLib|szerző=Szabó Magda|cím=Az ajtó|év=1987|kiadó=Magvető",
            ("book", "Az ajtó", "Szabó", "1987", "Magvető"),
        ),
        (
            "Ouvrage|nom1=Bloch|prénom1=Marc|titre=Défaite|sous-titre=témoignage|éditeur=Gallimard|année=1990",
            ("book", "Défaite: témoignage", "Bloch", "1990", "Gallimard"),
        ),
    ],
)
def test_a_template_of_another_wikipedia_is_read_by_its_own_words(template: str, expected: tuple[str, ...]) -> None:
    (doc,) = found_in(f"<ref>{{{{{template}}}}}</ref>", "page.wiki")
    made = doc.to_csl()
    said = (made["type"], made["title"], made["author"][0]["family"], str(doc.date), made.get("publisher"))
    assert said == expected


def test_several_authors_with_their_initials_behind_them_are_apart() -> None:
    (doc,) = found_in("<ref>{{Статья|автор=Иванов И. И., Петров П. П.|заглавие=О войне|год=1990}}</ref>", "page.wiki")
    assert [(one["family"], one["given"]) for one in doc.to_csl()["author"]] == [
        ("Иванов", "И. И."),
        ("Петров", "П. П."),
    ]


def test_a_template_in_a_note_that_is_not_known_is_said_and_short_ones_are_passed_over() -> None:
    text = "<ref>{{cite book|title=A|year=1999}}</ref>\n<ref>{{Odd citation|title=B}}</ref><ref>{{sfn|Carr|p=3}}</ref>"
    found = list(read_text(text, "page.wiki", "page.wiki"))
    assert [one.title for one in found if isinstance(one, Document)] == ["A"]
    assert ["line 2" in str(one) and "Odd citation" in str(one) for one in found if not isinstance(one, Document)] == [
        True
    ]


# bibliographies of LaTeX, Word's sources, letters in finding aids


def test_the_editor_of_what_a_chapter_is_in() -> None:
    entry = r"\bibitem{a} C.~Tilly, \newblock War. \newblock In P.~Evans, editor, {\em States}, pages 1--9. CUP, 1985."
    (doc,) = found_in(rf"\begin{{thebibliography}}{{9}}{entry}\end{{thebibliography}}", "x.bbl")
    made = doc.to_csl()
    assert (made["type"], made["editor"][0]["family"], made["container-title"]) == ("chapter", "Evans", "States")


def test_the_recipient_of_a_letter_whose_writer_is_stated_is_the_one_in_its_title() -> None:
    table = 'Title,Author,Date,Archive,Box\nLetter from L. B. Namier to C. P. Scott,"Namier, Lewis",1921,Rylands,3\n'
    (doc,) = found_in(table, "x.csv")
    assert (doc.kind, doc.recipient, doc.to_csl()["author"][0]["given"]) == ("letter", "C. P. Scott", "Lewis")
    (other,) = found_in(table.replace("Namier, Lewis", "Smith, John"), "x.csv")
    assert other.recipient == ""  # the title is of other people


def test_the_day_of_a_newspaper_in_a_bibliography_of_latex() -> None:
    entry = r"\bibitem{a} Arendt, Hannah. ``Truth.'' \textit{The New Yorker}, February 25, 1967, pp.~49--88."
    (doc,) = found_in(rf"\begin{{thebibliography}}{{9}}{entry}\end{{thebibliography}}", "x.bbl")
    assert (str(doc.date), doc.to_csl()["page"], doc.unread) == ("February 25, 1967", "49-88", ())


@pytest.mark.parametrize(("identifier", "tag"), [("1031", "de-DE"), ("fr-FR", "fr-FR"), ("0", None)])
def test_the_language_of_a_source_of_word(identifier: str, tag: str | None) -> None:
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    source = f"<b:Source><b:SourceType>Book</b:SourceType><b:Title>T</b:Title><b:LCID>{identifier}</b:LCID></b:Source>"
    (doc,) = found_in(f'<b:Sources xmlns:b="{uri}">{source}</b:Sources>', "x.xml")
    assert doc.to_csl().get("language") == tag


@pytest.mark.parametrize(
    ("kind", "number", "variable"),
    [
        ("JournalArticle", "0028-0836", "ISSN"),
        ("ArticleInAPeriodical", "1234-567X", "ISSN"),
        ("Book", "978-0-691-00008-5", "ISBN"),
        ("Book", "0028-0836", "ISSN"),
    ],
)
def test_the_standard_number_of_a_source_of_word(kind: str, number: str, variable: str) -> None:
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    source = f"<b:SourceType>{kind}</b:SourceType><b:Title>T</b:Title><b:StandardNumber>{number}</b:StandardNumber>"
    (doc,) = found_in(f'<b:Sources xmlns:b="{uri}"><b:Source>{source}</b:Source></b:Sources>', "x.xml")
    assert {k: v for k, v in doc.to_csl().items() if k in ("ISSN", "ISBN")} == {variable: number}


def mods(inner: str) -> Document:
    start = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Charter</title></titleInfo>'
    return found_in(f"{start}{inner}</mods>", "x.xml")[0]


def test_the_place_of_a_copy_is_not_its_keeper_in_whatever_order() -> None:
    copy = "<holdingSimple><copyInformation><subLocation>Muniments</subLocation></copyInformation></holdingSimple>"
    keeper = "<physicalLocation>British Library</physicalLocation><shelfLocator>Cotton MS Aug ii.106</shelfLocator>"
    for inner in (copy + keeper, keeper + copy):
        item = mods(f"<location>{inner}</location>").to_csl()
        assert (item["archive"], item["archive_location"]) == ("British Library", "Cotton MS Aug ii.106")
        assert "Sublocation: Muniments" in item["note"]


@pytest.mark.parametrize(
    ("of_start", "of_end", "expected"),
    [
        ("questionable", "", "1880?/1910"),
        ("", "questionable", "1880/1910?"),
        ("approximate", "", "1880~/1910"),
        ("approximate", "questionable", "1880~/1910?"),
        ("questionable", "questionable", "1880?/1910?"),
        ("", "", "1880/1910"),
    ],
)
def test_a_doubt_about_one_end_of_a_span_is_none_about_the_other(of_start: str, of_end: str, expected: str) -> None:
    ends = [("start", of_start, "1880"), ("end", of_end, "1910")]
    said = "".join(f'<dateCreated point="{p}" qualifier="{q}">{year}</dateCreated>' for p, q, year in ends)
    doc = mods(f"<originInfo>{said}</originInfo>".replace(' qualifier=""', ""))
    assert f"date = {{{expected}}}" in citekit.export(doc, "biblatex")
    assert f"DA  - {expected}\n" in citekit.export(Document.from_csl(doc.to_csl()), "ris")


def test_who_holds_a_copy_in_unimarc_is_said() -> None:
    fields = '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Lettres</subfield></datafield>'
    for tag, who, mark in (("930", "b", "a"), ("995", "b", "k")):
        holding = f'<subfield code="{who}">BnF</subfield><subfield code="{mark}">NAF 24331</subfield>'
        record = f'{fields}<datafield tag="{tag}" ind1=" " ind2=" ">{holding}</datafield>'
        leader = "<leader>01234nbm  2200289   45  </leader>"
        text = f'<record xmlns="info:lc/xmlns/marcxchange-v2" format="UNIMARC">{leader}{record}</record>'
        item = found_in(text, "x.xml")[0].to_csl()
        assert item["call-number"] == "NAF 24331" and "Held at: BnF" in item["note"], tag


def test_notes_of_tropy_in_html_are_text() -> None:
    note = {"html": {"@value": "<p>Trans &amp; note &lt;sic&gt;</p><p>more</p>"}}
    context = {"@vocab": "https://tropy.org/v1/tropy#"}
    one = {
        "@type": "Item",
        "http://purl.org/dc/elements/1.1/title": "Letter",
        "photo": [{"path": "1.jpg", "note": [note]}],
    }
    (doc,) = found_in(json.dumps({"@context": context, "@graph": [one]}), "x.json")
    said = json.dumps(doc.to_csl())
    assert "Trans & note <sic>" in said and "&amp;" not in said


def test_the_suffix_behind_a_last_name_of_word_is_no_part_of_it() -> None:
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    person = "<b:Person><b:Last>King, Jr.</b:Last><b:First>Martin</b:First><b:Middle>Luther</b:Middle></b:Person>"
    author = f"<b:Author><b:Author><b:NameList>{person}</b:NameList></b:Author></b:Author>"
    source = f"<b:Source><b:SourceType>Book</b:SourceType><b:Title>T</b:Title>{author}</b:Source>"
    (doc,) = found_in(f'<b:Sources xmlns:b="{uri}">{source}</b:Sources>', "x.xml")
    assert doc.to_csl()["author"] == [{"family": "King", "given": "Martin Luther", "suffix": "Jr."}]
