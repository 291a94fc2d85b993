"""Text: groups, conditions, quotes and punctuation, text case, rich text in fields, affixes, terms (CSL 1.0.2)."""

from __future__ import annotations

import pytest

from citekit.engine import Processor

from . import book, cited, listed, style


class TestGroups:
    def test_a_delimiter_stands_between_what_prints_only(self) -> None:
        content = (
            '<group delimiter=", "><text variable="title"/><text variable="publisher"/><text variable="genre"/></group>'
        )
        assert cited(content, book(title="War", genre="novel")) == "War, novel"

    def test_a_group_whose_variables_are_all_empty_is_silent_with_its_terms_and_affixes(self) -> None:
        content = (
            '<text variable="title"/><group prefix=" (" suffix=")"><text term="edition"/><text'
            ' variable="edition"/></group>'
        )
        assert cited(content, book(title="War")) == "War"

    def test_a_group_inside_counts_for_the_group_outside(self) -> None:
        content = (
            '<text variable="title"/><group><text value=", in "/><group><text'
            ' variable="container-title"/></group></group>'
        )
        assert cited(content, book(title="War")) == "War"

    def test_the_delimiter_of_a_group_reaches_through_a_choice(self) -> None:
        content = (
            '<group delimiter=", "><choose><if variable="title"><text variable="title"/><text'
            ' variable="genre"/></if></choose><text variable="publisher"/></group>'
        )
        assert cited(content, book(title="War", genre="novel", publisher="P")) == "War, novel, P"


class TestConditions:
    def test_match_all_any_none(self) -> None:
        for match, expected in (("all", "no"), ("any", "yes"), ("none", "no")):
            content = (
                f'<choose><if variable="title DOI" match="{match}"><text value="yes"/></if><else><text'
                ' value="no"/></else></choose>'
            )
            assert cited(content, book(title="War")) == expected

    def test_the_type_and_the_locator(self) -> None:
        content = (
            '<choose><if type="book article-journal" match="any"><text value="published"/></if><else><text'
            ' value="not"/></else></choose>'
        )
        assert cited(content, book()) == "published"
        assert cited(content, {"id": "a", "type": "manuscript"}) == "not"


class TestPunctuation:
    TITLE = '<group delimiter=", "><text variable="title" quotes="true"/><text variable="publisher"/></group>'

    def test_a_comma_stands_inside_american_quotation_marks_and_outside_british_ones(self) -> None:
        item = book(title="War", publisher="P")
        assert cited(self.TITLE, item, lang="en-US") == "\u201cWar,\u201d P"
        assert cited(self.TITLE, item, lang="en-GB") == "\u2018War\u2019, P"

    def test_quotes_within_quotes_change_their_marks(self) -> None:
        assert (
            cited(self.TITLE, book(title='A "True" Story', publisher="P")) == "\u201cA \u2018True\u2019 Story,\u201d P"
        )
        assert cited('<text variable="title"/>', book(title='A "True" Story')) == "A \u201cTrue\u201d Story"

    def test_an_apostrophe_is_no_quotation_mark(self) -> None:
        assert (
            cited('<text variable="title"/>', book(title="Stalin's wars and the '50s"))
            == "Stalin\u2019s wars and the \u201950s"
        )

    @pytest.mark.parametrize(
        ("title", "expected"), [("Why?", "Why? P."), ("So!", "So! P."), ("Mr.", "Mr. P."), ("War", "War. P.")]
    )
    def test_no_full_stop_is_doubled(self, title: str, expected: str) -> None:
        content = '<group delimiter=". "><text variable="title"/><text variable="publisher"/></group>'
        assert cited(content, book(title=title, publisher="P"), layout='suffix="."') == expected

    def test_the_last_full_stop_is_not_doubled_after_an_abbreviation(self) -> None:
        assert (
            cited('<text variable="publisher"/>', book(publisher="Doubleday Inc."), layout='suffix="."')
            == "Doubleday Inc."
        )

    def test_periods_are_stripped_from_terms_where_the_style_asks(self) -> None:
        assert (
            cited(
                '<text term="edition" form="short" strip-periods="true"/><text variable="edition" prefix=" "/>',
                book(edition="2"),
            )
            == "Ed 2"
        )


