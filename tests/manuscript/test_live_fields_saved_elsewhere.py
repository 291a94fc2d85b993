"""Live fields that another program saved in another format; and what is left where it lost them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.common.files.xml_text import xml_escape
from citekit.manuscript.lost_marks import lost_entries
from citekit.manuscript.odt.fieldmarks import with_reference_marks

from .office_files import (
    body,
    notes,
    odt_file,
    paragraph,
    part,
    weave,
    with_part,
    word_file,
)
from .test_office_bookmarks import saved

Need = Callable[[str], str]
TEXT = "First [@carr, 44]. Second [@stalin26, l. 67]. Third [see @carr, 45; @kennan]."
ENTRY = "Carr, E. H. The Bolshevik Revolution. Macmillan, 1950."


def as_field_marks(content: str) -> str:
    """The live fields of an .odt as LibreOffice has those that it reads in a .docx."""

    def begun(match: re.Match[str]) -> str:
        code = "ADDIN " + match[1].rsplit(" RND", 1)[0]
        value = f'<field:param field:name="vnd.oasis.opendocument.field.code" field:value="{code}"/>'
        kind = "vnd.oasis.opendocument.field.UNHANDLED"
        return f'<field:fieldmark-start text:name="Copy" field:type="{kind}">{value}</field:fieldmark-start>'

    content = re.sub(r"<text:bookmark-(?:start|end)[^>]*>", "", content)
    content = re.sub(r'<text:reference-mark-start text:name="(ZOTERO_ITEM [^"]*)"/>', begun, content)
    content = re.sub(r'<text:reference-mark-end text:name="ZOTERO_ITEM [^"]*"/>', "<field:fieldmark-end/>", content)
    section = re.search(r'<text:section text:name="(ZOTERO_BIBL [^"]*)"><text:p [^>]*>', content)
    assert section is not None
    mark = begun(re.match("(.*)", section[1]))  # type: ignore[arg-type]
    head = section[0][section[0].index("<text:p") :]
    content = content.replace(section[0], head + mark)
    field = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    content = content.replace("<office:document-content ", f'<office:document-content xmlns:field="{field}" ', 1)
    return content.replace("</text:p></text:section>", "<field:fieldmark-end/></text:p>")


def test_zotero_s_fields_of_a_docx_are_read_in_the_odt_that_libreoffice_makes_of_it(tmp_path: Path) -> None:
    live, first = weave(odt_file(tmp_path / "a.odt", TEXT, "[bibliography]"), zotero=True)
    changed = with_part(live, "content.xml", as_field_marks)
    assert "ZOTERO_ITEM" in part(changed, "content.xml") and "reference-mark" not in part(changed, "content.xml")
    again, outcome = weave(changed, tmp_path / "again.odt", zotero=True)
    assert (outcome.citations, outcome.notes, outcome.entries) == (first.citations, 0, 3)
    content = part(again, "content.xml")
    assert content.count("<text:reference-mark-start") == 3 and "fieldmark" not in content
    assert content.count("<text:section") == 1 and content.count(ENTRY.replace("The Bolshevik Revolution", "")) == 0


def test_a_field_mark_of_another_kind_and_one_over_paragraphs_stay() -> None:
    code = xml_escape('ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[]}')
    start = (
        f'<field:fieldmark-start><field:param field:name="x.field.code" field:value="{code}"/></field:fieldmark-start>'
    )
    for text in (
        f"<text:p>{start}a</text:p><text:p>b<field:fieldmark-end/></text:p>",
        "<text:p><field:fieldmark-start/></text:p>",
    ):
        assert with_reference_marks(text) == text


def test_live_fields_of_an_odt_hold_the_marks_that_are_left_of_them_in_a_docx(tmp_path: Path) -> None:
    live, _ = weave(odt_file(tmp_path / "a.odt", TEXT, "[bibliography]"), zotero=True)
    lost = with_part(live, "content.xml", lambda text: re.sub(r"<text:reference-mark-(?:start|end)[^>]*>", "", text))
    again, outcome = weave(lost, tmp_path / "again.odt", zotero=True)
    assert (outcome.citations, outcome.notes, outcome.entries) == (3, 0, 3)
    assert part(again, "content.xml").count("ZOTERO_ITEM") == 6


@pytest.mark.slow
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_live_fields_come_back_from_libreoffice_s_other_format(tmp_path: Path, need: Need, kind: str) -> None:
    soffice = need("soffice")
    name = tmp_path / f"a.{kind}"
    source = (
        word_file(name, paragraph(TEXT), paragraph("[bibliography]"))
        if kind == "docx"
        else odt_file(name, TEXT, "[bibliography]")
    )
    live, first = weave(source, zotero=True)
    other = saved(live, "odt" if kind == "docx" else "docx", soffice, tmp_path / "1")
    again, outcome = weave(other, tmp_path / f"again{other.suffix}")
    assert (outcome.citations, outcome.notes, outcome.entries) == (first.citations, 0, 3) and outcome.good


def without_marks(text: str) -> str:
    """Notes whose controls and bookmarks are lost."""
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*/>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>|</?w:sdtContent>", "", text)


def test_a_bibliography_that_lists_more_than_is_found_stays_and_is_told(tmp_path: Path) -> None:
    woven, _ = weave(word_file(tmp_path / "a.docx", paragraph(TEXT), paragraph("[bibliography]")))
    lost = with_part(woven, "word/footnotes.xml", without_marks)
    added = with_part(lost, "word/document.xml", lambda text: text.replace("First", "New [@kennan]. First", 1))
    again, outcome = weave(added, tmp_path / "again.docx")
    assert ENTRY in body(again) and not outcome.good
    assert any("the bibliography lists 2 works" in said and "It is left as it is" in said for said in outcome.problems)
    assert len(notes(again)) == 4, "and the notes that were lost stay"


def test_a_bibliography_of_which_the_writer_took_citations_away_is_brought_up_to_date(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph("A [@carr]. B [@kennan]."), paragraph("[bibliography]"))
    woven, _ = weave(source)

    def fewer(text: str) -> str:
        return re.sub(r"<w:r>(?:(?!<w:r>).)*?<w:footnoteReference [^>]*/></w:r>", "", text, count=1)

    again, outcome = weave(with_part(woven, "word/document.xml", fewer), tmp_path / "again.docx")
    assert outcome.good and ENTRY not in body(again)


def test_no_second_bibliography_is_added_where_live_citations_were_lost(tmp_path: Path) -> None:
    live, _ = weave(odt_file(tmp_path / "a.odt", TEXT), zotero=True)
    bare = with_part(
        live, "content.xml", lambda t: re.sub(r"<text:(?:reference-mark|bookmark)-(?:start|end)[^>]*>", "", t)
    )
    bare = with_part(
        bare, "content.xml", lambda t: re.sub(r"</?text:section[^>]*>", "", t).replace("First", "[@kennan] First")
    )
    again, outcome = weave(bare, tmp_path / "again.odt")
    assert any("had live citations of Zotero, and none is left" in said for said in outcome.problems)
    assert part(again, "content.xml").count("Kennan, George F.") == 1


@pytest.mark.parametrize(
    ("former", "written", "note", "lost"),
    [
        (["Carr, E. H. The Bolshevik Revolution."], [], "E. H. Carr, The Bolshevik Revolution, 44.", 1),
        (["Carr, E. H. The Bolshevik Revolution."], [], "As Carr himself says.", 0),
        (["Carr, E. H. Revolution."], ["Carr, E. H. The Bolshevik Revolution."], "Carr, Bolshevik Revolution.", 0),
        (["Carr, E. H. The Bolshevik Revolution."], [], "Kennan, Sources.", 0),
    ],
)
def test_an_entry_is_lost_where_a_note_still_names_its_work(
    former: list[str], written: list[str], note: str, lost: int
) -> None:
    assert len(lost_entries(former, written, [note])) == lost


def test_in_a_style_for_the_text_parentheses_tell() -> None:
    former = ["Carr, E. H. The Bolshevik Revolution."]
    assert lost_entries(former, [], [], ["So it was (Carr 44)."]) == former
    assert not lost_entries(former, [], [], ["So Carr (a historian) said."])
