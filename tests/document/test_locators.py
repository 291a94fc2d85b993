"""Locators as people write them: all of CSL 1.0.2 and those of archives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citekit
from citekit import Document, HistoricalDate, parse_references
from citekit.document.locator_words import locator_words
from citekit.document.locators import Locator, parse_locator


def schema_labels(shared: Path) -> set[str]:
    schema = json.loads((shared / "csl-schema" / "csl-citation.json").read_text(encoding="utf-8"))
    return set(schema["properties"]["citationItems"]["items"]["properties"]["label"]["enum"])


def test_every_locator_of_the_schema_has_words_and_no_word_means_anything_else(shared: Path) -> None:
    archival = {"leaf", "verso", "frame", "reel", "box", "image"}
    assert set(locator_words().labels.values()) == schema_labels(shared) | archival


@pytest.mark.parametrize("lang", ["", "en-GB", "de-DE", "fr-FR", "ru-RU"])
def test_every_locator_of_the_schema_is_read_by_its_own_name(shared: Path, lang: str) -> None:
    for label in schema_labels(shared):
        for text in (f"{label} 3", f"{label.capitalize()} iv", f"{label} 12-14", f"{label} e4"):
            value = text[len(label) :].strip()
            assert parse_locator(text, lang=lang) == Locator(label, value, text[: len(label)]), text


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("44", "page", "44"),
        ("p. 44", "page", "44"),
        ("table 3", "table", "3"),
        ("fig. 2", "figure", "2"),
        ("app. B", "appendix", "B"),
        ("art. 5", "article-locator", "5"),
        ("§ 12", "section", "12"),
        ("¶ 4", "paragraph", "4"),
        ("s.v. kulak", "sub-verbo", "kulak"),
        ("s.vv. kulak, fond", "sub-verbo", "kulak, fond"),
        ("chap. iv", "chapter", "iv"),
        ("eq. 3", "equation", "3"),
        ("scene 2", "scene", "2"),
        ("supp. 1", "supplement", "1"),
        ("timestamp 00:12:30", "timestamp", "00:12:30"),
        ("ll. 44-45", "leaf", "44-45"),
        ("Bl. 7", "leaf", "7"),
        ("frame 0123", "frame", "0123"),
        ("reel 5", "reel", "5"),
        ("image 12", "image", "12"),
        ("box 3", "box", "3"),
        ("no 5", "issue", "5"),
        ("第5页", "page", "5"),
        ("5-6頁", "page", "5-6"),
        ("第１２〜１４ページ", "page", "12-14"),
        ("제3권", "volume", "3"),
        ("12枚", "leaf", "12"),
        ("第5页注3", "as-given", "第5页注3"),
        ("S. 12", "as-given", "S. 12"),
        ("passim", "as-given", "passim"),
        ("doc. 3", "as-given", "doc. 3"),
        ("p.", "as-given", "p."),
        ("A12", "page", "A12"),
        ("xiv", "page", "xiv"),
    ],
)
def test_a_place_is_known_by_its_word(text: str, label: str, value: str) -> None:
    found = parse_locator(text)
    assert (found.label, found.value) == (label, value)


def test_a_place_of_an_archive_is_printed_in_the_words_of_the_note() -> None:
    doc = Document(
        title="A Report",
        date=HistoricalDate.parse("1950"),
        references=tuple(parse_references("NARA, RG 59, Microfilm Reel 5")),
    )
    notes = citekit.Notes()
    notes.cite(doc)
    assert notes.cite(doc, locator="frame 0123").endswith("frame 0123.")


@pytest.mark.parametrize(
    ("lang", "text", "label", "value"),
    [
        ("de-DE", "S. 3", "page", "3"),
        ("de-DE", "Seiten 3-4", "page", "3-4"),
        ("de-DE", "Nr. 4", "issue", "4"),
        ("de-DE", "Z. 3", "line", "3"),
        ("de-DE", "Bl. 3", "leaf", "3"),
        ("pl-PL", "s. 3", "page", "3"),
        ("pl-PL", "str. 3", "page", "3"),
        ("es-ES", "pág. 3", "page", "3"),
        ("es-ES", "págs. 3-4", "page", "3-4"),
        ("fr-FR", "n° 3", "issue", "3"),
        ("fr-FR", "feuillet 3", "leaf", "3"),
        ("ru-RU", "с. 3", "page", "3"),
        ("ru-RU", "стр. 3", "page", "3"),
        ("it-IT", "pp. 3-4", "page", "3-4"),
        ("hu-HU", "o. 3", "page", "3"),
        ("", "Seite 3", "page", "3"),
    ],
)
def test_words_for_places_are_those_of_the_language(lang: str, text: str, label: str, value: str) -> None:
    found = parse_locator(text, lang=lang)
    assert (found.label, found.value) == (label, value)


@pytest.mark.parametrize(
    ("lang", "place", "printed"),
    [
        ("de-DE", "S. 3", "S. 3"),
        ("de-DE", "Seite 3", "S. 3"),
        ("de-DE", "Nr. 4", "Nr. 4"),
        ("de-DE", "Z. 3", "Z. 3"),
        ("pl-PL", "s. 3", "s. 3"),
        ("pl-PL", "str. 3", "s. 3"),
        ("es-ES", "pág. 3", "p. 3"),
        ("fr-FR", "n° 3", "nᵒ 3"),
        ("fr-FR", "feuillet 3", "feuillet 3"),
        ("en-US", "passim", "passim"),
        ("en-US", "doc. 3", "doc. 3"),
        ("en-US", "S. 3", "S. 3"),
        ("en-US", "3", "p. 3"),
    ],
)
def test_no_word_for_a_place_is_printed_twice(lang: str, place: str, printed: str) -> None:
    letter = Document(
        title="A Report",
        date=HistoricalDate.parse("1950"),
        references=tuple(parse_references("Truman Library, Acheson Papers, Box 68")),
    )
    notes = citekit.Notes(locale=lang)
    assert f"Box 68, {printed}, " in notes.cite(letter, locator=place)
    assert notes.cite(letter, locator=place).removesuffix(".").endswith(f" {printed.rstrip('.')}")
    woven = citekit.weave(f"[@r, {place}]", library=[letter.changed(key="r")], locale=lang, to="text")
    assert f", Box 68, {printed}, " in woven or f", {printed}.\n" in woven


@pytest.mark.parametrize(
    ("leaves", "place", "printed"),
    [
        ("fos. 4-9", "fo. 5", "fo. 5"),
        ("fos. 4-9", "fol. 5", "fo. 5"),
        ("fos. 4-9", "f. 5", "fo. 5"),
        ("fos. 4-9", "5", "fo. 5"),
        ("fos. 4-9", "fol. 8r", "fo. 8r"),
        ("fos. 4-9", "fols. 5-6", "fos. 5–6"),
        ("fols. 4-9", "fo. 5", "fol. 5"),
        ("ff. 4-9", "fol. 5", "f. 5"),
    ],
)
def test_a_folio_stands_in_place_of_those_of_the_document(leaves: str, place: str, printed: str) -> None:
    doc = Document(title="A Minute", key="m", references=tuple(parse_references(f"TNA, FO 371/56763, {leaves}")))
    assert citekit.Notes().cite(doc, locator=place) == f"“A Minute,” TNA, FO 371/56763, {printed}."
    woven = citekit.weave(f"[@m, {place}]", library=[doc], to="text")
    assert f"TNA, FO 371/56763, {printed}." in woven


def test_the_time_in_a_recording_is_no_page() -> None:
    tape = Document(title="A Talk", references=tuple(parse_references("Truman Library, Acheson Papers, Box 68")))
    for place in ("00:12:30", "12:30", "00:12:30-00:13:05"):
        assert parse_locator(place).label == "as-given"
        assert f"Box 68, {place}, " in citekit.Notes().cite(tape, locator=place)


CHINESE = Document(title="周恩来致毛泽东电", references="中国外交部档案馆, 档号 106-00029-01, 第5页")


@pytest.mark.parametrize("locator", ["第5页", "5页", "第5頁", "5", "5쪽", "제5쪽", "5ページ", "5. oldal", "5. o."])
def test_a_number_with_its_word_behind_it_is_a_page(locator: str) -> None:
    notes = citekit.Notes()
    assert notes.cite(CHINESE, locator=locator).endswith("档号 106-00029-01, 第5页.")
    assert notes.cite(CHINESE, locator=locator) == "“周恩来致毛泽东电,” p. 5."


def test_several_pages_with_their_word_behind_them_are_pages() -> None:
    assert (parse_locator("第5-6页").label, parse_locator("第5-6页").value) == ("page", "5-6")
    assert parse_locator("5、6页").value == "5, 6"


def test_several_leaves_joined_by_a_word_are_leaves_in_the_plural() -> None:
    book = Document(title="Stalin", kind="book")
    assert citekit.cite(book, locator="листы 3 и 5").endswith("листы 3 и 5.")
    assert citekit.cite(book, locator="лист 3 и 5").endswith("листы 3 и 5.")
    assert citekit.cite(book, locator="листы 3").endswith("лист 3.")


def test_f_before_a_number_of_an_archival_document_stays_as_typed() -> None:
    doc = Document(title="A Plan", references="BnF, ms. fr. 1234")
    assert citekit.cite(doc, locator="f. 3").endswith(", f. 3.")


def _telegram(reference: str) -> Document:
    return Document(
        title="周恩来致毛泽东电", date=HistoricalDate.parse("1950-10-14"), references=tuple(parse_references(reference))
    )


@pytest.mark.parametrize("locator", ["第5页", "5页", "页5", "第5頁"])
def test_a_word_behind_its_number_is_printed_once(locator: str) -> None:
    note = citekit.cite(_telegram("中国外交部档案馆, 档号 106-00029-01, 第5页"), locator=locator)
    assert note.endswith("档号 106-00029-01, 第5页."), note


@pytest.mark.parametrize(
    ("locator", "printed"), [("l. 3 и 5", "ll. 3 и 5"), ("ll. 3", "l. 3"), ("l. 3 об. and 5", "ll. 3 об. and 5")]
)
def test_a_word_for_leaves_is_in_the_number_of_its_value(locator: str, printed: str) -> None:
    doc = Document(title="Plan", references=tuple(parse_references("RGANI, f. 5, op. 49, d. 131")))
    assert citekit.cite(doc, locator=locator).endswith(f"d. 131, {printed}.")


def test_a_reference_that_alone_names_its_document_has_the_cited_leaf_in_short_notes_too() -> None:
    doc = Document(references=tuple(parse_references("GARF, f. R-5446, op. 20, d. 304, ll. 15-17")))
    notes = citekit.Notes()
    notes.cite(doc)
    notes.cite(Document(title="Plan", references=tuple(parse_references("RGANI, f. 5, op. 49, d. 131"))))
    assert notes.cite(doc, locator="l. 16") == "GARF, f. R-5446, op. 20, d. 304, l. 16."