class TestTextCase:
    @pytest.mark.parametrize(
        ("case", "expected"),
        [
            ("lowercase", "the war in the east"),
            ("uppercase", "THE WAR IN THE EAST"),
            ("capitalize-first", "The war in the East"),
            ("capitalize-all", "The War In The East"),
            ("title", "The War in the East"),
            ("sentence", "The war in the east"),
        ],
    )
    def test_the_cases(self, case: str, expected: str) -> None:
        assert cited(f'<text variable="title" text-case="{case}"/>', book(title="the war in the East")) == expected

    def test_title_case_is_for_english(self) -> None:
        content = '<text variable="title" text-case="title"/>'
        assert cited(content, book(title="la guerre dans l'est", language="fr")) == "la guerre dans l\u2019est"
        assert (
            cited(content, book(title="the war: an inquiry into its causes")) == "The War: An Inquiry into Its Causes"
        )

    def test_nocase_protects(self) -> None:
        title = 'the <span class="nocase">iPhone war</span> of words'
        assert cited('<text variable="title" text-case="title"/>', book(title=title)) == "The iPhone war of Words"


class TestRichText:
    def test_markup_in_fields_is_kept_and_flips_inside_its_like(self) -> None:
        item = book(title="A study of <i>Pravda</i> and <b>CO<sub>2</sub></b>")
        assert (
            cited('<text variable="title"/>', item, output="html")
            == "A study of <i>Pravda</i> and <b>CO<sub>2</sub></b>"
        )
        flipped = cited(
            '<text variable="title" font-style="italic"/>', book(title="A study of <i>Pravda</i>"), output="html"
        )
        assert flipped == '<i>A study of <span style="font-style:normal;">Pravda</span></i>'

    def test_what_is_no_markup_is_escaped(self) -> None:
        item = book(title='5 < 6 & <script>alert("x")</script>')
        shown = cited('<text variable="title"/>', item, output="html")
        assert "<script" not in shown and shown.count("&#60;") == 3

    def test_formats_of_the_style(self) -> None:
        content = '<text variable="title" font-weight="bold" vertical-align="sup"/>'
        assert cited(content, book(title="x"), output="html") in ("<b><sup>x</sup></b>", "<sup><b>x</b></sup>")


class TestTerms:
    def test_a_style_may_put_its_own_words(self) -> None:
        locale = (
            '<locale xml:lang="en"><terms><term'
            ' name="edition"><single>printing</single><multiple>printings</multiple></term></terms></locale>'
        )
        assert cited('<text term="edition"/>', book(), locale=locale) == "Printing"
        assert cited('<text term="edition" plural="true"/>', book(), locale=locale) == "Printings"

    def test_the_language_of_the_person_changes_the_words(self) -> None:
        assert cited('<text term="in"/>', book(), lang="ru-RU") == "В"
        assert cited('<text term="and"/>', book(), lang="de-DE", kind="in-text") == "und"

    def test_a_language_of_another_country_falls_back_to_the_main_one(self) -> None:
        assert cited('<text term="and"/>', book(), lang="fr-BE", kind="in-text") == "et"

    def test_a_form_that_is_missing_falls_back(self) -> None:
        assert cited('<text term="edition" form="symbol"/>', book(), kind="in-text") == "ed."

    def test_a_term_that_begins_a_note_takes_a_capital(self) -> None:
        assert cited('<text term="ibid"/>', book()) == "Ibid."
        assert cited('<text term="ibid"/>', book(), kind="in-text") == "ibid."


