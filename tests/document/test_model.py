"""A document made in a script: what is plain is accepted, what is not is said; how a notebook shows it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

import citekit
from citekit import Document


def test_dates_and_references_may_be_text() -> None:
    doc = Document(title="A Plan", date="4 September 1926", references="RGASPI, f. 558, op. 11; AVPRF, f. 6")
    assert doc.date is not None and (doc.date.start, doc.date.text) == ((1926, 9, 4), "4 September 1926")
    assert [r.repository.abbreviation for r in doc.references if r.repository] == ["RGASPI", "AVPRF"]
    assert doc == replace(doc) and hash(doc) == hash(replace(doc))


@pytest.mark.parametrize(
    ("given", "start"),
    [("1926", (1926,)), (1926, (1926,)), (datetime.date(1926, 9, 4), (1926, 9, 4)), ("", None), (None, None)],
)
def test_a_date_in_any_plain_form(given: Any, start: Any) -> None:
    doc = Document(date=given)
    assert (doc.date.start if doc.date is not None else None) == start


def test_lists_are_kept_as_tuples_and_a_number_as_text() -> None:
    doc = Document(contents=["Translation", "Scan"], unread=iter(["x"]), number=113630)  # type: ignore[arg-type]
    assert (doc.contents, doc.unread, doc.number) == (("Translation", "Scan"), ("x",), "113630")
    assert Document(extra=None).extra == {}


def test_changed_takes_text_as_well() -> None:
    changed = Document(title="A").changed(date="May 1950", references="RGANI, f. 5")
    assert changed == Document(title="A", date="May 1950", references="RGANI, f. 5")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": 5}, "title must be text, not int"),
        ({"date": [1926]}, "date must be a date or its wording, not list"),
        ({"date": True}, "date must be a date or its wording, not bool"),
        ({"contents": "Scan"}, "contents must be a list, not str"),
        ({"references": 7}, "references must be a list, not int"),
        ({"extra": ["author"]}, "extra must be an object of CSL-JSON variables, not list"),
    ],
)
def test_a_wrong_type_is_refused_with_what_is_wanted(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(citekit.UsageError, match=message):
        Document(**fields)
    with pytest.raises(citekit.UsageError, match=message):
        Document().changed(**fields)


@pytest.mark.parametrize("thing", ["examples/plan.md", b"x"])
def test_a_path_in_the_place_of_a_document_points_to_reading(thing: Any) -> None:
    with pytest.raises(citekit.UsageError, match="read it first"):
        citekit.cite(thing)


@pytest.mark.parametrize("thing", [5, None, 1.5, object()])
def test_anything_else_in_the_place_of_a_document_is_refused(thing: Any) -> None:
    with pytest.raises(citekit.UsageError, match="a document or a CSL-JSON item is needed"):
        citekit.cite(thing)


def test_a_notebook_shows_a_document_as_a_table_and_nothing_of_it_as_markup() -> None:
    doc = Document(title="<script>x</script>", date="1926", url="https://example.org/?a=1&b=<2>", unread=["<b>"])
    html = doc._repr_html_()
    assert html.startswith("<table><tr><th>title</th><td>&lt;script&gt;")
    assert '<a href="https://example.org/?a=1&amp;b=&lt;2&gt;">' in html and "<b>" not in html
    assert "href" not in Document(title="A", url="javascript:alert(1)")._repr_html_()


def _hack(item: dict[str, Any]) -> None:
    item["author"][0]["family"] = "Other"
    item["custom"]["list"].append("more")


def test_nothing_is_shared_between_a_document_and_what_was_given_or_came_out() -> None:
    given: dict[str, Any] = {
        "id": "b",
        "type": "book",
        "title": "A Book",
        "author": [{"family": "Doe"}],
        "custom": {"list": ["one"]},
    }
    doc = Document.from_csl(given)
    for other in (given, doc.to_csl(), doc.extra, doc.changed(title="Else").to_csl(), replace(doc).to_csl()):
        _hack(other)  # type: ignore[arg-type]
    assert (doc.to_csl()["author"], doc.to_csl()["custom"]["list"]) == ([{"family": "Doe"}], ["one"])


def test_variables_given_to_a_document_are_its_own() -> None:
    variables: dict[str, Any] = {"author": [{"family": "Doe"}], "custom": {"list": ["one"]}}
    made, changed = Document(title="A", extra=variables), Document(title="A").changed(extra=variables)
    _hack(variables)
    assert made.extra == changed.extra == {"author": [{"family": "Doe"}], "custom": {"list": ["one"]}}


def test_a_note_and_a_library_keep_what_a_dict_said_when_it_was_given() -> None:
    item: dict[str, Any] = {"type": "book", "title": "A Book", "author": [{"family": "Doe"}], "custom": {"list": []}}
    notes = citekit.Notes()
    notes.register([item])
    _hack(item)
    assert notes.bibliography() == ["Doe. A Book. n.d."]
