"""Items as programs write them: dates, fields in notes, damaged values; and the engine by itself."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from citekit.common.errors import CitekitError, ItemError, UsageError
from citekit.engine import Processor

from . import book, cited, name, style

DATE = '<date variable="issued" form="text"/>'


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [["2016", 5]]}, "May 2016"),
        ({"date-parts": [["2016", 0]]}, "2016"),
        ({"date-parts": [[2016, 17]]}, "Spring 2016"),
        ({"date-parts": [[2016]], "season": "spring"}, "Spring 2016"),
        ({"date-parts": [[2016, 5, 1]], "raw": "something else"}, "May 1, 2016"),
        ({"raw": "1933?"}, "1933"),
        ({"raw": "1992/.."}, "1992\u2013"),
        ({"raw": "2016-05-06T10:00:00Z"}, "May 6, 2016"),
        ({"date-parts": [[-12], [-13]]}, "12\u201313 BC"),
        ({"date-parts": [[-44], [14]]}, "44 BC\u201314 AD"),
    ],
)
def test_dates_as_programs_write_them(issued: dict[str, Any], expected: str) -> None:
    assert cited(DATE, book(issued=issued)) == expected


def test_fields_in_a_note_stand_for_variables_and_leave_the_note() -> None:
    note = "IMDb ID: tt1\noriginal-date: 2013\neditor: Armstrong || Tenisha\n\nA remark."
    content = (
        '<date variable="original-date" form="text"/><names variable="editor" prefix=" "/><text variable="note"'
        ' prefix=" "/>'
    )
    assert cited(content, book(note=note)) == "2013 Tenisha Armstrong IMDb ID: tt1\n\nA remark."


def test_a_title_that_is_a_list_is_refused_by_name() -> None:
    with pytest.raises(ItemError, match="item “a”: “title” must be text, not a list"):
        Processor(style(), [book(title=["War"])])


def test_the_bibliography_of_a_section_has_the_items_that_its_rules_choose() -> None:
    works = [book("a", title="A"), {**book("b", title="B"), "type": "map"}, book("c", title="C", keyword="x")]
    made = Processor(style(bibliography='<text variable="title"/>'), works, output="text")
    made.update_items(["a", "b", "c"])
    assert made.bibliography(section={"include": [{"field": "type", "value": "map"}]}).entry_ids == ["b"]
    assert made.bibliography(section={"exclude": [{"field": "type", "value": "map"}]}).entry_ids == ["a", "c"]
    chosen = {"select": [{"field": "type", "value": "book"}, {"field": "keyword", "value": "x"}]}
    assert made.bibliography(section=chosen).entry_ids == ["c"]


def test_several_types_without_match_are_alternatives() -> None:
    content = '<choose><if type="map book"><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert cited(content, book()) == "yes"


def test_the_first_substitute_that_prints_is_the_only_one() -> None:
    content = (
        '<names variable="author"><substitute><choose><if type="book"><text variable="publisher"/>'
        '<text variable="title"/></if></choose></substitute></names>'
    )
    assert cited(content, book(publisher="Press", title="War")) == "Press"
    assert cited(content, book(title="War")) == "War"


def test_hundreds_of_authors_cost_a_straight_line() -> None:
    people = [name(f"Family{n}", f"Given{n} M.") for n in range(448)]
    works = [book(f"i{n}", title=f"T {n}", author=people, issued={"date-parts": [[2000]]}) for n in range(50)]
    content = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1"/></names>'
    cites = 'disambiguate-add-names="true" disambiguate-add-givenname="true" disambiguate-add-year-suffix="true"'
    made = Processor(style(content, cites=cites), works, output="text")
    made.update_items([work["id"] for work in works])
    assert made.make_cluster([{"id": "i0"}]) == "Family0 et al."


def test_the_engine_needs_neither_the_command_line_nor_the_network() -> None:
    code = (
        "import sys; from citekit.engine import Processor; print([m for m in ('typer', 'rich', 'requests') if m in"
        " sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_name_that_csl_has_for_a_field_wins_over_an_older_one() -> None:
    content = '<text variable="container-title" form="short"/>'
    fields = {
        "container_title": "Annals of History",
        "container_title_short": "Ann. Hist.",
        "journalAbbreviation": "AH",
    }
    assert cited(content, book(**fields)) == "Ann. Hist."
    assert cited(content, book(container_title="Annals of History", journalAbbreviation="AH")) == "AH"


@pytest.mark.parametrize(
    ("cites", "message"),
    [
        ([], "there is nothing to cite"),
        ([{}], "a cite has no id"),
        (["a"], "a cite must be an object with an “id”, not str"),
        ("a", "the cites of a citation must be a list, not str"),
        (None, "the cites of a citation must be a list, not NoneType"),
        ([{"id": "a"}, {"id": "unknown"}], "there is no item “unknown”"),
    ],
)
def test_a_citation_that_is_none_is_refused_and_nothing_of_it_is_registered(cites: Any, message: str) -> None:
    processor = Processor(style('<text variable="title"/>'), [book(title="Alpha")], output="text")
    processor.cite([{"id": "a"}], note=1, citation_id="one")
    with pytest.raises(CitekitError, match=message):
        processor.cite(cites, note=2, citation_id="two")
    with pytest.raises(CitekitError, match=message):
        processor.rebuild([([{"id": "a"}], 7, "one"), (cites, 2, "two")], restarts=["one"])
    assert processor.citations() == [("one", 1, "Alpha")]
    assert processor.cite([{"id": "a"}], note=2) == "Alpha"


def test_a_style_items_and_a_mode_that_are_none_are_refused_in_words() -> None:
    with pytest.raises(UsageError, match="items must be a list, not NoneType"):
        Processor(style(), None)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="items must be a list, not dict"):
        Processor(style(), book())  # type: ignore[arg-type]
    with pytest.raises(CitekitError, match="a style must be text or a Path, not NoneType"):
        Processor(None, [])  # type: ignore[arg-type]
    processor = Processor(style(), [book()])
    with pytest.raises(UsageError, match="there is no mode “zzz”"):
        processor.cite([{"id": "a"}], mode="zzz")
    with pytest.raises(UsageError, match="there is no mode “zzz”"):
        processor.make_cluster([{"id": "a"}], "zzz")
    assert processor.citations() == [] and processor.make_cluster([]) == ""


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1850~", "1850, circa"),
        ("1850-03", "March 1850"),
        ("1850-03-05", "March 5, 1850"),
        ("1850-22", "Summer 1850"),
        ("1850/1852", "1850–1852"),
        ("185X", "1850–1859"),
        ("1850/..", "1850–"),
        ("-0043", "44 BC"),
        ("1850-XX-05 or so", "1850-XX-05 or so"),
    ],
)
def test_a_date_in_edtf_alone_is_read(edtf: str, expected: str) -> None:
    layout = (
        '<date variable="issued" form="text" date-parts="year-month-day"/>'
        '<choose><if is-uncertain-date="issued"><text value=", circa"/></if></choose>'
    )
    assert cited(layout, book(issued={"edtf": edtf})) == expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ({"date-parts": [[1869.0, 5.0]]}, "May 1869"),
        ({"date-parts": [["1869.0"]]}, "1869"),
        ({"date-parts": [["1869-05"]]}, "May 1869"),
        ({"date-parts": [["c. 1869"]]}, "1869, circa"),
        ({"date-parts": "1869"}, "1869"),
        ({"date-parts": [1869, 5]}, "May 1869"),
        ([1869], "1869"),
        ([[1869, 5], [1869, 7]], "May–July 1869"),
        ({"year": 1869, "month": "5"}, "May 1869"),
        ([{"year": 1869}, {"year": 1871}], "1869–1871"),
        (1869.0, "1869"),
        ({"raw": "1869%"}, "1869, circa"),
        ({"raw": "186X"}, "1860–1869"),
        ({"raw": "-0043"}, "44 BC"),
        ({"raw": "-43"}, "43 BC"),
        ({"date-parts": [[1869, 26]]}, "Summer 1869"),
        ({"date-parts": [[1869, 99, 1]]}, "1869"),
        ({"date-parts": [[1869, -1]]}, "1869"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": [[]]}, ""),
    ],
)
def test_a_year_is_found_in_whatever_shape_it_is_written(issued: Any, expected: str) -> None:
    layout = (
        '<date variable="issued" form="text" date-parts="year-month-day"/>'
        '<choose><if is-uncertain-date="issued"><text value=", circa"/></if></choose>'
    )
    assert cited(f"{layout}<text value=' '/>", book(issued=issued)).strip() == expected


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("issued", True, "“issued” must be a date, not true"),
        ("issued", {"raw": ["1869"]}, "“issued” must be a date, not a list"),
        ("issued", {"date-parts": [["soon"]]}, '“issued” has a year that is no number: "soon"'),
        ("issued", {"date-parts": [[1869.5]]}, "“issued” has a part that is no number: 1869.5"),
        ("issued", {"day": 3, "moment": "noon"}, "“issued” has no “date-parts”, “raw” or “literal”: day, moment"),
        ("author", [["Tolstoy"]], "“author” must be names, objects with “family” and “given” or “literal”, not a list"),
        ("author", [{"name": "Leo"}], "“author” has a name without “family”, “given” or “literal”: name"),
        ("author", [{"family": ["T"]}], "“author” has a name whose “family” is a list, not text"),
        ("author", 5, "“author” must be names, objects with “family” and “given” or “literal”, not 5"),
        ("title", True, "“title” must be text, not true"),
        ("type", ["book"], "“type” must be text, not a list"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_variable(variable: str, value: Any, message: str) -> None:
    with pytest.raises(ItemError, match=f"item “a”: {re.escape(message)}"):
        Processor(style(), [{**book(), variable: value}])


@pytest.mark.parametrize(
    ("cite", "message"),
    [
        ({"locator": ["4"]}, "a cite of “a”: “locator” must be text, not a list"),
        ({"prefix": ["see"]}, "a cite of “a”: “prefix” must be text, not a list"),
        ({"suffix": True}, "a cite of “a”: “suffix” must be text, not true"),
        ({"position": "near"}, 'a cite of “a”: there is no position "near"'),
        ({"position": 7}, "a cite of “a”: there is no position 7"),
        ({"id": ["a"]}, "the id of a cite must be text, not a list"),
    ],
)
def test_a_cite_that_cannot_be_read_is_refused(cite: dict[str, Any], message: str) -> None:
    with pytest.raises(ItemError, match=re.escape(message)):
        Processor(style(), [book()]).cite([{"id": "a", **cite}])


def test_a_position_may_be_named_as_csl_names_it() -> None:
    layout = '<choose><if position="ibid"><text term="ibid"/></if><else><text variable="title"/></else></choose>'
    processor = Processor(style(layout), [book(title="War")], output="text")
    assert [processor.make_cluster([{"id": "a", "position": p}]) for p in ("ibid", 2, "first")] == [
        "Ibid.",
        "Ibid.",
        "War",
    ]