class TestSorting:
    BOOKS = (book("a", title="Ärger", volume="10"), book("b", title="Zorn", volume="9"), book("c", title="Apfel"))

    def titles(self, key: str) -> list[str]:
        return listed('<text variable="title"/>', *self.BOOKS, bibliography_sort=f"<sort>{key}</sort>")

    def test_letters_with_accents_stand_by_their_letter(self) -> None:
        assert self.titles('<key variable="title"/>') == ["Apfel", "Ärger", "Zorn"]
        assert self.titles('<key variable="title" sort="descending"/>') == ["Zorn", "Ärger", "Apfel"]

    def test_numbers_sort_by_value_and_what_is_empty_comes_last(self) -> None:
        assert self.titles('<key variable="volume"/>') == ["Zorn", "Ärger", "Apfel"]
        assert self.titles('<key variable="volume" sort="descending"/>') == ["Ärger", "Zorn", "Apfel"]

    def test_names_sort_word_by_word(self) -> None:
        people = [book(f, title=f, author=[{"family": f, "given": "A."}]) for f in ("Doeling", "Doe", "Doe-Smith")]
        assert (
            listed('<text variable="title"/>', *people, bibliography_sort='<sort><key variable="author"/></sort>')[0]
            == "Doe"
        )

    def test_a_key_may_be_a_macro(self) -> None:
        macro = '<macro name="m"><text variable="volume"/><text variable="title"/></macro>'
        entries = listed(
            '<text variable="title"/>', *self.BOOKS, macros=macro, bibliography_sort='<sort><key macro="m"/></sort>'
        )
        assert entries == ["Zorn", "Ärger", "Apfel"]


class TestBibliographyLayout:
    def test_the_second_field_is_set_off(self) -> None:
        made = Processor(
            style(
                bibliography='<text variable="citation-number" suffix="."/><text variable="title"/>',
                entries='second-field-align="flush"',
            ),
            [book(title="War")],
        )
        made.update_items(["a"])
        found = made.bibliography()
        assert found is not None and found.params["second-field-align"] == "flush"
        assert '<div class="csl-left-margin">1.</div><div class="csl-right-inline">War</div>' in found.entries[0]

    def test_display_makes_blocks(self) -> None:
        (entry,) = listed(
            '<text variable="title"/><text variable="note" display="block"/>',
            book(title="War", note="n"),
            output="html",
        )
        assert '<div class="csl-block">n</div>' in entry

    def test_the_parameters_of_the_style_come_out(self) -> None:
        made = Processor(
            style(
                bibliography='<text variable="title"/>',
                entries='hanging-indent="true" line-spacing="2" entry-spacing="0"',
            ),
            [book(title="x")],
        )
        made.update_items(["a"])
        found = made.bibliography()
        assert found is not None
        assert (found.params["hangingindent"], found.params["linespacing"], found.params["entryspacing"]) == (
            True,
            2,
            0,
        )

    def test_an_item_that_prints_nothing_has_no_entry(self) -> None:
        assert listed('<text variable="title"/>', book("a", title="War"), book("b")) == ["War"]


def test_titles_are_abbreviated_by_a_list() -> None:
    lists = {"default": {"container-title": {"Journal of Cold War Studies": "J. Cold War Stud."}}}
    item = {"id": "a", "type": "article-journal", "container-title": "Journal of Cold War Studies"}
    made = Processor(
        style('<text variable="container-title" form="short"/>'), [item], output="text", abbreviations=lists
    )
    assert made.cite([{"id": "a"}]) == "J. Cold War Stud."


