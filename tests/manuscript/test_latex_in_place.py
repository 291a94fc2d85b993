"""LaTeX drafts woven in place: what citekit wrote is found again, and nothing that a person wrote is lost."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.manuscript.latex.marks import unweave
from citekit.manuscript.weave import weave_text

from .library import LIBRARY

FULL = r"Jane Adams, \emph{The Long Road} (Harbor Press, 1999)"
DRAFT = r"""\documentclass{article}
\usepackage[style=verbose]{biblatex}
\usepackage{natbib,array}
\addbibresource{works.bib}
\begin{document}
\section{The road \autocite{baker}}
He wrote \autocite[3]{adams}. Then
\autocite[see][4]{adams} he wrote again, as \textcite[5]{adams}
and \parencite{baker} say.  % my own remark
\nocite{901}

\begin{table}\caption{A table.\autocite{adams}}\begin{tabular}{l}A\footcite{baker}\\\end{tabular}\end{table}
A note.\footnote{See \cite[7]{adams}, and \cite{baker}.}
\printbibliography[title={Works}]
\end{document}
"""


def woven(text: str, *, in_place: bool = True, style: str = "chicago-notes") -> str:
    return weave_text(text, "latex", LIBRARY, style, in_place=in_place).text


def remarks(text: str) -> list[str]:
    return weave_text(text, "latex", LIBRARY, "chicago-notes", in_place=True).remarks


@pytest.mark.parametrize("style", ["chicago-notes", "mla", "chicago-author-date"])
def test_a_woven_draft_holds_all_that_the_person_wrote(style: str) -> None:
    first = woven(DRAFT, style=style)
    assert r"\autocite[3]" not in re.sub("%citekit.*", "", first)
    assert unweave(first).text == DRAFT
    assert woven(first, style=style) == first
    assert woven(woven(first, style="mla"), style=style) == first, "and in another style between"


def test_what_is_added_to_a_woven_draft_is_woven_with_the_rest() -> None:
    first = woven("\\addbibresource{works.bib}\n\\begin{document}\nOne.\\autocite{adams}\n\\printbibliography\n")
    second = woven(first.replace("\n\\section*", " Two.\\autocite{adams} Three.\\autocite{baker}\n\\section*"))
    assert rf"One.\footnote{{{FULL}.}}" in second
    assert r"Two.\footnote{Adams, \emph{Long Road}.}" in second
    assert second.count("\\item ") == 2 and second.count("\\section*{Bibliography}") == 1
    assert second.count("\\addbibresource{works.bib}") == 1


def test_the_library_that_a_draft_names_counts_when_it_is_woven_again(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text("@book{doe, author={Doe, Ann}, title={Roads}, date={1999}}", encoding="utf-8")
    draft = "\\addbibresource{works.bib}\n\\begin{document}\nOne.\\autocite{doe}\n"
    first = weave_text(draft, "latex", folder=tmp_path, in_place=True).text
    second = weave_text(first + "Two.\\autocite{doe}\n", "latex", folder=tmp_path, in_place=True)
    assert not second.unknown and r"Two.\footnote{Doe, \emph{Roads}.}" in second.text


def test_a_page_changed_in_the_comment_is_woven() -> None:
    first = woven("One.\\autocite[3]{adams} Two.\n")
    assert rf"\footnote{{{FULL}, 8.}}" in woven(first.replace(r"\autocite[3]", r"\autocite[8]"))


def test_a_footnote_edited_by_hand_stays_is_told_once_and_counts_as_cited() -> None:
    first = woven("One.\\autocite[3]{adams} Two.\\autocite[4]{adams} Three.\n")
    edited = first.replace(", 3.}", ", 3, with \\emph{my} words.}")
    outcome = weave_text(edited, "latex", LIBRARY, "chicago-notes", in_place=True)
    assert r"(Harbor Press, 1999), 3, with \emph{my} words.}" in outcome.text
    assert r"\footnote{Adams, \emph{Long Road}, 4.}" in outcome.text
    assert [said for said in outcome.remarks if "line 1: this citation was edited by hand" in said]
    again = weave_text(outcome.text, "latex", LIBRARY, "chicago-notes", in_place=True)
    assert again.text == outcome.text and not again.remarks


def test_a_bibliography_edited_by_hand_stays_and_is_told() -> None:
    first = woven("One.\\autocite{adams}\n\\printbibliography\n")
    edited = first.replace(r"\item Adams, Jane.", r"\item ADAMS, Jane.")
    assert r"\item ADAMS, Jane." in woven(edited) and "\\item Adams" not in woven(edited)
    assert any("what citekit wrote here was edited by hand" in said for said in remarks(edited))


def test_a_draft_woven_into_another_file_has_no_marks() -> None:
    clean = woven(DRAFT, in_place=False)
    assert "%citekit" not in clean
    assert woven(woven(DRAFT), in_place=False) == clean


def test_messages_name_the_lines_of_the_woven_draft() -> None:
    first = woven("One.\\autocite{adams} Two.\\autocite{baker} Three.\n")
    assert first.count("\n") == 3
    outcome = weave_text(first + "Four.\\autocite{nobody}\n", "latex", LIBRARY, in_place=True)
    assert [one.where for one in outcome.unknown] == ["the draft, line 4"]


_TEXT = ["word", " ", "\n", "\n\n", ". ", ", ", "  ", "% remark\n", "\u2424", "\r\n", "\\usepackage{biblatex}\n"]
_COMMANDS = r"""
\autocite[3]{adams} \parencite{baker} \textcite{adams} \footnote{Own,~\cite{adams}.} \citetitle{adams}
\textcites{adams}{baker} \caption{x\autocite{adams}} \printbibliography
""".split()
_PIECES = st.sampled_from([*_TEXT, *_COMMANDS, "\\nocite{baker}\n", "\\autocite[a\nb]{adams}"])


@given(st.lists(_PIECES, max_size=12).map("".join), st.sampled_from(["chicago-notes", "mla"]))
def test_weaving_in_place_is_undone_to_the_byte(draft: str, style: str) -> None:
    outcome = weave_text(draft, "latex", LIBRARY, style, in_place=True)
    assert unweave(outcome.text).text == draft
    assert woven(outcome.text, style=style) == outcome.text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_marks_change_nothing_in_print(tmp_path: Path) -> None:
    pages = []
    for name, in_place in (("clean", False), ("marked", True)):
        (tmp_path / f"{name}.tex").write_text(woven(DRAFT, in_place=in_place), encoding="utf-8")
        command = ["pdflatex", "-interaction=nonstopmode", f"{name}.tex"]
        assert subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60).returncode == 0
        text = subprocess.run(
            ["pdftotext", "-layout", f"{name}.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60
        )
        pages.append(text.stdout)
    assert pages[0] == pages[1]
