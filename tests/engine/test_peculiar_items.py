"""What stands in fields as people write them: quotation marks, labels in numbers, variables in notes."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import book, cited, listed, name, style, year


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("the “end of history” debate", "The “End of History” Debate"),
        ("the “end of ‘history’” debate", "The “end of ‘History’” Debate"),
        ("against ‘method’: “who speaks?” now", "Against ‘Method’: “Who Speaks?” Now"),
    ],
)
def test_in_title_case_the_word_behind_marks_within_which_others_open_stays(title: str, expected: str) -> None:
    assert cited('<text variable="title" text-case="title"/>', book(title=title)) == expected


@pytest.mark.parametrize(
    ("title", "expected"), [("see 'war'; x", "see “war”; x"), ("see 'war') x", "see ’war’) x"), ("'90s", "’90s")]
)
def test_a_straight_apostrophe_closes_a_quotation_only_before_spaces_and_signs(title: str, expected: str) -> None:
    assert cited('<text variable="title"/>', book(title=title)) == expected


class TestNumbers:
    def test_a_label_that_the_style_sets_is_not_said_twice(self) -> None:
        content = '<label variable="volume" form="short" suffix=" "/><text variable="volume"/>'
        assert cited(content, book(volume="vol. 3")) == "vol. 3"
        assert cited(content, book(volume="Bd. 3")) == "vol. Bd. 3"

    def test_an_abbreviation_written_close_stands_apart(self) -> None:
        assert cited('<text variable="collection-number"/>', book(collection_number="n.s. 3")) == "n. s. 3"

    def test_hyphens_of_versions_stay_and_those_of_volumes_are_ranges(self) -> None:
        assert cited('<text variable="version"/>', book(version="12-13")) == "12-13"
        assert cited('<text variable="volume"/>', book(volume="12-13")) == "12–13"

    @pytest.mark.parametrize(("pages", "label"), [("340", "pp."), ("1", "p."), ("340 p.", "p."), ("1 and 2", "pp.")])
    def test_pages_are_several_where_they_are_a_number_above_one(self, pages: str, label: str) -> None:
        assert cited('<label variable="number-of-pages" form="short"/>', book(number_of_pages=pages)) == label

    @pytest.mark.parametrize(
        ("number", "printed"),
        [
            ("11BX01796", "no. 11BX01796"),
            ("Supplement2", "no. Supplement2"),
            ("CN1137-A, CN1138-A", "nos. CN1137-A, CN1138-A"),
            ("12; 14a", "nos. 12; 14a"),
        ],
    )
    def test_a_number_may_have_any_letters_round_it(self, number: str, printed: str) -> None:
        content = '<choose><if is-numeric="number"><label variable="number" form="short" suffix=" "/></if></choose>'
        assert cited(content + '<text variable="number"/>', book(number=number)) == printed

    @pytest.mark.parametrize("number", ["ANSI/NISO Z39.29-2005", "WP/19-45", "3-4 bis", "№ 3-4", "[1-2]", "12-1-12-9"])
    def test_a_hyphen_is_a_dash_only_where_two_numbers_are_all_there_is(self, number: str) -> None:
        assert cited('<text variable="number"/>', book(number=number)) == number
        assert cited('<text variable="number"/>', book(number="3-4, 12/3-4")) == "3–4, 12/3–4"

    @pytest.mark.parametrize(
        ("pages", "label"), [("ISO 690-2", "p."), ("12r-14v", "pp."), ("39.29-2005", "p."), ("[1-2]", "pp.")]
    )
    def test_pages_that_begin_with_a_word_are_one_thing(self, pages: str, label: str) -> None:
        assert cited('<label variable="page" form="short"/>', book(page=pages)) == label


class TestNotes:
    CONTENT = (
        '<group delimiter="; "><date variable="original-date"><date-part name="year"/></date>'
        '<text variable="genre"/><text variable="note"/></group>'
    )

    def test_a_date_in_the_note_takes_the_place_of_the_item_s(self) -> None:
        work = book(original_date=year(1848), note="original-date: 1900\nKept in the attic")
        assert cited(self.CONTENT, work) == "1900; Kept in the attic"

    def test_another_variable_stays_in_the_note_where_the_item_has_it(self) -> None:
        assert cited(self.CONTENT, book(genre="Letter", note="genre: Telegram")) == "Letter; genre: Telegram"
        assert cited(self.CONTENT, book(note="genre: Telegram")) == "Telegram"


@pytest.mark.parametrize(
    ("families", "label"),
    [(["Doe"], "Doe91"), (["Smith"], "Smit91"), (["Doe", "Roe"], "DoRo91"), (["Doe", "Roe", "Poe"], "DoRP91")],
)
def test_a_citation_label_has_two_letters_of_the_first_of_three_names(families: list[str], label: str) -> None:
    work = book(author=[name(family) for family in families], issued=year(1991))
    assert cited('<text variable="citation-label"/>', work) == label


class TestSorting:
    def test_a_space_that_begins_a_key_stands_before_letters(self) -> None:
        sort = '<sort><key macro="by"/></sort>'
        substitute = '<substitute><text variable="title" prefix=" „"/></substitute>'
        macro = f'<macro name="by"><names variable="author">{substitute}</names></macro>'
        works = [book("a", title="One", author=[name("Adams")]), book("b", title="Zebra")]
        assert listed('<text variable="title"/>', *works, macros=macro, bibliography_sort=sort) == ["Zebra", "One"]

    def test_nobody_is_a_number_of_authors_too(self) -> None:
        sort = '<sort><key macro="count"/></sort>'
        macro = '<macro name="count"><names variable="author"><name form="count"/></names></macro>'
        works = [book("a", title="One", author=[name("Adams")]), book("b", title="None")]
        assert listed('<text variable="title"/>', *works, macros=macro, bibliography_sort=sort) == ["None", "One"]


def test_cites_that_print_nothing_have_year_suffixes_in_the_list() -> None:
    made = style(
        '<names variable="author"/>',
        kind="in-text",
        cites='disambiguate-add-year-suffix="true"',
        bibliography='<date variable="issued"><date-part name="year"/></date>',
    )
    processor = Processor(made, [book("a", issued=year(1949)), book("b", issued=year(1950))], output="text")
    processor.update_items(["a", "b"])
    assert [entry.strip() for entry in processor.bibliography().entries] == ["1949a", "1950b"]


def test_a_note_of_its_own_is_no_earlier_note() -> None:
    again = '<if position="subsequent"><text variable="first-reference-note-number" prefix="n. "/></if>'
    content = f'<choose>{again}<else><text variable="title"/></else></choose>'
    processor = Processor(
        style(content, layout='delimiter="; "'), [book("a", title="A"), book("b", title="B")], output="text"
    )
    assert processor.cite([{"id": "a"}, {"id": "b"}, {"id": "a"}], note=1) == "A; B"
    assert processor.cite([{"id": "a"}], note=2) == "n. 1"
