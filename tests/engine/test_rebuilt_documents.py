"""A document that changed reads as if it had been written so from the beginning, whatever stood there before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.engine import Processor

from . import Item, book, name, style, year

NUMBERED = style(
    '<text variable="citation-number"/>',
    kind="in-text",
    sort='<sort><key variable="citation-number"/></sort>',
    layout='delimiter=", "',
    bibliography='<text variable="citation-number" suffix=". "/><text variable="title"/>',
)
DATED = style(
    '<names variable="author"><name form="short" initialize-with=". "/></names><date variable="issued" prefix=" ">'
    '<date-part name="year"/></date>',
    kind="in-text",
    cites='et-al-min="3" et-al-use-first="1" disambiguate-add-names="true" disambiguate-add-givenname="true"'
    ' disambiguate-add-year-suffix="true" {}',
    layout='delimiter="; "',
    bibliography='<names variable="author"/><text variable="title" prefix=" "/>',
    bibliography_sort='<sort><key variable="author"/><key variable="title"/></sort>',
)
STYLES = {
    "numbers": NUMBERED,
    "sorted numbers": NUMBERED.replace(
        "<bibliography >", '<bibliography ><sort><key variable="title" sort="descending"/></sort>'
    ),
    "by-cite": DATED.format(""),
    "all-names": DATED.format('givenname-disambiguation-rule="all-names"'),
    "initials": DATED.format('givenname-disambiguation-rule="primary-name-with-initials"'),
    "notes": style(
        '<choose><if position="ibid"><text term="ibid"/></if><else><names variable="author"/><text'
        ' variable="first-reference-note-number" prefix=" n. "/></else></choose>',
        layout='delimiter="; "',
        cites='disambiguate-add-names="true" disambiguate-add-givenname="true"',
        bibliography='<text variable="title"/>',
    ),
}
TOGETHER: tuple[list[dict[str, str]], ...] = (
    [],
    [name("Roe", "Ann"), name("Poe", "Al")],
    [name("Roe", "Ann"), name("Lee")],
)
WORKS: list[Item] = [
    book(f"{given}{n}", title=f"{given} {n}", author=[name("Doe", given), *others], issued=year(2000 + n // 2))
    for n, others in enumerate(TOGETHER)
    for given in ("Jane", "John", "J.")
]
IDS = [work["id"] for work in WORKS]
CLUSTERS = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)
DOCUMENTS = st.lists(st.tuples(st.sampled_from("pqrstuvw"), CLUSTERS), max_size=6, unique_by=lambda one: one[0])


def clusters(document: list[tuple[str, list[str]]]) -> list[Any]:
    return [([{"id": item} for item in cited], note, key) for note, (key, cited) in enumerate(document, 1)]


@pytest.mark.parametrize("kind", STYLES)
@given(documents=st.lists(DOCUMENTS, min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_rebuilt_document_is_as_a_new_one(kind: str, documents: list[list[tuple[str, list[str]]]]) -> None:
    used = Processor(STYLES[kind], WORKS, output="text")
    for document in documents:
        fresh = Processor(STYLES[kind], WORKS, output="text")
        assert used.rebuild(clusters(document)) == fresh.rebuild(clusters(document))
        assert used.bibliography().entries == fresh.bibliography().entries


@pytest.mark.parametrize("kind", STYLES)
@given(document=DOCUMENTS, at=st.integers(0, 6))
@settings(max_examples=25, deadline=None)
def test_a_citation_put_in_between_is_as_if_it_had_been_there(
    kind: str, document: list[tuple[str, list[str]]], at: int
) -> None:
    whole = clusters(document)
    added = whole[at % len(whole)] if whole else ([{"id": IDS[0]}], 1, "x")
    whole = whole or [added]
    rest = [one for one in whole if one is not added]
    used = Processor(STYLES[kind], WORKS, output="text")
    for cites, note, key in rest:
        used.cite(cites, note=note, citation_id=key)
    place = whole.index(added)
    before, after = ([(key, note) for _, note, key in side] for side in (whole[:place], whole[place + 1 :]))
    used.cite(added[0], note=added[1], citation_id=added[2], before=before, after=after)
    fresh = Processor(STYLES[kind], WORKS, output="text")
    assert used.citations() == fresh.rebuild(whole)
    assert used.bibliography().entries == fresh.bibliography().entries


def test_numbers_follow_the_first_citation_in_the_document() -> None:
    works = [book(key, title=key.upper()) for key in "ab"]
    processor = Processor(NUMBERED, works, output="text")
    processor.rebuild([([{"id": "b"}], 1, "x"), ([{"id": "a"}, {"id": "b"}], 2, "y")])
    again = processor.rebuild([([{"id": "a"}, {"id": "b"}], 1, "y"), ([{"id": "b"}], 2, "x")])
    assert [text for *_, text in again] == ["1, 2", "2"]
    assert [entry.strip() for entry in processor.bibliography().entries] == ["1. A", "2. B"]


@pytest.mark.parametrize("kind", STYLES)
@given(uncited=st.lists(st.sampled_from(IDS), unique=True, max_size=5), document=DOCUMENTS)
@settings(max_examples=25, deadline=None)
def test_what_is_cited_stands_before_what_is_not(
    kind: str, uncited: list[str], document: list[tuple[str, list[str]]]
) -> None:
    """Items registered without being cited are numbered behind the others, whenever those were cited."""
    used, fresh = (Processor(STYLES[kind], WORKS, output="text") for _ in range(2))
    used.update_items(uncited)
    cited = [used.cite(cites, note=note, citation_id=key) for cites, note, key in clusters(document)]
    fresh.update_items(uncited)
    assert fresh.rebuild(clusters(document)) == used.citations()
    assert used.bibliography().entries == fresh.bibliography().entries
    if kind == "numbers":
        assert cited == [text for *_, text in used.citations()]
