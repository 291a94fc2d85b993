"""Live fields: those that are written for Zotero, and those of Zotero, Mendeley and Word that are there already."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from citekit.common.files.xml_text import xml_unescape

from .office_files import (
    CARR,
    HEAD,
    KENNAN,
    STALIN,
    body,
    field,
    footnote,
    notes,
    odf_note,
    odt_file,
    paragraph,
    part,
    reference,
    run,
    shown,
    weave,
    with_part,
    word_file,
)

ZOTERO_URI = "http://zotero.org/users/475425/items/ABCD2345"


def codes(xml: str) -> list[str]:
    """The instructions of all fields, each of one w:instrText."""
    return [xml_unescape(code) for code in re.findall(r'<w:instrText xml:space="preserve">([^<]*)</w:instrText>', xml)]


def citations(xml: str) -> list[dict[str, Any]]:
    """The JSON of Zotero's fields."""
    found = []
    for code in codes(xml):
        match = re.fullmatch(r" ADDIN ZOTERO_ITEM CSL_CITATION (\{.*\}) ", code, re.S)
        if match is not None:
            found.append(json.loads(match[1]))
    return found


def zotero_code(item: dict[str, Any], shown_text: str, **cite: Any) -> str:
    data = {
        "citationID": "a1b2c3d4",
        "properties": {"formattedCitation": shown_text, "plainCitation": shown_text, "noteIndex": 0},
        "citationItems": [{"id": 12, "uris": [ZOTERO_URI], "itemData": {**item, "id": 12}, **cite}],
        "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
    }
    return "ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(data, ensure_ascii=False)


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    return word_file(
        tmp_path / "a.docx",
        paragraph("A [see @carr, 44; also @stalin26, l. 67]. As @kennan [570] says", reference(3), ", B [@carr, 46]."),
        paragraph("[bibliography]"),
        notes=footnote(3, "Mine, cf. [@carr]."),
    )


# -- fields that are written


def test_each_citation_is_a_field_as_zotero_writes_it(chapter: Path) -> None:
    out, outcome = weave(chapter, zotero=True)
    found = citations(part(out, "word/footnotes.xml"))
    assert len(found) == outcome.citations == 4
    first = found[0]
    assert set(first) == {"citationID", "properties", "citationItems", "schema"}
    assert first["schema"].endswith("csl-citation.json")
    text = "See E. H. Carr, The Bolshevik Revolution (Macmillan, 1950), 44; also Letter from Stalin to Molotov"
    assert first["properties"]["plainCitation"].replace("“", "").startswith(text)
    assert first["properties"]["formattedCitation"].startswith("See E. H. Carr, {\\i{}The Bolshevik Revolution} (Mac")
    assert "\\uc0\\u8220{}" in first["properties"]["formattedCitation"]
    assert [one["properties"]["noteIndex"] for one in found] == [1, 2, 3, 4]
    assert len({one["citationID"] for one in found}) == 4
    one, two = first["citationItems"]
    assert (one["locator"], one["label"], one["prefix"]) == ("44", "page", "See ")
    assert (two["locator"], two["label"], two["prefix"]) == ("l. 67", "page", "also ")
    assert two["itemData"]["archive"] == "RGASPI" and two["itemData"]["archive_location"].startswith("f. 558")


def test_the_text_of_a_field_is_the_one_that_it_remembers(chapter: Path) -> None:
    """Otherwise Zotero asks whether to keep what it takes for a change by hand."""
    out, _ = weave(chapter, zotero=True)
    xml = part(out, "word/footnotes.xml")
    fields = re.findall(
        r"<w:instrText[^>]*>([^<]*)</w:instrText></w:r><w:r>.*?separate\"/></w:r>(.*?)<w:r>"
        r"<w:fldChar w:fldCharType=\"end",
        xml,
    )
    assert len(fields) == 4
    for code, result in fields:
        assert json.loads(xml_unescape(code).split("CSL_CITATION ")[1])["properties"]["plainCitation"] == shown(result)


