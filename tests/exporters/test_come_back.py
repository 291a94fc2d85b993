"""What formats of other programs have no field for comes back from a line of ours, and only from one of ours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import etree

import citekit
from citekit import Document
from citekit.exporters.base import export_documents
from citekit.exporters.options import ExportOptions
from citekit.sources import documents, read_text

ISSUED = {"issued": {"date-parts": [[1950]]}}


def again(item: dict[str, Any], to: str) -> dict[str, Any]:
    (found,) = documents(read_text(citekit.export(item, to), "x"))
    return {name: value for name, value in found.to_csl().items() if name != "custom"}


@pytest.mark.parametrize("to", ["ris", "endnote", "csv", "bibtex", "biblatex", "hayagriva", "word", "mods"])
@pytest.mark.parametrize("role", ["author", "recipient"])
@pytest.mark.parametrize(
    "name",
    [
        {"family": "Gaulle", "given": "Charles", "dropping-particle": "de"},
        {"family": "Alembert", "given": "Jean", "dropping-particle": "d'"},
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
    ],
    ids=lambda name: name["family"],
)
def test_a_particle_that_is_dropped_comes_back_as_one(to: str, role: str, name: dict[str, str]) -> None:
    item = {"id": "k", "type": "personal_communication", "title": "T", "archive": "A Library", role: [name]}
    assert again(item, to)[role] == [name]


@pytest.mark.parametrize("kind", ["report", "song", "legislation", "bill", "patent", "standard"])
@pytest.mark.parametrize("to", ["csv", "word", "hayagriva", "endnote"])
def test_a_number_of_the_documents_own_is_not_that_of_a_record(to: str, kind: str) -> None:
    item = {"id": "k", "type": kind, "title": "T", "number": "R-12/A", **ISSUED}
    assert again(item, to) == item


def test_a_table_has_the_number_of_an_archives_record_in_the_same_column() -> None:
    archival = Document(title="T", host="Wilson Center Digital Archive", number="113630", key="k")
    (found,) = documents(read_text(citekit.export(archival, "csv"), "x"))
    assert found.number == "113630" and "number" not in found.extra and "113630" in citekit.export(archival, "csv")


def test_hayagriva_has_the_number_of_an_archives_record_once() -> None:
    archival = Document(title="T", host="Wilson Center Digital Archive", number="113630", key="k")
    options = ExportOptions()
    text = "".join(export_documents([archival], "hayagriva", options))
    (found,) = documents(read_text(text, "x"))
    assert found.number == "113630" and text.count("113630") == 1 and not options.notes


@pytest.mark.parametrize("kind", ["map", "motion_picture", "pamphlet", "speech", "standard"])
def test_word_has_a_publisher_and_its_city_where_its_styles_print_them(kind: str) -> None:
    item = {"id": "k", "type": kind, "title": "T", "publisher": "IGN", "publisher-place": "Paris", **ISSUED}
    root = etree.fromstring(citekit.export(item, "word").encode())
    texts = {etree.QName(e).localname: e.text for e in root.iter() if e.text and len(e) == 0}
    assert texts["City"] == "Paris" and texts.get("Publisher", texts.get("Distributor")) == "IGN"
    assert again(item, "word") == item


def test_words_city_is_the_archives_where_the_archive_is_the_publisher() -> None:
    item = {
        "id": "k",
        "type": "document",
        "title": "T",
        "archive": "A Library",
        "archive_location": "Box 3",
        "publisher": "The Office",
        "publisher-place": "Lyon",
    }
    text = citekit.export(item, "word")
    assert "<b:Publisher>A Library" in text and "<b:City>" not in text
    assert again(item, "word") == item


def test_sources_of_another_hand_are_not_read_as_ours() -> None:
    text = citekit.export({"id": "k", "type": "document", "title": "T", "archive": "A Library"}, "word")
    other = re.sub(r"\{[0-9A-F-]{36}\}", "{00000000-0000-0000-0000-000000000000}", text)
    (found,) = documents(read_text(other, "x"))
    item = found.to_csl()
    assert item["publisher"] == "A Library" and "archive" not in item and "archive" in item["note"]


def test_an_annotation_of_another_hand_stays_one() -> None:
    text = "k:\n  type: book\n  title: T\n  annotation: |-\n    Good.\n    publisher: unknown\n"
    (found,) = documents(read_text(text, "x"))
    assert found.to_csl()["annote"] == "Good.\npublisher: unknown" and "publisher" not in found.to_csl()


def test_an_annotation_that_begins_like_our_lines_stays_one() -> None:
    item = {"id": "k", "type": "map", "title": "T", "annote": "See also:\ntype: map\nscale: none", "scale": "1:500"}
    assert again(item, "hayagriva") == item


def test_a_doi_has_its_own_signs_in_ris() -> None:
    doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
    item = {"id": "k", "type": "article-journal", "title": "A <i>b</i>", "container-title": "J", "DOI": doi, **ISSUED}
    for to in ("ris", "endnote"):
        assert f"DO  - {doi}" in citekit.export(item, to)
        assert again(item, to) == item


def test_endnote_has_no_character_references() -> None:
    item = {"id": "k", "type": "book", "title": "T", "note": "a <b>bold</b> & x&lt;y", "custom": {"mark": "<i>x</i>"}}
    text = citekit.export(item, "endnote")
    assert "N1  - a <b>bold</b> & x&lt;y" in text and "N1  - mark: <i>x</i>" in text
    assert again(item, "endnote")["note"] == item["note"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["speech", "document", "interview", "post", "bill", "hearing", "standard", "treaty"])
def test_typst_prints_every_kind_in_the_bibliography(kind: str, tmp_path: Any, need: Any) -> None:
    typst = pytest.importorskip("typst")
    import subprocess

    item = {"id": "k", "type": kind, "title": "The Dream", "author": [{"family": "King", "given": "Martin"}], **ISSUED}
    (tmp_path / "a.yaml").write_text(citekit.export(item, "hayagriva"), encoding="utf-8")
    (tmp_path / "a.typ").write_text('#bibliography("a.yaml", full: true, style: "chicago-notes")\n', encoding="utf-8")
    typst.compile(str(tmp_path / "a.typ"), output=str(tmp_path / "a.pdf"))
    run = subprocess.run([need("pdftotext"), tmp_path / "a.pdf", "-"], capture_output=True, timeout=60, check=True)
    assert "Dream" in run.stdout.decode()


def test_a_letter_without_a_title_says_so_where_a_format_needs_one() -> None:
    item = {
        "id": "k",
        "type": "personal_communication",
        "author": [{"family": "Joll", "given": "James"}],
        "recipient": [{"family": "Roe", "given": "Ann"}],
        "archive": "A Library",
    }
    for to in ("hayagriva", "endnote", "word"):
        options = ExportOptions()
        text = "".join(export_documents([Document.from_csl(item)], to, options))
        assert "Letter to Ann Roe" in text, to
        assert again(item, to) == item, to


def test_a_map_in_a_series_has_it_again_and_a_genre_that_its_medium_equals() -> None:
    series = {"collection-title": "S", "collection-number": "9", "genre": "map", "medium": "map"}
    for to in ("hayagriva", "endnote", "word"):
        for kind in ("map", "graphic"):
            item = {"id": "k", "type": kind, "title": "T", **series, **ISSUED}
            assert again(item, to) == item, (to, kind)


def test_an_untitled_telegram_keeps_its_genre_in_word() -> None:
    item = {
        "id": "k",
        "type": "personal_communication",
        "author": [{"family": "Joll", "given": "James"}],
        "recipient": [{"family": "Roe", "given": "Ann"}],
        "genre": "telegram",
        "archive": "A Library",
    }
    assert again(item, "word") == item


@pytest.mark.parametrize("to", ["ris", "endnote", "hayagriva", "word", "csv", "mods"])
@pytest.mark.parametrize("whole", ["Kim Il Sung", "Mao Zedong"])
def test_a_name_that_is_whole_stays_so_though_it_could_be_divided(to: str, whole: str) -> None:
    for name in ({"literal": whole}, {"family": whole[:3], "given": whole[4:], "static-ordering": True}):
        item = {"id": "k", "type": "book", "title": "T", "author": [name, {"family": "Roe", "given": "Ann"}], **ISSUED}
        assert again(item, to) == item


def test_a_whole_name_keeps_its_own_braces_in_endnote() -> None:
    item = {"id": "k", "type": "book", "title": "T", "author": [{"literal": "A, B & C {x}"}], **ISSUED}
    assert again(item, "endnote") == item


@pytest.mark.parametrize("text", ["a; b: c", "a | b: c", "a || b", "x: y; z | | w", "| a", "a |"])
def test_words_comments_hold_any_signs(text: str) -> None:
    item = {"id": "k", "type": "map", "title": "T", "annote": text, "note": f"{text}, too", "scale": "1:500", **ISSUED}
    assert again(item, "word") == item
