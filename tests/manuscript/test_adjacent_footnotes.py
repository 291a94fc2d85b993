"""LaTeX: citations that stand close together, over line ends and comments, and several names in a sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import citekit
from citekit.manuscript.weave import CitationWarning

from .library import BOOK, LIBRARY

KEYS = [f"k{n}" for n in range(6)]
BOOKS: list[dict[str, Any]] = [{**BOOK, "id": key, "title": f"Title {key}"} for key in KEYS]


def weave(text: str, style: str = "chicago-notes") -> str:
    return citekit.weave(text, library=[*LIBRARY, *BOOKS], style=style, to="latex")


def marked(text: str) -> str:
    """A woven draft with a sign in the place of each footnote."""
    return re.sub(r"\\footnote\{(?:[^{}]|\{[^{}]*\})*\}", "†", weave(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A.\n\\autocite{k0} \\autocite{k1} B", "A.††\nB"),
        ("A\n\\autocite{k0}, \\autocite{k1}. B", "A,†.†\nB"),
        ("A\n\\autocite{k0}\n\\autocite{k1}\nB", "A††\nB"),
        ("A\n\\autocite{k0} \\textcite{adams} B", "A†\nJane Adams† B"),
        ("A\\ \\autocite{k0} B", "A\\ † B"),
        ("A~\\autocite{k0} B", "A† B"),
        ("A\\\\\n\\autocite{k0} B", "A\\\\†\nB"),
        ("A. % why\n\\autocite{k0} B", "A. % why\n\\leavevmode\\unskip † B"),
        ("A\\autocite{k0}% why\n\\autocite{k1}. B", "A†% why\n\\leavevmode\\unskip .† B"),
        ("A\\% \\autocite{k0} B", "A\\%† B"),
        ("A % why\n\n\\autocite{k0} B", "A % why\n\n† B"),
        ("A\n\\autocite{k0}--B", "A†--B"),
    ],
)
def test_the_white_space_round_a_footnote(text: str, printed: str) -> None:
    assert marked(text) == printed


_GAPS = [
    "",
    " ",
    "\n",
    " \n ",
    "~",
    ", ",
    ".\n",
    "; ",
    "\\ ",
    "\\\\\n",
    "% x\n",
    " % x\n",
    " %\n%\n",
    "\n\n",
    "--",
    ") ",
]
_CITED = [
    r"\autocite{k0}", r"\autocite[3]{k1}", r"\footcite{k2}", r"\textcite{k3}", r"\autocites{k4}{k5}", r"\parencite{k1}"
]  # fmt: skip
_PIECES = st.one_of(*map(st.sampled_from, (["word", "\\%", "\\emph{x}", "''"], _CITED, _CITED)))
_DRAFTS = st.lists(st.tuples(_PIECES, st.sampled_from(_GAPS)), min_size=2, max_size=7).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@given(_DRAFTS, st.sampled_from(["chicago-notes", "chicago-author-date"]))
@settings(max_examples=150, deadline=None)
def test_every_command_is_woven_and_no_footnote_stands_in_a_comment(text: str, style: str) -> None:
    woven = weave(text, style)
    assert "cite" not in woven
    if style == "chicago-notes":
        seen = re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*", r"\1", woven)  # as TeX reads it
        commands = len(re.findall(r"\\[a-z]*cites?\b", text)) - text.count("\\parencite")
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\\footnote\{", seen)) == commands


def test_several_names_in_a_sentence_have_their_own_citations() -> None:
    text = r"\textcites[1]{adams}[2]{baker} say."
    assert weave(text, "chicago-author-date") == "Adams (1999, 1) and Baker (2004, 2) say."
    assert weave(r"\textcite{adams,baker} say.", "chicago-author-date") == "Adams (1999) and Baker (2004) say."
    assert marked(text) == "Jane Adams† and Carl Baker† say."
    assert weave(r"By \textcites{adams}{baker}{petrov}.", "chicago-author-date").startswith(
        "By Adams (1999), Baker (2004), and "
    )


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        (r"\pnfmt{5}", "5"),
        (r"see \pnfmt{5} there", "see 5 there"),
        (r"\ppno~5--7", "5–7"),
        (r"5\psqq", "5 sqq."),
        (r"\mkbibquote{so} it is", "“so” it is"),
    ],
)
def test_words_of_biblatex_in_a_note(note: str, printed: str) -> None:
    woven = weave(rf"A \parencite[{note}]{{adams}}", "chicago-author-date").replace(" ", " ")
    assert woven == f"A (Adams 1999, {printed})"


def test_a_command_in_a_note_that_needs_biblatex_is_told() -> None:
    with pytest.warns(CitationWarning, match=r"\\cite in the brackets .* not understood"):
        weave(r"A \parencite[see \cite{baker}][]{adams}", "chicago-author-date")


def test_what_stands_behind_the_document_is_left_as_it_is() -> None:
    text = "\\begin{document}A \\autocite{adams}.\\end{document}\n\\autocite{baker} \\footnote{x}"
    assert weave(text).endswith("\\end{document}\n\\autocite{baker} \\footnote{x}")


def test_no_more_than_the_packages_becomes_a_comment() -> None:
    line = r"\usepackage{biblatex}\addbibresource{x.bib}\begin{document}A \autocite{adams}.\end{document}"
    woven = citekit.weave(line, library=LIBRARY, style="chicago-author-date", to="latex")
    assert woven == (
        "% \\usepackage{biblatex}\n% \\addbibresource{x.bib}\n\\begin{document}A (Adams 1999).\\end{document}"
    )
    assert weave("\\usepackage{graphicx,biblatex} % x\n") == (
        "% \\usepackage{graphicx,biblatex}\n\\usepackage{graphicx} % x\n"
    )


def test_three_works_in_a_sentence_have_their_notes_behind_the_commas() -> None:
    sentence = marked(r"By \textcites[1]{adams}[2]{baker}{petrov} it is.")
    assert sentence == "By Jane Adams,† Carl Baker,† and Ivan Petrov† it is."
