"""OpenDocument texts woven in place."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from citekit.common.files.xml_text import xml_unescape

from .office_files import CARR, KENNAN, odf_note, odt_file, part, weave, with_part

FIRST = "E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44."


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "kapitel.odt"


def text(path: Path) -> list[str]:
    """What the paragraphs of a text show, notes as ``^``."""
    content = part(path, "content.xml")
    content = re.sub(r"<text:note\b.*?</text:note>", "^", content, flags=re.S)
    content = content[content.index("<office:text>") :]
    content = re.sub(
        r"<office:annotation\b.*?</office:annotation>|<text:tracked-changes>.*?</text:tracked-changes>", "", content
    )
    content = re.sub(r"<text:s(?: text:c=\"(\d+)\")?/>", lambda m: " " * int(m[1] or 1), content)
    return [xml_unescape(re.sub(r"<[^>]*>", "", one)) for one in re.split(r"</text:[ph]>", content)[:-1]]


def notes(path: Path) -> list[str]:
    """What the footnotes show, in order."""
    found = re.findall(r"<text:note-body>(.*?)</text:note-body>", part(path, "content.xml"), re.S)
    return [xml_unescape(re.sub(r"<[^>]*>", "", one)) for one in found]


def test_markers_become_footnotes_and_only_the_content_changes(where: Path) -> None:
    source = odt_file(where, "Lenin wrote [@carr, 44]. As @kennan [570] says.")
    out, outcome = weave(source)
    assert text(out)[0] == "Lenin wrote.^ As George F. Kennan^ says."
    assert notes(out)[0] == FIRST and outcome.notes == 2
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        assert after.namelist() == before.namelist()
        assert {n for n in before.namelist() if before.read(n) != after.read(n)} == {"content.xml"}
        assert after.infolist()[0].compress_type == zipfile.ZIP_STORED  # mimetype comes first, unpacked


def test_a_marker_over_spans_bookmarks_and_spaces_is_found(where: Path) -> None:
    split = (
        'Lenin<text:s text:c="2"/>[<text:span text:style-name="T9">@ca</text:span><text:bookmark text:name="x"/>rr,'
        "<text:s/>44<text:soft-page-break/>]. Then."
    )
    out, _ = weave(odt_file(where, split))
    assert text(out)[0] == "Lenin.^ Then." and notes(out) == [FIRST]
    assert '<text:bookmark text:name="x"/>' in part(out, "content.xml")


@pytest.mark.parametrize(
    "inside",
    [
        '<text:a xlink:href="https://a.org">[@carr]</text:a>',
        "<office:annotation><dc:creator>A</dc:creator><text:p>[@carr]</text:p></office:annotation>",
        '<text:placeholder text:placeholder-type="text">[@carr]</text:placeholder>',
    ],
)
def test_links_comments_and_fields_hold_no_markers(where: Path, inside: str) -> None:
    source = odt_file(where, f"A {inside} b, me@carr.org.")
    out, outcome = weave(source)
    assert outcome.citations == 0 and out.read_bytes() == source.read_bytes()


def test_deleted_text_is_not_read_and_stays(where: Path) -> None:
    tracked = (
        '<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion>'
        "<text:p>[@kennan]</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    out, outcome = weave(odt_file(where, tracked, 'A<text:change text:change-id="ct1"/> [@carr, 44].'))
    assert (
        outcome.citations == 1
        and tracked in part(out, "content.xml")
        and '<text:change text:change-id="ct1"/>' in part(out, "content.xml")
    )


def test_own_notes_are_counted_and_their_numbers_follow(where: Path) -> None:
    out, _ = weave(odt_file(where, f"A [@carr, 44]. B{odf_note(1, 'Mine, cf. [@kennan, 570].')} C [@carr, 46]."))
    assert notes(out)[1].startswith("Mine, cf. George F. Kennan, “The Sources")
    assert notes(out)[2] == "Carr, Bolshevik Revolution, 46."
    assert re.findall(r"<text:note-citation>(\d+)<", part(out, "content.xml")) == ["1", "2", "3"]
    ids = re.findall(r'<text:note text:id="(\w+)"', part(out, "content.xml"))
    assert len(set(ids)) == 3


def test_a_note_has_the_font_of_its_paragraph_where_the_document_has_no_notes_yet(where: Path) -> None:
    out, _ = weave(odt_file(where, '<text:p text:style-name="P1">A [@carr, 44].</text:p>'))
    content = part(out, "content.xml")
    assert (
        '<style:style style:name="citekit_font_1" style:family="text">'
        '<style:text-properties style:font-name="Garamond"/>' in content
    )
    assert '<text:p text:style-name="Footnote"><text:span text:style-name="citekit_font_1">' in content


def test_new_notes_look_like_those_that_are_there(where: Path) -> None:
    mine = odf_note(1, '<text:span text:style-name="T7">Mine.</text:span>').replace('"Footnote"', '"P7"')
    out, _ = weave(odt_file(where, f"A{mine} b [@carr, 44]."))
    assert part(out, "content.xml").count('<text:p text:style-name="P7"><text:span text:style-name="T7">') == 2


def test_the_bibliography_stands_in_a_section_at_its_marker(where: Path) -> None:
    out, _ = weave(odt_file(where, "A [@carr].", "[bibliography]", "After."))
    assert text(out) == ["A.^", "Carr, E. H. The Bolshevik Revolution. Macmillan, 1950.", "After."]
    assert '<text:section text:name="citekit:bibliography"><text:p text:style-name="Bibliography_20_1">' in part(
        out, "content.xml"
    )


def test_woven_again_the_file_is_the_same_to_the_byte(where: Path) -> None:
    source = odt_file(
        where,
        f"A [see @carr, 44]. As @kennan [570] says{odf_note(1, 'Cf. [@carr].')} [@stalin26, l. 67].",
        "[bibliography]",
    )
    for options in ({}, {"style": "chicago-author-date"}, {"style": "mla"}, {"zotero": True}):
        out, _ = weave(source, **options)
        again, outcome = weave(out, out.with_name("again.odt"), **options)
        assert again.read_bytes() == out.read_bytes() and outcome.citations == 4


def test_a_changed_library_or_locator_brings_notes_up_to_date(where: Path) -> None:
    out, _ = weave(odt_file(where, "A [@carr, 44]. B [@kennan]. As @carr [45] says.", "[bibliography]"))
    again, _ = weave(out, out.with_name("again.odt"), documents=[{**CARR, "title": "Twenty Years"}, KENNAN])
    assert notes(again)[0] == FIRST.replace("The Bolshevik Revolution", "Twenty Years")
    assert text(again)[1] == "Carr, E. H. Twenty Years. Macmillan, 1950."
    later = with_part(out, "content.xml", lambda t: t.replace("[@carr, 44]", "[@carr, 47]"))
    assert notes(weave(later, out.with_name("later.odt"))[0])[0] == FIRST.replace("44", "47")


def test_what_a_person_edited_is_left_and_told(where: Path) -> None:
    out, _ = weave(odt_file(where, "A [@carr, 44]."))
    edited = with_part(out, "content.xml", lambda t: t.replace(" (Macmillan", ", mine (Macmillan"))
    again, outcome = weave(edited, out.with_name("again.odt"), documents=[{**CARR, "title": "Twenty Years"}])
    assert ", mine (Mac" in notes(again)[0] and any("edited by hand" in one for one in outcome.remarks)


def test_another_style_turns_notes_into_citations_in_the_text_and_back(where: Path) -> None:
    out, _ = weave(odt_file(where, "A [@carr, 44]. As @kennan [570] says."))
    in_text, _ = weave(out, out.with_name("text.odt"), style="chicago-author-date")
    assert text(in_text)[0] == "A (Carr 1950, 44). As Kennan (1947, 570) says." and notes(in_text) == []
    back, _ = weave(in_text, out.with_name("back.odt"), style="chicago-notes")
    assert text(back)[0] == text(out)[0] and notes(back) == notes(out)


def test_nothing_of_a_field_is_markup(where: Path) -> None:
    hostile = {**KENNAN, "title": 'a</text:p> & "<b>" \u202e\x07 x  y'}
    out, _ = weave(odt_file(where, "A [@kennan, 3]."), documents=[hostile])
    assert "a</text:p> & ‘<b>’" in notes(out)[0].casefold() and "\u202e" not in part(out, "content.xml")


def test_unknown_keys_and_text_boxes_are_told(where: Path) -> None:
    box = "<draw:frame><draw:text-box><text:p>Box [@carr].</text:p></draw:text-box></draw:frame>"
    out, outcome = weave(odt_file(where, f"A [@karr]. {box}B [@carr, 44]."))
    assert (
        str(outcome.unknown[0])
        == "kapitel.odt, paragraph 1: there is no document “karr” in the library (did you mean carr?)"
    )
    assert len(outcome.problems) == 1 and "[@karr]" in text(out)[0] + text(out)[1]


def test_several_bibliographies_list_archives_by_repository_and_literature_apart(where: Path) -> None:
    source = odt_file(
        where, "A [@stalin26]. C [@carr].", "[bibliography: archives by repository]", "[bibliography: literature]"
    )
    out, _ = weave(source)
    repository, letter, book = text(out)[1:]
    assert repository.startswith("Russian State Archive") and letter.startswith("“Letter") and book.startswith("Carr")
    again, _ = weave(out, out.with_name("again.odt"))
    assert again.read_bytes() == out.read_bytes()
