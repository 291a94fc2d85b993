"""``citekit show``: what was understood, and what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runner import citekit


@pytest.fixture
def items(tmp_path: Path) -> Path:
    path = tmp_path / "items.json"
    path.write_text(
        json.dumps(
            [
                {
                    "id": "a",
                    "type": "manuscript",
                    "title": "Доклад о <i>посевной</i>",
                    "accessed": {"date-parts": [[2026, 5, 1]]},
                    "author": [{"family": "Иванов", "given": "А."}],
                },
                {"id": "b", "type": "letter", "title": "Crème", "issued": {"literal": "some day"}},
            ]
        ),
        encoding="utf-8",
    )
    return path


def test_a_title_in_another_script_is_shown_in_latin_letters_to_be_checked(items: Path) -> None:
    shown = citekit("show", items).stdout
    assert "Доклад о посевной\n" in shown and "Doklad o posevnoĭ  (made by rule" in shown and "made by rule" in shown
    assert "accessed" in shown and "May 1, 2026" in shown and "Иванов" in shown


def test_what_is_missing_or_was_not_understood_stands_behind_a_question_mark(items: Path) -> None:
    shown = citekit("show", items).stdout
    assert "?  no date was found" in shown and "?  no archival reference was found" in shown
    assert "?  not understood as a date: some day" in shown


def test_words_are_found_whatever_their_case_and_accents(items: Path) -> None:
    found = citekit("show", items, "--find", "CREME some")
    assert found.returncode == 0 and "[@" in found.stdout and "Crème" in found.stdout and "Доклад" not in found.stdout
    nothing = citekit("show", items, "--find", "absent")
    assert nothing.stdout == "" and "absent" in nothing.stderr


def test_json_has_the_same(items: Path) -> None:
    first, second = map(json.loads, citekit("show", items, "--json").stdout.splitlines())
    assert {"label": "accessed", "text": "May 1, 2026"} in first["understood"]
    assert "not understood as a date: some day" in second["not_understood"] and second["item"]["title"] == "Crème"
