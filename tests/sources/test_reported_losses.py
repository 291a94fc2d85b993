"""Values that readers once lost, cut or put in the wrong field, and wrong input that has to be said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from citekit.common.errors import CitekitError
from citekit.document.model import Document
from citekit.sources.registry import read_text


def documents(text: str, name: str) -> list[Document]:
    return [one for one in read_text(text, name, name) if isinstance(one, Document)]


def items(text: str, name: str) -> list[dict[str, Any]]:
    return [dict(doc.to_csl()) for doc in documents(text, name)]


def test_the_number_of_a_patent_has_its_comma() -> None:
    (item,) = items("RT Patent\nA1 Edison,T. A.\nT1 Electric Lamp\nYR 1880\nSN US 223,898\n", "x.txt")
    assert item["number"] == "US 223,898"


def test_a_day_that_is_written_in_two_ways_is_kept_beside_its_year() -> None:
    (item,) = items("RT Newspaper Article\nT1 Wall Falls\nJF The Times\nYR 1989\nFD 11/10/1989\n", "x.txt")
    assert item["issued"] == {"date-parts": [[1989]]} and "11/10/1989" in item["note"]


def test_titles_in_other_languages_are_kept() -> None:
    proxy = {"dcTitle": {"def": ["Nachtwacht"], "en": ["Night Watch"]}, "dcCreator": {"def": ["Rembrandt"]}}
    (item,) = items(json.dumps({"object": {"europeanaAggregation": {}, "proxies": [proxy]}}), "x.json")
    assert (item["title"], item["custom"]["title_en"]) == ("Nachtwacht", "Night Watch")
    context = "http://iiif.io/api/presentation/3/context.json"
    label = {"en": ["Letter of Darwin"], "fr": ["Lettre de Darwin"]}
    (item,) = items(json.dumps({"@context": context, "type": "Manifest", "label": label, "items": [{}]}), "x.json")
    assert (item["title"], item["custom"]["title_fr"]) == ("Letter of Darwin", "Lettre de Darwin")


def test_the_collection_of_a_manifest_is_kept_as_an_address_or_by_its_label() -> None:
    for within in ("https://ex.org/coll", {"@id": "https://ex.org/coll"}, [{"label": "Codices"}]):
        context = "http://iiif.io/api/presentation/2/context.json"
        manifest = {"@context": context, "@type": "sc:Manifest", "label": "Codex", "sequences": [{}], "within": within}
        (item,) = items(json.dumps(manifest), "x.json")
        assert item["custom"]["part_of"] in ("https://ex.org/coll", "Codices")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            '{"metadata": {"identifier": "a", "title": "T", "publisher": "P", "mediatype": "texts", "language": "de"}}',
            "j",
        ),
        ("{{Cite journal |author=Müller, Karl |title=Ein Aufsatz |journal=HZ |date=1999 |language=de}}", "x.wiki"),
    ],
)
def test_the_language_of_a_published_work_is_its_language(text: str, name: str) -> None:
    assert [item["language"] for item in items(text, name)] == ["de"]


def test_the_names_that_zotero_and_mendeley_have_for_short_titles() -> None:
    item = {"type": "article-journal", "title": "T", "journalAbbreviation": "JJ", "shortTitle": "S"}
    (read,) = items(json.dumps([item]), "x.json")
    assert (read["container-title-short"], read["title-short"]) == ("JJ", "S")


@pytest.mark.parametrize("wrong", [{"type": 5}, {"volume": True}, {"title": False}, {"type": ["book"]}])
def test_a_variable_of_a_wrong_type_is_said(wrong: dict[str, Any]) -> None:
    text = json.dumps([{"type": "book", "title": "T", "id": "k", **wrong}])
    (error,) = read_text(text, "x.json", "x.json")
    assert isinstance(error, CitekitError) and next(iter(wrong)) in str(error)


def test_a_person_who_made_a_file_is_its_author_and_an_abbreviated_archive_keeps_its_stop() -> None:
    record = {
        "jsonmodel_type": "archival_object",
        "title": "Letters to Mary",
        "level": "file",
        "repository": {"_resolved": {"name": "Hist. Soc."}},
        "instances": [{"sub_container": {"top_container": {"_resolved": {"type": "box", "indicator": "3"}}}}],
        "linked_agents": [{"role": "creator", "_resolved": {"title": "Smith, John"}}],
    }
    (item,) = items(json.dumps(record), "x.json")
    assert item["author"] == [{"family": "Smith", "given": "John"}] and item["archive"] == "Hist. Soc."
    (series,) = items(json.dumps({**record, "level": "series"}), "x.json")
    assert "author" not in series


def test_the_folder_of_an_item_in_zotero() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><bib:Book rdf:about="#i1"><z:itemType>book</z:itemType>'
        '<dc:title>T</dc:title></bib:Book><z:Collection rdf:about="#c"><dc:title>My Folder</dc:title>'
        '<dcterms:hasPart rdf:resource="#i1"/></z:Collection></rdf:RDF>'
    )
    (item,) = items(rdf, "x.rdf")
    assert "My Folder" in json.dumps(item)


def test_mods_in_a_file_that_is_named_json_is_mods() -> None:
    mods = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Archives</title></titleInfo></mods>'
    assert [item["title"] for item in items(mods, "x.json")] == ["Archives"]


def test_references_in_a_bib_file_that_lead_nowhere_are_said() -> None:
    text = "@string{x = y}\n@string{y = x}\n@book{c, crossref={none}, title={C}}\n@book{d, title=x}\n"
    first, second = documents(text, "x.bib")
    assert "no entry “none”" in first.warnings[0] and "“y”, which is not defined" in second.warnings[0]


def test_commands_that_are_nested_too_deeply_are_said() -> None:
    (doc,) = documents("@book{a, title={" + "\\emph{" * 5000 + "x" + "}" * 5000 + "}}", "x.bib")
    assert "nested too deeply" in doc.warnings[0]


def test_a_number_beside_a_journal_is_its_issue_and_leaves_have_one_label() -> None:
    (item,) = items("Author,Year,Title,Journal,Vol.,No.\nDoe J,1999,A paper,J. Hist.,12,3\n", "x.csv")
    assert (item["volume"], item["issue"]) == ("12", "3")
    table = "Titre;Date;Lieu de conservation;Carton;Pages\nLettre;1940;Archives nationales;3;f. 12-14\n"
    (item,) = items(table, "x.csv")
    assert item["archive_location"] == "Carton 3, f. 12-14"


def test_where_an_author_works_is_no_part_of_the_name() -> None:
    record = (
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Whale oil</dc:title><dc:creator>Dahl, Per; University of Oslo</dc:creator></oai_dc:dc>"
    )
    (item,) = items(record, "x.xml")
    assert item["author"] == [{"family": "Dahl", "given": "Per"}] and "University of Oslo" in item["note"]


def test_the_place_of_a_note_on_a_book_is_where_it_was_published() -> None:
    pytest.importorskip("yaml")
    (item,) = items("---\ntitle: The Salt March\npublisher: HarperCollins\nplace: New Delhi\n---\n", "x.md")
    assert item["publisher-place"] == "New Delhi"


def test_names_of_dublin_core_with_their_prefix_in_tropy() -> None:
    graph = [
        {"@type": "Item", "template": "https://tropy.org/v1/templates/generic", "dc:title": "Deed", "dc:date": "1881"}
    ]
    (item,) = items(json.dumps({"@context": {}, "@graph": graph}), "x.json")
    assert (item["title"], item["issued"]) == ("Deed", {"date-parts": [[1881]]})
