"""Word documents woven in place: markers become footnotes, everything else stays."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from .office_files import (
    CARR,
    KENNAN,
    body,
    footnote,
    notes,
    paragraph,
    part,
    reference,
    run,
    shown,
    weave,
    with_part,
    word_file,
)

FIRST = "E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44."


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "kapitel.docx"


def test_a_marker_becomes_a_footnote_behind_the_punctuation(where: Path) -> None:
    out, outcome = weave(word_file(where, paragraph("Lenin wrote [@carr, 44]. Then he slept.")))
    assert body(out).splitlines()[0] == "Lenin wrote.^ Then he slept."
    assert notes(out) == [FIRST]
    assert (outcome.citations, outcome.notes) == (1, 1)


def test_the_first_footnote_brings_its_part_with_it_and_no_other_part_changes(where: Path) -> None:
    source = word_file(where, paragraph("Lenin wrote [@carr, 44]."))
    out, _ = weave(source)
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        names = before.namelist()
        assert after.namelist() == [*names, "word/footnotes.xml"]
        changed = {name for name in names if before.read(name) != after.read(name)}
        assert changed == {
            "word/document.xml",
            "word/styles.xml",
            "word/settings.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        image = before.getinfo("word/media/image1.png"), after.getinfo("word/media/image1.png")
        assert image[0].compress_size == image[1].compress_size and image[0].date_time == image[1].date_time
    assert 'w:type="separator" w:id="-1"' in part(out, "word/footnotes.xml")
    settings = part(out, "word/settings.xml")
    assert settings.index("<w:footnotePr>") < settings.index("<w:compat/>") < settings.index("<w:themeFontLang")


def test_what_stands_around_a_marker_stays_byte_for_byte(where: Path) -> None:
    odd = (
        "<w:p ><w:pPr><w:pStyle w:val='Fliesstext' /><w:keepNext/></w:pPr><w:proofErr w:type='spellStart'></w:proofErr>"
        "<w:r><w:rPr><w:i></w:i></w:rPr><w:t>odd &#x2014; quotes &quot;</w:t></w:r></w:p>\r\n"
    )
    source = word_file(where, odd, paragraph("A [@carr]."), odd)
    out, _ = weave(source)
    before, after = part(source), part(out)
    start = before.index(" [@carr]")
    assert after.startswith(before[: before.rindex("<w:r ", 0, start)])
    assert after.count(odd) == 2


def test_a_marker_that_word_split_over_runs_is_found(where: Path) -> None:
    pieces = (
        run("Lenin [", extra=' w:rsidRPr="00D4"'),
        '<w:proofErr w:type="spellStart"/>',
        run("@ca", "<w:lang w:val='en-US'/>"),
        "<w:r><w:lastRenderedPageBreak/><w:t>rr</w:t></w:r>",
        '<w:proofErr w:type="spellEnd"/>',
        run(", 4"),
        '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>',
        run("4]. Then."),
    )
    out, _ = weave(word_file(where, paragraph(*pieces)))
    assert body(out).splitlines()[0] == "Lenin.^ Then."
    assert notes(out) == [FIRST]
    document = part(out)
    assert document.count("spellStart") == document.count("spellEnd") == 1 and '"_GoBack"' in document
    assert "lastRenderedPageBreak" in document


def test_a_marker_typed_with_changes_tracked_stays_tracked_and_deleted_text_is_not_read(where: Path) -> None:
    inserted = f'<w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">{run(" [@carr, 44]")}</w:ins>'
    deleted = (
        '<w:del w:id="2" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve"> [@kennan]'
        "</w:delText></w:r></w:del>"
    )
    moved = f'<w:moveFrom w:id="4" w:author="A" w:date="2026-01-01T00:00:00Z">{run("[@kennan]")}</w:moveFrom>'
    out, outcome = weave(word_file(where, paragraph("Lenin wrote", inserted, deleted, moved, " here")))
    assert outcome.citations == 1
    document = part(out)
    assert re.search(r'<w:ins w:id="1"[^>]*><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/>', document)
    assert deleted in document and moved in document


def test_a_marker_with_a_deletion_inside_is_one_marker_and_the_deletion_stays(where: Path) -> None:
    deleted = '<w:del w:id="2" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>'
    out, _ = weave(word_file(where, paragraph(run("So [@ca"), deleted, run("rr, 44]."))))
    assert notes(out) == [FIRST] and deleted in part(out)


def test_comments_stay_where_they_are(where: Path) -> None:
    commented = (
        '<w:commentRangeStart w:id="0"/>' + run("Lenin [@carr, 44].") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    out, _ = weave(word_file(where, paragraph(commented)))
    document = part(out)
    assert document.index("commentRangeStart") < document.index("footnoteReference") < document.index("commentRangeEnd")


@pytest.mark.parametrize(
    "inside",
    [
        f'<w:hyperlink w:anchor="x">{run("[@carr]")}</w:hyperlink>',
        f'<w:fldSimple w:instr=" REF x ">{run("[@carr]")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE "[@carr]"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("[@carr]")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="x"/><w:text/></w:sdtPr><w:sdtContent>'
        f"{run('[@carr]')}</w:sdtContent></w:sdt>",
    ],
)
def test_links_fields_and_bound_controls_hold_no_markers(where: Path, inside: str) -> None:
    source = word_file(where, paragraph("Text ", inside, " me@carr.org and \\@carr."))
    out, outcome = weave(source)
    assert outcome.citations == 0
    assert out.read_bytes() == source.read_bytes()


def test_other_footnotes_keep_their_text_and_ids_rise_with_the_text(where: Path) -> None:
    source = word_file(
        where,
        paragraph("One", reference(1), " and [@carr, 44]. Two", reference(2), "."),
        notes=footnote(1, "First, mine.") + footnote(2, "Second, mine."),
    )
    out, _ = weave(source)
    assert notes(out) == ["First, mine.", FIRST, "Second, mine."]
    ids = re.findall(r'footnoteReference w:id="(\d+)"', part(out))
    assert ids == ["1", "2", "3"]
    assert re.findall(r'<w:footnote w:id="(\d+)"', part(out, "word/footnotes.xml")) == ids


def test_new_notes_look_like_those_that_are_there(where: Path) -> None:
    """A document whose notes have a tab behind the number, a font and a size of their own."""
    mine = (
        '<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="Funotentext"/><w:ind w:left="284" w:hanging="284"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteRef/></w:r><w:r><w:tab/></w:r>'
        + run("Mine.", '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:i/><w:sz w:val="18"/>')
        + "</w:p></w:footnote>"
    )
    out, _ = weave(word_file(where, paragraph("One", reference(1), " two [@carr, 44]."), notes=mine))
    new = part(out, "word/footnotes.xml").split('<w:footnote w:id="2">')[1]
    assert new.startswith('<w:p><w:pPr><w:pStyle w:val="Funotentext"/><w:ind w:left="284" w:hanging="284"/></w:pPr>')
    assert "<w:tab/>" in new[: new.index("<w:sdt>")]
    look = '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:sz w:val="18"/>'
    assert f"<w:r><w:rPr>{look}</w:rPr><w:t" in new  # upright where the style is, though the note looked at is italic
    italic = '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:i/><w:iCs/><w:sz w:val="18"/>'
    assert f"<w:r><w:rPr>{italic}</w:rPr><w:t" in new


def test_the_style_of_the_number_is_the_document_s_own_whatever_its_id(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("One", reference(1), " [@carr]."), notes=footnote(1, "Mine.")))
    assert part(out).count('<w:rStyle w:val="Funotenzeichen"/></w:rPr><w:footnoteReference') == 2
    assert "FootnoteReference" not in part(out, "word/styles.xml")


def test_a_note_has_the_font_of_the_paragraph(where: Path) -> None:
    font = '<w:rFonts w:ascii="Palatino" w:hAnsi="Palatino"/>'
    out, _ = weave(word_file(where, paragraph(run("Text [@carr, 44].", font + '<w:b/><w:sz w:val="28"/>'))))
    note = part(out, "word/footnotes.xml").split('<w:footnote w:id="1">')[1]
    assert f"<w:rPr>{font}</w:rPr>" in note and "w:sz" not in note and "<w:b/>" not in note


def test_in_the_text_a_citation_looks_like_the_text_around_it(where: Path) -> None:
    look = '<w:rFonts w:ascii="Palatino"/><w:color w:val="FF0000"/><w:sz w:val="28"/>'
    out, _ = weave(word_file(where, paragraph(run("Text [@carr, 44].", look))), style="chicago-author-date")
    assert body(out).splitlines()[0] == "Text (Carr 1950, 44)."
    assert part(out).count(f"<w:rPr>{look}</w:rPr>") >= 3


def test_a_document_whose_notes_stand_before_the_punctuation_keeps_its_habit(where: Path) -> None:
    mine = footnote(1, "Une.") + footnote(2, "Deux.")
    text = paragraph("Un mot", reference(1), ". Deux mots", reference(2), ", trois [@carr, 44].")
    out, _ = weave(word_file(where, text, notes=mine))
    assert body(out).splitlines()[0] == "Un mot^. Deux mots^, trois^."


def test_notes_go_behind_quotation_marks_and_stay_before_dashes(where: Path) -> None:
    text = paragraph("He said “no [@carr, 1].” She left [@carr, 2]—then “came” [@carr, 3], and (it rained [@carr, 4]).")
    out, _ = weave(word_file(where, text))
    assert body(out).splitlines()[0] == "He said “no.”^ She left^—then “came”,^ and (it rained).^"


def test_a_key_in_a_sentence_is_the_name_there_and_the_note_behind_it(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("As @carr [44] says, and as [@kennan, 570] shows.")))
    assert body(out).splitlines()[0] == "As E. H. Carr^ says, and as^ shows."
    assert notes(out)[0] == "The Bolshevik Revolution (Macmillan, 1950), 44."
    again, _ = weave(out, out.with_name("again.docx"))
    assert again.read_bytes() == out.read_bytes()


def test_markers_in_a_footnote_become_text_of_that_note(where: Path) -> None:
    mine = footnote(1, "See [@carr, 44]; but compare [@kennan, 570], p. 3. Not so (p. 4) [@carr].")
    out, outcome = weave(word_file(where, paragraph("One.", reference(1)), notes=mine))
    assert outcome.notes == 0
    assert notes(out) == [
        "See E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44; but compare George F. Kennan, “The Sources of "
        "Soviet Conduct,” Foreign Affairs 25, no. 4 (1947): 570, p. 3. Not so (p. 4) (Carr, Bolshevik Revolution)."
    ]
    again, _ = weave(out, out.with_name("again.docx"))
    assert again.read_bytes() == out.read_bytes()


def test_short_forms_count_the_notes_of_the_person_between(where: Path) -> None:
    """Where a style has ibid., it never reaches over a note of another kind."""
    text = paragraph("A [@carr, 1]. B [@carr, 2]. C.", reference(5), " D [@carr, 3].")
    style = where.with_name("ibid.csl")
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id>'
        "<updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout suffix='.'><choose><if position='ibid'>"
        "<text value='Ibid'/></if><else-if position='subsequent'><text value='short'/></else-if><else>"
        "<text variable='title'/></else></choose></layout></citation></style>",
        encoding="utf-8",
    )
    out, _ = weave(word_file(where, text, notes=footnote(5, "Mine.")), style=str(style))
    assert notes(out) == ["The Bolshevik Revolution.", "Ibid.", "Mine.", "short."]


@pytest.mark.parametrize(
    "marker",
    [
        "[bibliography]",
        "<!-- bibliography -->",
        "<!\u2013 bibliography \u2013>",
        "<!\u2014Bibliography \u2192",
        "[Bibliography\u00a0]",
    ],
)
def test_the_bibliography_stands_at_its_marker(where: Path, marker: str) -> None:
    marker = marker.replace("<", "&lt;").replace(">", "&gt;")
    source = word_file(where, paragraph("A [@kennan]. B [@carr]."), paragraph(marker), paragraph("After."))
    out, outcome = weave(source)
    assert body(out).splitlines()[1:] == [
        "Carr, E. H. The Bolshevik Revolution. Macmillan, 1950.",
        "Kennan, George F. “The Sources of Soviet Conduct.” Foreign Affairs 25, no. 4 (1947): 566–82.",
        "After.",
    ]
    assert outcome.entries == 2
    assert '<w:name w:val="Bibliography"/>' in part(out, "word/styles.xml")


def test_without_a_marker_the_bibliography_is_the_end_with_its_heading(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("A [@carr].")), heading="Sources & literature")
    assert body(out).splitlines()[1:] == [
        "Sources & literature",
        "Carr, E. H. The Bolshevik Revolution. Macmillan, 1950.",
    ]
    assert '<w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t xml:space="preserve">Sources' in part(out)
    assert part(out).index("Macmillan") < part(out).index("<w:sectPr ")
    again, _ = weave(out, out.with_name("again.docx"), heading="Sources & literature")
    assert again.read_bytes() == out.read_bytes()


def test_a_marker_s_paragraph_that_holds_more_than_text_is_kept(where: Path) -> None:
    marker = paragraph('<w:bookmarkStart w:id="9" w:name="lit"/>', "[bibliography]", '<w:bookmarkEnd w:id="9"/>')
    cell = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{marker}</w:tc></w:tr></w:tbl>"
    for one in (marker, cell + paragraph("x")):
        out, _ = weave(word_file(where, paragraph("A [@carr]."), one))
        assert '<w:bookmarkStart w:id="9" w:name="lit"/>' in part(out) and "[bibliography]" not in part(out)


def test_woven_again_the_file_is_the_same_to_the_byte(where: Path) -> None:
    source = word_file(
        where,
        paragraph("A [see @carr, 44]. As @kennan [570] says", reference(3), " and [@stalin26, l. 67]."),
        paragraph("[bibliography]"),
        notes=footnote(3, "Mine, cf. [@carr]."),
    )
    for options in ({}, {"style": "chicago-author-date"}, {"style": "mla"}, {"zotero": True}):
        out, _ = weave(source, **options)
        again, outcome = weave(out, out.with_name("again.docx"), **options)
        assert again.read_bytes() == out.read_bytes()
        assert outcome.citations == 4 and outcome.notes == 0


def test_a_changed_library_brings_notes_and_bibliography_up_to_date(where: Path) -> None:
    out, _ = weave(
        word_file(where, paragraph("A [@carr, 44]. B [@kennan]. As @carr [45] says."), paragraph("[bibliography]"))
    )
    newer = [{**CARR, "title": "Twenty Years", "author": [{"family": "Carr", "given": "Edward"}]}, KENNAN]
    again, _ = weave(out, out.with_name("again.docx"), documents=newer)
    assert notes(again)[::2] == ["Edward Carr, Twenty Years (Macmillan, 1950), 44.", "Twenty Years, 45."]
    assert body(again).splitlines()[:2] == [
        "A.^ B.^ As Carr^ says.",
        "Carr, Edward. Twenty Years. Macmillan, 1950.",
    ]


def test_a_changed_locator_in_the_control_s_tag_or_a_marker_typed_over_its_text(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("A [@carr, 44].")))
    tagged = with_part(
        out, "word/footnotes.xml", lambda t: t.replace(" [@carr, 44]&quot;", "").replace("[@carr, 44]", "[@carr, 45]")
    )
    again, _ = weave(tagged, out.with_name("again.docx"))
    assert notes(again) == [FIRST.replace("44", "45")]
    typed = with_part(
        out,
        "word/footnotes.xml",
        lambda t: re.sub(r"(<w:sdtContent>).*?(</w:sdtContent>)", rf"\1{run('[@carr, 46]')}\2", t),
    )
    again, _ = weave(typed, out.with_name("again2.docx"))
    assert notes(again) == [FIRST.replace("44", "46")]


def test_what_a_person_edited_in_a_note_is_left_and_told(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("A [@carr, 44]. B [@kennan, 570]. C [@carr, 45].")))
    edited = with_part(out, "word/footnotes.xml", lambda t: t.replace(" (Macmillan", ", my favourite (Macmillan"))
    again, outcome = weave(edited, out.with_name("again.docx"), documents=[{**CARR, "title": "Twenty Years"}, KENNAN])
    assert notes(again)[0] == FIRST.replace(" (Mac", ", my favourite (Mac")
    assert notes(again)[2] == "Carr, Twenty Years, 45."
    assert any("edited by hand" in remark for remark in outcome.remarks)


def test_a_text_typed_round_a_citation_in_its_note_stays(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("A [@carr, 44].")))
    longer = with_part(
        out, "word/footnotes.xml", lambda t: t.replace("</w:sdt></w:p>", f"</w:sdt>{run(' My words.')}</w:p>")
    )
    again, _ = weave(longer, out.with_name("again.docx"))
    assert notes(again) == [f"{FIRST[:-1]} My words."] or notes(again) == [f"{FIRST} My words."]


def test_another_style_turns_notes_into_citations_in_the_text_and_back(where: Path) -> None:
    source = word_file(where, paragraph("A [@carr, 44]. As @kennan [570] says."))
    out, _ = weave(source)
    text, _ = weave(out, out.with_name("text.docx"), style="chicago-author-date")
    assert body(text).splitlines()[0] == "A (Carr 1950, 44). As Kennan (1947, 570) says."
    assert "<w:footnote w:id=" not in part(text, "word/footnotes.xml")
    back, _ = weave(text, out.with_name("back.docx"), style="chicago-notes")
    assert body(back).splitlines()[0] == body(out).splitlines()[0] and notes(back) == notes(out)


def test_chapters_can_begin_first_citations_anew(where: Path) -> None:
    chapter = paragraph("Chapter", style="berschrift1")
    source = word_file(where, chapter, paragraph("A [@carr, 44]. X [@kennan]."), chapter, paragraph("B [@carr, 44]."))
    assert notes(weave(source)[0])[2] == "Carr, Bolshevik Revolution, 44."
    assert notes(weave(source, restart=True)[0])[::2] == [FIRST, FIRST]


def test_settings_beside_the_draft_count(where: Path) -> None:
    where.with_name("citekit.toml").write_text(
        'csl = "mla"\nreference-section-title = "Works Cited"\n', encoding="utf-8"
    )
    out, _ = weave(word_file(where, paragraph("A [@carr, 44].")))
    assert body(out).splitlines()[:2] == ["A (Carr 44).", "Works Cited"]


def test_unknown_keys_are_told_with_their_place_and_left(where: Path) -> None:
    source = word_file(where, paragraph("A [@karr, 44]. B [@carr; @nobody]."), paragraph("C [@carr, 44]."))
    out, outcome = weave(source)
    assert body(out).splitlines()[:2] == ["A [@karr, 44]. B [@carr; @nobody].", "C.^"]
    assert [str(one) for one in outcome.unknown] == [
        "kapitel.docx, paragraph 1: there is no document “karr” in the library (did you mean carr?)",
        "kapitel.docx, paragraph 1: there is no document “nobody” in the library",
    ]


def test_a_marker_in_a_text_box_is_told_and_left(where: Path) -> None:
    box = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{paragraph('Box [@carr].')}</w:txbxContent></v:textbox></w:pict></w:r>"
    )
    out, outcome = weave(word_file(where, paragraph("A [@carr, 44].", box)))
    assert "Box [@carr]." in shown(part(out)) and len(outcome.problems) == 1 and not outcome.good
    assert "text box" in outcome.problems[0]


def test_check_writes_nothing(where: Path) -> None:
    source = word_file(where, paragraph("A [@carr, 44]. B [@nobody]."))
    out, outcome = weave(source, check=True)
    assert not out.exists() and outcome.citations == 2 and len(outcome.unknown) == 1


def test_italic_words_of_a_prefix_stay_italic(where: Path) -> None:
    out, _ = weave(
        word_file(where, paragraph(run("A [see the "), run("Short History", "<w:i/>"), run(" in @carr, 44].")))
    )
    assert notes(out) == [f"See the Short History in {FIRST}"]
    assert re.search(
        r"<w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">Short History</w:t>", part(out, "word/footnotes.xml")
    )
    again, _ = weave(out, out.with_name("again.docx"))
    assert again.read_bytes() == out.read_bytes()


def test_another_prefix_for_wordprocessingml_is_kept(where: Path) -> None:
    def renamed(text: str) -> str:
        return re.sub(r"(</?|\s)w:", r"\1ns0:", text.replace("xmlns:w=", "xmlns:ns0="))

    source = with_part(word_file(where, paragraph("A [@carr, 44]. As @kennan says.")), "word/document.xml", renamed)
    out, _ = weave(source)
    document = part(out)
    assert "<w:" not in document and document.count("<ns0:footnoteReference ns0:id=") == 2


def test_nothing_of_a_field_is_markup_in_the_document(where: Path) -> None:
    hostile = {**KENNAN, "title": 'A</w:t></w:r><w:p/> & "<b>" \u202e\x07\x00 ]]> x', "id": 'k"<&>'}
    out, _ = weave(word_file(where, paragraph("A [@{k&quot;&lt;&amp;&gt;}, 3].")), documents=[hostile])
    assert "a</w:t></w:r><w:p/> & ‘<b>’" in notes(out)[0].casefold()
    assert "\u202e" not in part(out, "word/footnotes.xml")


def test_endnotes_of_the_person_are_woven_where_they_are(where: Path) -> None:
    from .office_files import HEAD, NAMESPACES, R

    endnotes = (
        f"{HEAD}<w:endnotes {NAMESPACES}>"
        '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
        '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
        "</w:p></w:endnote>"
        f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r>{run(" [@carr, 44]")}</w:p></w:endnote></w:endnotes>'
    )
    source = word_file(
        where, paragraph("A", '<w:r><w:endnoteReference w:id="1"/></w:r>', "."), parts={"word/endnotes.xml": endnotes}
    )
    source = with_part(
        source,
        "word/_rels/document.xml.rels",
        lambda t: t.replace(
            "</Relationships>", f'<Relationship Id="rId9" Type="{R}/endnotes" Target="endnotes.xml"/></Relationships>'
        ),
    )
    out, outcome = weave(source)
    assert outcome.notes == 0 and shown(part(out, "word/endnotes.xml")).strip() == FIRST


def test_a_strict_document_stays_strict(where: Path) -> None:
    """ISO 29500 strict has namespaces and relationship types of its own; what is added has them too."""
    from .office_files import R, W

    source = word_file(where, paragraph("A [@carr, 44]."))
    for name in (
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/_rels/document.xml.rels",
        "_rels/.rels",
    ):
        changed = with_part(
            source,
            name,
            lambda t: t.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
                R, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ),
        )
        source = changed.rename(where.with_name(f"strict{len(name)}.docx"))
    out, _ = weave(source)
    assert notes(out) == [FIRST]
    for name in ("word/footnotes.xml", "word/_rels/document.xml.rels"):
        assert "schemas.openxmlformats.org/wordprocessingml" not in part(out, name)
        assert "schemas.openxmlformats.org/officeDocument" not in part(out, name)


def test_a_marker_in_a_header_is_told(where: Path) -> None:
    from .office_files import HEAD, NAMESPACES, R

    header = f"{HEAD}<w:hdr {NAMESPACES}>{paragraph('Draft [@carr] of me@home.org')}</w:hdr>"
    source = word_file(where, paragraph("A [@carr, 44]."), parts={"word/header1.xml": header})
    related = f'<Relationship Id="rId9" Type="{R}/header" Target="header1.xml"/></Relationships>'
    source = with_part(source, "word/_rels/document.xml.rels", lambda t: t.replace("</Relationships>", related))
    out, outcome = weave(source)
    assert part(out, "word/header1.xml") == header
    assert outcome.problems == ["changed.docx: [@carr] stands in a header or footer: it is left as it is"]


def test_the_tag_is_brought_up_to_date_however_word_wrote_it(where: Path) -> None:
    """Word escapes attributes in its own way; a checksum that stayed behind would look like an edit by hand."""
    out, _ = weave(word_file(where, paragraph('A [see "x" in @carr, 44].')))
    saved = with_part(
        out,
        "word/footnotes.xml",
        lambda t: t.replace("w:tag w:val=", "w:tag   w:val = ").replace("&quot;x&quot; in", "&#34;x&#34; in"),
    )
    newer = [{**CARR, "title": "Twenty Years"}]
    later, _ = weave(saved, out.with_name("later.docx"), documents=newer)
    again, outcome = weave(later, out.with_name("again.docx"), documents=newer)
    assert "Twenty Years" in notes(again)[0] and outcome.remarks == [] and again.read_bytes() == later.read_bytes()


def test_a_key_that_is_not_known_in_a_note_is_told_by_the_note_s_number(where: Path) -> None:
    mine = footnote(5, "Mine.") + footnote(9, "See [@karr].")
    _, outcome = weave(word_file(where, paragraph("A", reference(5), " b", reference(9)), notes=mine))
    assert str(outcome.unknown[0]).startswith("kapitel.docx, footnote 2: there is no document “karr”")


def test_in_a_document_of_endnotes_new_notes_are_endnotes(where: Path) -> None:
    from .office_files import HEAD, NAMESPACES, R

    separators = "".join(
        f'<w:endnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for kind, n in (("separator", -1), ("continuationSeparator", 0))
    )
    mine = f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r>{run(" Mine.")}</w:p></w:endnote>'
    endnotes = f"{HEAD}<w:endnotes {NAMESPACES}>{separators}{mine}</w:endnotes>"
    text = paragraph("A [@carr, 44]. B.", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    source = word_file(where, text, parts={"word/endnotes.xml": endnotes})
    related = f'<Relationship Id="rId9" Type="{R}/endnotes" Target="endnotes.xml"/></Relationships>'
    source = with_part(source, "word/_rels/document.xml.rels", lambda t: t.replace("</Relationships>", related))
    out, outcome = weave(source)
    assert outcome.notes == 1 and "footnote" not in part(out)
    assert re.findall(r'endnoteReference w:id="(\d+)"', part(out)) == ["1", "2"]
    assert shown(part(out, "word/endnotes.xml")).split("\n")[-2:] == [f" {FIRST}", " Mine."]
    again, _ = weave(out, out.with_name("again.docx"))
    assert again.read_bytes() == out.read_bytes()
    in_text, _ = weave(out, out.with_name("text.docx"), style="mla")
    assert body(in_text).splitlines()[0] == "A (Carr 44). B."


def test_several_bibliographies_list_archives_and_literature_apart(where: Path) -> None:
    text = paragraph("A [@kennan]. B [@stalin26]. C [@carr].")
    source = word_file(where, text, paragraph("[bibliography: archives]"), paragraph("[bibliography: literature]"))
    for out in (weave(source)[0], weave(source, zotero=True)[0]):
        first, second, third = body(out).splitlines()[1:]
        assert "Letter from Stalin" in first and second.startswith("Carr, E. H.") and third.startswith("Kennan")
    again, outcome = weave(out, out.with_name("again.docx"), zotero=True)
    assert again.read_bytes() == out.read_bytes() and outcome.entries == 3


def test_a_bibliography_that_nothing_is_left_of_is_emptied(where: Path) -> None:
    out, _ = weave(word_file(where, paragraph("A [@carr]."), paragraph("[bibliography]"), paragraph("End.")))
    bare = with_part(
        out, "word/document.xml", lambda t: re.sub(r"<w:r>(?:(?!</w:r>).)*footnoteReference.*?</w:r>", "", t)
    )
    again, _ = weave(bare, out.with_name("again.docx"))
    assert body(again).splitlines() == ["A.", "", "End."]


def test_a_bibliography_of_no_known_kind_is_wrong_use(where: Path) -> None:
    from citekit.common.errors import UsageError

    with pytest.raises(UsageError, match="no bibliography “photographs”"):
        weave(word_file(where, paragraph("A [@carr]."), paragraph("[bibliography: photographs]")))


def test_raised_numbers_stand_where_numbers_of_notes_do(where: Path) -> None:
    style = where.with_name("raised.csl")
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title><id>t</id>'
        "<updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout vertical-align='sup' delimiter=','>"
        "<text variable='citation-number'/></layout></citation><bibliography><layout><text variable='title'/></layout>"
        "</bibliography></style>",
        encoding="utf-8",
    )
    out, _ = weave(word_file(where, paragraph("One [@carr]. Two [@kennan; @carr], three.")), style=str(style))
    assert body(out).splitlines()[0] == "One.1 Two,2,1 three."
    again, _ = weave(out, out.with_name("again.docx"), style=str(style))
    assert again.read_bytes() == out.read_bytes()


def test_notes_that_follow_each_other_stand_together_behind_the_punctuation(where: Path) -> None:
    out, _ = weave(
        word_file(where, paragraph("One [@carr, 44] [@kennan, 570]. Two [@carr][@stalin26] [@kennan] three."))
    )
    assert body(out).splitlines()[0] == "One.^^ Two^^^ three."
    assert notes(out)[0] == FIRST and notes(out)[1].startswith("George F. Kennan")


def test_a_bracket_that_is_not_closed_is_told_once(where: Path) -> None:
    _, outcome = weave(word_file(where, paragraph("Lenin wrote [see @carr, 44; and @kennan more.")))
    assert [remark for remark in outcome.remarks if "bracket" in remark] == [
        "kapitel.docx, paragraph 1: a bracket opens before “@carr” that is not closed; close it with ]"
    ]


def test_marks_that_libreoffice_left_out_are_told(where: Path) -> None:
    """LibreOffice 7.4 keeps content controls, and empties their properties; someone has taken the bookmarks out."""
    out, _ = weave(word_file(where, paragraph("Lenin wrote [@carr, 44]. Then [@carr, 45].")))
    marks = re.compile(r"(?<=<w:sdtPr>).*?(?=</w:sdtPr>)|<w:bookmark(?:Start|End) [^>]*>")
    again = with_part(out, "word/footnotes.xml", lambda text: marks.sub("", text))
    _, outcome = weave(again)
    assert outcome.citations == 0
    assert [remark for remark in outcome.remarks if "2 notes have lost the marks" in remark]


@pytest.mark.parametrize("hyphen", ["\u00ad", "<w:softHyphen/>"])
def test_a_hyphen_that_shows_only_at_the_end_of_a_line_is_none_of_a_key(tmp_path: Path, hyphen: str) -> None:
    marker = run("A [@ca") + f"<w:r>{hyphen}</w:r>" * hyphen.startswith("<") + run("rr, 44].")
    if not hyphen.startswith("<"):
        marker = run(f"A [@ca{hyphen}rr, 44].")
    out, outcome = weave(word_file(tmp_path / "k.docx", paragraph(marker)))
    assert outcome.notes == 1 and "carr" not in body(out) and "\u00ad" not in body(out)


def test_a_note_in_latin_letters_is_not_written_from_right_to_left(tmp_path: Path) -> None:
    hebrew = run("\u05e9\u05dc\u05d5\u05dd [@carr, 44]", "<w:rtl/>")
    out, _ = weave(word_file(tmp_path / "k.docx", paragraph(hebrew)))
    assert "<w:r><w:rPr><w:rtl/>" not in part(out, "word/footnotes.xml") and "<w:rtl/>" in part(out)
