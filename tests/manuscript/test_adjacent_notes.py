"""Citations that stand close together become a note each, whatever white space and punctuation is between them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit.manuscript.markdown import marks
from citekit.manuscript.markdown.scan import citations

from . import pandoc
from .library import BOOK

KEYS = [f"k{n}" for n in range(6)]
LIBRARY: list[dict[str, Any]] = [{**BOOK, "id": key, "title": f"Title {key}"} for key in KEYS]
_MARK = re.compile(r"<!-- citekit:.*? -->")


def body_and_notes(woven: str) -> tuple[str, dict[str, str]]:
    """The words of a woven draft without its marks, and its new notes."""
    body, _, rest = woven.partition("<!-- bibliography -->")
    return _MARK.sub("", body).rstrip("\n"), dict(re.findall(r"^\[\^(\d+)\]: (.*)$", rest, re.M))


def weave(text: str) -> str:
    return citekit.weave(text, library=LIBRARY, style="chicago-notes", to="markdown")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("As argued\n[@k0], [@k1]. And", "As argued,[^1].[^2]\nAnd"),
        ("More\n[@k0]; [@k1] says.", "More;[^1][^2]\nsays."),
        ("More\n[@k0] [@k1]\n[@k2], b", "More[^1][^2],[^3]\nb"),
        ("More\n[@k0], @k1 says", "More,[^1]\nJane Adams[^2] says"),
        ("> a\n> [@k0], [@k1]. b\n> c", "> a,[^1].[^2]\n> b\n> c"),
        ("More\n[@k0]  \nb", "More[^1]  \nb"),  # a hard line end, no new paragraph
        ("- word\n  [@k0] - not a list", "- word[^1] - not a list"),
        ("word\n[@k0] ---", "word[^1] ---"),
        ("*word\n[@k0]* b", "*word[^1]* b"),
        ("word\\ [@k0] b", "word\\ [^1] b"),
        ("word\\\n[@k0] b", "word\\\n[^1] b"),
        ("x^ [@k0] b", "x^ [^1] b"),
    ],
)
def test_the_white_space_round_a_note(text: str, printed: str) -> None:
    body, notes = body_and_notes(weave(text))
    assert body == printed
    assert list(notes) == re.findall(r"\[\^(\d+)\]", printed)


_GAPS = [
    "",
    " ",
    "\n",
    "  \n",
    "\t",
    ", ",
    ". ",
    ",\n",
    ".\n",
    "; ",
    "\\ ",
    "\\\n",
    "^ ",
    " — ",
    " - ",
    "?! ",
    ")\n",
    "” ",
]
_BLOCKS = ["\n- ", "\n> ", "\n1. ", "\n\n", "\n  "]
_WORDS = ["word", "“quoted”", "*em*", "(so)", "[@nobody]", "[x]"]
_CITED = ["[@k0]", "[@k1, 3]", "[see @k2; @k3]", "@k4", "@k5 [p. 3]"]
_PIECES = st.one_of(*map(st.sampled_from, (_WORDS, _CITED, _CITED)))
_DRAFTS = st.builds(
    lambda begin, parts: begin + "".join(piece + gap for piece, gap in parts),
    st.sampled_from(["", "> ", "- ", "Word "]),
    st.lists(st.tuples(_PIECES, st.one_of(*map(st.sampled_from, (_GAPS, _GAPS, _BLOCKS)))), min_size=2, max_size=7),
)


@given(_DRAFTS)
@settings(max_examples=150, deadline=None)
@pytest.mark.filterwarnings("ignore::citekit.manuscript.weave.CitationWarning")
def test_every_citation_has_its_note_and_every_note_its_mark(text: str) -> None:
    cited = [keys for _, keys in citations(text) if set(keys) <= set(KEYS)]
    woven = weave(text)
    body, notes = body_and_notes(woven)
    assert sorted(re.findall(r"\[\^(\d+)\]", body)) == sorted(notes) and len(notes) == len(cited)
    printed = [notes[label] for label in sorted(notes, key=int)]
    assert all(f"title {key}" in note.lower() for note, keys in zip(printed, cited) for key in keys)
    assert weave(woven) == woven
    assert marks.unweave(woven).text.startswith(text)


def _notes_in(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(_notes_in, node))
    if isinstance(node, dict):
        return (node.get("t") == "Note") + sum(map(_notes_in, node.values()))
    return 0


@pytest.mark.parametrize("gap", [*_GAPS, *_BLOCKS])
def test_pandoc_reads_each_mark_as_a_note(gap: str) -> None:
    text = f"Word{gap}[@k0]{gap}[@k1]{gap}@k4{gap}[@k2] word"
    body, notes = body_and_notes(weave(text))
    whole = "\n\n".join([body, *(f"[^{label}]: {note}" for label, note in notes.items())])
    read = json.loads(pandoc.run(whole, "-f", "markdown", "-t", "json")[0])["blocks"]
    assert _notes_in(read) == len(pandoc.citations(text))
