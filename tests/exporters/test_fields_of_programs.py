"""Kinds of sources in the entry types and fields of the program that reads them, by its manual."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

import citekit
from citekit import Document, export
from citekit.document.given import as_document
from citekit.exporters.base import export_documents
from citekit.exporters.bibtex.keys import Keys
from citekit.exporters.options import ExportOptions, joined
from citekit.sources import documents, read_text


def entry(to: str, **item: Any) -> tuple[str, dict[str, str]]:
    """(entry type, its fields) of one item."""
    text = export({"id": "k", "title": "T", **item}, to)
    fields = dict(re.findall(r"^  ([\w-]+) = (.+),$", text, re.M))
    return text[1 : text.index("{")], fields


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("map", "book"),
        ("pamphlet", "book"),
        ("classic", "book"),
        ("standard", "book"),
        ("motion_picture", "video"),
        ("song", "music"),
        ("speech", "unpublished"),
        ("performance", "performance"),
        ("review-book", "article"),
        ("post-weblog", "article"),
        ("post", "online"),
    ],
)
def test_biblatex_chicago_has_a_type_for_it(kind: str, expected: str) -> None:
    assert entry("biblatex-chicago", type=kind)[0] == expected
    archival = {"archive": "Library of Congress", "archive_location": "Box 1"}
    assert entry("biblatex-chicago", type=kind, **archival)[0] == "misc"  # an unpublished source


def test_the_day_of_a_grant_is_not_printed_as_that_of_the_filing() -> None:
    granted = {"type": "patent", "issued": {"date-parts": [[1906, 5, 22]]}}
    assert entry("biblatex-chicago", **granted)[0] == "misc"  # `patent` would print “filed May 22, 1906”
    kind, fields = entry("biblatex-chicago", **granted, submitted={"date-parts": [[1903, 3, 23]]})
    assert (kind, fields["date"], fields["origdate"]) == ("patent", "{1906-05-22}", "{1903-03-23}")


def test_magazines_go_by_their_day_and_keep_their_numbers() -> None:
    numbers = {"volume": "222", "issue": "16", "page": "28-31"}
    _, fields = entry("biblatex-chicago", type="article-magazine", **numbers)
    assert not {"volume", "number", "pages"} & fields.keys()
    assert all(f"{name}: {value}" in fields["annotation"] for name, value in numbers.items())


def test_quotation_marks_in_a_title_are_told_to_latex() -> None:
    title = "The “Détente” Reappraised"
    _, fields = entry("biblatex-chicago", type="article-journal", title=title)
    assert fields["title"] == r"{{{The \mkbibquote{Détente} Reappraised}}}"
    text = export({"id": "k", "type": "article-journal", "title": title}, "biblatex-chicago")
    (back,) = documents(read_text(text, "x"))
    assert back.title == title


def test_biblatex_has_fields_for_these_dates_and_numbers() -> None:
    _, fields = entry(
        "biblatex",
        type="paper-conference",
        **{"event-date": {"date-parts": [[2022, 6, 5], [2022, 6, 9]]}, "original-date": {"date-parts": [[1890]]}},
    )
    assert (fields["eventdate"], fields["origdate"]) == ("{2022-06-05/2022-06-09}", "{1890}")
    series = {"type": "book", "collection-title": "Série 2", "collection-number": "5"}
    assert entry("biblatex", **series)[1]["number"] == "{5}"
    assert entry("bibtex", **series)[1]["number"] == "{5}"
    assert "number" not in entry("bibtex", **series, volume="3")[1]  # btxdoc: volume or number
    assert entry("biblatex", type="standard", edition="2", number="CBPS 2000")[0] == "manual"


def test_a_title_that_reads_like_a_letters_description_is_kept() -> None:
    letter = {
        "id": "k",
        "type": "personal_communication",
        "title": "Eleanor Roosevelt to Lorena Hickok",
        "author": [{"family": "Roosevelt", "given": "Eleanor"}],
        "recipient": [{"family": "Hickok", "given": "Lorena"}],
    }
    for to in ("bibtex", "biblatex", "biblatex-chicago"):
        (back,) = documents(read_text(export(letter, to), "x"))
        assert back.title == letter["title"]


@pytest.mark.parametrize("to", ["ris", "endnote"])
def test_a_broadcasts_page_is_no_measure(to: str) -> None:
    (back,) = documents(read_text(export({"id": "k", "type": "broadcast", "title": "T", "page": "44"}, to), "x"))
    assert {k: v for k, v in back.to_csl().items() if k in ("page", "dimensions")} == {"page": "44"}


def test_hayagriva_has_what_a_translation_was_before() -> None:
    original = {"original-title": "Ἱστορίαι", "original-date": {"date-parts": [[1890, 5]]}}
    issued = {"date-parts": [[1989]]}
    item = {"id": "k", "type": "book", "title": "T", "title-short": "S", "issued": issued, **original}
    made = yaml.safe_load(export(item, "hayagriva"))["k"]
    assert made["title"] == {"value": "{T}", "short": "{S}"}
    assert made["parent"] == {"type": "original", "title": "{Ἱστορίαι}", "date": "1890-05"}
    (back,) = documents(read_text(export(item, "hayagriva"), "x"))
    assert {name: back.to_csl()[name] for name in (*original, "title-short")} == {**original, "title-short": "S"}


def test_an_originals_date_is_not_printed_as_that_of_the_book() -> None:
    with pytest.warns(match="original-date"):
        text = export({"id": "k", "type": "book", "title": "T", "original-date": {"date-parts": [[1890]]}}, "hayagriva")
    assert (
        "parent" not in text and "original-date: 1890" in text
    )  # Typst takes the date of the original where the book has none


def test_many_documents_under_one_key_are_told_apart_in_one_pass() -> None:
    keys = Keys(["a"] * 3000, ExportOptions())
    made = [keys.of("a") for _ in range(3000)]
    assert made[:3] == ["a", "a-2", "a-3"] and made[-1] == "a-3000" and len(set(made)) == 3000


BIBLATEX = r"""
@book{gibbon, author={Gibbon, Edward}, maintitle={Decline and Fall}, title={The Third Volume}, volume={3}, date={1781},
  publisher={Strahan and Cadell}, location={London and Edinburgh}, introduction={Inge, Jo and {The Board}},
  afterword={King, Lea}, editora={Baier, Horst}, editoratype={collaborator}, shorthand={DF}}