class TestReadingStyles:
    """What styles mean by constructions that the specification leaves open."""

    def test_several_types_are_alternatives_also_where_all_tests_must_hold(self) -> None:
        content = (
            '<choose><if type="book chapter" variable="title" match="all"><text value="yes"/></if><else>'
            '<text value="no"/></else></choose>'
        )
        assert cited(content, book(title="War")) == "yes"
        assert cited(content, book()) == "no"

    def test_the_last_label_of_a_group_is_that_of_the_number_before_it(self) -> None:
        content = (
            '<group delimiter=" "><text variable="number-of-volumes"/><label variable="volume" form="short"/></group>'
        )
        assert cited(content, book(number_of_volumes="3")) == "3 vol."

    def test_a_label_before_a_macro_of_numbers_is_theirs(self) -> None:
        macros = '<macro name="pages"><text variable="page" prefix=" "/></macro>'
        content = (
            '<text variable="title" suffix=" "/>'
            '<group><label variable="locator" form="short"/><text macro="pages"/></group>'
        )
        assert cited(content, book(title="War", page="33"), macros=macros) == "War p. 33"
        assert cited(content, book(title="War"), macros=macros) == "War "

    def test_an_empty_value_prints_no_affixes(self) -> None:
        content = '<text variable="title"/><text value="" prefix=" [" suffix="]"/>'
        assert cited(content, book(title="War")) == "War"

    def test_a_year_suffix_that_is_not_there_keeps_the_term_beside_it(self) -> None:
        macros = (
            '<macro name="year"><text term="no date" form="short"/><text variable="year-suffix" prefix="-"/>'
            '<date variable="original-date"><date-part name="year"/></date></macro>'
        )
        assert cited('<text macro="year"/>', book(title="War"), macros=macros, kind="in-text") == "n.d."

    def test_the_hyphen_of_a_section_stays(self) -> None:
        assert cited('<text variable="section"/>', book(section="3-101")) == "3-101"

    def test_title_case_of_a_term_holds_in_every_language(self) -> None:
        assert cited('<text term="in" text-case="title"/>', book(), lang="de-DE") == "In"

    def test_a_title_in_chinese_characters_is_not_set_in_italics(self) -> None:
        content = '<text variable="title" font-style="italic"/>'
        assert (
            cited(content, book(title="\u4e2d\u56fd\u5916\u4ea4\u53f2"), output="html")
            == "\u4e2d\u56fd\u5916\u4ea4\u53f2"
        )
        assert cited(content, book(title="War"), output="html") == "<i>War</i>"

    def test_a_colon_behind_a_question_in_italics_stays(self) -> None:
        content = '<text variable="title" font-style="italic"/><text variable="page" prefix=":"/>'
        assert cited(content, book(title="Why?", page="3"), output="html") == "<i>Why?</i>:3"

    def test_terms_that_a_style_sets_for_the_main_dialect_serve_the_others(self) -> None:
        locale = '<locale xml:lang="en-US"><terms><term name="in">within</term></terms></locale>'
        assert cited('<text term="in"/>', book(), locale=locale, lang="en-GB", kind="in-text") == "within"

    def test_the_title_of_a_law_keeps_the_case_of_its_jurisdiction(self) -> None:
        content = '<text variable="title" text-case="title"/>'
        assert cited(content, book(title="An act for peace", jurisdiction="us")) == "An act for peace"
        assert cited(content, book(title="An act for peace")) == "An Act for Peace"

    def test_a_character_that_a_style_escapes_twice_is_what_it_stands_for(self) -> None:
        for escape, expected in (("&amp;#160;", "\u00a0"), ("&amp;#xA0;", "\u00a0"), ("&amp;#xD800;", "")):
            delimiter = f'delimiter=";{escape}"'
            assert cited('<text variable="title"/>', book("a", title="A"), book("b", title="B"), layout=delimiter) == (
                f"A;{expected}B"
            )


@pytest.mark.parametrize(
    ("lang", "title", "expected"),
    [
        ("fr-FR", "Étude de “Rabelais”", "Étude de « Rabelais »"),
        ("en-GB", "“Who goes there?”", "‘Who goes there?’"),
        ("en-US", "Against ‘method’", "Against “method”"),
        ("en-GB", "The “end of ‘history’” debate", "The ‘end of “history”’ debate"),
    ],
)
def test_quotes_in_a_title_that_has_none_round_it_are_the_outer_ones(lang: str, title: str, expected: str) -> None:
    made = cited('<text variable="title" quotes="false"/>', book(title=title), lang=lang)
    assert made.replace("\u202f", " ").replace("\u00a0", " ") == expected


