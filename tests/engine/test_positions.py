"""Positions of cites: first, ibid., subsequent, near notes, and notes that are put in between (CSL 1.0.2, "Choose")."""

from __future__ import annotations

import pytest

from citekit.common.errors import ItemError, UsageError
from citekit.engine import Processor

from . import book, style

CONTENT = (
    '<choose><if position="ibid-with-locator"><text term="ibid" suffix=", "/><text variable="locator"/></if><else-if'
    ' position="ibid"><text term="ibid"/></else-if><else-if position="near-note"><text variable="title"'
    ' form="short"/><text value=" (near)"/></else-if><else-if position="subsequent"><text variable="title"'
    ' form="short"/><text variable="first-reference-note-number" prefix=" (n. " suffix=")"/></else-if><else><text'
    ' variable="title"/><text variable="locator" prefix=", "/></else></choose>'
)
ITEMS = [book("a", title="A Long Title", title_short="A"), book("b", title="B Long Title", title_short="B")]


def processor(**options: str) -> Processor:
    return Processor(
        style(CONTENT, cites='near-note-distance="2"', layout='delimiter="; "', **options), ITEMS, output="text"
    )


def cite(item: str, locator: str = "") -> dict[str, str]:
    return {"id": item, **({"locator": locator, "label": "page"} if locator else {})}


def test_ibid_follows_the_same_item_and_adds_a_locator_that_is_new() -> None:
    notes = processor()
    run = [
        notes.cite([cite("a", "4")], note=1),
        notes.cite([cite("a", "4")], note=2),
        notes.cite([cite("a", "7")], note=3),
    ]
    assert run == ["A Long Title, 4", "Ibid.", "Ibid., 7"]


def test_a_cite_without_locator_after_one_with_a_locator_is_not_ibid() -> None:
    notes = processor()
    notes.cite([cite("a", "4")], note=1)
    assert notes.cite([cite("a")], note=2) == "A (near)"


def test_ibid_does_not_follow_a_note_that_cites_several() -> None:
    notes = processor()
    notes.cite([cite("a"), cite("b")], note=1)
    assert notes.cite([cite("b")], note=2) == "B (near)"


def test_within_a_note_ibid_follows_the_cite_before() -> None:
    assert processor().cite([cite("a"), cite("a", "7")], note=1) == "A Long Title; ibid., 7"


def test_a_note_far_away_gives_the_number_of_the_first() -> None:
    notes = processor()
    notes.cite([cite("a")], note=1)
    notes.cite([cite("b")], note=2)
    assert notes.cite([cite("a")], note=3) == "A (near)"
    notes.cite([cite("b")], note=4)
    assert notes.cite([cite("a")], note=6) == "A (n. 1)"


def test_a_note_put_in_between_changes_what_follows() -> None:
    notes = processor()
    notes.cite([cite("a")], note=1, citation_id="one")
    notes.cite([cite("a")], note=2, citation_id="two")
    assert [text for *_, text in notes.citations()] == ["A Long Title", "Ibid."]
    notes.cite([cite("b")], note=2, citation_id="new", before=[("one", 1)], after=[("two", 3)])
    assert notes.citations() == [("one", 1, "A Long Title"), ("new", 2, "B Long Title"), ("two", 3, "A (near)")]


def test_a_note_that_is_taken_out_changes_what_follows() -> None:
    notes = processor()
    notes.cite([cite("a")], note=1, citation_id="one")
    notes.cite([cite("b")], note=2, citation_id="two")
    notes.cite([cite("a")], note=3, citation_id="three")
    notes.cite([cite("a")], note=2, citation_id="three", before=[("one", 1)], after=[])
    assert notes.citations() == [("one", 1, "A Long Title"), ("three", 2, "Ibid.")]


def test_affixes_of_a_cite_stand_round_it() -> None:
    text = processor().cite(
        [{**cite("a"), "prefix": "see", "suffix": "for more"}, {**cite("b"), "suffix": ", in part"}], note=1
    )
    assert text == "see A Long Title for more; B Long Title, in part"


def test_the_author_alone_and_the_rest_alone() -> None:
    content = (
        '<group delimiter=" "><names variable="author"><name form="short"/></names><text variable="title"/></group>'
    )
    item = book("a", title="War", author=[{"family": "Smith"}])
    made = Processor(style(content, kind="in-text"), [item], output="text")
    assert made.cite([{"id": "a"}], mode="author-only") == "Smith"
    assert made.cite([{"id": "a"}], mode="suppress-author") == "War"
    assert made.cite([{"id": "a"}], mode="composite") == "Smith War"
    assert made.cite([{"id": "a", "suppress-author": True}]) == "War"


