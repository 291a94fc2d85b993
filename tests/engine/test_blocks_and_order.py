"""Blocks, margins and the order of entries and cites (CSL 1.0.2, "Display", "Whitespace", "Sorting")."""

from __future__ import annotations

import pytest

from citekit.csl.others import UNNAMED
from citekit.engine import Processor

from . import Item, book, listed, name, style, year

MARGIN = ' <div class="csl-left-margin">'
INDENT = '<div class="csl-indent">'


def entries(content: str, *items: dict[str, object], **options: str) -> list[str]:
    """The entries of a bibliography in HTML, without line breaks and the div round each."""
    found = listed(content, *items, output="html", **options)
    return [
        " ".join(entry.split()).removeprefix('<div class="csl-entry">').removesuffix("</div>").strip()
        for entry in found
    ]


class TestBlocks:
    def test_a_space_at_the_edge_of_two_blocks_stands_once(self) -> None:
        content = (
            '<group display="left-margin"><text variable="title" suffix=". "/></group>'
            '<group display="indent"><text variable="genre" prefix=" "/></group>'
        )
        (entry,) = entries(content, book(title="War", genre="novel"))
        assert entry == '<div class="csl-left-margin">War. </div><div class="csl-indent">novel</div>'

    def test_punctuation_that_begins_a_block_stands_at_the_end_of_the_one_before(self) -> None:
        content = (
            '<group display="left-margin"><text variable="title"/></group>'
            '<group display="indent"><text variable="genre" prefix=". "/></group>'
        )
        (entry,) = entries(content, book(title="War", genre="novel"))
        assert entry == '<div class="csl-left-margin">War.</div><div class="csl-indent"> novel</div>'

    def test_only_what_stands_in_the_layout_itself_is_a_block(self) -> None:
        content = '<group><text variable="title" display="block"/></group><text variable="genre" prefix=", "/>'
        assert entries(content, book(title="War", genre="novel")) == ["War, novel"]

    def test_where_the_first_field_is_empty_nothing_stands_in_the_margin(self) -> None:
        content = '<names variable="author"/><text variable="title"/>'
        (entry,) = entries(content, book(title="War"), entries='second-field-align="flush"')
        assert entry == '<div class="csl-right-inline">War</div>'

    def test_names_replaced_by_nothing_take_their_affixes_with_them(self) -> None:
        content = '<names variable="author" suffix=". "/><text variable="title"/>'
        people = [name("Gaddis", "John")]
        items = book("a", author=people, title="First"), book("b", author=people, title="Second")
        assert listed(content, *items, entries='subsequent-author-substitute=""') == ["John Gaddis. First", "Second"]


class TestRepeatedAuthors:
    CONTENT = (
        '<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names><text variable="title" prefix=", "/>'
    )

    def test_the_names_that_are_shown_are_compared(self) -> None:
        """CSL 1.0.2, subsequent-author-substitute: "when all rendered names match", terms like "et al." included."""
        one, two = [name("Gaddis", "John")], [name("Gaddis", "John"), name("Westad", "Odd")]
        found = listed(
            self.CONTENT,
            book("a", author=one, title="First"),
            book("b", author=two, title="Second"),
            entries='subsequent-author-substitute="---"',
        )
        assert found == ["John Gaddis, First", "---, Second"]

    def test_different_people_with_the_same_initials_are_not_replaced(self) -> None:
        content = '<names variable="author"><name initialize-with="."/></names><text variable="title" prefix=", "/>'
        found = listed(
            content,
            book("a", author=[name("Doe", "Jane")], title="First"),
            book("b", author=[name("Doe", "John")], title="Second"),
            entries='subsequent-author-substitute="---"',
        )
        assert found == ["J. Doe, First", "J. Doe, Second"]

    def test_a_list_that_ends_with_others_is_not_its_first_name_alone(self) -> None:
        found = listed(
            self.CONTENT,
            book("a", author=[name("Gaddis", "John")], title="First"),
            book("b", author=[name("Gaddis", "John"), {"literal": "others", UNNAMED: True}], title="Second"),
            entries='subsequent-author-substitute="---"',
        )
        assert found == ["John Gaddis, First", "John Gaddis et al., Second"]


