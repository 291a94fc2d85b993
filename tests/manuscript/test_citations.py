"""Citations in pandoc's syntax taken apart (pandoc's User's Guide, "Citation syntax")."""

from __future__ import annotations

import pytest

import citekit
from citekit.manuscript.citations import Citation, DraftCite, key_at, parse_bracket, parse_in_text
from citekit.manuscript.locators import locator_words, split_suffix

WORDS = locator_words("en-US")


def one(inner: str) -> DraftCite:
    citation = parse_bracket(inner, WORDS)
    assert citation is not None and len(citation.cites) == 1
    return citation.cites[0]


def test_a_citation_of_two_works() -> None:
    citation = parse_bracket("see @key, ll. 44-45; also @other, chap. 2", WORDS)
    assert citation == Citation(
        (
            DraftCite("key", prefix="see", locator="44-45", label="leaf", word="ll."),
            DraftCite("other", prefix="also", locator="2", label="chapter", word="chap."),
        )
    )


@pytest.mark.parametrize(
    ("typed", "label", "locator", "suffix"),
    [
        ("@k, p. 33-35 and nowhere else", "page", "33-35", " and nowhere else"),
        ("@k 30", "", "30", ""),
        ("@k, pp. iv, vi-xi, (xv)-(xvii) with suffix", "page", "iv, vi-xi, (xv)-(xvii)", " with suffix"),
        ("@k, {p. 44}, suffix", "page", "44", ", suffix"),
        ("@k {99 years later}", "as-given", "99 years later", ""),
        ("@k, {}1999 was a year", "", "", "1999 was a year"),
        ("@k, § 3", "section", "3", ""),
        ("@k, vol. 2, my emphasis", "volume", "2", ", my emphasis"),
        ("@k, xi, will be a suffix", "", "", ", xi, will be a suffix"),
        ("@k, fol. 12r-13v", "folio", "12r-13v", ""),
        ("@k, л. 44об, 45", "leaf", "44об, 45", ""),
        ("@k, Bl. 12", "leaf", "12", ""),
        ("@k, листы 3 и 5", "leaf", "3 и 5", ""),
        ("@k, pp. 3 and 5 in the copy", "page", "3 and 5", " in the copy"),
        ("@k, 第5-6页, 抄件", "page", "5-6", ", 抄件"),
        ("@k, 页5", "page", "5", ""),
        ("@k, list 44", "leaf", "44", ""),
        ("@k and more", "", "", " and more"),
    ],
)
def test_a_suffix_begins_with_a_place_where_it_says_one(typed: str, label: str, locator: str, suffix: str) -> None:
    cite = one(typed)
    assert (cite.label, cite.locator, cite.suffix) == (label, locator, suffix)


def test_words_for_places_are_those_of_the_draft_s_language() -> None:
    assert split_suffix(", S. 44", locator_words("de-DE")).label == "page"
    assert split_suffix(", стр. 44", locator_words("ru-RU")).locator in ("44", "")
    assert split_suffix(", p. 44", locator_words("de-DE")).label == "page", "English is understood everywhere"


def test_an_author_can_be_left_out_and_a_key_stand_in_braces() -> None:
    assert one("-@key").suppress_author
    assert one("see @{https://example.org/a{1}}, p. 3").key == "https://example.org/a{1}"


@pytest.mark.parametrize("text", ["me@home.org", "1@b", "é@b"])
def test_an_address_is_no_key(text: str) -> None:
    assert key_at(text, text.index("@")) is None


@pytest.mark.parametrize(("text", "key"), [("@a.", "a"), ("@doi:10.1/x.", "doi:10.1/x"), ("@a's", "a"), ("@a--b", "a")])
def test_punctuation_stands_inside_a_key_and_not_at_its_end(text: str, key: str) -> None:
    found = key_at(text, 0)
    assert found is not None and found.key == key


@pytest.mark.parametrize("inner", ["no key", "@a; no key", "", "; @a", "@a;"])
def test_every_part_needs_a_key(inner: str) -> None:
    assert parse_bracket(inner, WORDS) is None


