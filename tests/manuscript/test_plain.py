"""Drafts in plain text: numbers in brackets, notes at the end."""

from __future__ import annotations

import pytest

import citekit
from citekit.manuscript.weave import CitationWarning

from .library import LIBRARY


def weave(text: str, style: str) -> str:
    return citekit.weave(text, library=LIBRARY, style=style, to="text")


def test_notes_stand_at_the_end() -> None:
    assert weave("He wrote [see @adams, p. 3]. Write to me@x.org.", "chicago-notes") == (
        "He wrote.[1] Write to me@x.org.\n\nNotes\n\n"
        "[1] See Jane Adams, The Long Road (Harbor Press, 1999), 3.\n\n"
        "Bibliography\n\nAdams, Jane. The Long Road. Harbor Press, 1999.\n"
    )


def test_a_style_for_the_text_cites_in_the_text() -> None:
    assert weave("As @adams [3] says [@baker].", "chicago-author-date").startswith(
        "As Adams (1999, 3) says (Baker 2004)."
    )


def test_a_text_that_was_woven_before_is_told_of() -> None:
    woven = weave("He wrote [@adams].", "chicago-notes")
    with pytest.warns(CitationWarning, match="plain text cannot be woven again; weave the draft"):
        assert weave(woven, "chicago-notes") == woven