@incollection{weber, author={Weber, Max}, title={Chapter}, booktitle={Big Book}, maintitle={Whole Work}, volume={17},
  date={1990}, related={gibbon}, relatedtype={reprintof}}
@video{film, editor={Resnais, Alain}, editortype={director}, title={Nuit et brouillard}, date={1956}}
@article{article, author={A, B}, title={T}, journaltitle={Journal of History}, shortjournal={J. Hist.}, eid={e12},
  issuetitle={Special}, langid={german}, date={1995}, eprint={2709031}, eprinttype={jstor}, url={http://x.example/w}}
"""


def test_fields_that_only_biblatex_has_stay_in_them() -> None:
    """What a .bib file says in fields of biblatex's own, which no CSL variable holds, comes out in those fields."""
    documents = [doc for doc in read_text(BIBLATEX, "x.bib", "x.bib") if isinstance(doc, Document)]
    (gibbon, weber, film, article) = [parsed(citekit.export(doc, "biblatex")) for doc in documents]
    assert gibbon["maintitle"] == "{{Decline and Fall}}" and gibbon["title"] == "{{The Third Volume}}"
    assert gibbon["publisher"] == "Strahan and Cadell" and gibbon["location"] == "London and Edinburgh"
    assert gibbon["introduction"] == "Inge, Jo and {The Board}" and gibbon["afterword"] == "King, Lea"
    assert (gibbon["editora"], gibbon["editoratype"], gibbon["shorthand"]) == ("Baier, Horst", "collaborator", "DF")
    assert weber["maintitle"] == "{{Whole Work}}" and weber["booktitle"] == "{{Big Book}}"
    assert (weber["related"], weber["relatedtype"]) == ("gibbon", "reprintof")
    assert (film["editor"], film["editortype"]) == ("Resnais, Alain", "director")
    assert (article["shortjournal"], article["eid"], article["issuetitle"]) == ("J. Hist.", "e12", "Special")
    assert (article["langid"], article["eprint"], article["eprinttype"]) == ("german", "2709031", "jstor")


def test_what_stands_in_fields_of_biblatex_comes_back() -> None:
    for doc in read_text(BIBLATEX, "x.bib", "x.bib"):
        assert isinstance(doc, Document)
        out = citekit.export(doc, "biblatex")
        (back,) = read_text(out, "x.bib", "x.bib")
        assert isinstance(back, Document) and citekit.export(back, "biblatex") == out


def parsed(entry: str) -> dict[str, str]:
    """The fields of an entry with the outer braces of each taken away."""
    return dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},$", entry))


PEOPLE = [{"family": "Watt", "given": "Harry"}, {"family": "Wright", "given": "Basil"}]
IN_ARCHIVE = {"archive": "BFI National Archive", "archive_location": "C-77821"}


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ({"type": "motion_picture", "director": PEOPLE}, "titleaddon", "{directed by Harry Watt and Basil Wright}"),
        ({"type": "song", "medium": "wax cylinder", **IN_ARCHIVE}, "titleaddon", "{wax cylinder}"),
        (
            {"type": "speech", "genre": "address", "event-place": "Bombay", **IN_ARCHIVE},
            "titleaddon",
            "{address, Bombay}",
        ),
        (
            {"type": "interview", "interviewer": PEOPLE, **IN_ARCHIVE},
            "titleaddon",
            "{interview by Harry Watt and Basil Wright}",
        ),
        (
            {"type": "speech", "genre": "lecture", "event-title": "Green Lecture"},
            "eventtitle",
            "{lecture presented at Green Lecture}",
        ),
        ({"type": "dataset", "version": "2.1"}, "titleaddon", "{version 2.1}"),
        ({"type": "broadcast", "medium": "radio"}, "addendum", "{radio}"),
        (
            {"type": "review-book", "reviewed-title": "Kennan", "reviewed-author": PEOPLE[:1]},
            "titleaddon",
            r"{review of \mkbibemph{Kennan}, by Harry Watt}",
        ),
        (
            {"type": "legal_case", "authority": "Supreme Court", "container-title": "U.S."},
            "location",
            "{Supreme Court}",
        ),
        ({"type": "legislation", "number": "80-774", "container-title": "Stat."}, "titleaddon", "{80-774}"),
        ({"type": "article-journal", "issue": "3-4"}, "number", "{{3--4}}"),
    ],
)
def test_biblatex_chicago_prints_what_cite_prints_and_the_words_for_print_are_left_out_in_reading(
    item: dict[str, Any], field: str, expected: str
) -> None:
    assert entry("biblatex-chicago", **item)[1][field] == expected
    doc = as_document({"id": "k", "title": "T", **item})
    (back,) = documents(read_text(export(doc, "biblatex-chicago"), "x"))
    assert back.extra == doc.extra and back.title == "T"


