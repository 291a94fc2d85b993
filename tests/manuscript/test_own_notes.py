"""Citations in a note of the person's own: the one stop at the end (CMOS 18, 13.38)."""

from __future__ import annotations

import re

import pytest

import citekit
from citekit.manuscript.own_notes import inside_sentence, unstopped

ARTICLE = {
    "id": "roe",
    "type": "article-journal",
    "title": "Beta",
    "author": [{"family": "Roe", "given": "R."}],
    "container-title": "J",
    "issued": {"date-parts": [[2001]]},
}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Roe, “Beta.”", "Roe, “Beta”"),
        ("Roe, *Beta.*", "Roe, *Beta*"),
        (r"Roe, \emph{Beta.}", r"Roe, \emph{Beta}"),
        ("Roe, »Beta.«", "Roe, »Beta«"),
        ("Roe, 5.", "Roe, 5"),
        ("Roe, “Why?”", "Roe, “Why?”"),
        ("Roe, “And so...”", "Roe, “And so...”"),
        ("Roe", "Roe"),
    ],
)
def test_a_text_without_its_stop(text: str, bare: str) -> None:
    assert unstopped(text) == bare


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("On this @roe.", "On this Roe, “Beta”."),
        ("*See* @roe.", "*See* Roe, “Beta”."),
        ("So also (compare [@roe]).", "So also (compare Roe, “Beta”)."),
        ("As [@roe], and more.", "As (Roe, “Beta”), and more."),
        ("See [@roe].", "See Roe, “Beta”."),
        ("[@roe]", "Roe, “Beta.”"),
    ],
)
def test_the_stop_of_a_quoted_title_is_not_doubled(note: str, printed: str) -> None:
    inline = citekit.weave(f"A [@roe]. B.^[{note}]", library=[ARTICLE], style="chicago-notes", to="markdown")
    below = citekit.weave(f"A [@roe]. B.[^x]\n\n[^x]: {note}\n", library=[ARTICLE], style="chicago-notes")
    for woven in (inline, below):
        assert printed in re.sub(r"<!-- citekit:.*? -->", "", woven)


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        (r"\footnote{On this \cite{roe}.}", r"\footnote{On this Roe, “Beta”.}"),
        (r"\footnote{It is. \autocite{roe}}", r"\footnote{It is. (Roe, “Beta”)}"),
        (r"\footnote{\cite{roe}}", r"\footnote{Roe, “Beta.”}"),
        (r"So \parencite{roe}.", r"So (Roe, “Beta”)."),
    ],
)
def test_nor_in_a_footnote_of_latex(note: str, printed: str) -> None:
    woven = citekit.weave(rf"A \autocite{{roe}}. {note}", library=[ARTICLE], style="chicago-notes", to="latex")
    assert woven.endswith(printed)


@pytest.mark.parametrize(
    ("text", "after", "printed"),
    [
        ("л. 123 об.", "; my opinion", "л. 123 об."),
        ("л. 123 об.", ".", "л. 123 об"),
        ("л. 123 об.", "", "л. 123 об."),
        ("Roe (Washington, D.C.", ", and", "Roe (Washington, D.C."),
        ("Roe, n.d.", "; more", "Roe, n.d."),
        ("*Acme Inc.*", "; more", "*Acme Inc.*"),
        ("Roe, 5.", "; more", "Roe, 5"),
        ("Roe, “Beta.”", "; more", "Roe, “Beta”"),
        ("Roe, 1.5.", "; more", "Roe, 1.5"),
    ],
)
def test_the_stop_of_an_abbreviation_is_its_own(text: str, after: str, printed: str) -> None:
    assert inside_sentence(text, after) == printed


@pytest.mark.parametrize(("ending", "stops"), [("; mine", "5 об.; mine"), (".", "5 об."), (". Mine", "5 об. Mine")])
def test_the_back_of_a_leaf_keeps_its_stop_within_a_note(ending: str, stops: str) -> None:
    record = {"title": "Письмо", "references": "АПРФ, ф. 3, оп. 65, д. 904, лл. 1–9", "key": "p"}
    for note in (f"A.[^x]\n\n[^x]: See [@p, л. 5 об.]{ending}\n", f"A.^[See [@p, л. 5 об.]{ending}]"):
        woven = re.sub(r"<!--.*?-->", "", citekit.weave(note, library=[citekit.Document(**record)], to="markdown"))
        assert stops in woven and ".." not in woven
