"""Signs of a style where they meet: suffixes within suffixes, delimiters, values, quotation marks, blocks."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import book, cited, name, style

WORK = book(title="War", publisher="P", volume="9", **{"container-title": "C"})
TITLE, PUBLISHER = '<text variable="title"/>', '<text variable="publisher"/>'


def html(content: str, **options: str) -> str:
    processor = Processor(style(content, **options), [WORK], output="html")
    return processor.make_cluster([{"id": "a"}])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<group suffix="."><text variable="volume" suffix=":"/></group>', "9:."),
        ('<group suffix="."><text variable="publisher" suffix=":"/></group>', "P.:"),
        (f'<group suffix="."><group suffix=":">{PUBLISHER}</group></group>', "P:"),
        (f'<group delimiter=". "><text variable="publisher" suffix=":"/>{TITLE}</group>', "P:. War"),
        (f'<group delimiter=". "><group><text variable="publisher" suffix=":"/></group>{TITLE}</group>', "P.: War"),
    ],
)
def test_a_full_stop_stands_behind_a_number_s_own_sign_and_before_that_of_a_text(content: str, expected: str) -> None:
    assert cited(content, WORK) == expected


def test_what_a_style_says_by_itself_meets_nothing() -> None:
    assert cited(f'{TITLE}<text value="."/><text value="."/>', WORK) == "War.."


def test_a_prefix_within_a_prefix_stays() -> None:
    assert cited(f'{TITLE}<group prefix=","><text variable="publisher" prefix=", "/></group>', WORK) == "War,, P"


def test_the_sign_of_a_quoted_text_stays_behind_its_question_mark_where_marks_enclose_no_signs() -> None:
    quoted = '<text variable="title" quotes="true" suffix=". "/>' + PUBLISHER
    asked = {**WORK, "title": "War?"}
    assert cited(quoted, asked, lang="en-GB") == "‘War?’. P"
    assert cited(quoted, asked, lang="en-US") == "“War?” P"


def test_a_comma_within_italics_does_not_move_into_quotation_marks() -> None:
    italic = '<group font-style="italic"><text variable="container-title" prefix=", "/></group>'
    content = f'<text variable="title" quotes="true"/>{italic}'
    assert html(content) == "“War”<i>, C</i>"


def test_normal_is_said_where_the_last_element_of_a_group_is_formatted_itself() -> None:
    italic = '<text variable="publisher" font-style="italic"/>'
    upright = '<span style="font-style:normal;">War<i>P</i></span>'
    assert html(f'<group font-style="normal">{TITLE}{italic}</group>') == upright
    assert html(f'<group font-style="normal">{TITLE}<group>{italic}</group></group>') == "War<i>P</i>"


def test_what_the_writer_sets_behind_a_cite_does_not_move_into_quotation_marks() -> None:
    processor = Processor(style('<text variable="title" quotes="true"/>'), [WORK], output="text")
    assert processor.make_cluster([{"id": "a", "suffix": "."}]) == "“War”."


def test_a_sign_behind_the_number_stands_in_the_margin() -> None:
    layout = '<text variable="citation-number"/><text variable="title" prefix=", "/>'
    made = style(TITLE, bibliography=layout).replace("<bibliography", '<bibliography second-field-align="flush"')
    processor = Processor(made, [WORK], output="html")
    processor.update_items(["a"])
    assert (
        '<div class="csl-left-margin">1,</div><div class="csl-right-inline"> War</div>'
        in processor.bibliography().entries[0]
    )


class TestNames:
    TWO = book(author=[name("Doe", "A."), name("Roe", "B.")])

    def test_the_delimiter_behind_an_affix_of_each_name_is_whole(self) -> None:
        assert cited('<names variable="author"><name suffix=","/></names>', self.TWO) == "A. Doe,, B. Roe,"

    def test_before_an_institution_the_delimiter_of_the_style_does_not_hold(self) -> None:
        work = book(author=[name("Doe", "A."), {"literal": "NASA"}])
        names = '<names variable="author"/>'
        assert cited(names, work, options='name-delimiter="/"') == "A. Doe, NASA"
        assert cited(names, self.TWO, options='name-delimiter="/"') == "A. Doe/B. Roe"

    def test_two_initials_have_no_hyphen_where_names_are_whole(self) -> None:
        names = '<names variable="author"><name initialize="false" initialize-with=". "/></names>'
        assert cited(names, book(author=[name("Rousseau", "J.-J.")])) == "J. J. Rousseau"
        assert cited(names, book(author=[name("Rousseau", "J.-Luc")])) == "J.-Luc Rousseau"

    def test_letters_of_names_are_those_of_the_item_s_language(self) -> None:
        names = '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name></names>'
        work = book(author=[name("Pestalozzi", "C.")], language="de")
        assert cited(names, work, lang="tr-TR") == "C. PESTALOZZI"


class TestParentheses:
    """Within another parenthesis brackets stand (Chicago Manual of Style 18, 6.101)."""

    CONTENT = (
        '<text variable="title"/><group prefix=" (" suffix=")" delimiter=", "><text variable="publisher"/>'
        '<group prefix="(" suffix=")"><text value="first "/><text variable="genre"/></group>'
        '<number variable="volume" prefix="(" suffix=")"/></group>'
    )

    def test_a_parenthesis_within_another_in_a_note_is_in_brackets(self) -> None:
        assert cited(self.CONTENT, book(title="War", publisher="P", genre="g", volume="3")) == "War (P, [first g], [3])"

    def test_text_of_the_item_keeps_its_parentheses(self) -> None:
        assert cited(self.CONTENT, book(title="War", publisher="P (London)")) == "War (P (London))"

    def test_in_the_text_they_stay_as_the_style_has_them(self) -> None:
        work = book(title="War", publisher="P", volume="3")
        assert cited(self.CONTENT, work, kind="in-text") == "War (P, (3))"


def test_a_full_stop_of_the_writer_moves_into_quotation_marks_where_a_sentence_follows() -> None:
    processor = Processor(style('<text variable="title" quotes="true"/>'), [book(title="War")], output="text")
    assert processor.make_cluster([{"id": "a", "suffix": ". A reply is lost."}]) == "“War.” A reply is lost."
    assert processor.make_cluster([{"id": "a", "suffix": "."}]) == "“War”."


def test_a_space_at_the_end_of_the_last_block_stands_behind_it() -> None:
    content = '<text variable="publisher"/><group display="block"><text variable="title" suffix=". "/></group>'
    processor = Processor(style(bibliography=content), [book(title="War", publisher="P")], output="html")
    processor.update_items(["a"])
    assert '<div class="csl-block">War.</div>' in processor.bibliography().entries[0]  # type: ignore[union-attr]


@pytest.mark.parametrize(("volume", "printed"), [("12", "12:."), ("A12", "A12:."), ("§ 53", "§ 53:"), ("12a", "12a:")])
def test_a_full_stop_stands_behind_the_sign_of_a_number_only_where_all_is_a_number(volume: str, printed: str) -> None:
    text = style(bibliography='<text variable="volume" suffix=":"/>', entry_layout='suffix="."')
    processor = Processor(text, [book(volume=volume)], output="text")
    processor.update_items(["a"])
    assert processor.bibliography().entries[0].strip() == printed  # type: ignore[union-attr]
