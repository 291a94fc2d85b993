"""What makes Word repair a document: each rule broken by a spoiled file, and kept by every file that is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.common.files.package import Package
from citekit.manuscript.docx.checker import problems

from .office_files import footnote, paragraph, reference, weave, with_part, word_file

DOCUMENT, NOTES, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"
Change = Callable[[str], str]


@pytest.fixture
def woven(tmp_path: Path) -> Path:
    """A woven document with notes, a bibliography, live fields and what was there before."""
    source = word_file(
        tmp_path / "a.docx",
        paragraph("A [@carr, 44]. As @kennan [570] says", reference(3), " and [@stalin26, l. 67]."),
        paragraph("[bibliography]"),
        notes=footnote(3, "Mine, cf. [@carr]."),
    )
    plain, _ = weave(source)
    return weave(plain, tmp_path / "zotero.docx", zotero=True)[0]


def swapped(first: str, second: str) -> Change:
    """Two neighbouring elements in the other order."""
    return lambda text: re.sub(f"({first})({second})", r"\2\1", text, count=1)


def replaced(old: str, new: str) -> Change:
    """The first occurrence of something as something else."""
    return lambda text: text.replace(old, new, 1)


RSTYLE = r'<w:rStyle w:val="Funotenzeichen"/>'
SPOILED: list[tuple[str, str, Change, str]] = [
    ("children of w:pPr", DOCUMENT, replaced("<w:pPr>", '<w:pPr><w:jc w:val="left"/>'), "in the wrong place in pPr"),
    (
        "children of w:rPr",
        DOCUMENT,
        replaced(RSTYLE, f'<w:vertAlign w:val="superscript"/>{RSTYLE}'),
        "wrong place in rPr",
    ),
    ("children of w:sectPr", DOCUMENT, swapped(r"<w:pgSz [^>]*>", r"<w:pgMar [^>]*>"), "in the wrong place in sectPr"),
    ("children of the settings", SETTINGS, swapped(r"<w:zoom [^>]*>", r"<w:defaultTabStop [^>]*>"), "in settings"),
    ("ids of footnotes", NOTES, lambda t: re.sub(r'w:id="4"', 'w:id="3"', t), "the footnote 3 is there twice"),
    (
        "a note for each number",
        DOCUMENT,
        replaced('footnoteReference w:id="3"', 'footnoteReference w:id="99"'),
        "no footnote 99",
    ),
    (
        "r:id",
        DOCUMENT,
        replaced("<w:pgSz", '<w:headerReference w:type="default" r:id="rId77"/><w:pgSz'),
        "rId77 is no relationship",
    ),
    (
        "content types",
        "[Content_Types].xml",
        lambda t: t.replace('Extension="png"', 'Extension="xxx"'),
        "no content type",
    ),
    (
        "declared parts",
        "[Content_Types].xml",
        replaced("</Types>", '<Override PartName="/word/x.xml" ContentType="a/b"/></Types>'),
        "not there",
    ),
    (
        "targets of relationships",
        "word/_rels/document.xml.rels",
        replaced('Target="styles.xml"', 'Target="stile.xml"'),
        "stile.xml is not there",
    ),
    ("separators", NOTES, lambda t: re.sub(r'<w:footnote w:type="separator".*?</w:footnote>', "", t), "one separator"),
    (
        "the number of a note",
        NOTES,
        lambda t: re.sub(r"<w:r><w:rPr>[^/]*/></w:rPr><w:footnoteRef/></w:r>", "", t, count=1),
        "has no number",
    ),
    (
        "the number comes first",
        NOTES,
        lambda t: re.sub(r"(<w:r><w:rPr>[^/]*/></w:rPr><w:footnoteRef/></w:r>)(<w:r\b.*?</w:r>)", r"\2\1", t, count=1),
        "first run",
    ),
    (
        "the type of a style",
        DOCUMENT,
        lambda t: t.replace(RSTYLE, '<w:rStyle w:val="Funotentext"/>'),
        "is no character style",
    ),
    ("mc:Ignorable", DOCUMENT, replaced('mc:Ignorable="w14"', 'mc:Ignorable="w14 w16cid"'), "names w16cid"),
    ("fields that end", DOCUMENT, replaced('<w:fldChar w:fldCharType="end"/>', ""), "a field does not end"),
    (
        "fields in one paragraph",
        NOTES,
        replaced(
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            '</w:p><w:p><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        ),
        "does not end in its paragraph",
    ),
    ("xml:space", DOCUMENT, replaced(' xml:space="preserve">', "> "), "no xml:space"),
    ("well-formed parts", NOTES, replaced("</w:footnote>", ""), "damaged"),
    (
        "ids of content controls",
        DOCUMENT,
        lambda t: t.replace(
            "</w:body>",
            2 * '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>' + "</w:body>",
        ),
        "the sdt 5 is there twice",
    ),
]


@pytest.mark.parametrize(("name", "change", "message"), [s[1:] for s in SPOILED], ids=[s[0] for s in SPOILED])
def test_a_spoiled_file_is_found(woven: Path, name: str, change: Change, message: str) -> None:
    assert problems(Package.open(woven)) == []
    found = problems(Package.open(with_part(woven, name, change)))
    assert any(message in problem for problem in found), found


def test_files_of_other_programs_have_no_problems(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    made = tmp_path / "pandoc.docx"
    text = "# A\n\nText[^1] *it* [link](https://a.org).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n[^1]: Note.\n"
    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(made))
    assert problems(Package.open(made)) == []