def test_changed_gives_the_texts_that_the_last_call_changed() -> None:
    notes = processor()
    notes.cite([cite("a")], note=1, citation_id="one")
    assert notes.changed() == [("one", 1, "A Long Title")]
    notes.cite([cite("a")], note=2, citation_id="two")
    assert notes.changed() == [("two", 2, "Ibid.")]
    notes.cite([cite("b")], note=2, citation_id="new", before=[("one", 1)], after=[("two", 3)])
    assert notes.changed() == [("new", 2, "B Long Title"), ("two", 3, "A (near)")]
    notes.cite([cite("b")], note=2, citation_id="new", before=[("one", 1)], after=[("two", 3)])
    assert notes.changed() == []


def test_update_items_changes_the_notes_whose_items_are_no_longer_alone() -> None:
    content = '<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>'
    works = [book(i, author=[{"family": "Doe"}], issued={"date-parts": [[2001]]}) for i in "ab"]
    made = Processor(style(content, cites='disambiguate-add-year-suffix="true"'), works, output="text")
    assert made.cite([cite("a")], note=1, citation_id="one") == "Doe 2001"
    made.update_items(["b"])
    assert made.changed() == [("one", 1, "Doe 2001a")]
    made.update_items([])
    assert made.changed() == [("one", 1, "Doe 2001")]


DOCUMENT = [([cite("a", "4")], 1, "one"), ([cite("a", "4")], 2, "two"), ([cite("b")], 3, "three")]


def test_rebuild_takes_a_whole_document_at_once() -> None:
    notes = processor()
    assert notes.rebuild(DOCUMENT) == [("one", 1, "A Long Title, 4"), ("two", 2, "Ibid."), ("three", 3, "B Long Title")]
    assert notes.citations() == notes.changed()
    assert notes.rebuild([DOCUMENT[2], ([cite("a", "4")], 2, "two")]) == [
        ("three", 3, "B Long Title"),
        ("two", 2, "A Long Title, 4"),
    ]
    assert notes.changed() == [("two", 2, "A Long Title, 4")]
    assert notes.rebuild([]) == []


def test_rebuild_gives_what_citing_one_by_one_gives() -> None:
    one_by_one = processor()
    for cites, note, key in DOCUMENT:
        one_by_one.cite(cites, note=note, citation_id=key)
    notes = processor()
    notes.cite([cite("b")], note=9, citation_id="two")
    assert notes.rebuild(DOCUMENT) == one_by_one.citations()


def test_rebuild_takes_modes_and_makes_up_ids() -> None:
    item = book("a", title="War", author=[{"family": "Smith"}])
    content = '<group delimiter=" "><names variable="author"/><text variable="title"/></group>'
    made = Processor(style(content, kind="in-text"), [item], output="text")
    texts = [text for *_, text in made.rebuild([([{"id": "a"}], 0, None, "author-only"), ([{"id": "a"}], 0, None)])]
    assert texts == ["Smith", "Smith War"]


def test_two_citations_of_one_id_are_refused() -> None:
    with pytest.raises(UsageError, match="two citations have the id “one”"):
        processor().rebuild([DOCUMENT[0], DOCUMENT[0]])


def test_an_item_that_is_not_known_is_named_in_the_error() -> None:
    notes = processor()
    for call in (
        lambda: notes.cite([cite("zz")]),
        lambda: notes.update_items(["zz"]),
        lambda: notes.make_cluster([cite("zz")]),
    ):
        with pytest.raises(ItemError, match="there is no item “zz”"):
            call()
    assert notes.citations() == []


def test_an_item_given_again_takes_the_place_of_the_former_in_the_notes() -> None:
    notes = processor()
    notes.cite([cite("a")], note=1, citation_id="one")
    notes.add_items([book("a", title="Another Title", title_short="A")])
    assert notes.citations() == [("one", 1, "Another Title")]
    notes.update_items([])
    assert notes.changed() == [("one", 1, "Another Title")]


def test_the_processor_says_for_which_items_the_style_printed_nothing() -> None:
    notes = processor()
    notes.add_items([book("bare")])
    notes.cite([cite("a"), cite("bare")], note=1)
    assert notes.unprinted == ["bare"]
    notes.cite([cite("a")], note=2)
    assert notes.unprinted == []


def test_numbers_of_a_sorted_bibliography_move_in_all_notes() -> None:
    content = '<text variable="citation-number" prefix="[" suffix="]"/>'
    works = [book(i, title=i.upper()) for i in "abcd"]
    made = Processor(
        style(content, bibliography=content, bibliography_sort='<sort><key variable="title"/></sort>', kind="in-text"),
        works,
        output="text",
    )
    assert [made.cite([cite(i)]) for i in "cbac"] == ["[1]", "[1]", "[1]", "[3]"]
    assert [text for *_, text in made.citations()] == ["[3]", "[2]", "[1]", "[3]"]
    assert made.bibliography().entry_ids == ["a", "b", "c"]
