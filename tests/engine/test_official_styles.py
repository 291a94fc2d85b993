"""The official styles, and our own, beside citeproc-js on 161 varied items; departures are kept with their reasons."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.bench.subjects import missing
from tests.peers import compare

KEPT = Path(__file__).parents[1] / "peers" / "departures.txt"


def kept() -> list[str]:
    """The patterns of the table of departures."""
    return [
        line.strip()
        for line in KEPT.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def differences() -> dict[str, tuple[str, str]]:
    """``style: text`` -> (our text, their text) of all that differs."""
    if reason := missing("citeproc-js"):
        pytest.skip(reason)
    return {
        f"{style}: {label}": texts
        for style in [*compare.OFFICIAL, *compare.OWN]
        for label, *texts in compare.differences(style)
    }  # type: ignore[misc]


@pytest.mark.slow
def test_every_difference_from_citeproc_js_is_in_the_table(differences: dict[str, tuple[str, str]]) -> None:
    unknown = {
        label: texts
        for label, texts in differences.items()
        if not any(fnmatchcase(label, pattern) for pattern in kept())
    }
    assert unknown == {}


@pytest.mark.slow
def test_every_line_of_the_table_still_meets_a_difference(differences: dict[str, tuple[str, str]]) -> None:
    assert [pattern for pattern in kept() if not any(fnmatchcase(label, pattern) for label in differences)] == []
