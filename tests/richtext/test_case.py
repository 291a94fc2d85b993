"""Text case of runs (CSL 1.0.2, "Text-case" and "Title Case Conversion")."""

from __future__ import annotations

import pytest

from citekit.richtext.case import apply_case, strip_periods
from citekit.richtext.markup import parse_field
from citekit.richtext.runs import Affix, Identifier, plain_text


def cased(text: str, case: str, english: bool = True, language: str = "") -> str:
    return plain_text(apply_case(parse_field(text), case, english, language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the art of war", "The Art of War"),
        ("what are you waiting for", "What Are You Waiting For"),  # the last word
        ("war: a history", "War: A History"),  # after a colon
        ("a letter to iPhone makers", "A Letter to iPhone Makers"),  # a word with a capital inside
        ("the work of the NKVD", "The Work of the NKVD"),
        ("Русский мир and the west", "Русский мир and the West"),  # another script
    ],
)
def test_title_case_leaves_stop_words_and_words_with_capitals(text: str, expected: str) -> None:
    assert cased(text, "title") == expected


def test_title_case_is_for_english_alone() -> None:
    assert cased("le monde diplomatique", "title", english=False) == "le monde diplomatique"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("uppercase", "THE RED ARMY"),
        ("lowercase", "the red army"),
        ("sentence", "The red army"),
        ("capitalize-first", "The Red army"),
        ("capitalize-all", "The Red Army"),
    ],
)
def test_other_cases(case: str, expected: str) -> None:
    assert cased("the Red army", case) == expected


def test_a_span_without_case_stays() -> None:
    assert cased('the <span class="nocase">kgb</span> files', "uppercase") == "THE kgb FILES"


def test_turkish_and_greek_have_letters_of_their_own() -> None:
    assert cased("istanbul", "uppercase", language="tr") == "İSTANBUL"
    assert cased("Αθήνα", "uppercase", language="el") == "ΑΘΗΝΑ"


def test_periods_are_stripped_but_from_affixes_and_identifiers() -> None:
    runs = strip_periods(["vol.", Affix(". "), Identifier("10.1000/x.y")])
    assert plain_text(runs) == "vol. 10.1000/x.y"
