"""Kinds of documents as a person states them, and titles that say the same."""

from __future__ import annotations

import pytest

from citekit.archives.kinds import known_kind, says_kind, type_of_kind


@pytest.mark.parametrize(
    ("stated", "known"),
    [
        ("Photograph", "photograph"),
        ("Glass negative", "negative"),
        ("Interview", "interview"),
        ("oral history interview", "interview"),
        ("Interviewprotokoll", "interview"),
        ("entrevista radiofónica", "interview"),
        ("enciphered telegram", "telegram"),
        ("télégramme chiffré", "telegram"),
        ("Geheimbericht", "report"),
        ("carbon copy of a letter", "letter"),
        ("memorandum of telephone conversation", "memorandum"),
        ("Шифротелеграмма", "telegram"),
        ("petition", "petition"),
        ("remonstrance", ""),
        ("", ""),
    ],
)
def test_a_stated_kind_is_known_in_any_case_with_adjectives_and_in_other_languages(stated: str, known: str) -> None:
    assert known_kind(stated) == known


def test_a_kind_that_is_known_has_its_type() -> None:
    assert [type_of_kind(kind) for kind in ("Silent film", "Road map", "radio interview", "remonstrance")] == [
        "motion_picture",
        "map",
        "interview",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "kind", "said"),
    [
        ("Report on the Flood", "film", False),
        ("Report on the Flood", "report", True),
        ("Progress report on the flood", "Report", True),
        ("Lagebericht über die Flut", "report", True),
        ("Record of Conversation with Mao", "memorandum of conversation", True),
        ("Speech at Fulton", "sound recording", False),
        ("Circular No. 5", "circular", True),
        ("毛泽东致斯大林电", "telegram", True),
        ("The Flood", "remonstrance", False),
    ],
)
def test_a_title_says_its_own_kind_and_no_other(title: str, kind: str, said: bool) -> None:
    assert says_kind(title, kind) is said
