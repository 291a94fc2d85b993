"""Names: order, particles, suffixes, initials, et al., labels, substitutes (CSL 1.0.2, "Names")."""

from __future__ import annotations

import pytest

from . import book, cited, listed, name, year

PLAIN = '<names variable="author"><name {}/></names>'
TRIO = [name("Gaddis", "John Lewis"), name("Leffler", "Melvyn P."), name("Westad", "Odd Arne")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('and="text"', "John Lewis Gaddis, Melvyn P. Leffler, and Odd Arne Westad"),
        ('and="symbol"', "John Lewis Gaddis, Melvyn P. Leffler, & Odd Arne Westad"),
        ('and="text" delimiter-precedes-last="never"', "John Lewis Gaddis, Melvyn P. Leffler and Odd Arne Westad"),
        ('delimiter="; "', "John Lewis Gaddis; Melvyn P. Leffler; Odd Arne Westad"),
        ('name-as-sort-order="first" and="text"', "Gaddis, John Lewis, Melvyn P. Leffler, and Odd Arne Westad"),
        ('name-as-sort-order="all" sort-separator=" "', "Gaddis John Lewis, Leffler Melvyn P., Westad Odd Arne"),
        ('initialize-with=". "', "J. L. Gaddis, M. P. Leffler, O. A. Westad"),
        ('initialize-with=""', "JL Gaddis, MP Leffler, OA Westad"),
        ('initialize-with="." initialize="false"', "John Lewis Gaddis, Melvyn P. Leffler, Odd Arne Westad"),
        ('form="short" and="text"', "Gaddis, Leffler, and Westad"),
        ('form="count"', "3"),
        ('et-al-min="3" et-al-use-first="1"', "John Lewis Gaddis et al."),
        ('et-al-min="3" et-al-use-first="2"', "John Lewis Gaddis, Melvyn P. Leffler, et al."),
        ('et-al-min="4" et-al-use-first="1"', "John Lewis Gaddis, Melvyn P. Leffler, Odd Arne Westad"),
        ('form="short" et-al-min="3" et-al-use-first="1" et-al-use-last="true"', "Gaddis … Westad"),
    ],
)
def test_the_attributes_of_name(attributes: str, expected: str) -> None:
    assert cited(PLAIN.format(attributes), book(author=TRIO)) == expected


