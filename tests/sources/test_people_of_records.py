"""Who a record names: several people are several names, bodies and families stay whole, nobody is invented."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.document.people import names_of_people
from citekit.sources.base import documents
from citekit.sources.registry import read_text

HAMILTON = {"family": "Hamilton", "given": "Alexander"}
SMITH = {"family": "Smith", "given": "John"}


def found_in(text: str, name: str) -> list[Document]:
    return list(documents(read_text(text, name, name)))


def exported(doc: Document, fmt: str = "csl-json") -> dict[str, Any]:
    item: dict[str, Any] = json.loads(citekit.export([doc], fmt))[0]
    return item


@pytest.mark.parametrize(
    "wording, names",
    [
        ("Alexander Hamilton and John Smith", [HAMILTON, SMITH]),
        ("Hamilton, Alexander; Smith, John", [HAMILTON, SMITH]),
        ("Hamilton, Alexander and Smith, John", [HAMILTON, SMITH]),
        ("Alexander Hamilton und John Smith", [HAMILTON, SMITH]),
        ("Alexander Hamilton, John Smith", [HAMILTON, SMITH]),
        ("Hamilton, Alexander", [HAMILTON]),
        ("Ministry of War and Navy", [{"literal": "Ministry of War and Navy"}]),
        ("José Ortega y Gasset", [{"family": "Gasset", "given": "José Ortega y"}]),
    ],
)
def test_several_people_in_one_wording_are_several_names(wording: str, names: list[dict[str, str]]) -> None:
    found = names_of_people(wording)
    if "Ortega" in wording:
        assert len(found) == 1
    else:
        assert found == names


@pytest.mark.parametrize("sender", ["Marx, Engels", "Stalin, Molotov", "Suslov, Ponomarenko", "Khrushchev, Bulganin"])
def test_two_family_names_side_by_side_are_two_people(sender: str) -> None:
    (doc,) = found_in(f'Title,Sender,Date\nLetter on value,"{sender}",1879\n', "two.csv")
    assert [name.get("family", name.get("literal")) for name in exported(doc)["author"]] == sender.split(", ")
    assert len(names_of_people(sender)) == 2


@pytest.mark.parametrize("sender", ["Marx, Karl", "Popov, Lev", "Ivanov, Yakov", "Weber, Hermann", "Doe, Stanislav"])
def test_a_family_name_and_a_given_name_are_one_person(sender: str) -> None:
    assert len(names_of_people(sender)) == 1


def test_two_senders_and_two_recipients_are_four_people_in_every_export() -> None:
    doc = found_in(
        "Title,Author,Recipient,Date,Repository\n"
        'Letter on debt,"Hamilton, Alexander; Smith, John","Jefferson, Thomas; Madison, James",1791-05-13,LOC\n',
        "two.csv",
    )[0]
    assert exported(doc)["author"] == [HAMILTON, SMITH]
    assert [n["family"] for n in exported(doc)["recipient"]] == ["Jefferson", "Madison"]
    ris = citekit.export([doc], "ris")
    assert "AU  - Hamilton, Alexander\nAU  - Smith, John\n" in ris.replace("\r\n", "\n")
    for fmt in ("mods", "endnote", "word"):
        text = citekit.export([doc], fmt)
        assert "Hamilton and John" not in text.replace("Alexander Hamilton and John Smith", "")


AID = """<ead><archdesc level="fonds"><did><unittitle>Fonds A</unittitle></did><dsc>
<c01 level="item"><did><unitid>A/1</unitid><unittitle>Accounts</unittitle>
<origination>{}</origination></did></c01></dsc></archdesc></ead>"""


@pytest.mark.parametrize(
    "creator, name",
    [
        ("<corpname>Krupp Stahl</corpname>", {"literal": "Krupp Stahl"}),
        ("<famname>Haus Dupont</famname>", {"literal": "Haus Dupont"}),
        ("<persname>Smith, John</persname>", SMITH),
    ],
)
def test_a_body_or_family_of_a_finding_aid_has_no_family_name(creator: str, name: dict[str, str]) -> None:
    assert found_in(AID.format(creator), "aid.xml")[0].extra["author"] == [name]


def test_a_body_that_sends_a_letter_stays_whole_beside_its_recipient() -> None:
    text = AID.format("<corpname>Krupp Stahl</corpname>").replace("Accounts", "Letter to John Smith")
    assert exported(found_in(text, "aid.xml")[0])["author"] == [{"literal": "Krupp Stahl"}]


@pytest.mark.parametrize("name", ["Krupp Stahl AG", "Siemens-Schuckert GmbH", "Famille Dupont", "Acme Trading Ltd"])
def test_forms_of_companies_and_words_for_families_tell_a_body(name: str) -> None:
    text = f"legacyId,identifier,title,levelOfDescription,repository,eventActors\n1,1,Minutes,Item,Archives,{name}\n"
    assert found_in(text, "atom.csv")[0].extra["author"] == [{"literal": name}]


def test_initials_are_no_form_of_a_company() -> None:
    assert names_of_people("Smith AG") == [{"family": "Smith", "given": "AG"}]


UNIT: dict[str, Any] = {
    "jsonmodel_type": "archival_object",
    "level": "item",
    "title": "Accounts",
    "ancestors": [{"ref": "/a/9", "level": "series", "_resolved": {"title": "Series 1"}}],
    "resource": {"ref": "/r/1", "_resolved": {"title": "Jefferson Papers", "id_0": "MSS", "id_1": "27748"}},
}


@pytest.mark.parametrize(
    "ref, agent, name",
    [
        ("/agents/people/1", {"display_name": {"primary_name": "Smith", "rest_of_name": "John"}}, SMITH),
        ("/agents/people/1", {"display_name": {"sort_name": "Smith, John"}}, SMITH),
        ("/agents/people/1", {"title": "Smith, John, 1755-1804"}, SMITH),
        ("/agents/corporate_entities/1", {"title": "Krupp Stahl"}, {"literal": "Krupp Stahl"}),
        ("/agents/families/1", {"display_name": {"family_name": "Haus Dupont"}}, {"literal": "Haus Dupont"}),
    ],
)
def test_the_creator_of_an_item_in_archivesspace_is_its_author(ref: str, agent: Any, name: dict[str, str]) -> None:
    record = {**UNIT, "linked_agents": [{"role": "creator", "ref": ref, "_resolved": agent}]}
    assert found_in(json.dumps(record), "unit.json")[0].extra["author"] == [name]


def test_the_resource_of_archivesspace_stands_above_its_series_once() -> None:
    assert found_in(json.dumps(UNIT), "u.json")[0].references[0].levels[0].value == "Jefferson Papers (MSS-27748)"
    whole = {"ref": "/r/1", "level": "collection", "_resolved": {"title": "Jefferson Papers", "id_0": "MSS"}}
    record = {**UNIT, "ancestors": [*UNIT["ancestors"], whole]}
    levels = found_in(json.dumps(record), "u.json")[0].references[0].levels
    assert [one.value for one in levels] == ["Jefferson Papers (MSS)", "Series 1"]


def test_the_key_of_a_letter_by_two_people_is_of_the_first_family_name() -> None:
    doc = Document(title="Accounts", sender="Alexander Hamilton and John Smith", recipient="Thomas Jefferson")
    assert exported(doc)["id"] == "hamilton-jefferson"


@pytest.mark.parametrize("wording", ["A" + " " * 40_000 + "B", "a, " * 20_000, "and " * 20_000])
def test_a_wording_of_any_length_is_soon_taken_apart(wording: str) -> None:
    start = time.perf_counter()
    names_of_people(wording)
    assert time.perf_counter() - start < 1
