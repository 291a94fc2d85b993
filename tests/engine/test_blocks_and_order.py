"""Blocks, margins and the order of entries and cites (CSL 1.0.2, "Display", "Whitespace", "Sorting")."""

from __future__ import annotations

from citekit.engine import Processor

from . import book, listed, name, style, year

MARGIN = ' <div class="csl-left-margin">'
INDENT = '<div class="csl-indent">'


def entries(content: str, *items: dict[str, object], **options: str) -> list[str]:
    """The entries of a bibliography in HTML, without line breaks and the div round each."""
    found = listed(content, *items, output="html", **options)
    return [
        " ".join(entry.split()).removeprefix('<div class="csl-entry">').removesuffix("</div>").strip()
        for entry in found
    ]


class TestBlocks:
    def test_a_space_at_the_edge_of_two_blocks_stands_once(self) -> None:
        content = (
            '<group display="left-margin"><text variable="title" suffix=". "/></group>'
            '<group display="indent"><text variable="genre" prefix=" "/></group>'
        )
        (entry,) = entries(content, book(title="War", genre="novel"))
        assert entry == '<div class="csl-left-margin">War. </div><div class="csl-indent">novel</div>'

    def test_punctuation_that_begins_a_block_stands_at_the_end_of_the_one_before(self) -> None:
        content = (
            '<group display="left-margin"><text variable="title"/></group>'
            '<group display="indent"><text variable="genre" prefix=". "/></group>'
        )
        (entry,) = entries(content, book(title="War", genre="novel"))
        assert entry == '<div class="csl-left-margin">War.</div><div class="csl-indent"> novel</div>'

    def test_only_what_stands_in_the_layout_itself_is_a_block(self) -> None:
        content = '<group><text variable="title" display="block"/></group><text variable="genre" prefix=", "/>'
        assert entries(content, book(title="War", genre="novel")) == ["War, novel"]

    def test_where_the_first_field_is_empty_nothing_stands_in_the_margin(self) -> None:
        content = '<names variable="author"/><text variable="title"/>'
        (entry,) = entries(content, book(title="War"), entries='second-field-align="flush"')
        assert entry == '<div class="csl-right-inline">War</div>'

    def test_names_replaced_by_nothing_take_their_affixes_with_them(self) -> None:
        content = '<names variable="author" suffix=". "/><text variable="title"/>'
        people = [name("Gaddis", "John")]
        items = book("a", author=people, title="First"), book("b", author=people, title="Second")
        assert listed(content, *items, entries='subsequent-author-substitute=""') == ["John Gaddis. First", "Second"]


class TestRepeatedAuthors:
    CONTENT = (
        '<names variable="author"><name et-al-min="2" et-al-use-first="1"/></names><text variable="title" prefix=", "/>'
    )

    def test_the_names_that_are_shown_are_compared(self) -> None:
        """CSL 1.0.2, subsequent-author-substitute: "when all rendered names match", terms like "et al." included."""
        one, two = [name("Gaddis", "John")], [name("Gaddis", "John"), name("Westad", "Odd")]
        found = listed(
            self.CONTENT,
            book("a", author=one, title="First"),
            book("b", author=two, title="Second"),
            entries='subsequent-author-substitute="---"',
        )
        assert found == ["John Gaddis, First", "---, Second"]

    def test_different_people_with_the_same_initials_are_not_replaced(self) -> None:
        content = '<names variable="author"><name initialize-with="."/></names><text variable="title" prefix=", "/>'
        found = listed(
            content,
            book("a", author=[name("Doe", "Jane")], title="First"),
            book("b", author=[name("Doe", "John")], title="Second"),
            entries='subsequent-author-substitute="---"',
        )
        assert found == ["J. Doe, First", "J. Doe, Second"]


class TestOrder:
    DATED = (
        '<macro name="year"><choose><if variable="issued"><date variable="issued"><date-part name="year"/></date></if>'
        '<else><text term="no date" form="short"/></else></choose></macro>'
    )

    def test_a_macro_with_a_date_is_its_date_in_a_sort_key(self) -> None:
        items = (
            book("a", title="A"),
            book("b", title="B", issued={"literal": "in press"}),
            book("c", title="C", issued=year(1990)),
        )
        sort = '<sort><key macro="year"/></sort>'
        found = listed('<text variable="title"/>', *items, macros=self.DATED, bibliography_sort=sort)
        assert found == ["C", "A", "B"]  # what has no date comes last, in the order given

    def test_in_a_style_that_groups_cites_a_tie_of_the_first_key_stands_by_author(self) -> None:
        content = '<names variable="author"/><date variable="issued" prefix=" "><date-part name="year"/></date>'
        sort = '<sort><key variable="issued"/></sort>'
        items = [
            book("a", author=[name("Westad")], issued=year(1990)),
            book("b", author=[name("Gaddis")], issued=year(1990)),
        ]
        for options, expected in (
            ({"kind": "in-text", "cites": 'collapse="year"'}, "Gaddis 1990; Westad 1990"),
            ({"kind": "in-text"}, "Westad 1990; Gaddis 1990"),
        ):
            text = style(content, sort=sort, layout='delimiter="; "', **options)
            assert Processor(text, items, output="text").cite([{"id": "a"}, {"id": "b"}]) == expected