def test_a_document_has_one_uri_made_from_its_key_in_every_field_and_run(chapter: Path, tmp_path: Path) -> None:
    found = []
    for name in ("one.docx", "two.docx"):
        out, _ = weave(chapter, tmp_path / name, zotero=True)
        for one in citations(part(out, "word/footnotes.xml")):
            found += [(item["id"], tuple(item["uris"])) for item in one["citationItems"]]
    assert all(len(uris) == 1 and uris[0] for _, uris in found)
    assert len(set(found)) == 3
    odd = word_file(tmp_path / "b.docx", paragraph("A [@{c/ä:1}]. B [@{c/ä:2}]."))
    out, _ = weave(odd, documents=[{**CARR, "id": "c/ä:1"}, {**KENNAN, "id": "c/ä:2"}], zotero=True)
    uris = [one["citationItems"][0]["uris"][0] for one in citations(part(out, "word/footnotes.xml"))]
    assert uris == ["https://citekit.invalid/items/c%2F%C3%A4%3A1", "https://citekit.invalid/items/c%2F%C3%A4%3A2"]
    again, _ = weave(out, tmp_path / "again.docx", documents=[KENNAN], zotero=True)  # the fields bring what they cite
    assert again.read_bytes() == out.read_bytes()


def test_what_csl_has_no_field_for_in_zotero_survives_in_the_item(tmp_path: Path) -> None:
    item = {**STALIN, "archive_collection": "Fond 558", "archive-place": "Moscow"}
    out, _ = weave(word_file(tmp_path / "a.docx", paragraph("A [@stalin26].")), documents=[item], zotero=True)
    data = citations(part(out, "word/footnotes.xml"))[0]["citationItems"][0]["itemData"]
    assert data["archive_collection"] == "Fond 558" and data["archive-place"] == "Moscow"


def test_the_bibliography_is_a_field_that_begins_and_ends_in_one_paragraph(chapter: Path) -> None:
    out, _ = weave(chapter, zotero=True)
    document = part(out)
    assert [code.strip() for code in codes(document)] == [
        'ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY'
    ]
    for one in re.findall(r"<w:p\b.*?</w:p>", document + part(out, "word/footnotes.xml"), re.S):
        kinds = re.findall(r'w:fldCharType="(\w+)"', one)
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)


@pytest.mark.parametrize(
    ("style", "official", "note_type"),
    [
        ("chicago-notes", "chicago-notes-bibliography", "1"),
        ("chicago-author-date", "chicago-author-date", "0"),
        ("mla", "modern-language-association", "0"),
    ],
)
def test_the_preferences_name_a_style_that_zotero_can_install(
    chapter: Path, style: str, official: str, note_type: str
) -> None:
    out, outcome = weave(chapter, style=style, zotero=True)
    custom = part(out, "docProps/custom.xml")
    pieces = re.findall(r'pid="(\d+)" name="ZOTERO_PREF_(\d+)"><vt:lpwstr[^>]*>([^<]*)</vt:lpwstr>', custom)
    assert [number for _, number, _ in pieces] == [str(n) for n in range(1, len(pieces) + 1)]
    assert [int(pid) for pid, _, _ in pieces] == list(range(2, len(pieces) + 2))
    assert all(0 < len(xml_unescape(text)) <= 255 for _, _, text in pieces)
    data = "".join(xml_unescape(text) for _, _, text in pieces)
    assert f'<style id="http://www.zotero.org/styles/{official}" locale="en-US" hasBibliography="1"' in data
    assert '<pref name="fieldType" value="Field"/>' in data and f'<pref name="noteType" value="{note_type}"/>' in data
    assert re.search(r'<session id="\w{8}"/>', data)
    assert "custom-properties" in part(out, "_rels/.rels") and "/docProps/custom.xml" in part(
        out, "[Content_Types].xml"
    )
    assert not any("install" in remark for remark in outcome.remarks)


def test_a_style_of_one_s_own_must_be_installed_first(chapter: Path) -> None:
    _, outcome = weave(chapter, style="wilson-center", zotero=True)
    assert any("install the style styles/wilson-center.csl" in remark for remark in outcome.remarks)


