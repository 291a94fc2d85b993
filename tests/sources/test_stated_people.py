"""People and places as catalogues state them in one line: names without life dates and roles, archives whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from citekit import Document
from citekit.sources import read_text
from citekit.sources.stated_people import stated_person


def item(text: str, name: str) -> dict[str, Any]:
    (doc,) = read_text(text, name, name)
    assert isinstance(doc, Document), doc
    return doc.to_csl()


def dublin_core(*elements: str) -> dict[str, Any]:
    made = "".join(f"<dc:{name}>{text}</dc:{name}>" for name, _, text in (e.partition("=") for e in elements))
    spaces = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return item(f"<oai_dc:dc {spaces}><dc:title>Papiers</dc:title>{made}</oai_dc:dc>", "x.xml")


HUGO = {"family": "Hugo", "given": "Victor"}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Hugo, Victor (1802-1885). Auteur du texte", HUGO, "Auteur du texte"),
        ("Hugo, Victor. Auteur du texte", HUGO, "Auteur du texte"),
        ("Hugo, Victor, 1802-1885", HUGO, ""),
        ("Hugo, Victor, 1802-1885, author", HUGO, "author"),
        ("Hugo, Victor, born 1802", HUGO, ""),
        ("Hugo, Victor (illustrateur)", HUGO, "illustrateur"),
        ("Hugo, Victor [editor]", HUGO, "editor"),
        ("King, Martin Luther, Jr., 1929-1968", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}, ""),
        ("Frédéric II (roi de Prusse ; 1712-1786). Auteur du texte", {"literal": "Frédéric II"}, "Auteur du texte"),
        ("Anonyme (17..-18..). Graveur", {"literal": "Anonyme"}, "Graveur"),
        ("Chrétien, de Troyes", {"literal": "Chrétien de Troyes"}, ""),
        ("Smith, Ed", {"family": "Smith", "given": "Ed"}, ""),
        ("Smith, Art", {"family": "Smith", "given": "Art"}, ""),
        ("Exposition universelle (1900 ; Paris)", {"literal": "Exposition universelle (1900 ; Paris)"}, ""),
        ("France. Ministère de la guerre (1871-1940)", {"literal": "France. Ministère de la guerre"}, ""),
    ],
)
def test_a_name_is_without_life_and_role(text: str, name: dict[str, Any], role: str) -> None:
    assert stated_person(text)[::2] == (name, role)


def test_the_people_of_dublin_core_have_the_roles_that_stand_behind_them() -> None:
    made = dublin_core(
        "creator=Hugo, Victor (1802-1885). Auteur du texte",
        "contributor=Voltaire (1694-1778). Destinataire",
        "contributor=Doré, Gustave (1832-1883). Graveur",
        "type=manuscrit",
    )
    assert (made["author"], made["recipient"]) == ([HUGO], [{"literal": "Voltaire"}])
    assert made["contributor"] == [{"family": "Doré", "given": "Gustave"}]
    assert "Engraver: Doré, Gustave" in made["note"]
    assert "Hugo, Victor (1802-1885). Auteur du texte" in made["custom"]["people"]


@pytest.mark.parametrize(
    ("source", "archive", "location"),
    [
        (
            "Bibliothèque nationale de France, Département des manuscrits, NAF 24745",
            "Bibliothèque nationale de France, Département des manuscrits",
            "NAF 24745",
        ),
        ("Town Library, Special Collections, MS 12, f. 3", "Town Library, Special Collections", "MS 12, f. 3"),
        ("Stadtarchiv Dresden, Ratsarchiv, A.II.100", "Stadtarchiv Dresden, Ratsarchiv", "A.II.100"),
    ],
)
def test_a_source_that_names_an_institution_and_a_number_is_the_archive(
    source: str, archive: str, location: str
) -> None:
    made = dublin_core(f"source={source}", "type=manuscrit")
    assert (made["archive"], made["archive_location"]) == (archive, location)


@pytest.mark.parametrize(
    "source", ["Scanned in 2012, at 300 dpi", "University Press, without numbers", "Le Figaro, 12 mai"]
)
def test_another_source_is_a_note(source: str) -> None:
    made = dublin_core(f"source={source}", "type=manuscrit")
    assert "archive" not in made and f"Source: {source}" in made["note"]


def test_the_library_of_a_digitized_book_is_a_note() -> None:
    made = dublin_core("source=Bibliothèque nationale de France, département Arsenal, 8-S-1", "type=book")
    assert "archive" not in made and "Source: Bibliothèque" in made["note"]


@pytest.mark.parametrize(
    ("institution", "mark"),
    [
        ("Bodleian Libraries, University of Oxford", "MS. Bodl. 264"),
        ("Berg Collection, New York Public Library", "MS 12"),
        ("Historical Society, Springfield, Illinois", "Box 3"),
    ],
)
def test_a_holding_institution_with_a_comma_is_whole(institution: str, mark: str) -> None:
    pairs = {
        "Holding Institution": institution,
        "Shelfmark": mark,
        "Author": "Hugo, Victor (1802-1885). Auteur du texte",
    }
    manifest = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": "https://example.org/1",
        "type": "Manifest",
        "label": {"en": ["A psalter"]},
        "metadata": [{"label": {"en": [name]}, "value": {"none": [value]}} for name, value in pairs.items()],
    }
    made = item(json.dumps(manifest), "x.json")
    assert (made["archive"], made["archive_location"]) == (institution, mark)
    assert made["author"] == [HUGO]
    table = f'Title,Archive,Call number\nA psalter,"{institution}",{mark}\n'
    made = item(table, "x.csv")
    assert (made["archive"], made["archive_location"]) == (institution, mark)
