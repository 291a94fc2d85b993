"""Slips in what people type as citations, and citations in the words of others."""

from __future__ import annotations

import re

import pytest

import citekit
from citekit.manuscript.citations import parse_bracket
from citekit.manuscript.locators import locator_words
from citekit.manuscript.markers import find_markers
from citekit.manuscript.slips import slip_at
from citekit.manuscript.weave import CitationWarning, weave_text

from .library import LIBRARY

WORDS = locator_words("en-US")


def woven(text: str, style: str = "mla") -> str:
    return re.sub("<!--.*?-->", "", weave_text(text, "markdown", LIBRARY, style).text).split("\n\n")[0].strip()


def note(text: str) -> str:
    made = weave_text(text, "markdown", LIBRARY, "chicago-notes").text
    found = re.search(r"^\[\^1\]: (.*)$", made, re.M)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("A [@adams, 5; 7].", r"line 1: \[@adams, 5; 7\] is not read as a citation \(“7” has no key\)"),
        ("A [@adams; @baker; ].", r"\(a semicolon too many\): write ; only between citations"),
        ("A ［@adams, 5］.", r"the bracket before “@adams” is not that of a citation: write \[@adams\]"),
        ("A [@adams, @baker].", r"@adams and @baker stand in one citation: divide them with ;"),
        ("A [@adams and @baker].", r"@adams and @baker stand in one citation: divide them with ;"),
        ("A [@adams, 5.", r"a bracket opens before “@adams” that is not closed"),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_to_write(typed: str, said: str) -> None:
    with pytest.warns(CitationWarning, match=said) as told:
        citekit.weave(typed, library=LIBRARY, style="mla")
    assert len(told) == 1, "and once"


@pytest.mark.parametrize(
    "typed", ["A [@adams, 5; see @baker].", "A [see @adams, quoted in @baker].", "[a link](@x) @adams"]
)
def test_what_is_no_slip_is_not_told(typed: str) -> None:
    assert not weave_text(typed, "markdown", LIBRARY, "mla").remarks


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A [@adams, 3, quoted in @baker, 7].", "A (Adams 3, quoted in Baker 7)."),
        ("A [@adams (see [@baker])].", "A (Adams (see (Baker)))."),
        ("A [@adams, me@baker.org and @nobody].", r"A (Adams, me@baker.org and @nobody)."),
        (r"A [@adams, \@baker].", r"A (Adams, \@baker)."),
    ],
)
def test_a_work_in_the_words_of_a_citation_is_cited(typed: str, printed: str) -> None:
    assert woven(typed) == printed


def test_in_a_note_it_is_cited_in_full_where_it_was_not_cited_before_and_listed() -> None:
    text = "A [@adams, 3, quoted in @baker, 7]."
    quoting = "Jane Adams, *The Long Road* (Harbor Press, 1999), 3, quoted in"
    assert note(text) == f"{quoting} Carl Baker, *Letters Home* (Harbor Press, 2004), 7."
    assert "Baker, Carl. *Letters Home*." in weave_text(text, "markdown", LIBRARY, "chicago-notes").text
    assert "quoted in Baker, *Letters Home*, 7." in weave_text(f"A [@baker]. {text}", "markdown", LIBRARY, "").text


@pytest.mark.parametrize(
    ("typed", "keys", "suffix"),
    [
        ("[@a; @b; ]", ("a", "b"), ""),
        ("［@a, 5］", ("a",), ""),
        ("[@a, 5; 7]", ("a",), "; 7"),
        ("[@a; see the archive]", ("a",), "; see the archive"),
        ("[the file; @a]", ("a",), ""),
    ],
)
def test_a_marker_in_a_word_processor_is_read_as_it_is_meant(typed: str, keys: tuple[str, ...], suffix: str) -> None:
    (found,) = find_markers(f"Text {typed}.", WORDS)
    assert found.citation.keys == keys and found.citation.cites[-1].suffix == suffix and not found.slip
    assert parse_bracket(typed.strip("[]［］"), WORDS, lenient=True) == found.citation


def test_only_the_first_key_of_a_bracket_tells_what_is_wrong_with_it() -> None:
    text = "x [@a; @b; ] y"
    assert slip_at(text, text.index("@a"), text.index("@a") + 2) and not slip_at(
        text, text.index("@b"), text.index("@b") + 2
    )