class TestOrder:
    DATED = (
        '<macro name="year"><choose><if variable="issued"><date variable="issued"><date-part name="year"/></date></if>'
        '<else><text term="no date" form="short"/></else></choose></macro>'
    )

    def test_a_macro_with_a_date_is_its_date_in_a_sort_key(self) -> None:
        items = (
            book("a", title="A"),
            book("b", title="B", issued={"literal": "in press"}),
            book("c", title="C", issued=year(1990)),
        )
        sort = '<sort><key macro="year"/></sort>'
        found = listed('<text variable="title"/>', *items, macros=self.DATED, bibliography_sort=sort)
        assert found == ["C", "A", "B"]  # what has no date comes last, in the order given

    def test_in_a_style_that_groups_cites_a_tie_of_the_first_key_stands_by_author(self) -> None:
        content = '<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>'
        sort = '<sort><key variable="issued"/></sort>'
        items = [
            book("a", author=[name("Westad")], issued=year(1990)),
            book("b", author=[name("Gaddis")], issued=year(1990)),
        ]
        for options, expected in (
            ({"kind": "in-text", "cites": 'collapse="year"'}, "Gaddis 1990; Westad 1990"),
            ({"kind": "in-text"}, "Westad 1990; Gaddis 1990"),
        ):
            text = style(content, sort=sort, layout='delimiter="; "', **options)
            assert Processor(text, items, output="text").cite([{"id": "a"}, {"id": "b"}]) == expected

    def test_cites_that_a_key_of_names_leaves_alike_stand_by_the_names_that_are_shown(self) -> None:
        content = (
            '<names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
            '<date variable="issued" prefix=" "><date-part name="year"/></date>'
        )
        macros = (
            '<macro name="who"><names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>'
            "</macro>"
        )
        sort = '<sort><key macro="who"/><key variable="issued"/></sort>'
        items = [
            book("a", author=[name("Doe", "Jane"), name("Lee", "Kim")], issued=year(1990)),
            book("b", author=[name("Doe", "Jane")], issued=year(2001)),
        ]
        text = style(
            content, sort=sort, macros=macros, layout='delimiter="; "', kind="in-text", cites='collapse="year"'
        )
        processor = Processor(text, items, output="text")
        assert processor.cite([{"id": "a"}, {"id": "b"}], note=1) == "Doe 2001; Doe et al. 1990"


class TestCollapsing:
    NUMBERS = {"layout": 'delimiter=","', "cites": 'collapse="citation-number"', "kind": "in-text"}

    def numbered(self, **affixes: str) -> str:
        """A cluster of four cites of a numeric style; ``affixes``: what stands round the first or the last."""
        text = style('<text variable="citation-number"/>', **self.NUMBERS)
        items = [book(key) for key in "abcd"]
        cites = [{"id": key} for key in "abcd"]
        cites[0 if "prefix" in affixes else -1].update(affixes)
        return Processor(text, items, output="text").cite(cites)

    def test_a_prefix_may_stand_before_a_range_of_numbers(self) -> None:
        assert self.numbered(prefix="see ") == "see 1\u20134"

    def test_a_suffix_keeps_its_number_out_of_a_range(self) -> None:
        assert self.numbered(suffix=" and others") == "1\u20133,4 and others"

    def test_a_year_is_said_once_also_before_locators(self) -> None:
        content = (
            '<names variable="author" suffix=" "/><date variable="issued"><date-part name="year"/></date>'
            '<text variable="locator" prefix=": "/>'
        )
        options = 'collapse="year-suffix" disambiguate-add-year-suffix="true"'
        text = style(content, layout='delimiter="; "', kind="in-text", cites=options)
        items = [book(key, title=key, author=[name("Doe")], issued=year(1990)) for key in "ab"]
        cites = [{"id": "a", "locator": "3"}, {"id": "b", "locator": "7"}]
        assert Processor(text, items, output="text").cite(cites) == "Doe 1990a: 3, b: 7"


