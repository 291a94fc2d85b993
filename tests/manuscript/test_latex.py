"""LaTeX drafts woven (biblatex manual, 3.9): commands become text and footnotes, or stay while the .bib is written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit.manuscript.weave import CitationWarning, weave_text

from .library import LIBRARY

FULL = r"Jane Adams, \emph{The Long Road} (Harbor Press, 1999)"


def weave(text: str, style: str = "chicago-notes", **options: Any) -> str:
    return citekit.weave(text, library=LIBRARY, style=style, to="latex", **options)


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (r"He wrote \autocite[3]{adams}.", rf"He wrote.\footnote{{{FULL}, 3.}}"),
        (r"He wrote\footcite[see][3]{adams}.", rf"He wrote.\footnote{{See {FULL}, 3.}}"),
        (
            r"As \textcite[3]{adams} says.",
            r"As Jane Adams\footnote{\emph{The Long Road} (Harbor Press, 1999), 3.} says.",
        ),
        (r"He wrote \parencite[3]{adams}.", rf"He wrote ({FULL}, 3)."),
        (r"In \cite[3]{adams}.", rf"In {FULL}, 3."),
        (r"By \citeauthor{adams}.", r"By Jane Adams."),
        (r"Text.\footnote{See \cite[3]{adams}.}", rf"Text.\footnote{{See {FULL}, 3.}}"),
        (r"Text.\footnote{\autocite[3]{adams}.}", rf"Text.\footnote{{{FULL}, 3.}}"),
        (r"Text.\footnote{He agreed. \autocite[3]{adams}}", rf"Text.\footnote{{He agreed. ({FULL}, 3)}}"),
        (r"Text \autocite[\emph{see}][my emphasis]{adams}.", rf"Text.\footnote{{\emph{{See}} {FULL}, my emphasis.}}"),
        (r"Text \autocite[3--4]{adams}.", rf"Text.\footnote{{{FULL}, 3–4.}}"),
    ],
)
def test_a_command_under_a_style_for_notes(command: str, printed: str) -> None:
    assert weave(command) == printed


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (r"He wrote \autocite[see][3]{adams}.", "He wrote (see Adams 1999, 3)."),
        (r"He wrote \parencite*{adams}.", "He wrote (1999)."),
        (r"As \textcite[3]{adams} says.", "As Adams (1999, 3) says."),
        (r"In \cite[3]{adams}.", "In Adams 1999, 3."),
        (r"Text\footcite{adams}.", r"Text.\footnote{Adams 1999.}"),
        (r"Both \autocites[1]{adams}[2]{baker}.", "Both (Adams 1999, 1; Baker 2004, 2)."),
        (r"Both \autocites(see)(and more)[1]{adams}[2]{baker}.", "Both (see Adams 1999, 1; Baker 2004, 2, and more)."),
        (r"Both \citep{adams,baker}; \citet{adams}.", "Both (Adams 1999; Baker 2004); Adams (1999)."),
    ],
)
def test_a_command_under_a_style_for_the_text(command: str, printed: str) -> None:
    assert weave(command, "chicago-author-date") == printed


@pytest.mark.parametrize(
    "text",
    [
        "% \\autocite{adams}\n",
        r"\verb|\autocite{adams}|",
        "\\begin{verbatim}\n\\autocite{adams}\n\\end{verbatim}",
        r"\%\textbackslash autocite\{adams\}",
    ],
)
def test_comments_and_verbatim_stay(text: str) -> None:
    assert weave(text) == text


def test_the_bibliography_is_a_list() -> None:
    woven = weave(r"\autocite{adams}" + "\n\n" + r"\printbibliography[title={Works}]")
    assert "\\section*{Works}\n\\begin{list}" in woven
    assert r"\item Adams, Jane. \emph{The Long Road}. Harbor Press, 1999." in woven


def test_a_bibliography_below_a_section_has_its_heading() -> None:
    assert "\\subsection*{Bibliography}" in weave(r"\autocite{adams}\printbibliography[heading=subbibliography]")


def test_biblatex_is_no_longer_loaded() -> None:
    woven = weave("\\usepackage[style=verbose]{biblatex}\n\\addbibresource{x.bib}\n\\begin{document}\\autocite{adams}")
    assert woven.startswith("% \\usepackage[style=verbose]{biblatex}\n% \\addbibresource{x.bib}\n\\begin{document}")


def test_an_unknown_key_stays_and_is_told() -> None:
    with pytest.warns(CitationWarning, match="line 2: there is no document “adam”"):
        assert weave("\n\\autocite{adam}") == "\n\\autocite{adam}"


def test_the_commands_can_stay_and_the_bib_is_written(tmp_path: Path) -> None:
    text = "\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\autocite{901} \\autocite{adams}"
    outcome = weave_text(text, "latex", LIBRARY, folder=tmp_path, keep_commands=True)
    assert outcome.text == text
    assert "{901," in outcome.files["refs.bib"] and "@book{adams," in outcome.files["refs.bib"]
    assert "baker" not in outcome.files["refs.bib"]


@pytest.mark.parametrize("text", ["\\autocite", "\\autocite[", "\\autocite{", "\\autocites(", "\\footnote{", "{" * 999])
def test_a_draft_that_breaks_off_is_left_as_it_is(text: str) -> None:
    assert weave(text) == text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_what_comes_out_is_set_by_latex_without_biblatex(tmp_path: Path) -> None:
    body = (
        r"A \autocite[see][3]{adams}. B \autocite[l. 68]{petrov}.\footnote{See \cite{baker}.}"
        + "\n\n\\printbibliography"
    )
    text = f"\\documentclass{{article}}\n\\usepackage[T1]{{fontenc}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (tmp_path / "a.tex").write_text(weave(text), "utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (r"In \citetitle{adams}.", r"In \emph{The Long Road}."),
        (r"In \citeyear{adams} \citeyearpar{adams}.", "In 1999 (1999)."),
        (r"A \autocite{adams}. \fullcite{adams}.", rf"A.\footnote{{{FULL}.}} {FULL}."),
        (r"A \autocite{adams}. B\footfullcite[3]{adams}.", rf"A.\footnote{{{FULL}.}} B.\footnote{{{FULL}, 3.}}"),
        (r"A \avolcite{2}[44]{adams}.", rf"A.\footnote{{{FULL}, vol. 2, 44.}}"),
        (r"A\smartcite{adams}.\nocite{baker}", rf"A.\footnote{{{FULL}.}}"),
        (r"A\supercite[3]{adams}.", rf"A.\footnote{{{FULL}, 3.}}"),
        (r"A \citet*{adams}.", r"A Jane Adams.\footnote{\emph{The Long Road} (Harbor Press, 1999).}"),
    ],
)
def test_parts_of_a_citation_and_all_of_it(command: str, printed: str) -> None:
    """biblatex manual, 3.9.3 to 3.9.6; natbib, 2.3: a star of natbib asks for all authors, and leaves none out."""
    assert weave(command) == printed


def test_a_full_citation_in_the_text_is_the_entry() -> None:
    entry = r"Adams, Jane. 1999. \emph{The Long Road}. Harbor Press"
    assert weave(r"A \parencite{adams}: \fullcite{adams}.", "chicago-author-date") == f"A (Adams 1999): {entry}."


def test_a_command_that_cites_in_another_way_is_named() -> None:
    with pytest.warns(CitationWarning, match=r"line 2: \\citenum is not understood and is left as it is"):
        assert weave("A \\autocite{adams}.\n\\citenum{adams}").endswith("\\citenum{adams}")
    assert not weave_text("\\citenum{adams}", "latex", LIBRARY).good


def test_a_note_in_a_heading_is_protected_and_the_contents_have_none() -> None:
    assert weave(r"\section{Roads \autocite[3]{adams}}") == (
        rf"\section[{{Roads}}]{{Roads\protect\footnote{{{FULL}, 3.}}}}"
    )
    assert weave(r"\section[Short]{Roads \autocite[3]{adams}}").startswith(r"\section[Short]{Roads\protect\footnote{")
    assert weave(r"\section*{Roads \autocite[3]{adams}}").startswith(r"\section*{Roads\protect\footnote{")
    assert weave(r"\section{By \textcite{adams}}").startswith(r"\section[{By Jane Adams}]{By Jane Adams\protect")


def test_the_text_of_a_note_in_a_table_or_figure_stands_behind_it() -> None:
    """LaTeX loses it otherwise (LaTeX2e manual, "Footnotes in a table")."""
    out = weave("\\begin{figure}\n\\caption{A map \\autocite[3]{adams}.}\n\\end{figure}\nMore \\autocite[4]{adams}.")
    mark = r"\protect\footnotemark[\numexpr\value{footnote}+1\relax]"
    assert rf"\caption[{{A map.}}]{{A map.{mark}}}" in out
    assert rf"\end{{figure}}\stepcounter{{footnote}}\footnotetext{{{FULL}, 3.}}" in out
    assert out.endswith(r"More.\footnote{Adams, \emph{Long Road}, 4.}")


def test_notes_in_a_table_are_counted_behind_the_writer_s_own() -> None:
    out = weave(r"\begin{tabular}{l} A \autocite{adams} B\footnote{Own.} C \autocite{baker} \end{tabular}")
    assert r"A\footnotemark[\numexpr\value{footnote}+2\relax] B\footnote{Own.}" in out
    assert r"C\footnotemark[\numexpr\value{footnote}+2\relax] \end{tabular}\stepcounter{footnote}" in out


def test_headings_and_floats_with_notes_are_compiled(tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    body = r"\listoffigures \section{A \autocite{adams}}\begin{figure}x\caption{B \autocite{baker}}\end{figure}"
    text = rf"\documentclass{{article}}\begin{{document}}{body} C \autocite[3]{{adams}}.\end{{document}}"
    (tmp_path / "a.tex").write_text(weave(text), "utf-8")
    for _ in range(2):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"],
            cwd=tmp_path, capture_output=True, text=True, timeout=100, errors="replace",
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-500:]


@pytest.mark.parametrize("left", [r"\autocite[3]{nosuch}", r"\citefield{adams}{note}"])
def test_the_package_stays_loaded_where_a_command_stays(left: str) -> None:
    text = "\\usepackage[style=verbose]{biblatex}\n\\addbibresource{x.bib}\n\\begin{document}\nA\\autocite{adams}. B"
    with pytest.warns(CitationWarning):
        woven = weave(f"{text}{left}.")
    assert woven.startswith("\\usepackage[style=verbose]{biblatex}\n\\addbibresource{x.bib}\n")
    assert woven.endswith(f"\\footnote{{{FULL}.}} B{left}.")


def test_a_bibliography_of_some_types_or_keywords_lists_these_alone() -> None:
    article = {"id": "paper", "type": "article-journal", "title": "A Paper", "keyword": "exile, letters"}
    draft = r"\nocite{*}\printbibliography[type=book,title={Books, all}]" + "\n\n"
    draft += r"\printbibliography[nottype=book]" + "\n\n" + r"\printbibliography[keyword=Exile,heading=none]"
    books, others, exile = citekit.weave(draft, library=[*LIBRARY, article], to="latex").split("\n\n")
    assert books.startswith("\\section*{Books, all}") and books.count("\\item ") == 2
    assert "Paper" in others and "Petrov" in others and "Adams" not in others
    assert exile.count("\\item ") == 1 and "Paper" in exile and "section" not in exile


def test_a_choice_of_entries_that_is_not_understood_is_told() -> None:
    with pytest.warns(CitationWarning, match=r"line 2: \\printbibliography\[category=…\] is not understood"):
        weave("\\autocite{adams}\n\\printbibliography[category=primary]")


def test_what_tex_passes_over_cites_nothing() -> None:
    woven = weave(r"\iffalse \autocite{nobody} \ifx\a\b\fi \autocite{adams} \fi A.\autocite{adams}")
    assert woven.endswith(rf"\fi A.\footnote{{{FULL}.}}") and r"\autocite{nobody}" in woven
    assert r"\footnote" in weave(r"\iffalse x\else \autocite{adams}\fi")


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        (r"He wrote.\autocite[3]{adams} Then", "He wrote (Adams 3). Then"),
        (r"He wrote\autocite[3]{adams}.", "He wrote (Adams 3)."),
        (r"“So?”\autocite[3]{adams} Then", "“So?” (Adams 3) Then"),
        (r"a~\parencite{adams},\parencite{baker} b", "a~(Adams) (Baker), b"),
        (r"\emph{so}\parencite{adams}", r"\emph{so} (Adams)"),
    ],
)
def test_a_citation_in_the_text_stands_before_the_stop_with_a_space(command: str, printed: str) -> None:
    assert weave(command, "mla") == printed
