"""What a person gets wrong in a draft, or cannot know of it, is told; nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import citekit
from citekit.manuscript.outcome import Outcome
from citekit.manuscript.weave import weave_text

from . import office_files
from .library import LIBRARY

LINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'


def woven(text: str, to: str = "markdown", style: str = "chicago-notes") -> Outcome:
    return weave_text(text, to, LIBRARY, style, where="draft")


@pytest.mark.parametrize("to", ["markdown", "text"])
def test_a_bracket_that_is_not_closed_is_told_with_its_line(to: str) -> None:
    outcome = woven("First.\n\nHe wrote [see @adams, p. 3.\n\nMore [@baker].\n", to)
    assert outcome.remarks == ["draft, line 3: a bracket opens before “@adams” that is not closed; close it with ]"]


@pytest.mark.parametrize("text", ["[@adams]", "[x] @adams", "\\[@adams", "see [@adams [44]]", "[link @adams](u)"])
def test_other_brackets_are_not_told(text: str) -> None:
    assert not woven(text).remarks


@pytest.mark.parametrize(
    "content",
    [
        ("A [@carr, ", LINK.format(office_files.run("44")), "]."),
        ("A [", LINK.format(office_files.run("@carr")), ", 44]."),
        ("A ", LINK.format(office_files.run("[@carr, 44]")), "."),
        ("A ", '<w:fldSimple w:instr=" AUTHOR ">', office_files.run("[@carr, 44]"), "</w:fldSimple>"),
        (f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{office_files.run('[@carr, 44]')}</w:sdtContent></w:sdt>",),
        ("A", office_files.run(" [@carr, 44]", "<w:vanish/>"), "."),
    ],
)
def test_a_citation_that_a_link_splits_is_told_in_word(tmp_path: Path, content: tuple[str, ...]) -> None:
    source = office_files.word_file(tmp_path / "k.docx", office_files.paragraph(*content))
    out, outcome = office_files.weave(source)
    assert outcome.problems == [
        "k.docx: [@carr, 44] stands in a link, a field, a control for plain text or hidden text, or is split by one: "
        "it is left as it is; remove that first"
    ]
    assert out.read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        'A <text:a xlink:href="u" xlink:type="simple">[@carr, 44]</text:a>.',
        'A [@<text:a xlink:href="u" xlink:type="simple">carr</text:a>, 44].',
        'A <text:placeholder text:placeholder-type="text">[@carr, 44]</text:placeholder>.',
    ],
)
def test_a_citation_that_a_link_splits_is_told_in_libreoffice(tmp_path: Path, content: str) -> None:
    source = office_files.odt_file(tmp_path / "k.odt", content, "B [@carr, 45] and <text:a>a link</text:a>.")
    _, outcome = office_files.weave(source)
    assert outcome.citations == 1
    assert outcome.problems == [
        "k.odt: [@carr, 44] stands in a link, a field, a control for plain text or hidden text, or is split by one: "
        "it is left as it is; remove that first"
    ]


def test_an_unclosed_bracket_is_told_in_word(tmp_path: Path) -> None:
    source = office_files.word_file(tmp_path / "k.docx", office_files.paragraph("A [@carr, 44. B"))
    assert "a bracket opens before “@carr”" in office_files.weave(source)[1].remarks[0]


def test_ibid_has_no_capital_in_the_middle_of_a_note_in_word(tmp_path: Path) -> None:
    """CMOS 18, 13.37: a note that goes on is one sentence."""
    notes = office_files.footnote(1, "On this [@carr, 45]; so [@carr, 46].")
    text = office_files.paragraph("A [@carr, 44]. B", office_files.reference(1), ".")
    out, _ = office_files.weave(
        office_files.word_file(tmp_path / "k.docx", text, notes=notes), style="chicago-notes-ibid"
    )
    assert "(ibid., 45)" in office_files.notes(out)[1]


def test_a_style_that_prints_nothing_is_told_and_the_author_is_named() -> None:
    outcome = woven("As Adams says [-@adams].", style="mla")
    assert "As Adams says (Adams)" in outcome.text and "STYLE ERROR" not in outcome.text
    assert "the style prints nothing for this citation of @adams" in outcome.remarks[0]


def test_a_letter_without_its_sender_is_one_to_somebody() -> None:
    """As pandoc has it ``-@`` leaves out the author alone; the recipient must not look like one (CMOS 18, 14.13)."""
    assert "[1] To Anna Orlova, September 4, 1926" in woven("He wrote [-@petrov].", "text").text


def test_unknown_keys_make_no_note() -> None:
    """``first-reference-note-number`` is that of the note as it is printed."""
    style = citekit_style("<text variable='title'/><text variable='first-reference-note-number' prefix=' n. '/>")
    text = woven("A [@nobody]. B [@adams]. C [@baker]. D [@adams].", style=style).text
    assert "The Long Road n. 1" in text


def citekit_style(layout: str) -> str:
    return (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>T</title><id>t</id>'
        f"<updated>2024-01-01T00:00:00Z</updated></info><citation><layout>{layout}</layout></citation></style>"
    )


def test_lines_of_the_old_macintosh_stay_and_are_woven_again() -> None:
    draft = "One [@adams].\r\rTwo\r[@baker] more.\r"
    once = citekit.weave(draft, library=LIBRARY, style="chicago-notes")
    assert "\n" not in once and "One.[^1]" in once
    assert citekit.weave(once, library=LIBRARY, style="chicago-notes") == once


def test_only_an_entry_that_was_edited_by_hand_is_told() -> None:
    first = woven("A [@adams].").text
    other = [{**LIBRARY[1], "title": "The Short Road"}]
    assert not weave_text(first, "markdown", other, "chicago-notes").remarks
    assert not weave_text(first, "markdown", LIBRARY, "mla").remarks
    edited = first.replace("Adams, Jane. *The Long Road*", "Adams, Jane. *The Longest Road*")
    assert "changes made to it by hand" in weave_text(edited, "markdown", LIBRARY, "chicago-notes").remarks[0]