def test_the_comma_of_a_writer_s_suffix_stays_outside_quotation_marks() -> None:
    p = Processor(style('<text variable="title" quotes="true"/>'), [book(title="War")], output="text")
    assert p.cite([{"id": "a", "suffix": ", n. 4"}]) == "“War”, n. 4"


@pytest.mark.parametrize(("title", "expected"), [("War!", "War!..."), ("Done?", "Done?..."), ("War", "War...")])
def test_an_ellipsis_is_no_full_stop(title: str, expected: str) -> None:
    assert cited('<text variable="title" font-style="italic" suffix="..."/>', book(title=title)) == expected


def test_a_character_that_a_term_escapes_twice_is_that_character() -> None:
    locale = '<locale xml:lang="en"><terms><term name="number" form="short">n&amp;#7506;</term></terms></locale>'
    assert (
        cited('<text variable="title"/><text term="number" form="short" prefix=" "/>', book(title="War"), locale=locale)
        == "War nᵒ"
    )


def test_a_term_behind_what_stands_for_repeated_names_has_no_capital() -> None:
    content = '<names variable="author"/><text term="no date" form="short" prefix=" "/>'
    author = [{"family": "Roe"}]
    items = [book("a", author=author), book("b", author=author)]
    assert listed(content, *items, entries='subsequent-author-substitute="—"') == ["Roe n.d.", "— n.d."]


def test_strip_periods_leaves_the_stops_that_the_style_sets() -> None:
    macros = '<macro name="m"><text variable="container-title" suffix="."/></macro>'
    content = '<text macro="m" strip-periods="true"/>'
    assert cited(content, book(container_title="J. Mod. Hist."), macros=macros) == "J Mod Hist."


@pytest.mark.parametrize("sign", ["; ", ", ", ": "])
@pytest.mark.parametrize(("title", "expected"), [("War", "War. x"), ("War?", "War? x")])
def test_behind_two_full_stops_of_the_style_no_other_sign_stands(sign: str, title: str, expected: str) -> None:
    content = f'<group suffix="."><text variable="title" suffix="."/></group><text value="x" prefix="{sign}"/>'
    assert cited(content, book(title=title)) == expected


def test_behind_a_full_stop_of_the_title_the_style_s_own_sign_stays() -> None:
    content = '<group suffix="."><text variable="title" suffix="."/></group><text value="x" prefix="; "/>'
    assert cited(content, book(title="Acme Inc.")) == "Acme Inc.; x"


@pytest.mark.parametrize("sign", [". ", ": "])
def test_what_a_style_sets_behind_text_that_it_formats_stays(sign: str) -> None:
    own = f'<text variable="title" font-style="italic" suffix="{sign}"/><text value="x"/>'
    between = f'<group delimiter="{sign}"><text variable="title" font-style="normal"/><text value="x"/></group>'
    for content in (own, between):
        assert cited(content, book(title="What is to be done?")) == f"What is to be done?{sign}x"
    assert cited(own, book(title=f"War{sign.strip()}")) == f"War{sign}x"  # the same sign is not doubled


def test_what_a_style_sets_behind_a_group_meets_the_text_in_it() -> None:
    content = '<group suffix="."><text variable="title" font-style="italic"/></group>'
    assert cited(content, book(title="What is to be done?")) == "What is to be done?"
    content = (
        '<group delimiter=". "><group><text variable="title" font-style="italic"/></group><text value="x"/></group>'
    )
    assert cited(content, book(title="What is to be done?")) == "What is to be done? x"


def test_a_full_stop_two_groups_apart_leaves_the_sign_behind_it() -> None:
    content = (
        '<group suffix="."><group delimiter=" "><text variable="title" suffix="."/></group></group>'
        '<text value="x" prefix="; "/>'
    )
    assert cited(content, book(title="War")) == "War.; x"


