"""Credits: who translated, obtained or contributed a document, however several people are divided."""

from __future__ import annotations

import pytest

from citekit.archives.credits import parse_credits


@pytest.mark.parametrize(
    ("text", "people", "rest"),
    [
        (
            "Translated by Jian Chen; Shu Guang Zhang.",
            [("translated", "Jian Chen"), ("translated", "Shu Guang Zhang")],
            "",
        ),
        (
            "Translated by Jian Chen; Shu Guang Zhang; edited by Li Wu.",
            [("translated", "Jian Chen"), ("translated", "Shu Guang Zhang"), ("edited", "Li Wu")],
            "",
        ),
        ("Translated by Ann Smith; Woodrow Wilson Center.", [("translated", "Ann Smith")], "Woodrow Wilson Center"),
        ("Obtained by Jane Doe; see also the note.", [("obtained", "Jane Doe")], "see also the note"),
    ],
)
def test_people_behind_a_semicolon_have_the_role_before_it(text: str, people: list[tuple[str, str]], rest: str) -> None:
    found, left = parse_credits(text)
    assert ([(c.role, c.name) for c in found], left) == (people, rest)