def test_a_short_name_in_sort_order_has_its_particle_behind_it() -> None:
    content = '<names variable="author"><name form="short" name-as-sort-order="all"/></names>'
    people = [name("Gogh", "Vincent", non_dropping_particle="van")]
    assert listed(content, book(author=people)) == ["Gogh, van"]
    assert listed(content, book(author=people), options='demote-non-dropping-particle="never"') == ["van Gogh"]


def test_letters_of_neighbouring_languages_stand_with_those_of_the_language() -> None:
    """Unicode CLDR: in Finnish and Swedish ø is sorted with ö, behind z; in English with o."""
    items = [book(key, title=key) for key in ("Smith", "\u00d8verland", "Zola")]
    sort = '<sort><key variable="title"/></sort>'
    for lang, expected in (
        ("fi-FI", ["Smith", "Zola", "\u00d8verland"]),
        ("en-US", ["\u00d8verland", "Smith", "Zola"]),
    ):
        found = listed('<text variable="title"/>', *items, bibliography_sort=sort, options=f'default-locale="{lang}"')
        assert found == expected


def test_two_letters_that_are_one_in_a_language_have_their_place_there() -> None:
    """Unicode CLDR: Czech ch stands behind h, Danish aa with å behind z."""
    sort = '<sort><key variable="title"/></sort>'
    for lang, titles in (
        ("cs-CZ", ["cesta", "hora", "chata", "index"]),
        ("da-DK", ["Berg", "Zola", "Aalborg"]),
        ("en-US", ["Aalborg", "Berg", "Zola"]),
    ):
        items = [book(title, title=title) for title in sorted(titles)]
        found = listed('<text variable="title"/>', *items, bibliography_sort=sort, options=f'default-locale="{lang}"')
        assert found == titles


@pytest.mark.parametrize(
    ("direction", "expected"), [("ascending", "C 1990, A 2001, B"), ("descending", "B, A 2001, C 1990")]
)
def test_in_groups_what_has_no_date_counts_as_the_latest(direction: str, expected: str) -> None:
    """As citeproc-js has it; elsewhere it comes last whatever the direction (CSL 1.0.2, "Sorting")."""
    content = (
        '<group delimiter=" "><names variable="author"/><date variable="issued"><date-part name="year"/></date></group>'
    )
    works = [
        book(key, author=[name(key)], **({"issued": year(when)} if when else {}))
        for key, when in (("A", 2001), ("B", 0), ("C", 1990))
    ]
    made = Processor(
        style(
            content,
            kind="in-text",
            cites='collapse="year" cite-group-delimiter=", "',
            layout='delimiter=", "',
            sort=f'<sort><key variable="issued" sort="{direction}"/></sort>',
        ),
        works,
        output="text",
    )
    assert made.cite([{"id": item["id"]} for item in works]) == expected


@pytest.mark.parametrize(("issued", "order"), [({"literal": "n.d."}, "ahmz"), ({}, "amzh"), (year(2001), "hamz")])
def test_of_a_date_in_words_what_stands_round_it_counts_in_a_sort_key(issued: Item, order: str) -> None:
    """[Anon] Alpha, [Anon], n.d. How, [Anon] Mu: the words of a date are no order."""
    macros = (
        '<macro name="year"><date variable="issued"><date-part name="year"/></date></macro><macro name="key"><choose>'
        '<if type="book"><text variable="title" prefix="[Anon] "/></if><else>'
        '<text macro="year" prefix="[Anon], " suffix=". "/><text variable="title"/></else></choose></macro>'
    )
    works = [book(title[0].lower(), title=title, issued=year(1900)) for title in ("Mu", "Zed", "Alpha")]
    works.append({**book("h", title="How", issued=issued), "type": "webpage"})
    written = style(
        bibliography='<text variable="title"/>', bibliography_sort='<sort><key macro="key"/></sort>', macros=macros
    )
    processor = Processor(written, works, output="text")
    processor.update_items([work["id"] for work in works])
    assert "".join(processor.bibliography().entry_ids) == order
