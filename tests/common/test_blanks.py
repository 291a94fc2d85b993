"""Runs of blanks cost no more than their length, wherever a text is matched, and the text comes back whole."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import parse_references
from citekit.archives.credits import parse_credits, split_credits
from citekit.archives.titles import correspondents
from citekit.common.blanks import Squeezed
from citekit.document.locators import parse_locator

BLANKS = [" ", "\n", "\t", "\u00a0", " \n"]


@pytest.mark.parametrize("blank", BLANKS)
def test_references_with_any_run_of_blanks_are_read_at_once(blank: str) -> None:
    run = blank * 20_000
    started = process_time()
    first, second = parse_references(f"RGASPI,{run}f. 558, op. 11, d. 7; AVPRF,{run}f. 06")
    assert process_time() - started < 2
    assert [level.value for level in (*first.levels, *second.levels)] == ["558", "11", "7", "06"]
    assert "".join(map(str, (first, second))) == f"RGASPI,{run}f. 558, op. 11, d. 7; AVPRF,{run}f. 06"
    assert [str(one) for one in parse_references(run)] == [run]


def test_the_levels_of_a_reference_stand_where_the_text_has_them() -> None:
    text = "RGASPI,      f. 5,\n\n\n\nop. 3, ll. 4-5;     AVPRF, f.     06"
    for reference in parse_references(text):
        for level in reference.levels:
            assert reference.text[slice(*level.span)] == level.value
    (whole,) = parse_references("RGASPI,      f. 5,     l. 44")
    assert whole.citing("l. 7") == "RGASPI,      f. 5,     l. 7"


@pytest.mark.parametrize("blank", BLANKS)
def test_credits_titles_and_places_with_a_run_of_blanks_are_read_at_once(blank: str) -> None:
    run, credit = blank * 5_000, "Translated by Anna Meier."
    started = process_time()
    (translator,), rest = parse_credits(f"translated{run}by{run}Anna Meier{run}")
    assert (translator.role, translator.name, rest) == ("translated", "Anna Meier", "")
    assert split_credits(f"RGASPI, f. 5.{run}{credit}") == (
        "RGASPI, f. 5.",
        "Translated by Anna Meier.",
    )
    assert correspondents(f"Letter{run}from Stalin{run}to Molotov") == ("Stalin", "Molotov")
    assert parse_locator(f"p.{run}44").value == "44"
    assert process_time() - started < 2


@given(st.text(alphabet=" \n\ta;,", max_size=60))
def test_places_of_a_squeezed_text_are_places_of_the_whole(text: str) -> None:
    short = Squeezed(text)
    places = [short.place(at) for at in range(len(short.text) + 1)]
    assert places == sorted(places)
    assert (places[0] if text.strip() == text else 0, places[-1]) == (0, len(text))
    for at, sign in enumerate(short.text):
        assert text[places[at]] == sign or sign.isspace()


@given(st.lists(st.sampled_from(["RGASPI", "f. 5", "op. 3", ", ", "; ", " ", "   ", "\n", "and "]), max_size=30))
def test_the_references_of_a_text_are_the_text(pieces: list[str]) -> None:
    assert "".join(map(str, parse_references("".join(pieces)))) == "".join(pieces)
