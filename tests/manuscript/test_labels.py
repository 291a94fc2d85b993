"""Labels by which citekit finds again what it wrote into a document, and whether a person has changed it since."""

from __future__ import annotations

import pytest

from citekit.manuscript.labels import NOTE, label_of, label_text
from citekit.manuscript.locators import locator_words
from citekit.manuscript.note_places import note_habit

WORDS = locator_words("en-US")
LABEL = label_text(NOTE, "[@adams, 44]", "Adams, The Long Road, 44.")


def test_a_label_says_what_stands_there_and_which_citation_was_typed() -> None:
    label = label_of(LABEL)
    assert label is not None and (label.kind, label.source) == (NOTE, "[@adams, 44]")


@pytest.mark.parametrize("other", ["", "citekit", "zotero:note [@adams]", "Mendeley"])
def test_other_text_is_no_label(other: str) -> None:
    assert label_of(other) is None


@pytest.mark.parametrize(
    ("now", "source", "edited"),
    [
        ("Adams, The Long Road, 44.", "[@adams, 44]", False),
        ("Adams,  The Long\nRoad, 44. ", "[@adams, 44]", False),  # white space does not count
        ("Adams, The Long Road, 45.", "[@adams, 44]", True),
        (" [@baker, 3] ", "[@baker, 3]", False),  # a marker typed over the text
        ("[@baker, 3] and more", "[@adams, 44]", True),
    ],
)
def test_the_text_that_now_stands_there_is_citekit_s_or_edited_or_a_new_marker(
    now: str, source: str, edited: bool
) -> None:
    label = label_of(LABEL)
    assert label is not None and label.current_source(now, WORDS) == (source, edited)


@pytest.mark.parametrize(
    ("texts", "habit"),
    [
        (["End.|", "So,| he"], True),
        (["End|.", "So|, he"], False),
        (["End.|", "So|, he"], None),
        (["word| word"], None),
        ([], None),
    ],
)
def test_notes_stand_after_or_before_punctuation_as_most_of_a_document_do(texts: list[str], habit: bool | None) -> None:
    places = [(one.replace("|", "\ufffc"), one.index("|")) for one in texts]
    assert note_habit(places) is habit