def test_properties_that_are_there_stay(chapter: Path) -> None:
    ours, _ = weave(chapter, zotero=True)
    mine = (
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="17" name="Mine">'
        "<vt:lpwstr>kept</vt:lpwstr></property>"
    )
    mixed = with_part(
        ours,
        "docProps/custom.xml",
        lambda t: (
            t.replace("></Properties>", ">").replace("</Properties>", "")
            + (mine if "</Properties>" in t else "")
            + "</Properties>"
        ),
    )
    out, _ = weave(mixed, ours.with_name("mla.docx"), style="mla", zotero=True)
    custom = part(out, "docProps/custom.xml")
    assert mine in custom and "modern-language-association" in custom and "chicago" not in custom
    assert len(set(re.findall(r'pid="(\d+)"', custom))) == custom.count("pid=")


def test_pandoc_reads_the_fields_as_citations(chapter: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    out, _ = weave(chapter, zotero=True)
    tree = json.loads(pypandoc.convert_file(str(out), "json", format="docx+citations"))
    cites: list[Any] = []

    def look(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("t") == "Cite":
                cites.append([one["citationId"] for one in node["c"][0]])
            for value in node.values():
                look(value)
        elif isinstance(node, list):
            for value in node:
                look(value)

    look(tree["blocks"])
    assert cites == [["carr", "stalin26"], ["kennan"], ["carr"], ["carr"]]
    assert {_text(one["c"]["id"]) for one in tree["meta"]["references"]["c"]} == {"carr", "kennan", "stalin26"}


def _text(meta: Any) -> str:
    """The text of a piece of pandoc's metadata."""
    if isinstance(meta["c"], str):
        return meta["c"]
    return "".join(one["c"] for one in meta["c"] if isinstance(one.get("c"), str))


def test_plain_notes_become_fields_when_asked_for_and_stay_fields(chapter: Path) -> None:
    plain, _ = weave(chapter)
    live, outcome = weave(plain, chapter.with_name("live.docx"), zotero=True)
    assert len(citations(part(live, "word/footnotes.xml"))) == 4 and outcome.notes == 0
    assert notes(live) == notes(plain)
    later, _ = weave(live, chapter.with_name("later.docx"))
    assert len(citations(part(later, "word/footnotes.xml"))) == 4


def test_a_key_in_a_sentence_has_its_name_before_the_field(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph("As @carr [44] says."))
    out, _ = weave(source, style="chicago-author-date", zotero=True)
    assert body(out).splitlines()[0] == "As Carr (1950, 44) says."
    assert citations(part(out))[0]["properties"]["plainCitation"] == "(1950, 44)"
    assert citations(part(out))[0]["citationItems"][0]["suppress-author"] is True


# -- fields that are there


def test_zotero_s_fields_are_citations_of_the_draft(tmp_path: Path) -> None:
    """A work that a field cites first is cited in its short form afterwards, whoever it is for the library."""
    mine = footnote(2, field(zotero_code(CARR, "E. H. Carr, old text."), "E. H. Carr, old text."))
    source = word_file(
        tmp_path / "a.docx", paragraph("A", reference(2), ", b [@kennan, 570], c [@carr, 46]."), notes=mine
    )
    out, outcome = weave(source)
    assert outcome.citations == 3 and outcome.notes == 2
    assert notes(out)[0] == "E. H. Carr, The Bolshevik Revolution (Macmillan, 1950)."
    assert notes(out)[2] == "Carr, Bolshevik Revolution, 46."
    one = citations(part(out, "word/footnotes.xml"))[0]
    assert one["citationItems"][0]["uris"] == [ZOTERO_URI] and one["citationItems"][0]["itemData"]["id"] == 12
    assert one["properties"]["plainCitation"] == notes(out)[0] and one["properties"]["noteIndex"] == 1
    assert one["citationID"] == "a1b2c3d4"


def test_a_work_that_only_a_field_brings_is_cited_and_listed(tmp_path: Path) -> None:
    mine = footnote(2, field(zotero_code(KENNAN, "Old.", locator="570", label="page", prefix="see "), "Old."))
    source = word_file(tmp_path / "a.docx", paragraph("A", reference(2), "."), notes=mine)
    out, outcome = weave(source, documents=[CARR])
    assert notes(out)[0].startswith("see George F. Kennan, “The Sources of Soviet Conduct,”")
    assert outcome.entries == 1 and "Kennan, George F." in body(out)


def test_a_field_in_the_text_becomes_a_note_with_the_field_under_a_style_for_notes(tmp_path: Path) -> None:
    source = word_file(
        tmp_path / "a.docx", paragraph("A ", field(zotero_code(CARR, "(Carr 1950)"), "(Carr 1950)"), ". B.")
    )
    out, _ = weave(source, style="chicago-notes")
    assert body(out).splitlines()[0] == "A.^ B."
    assert len(citations(part(out, "word/footnotes.xml"))) == 1 and citations(part(out)) == []


def test_the_style_of_the_document_s_own_preferences_counts_where_none_is_asked_for(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx", paragraph("A [@carr, 44]."))
    ours, _ = weave(source, style="mla", zotero=True)
    later, _ = weave(ours, tmp_path / "later.docx")
    assert later.read_bytes() == ours.read_bytes()


def test_a_field_that_a_person_changed_is_left(tmp_path: Path) -> None:
    mine = footnote(2, field(zotero_code(CARR, "As it was."), "As I like it."))
    source = word_file(tmp_path / "a.docx", paragraph("A", reference(2), "."), notes=mine)
    out, outcome = weave(source)
    assert notes(out) == ["As I like it."] and any("edited by hand" in one for one in outcome.remarks)


def test_mendeley_s_fields_and_controls_are_citations(tmp_path: Path) -> None:
    old = {
        "citationID": "x",
        "citationItems": [{"id": "ITEM-1", "itemData": CARR, "uris": ["http://www.mendeley.com/documents/?uuid=1"]}],
        "mendeley": {
            "formattedCitation": "(Old)",
            "plainTextFormattedCitation": "(Old)",
            "previouslyFormattedCitation": "(Old)",
        },
        "properties": {"noteIndex": 0},
    }
    new = {
        "citationID": "y",
        "citationItems": [{"id": "u-1", "itemData": KENNAN, "locator": "570", "label": "page"}],
        "properties": {"noteIndex": 0},
    }
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps(new).encode()).decode()
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="77"/></w:sdtPr>'
        f"<w:sdtContent>{run('(Old)')}</w:sdtContent></w:sdt>"
    )
    source = word_file(
        tmp_path / "a.docx",
        paragraph("A ", field("ADDIN CSL_CITATION " + json.dumps(old), "(Old)"), " b ", control, "."),
    )
    out, outcome = weave(source, style="chicago-author-date")
    assert outcome.citations == 2
    assert body(out).splitlines()[0] == "A (Carr 1950) b (Kennan 1947, 570)."
    assert tag in part(out) and "ADDIN CSL_CITATION" in part(out)
    again, _ = weave(out, tmp_path / "again.docx", style="chicago-author-date")
    assert again.read_bytes() == out.read_bytes()


def test_word_s_own_citations_are_read_with_their_switches(tmp_path: Path) -> None:
    b = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    sources = (
        f'{HEAD}<b:Sources xmlns:b="{b}"><b:Source><b:Tag>Car50</b:Tag><b:SourceType>Book</b:SourceType>'
        "<b:Title>The Bolshevik "
        "Revolution</b:Title><b:Author><b:Author><b:NameList><b:Person><b:Last>Carr</b:Last><b:First>E.</b:First><b:Middle>H."
        "</b:Middle></b:Person></b:NameList></b:Author></b:Author><b:Year>1950</b:Year><b:Publisher>Macmillan</b:Publisher>"
        "</b:Source><b:Source><b:Tag>UN48</b:Tag><b:SourceType>Report</b:SourceType>"
        "<b:Title>A Report</b:Title><b:Author>"
        "<b:Author><b:Corporate>United Nations</b:Corporate></b:Author></b:Author><b:Year>1948</b:Year>"
        "</b:Source></b:Sources>"
    )
    citing = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:citation/></w:sdtPr><w:sdtContent>'
        + field('CITATION Car50 \\p 44 \\f "see " \\l 1031  \\m UN48', "(Old)")
        + "</w:sdtContent></w:sdt>"
    )
    source = word_file(tmp_path / "a.docx", paragraph("A ", citing, "."), parts={"customXml/item1.xml": sources})
    out, outcome = weave(source, documents=[KENNAN], style="chicago-author-date")
    assert body(out).splitlines()[0] == "A (see Carr 1950, 44; United Nations 1948)."
    assert outcome.entries == 2 and "CITATION Car50 \\p 44" in codes(part(out))[0]


