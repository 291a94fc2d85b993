"""One item cited several times: in the citation that cites it first, and within a group of cites that collapses."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import Item, book, name, style, year

NUMBER = '<text variable="citation-number"/>'
BY_NUMBER = '<sort><key variable="citation-number"/></sort>'
AUTHOR_DATE = (
    '<group delimiter=", "><names variable="author"><name form="short"/></names><group delimiter=" "><date'
    ' variable="issued"><date-part name="year"/></date><group delimiter=" "><label variable="locator" form="short"/>'
    '<text variable="locator"/></group></group></group>'
)
ROE = book("roe", author=[name("Roe")], issued=year(2004))


class TestNumbers:
    def texts(self, sort: str) -> list[str]:
        items = [book(key, title=key) for key in "abcd"]
        p = Processor(style(NUMBER, kind="in-text", layout='delimiter=","', sort=sort), items, output="text")
        for n, cluster in enumerate(("a", "b", "dcd", "c", "d")):
            p.cite([{"id": key} for key in cluster], citation_id=str(n))
        return [text for _, _, text in p.citations()]

    def test_an_item_that_its_first_citation_cites_twice_has_one_number(self) -> None:
        assert self.texts("") == ["1", "2", "3,4,3", "4", "3"]

    def test_the_numbers_sort_the_citation(self) -> None:
        assert self.texts(BY_NUMBER) == ["1", "2", "3,3,4", "4", "3"]


@pytest.mark.parametrize(
    ("collapse", "cites", "expected"),
    [
        ("year", ({}, {"locator": "5"}), "(Roe, 2004, 2004 p. 5)"),
        ("year-suffix", ({}, {"locator": "5"}), "(Roe, 2004, p. 5)"),
        ("year-suffix", ({"locator": "5"}, {"locator": "7"}), "(Roe, 2004 p. 5, p. 7)"),
        ("year-suffix", ({"locator": "5"}, {}), "(Roe, 2004 p. 5)"),
        ("year-suffix-ranged", ({}, {"locator": "5", "suffix": " and others"}), "(Roe, 2004, p. 5 and others)"),
    ],
)
def test_a_year_that_the_cite_before_has_is_not_said_again(collapse: str, cites: list[Item], expected: str) -> None:
    made = style(
        AUTHOR_DATE,
        kind="in-text",
        cites=f'collapse="{collapse}" disambiguate-add-year-suffix="true"',
        layout='prefix="(" suffix=")" delimiter="; "',
    )
    processor = Processor(made, [ROE], output="text")
    assert processor.cite([{"id": "roe", "label": "page", **cite} for cite in cites]) == expected


def test_a_cite_of_which_the_writer_leaves_out_all_has_no_parentheses() -> None:
    made = style('<names variable="author"/>', kind="in-text", layout='prefix="(" suffix=")"')
    assert Processor(made, [ROE], output="text").cite([{"id": "roe", "suppress-author": True}]) == "[NO_PRINTED_FORM]"
