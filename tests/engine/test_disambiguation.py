"""Disambiguation and collapsing (CSL 1.0.2, "Disambiguation", "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import book, cited, name, style, year

AUTHOR_DATE = (
    '<group delimiter=" "><names variable="author"><name form="short" initialize-with=". " et-al-min="2"'
    ' et-al-use-first="1"/></names><group><date variable="issued"><date-part name="year"/></date>{}</group></group>'
)
DATED = AUTHOR_DATE.format("")
SUFFIXED = AUTHOR_DATE.format('<text variable="year-suffix"/>')


def apart(content: str, cites: str, *items: object) -> list[str]:
    """Each item cited by itself, all of them registered first."""
    processor = Processor(style(content, kind="in-text", cites=cites), items, output="text")  # type: ignore[arg-type]
    processor.update_items([item["id"] for item in items])  # type: ignore[index]
    return [processor.make_cluster([{"id": item["id"]}]) for item in items]  # type: ignore[index]


def test_names_are_added_until_the_cites_differ() -> None:
    one = book("a", author=[name("Smith"), name("Jones")], issued=year(1990))
    two = book("b", author=[name("Smith"), name("Brown")], issued=year(1990))
    assert apart(DATED, 'disambiguate-add-names="true"', one, two) == ["Smith, Jones 1990", "Smith, Brown 1990"]


def test_names_that_would_not_help_are_not_added() -> None:
    one, two = (book(i, author=[name("Smith"), name("Jones")], issued=year(1990)) for i in "ab")
    assert apart(DATED, 'disambiguate-add-names="true"', one, two) == ["Smith et al. 1990"] * 2


class TestGivenNames:
    ANNA = book("a", author=[name("Smith", "Anna")], issued=year(1990))
    BORIS = book("b", author=[name("Smith", "Boris")], issued=year(1990))
    ADAM = book("c", author=[name("Smith", "Adam")], issued=year(1990))
    LATER = book("d", author=[name("Smith", "Boris")], issued=year(1999))

    def rule(self, rule: str, *items: object) -> list[str]:
        return apart(DATED, f'disambiguate-add-givenname="true" givenname-disambiguation-rule="{rule}"', *items)

    def test_by_cite_shows_initials_only_where_cites_are_alike(self) -> None:
        assert self.rule("by-cite", self.ANNA, self.BORIS, self.LATER) == [
            "A. Smith 1990",
            "B. Smith 1990",
            "Smith 1999",
        ]

    def test_by_cite_shows_the_whole_name_where_initials_are_alike(self) -> None:
        assert self.rule("by-cite", self.ANNA, self.ADAM) == ["Anna Smith 1990", "Adam Smith 1990"]

    def test_all_names_tells_people_apart_in_every_cite(self) -> None:
        assert self.rule("all-names", self.ANNA, self.BORIS, self.LATER) == [
            "A. Smith 1990",
            "B. Smith 1990",
            "B. Smith 1999",
        ]

    def test_with_initials_goes_no_further_than_initials(self) -> None:
        assert self.rule("all-names-with-initials", self.ANNA, self.BORIS) == ["A. Smith 1990", "B. Smith 1990"]
        assert self.rule("all-names-with-initials", self.ANNA, self.ADAM) == ["Smith 1990", "Smith 1990"]

    def test_primary_name_looks_at_the_first_author_only(self) -> None:
        second = book("e", author=[name("Brown", "Carl"), name("Smith", "Boris")], issued=year(1990))
        content = DATED.replace('et-al-min="2" et-al-use-first="1"', 'delimiter=", "')
        cites = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name"'
        assert apart(content, cites, self.ANNA, second) == ["Smith 1990", "Brown, Smith 1990"]


def test_given_names_of_those_shown_are_tried_before_another_name_is_added() -> None:
    cites = 'disambiguate-add-names="true" disambiguate-add-givenname="true" givenname-disambiguation-rule="by-cite"'
    one = book("a", author=[name("Smith", "Anna"), name("Doe", "Carl")], issued=year(1990))
    two = book("b", author=[name("Smith", "Boris"), name("Brown", "Carl")], issued=year(1990))
    same = book("c", author=[name("Smith", "Anna"), name("Brown", "Carl")], issued=year(1990))
    assert apart(DATED, cites, one, two) == ["A. Smith et al. 1990", "B. Smith et al. 1990"]
    assert apart(DATED, cites, one, same) == ["Smith, Doe 1990", "Smith, Brown 1990"]


def test_a_rule_with_initials_has_initials_where_the_style_has_no_word_on_them() -> None:
    cites = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name-with-initials"'
    content = DATED.replace(' initialize-with=". "', "")
    assert apart(content, cites, TestGivenNames.ANNA, TestGivenNames.BORIS) == ["A Smith 1990", "B Smith 1990"]
    whole = content.replace('form="short"', "")
    assert apart(whole, cites, TestGivenNames.ANNA, TestGivenNames.BORIS) == ["Anna Smith 1990", "Boris Smith 1990"]


class TestYearSuffixes:
    ALIKE = tuple(book(i, title=t, author=[name("Smith")], issued=year(1990)) for i, t in zip("abc", ("Z", "Y", "X")))
    CITES = 'disambiguate-add-year-suffix="true"'

    def test_letters_follow_the_order_of_the_bibliography(self) -> None:
        by_title = '<sort><key variable="title"/></sort>'
        processor = Processor(
            style(SUFFIXED, bibliography='<text variable="title"/>', bibliography_sort=by_title, cites=self.CITES),
            self.ALIKE,
            output="text",
        )
        processor.update_items(["a", "b", "c"])
        assert [processor.make_cluster([{"id": i}]) for i in "abc"] == ["Smith 1990c", "Smith 1990b", "Smith 1990a"]

    def test_the_suffix_stands_behind_the_year_where_the_style_does_not_place_it(self) -> None:
        assert apart(DATED, self.CITES, *self.ALIKE[:2]) == ["Smith 1990a", "Smith 1990b"]

    def test_a_cite_that_is_told_apart_otherwise_has_none(self) -> None:
        other = book("d", author=[name("Smith")], issued=year(1991))
        assert apart(SUFFIXED, self.CITES, *self.ALIKE[:2], other)[-1] == "Smith 1991"

    def test_after_z_comes_aa(self) -> None:
        many = [book(f"i{n:02}", author=[name("Smith")], issued=year(1990)) for n in range(28)]
        assert apart(SUFFIXED, self.CITES, *many)[25:] == ["Smith 1990z", "Smith 1990aa", "Smith 1990ab"]


def test_a_condition_is_the_last_resort() -> None:
    content = (
        '<group delimiter=", "><names variable="author"><name form="short"/></names><choose><if'
        ' disambiguate="true"><text variable="title"/></if></choose></group>'
    )
    one, two, three = (
        book("a", title="War", author=[name("Smith")]),
        book("b", title="Peace", author=[name("Smith")]),
        book("c", author=[name("Brown")]),
    )
    assert apart(content, "", one, two, three) == ["Smith, War", "Smith, Peace", "Brown"]


def test_a_condition_is_not_tried_where_a_year_suffix_tells_apart() -> None:
    content = DATED + '<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
    alike = [book(i, title=i, author=[name("Smith")], issued=year(1990)) for i in "ab"]
    assert apart(content, 'disambiguate-add-year-suffix="true"', *alike) == ["Smith 1990a", "Smith 1990b"]
    assert apart(content, "", *alike) == ["Smith 1990, a", "Smith 1990, b"]


@pytest.mark.parametrize(
    ("collapse", "expected"),
    [
        ('collapse="year"', "Smith 1990a, 1990b, 1990c, 1991; Brown 1990"),
        (
            'collapse="year-suffix"',
            "Smith 1990a; b; c, 1991; Brown 1990",
        ),  # the layout's own delimiter, unless the style says
        ('collapse="year-suffix" year-suffix-delimiter=","', "Smith 1990a,b,c, 1991; Brown 1990"),
        ('collapse="year-suffix-ranged"', "Smith 1990a–c, 1991; Brown 1990"),
        ('collapse="year" cite-group-delimiter=" + "', "Smith 1990a + 1990b + 1990c + 1991; Brown 1990"),
    ],
)
def test_cites_of_one_author_collapse(collapse: str, expected: str) -> None:
    smith = [book(i, author=[name("Smith")], issued=year(1990)) for i in "abc"]
    items = [
        *smith,
        book("d", author=[name("Smith")], issued=year(1991)),
        book("e", author=[name("Brown")], issued=year(1990)),
    ]
    processor = Processor(
        style(
            SUFFIXED, kind="in-text", cites=f'disambiguate-add-year-suffix="true" {collapse}', layout='delimiter="; "'
        ),
        items,
        output="text",
    )
    processor.update_items([item["id"] for item in items])
    assert processor.make_cluster([{"id": item["id"]} for item in items]) == expected


def test_numbers_in_a_row_collapse_to_ranges() -> None:
    items = [book(i) for i in "abcdef"]
    processor = Processor(
        style(
            '<text variable="citation-number"/>',
            kind="in-text",
            cites='collapse="citation-number"',
            layout='prefix="[" suffix="]" delimiter=", "',
        ),
        items,
        output="text",
    )
    processor.update_items(list("abcdef"))
    assert processor.make_cluster([{"id": i} for i in "abcef"]) == "[1–3, 5, 6]"


def test_given_names_tell_apart_a_cite_that_comes_later() -> None:
    """Adding one item changes what was written before, and nothing else."""
    cites = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
    items = [TestGivenNames.ANNA, book("x", author=[name("Brown")], issued=year(1990)), TestGivenNames.BORIS]
    processor = Processor(style(DATED, kind="in-text", cites=cites), items, output="text")
    written = [processor.cite([{"id": i}]) for i in "axb"]
    assert written == ["Smith 1990", "Brown 1990", "B. Smith 1990"]
    assert [text for _, _, text in processor.citations()] == ["A. Smith 1990", "Brown 1990", "B. Smith 1990"]


def test_alike_items_are_left_alike_where_the_style_asks_for_nothing() -> None:
    assert (
        cited(DATED, *(book(i, author=[name("Smith")], issued=year(1990)) for i in "ab"), layout='delimiter="; "')
        == "Smith 1990; Smith 1990"
    )


def test_the_number_of_the_first_note_does_not_stand_in_for_a_title() -> None:
    content = (
        '<choose><if position="subsequent"><group delimiter=", "><names variable="author"><name'
        ' form="short"/></names><choose><if disambiguate="true"><text variable="title"/></if></choose></group><text'
        ' variable="first-reference-note-number" prefix=" (n " suffix=")"/></if><else><text'
        ' variable="title"/></else></choose>'
    )
    items = [
        book("a", title="War", author=[name("Smith")]),
        book("b", title="Peace", author=[name("Smith")]),
        book("c", title="Treaty", author=[name("Brown")]),
    ]
    notes = Processor(style(content), items, output="text")
    run = [notes.cite([{"id": i}], note=n) for n, i in enumerate("abcabc", 1)]
    assert run == ["War", "Peace", "Treaty", "Smith (n 1)", "Smith (n 2)", "Brown (n 3)"]


def test_cites_that_print_nothing_get_what_the_style_has_for_cites_that_are_alike() -> None:
    content = (
        '<group delimiter=", "><names variable="author"/><text term="op-cit"/><choose><if disambiguate="true"><text'
        ' variable="title"/></if></choose></group>'
    )
    p = Processor(style(content), [book("a", title="War"), book("b", title="Peace")], output="text")
    for note, key in enumerate("ab", 1):
        p.cite([{"id": key}], note=note)
    assert [text for _, _, text in p.citations()] == ["Op. cit., War", "Op. cit., Peace"]


class TestFirstNotes:
    """Cites that name the note of the first citation are told apart by it; only those of one note need more words."""

    LAYOUT = (
        '<group delimiter=", "><names variable="author"><name form="short"/></names><choose><if disambiguate="true">'
        '<text variable="title"/></if></choose><text variable="first-reference-note-number" prefix="above note "/>'
        "</group>"
    )
    WORKS = tuple(book(key, author=[name("Smith")], title=f"On {key}") for key in "abc")

    def processor(self, notes: tuple[int, int, int], cites: str = 'disambiguate-add-names="true"') -> Processor:
        made = Processor(style(self.LAYOUT, kind="note", cites=cites), self.WORKS, output="text")
        for work, note in zip(self.WORKS, notes):
            made.cite([{"id": work["id"]}], note=note)
        for at, work in enumerate(self.WORKS, 5):
            made.cite([{"id": work["id"]}], note=at)
        return made

    def again(self, made: Processor) -> list[str]:
        return [text for _, note, text in made.citations()][-3:]

    def test_cites_of_several_notes_need_no_title(self) -> None:
        expected = ["Smith, above note 1", "Smith, above note 2", "Smith, above note 3"]
        assert self.again(self.processor((1, 2, 3))) == expected

    def test_cites_of_one_note_have_their_titles(self) -> None:
        expected = ["Smith, On a, above note 1", "Smith, On b, above note 1", "Smith, above note 2"]
        assert self.again(self.processor((1, 1, 2))) == expected

    def test_a_rule_for_all_names_takes_no_notice_of_notes(self) -> None:
        cites = (
            'disambiguate-add-names="true" disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"'
        )
        assert self.again(self.processor((1, 2, 3), cites))[0] == "Smith, On a, above note 1"

    def test_a_note_put_before_the_others_changes_nothing_but_the_numbers(self) -> None:
        made = self.processor((1, 2, 3))
        behind = [(key, note + 1) for key, note, _ in made.citations()]
        made.cite([{"id": "a", "prefix": "see "}], note=1, before=[], after=behind)
        assert self.again(made) == ["Smith, above note 1", "Smith, above note 3", "Smith, above note 4"]

    def test_works_that_come_to_be_cited_first_in_one_note_are_told_apart(self) -> None:
        made = self.processor((1, 2, 3))
        behind = [(key, note + 1) for key, note, _ in made.citations()]
        made.cite([{"id": "a"}, {"id": "b"}], note=1, before=[], after=behind)
        assert self.again(made) == ["Smith, On a, above note 1", "Smith, On b, above note 1", "Smith, above note 4"]


def test_a_rule_for_all_cites_counts_the_people_that_the_bibliography_is_sorted_by() -> None:
    macro = '<macro name="all"><names variable="author"/><names variable="translator"/></macro>'
    text = style(
        DATED,
        kind="in-text",
        macros=macro,
        cites='disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"',
        bibliography='<text variable="title"/>',
        bibliography_sort='<sort><key macro="all"/></sort>',
    )
    one = book("a", author=[name("Petrov", "Ivan")], issued=year(1990))
    two = book("b", author=[name("Smith", "Jo")], translator=[name("Petrov", "Olga")], issued=year(1991))
    processor = Processor(text, [one, two], output="text")
    processor.update_items(["a"])
    assert processor.make_cluster([{"id": "a"}]) == "Petrov 1990"
    processor.update_items(["a", "b"])
    assert processor.make_cluster([{"id": "a"}]) == "I. Petrov 1990"


@pytest.mark.parametrize(
    ("label", "printed"),
    [("title", "tit. 4"), ("title-locator", "tit. 4"), ("article", "art. 4")],
)
def test_a_locator_has_the_term_of_its_label(label: str, printed: str) -> None:
    content = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
    processor = Processor(style(content), [book("a", title="War")], output="text")
    assert processor.make_cluster([{"id": "a", "locator": "4", "label": label}]) == printed


def test_each_cite_has_as_many_conditions_true_as_it_needs_in_whatever_order_they_come() -> None:
    content = (
        '<text variable="title"/><choose><if disambiguate="true"><text variable="edition" prefix=", "/></if></choose>'
        '<choose><if disambiguate="true"><text variable="publisher" prefix=", "/></if></choose>'
    )
    works = [
        book("a", title="War", edition="2nd", publisher="P"),
        book("b", title="War", publisher="P"),
        book("c", title="War", publisher="Q"),
        book("d", title="War", edition="3rd", publisher="Q"),
    ]
    expected = {"a": "War, 2nd", "b": "War, P", "c": "War, Q", "d": "War, 3rd"}
    for order in ("abcd", "dcba", "badc", "cabd"):
        processor = Processor(style(content), works, output="text")
        for n, item_id in enumerate(order):
            processor.cite([{"id": item_id}], note=n + 1)
        assert dict(zip(order, (text for _, _, text in processor.citations()))) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ('collapse="year"', "Roe 2004, 2006; 2001, 2002"),
        ('collapse="year-suffix"', "Roe 2004, 2006; 2001, 2002"),
        ('collapse="year" cite-group-delimiter=" + "', "Roe 2004 + 2006; 2001, 2002"),
        ('collapse="year" after-collapse-delimiter=" | "', "Roe 2004; 2006 | 2001; 2002"),
    ],
)
def test_a_work_of_nobody_is_not_joined_to_the_author_before_it(options: str, expected: str) -> None:
    content = DATED.replace(' et-al-min="2" et-al-use-first="1"', "")
    works = [book(f"r{n}", author=[name("Roe")], issued=year(n)) for n in (2004, 2006)]
    works += [book(f"n{n}", issued=year(n)) for n in (2001, 2002)]
    written = style(content, kind="in-text", cites=options, layout='delimiter="; "')
    assert Processor(written, works, output="text").cite([{"id": work["id"]} for work in works]) == expected
