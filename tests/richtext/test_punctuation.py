"""Punctuation where pieces meet, quotation marks, and formatting that flips."""

from __future__ import annotations

import pytest

from citekit.formats import writer
from citekit.richtext.markup import QuoteStyle
from citekit.richtext.punctuation import resolve_punctuation
from citekit.richtext.runs import (
    FIELD_CLOSE,
    QUOTE_CLOSE,
    QUOTE_OPEN,
    Affix,
    AfterFormatted,
    AfterNumber,
    AfterSuffix,
    AfterText,
    CiteSuffix,
    Delimiter,
    LayoutSuffix,
    Literal,
    OutsideQuotes,
    Prefix,
    Runs,
    SecondStop,
    span,
)

AMERICAN = QuoteStyle(("“", "”"), ("‘", "’"), punctuation_in_quote=True)
BRITISH = QuoteStyle(("‘", "’"), ("“", "”"))
ITALIC = span("font-style", "italic")
FLIPPED = span("flip-font-style", "italic")


def text(runs: Runs, style: QuoteStyle = AMERICAN, to: str = "text") -> str:
    return writer(to).write(resolve_punctuation(runs, style))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Inc.", ".", "Inc."),
        ("Why?", ".", "Why?"),
        ("Stop!", ",", "Stop!,"),
        ("ed.", ",", "ed.,"),
        ("part;", ".", "part;"),
        ("a ", " b", "a b"),
    ],
)
def test_two_signs_that_meet_are_one_where_one_suffices(first: str, second: str, expected: str) -> None:
    assert text([first, Affix(second)]) == expected


def test_a_field_s_own_ellipsis_and_doubled_stops_stay() -> None:
    assert text(["Wait... what..", "?"]) == "Wait... what..?"


def test_punctuation_moves_into_quotation_marks_where_the_locale_says_so() -> None:
    runs: Runs = [QUOTE_OPEN, "A Plan", QUOTE_CLOSE, Affix(",")]
    assert text(runs) == "“A Plan,”"
    assert text(runs, BRITISH) == "‘A Plan’,"


def test_quotations_inside_quotations_take_the_other_marks() -> None:
    runs: Runs = [QUOTE_OPEN, "On ", QUOTE_OPEN, "Peace", QUOTE_CLOSE, QUOTE_CLOSE]
    assert text(runs) == "“On ‘Peace’”" and text(runs, BRITISH) == "‘On “Peace”’"


def test_italics_of_a_field_inside_italics_are_upright() -> None:
    runs: Runs = [ITALIC[0], "The ", FLIPPED[0], "Maine", FLIPPED[1], " Sinks", ITALIC[1]]
    assert text(runs, to="html") == '<i>The <span style="font-style:normal;">Maine</span> Sinks</i>'


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["a:", Affix(".")], "a:"),
        (["a:", AfterFormatted(".")], "a:."),  # after a text that the style formats only the same sign merges
        (["a.", AfterFormatted(".")], "a."),
        (["3", AfterNumber(":"), Affix(".")], "3:."),  # after the suffix of a number the full stop stays
        (["a", AfterText(":"), Affix(".")], "a.:"),  # that of a text gives it to the text
        (["a.", AfterText(":"), Affix(".")], "a.:"),
        (["a", AfterText(":"), LayoutSuffix(".")], "a:"),
        (["a", Affix(":"), AfterSuffix(".")], "a:."),
        (["a", Delimiter(":"), Prefix("."), "b"], "a:.b"),
        (["a:", Prefix("."), "b"], "a:b"),
        (["a.", Literal(".")], "a.."),
        (["a.", Affix("."), Affix(", b")], "a., b"),
        (["a.", SecondStop("."), Affix(", b")], "a. b"),  # no comma after two full stops of the style
    ],
)
def test_signs_stay_or_merge_by_the_kind_of_text_that_they_belong_to(pieces: Runs, expected: str) -> None:
    assert text(pieces) == expected


@pytest.mark.parametrize("style", [AMERICAN, BRITISH])
def test_punctuation_after_a_quotation_of_the_writer_s_own_stays_outside(style: QuoteStyle) -> None:
    runs: Runs = [QUOTE_OPEN, "A Plan", FIELD_CLOSE, OutsideQuotes(", 1950")]
    assert text(runs, style).endswith(f"A Plan{style.outer[1]}, 1950")
    runs = [QUOTE_OPEN, "A Plan", QUOTE_CLOSE, CiteSuffix(". See")]
    assert text(runs, style).endswith(f"A Plan{style.outer[1]}. See")


def test_only_spaces_merge_across_the_edge_of_a_block() -> None:
    left, right = span("display", "left-margin"), span("display", "right-inline")
    runs: Runs = [left[0], "1. ", left[1], right[0], " A Plan", right[1]]
    assert [piece for piece in resolve_punctuation(runs, AMERICAN) if isinstance(piece, str)] == ["1. ", "A Plan"]
