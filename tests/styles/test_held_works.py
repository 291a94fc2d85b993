"""Published works with an archive: printed as what they are (Chicago Manual 18, 14.1; MLA Handbook 9, 5.1)."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document

BOOK = {
    "id": "a",
    "type": "book",
    "title": "Stalin's genocides",
    "publisher": "PUP",
    "issued": {"date-parts": [[2010]]},
}
TYPESCRIPT = {"id": "c", "type": "book", "title": "A typescript", "archive": "Hoover Institution"}
CUTTING = {"id": "b", "type": "article-newspaper", "title": "Cutting", "container-title": "Pravda"}


def entry(item: dict[str, object], style: str) -> str:
    return "\n".join(citekit.bibliography([Document.from_csl(item)], style=style))


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid", "chicago-author-date", "mla"])
def test_a_book_in_a_library_is_a_book(style: str) -> None:
    assert entry({**BOOK, "archive": "Library of Congress"}, style) == entry(BOOK, style)
    assert "PUP" in entry(BOOK, style) and "“" not in entry(BOOK, style)


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid", "chicago-author-date", "mla"])
def test_a_cutting_in_a_box_has_its_newspaper_and_where_it_lies(style: str) -> None:
    found = entry({**CUTTING, "archive": "Hoover Institution", "archive_location": "Box 3"}, style)
    assert "Pravda" in found and "Box 3" in found and "Hoover Institution" in found


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid", "chicago-author-date", "mla"])
def test_an_unpublished_book_is_cited_by_its_archive(style: str) -> None:
    assert "“A typescript" in entry(TYPESCRIPT, style) and "Hoover Institution" in entry(TYPESCRIPT, style)
