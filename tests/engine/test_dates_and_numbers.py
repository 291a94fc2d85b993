"""Dates, numbers, page ranges, labels (CSL 1.0.2, "Date", "Number", "Label", Appendix V)."""

from __future__ import annotations

from typing import Any

import pytest

from citekit.engine import Processor

from . import book, cited, listed, style, year

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


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"raw": "1850/.."}, "1850–"),
        ({"raw": "../1850"}, "–1850"),
        ({"raw": "/1850"}, "–1850"),
        ({"date-parts": [[1850], [0]]}, "1850–"),
        ({"date-parts": [[0], [1850]]}, "–1850"),
        ({"date-parts": [[], [1850]]}, "–1850"),
        ({"date-parts": [[""], ["1850"]]}, "–1850"),
    ],
)
def test_a_range_that_is_open_at_one_end_has_its_dash(value: dict[str, Any], expected: str) -> None:
    assert cited('<date variable="issued" form="text"/>', book(issued=value)) == expected


def test_a_range_without_a_beginning_is_sorted_by_its_end() -> None:
    items = [book("a", title="A", issued={"raw": "../1850"}), book("b", title="B", issued=year(1840))]
    by_date = '<sort><key variable="issued"/></sort>'
    assert listed('<text variable="title"/>', *items, bibliography_sort=by_date) == ["B", "A"]


@pytest.mark.parametrize(("value", "numeric"), [("2/3", True), ("1-2/3", True), ("IV/2", False), ("2/3a", False)])
def test_a_number_of_two_that_a_slash_joins_is_numeric(value: str, numeric: bool) -> None:
    content = '<choose><if is-numeric="volume"><text term="volume" form="short" suffix=" "/></if></choose>'
    assert cited(content + '<text variable="volume"/>', book(volume=value)).startswith("Vol.") == numeric


@pytest.mark.parametrize(
    ("value", "expected"), [("3 & 4", "Third & Fourth"), ("3 and 4", "Third and Fourth"), ("1-2", "First–Second")]
)
def test_each_ordinal_of_a_list_has_the_capital_that_the_style_asks_for(value: str, expected: str) -> None:
    content = '<number variable="volume" form="long-ordinal" text-case="capitalize-first"/>'
    assert cited(content, book(volume=value)) == expected


def test_an_identifier_keeps_its_hyphen_in_a_number() -> None:
    assert cited('<number variable="volume"/>', book(volume="10A-12")) == "10A-12"


def test_pages_from_one_on_are_several() -> None:
    assert cited('<label variable="page" form="short"/>', book(page="12-")) == "pp."


def test_a_label_before_the_locator_is_found_behind_a_choice() -> None:
    content = (
        '<choose><if type="book"><label variable="page" form="short" suffix=" "/></if></choose><text'
        ' variable="locator"/>'
    )
    p = Processor(style(content), [book(title="War")], output="text")
    assert p.cite([{"id": "a", "locator": "44"}]) == "p. 44"


def test_the_sign_between_pages_is_the_locale_s_own_or_stays() -> None:
    assert cited('<text variable="page"/>', book(page="45 & 46"), lang="es-ES") == "45 & 46"


@pytest.mark.parametrize(
    ("lang", "value", "expected"),
    [
        ("en-US", "1", "1ère"),
        ("en-US", "2", "2e"),
        ("en-US", "5", "5th"),
        ("fr-FR", "1", "1ʳᵉ"),
        ("fr-FR", "30", "30ᵉ"),
    ],
)
def test_ordinals_of_a_style_of_csl_1_0_stand_for_those_that_the_locale_has(
    lang: str, value: str, expected: str
) -> None:
    terms = "".join(f'<term name="ordinal-0{n}">{text}</term>' for n, text in enumerate(("ère", "e", "e", "e"), 1))
    made = style('<number variable="edition" form="ordinal"/>', locale=f"<locale><terms>{terms}</terms></locale>")
    assert Processor(made, [book(edition=value)], locale=lang, output="text").cite([{"id": "a"}]) == expected


def test_months_decline_only_in_a_locale_that_is_asked_for() -> None:
    """A style as it stands prints the terms of its locale, as they are."""
    content = '<date variable="issued"><date-part name="day" suffix=". "/><date-part name="month"/></date>'
    item = book(issued=year(2018, 1, 19))
    assert cited(content, item, options='default-locale="cs-CZ"') == "19. leden"
    assert cited(content, item, lang="cs-CZ") == "19. ledna"


def test_ordinals_of_a_language_without_a_neuter() -> None:
    assert cited('<number variable="edition" form="ordinal"/>', book(edition="5"), lang="pt-PT") == "5.ª"