@pytest.mark.parametrize(
    ("person", "shown", "sorted_"),
    [
        (name("Gogh", "Vincent", non_dropping_particle="van"), "Vincent van Gogh", "Gogh, Vincent van"),
        (name("Humboldt", "Alexander", dropping_particle="von"), "Alexander von Humboldt", "Humboldt, Alexander von"),
        (name("King", "Martin Luther", suffix="Jr."), "Martin Luther King Jr.", "King, Martin Luther, Jr."),
        (name("Voltaire"), "Voltaire", "Voltaire"),
        (name("毛", "泽东"), "毛泽东", "毛泽东"),
        ({"literal": "Ministry of Foreign Affairs"}, "Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
    ],
)
def test_the_parts_of_a_name(person: dict[str, str], shown: str, sorted_: str) -> None:
    assert cited(PLAIN.format(""), book(author=[person])) == shown
    assert cited(PLAIN.format('name-as-sort-order="all"'), book(author=[person])) == sorted_


def test_a_non_dropping_particle_stays_with_its_name_where_the_style_does_not_demote_it() -> None:
    gogh = book(author=[name("Gogh", "Vincent", non_dropping_particle="van")])
    options = 'demote-non-dropping-particle="sort-only"'
    assert cited(PLAIN.format('name-as-sort-order="all"'), gogh, options=options) == "van Gogh, Vincent"


def test_initials_keep_the_hyphen_unless_the_style_says_no() -> None:
    sartre = book(author=[name("Sartre", "Jean-Paul")])
    assert cited(PLAIN.format('initialize-with="."'), sartre) == "J.-P. Sartre"
    assert cited(PLAIN.format('initialize-with="."'), sartre, options='initialize-with-hyphen="false"') == "J.P. Sartre"


def test_name_parts_are_formatted_by_themselves() -> None:
    content = (
        '<names variable="author"><name><name-part name="family" text-case="uppercase"/><name-part name="given"'
        ' font-style="italic"/></name></names>'
    )
    assert cited(content, book(author=[name("Gaddis", "John")]), output="html") == "<i>John</i> GADDIS"


@pytest.mark.parametrize(
    ("form", "one", "two"),
    [("long", "Westad, editor", "Westad and Leffler, editors"), ("short", "Westad, ed.", "Westad and Leffler, eds.")],
)
def test_a_label_behind_the_names_counts_them(form: str, one: str, two: str) -> None:
    content = f'<names variable="editor"><name form="short" and="text"/><label form="{form}" prefix=", "/></names>'
    assert cited(content, book(editor=[name("Westad")])) == one
    assert cited(content, book(editor=[name("Westad"), name("Leffler")])) == two


def test_a_verb_stands_before_the_names() -> None:
    content = '<names variable="translator"><label form="verb" suffix=" "/><name/></names>'
    assert cited(content, book(translator=[name("Goldberg", "Gary")])) == "translated by Gary Goldberg"


def test_editors_who_also_translate_are_named_once() -> None:
    content = '<names variable="editor translator"><name/><label form="verb-short" prefix=", "/></names>'
    both = [name("Schram", "Stuart")]
    assert cited(content, book(editor=both, translator=both)) == "Stuart Schram, ed. & trans. by"


class TestSubstitute:
    CONTENT = (
        '<group delimiter=". "><names variable="author"><name form="short"/><substitute><names variable="editor"/><text'
        ' variable="title"/></substitute></names><text variable="title"/></group>'
    )

    def test_the_first_that_prints_stands_for_the_author(self) -> None:
        assert cited(self.CONTENT, book(title="Origins", editor=[name("Leffler", "M.")])) == "Leffler. Origins"

    def test_what_stood_in_is_not_printed_again(self) -> None:
        assert cited(self.CONTENT, book(title="Origins")) == "Origins"

    def test_a_cite_with_an_author_is_untouched(self) -> None:
        assert (
            cited(self.CONTENT, book(title="Origins", author=[name("Gaddis")], editor=[name("Leffler")]))
            == "Gaddis. Origins"
        )


def test_later_cites_may_name_fewer() -> None:
    from citekit.engine import Processor

    from . import style

    content = PLAIN.format('form="short"')
    limits = 'et-al-min="4" et-al-use-first="3" et-al-subsequent-min="3" et-al-subsequent-use-first="1"'
    processor = Processor(style(content, cites=limits), [book(author=TRIO)], output="text")
    assert processor.cite([{"id": "a"}], note=1) == "Gaddis, Leffler, Westad"
    assert processor.cite([{"id": "a"}], note=2) == "Gaddis et al."


class TestRepeatedAuthors:
    BOOKS = (
        book("a", title="A", author=TRIO[:2], issued=year(1990)),
        book("b", title="B", author=TRIO[:2], issued=year(1991)),
        book("c", title="C", author=TRIO[:1], issued=year(1992)),
    )
    CONTENT = (
        '<group delimiter=". "><names variable="author"><name form="short" delimiter=", "/></names><text'
        ' variable="title"/></group>'
    )

    def entries(self, rule: str) -> list[str]:
        return listed(
            self.CONTENT,
            *self.BOOKS,
            entries=f'subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}"',
        )

    def test_complete_all_puts_one_mark_for_all_names(self) -> None:
        assert self.entries("complete-all") == ["Gaddis, Leffler. A", "---. B", "Gaddis. C"]

    def test_complete_each_puts_a_mark_for_each(self) -> None:
        assert self.entries("complete-each") == ["Gaddis, Leffler. A", "---, ---. B", "Gaddis. C"]

    def test_partial_each_marks_the_names_that_match_from_the_first(self) -> None:
        assert self.entries("partial-each") == ["Gaddis, Leffler. A", "---, ---. B", "---. C"]

    def test_partial_first_marks_the_first_only(self) -> None:
        assert self.entries("partial-first") == ["Gaddis, Leffler. A", "---, Leffler. B", "---. C"]


def test_a_style_may_keep_the_two_roles_of_one_person_apart() -> None:
    locale = '<locale xml:lang="en"><terms><term name="editortranslator" form="short"></term></terms></locale>'
    content = '<names variable="editor translator" delimiter="; "><name/><label form="short" prefix=", "/></names>'
    both = [name("Schram", "Stuart")]
    assert (
        cited(content, book(editor=both, translator=both), locale=locale) == "Stuart Schram, ed.; Stuart Schram, trans."
    )


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"author": TRIO[:1], "issued": year(2005)}, "Gadd05"),
        ({"author": TRIO[:2], "issued": year(2005)}, "GaLe05"),
        ({"author": TRIO, "issued": year(1998)}, "GaLW98"),
        ({"editor": [name("O'Brien")], "issued": year(1998)}, "Obri98"),
        ({"author": [{"literal": "The Peace Committee"}]}, "Peac00"),
        ({"title": "of war and peace", "issued": year(1951)}, "Warp51"),
    ],
)
def test_a_citation_label_is_made_of_names_and_year(fields: dict[str, object], label: str) -> None:
    assert cited('<text variable="citation-label"/>', book(**fields)) == label