def test_the_key_of_a_sentence_takes_a_place_and_more_works() -> None:
    citation = parse_in_text("a", False, "44; see @b, p. 3", WORDS)
    assert citation is not None and citation.in_text
    assert [(c.key, c.locator, c.prefix) for c in citation.cites] == [("a", "44", ""), ("b", "3", "see")]


def test_plain_words_round_a_key_are_no_markup() -> None:
    assert one("<i>see</i> & @a").prefix == "&lt;i&gt;see&lt;/i&gt; &amp;"


@pytest.mark.parametrize(
    ("reference", "place", "printed"),
    [
        ("RGASPI, f. 558, op. 11, d. 97, pp. 6-9", "p. 7", "RGASPI, f. 558, op. 11, d. 97, p. 7."),
        ("TNA, FO 371/84082, pp. 5-8", "pp. 6-7", "TNA, FO 371/84082, pp. 6–7."),
        ("BArch, DY 30/3345, S. 5-8", "S. 7", "BArch, DY 30/3345, S. 7."),
        ("BArch, DY 30/3345, S. 5-8", "7", "BArch, DY 30/3345, S. 7."),
        ("BArch, DY 30/3345, S. 5-8", "Bl. 7", "BArch, DY 30/3345, S. 5–8, Bl. 7."),
    ],
)
def test_a_place_takes_that_of_the_pages_that_hold_it(reference: str, place: str, printed: str) -> None:
    """The page cited stands in the place of those that the document takes up, in the words of its reference."""
    report = citekit.loads(f"Report, 5 May 1950, {reference}").changed(key="r")
    woven = citekit.weave(f"[@r, {place}]", library=[report], style="chicago-notes", to="text")
    assert f"[1] Report, May 5, 1950, {printed}\n" in woven


def test_braces_hold_a_place_as_it_is() -> None:
    """Pandoc's User's Guide, “Citation syntax”: what stands in braces is the place, and no word is added to it."""
    book = {
        "id": "b",
        "type": "book",
        "title": "Ships",
        "author": [{"family": "Adams"}],
        "issued": {"date-parts": [[1999]]},
    }

    def cited(text: str) -> str:
        woven = citekit.weave(text, library=[book], style="chicago-notes", to="text")
        return woven.partition("[1] ")[2].partition("\n")[0]

    assert cited("[@b, {sig. B4 bis}, more]") == "Adams, Ships (1999), sig. B4 bis, more."
    assert cited("[@b, {p. 44 recto}]") == "Adams, Ships (1999), 44 recto."


@pytest.mark.parametrize(
    ("lang", "word", "printed"),
    [
        ("de-DE", "S.", "S. 3"),
        ("de-DE", "p.", "S. 3"),
        ("fr-FR", "p.", "p. 3"),
        ("es-ES", "p.", "p. 3"),
        ("ru-RU", "с.", "с. 3"),
        ("en-US", "page", "p. 3"),
    ],
)
def test_a_page_of_an_archival_document_has_one_word_in_any_language(lang: str, word: str, printed: str) -> None:
    letter = citekit.loads("Truman to Attlee, 4 December 1950, Papers of Dean Acheson, box 68, Truman Library")
    text = f"---\nlang: {lang}\n---\n\nA [@t, {word} 3].\n"
    woven = citekit.weave(text, library=[letter.changed(key="t")], style="chicago-notes", to="markdown")
    note = woven.partition("[^1]: ")[2].partition("\n")[0]
    assert note.endswith(f", {printed}.") and note.count(f" {printed.split()[0]} ") == 1


def test_folios_of_an_archive_keep_the_word_that_was_typed() -> None:
    doc = citekit.Document(title="Note", references=tuple(citekit.parse_references("AN, F7 13021, dossier 4")), key="n")
    woven = citekit.weave("A.[@n, f. 3] B.[@n, fos. 3-4]", library=[doc], to="text")
    assert "dossier 4, f. 3." in woven and "fos. 3–4." in woven
