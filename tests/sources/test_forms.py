"""Forms: what was understood of a typed note, for a person to look over, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

import citekit
from citekit import Document
from citekit.sources import read_text
from citekit.sources.forms import form_of

pytest.importorskip("yaml")


def back(form: str) -> Document:
    (doc,) = read_text(form, "form.yaml", "form.yaml")
    assert isinstance(doc, Document), doc
    return doc


@pytest.mark.parametrize(
    "note",
    [
        "Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70.",
        "“Report: on the Harvest,” 19 August 1953, in APRF, f. 3, op. 30, d. 40, l. 5.",
        "TNA, PREM 11/1103, Eden to Eisenhower, 27 July 1956, https://example.org/a#b.",
        "Source: Department of State, Central Files, POL 15 CHILE. Secret; Nodis. Drafted by Jones.",
        "Memorandum of Conversation, 12 (25) January 1918, NARA, RG 59, Box 5, The Historian’s Office: 1979.",
        '"A Report", May 1, 1950, Wilson Center Digital Archive, APRF, f. 3, l. 4. Translated by Gary Goldberg. https://digitalarchive.wilsoncenter.org/document/1',
    ],
)
def test_the_form_of_a_note_is_read_as_the_same_document(note: str) -> None:
    doc = citekit.loads(note)
    again = back(form_of(doc))
    for name in (
        "title",
        "date",
        "kind",
        "sender",
        "recipient",
        "references",
        "url",
        "host",
        "number",
        "contributors",
        "extra",
    ):
        assert getattr(again, name) == getattr(doc, name), name


def test_the_form_of_a_typed_note_says_what_was_understood_field_by_field() -> None:
    form = form_of(citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op. 11, d. 97, ll. 67-70."))
    assert form == (
        'date: "4 September 1926"\nfrom: Stalin\nto: Molotov\nreference: "RGASPI, f. 558, op. 11, d. 97, ll. 67-70"\n'
    )


def test_what_was_not_understood_is_a_comment_of_the_form() -> None:
    doc = replace(citekit.loads("Stalin to Molotov, 4 September 1926, RGASPI, f. 558."), unread=("a\nb: c",))
    assert form_of(doc).endswith("# not understood: a b: c\n") and back(form_of(doc)).sender == "Stalin"


def test_an_interview_is_under_the_person_interviewed() -> None:
    doc = back("title: Memories of 1956\nkind: interview\nfrom: Jan Novak\ninterviewer: Eva Smith\ndate: May 5, 1990\n")
    item = doc.to_csl()
    assert (item["type"], item["author"][0]["family"], item["interviewer"][0]["family"]) == (
        "interview",
        "Novak",
        "Smith",
    )
    assert Document.from_csl(item) == doc


def test_place_collection_short_title_and_other_titles_have_fields() -> None:
    doc = back(
        "title: Письмо\nplace: Moscow\ncollection: Stalin Papers\nshort title: Letter\noriginal title: Письмо\n"
        "translated title: A Letter\ntransliterated title: Pis'mo\nreference: APRF, f. 3\n"
    )
    kept = {k: doc.extra[k] for k in ("event-place", "archive_collection", "title-short", "original-title")}
    assert list(kept.values()) == ["Moscow", "Stalin Papers", "Letter", "Письмо"]
    assert doc.extra["custom"] == {"translated_title": "A Letter", "transliterated_title": "Pis'mo"}


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ("photograph", "graphic"),
        ("map", "map"),
        ("film", "motion_picture"),
        ("sound recording", "song"),
        ("", "document"),
    ],
)
def test_pictures_maps_films_and_sound_have_their_types_and_a_form_without_a_kind_is_no_book(
    kind: str, csl: str
) -> None:
    assert back(f"title: The Square\nkind: {kind or '~'}\npublisher: A Studio\n").to_csl()["type"] == csl


@pytest.mark.parametrize("field", ["repository", "archive", "held at"])
def test_an_archive_in_a_field_of_its_own_belongs_to_the_reference(field: str) -> None:
    doc = back(f"title: Protocol No. 21\n{field}: RGASPI\nreference: f. 17, op. 3, d. 1080\n")
    (reference,) = doc.references
    assert reference.repository is not None and reference.repository.abbreviation == "RGASPI"
    assert [v.value for v in reference.levels] == ["17", "3", "1080"] and not doc.unread
    assert citekit.cite(doc) == "“Protocol No. 21,” RGASPI, f. 17, op. 3, d. 1080."


def test_an_archive_of_no_table_in_a_field_of_its_own_is_printed_with_its_reference() -> None:
    doc = back("title: Minutes of the estate\nrepository: Hatfield House\nreference: CP 12/34\n")
    assert "CP 12/34, Hatfield House" in citekit.cite(doc)
    twice = back("title: Minutes\nrepository: NARA\nreference: RGASPI, f. 17, op. 3, d. 1080\n")
    assert [r.repository.abbreviation for r in twice.references if r.repository] == ["RGASPI"]
    assert citekit.cite(twice) == "“Minutes,” RGASPI, f. 17, op. 3, d. 1080, NARA." and not twice.unread
