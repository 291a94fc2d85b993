"""Who wrote to whom in a note: what stands behind the names is no name, and not every ``to`` is a letter's."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text

TNA = ", 3 May 1954, TNA, FO 371/109265"


def only(note: str) -> Document:
    (doc,) = [one for one in read_text(note) if isinstance(one, Document)]
    return doc


@pytest.mark.parametrize(
    "behind",
    ["Moscow", "Mount Vernon", "secret", "private and confidential", "holograph", "copy", "draft in Thurloe's hand"],
)
def test_what_stands_behind_the_recipient_is_no_recipient_and_is_kept_as_written(behind: str) -> None:
    doc = only(f"Kennan to Byrnes, {behind}{TNA}.")
    assert (doc.sender, doc.recipient, doc.title) == ("Kennan", "Byrnes", f"Kennan to Byrnes, {behind}")


@pytest.mark.parametrize(
    ("note", "sender", "recipient"),
    [
        ("Lessing an Nicolai, Wolfenbüttel", "Lessing", "Nicolai"),
        ("Lettera di De Gasperi a Sforza, Roma", "De Gasperi", "Sforza"),
        ("British Embassy, Bonn, to Foreign Office", "British Embassy, Bonn", "Foreign Office"),
        ("Kennan, Moscow, to Byrnes", "Kennan", "Byrnes"),
        ("Kennan to Marshall, Harriman and Bohlen", "Kennan", "Marshall, Harriman and Bohlen"),
        ("Kennan to Marshall and Bohlen, Paris", "Kennan", "Marshall and Bohlen"),
        ("Kennan to John Smith, Jr.", "Kennan", "John Smith, Jr"),
    ],
)
def test_several_people_and_offices_with_their_place_are_kept(note: str, sender: str, recipient: str) -> None:
    doc = only(note + TNA)
    assert (doc.sender, doc.recipient.rstrip(".")) == (sender, recipient)


@pytest.mark.parametrize(
    "title",
    [
        "Sale of Jets to Israel",
        "Visit of Churchill to Washington",
        "Flight of Hess to Scotland",
        "Accession of Turkey to the Alliance",
        "Deportation to Siberia",
        "Memorandum, Sale of Jets to Israel",
        "British Ambassador to Moscow",
        "L'ambassadeur de France à Londres",
        "Consul à Alger",
        "Gesandter an der Botschaft Wien",
        "Ambasciata d'Italia a Londra",
        "Accession de la Turquie à l'Alliance",
    ],
)
def test_a_title_with_to_in_it_is_no_letter(title: str) -> None:
    doc = only(title + TNA)
    assert (doc.sender, doc.recipient, doc.title) == ("", "", title)


@pytest.mark.parametrize(
    ("sender", "recipient"),
    [
        ("Duke of Wellington", "Peel"),
        ("Secretary of State", "Embassy Bonn"),
        ("Ministry of Defence", "Foreign Office"),
        ("British Ambassador", "Lord Curzon"),
        ("Moscow", "London"),
    ],
)
def test_offices_write_letters(sender: str, recipient: str) -> None:
    doc = only(f"{sender} to {recipient}{TNA}")
    assert (doc.sender, doc.recipient) == (sender, recipient)


@pytest.mark.parametrize("form", ["telegram", "ciphered telegram", "memorandum", "note verbale"])
def test_the_form_behind_the_names_is_the_form_and_no_part_of_a_title(form: str) -> None:
    """CMOS 18, 14.119-30: ``Burton to Merriam, telegram, January 26, 1923``."""
    doc = only(f"Kennan to Byrnes, {form}{TNA}.")
    assert (doc.sender, doc.recipient, doc.title, doc.kind) == ("Kennan", "Byrnes", "", form)
    assert citekit.cite(doc) == f"Kennan to Byrnes, {form}, May 3, 1954, TNA, FO 371/109265."
    assert citekit.bibliography([doc]) == [f"Kennan. {form.capitalize()} to Byrnes. May 3, 1954. TNA, FO 371/109265."]
