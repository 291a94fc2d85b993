"""A record that says nothing is named, and not cited as “n.d.”."""

from __future__ import annotations

import pytest

from citekit import Document, ReadError
from citekit.sources import read_text


@pytest.mark.parametrize(
    "text",
    [
        "@book{a,}\n@book{b, title = {Swing Time}}",
        '[{"id": "a", "type": "book"}, {"id": "b", "type": "book", "title": "Swing Time"}]',
        "TY  - BOOK\nER  - \n\nTY  - BOOK\nTI  - Swing Time\nER  - \n",
        "references:\n- id: a\n  type: book\n- id: b\n  type: book\n  title: Swing Time\n",
    ],
    ids=["bibtex", "csl-json", "ris", "yaml"],
)
def test_a_record_that_says_nothing_is_named_and_the_others_are_read(text: str) -> None:
    first, second = read_text(text)
    assert not isinstance(first, Document) and isinstance(second, Document)
    assert "empty" in str(first) or "nothing" in str(first)


def test_a_record_with_nothing_but_an_author_says_something() -> None:
    (found,) = read_text("@misc{a, author = {Smith, Zadie}}")
    assert isinstance(found, Document) and not isinstance(found, ReadError)
