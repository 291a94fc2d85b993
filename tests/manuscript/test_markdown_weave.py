"""Markdown drafts woven: notes, citations in the text, bibliographies; nothing else changes (CMOS 18, chapter 13)."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import citekit
from citekit.manuscript.job import Job
from citekit.manuscript.markdown import marks
from citekit.manuscript.markdown.weave import weave_markdown
from citekit.manuscript.outcome import Outcome
from citekit.manuscript.weave import CitationWarning, weave_text

from . import pandoc
from .drafts import KEYS, draft
from .library import BOOK, LIBRARY, OTHER, TELEGRAM

_MARK = re.compile(r"<!-- citekit:.*? -->")


def weave(text: str, style: str = "chicago-author-date", **options: Any) -> str:
    return citekit.weave(text, library=LIBRARY, style=style, **options)


def shown(text: str, style: str = "chicago-author-date") -> str:
    """The body of a woven text without the marks, the notes and the bibliography."""
    body = weave(text, style).partition("<!-- bibliography -->")[0]
    return _MARK.sub("", body).strip()


def notes(text: str, **options: Any) -> list[str]:
    """The texts of the new notes."""
    return re.findall(r"^\[\^\d+\]: (.*)$", weave(text, "chicago-notes", **options).partition("citekit notes")[2], re.M)


def test_a_citation_becomes_a_note_behind_the_punctuation() -> None:
    text = "He wrote [@adams, p. 3]. She answered [@baker], and left."
    assert shown(text, "chicago-notes") == "He wrote.[^1] She answered,[^2] and left."
    assert notes(text)[0] == "Jane Adams, *The Long Road* (Harbor Press, 1999), 3."


def test_a_stop_that_is_there_already_is_not_doubled() -> None:
    assert shown("He said “no.” [@adams].", "chicago-notes") == "He said “no.”[^1]"


def test_an_author_date_style_cites_in_the_text() -> None:
    assert shown("He wrote [@adams, p. 3].") == "He wrote (Adams 1999, 3)."
    assert shown("As @adams [p. 3] says, and [-@adams].") == "As Adams (1999, 3) says, and (1999)."


def test_the_author_stays_in_the_sentence_and_the_note_stands_behind() -> None:
    text = "As @adams [p. 3] says."
    assert shown(text, "chicago-notes") == "As Jane Adams[^1] says."
    assert notes(text) == ["*The Long Road* (Harbor Press, 1999), 3."]


def test_a_leaf_is_cited_in_the_words_of_its_archive() -> None:
    first, second = notes("One [@petrov, l. 68]. Two [@adams]. Three [@petrov, l. 69].")[::2]
    assert first.startswith("Ivan Petrov to Anna Orlova") and "f. 558, op. 11, d. 97, l. 68" in first
    assert second.endswith("l. 69.") and "RGASPI" not in second


def test_lines_of_a_book_are_lines() -> None:
    assert "line" in notes("One [@adams, l. 68].")[0] or notes("One [@adams, l. 68].")[0].endswith("l. 68.")


def test_a_prefix_keeps_its_markup_and_begins_a_note_with_a_capital() -> None:
    assert notes("One [*see* @adams, p. 3; also @baker, and `x` [y](z)].") == [
        "*See* Jane Adams, *The Long Road* (Harbor Press, 1999), 3; also Carl Baker, *Letters Home* "
        "(Harbor Press, 2004), and `x` [y](z)."
    ]


def test_a_document_answers_to_its_key_and_its_number() -> None:
    assert shown("[@petrov] [@901]") == shown("[@petrov] [@petrov]")


def test_labels_of_new_notes_do_not_collide() -> None:
    text = "One.[^1] Two [@adams]. Three.[^2]\n\n[^1]: Own.\n\n[^2]: Own.\n"
    assert shown(text, "chicago-notes").startswith("One.[^1] Two.[^3] Three.[^2]")


def test_notes_of_one_s_own_are_counted_between() -> None:
    ibid = notes("One [@adams]. Two [@adams].")[1]
    between = notes("One [@adams]. Own.[^x] Two [@adams].\n\n[^x]: Something else.\n")[1]
    assert between == "Adams, *Long Road*." and ibid in ("Ibid.", "Adams, *Long Road*.", "Adams.")


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("[@adams, 3].", "Jane Adams, *The Long Road* (Harbor Press, 1999), 3."),
        ("On this see [@adams, 3].", "On this see Jane Adams, *The Long Road* (Harbor Press, 1999), 3."),
        ("“No.” [@adams, 3]", "“No.” (Jane Adams, *The Long Road* (Harbor Press, 1999), 3)"),
        ("Also: [@adams, 3], and so on.", "Also: Jane Adams, *The Long Road* (Harbor Press, 1999), 3, and so on."),
    ],
)
def test_a_citation_in_a_note_of_one_s_own_becomes_part_of_it(note: str, printed: str) -> None:
    assert shown(f"Text.[^1]\n\n[^1]: {note}", "chicago-notes") == f"Text.[^1]\n\n[^1]: {printed}"
    assert shown(f"Text.^[{note}]", "chicago-notes") == f"Text.^[{printed}]"


def test_the_bibliography_stands_at_its_comment_in_its_division_or_at_the_end() -> None:
    entry = "Adams, Jane. 1999. *The Long Road*. Harbor Press."
    whole = f"<!-- bibliography -->\n\n{entry}\n\n<!-- /bibliography -->"
    assert whole in weave("[@adams]\n\n<!-- bibliography -->\n\nEnd.")
    assert f"::: {{#refs}}\n{whole}\n:::" in weave("[@adams]\n\n::: {#refs}\n:::\n\nEnd.")
    assert weave("[@adams]").endswith(f"{whole}\n")


def test_a_bibliography_can_be_divided() -> None:
    woven = weave(
        "[@adams] [@petrov]\n\n<!-- bibliography: archives -->\n\n---\n\n<!-- bibliography: literature -->\n", "mla"
    )
    archives, literature = re.findall(r"<!-- bibliography: \w+ -->(.*?)<!-- /bibliography -->", woven, re.S)
    assert "RGASPI" in archives and "Adams" not in archives
    assert "Adams" in literature and "RGASPI" not in literature


def test_the_front_matter_says_what_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "more.bib").write_text("@book{cole, author={Cole, Max}, title={More}, year={2001}}", "utf-8")
    front = "---\nbibliography: more.bib\ncsl: mla\nnocite: '@baker'\nreference-section-title: Works\n---\n\n"
    woven = citekit.weave(f"{front}[@cole, 5]", library=[OTHER], folder=tmp_path)
    assert "(Cole 5)" in woven and "# Works {.unnumbered}" in woven and "Baker, Carl" in woven
    assert woven.startswith(front)


def test_chapters_can_begin_anew() -> None:
    text = "---\nreset-positions: chapter\n---\n\n# A\n\n[@adams] x\n\n# B\n\n[@adams] y\n"
    assert notes(text)[0] == notes(text)[1]
    assert notes(text.replace("chapter", "''"))[0] != notes(text.replace("chapter", "''"))[1]


def test_settings_stand_beside_the_draft_too(tmp_path: Path) -> None:
    (tmp_path / "citekit.toml").write_text('csl = "mla"\n', "utf-8")
    assert "(Adams 3)" in citekit.weave("[@adams, 3]", library=[BOOK], folder=tmp_path)


def test_an_unknown_key_stays_and_is_reported_with_its_line_and_what_may_be_meant() -> None:
    with pytest.warns(CitationWarning, match="line 3: there is no document “adam”.*did you mean adams"):
        assert "[@adam]" in weave("One.\n\nTwo [@adam] [@baker].")
    with pytest.raises(citekit.CitekitError):
        weave("[@adam]", errors="raise")


def test_cross_references_of_quarto_are_no_citations() -> None:
    text = "See @fig-one and [@tbl-two] [@adams].\n"
    outcome = weave_text(text, "markdown", LIBRARY, where="page.qmd")
    assert outcome.good and "See @fig-one and [@tbl-two]" in outcome.text


def test_a_woven_draft_woven_again_is_the_same() -> None:
    text = "One [see @adams, p. 3 -- --> x]. @baker says\n[@petrov, l. 68] so.\n\n| [@adams] |\n|---|\n| [@baker] |\n"
    for style in ("chicago-notes", "mla"):
        once = weave(text, style)
        assert weave(once, style) == once


def test_a_changed_place_brings_the_note_up_to_date() -> None:
    woven = weave("One [@adams, p. 3]. Two.", "chicago-notes")
    changed = weave(woven.replace("@adams, p. 3", "@adams, p. 4"), "chicago-notes")
    assert changed == weave("One [@adams, p. 4]. Two.", "chicago-notes")


def test_a_changed_library_brings_the_notes_up_to_date() -> None:
    woven = weave("One [@adams, p. 3].", "chicago-notes")
    other = {**BOOK, "title": "The Short Road"}
    assert "*The Short Road*" in citekit.weave(woven, library=[other], style="chicago-notes")
    assert "*The Long Road*" not in citekit.weave(woven, library=[other], style="chicago-notes")


def test_a_woven_draft_takes_another_style() -> None:
    text = "One [@adams, p. 3]. Two\n[@baker] more."
    assert weave(weave(text, "chicago-notes"), "mla") == weave(text, "mla")


def test_what_was_edited_by_hand_stays() -> None:
    woven = weave("One [@adams, p. 3].", "chicago-notes")
    edited = woven.replace("(Harbor Press, 1999), 3.", "(Harbor Press, 1999), 3; my emphasis.")
    with pytest.warns(CitationWarning, match="edited by hand"):
        again = weave(edited, "chicago-notes")
    assert "; my emphasis." in again
    assert weave(again, "chicago-notes") == again


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay(newline: str) -> None:
    text = newline.join(["One [@adams].", "", "Two", "[@baker] more.", ""])
    for style in ("chicago-notes", "mla"):
        woven = weave(text, style)
        assert woven.count("\n") == woven.count(newline)
        assert weave(woven, style) == woven


@given(st.text(alphabet="ab -<>!&#;45amp\n[@]{}`", max_size=40))
@settings(deadline=None)
def test_a_mark_gives_back_what_was_written(source: str) -> None:
    mark = marks.mark("x", "", source)
    found = marks.MARK.fullmatch(mark)
    assert found is not None and marks.decode(found["source"]) == source
    assert "--" not in mark[4:-3]


KNOWN = [{**BOOK, "id": key, "title": f"Work {n}"} for n, key in enumerate((*KEYS, "b", "odd", "http://x.y/z"))]


@given(st.integers(0, 10**9), st.sampled_from(["chicago-notes", "chicago-author-date", "mla"]))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_else_changes_and_weaving_twice_is_weaving_once(seed: int, style: str) -> None:
    text = draft(Random(seed))
    once = citekit.weave(text, library=KNOWN, style=style)
    assert citekit.weave(once, library=KNOWN, style=style) == once
    former = marks.unweave(once).text
    assert former.startswith(text)
    assert former[len(text) :].strip() in ("", "<!-- bibliography -->")


def test_a_document_of_the_library_named_twice_is_one() -> None:
    woven = citekit.weave("[@petrov] [@adams]", library=[*LIBRARY, TELEGRAM, BOOK], style="mla")
    assert woven.count("Harbor Press") == 1


def test_the_author_in_a_sentence_is_whole_first_and_short_then() -> None:
    text = "As @adams says. So @baker. And @adams again."
    assert shown(text, "chicago-notes").startswith("As Jane Adams[^1] says. So Carl Baker.[^2] And Adams[^3] again.")


@pytest.mark.parametrize("text", ["One [@adams, p. 3]. Two.", "As @adams [p. 3] says, so", "A\n[@adams] b [@baker]."])
def test_notes_that_are_lost_are_written_anew(text: str) -> None:
    woven = weave(text, "chicago-notes")
    lost = woven[: woven.index("\n\n" + marks.NOTES_START)]
    assert weave(lost, "chicago-notes") == woven
    assert weave(lost, "mla") == weave(text, "mla")


@pytest.mark.parametrize("length", [0, 1, 4, 9, 9999])
def test_a_wrong_mark_takes_none_of_the_words_and_leaves_no_empty_note(length: int) -> None:
    draft = f"Some words.[^1]<!-- citekit:{length}:00000000  [@adams]. --> More.\n"
    woven = weave(draft, "chicago-notes")
    assert woven.startswith("Some words.[^1]<!-- citekit:") and "[^1]: Jane Adams" in woven
    assert "edited" not in woven and weave(woven, "chicago-notes") == woven


def test_a_call_of_the_person_before_a_mark_stays() -> None:
    draft = "words[^9]<!-- citekit:4:00000000  [@adams] -->\n\n[^9]: own note\n"
    woven = weave(draft, "chicago-notes")
    assert woven.startswith("words[^9][^1]<!--") and "\n\n[^9]: own note\n" in woven and "[^1]: Jane Adams" in woven
    assert weave(woven, "chicago-notes") == woven


_QUOTED = [
    "Write `<!-- bibliography -->` there. Own text kept.\n\nMore.\n\nand `<!-- /bibliography -->`. A [@adams].\n",
    "A [@adams].\n\n```\n<!-- bibliography -->\n\nkept\n\n<!-- /bibliography -->\n```\n\nB.\n",
    "A [@adams].\n\n> ~~~\n> <!-- bibliography -->\n> kept\n> <!-- /bibliography -->\n> ~~~\n",
    "A [@adams].\n\n    <!-- bibliography -->\n    kept\n    <!-- /bibliography -->\n",
    "It writes `(Adams 1999)<!-- citekit:12:00000000 [@adams] -->` there. A [@adams].\n",
    "```\n[^1]<!-- citekit:4:00000000 [@adams] -->\n\n"
    "<!-- citekit notes -->\n\n[^1]: x\n\n<!-- /citekit notes -->\n```\n\nA [@adams].\n",
]


@pytest.mark.parametrize("style", ["chicago-notes", "mla"])
@pytest.mark.parametrize("text", _QUOTED)
def test_marks_in_code_are_code(text: str, style: str) -> None:
    woven = weave(text, style)
    assert woven.startswith(text.partition("A [@adams]")[0]) and text.rpartition("[@adams]")[2].strip(".\n") in woven
    assert weave(woven, style) == woven


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_typed_among_the_notes_stays_outside_them(newline: str) -> None:
    typed = "[^x]: my note\n\n    its second paragraph\n\nMy paragraph\n\n\nand more [@baker]".replace("\n", newline)
    woven = weave(f"One [@adams].[^x]{newline}", "chicago-notes")
    again = weave(woven.replace(marks.NOTES_END, f"{typed}{newline}{newline}{marks.NOTES_END}"), "chicago-notes")
    assert typed.removesuffix(" [@baker]") in again.partition(marks.NOTES_START)[0]
    assert again.count("[^x]: my note") == 1 and "[^1]: Jane Adams" in again and "[^2]: Carl Baker" in again
    assert weave(again, "chicago-notes") == again


def test_the_note_of_a_deleted_citation_goes_with_it() -> None:
    woven = weave("One. [@adams] Two. [@baker]", "chicago-notes")
    rest = re.sub(r"\[\^2\]<!-- citekit:.*?-->", "", woven)
    assert "[^2]" not in weave(rest, "chicago-notes")


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-author-date"])
@pytest.mark.parametrize(
    "text",
    [
        "A [@adams, <!-- y] b",
        "A [see --> x @adams, p. 4 --> <!-- y] b",
        "A [@adams] <!-- open comment, no end\n",
        "A [@adams] <!-- open\n\nB [@baker].\n",
        "<!-- open\n\nB [@baker].\n",
        "A [@adams] <!-- one <!-- two\n",
    ],
)
def test_a_comment_without_an_end_hides_nothing(text: str, style: str) -> None:
    with pytest.warns(CitationWarning, match="a comment begins here that does not end"):
        woven = weave(text, style)
        assert weave(woven, style) == woven
    assert "<!-- y." not in woven and "<!-- y)" not in woven


def test_a_comment_that_code_shows_is_not_open() -> None:
    text = "Begin with `<!--` [@adams, `<!--`].\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        woven = weave(text)
        assert woven.startswith("Begin with `<!--` (Adams 1999, `<!--`)") and weave(woven) == woven


def test_an_entry_of_the_bibliography_edited_by_hand_is_remarked() -> None:
    woven = weave("One [@adams].")
    with pytest.warns(CitationWarning, match="changes made to it by hand are not kept"):
        assert weave(woven.replace("Harbor Press.", "Harbour Press.")) == woven
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        weave(woven.replace("One", "One [@baker]"))


def test_citations_can_be_links_to_their_entries() -> None:
    """Pandoc's User's Guide, “Other relevant metadata fields”: ``link-citations``; entries answer to ``ref-KEY``."""
    head = "---\nlink-citations: true\n---\n\n"
    woven = weave(head + "A [see @adams, p. 3; @baker] and @baker [4].")
    assert "(see [Adams 1999, 3](<#ref-adams>); [Baker 2004](<#ref-baker>))" in woven
    assert "Baker ([2004, 4](<#ref-baker>))" in woven
    assert "[]{#ref-adams}Adams, Jane. 1999." in woven
    html = pandoc.run(woven, "-t", "html")[0]
    assert html.count('href="#ref-baker"') == 2 and html.count('id="ref-baker"') == 1
    assert weave(woven) == woven
    noted = weave(head + "A [@adams].", "chicago-notes")
    assert "[^1]: [Jane Adams, *The Long Road* (Harbor Press, 1999)](<#ref-adams>)." in noted


def test_without_the_setting_citations_are_no_links() -> None:
    assert "#ref-" not in weave("A [@adams].")


def test_the_heading_of_a_bibliography_at_the_end_stays() -> None:
    text = "---\nreference-section-title: Works\n---\n\nA [@adams].\n"
    woven = weave(text)
    assert "<!-- bibliography -->\n\n# Works {.unnumbered}\n\nAdams, Jane." in woven and weave(woven) == woven
    assert "# Works" not in weave(text + "\n<!-- bibliography -->\n")


def test_a_description_in_a_sentence_has_no_quotation_marks_as_its_note_has_none() -> None:
    memo = citekit.loads("Memorandum on supplies, 3 May 1944, NARA, RG 165, Entry 418, Box 12").changed(key="memo")
    out = citekit.weave("See @memo, and @memo.", library=[memo])
    assert out.startswith("See Memorandum on supplies,[^1]") and "\u201c" not in out
    assert "[^1]: Memorandum on supplies, May 3, 1944" in out
    assert citekit.weave("See @memo.", library=[memo], style="mla").startswith("See Memorandum on supplies")


def test_a_stop_stands_inside_the_quotation_marks_of_a_title_in_a_sentence() -> None:
    """CMOS 18, 6.9: periods and commas precede closing quotation marks."""
    text = "“The Question of Berlin,” 3 May 1961, RG 59, box 12, National Archives"
    memo = citekit.loads(text).changed(key="memo")
    woven = citekit.weave("See @memo.", library=[memo], style="chicago-notes")
    assert woven.startswith("See “The Question of Berlin.”[^1]")
    assert citekit.weave(woven, library=[memo], style="chicago-notes") == woven


def outcome_of(text: str) -> Outcome:
    report = citekit.loads("Report, 5 May 1950, RGANI, f. 5, op. 49, d. 131, ll. 3-5").changed(key="r")
    return weave_markdown(text, Job([report], "chicago-notes", where="draft.md"))


def test_woven_again_unchanged_a_draft_has_no_new_notes() -> None:
    first = outcome_of("One [@r, l. 4]. Two [@r, l. 5].\n\n| a |\n|---|\n| three [@r] |\n")
    assert first.notes == 3
    assert outcome_of(first.text).notes == 0
    assert outcome_of(first.text.replace("One", "Nought [@r, l. 3]. One")).notes == 1


def test_a_place_outside_the_document_is_told() -> None:
    outcome = outcome_of("One [@r, l. 4].\n\nTwo [@r, l. 99].\n")
    assert outcome.remarks == ["draft.md, line 3: note: l. 99 lies outside the document, which takes up ll. 3-5"]


def _printed(text: str, style: str, library: list[Any] | None = None) -> str:
    woven = citekit.weave(text, library=library or LIBRARY, style=style, to="markdown")
    return re.sub("<!--.*?-->", "", woven).split("\n\n")[0].strip()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("He wrote.[@adams, 3] Then", "He wrote (Adams 3). Then"),
        ("He wrote[@adams, 3].", "He wrote (Adams 3)."),
        ("He wrote, [@adams, 3] then", "He wrote, (Adams 3) then"),
        ("“So.”[@adams] Then", "“So.” (Adams) Then"),
        ("*So*[@adams] and so …[@adams] etc.[@adams] then", "*So* (Adams) and so … (Adams) etc. (Adams) then"),
        ("(see[@adams]) and ([@adams])", "(see (Adams)) and ((Adams))"),
        ("第一[@adams]", "第一(Adams)"),
    ],
)
def test_a_citation_in_the_text_is_parted_from_the_words_before_it(typed: str, printed: str) -> None:
    assert _printed(typed, "mla") == printed


@pytest.mark.parametrize("style", ["mla", "chicago-notes", "chicago-author-date"])
def test_the_stop_of_an_abbreviation_and_that_of_the_sentence_are_one(style: str) -> None:
    names = [{"family": name, "given": "A."} for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")]
    many = {"id": "many", "type": "book", "title": "Works", "author": names}
    printed = _printed("As shown by @many.", style, [many])
    assert "et al." in printed and "et al.." not in printed


def test_a_shortcode_of_quarto_cites_nothing() -> None:
    text = "{{< include @many >}}\n\nA [@adams] {{< meta @adams >}} and `x`.\n"
    made = weave_text(text, "markdown", LIBRARY, "mla", where="page.qmd")
    assert not made.unknown and made.citations == 1
    assert "{{< include @many >}}" in made.text and "{{< meta @adams >}}" in made.text
    assert weave_text(made.text, "markdown", LIBRARY, "mla", where="page.qmd").text == made.text