def test_fields_of_programs_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    code = "ADDIN EN.CITE <EndNote><Cite><Author>Carr</Author></Cite></EndNote>"
    source = word_file(tmp_path / "a.docx", paragraph("A ", field(code, "(Carr)"), " [@carr]."))
    out, outcome = weave(source)
    assert any("EndNote" in remark for remark in outcome.remarks) and "(Carr)" in body(out)


@pytest.mark.parametrize(
    "junk", ["{", "{}", '{"citationItems": 3}', '{"citationItems": [1, {"itemData": []}]}', "[" * 3000]
)
def test_a_damaged_field_is_left_alone(tmp_path: Path, junk: str) -> None:
    broken = field("ADDIN ZOTERO_ITEM CSL_CITATION " + junk, "(Kept)")
    source = word_file(tmp_path / "a.docx", paragraph("A ", broken, " [@carr, 44]."))
    out, _ = weave(source)
    assert "(Kept)" in body(out)


# -- OpenDocument


def test_in_an_odt_fields_are_reference_marks_as_zotero_writes_them(tmp_path: Path) -> None:
    source = odt_file(tmp_path / "a.odt", "A [@carr, 44]. B [@carr, 46].", "[bibliography]")
    out, outcome = weave(source, zotero=True)
    content = part(out, "content.xml")
    names = [xml_unescape(name) for name in re.findall(r'reference-mark-start text:name="([^"]*)"', content)]
    assert len(names) == len(set(names)) == outcome.citations == 2
    for name in names:
        match = re.fullmatch(r"ZOTERO_ITEM CSL_CITATION (\{.*\}) RND[A-Za-z0-9]{10}", name)
        assert match is not None
        data = json.loads(match[1])
        assert data["citationItems"][0]["uris"] == ["https://citekit.invalid/items/carr"]
    assert re.search(r'<text:section text:name="ZOTERO_BIBL [^"]* CSL_BIBLIOGRAPHY RND\w{10}">', content)
    meta = part(out, "meta.xml")
    pieces = re.findall(r'meta:name="ZOTERO_PREF_\d+">([^<]*)<', meta)
    data = "".join(map(xml_unescape, pieces))
    assert all(len(xml_unescape(one)) <= 255 for one in pieces) and 'name="fieldType" value="ReferenceMark"' in data
    assert 'meta:name="Mine">kept<' in meta and "chicago-notes-bibliography" in data
    again, _ = weave(out, tmp_path / "again.odt", zotero=True)
    assert again.read_bytes() == out.read_bytes()


def test_zotero_s_marks_in_an_odt_are_citations_of_the_draft(tmp_path: Path) -> None:
    from citekit.common.files.xml_text import xml_escape

    name = xml_escape(zotero_code(CARR, "Old.").removeprefix("ADDIN ") + " RNDabcdefghij")
    mark = f'<text:reference-mark-start text:name="{name}"/>Old.<text:reference-mark-end text:name="{name}"/>'
    source = odt_file(tmp_path / "a.odt", f"A{odf_note(1, mark)}, b [@kennan, 570], c [@carr, 46].")
    out, outcome = weave(source)
    content = part(out, "content.xml")
    assert outcome.citations == 3
    assert "Carr, <text:span" in content and "46." in content
    first = re.search(r'reference-mark-start text:name="(ZOTERO[^"]*)"', content)
    assert first is not None and xml_unescape(first[1]).endswith(" RNDabcdefghij") and ZOTERO_URI in unquote(first[1])
