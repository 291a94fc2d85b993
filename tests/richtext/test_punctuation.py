"""Punctuation where pieces meet, quotation marks, and formatting that flips."""

from __future__ import annotations

import pytest

from citekit.formats import writer
from citekit.richtext.markup import QuoteStyle
from citekit.richtext.punctuation import resolve_punctuation
from citekit.richtext.runs import QUOTE_CLOSE, QUOTE_OPEN, Affix, Runs, span

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