def test_strip_periods_leaves_identifiers_whole() -> None:
    content = '<group strip-periods="true"><text macro="doi" strip-periods="true"/></group>'
    macros = '<macro name="doi"><text variable="DOI"/></macro>'
    assert cited(content, book(DOI="10.1000/182.4"), macros=macros) == "10.1000/182.4"


@pytest.mark.parametrize(
    ("locator", "expected"),
    [("144-148", "144–8"), ("144–148", "144–148"), ("vi–ix", "vi–ix"), ("12&15", "12 & 15"), ("12 & 15", "12 & 15")],
)
def test_a_dash_typed_in_a_locator_is_meant(locator: str, expected: str) -> None:
    made = Processor(
        style('<text variable="locator"/>', options='page-range-format="minimal"'), [book(title="War")], output="text"
    )
    assert made.make_cluster([{"id": "a", "locator": locator, "label": "page"}]) == expected


@pytest.mark.parametrize(
    "content",
    [
        '<text variable="locator"/><text variable="locator"/>',
        '<text variable="locator"/><number variable="locator"/>',
        '<group><choose><if locator="page"><text variable="locator"/></if></choose>'
        '<number variable="locator"/></group>',
    ],
)
def test_a_locator_is_printed_once(content: str) -> None:
    made = Processor(style(content), [book(title="War")], output="text")
    assert made.make_cluster([{"id": "a", "locator": "44", "label": "page"}]) == "44"


@pytest.mark.parametrize(
    "content",
    [
        '<text variable="title" font-style="italic"/><text value="x" prefix=". "/>',
        '<text variable="title"/><text value="x" prefix=". " font-style="italic"/>',
    ],
)
def test_a_prefix_beside_formatted_text_stays(content: str) -> None:
    assert cited(content, book(title="What is to be done?")) == "What is to be done?. x"


def test_a_prefix_in_a_group_does_not_meet_the_group_s_own() -> None:
    inner = '<text value="x" prefix=":"/>'
    assert cited(f'<text variable="title"/><group prefix=";">{inner}</group>', book(title="War")) == "War;:x"
    assert cited(f'<group delimiter=";"><text variable="title"/>{inner}</group>', book(title="War")) == "War;:x"
    assert cited(f'<text variable="title" suffix=";"/>{inner}', book(title="War")) == "War;x"


def test_a_comma_before_italics_stays_outside_quotation_marks() -> None:
    """As citeproc-js has it: only what a style sets behind the quoted text itself, or between texts, moves in."""
    item = book(title="War", container_title="Annals")
    for attributes, expected in (('font-style="italic"', "“War”, Annals"), ("", "“War,” Annals")):
        content = f'<text variable="title" quotes="true"/><text variable="container-title" prefix=", " {attributes}/>'
        assert cited(content, item) == expected


@pytest.mark.parametrize(
    ("delimiter", "expected"), [(",", "“War”, “a note”,“Peace”"), (". ", "“War”, “a note”. “Peace”")]
)
def test_a_delimiter_does_not_move_into_the_writer_s_quotation_marks(delimiter: str, expected: str) -> None:
    text = style('<text variable="title" quotes="true"/>', layout=f'delimiter="{delimiter}"')
    made = Processor(text, [book("a", title="War"), book("b", title="Peace")], output="text")
    assert made.make_cluster([{"id": "a", "suffix": ", “a note”"}, {"id": "b"}]) == expected


@pytest.mark.parametrize(("term", "printed"), [("n.d.", "N.d."), ("[no date]", "[No date]"), ("(s. d.)", "(S. d.)")])
def test_a_term_in_brackets_that_begins_an_entry_has_its_capital_inside(term: str, printed: str) -> None:
    own = f'<locale><terms><term name="no date">{term}</term></terms></locale>'
    assert listed('<text term="no date"/><text variable="title" prefix=" "/>', book(title="War"), locale=own) == [
        f"{printed} War"
    ]