def test_cases_and_laws_go_by_their_year_and_keep_their_day() -> None:
    item = {"type": "legal_case", "volume": "14", "page": "273", "issued": {"date-parts": [[1884, 12, 9]]}}
    kind, fields = entry("biblatex-chicago", **item)
    assert (kind, fields["date"], fields["volume"], fields["pages"]) == ("jurisdiction", "{1884}", "{14}", "{273}")
    doc = as_document({"id": "k", "title": "T", **item})
    (back,) = documents(read_text(export(doc, "biblatex-chicago"), "x"))
    assert back.date is not None and back.date.start == (1884, 12, 9)


def test_a_pubmed_number_and_a_medium_stand_in_fields_of_biblatex() -> None:
    _, fields = entry("biblatex", type="article-journal", PMID="30001234")
    assert (fields["eprint"], fields["eprinttype"]) == ("{30001234}", "{pubmed}")
    _, fields = entry("biblatex", type="graphic", medium="oil on canvas")
    assert fields["type"] == "{oil on canvas}"
    for item in ({"type": "article-journal", "PMID": "30001234"}, {"type": "graphic", "medium": "oil on canvas"}):
        doc = as_document({"id": "k", "title": "T", **item})
        (back,) = documents(read_text(export(doc, "biblatex"), "x"))
        assert back.extra == doc.extra


def test_what_no_style_prints_is_said_in_one_line() -> None:
    notes = [f"biblatex has no field for “{name}” here: it stands in annotation" for name in ("scale", "page", "scale")]
    assert joined([*notes, "another note"]) == [
        "biblatex has no field for “scale”, “page” here: it stands in annotation",
        "another note",
    ]


def test_a_season_and_a_language_that_biblatex_cannot_say_everywhere_are_said() -> None:
    doc = citekit.loads(
        "title: Note\ndate: Winter 1956\nreference: RGANI, f. 5, op. 1, d. 3\noriginal language: Russian\n"
    )
    options = ExportOptions()
    text = "".join(export_documents([doc], "biblatex", options))
    assert "date = {1956-24}" in text and "original language: Russian" in text
    assert [any(word in note for note in options.notes) for word in ("Typst", "original language")] == [True, True]


@pytest.mark.parametrize("number", ["RG 107, M221, roll 5", "hep-th/9603067v2", "50% of #5_a"])
def test_the_number_of_an_archive_of_documents_is_no_address(number: str) -> None:
    text = f"@misc{{a, author={{A, B}}, title={{T}}, date={{1900}}, eprint={{{number}}}, eprinttype={{nara}}}}"
    (doc,) = documents(read_text(text, "x.bib", "x.bib"))
    assert parsed(citekit.export(doc, "biblatex"))["eprint"] == number


def test_the_language_of_the_original_is_not_that_of_the_translation() -> None:
    text = "@book{a, author={M, K}, title={Capital}, date={1887}, origlanguage={german}, translator={Moore, S.}}"
    (doc,) = documents(read_text(text, "x.bib", "x.bib"))
    ris = citekit.export(doc, "ris")
    assert "LA  - " not in ris and "Original language: German" in ris
    assert '"language": "German"' not in citekit.export(doc, "csl-json").split('"custom"')[0]
    (back,) = documents(read_text(ris, "x.ris", "x.ris"))
    assert parsed(citekit.export(back, "biblatex"))["origlanguage"] == "german"
