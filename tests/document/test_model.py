"""The model: a document does not change, and can stand in sets."""

from __future__ import annotations

import pytest

from citekit import Document, HistoricalDate


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="titel"):
        Document(title="x").changed(titel="y")


def test_a_changed_document_leaves_the_first_as_it_was() -> None:
    first = Document(title="x", date=HistoricalDate.parse("1951"))
    second = first.changed(title="y")
    assert (first.title, second.title, second.date) == ("x", "y", first.date)


def test_documents_can_be_members_of_a_set() -> None:
    first = Document(title="x", extra={"author": [{"family": "Kim"}]})
    assert len({first, first.changed(title="x"), first.changed(title="y")}) == 2
