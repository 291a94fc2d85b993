"""References are read a shape once: numbers of the same length mean the same, years and numbered names aside."""

from __future__ import annotations

import re
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import parse_references
from citekit.archives.grammar import _references
from citekit.archives.reference import ArchivalReference

LINES = Path(__file__).with_name("references.txt").read_text(encoding="utf-8").splitlines()
TEXTS = [part for line in LINES for part in re.split(r"\s*\|\s*", line) if len(part) > 8]


def whole(references: list[ArchivalReference]) -> list[object]:
    """All that was read, the places of the levels as well."""
    return [(astuple(r), [level.span for level in r.levels]) for r in references]


@given(st.sampled_from(TEXTS), st.lists(st.sampled_from("0123456789"), min_size=12, max_size=12))
def test_a_reference_with_any_numbers_is_read_as_if_it_were_the_first(text: str, digits: list[str]) -> None:
    numbers = iter(digits * 100)
    changed = re.sub(r"\d", lambda _: next(numbers), text)
    assert whole(parse_references(changed)) == whole(_references(changed))


def test_references_of_one_shape_keep_their_own_numbers() -> None:
    read = [
        [level.value for level in parse_references(text)[0].levels]
        for text in ("RGANI, f. 5, op. 28, d. 103, ll. 7-9", "RGANI, f. 3, op. 10, d. 008, ll. 1-2")
    ]
    assert read == [["5", "28", "103", "7-9"], ["3", "10", "008", "1-2"]]


def test_a_year_is_no_number_of_the_same_length() -> None:
    kinds = [
        [level.kind for level in parse_references(text)[0].levels]
        for text in ("AMFA, 109-00192-01, 1950", "AMFA, 109-00192-01, 4950")
    ]
    assert "year" in kinds[0]
    assert "year" not in kinds[1]


@pytest.mark.parametrize(("text", "name"), [("VNA1, box 3", "VNA1"), ("VNA3, box 1", "VNA3"), ("VNA2, box 1", "VNA2")])
def test_an_archive_with_a_number_in_its_name_is_itself(text: str, name: str) -> None:
    repository = parse_references(text)[0].repository
    assert repository is not None
    assert name in (repository.abbreviation, *repository.also)
