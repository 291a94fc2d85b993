"""Dates, numbers, page ranges, labels (CSL 1.0.2, "Date", "Number", "Label", Appendix V)."""

from __future__ import annotations

from typing import Any

import pytest

from . import book, cited, year

DAY = year(1951, 11, 19)


@pytest.mark.parametrize(
    ("content", "lang", "expected"),
    [
        ('<date variable="issued" form="text"/>', "en-US", "November 19, 1951"),
        ('<date variable="issued" form="text"/>', "en-GB", "19 November 1951"),
        ('<date variable="issued" form="numeric"/>', "en-US", "11/19/1951"),
        ('<date variable="issued" form="text" date-parts="year-month"/>', "en-US", "November 1951"),
        ('<date variable="issued" form="text" date-parts="year"/>', "en-US", "1951"),
        ('<date variable="issued" form="text"/>', "de-DE", "19. November 1951"),
        ('<date variable="issued" form="text"/>', "fr-FR", "19 novembre 1951"),
        (
            '<date variable="issued"><date-part name="day" form="ordinal" suffix=" "/><date-part name="month"/></date>',
            "en-US",
            "19th November",
        ),
        ('<date variable="issued"><date-part name="month" form="short"/></date>', "en-US", "Nov."),
        (
            (
                '<date variable="issued" delimiter="-"><date-part name="year"/><date-part name="month"'
                ' form="numeric-leading-zeros"/></date>'
            ),
            "en-US",
            "1951-11",
        ),
    ],
)
def test_the_forms_of_a_date(content: str, lang: str, expected: str) -> None:
    assert cited(content, book(issued=DAY), lang=lang) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [[1951, 11, 19], [1951, 11, 21]]}, "November 19–21, 1951"),
        ({"date-parts": [[1951, 11, 19], [1951, 12, 2]]}, "November 19–December 2, 1951"),
        ({"date-parts": [[1951, 12, 30], [1952, 1, 2]]}, "December 30, 1951–January 2, 1952"),
        ({"date-parts": [[1951, 3], [1951, 5]]}, "March–May 1951"),
        ({"date-parts": [[1951], [1953]]}, "1951–1953"),
        ({"date-parts": [[1951]], "season": 1}, "Spring 1951"),
        ({"date-parts": [["1951", "11", "19"]]}, "November 19, 1951"),
        ({"date-parts": [[-50]]}, "50 BC"),
        ({"date-parts": [[79]]}, "79 AD"),
        ({"literal": "the autumn of the war"}, "the autumn of the war"),
        ({"raw": "1951-11-19"}, "November 19, 1951"),
        ({"raw": "1951/1953"}, "1951–1953"),
    ],
)
def test_the_values_of_a_date(value: dict[str, Any], expected: str) -> None:
    assert cited('<date variable="issued" form="text"/>', book(issued=value)) == expected


def test_an_uncertain_date_is_seen_by_the_condition() -> None:
    content = (
        '<choose><if is-uncertain-date="issued"><text term="circa" suffix=" "/></if></choose><date variable="issued"'
        ' form="text"/>'
    )
    assert cited(content, book(issued=year(1772, circa=True))) == "Circa 1772"
    assert cited(content, book(issued=year(1772))) == "1772"


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("ordinal", "1", "1st"),
        ("ordinal", "2", "2nd"),
        ("ordinal", "11", "11th"),
        ("ordinal", "23", "23rd"),
        ("long-ordinal", "3", "third"),
        ("roman", "14", "xiv"),
        ("numeric", "2-4", "2–4"),
        ("ordinal", "second, revised", "second, revised"),
    ],
)
def test_the_forms_of_a_number(form: str, value: str, expected: str) -> None:
    assert cited(f'<number variable="edition" form="{form}"/>', book(edition=value)) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # The Chicago Manual's own examples (18th ed., 9.63): from 100 and its multiples all digits, 101-109 what
        # changes, else two
        ("chicago-16", ["3–10", "71–72", "100–104", "107–8", "321–28", "1087–89", "1496–500", "11564–615"]),
        # the rule of its 15th edition: all digits where three of four change
        ("chicago-15", ["3–10", "71–72", "100–104", "107–8", "321–28", "1087–89", "1496–1500", "11564–615"]),
        ("chicago", ["3–10", "71–72", "100–104", "107–8", "321–28", "1087–89", "1496–1500", "11564–615"]),
        ("expanded", ["3–10", "71–72", "100–104", "107–108", "321–328", "1087–1089", "1496–1500", "11564–11615"]),
        ("minimal", ["3–10", "71–2", "100–4", "107–8", "321–8", "1087–9", "1496–500", "11564–615"]),
        ("minimal-two", ["3–10", "71–72", "100–04", "107–08", "321–28", "1087–89", "1496–500", "11564–615"]),
    ],
)
def test_page_ranges(rule: str, expected: list[str]) -> None:
    pages = ["3-10", "71-72", "100-104", "107-108", "321-328", "1087-1089", "1496-1500", "11564-11615"]
    options = f'page-range-format="{rule}"'
    assert [cited('<text variable="page"/>', book(page=p), options=options) for p in pages] == expected


def test_pages_that_are_no_plain_numbers() -> None:
    for pages, shown in (("e1004", "e1004"), ("A3-A5", "A3–5"), ("xiv-xix", "xiv–xix"), ("3, 7, 9-12", "3, 7, 9–12")):
        assert cited('<text variable="page"/>', book(page=pages), options='page-range-format="chicago"') == shown


def test_a_label_is_plural_where_the_number_is_more_than_one() -> None:
    content = '<label variable="page" form="short" suffix=" "/><text variable="page"/>'
    assert cited(content, book(page="5")) == "p. 5"
    assert cited(content, book(page="5-9")) == "pp. 5–9"
    volumes = '<label variable="number-of-volumes" form="short" suffix=" "/><number variable="number-of-volumes"/>'
    assert cited(volumes, book(number_of_volumes="1")) == "vol. 1"
    assert cited(volumes, book(number_of_volumes="3")) == "vols. 3"


@pytest.mark.parametrize(
    ("value", "numeric"),
    [("5", True), ("5-7", True), ("2nd", True), ("D2", True), ("second", False), ("5 revised", False)],
)
def test_what_counts_as_numeric(value: str, numeric: bool) -> None:
    content = '<choose><if is-numeric="edition"><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert cited(content, book(edition=value)) == ("yes" if numeric else "no")
