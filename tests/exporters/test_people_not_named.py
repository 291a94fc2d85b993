"""People who are not named (BibTeX's ``and others``): et al. in print, and each format's own way to say so."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text

BIB = "@book{marx, title = {Capital}, author = {Marx, Karl and others}, publisher = {Meissner}, year = {1867}}"


def doc(text: str = BIB, name: str = "x.bib") -> Document:
    (found,) = read_text(text, name, name)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("style", ["chicago-notes-bibliography", "mla"])
def test_they_are_et_al_in_print(style: str) -> None:
    note = citekit.cite(doc(), style=style)
    assert "Marx et al." in note or "Marx, Karl, et al." in note
    assert "others" not in "".join(citekit.bibliography([doc()], style=style))


def test_names_before_them_are_shortened_as_if_there_were_one_more() -> None:
    two = doc(BIB.replace("Karl and", "Karl and Engels, Friedrich and"))
    assert citekit.cite(two, style="chicago-notes-bibliography").startswith("Karl Marx et al., ")


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_they_may_have_any_role(role: str) -> None:
    made = doc(BIB.replace("author", role))
    note = citekit.cite(made, style="chicago-notes-bibliography")
    assert "Marx et al." in note and "others" not in note


@pytest.mark.parametrize(
    ("to", "wanted"),
    [
        ("bibtex", "Marx, Karl and others"),
        ("biblatex", "Marx, Karl and others"),
        ("biblatex-chicago", "Marx, Karl and others"),
        ("ris", "AU  - et al."),
        ("endnote", "AU  - et al.,"),
        ("mods", "<etal/>"),
        ("word", "<b:Last>et al.</b:Last>"),
        ("hayagriva", "name: et al."),
    ],
)
def test_each_format_says_so_and_is_read_back(to: str, wanted: str) -> None:
    text = citekit.export([doc()], to)
    assert wanted in text
    if to != "mods":
        assert "others" not in text.replace("Karl and others", "")
    (back,) = read_text(text, "x", "")
    assert isinstance(back, Document)
    assert back.to_csl()["author"] == [{"family": "Marx", "given": "Karl"}, {"literal": "others"}]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - BOOK\nTI  - T\nAU  - Marx, Karl\nAU  - {}\nER  - \n",
        "%0 Book\n%T T\n%A Marx, Karl\n%A {}\n",
        "RT Book, Whole\nID 1\nT1 T\nA1 Marx,Karl\nA1 {}\nER\n",
        "@book{{a, title = {{T}}, author = {{Marx, Karl and {}}}}}",
    ],
)
@pytest.mark.parametrize("words", ["others", "et al.", "et al.,", "and others,"])
def test_programs_write_them_in_the_place_of_a_name(text: str, words: str) -> None:
    if "@" in text:
        words = words.replace("and ", "").rstrip(",")
    found = doc(text.format(words), "").to_csl()
    assert found["author"] == [{"family": "Marx", "given": "Karl"}, {"literal": "others"}]