NASA = {"literal": "NASA"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "Gaddis, Westad, and NASA"),
        ('delimiter-precedes-last="never"', "Gaddis, Westad and NASA"),
        ('delimiter-precedes-last="always"', "Gaddis, Westad, and NASA"),
    ],
)
def test_before_an_institution_what_the_style_says_of_the_last_delimiter_holds(options: str, expected: str) -> None:
    people = [name("Gaddis"), name("Westad"), NASA]
    assert cited(PLAIN.format('and="text"'), book(author=people), options=options) == expected


def test_the_formatting_of_name_and_of_its_family_part_is_set_once_round_an_institution() -> None:
    family = '<name-part name="family" font-style="italic"/>'
    content = f'<names variable="author"><name font-style="italic">{family}</name></names>'
    assert cited(content, book(author=[NASA]), output="html") == "<i>NASA</i>"


def test_the_affixes_of_name_enclose_et_al() -> None:
    content = PLAIN.format('form="short" suffix="," et-al-min="2" et-al-use-first="1" delimiter-precedes-et-al="never"')
    assert cited(content, book(author=TRIO)) == "Gaddis, et al.,"


@pytest.mark.parametrize(
    ("given", "initials"),
    [
        ("Ṣādiq Jalāl", "Ṣ. J."),
        ("Ștefan Ion", "Ș. I."),
        ("Ḥasan Ṭāhā", "Ḥ. Ṭ."),
        ("Ệ Ử", "Ệ. Ử."),
        ("Ấn Ơ", "Ấ. Ơ."),
        ("Ɓala Ŋ", "Ɓ. Ŋ."),
        ("Ərəb Ǧavad", "Ə. Ǧ."),
        ("Ἀριστοτέλης Ὅμηρος", "Ἀ. Ὅ."),
        ("Արամ", "Ա."),
        ("S\u0323a\u0304diq Jala\u0304l", "S\u0323. J."),
        ("ʿAbd al-Raḥmān", "ʿA. al-R."),
        ("Jean-Étienne", "J.-É."),
        ("Džoni ǅ", "D. ǅ."),
        ("Philippe de Ṣ", "P. de Ṣ."),
        ("泽东", "泽东"),
    ],
)
def test_initials_in_any_script_that_has_capitals(given: str, initials: str) -> None:
    assert cited(PLAIN.format('initialize-with=". "'), book(author=[name("Fam", given)])) == f"{initials} Fam"


def test_a_substitute_s_names_take_the_parts_that_it_says_nothing_of() -> None:
    content = (
        '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name><substitute>'
        '<names variable="editor"><name name-as-sort-order="all"/></names></substitute></names>'
    )
    assert cited(content, book(editor=[name("Tramm", "Ida"), {"literal": "Archive"}])) == "TRAMM, Ida, Archive"


@pytest.mark.parametrize(("word", "expected"), [("–", "Adams, Brown–Clark"), ("和", "Adams, Brown和Clark")])
def test_a_conjunction_that_is_set_close_takes_the_place_of_the_delimiter(word: str, expected: str) -> None:
    locale = f'<locale><terms><term name="and">{word}</term></terms></locale>'
    work = book(author=[name("Adams"), name("Brown"), name("Clark")])
    assert cited('<names variable="author"><name and="text"/></names>', work, locale=locale) == expected
