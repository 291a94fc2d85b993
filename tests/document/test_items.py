"""Documents as CSL-JSON items: valid, and lossless both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit import Document, HistoricalDate, parse_references
from citekit.archives.credits import Contributor
from citekit.document.citing import item_for_citing
from citekit.document.items import in_schema_form

FACTS = {
    "type": "document",
    "title": "Soviet Politburo Decision with Approved Message from Gromyko to Razuvaev",
    "issued": {"date-parts": [[1951, 11, 19]]},
    "archive": "Wilson Center Digital Archive",
    "archive_location": (
        "APRF, Fond 3, Opis 65, Delo 829, Listy 44-45 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66"
    ),
    "URL": "https://digitalarchive.wilsoncenter.org/document/113630",
    "number": "113630",
}


def test_the_facts_of_a_page_are_csl_variables(example: Path) -> None:
    item = citekit.read(example).to_csl()
    assert {k: item[k] for k in FACTS} == FACTS
    assert "author" not in item, "nobody is guessed into an author"
    assert "language" not in item, "the language of the original is not the language of the title"


def schema(shared: Path) -> Any:
    return json.loads((shared / "csl-schema" / "csl-data.json").read_text(encoding="utf-8"))


def test_items_are_valid_csl_json(shared: Path, example: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    items = [doc.to_csl() for doc in citekit.read_all([*example.parent.glob("*.*"), *(shared / "seeds").iterdir()])]
    assert len(items) >= 7
    jsonschema.validate(items, schema(shared))


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40).map(
    lambda t: " ".join(t.split())
)
dates = st.sampled_from(
    ["November 19, 1951", "circa 1951", "[1951?]", "n.d.", "Spring 1951", "1951-1953", "some day", "19/XI/51"]
)
references = st.sampled_from(
    [
        "",
        "APRF, Fond 3, Opis 65, Delo 829, Listy 44-45 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, Listy 65-66",
        "TNA, FO 371/84082, FK1022/111",
        "a box in the attic",
        "RGANI, f. 5; see also GARF, f. 9401, op. 2, d. 1",
    ]
)
documents = st.builds(
    Document,
    title=words,
    date=dates.map(HistoricalDate.parse) | st.none(),
    kind=st.sampled_from(["", "telegram", "letter", "report", "decision"]),
    sender=words,
    recipient=words,
    references=references.map(lambda t: tuple(parse_references(t))),
    contributors=st.lists(
        st.builds(Contributor, st.sampled_from(["translated", "obtained", "edited"]), words.filter(bool)), max_size=3
    ).map(tuple),
    credits=words,
    host=st.sampled_from(["", "Wilson Center Digital Archive"]),
    url=st.sampled_from(["", "https://example.org/a_b%20c#d"]),
    number=st.sampled_from(["", "113630"]),
    summary=words,
    language=st.sampled_from(["", "Russian"]),
    contents=st.lists(words.filter(bool), max_size=2).map(tuple),
    accessed=st.sampled_from(["May 2, 2026"]).map(HistoricalDate.parse) | st.none(),
    key=st.sampled_from(["", "a-key"]),
    extra=st.fixed_dictionaries(
        {},
        optional={
            "volume": words.filter(bool),
            "author": st.just([{"family": "Смит", "given": "А."}]),
            "note": words.filter(bool),
            "publisher": words.filter(bool),
            "custom": st.just({"mine": 1}),
        },
    ),
    unread=st.lists(words.filter(bool), max_size=2).map(tuple),
)


@settings(max_examples=200)
@given(documents)
def test_a_document_comes_back_from_its_item_as_it_was(doc: Document) -> None:
    item = json.loads(json.dumps(doc.to_csl()))
    assert Document.from_csl(item) == doc


ITEM = {
    "id": "smith2016",
    "type": "book",
    "title": "Swing Time",
    "author": [{"family": "Smith", "given": "Zadie"}],
    "publisher": "Penguin Press",
    "issued": {"date-parts": [["2016"]]},
    "note": "mine",
    "number": "7",
    "archive": "Here",
    "archive_location": "Box 4",
    "language": "en",
    "archive-place": "There",
    "custom": {"x": [1]},
    "translator": [{"family": "T"}],
    "categories": ["a"],
    "abstract": "about",
}


def test_an_item_of_another_program_comes_out_as_it_came_in() -> None:
    out = Document.from_csl(ITEM).to_csl()
    expected = {**ITEM, "issued": {"date-parts": [[2016]]}}  # the year as a number, which it is
    assert {k: out[k] for k in ITEM if k != "custom"} == {k: expected[k] for k in ITEM if k != "custom"}
    assert out["custom"]["x"] == [1]
    assert Document.from_csl(out) == Document.from_csl(ITEM)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"year": 1978}, {"date-parts": [[1978]]}),
        ({"year": "1978", "month": "7", "day": "3"}, {"date-parts": [[1978, 7, 3]]}),
        ({"year": 1978, "circa": True}, {"date-parts": [[1978]], "circa": True}),
        ({"year": 2002, "season": 1}, {"date-parts": [[2002]], "season": 1}),
        ([{"year": 1999, "month": 5}, {"year": 2001}], {"date-parts": [[1999, 5], [2001]]}),
    ],
)
def test_a_date_in_years_months_and_days_is_a_date(date: Any, expected: Any) -> None:
    """The older YAML of pandoc's (User's Guide, "Specifying bibliographic data")."""
    assert in_schema_form({"id": "a", "issued": date})["issued"] == expected


@pytest.mark.parametrize("broken", [[], "text", 7, None])
def test_what_is_no_item_is_refused_in_words(broken: Any) -> None:
    with pytest.raises(citekit.CitekitError, match="item must be an object"):
        Document.from_csl(broken)


LETTER = Document(
    title="On the Harvest",
    kind="letter",
    sender="Stalin",
    recipient="Molotov",
    date=HistoricalDate.parse("4 September 1926"),
    references=tuple(parse_references("RGASPI, f. 558, op. 11, d. 97, l. 67")),
)


def test_sender_and_recipient_are_kept_in_every_export_and_printed_before_a_title_that_does_not_name_them() -> None:
    for to in ("bibtex", "biblatex", "biblatex-chicago", "ris", "csl-json", "csl-yaml"):
        text = citekit.export(LETTER, to)
        assert "Stalin" in text and "Molotov" in text, to
    assert citekit.cite(LETTER).startswith("Stalin to Molotov, “On the Harvest,” September 4, 1926, ")


def test_a_title_that_names_its_correspondents_is_printed_alone() -> None:
    doc = LETTER.changed(title="Letter, Stalin to Molotov")
    assert "author" not in doc.to_csl()
    assert citekit.cite(doc).startswith("“Letter, Stalin to Molotov,” September 4, 1926, ")


def test_a_letter_without_a_title_is_personal_communication() -> None:
    item = LETTER.changed(title="").to_csl()
    assert (item["type"], item["author"], item["recipient"]) == (
        "personal_communication",
        [{"literal": "Stalin"}],
        [{"literal": "Molotov"}],
    )


def test_a_reference_is_split_at_its_first_level_and_printed_in_the_order_of_its_tradition() -> None:
    russian, american = (
        Document(title="A Report", references=tuple(parse_references(text)))
        for text in ("RGASPI, f. 17, op. 3, d. 5", "NARA, RG 59, Box 5")
    )
    assert (russian.to_csl()["archive"], russian.to_csl()["archive_location"]) == ("RGASPI", "f. 17, op. 3, d. 5")
    assert citekit.cite(russian).endswith("RGASPI, f. 17, op. 3, d. 5.")
    assert citekit.cite(american).endswith("RG 59, Box 5, NARA.")


@pytest.mark.parametrize(
    ("value", "printed"),
    [({"raw": "1850/.."}, "1850–"), ({"edtf": "1850/.."}, "1850–"), ({"raw": "../1850"}, "before 1850")],
)
def test_a_range_with_one_end_is_not_printed_as_a_year(value: dict[str, str], printed: str) -> None:
    item = {
        "id": "a",
        "type": "webpage",
        "title": "T",
        "issued": value,
        "URL": "https://example.org",
        "accessed": value,
    }
    text = citekit.cite(item, style="chicago-notes", output="text")
    assert f"accessed {printed}" in text


@pytest.mark.parametrize(
    ("date", "printed"),
    [("1951?", "[1951?]"), ("3 May 1951?", "[May 3, 1951?]"), ("ca. 1951?", "[ca. 1951?]"), ("ca. 1951", "[ca. 1951]")],
)
@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid"])
def test_a_question_mark_at_a_date_is_printed_and_is_no_circa(date: str, printed: str, style: str) -> None:
    doc = Document(title="Harvest", kind="report", date=HistoricalDate.parse(date))
    assert printed in citekit.cite(doc, style=style)


@pytest.mark.parametrize(
    ("date", "year"), [("1951?", "[1951?]"), ("3 May 1951?", "[1951?]"), ("ca. 1951", "[ca. 1951]")]
)
def test_a_year_in_doubt_behind_an_author_keeps_its_question_mark(date: str, year: str) -> None:
    doc = Document(title="Harvest", kind="report", date=HistoricalDate.parse(date))
    assert citekit.cite(doc, style="chicago-author-date") == f"(Harvest {year})"


def test_a_doubted_date_keeps_its_doubt_in_a_style_without_brackets() -> None:
    doc = Document(title="Harvest", kind="report", date=HistoricalDate.parse("1951?"))
    assert "[1951?]" in citekit.cite(doc, style="wilson-center")


def test_an_archive_named_beside_the_reference_is_kept_and_printed() -> None:
    """Somebody gave the item an archive in a reference manager: the reference says nothing of it."""
    item = {
        "id": "x",
        "type": "document",
        "title": "Report on harvests",
        "archive": "National Archives of Estonia",
        "custom": {"citekit": {"reference": "RG 59, box 12, folder 3"}},
    }
    doc = Document.from_csl(item)
    assert doc.to_csl()["archive"] == "National Archives of Estonia"
    assert Document.from_csl(doc.to_csl()).to_csl() == doc.to_csl()
    printed = item_for_citing(doc, "x", typographic=True)
    assert (printed["archive_location"], printed["archive"]) == ("RG 59, box 12, folder 3", item["archive"])


def test_an_archive_that_the_reference_names_is_printed_once() -> None:
    item = {
        "id": "x",
        "type": "document",
        "title": "Third",
        "archive": "RGASPI",
        "custom": {"citekit": {"reference": "RGASPI, f. 558, op. 11, d. 97"}},
    }
    printed = item_for_citing(Document.from_csl(item), "x", typographic=True)
    assert printed["archive_location"] == "RGASPI, f. 558, op. 11, d. 97"
    assert "archive" not in printed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [["1776", "7", "3"]]}, {"date-parts": [[1776, 7, 3]]}),
        ({"date-parts": [["1900"]]}, {"date-parts": [[1900]]}),
        ({"date-parts": [[1900, 0, 0]]}, {"date-parts": [[1900]]}),
        ({"date-parts": [["1900", "05", ""]]}, {"date-parts": [[1900, 5]]}),
        ({"date-parts": [["1900"], ["1910"]]}, {"date-parts": [[1900], [1910]]}),
        ({"date-parts": [["1900"]], "circa": "1"}, {"date-parts": [[1900]], "circa": True}),
    ],
)
def test_dates_of_texts_and_zeros_are_dates_of_the_document(value: Any, expected: Any) -> None:
    doc = Document.from_csl({"id": "a", "type": "book", "title": "T", "issued": value})
    assert doc.date is not None and doc.to_csl()["issued"] == expected
    assert f'"{doc.date.text}"' in citekit.export(doc, "csv")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("author", [{"name": "Leo"}], "“author” has a name without “family”, “given” or “literal”: name"),
        ("author", [["Leo"]], "“author” must be names"),
        ("editor", [{"family": ["Leo"]}], "“editor” has a name whose parts are no text"),
        ("issued", True, "“issued” must be a date"),
    ],
)
def test_names_and_dates_that_no_style_could_print_stop_their_item_alone(field: str, value: Any, said: str) -> None:
    good = {"id": "good", "type": "book", "title": "War"}
    first, second = citekit.sources.read_text(json.dumps([good, {**good, "id": "bad", field: value}]))
    assert isinstance(first, Document)
    assert said in str(second)
