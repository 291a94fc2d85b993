"""Documents typed as notes in citekit's own styles: what they are is printed as typed, and listed in one alphabet."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document
from citekit.cli.show import rows

LIBRARY = """
Aktenvermerk, SAPMO-BArch, DY 30/J IV 2/2/112, Bl. 5.
Churchill to Eden, 12 January 1944, TNA, PREM 3/355/7.
Minute by Sir Alexander Cadogan, 20 October 1938, TNA, FO 371/21659.
George F. Kennan to Secretary of State, telegram 511, February 22, 1946, RG 59, 861.00/2-2246, NARA.
Telegram from Nomura to Tōgō, December 4, 1941, TNA, FO 5/1.
“The Policy of Britain,” May 3, 1940, TNA, FO 5/2.
"""


@pytest.mark.parametrize(
    "style", ["chicago-notes", "chicago-notes-ibid", "chicago-author-date", "mla", "wilson-center"]
)
def test_letters_descriptions_and_titles_are_listed_in_one_alphabet(style: str) -> None:
    docs = [citekit.loads(line) for line in LIBRARY.strip().splitlines()]
    entries = citekit.bibliography(docs, style=style)
    heads = ("Aktenvermerk", "Churchill", "Kennan", "Minute", "The Policy", "Telegram")
    assert [next(h for h in heads if h in entry) for entry in entries] == list(heads)


@pytest.mark.parametrize(
    ("typed", "note", "entry"),
    [
        (
            "George F. Kennan to Secretary of State, telegram 511, February 22, 1946, RG 59, 861.00/2-2246, NARA.",
            "George F. Kennan to Secretary of State, telegram 511, February 22, 1946, RG 59, 861.00/2-2246, NARA.",
            "Kennan, George F. Telegram 511 to Secretary of State. February 22, 1946. RG 59, 861.00/2-2246, NARA.",
        ),
        (
            "Lord Halifax to Lady Alexandra Metcalfe, Wednesday, Hickleton Papers, Borthwick Institute, York.",
            "Lord Halifax to Lady Alexandra Metcalfe, Wednesday, Hickleton Papers, Borthwick Institute, York.",
            "Halifax, Lord. Letter to Lady Alexandra Metcalfe, Wednesday. Hickleton Papers, Borthwick Institute, York.",
        ),
        (
            "Kennan to Byrnes, Moscow, May 3, 1946, TNA, FO 5/1.",
            "Kennan to Byrnes, Moscow, May 3, 1946, TNA, FO 5/1.",
            "Kennan. Letter to Byrnes, Moscow. May 3, 1946. TNA, FO 5/1.",
        ),
    ],
)
def test_what_is_said_behind_the_recipient_is_no_title(typed: str, note: str, entry: str) -> None:
    doc = citekit.loads(typed)
    assert citekit.cite(doc) == note
    assert citekit.bibliography([doc]) == [entry]


@pytest.mark.parametrize(
    "said",
    [
        "Minute by Sir Alexander Cadogan",
        "Oficio del embajador en Washington",
        "Докладная записка Н. И. Ежова И. В. Сталину",
        "Cabinet Minutes, CM (45) 23",
        "Zhou Enlai’s conversation with Nehru",
        "Kádár János levele Brezsnyevhez",
        "İnönü’nün mektubu",
        "Vermerk Blankenhorns über ein Gespräch mit McCloy",
    ],
)
def test_what_says_what_a_document_is_has_no_quotation_marks(said: str) -> None:
    assert (
        citekit.cite(citekit.loads(f"{said}, 20 October 1954, TNA, FO 5/1."))
        == f"{said}, October 20, 1954, TNA, FO 5/1."
    )


def test_what_has_no_archive_is_printed_as_it_stands() -> None:
    doc = citekit.loads("Interview with Anatoly Dobrynin, Moscow, 11 May 1994.")
    assert citekit.cite(doc) == "Interview with Anatoly Dobrynin, Moscow, May 11, 1994."


def test_a_note_and_an_entry_begin_with_a_capital() -> None:
    doc = citekit.loads("télégramme de Foch à Weygand, 11 novembre 1918, TNA, FO 5/1.")
    assert citekit.cite(doc) == "Télégramme de Foch à Weygand, November 11, 1918, TNA, FO 5/1."
    assert citekit.bibliography([doc]) == ["Télégramme de Foch à Weygand. November 11, 1918. TNA, FO 5/1."]


def test_an_interview_is_not_called_so_twice_and_a_page_is_no_box() -> None:
    doc = citekit.loads(
        "Oral history interview of Dean Rusk by Paige Mulhollan, July 28, 1969, LBJ Library, Austin, TX, p. 14."
    )
    said = "Oral history interview of Dean Rusk, conducted by Paige Mulhollan, July 28, 1969, "
    place = "LBJ Library, Austin, TX, p. 14."
    assert citekit.cite(doc) == said + place == citekit.cite(doc, style="wilson-center")
    assert citekit.bibliography([doc])[0].endswith("July 28, 1969. LBJ Library, Austin, TX, p. 14.")


@pytest.mark.parametrize("date", ["ca. 1904", "c. 1904", "circa May 1904"])
def test_the_archives_own_line_keeps_about(date: str) -> None:
    doc = citekit.loads(f"Jane Addams to Mary Rozet Smith, {date}, TNA, FO 5/1.")
    assert citekit.cite(doc, style="wilson-center") == f"Jane Addams to Mary Rozet Smith, {date}, TNA, FO 5/1."


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("folder “Berlin,” box 3, Dulles Papers, Mudd Library", "Mudd Library, Dulles Papers, folder “Berlin,” box 3."),
        ("box 3, folder “Berlin,” Dulles Papers, Mudd Library", "Mudd Library, Dulles Papers, box 3, folder “Berlin.”"),
        (
            "RG 59, Central Decimal File 1945–49, 861.00/2-2246, NARA",
            "NARA, RG 59, Central Decimal File 1945–49, 861.00/2-2246.",
        ),
        ("Vietnam, Country File, NSF, box 198, JFKL", "JFKL, NSF, Country File, Vietnam, box 198."),
    ],
)
def test_a_quoted_folder_and_the_years_of_a_series_keep_their_commas_in_mla(source: str, printed: str) -> None:
    (entry,) = citekit.bibliography([Document(title="A Plan", references=source)], style="mla")
    assert entry == f"“A Plan.” {printed}"


def test_the_place_of_an_archive_is_the_one_that_the_source_says() -> None:
    for source, place in (
        ("Bundesarchiv Berlin-Lichterfelde, R 43/1", "Berlin-Lichterfelde"),
        ("BArch, R 43/1", "Koblenz"),
    ):
        shown = dict(rows(Document(title="A Plan", references=source)))["reference"]
        assert shown.endswith(f"German Federal Archives, {place}")


@pytest.mark.parametrize(
    ("style", "first", "again"),
    [
        ("chicago-notes", "RGANI, f. 3, op. 12, d. 1006, l. 42.", "RGANI, f. 3, op. 12, d. 1006, l. 43."),
        ("chicago-author-date", "(RGANI, f. 3, op. 12, d. 1006, l. 42)", "(RGANI, f. 3, op. 12, d. 1006, l. 43)"),
        ("mla", "(RGANI, f. 3, op. 12, d. 1006, l. 42)", "(RGANI, f. 3, op. 12, d. 1006, l. 43)"),
    ],
)
def test_a_bare_reference_names_the_leaf_that_is_cited_and_no_other(style: str, first: str, again: str) -> None:
    doc, notes = citekit.loads("RGANI, f. 3, op. 12, d. 1006, ll. 41-45."), citekit.Notes(style=style)
    assert (notes.cite(doc, locator="42"), notes.cite(doc, locator="43")) == (first, again)


@pytest.mark.parametrize(
    ("locale", "note", "entry"),
    [
        ("pt-BR", "Adenauer a Heuss", "Adenauer. Carta a Heuss"),
        ("pt-PT", "Adenauer a Heuss", "Adenauer. Carta a Heuss"),
        ("ru-RU", "Adenauer — Heuss", "Adenauer. Письмо на имя Heuss"),
        ("uk-UA", "Adenauer — Heuss", "Adenauer. Лист на ім’я Heuss"),
        ("et-EE", "Adenauer – Heuss", "Adenauer. Kiri – Heuss"),
        ("ja-JP", "Adenauer – Heuss", "Adenauer. 手紙 宛先: Heuss"),
        ("ar", "Adenauer إلى Heuss", "Adenauer. خطاب إلى Heuss"),
    ],
)
def test_a_letter_in_other_languages(locale: str, note: str, entry: str) -> None:
    doc = Document(sender="Adenauer", recipient="Heuss", references="TNA, FO 5/1")
    assert citekit.cite(doc, locale=locale) == f"{note}, TNA, FO 5/1."
    assert citekit.bibliography([doc], locale=locale) == [f"{entry}. TNA, FO 5/1."]


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        (
            "chicago-notes",
            "Terkel, Studs. Interview by Michael Frisch. Interview 2, transcript. May 3, 1990. TNA, FO 5/1.",
        ),
        (
            "chicago-author-date",
            "Terkel, Studs. 1990. Interview by Michael Frisch. Interview 2, transcript. May 3. TNA, FO 5/1.",
        ),
        (
            "mla",
            "Terkel, Studs. Interview conducted by Michael Frisch, 3 May 1990. TNA, FO 5/1. Interview 2, transcript.",
        ),
        (
            "wilson-center",
            "Studs Terkel, interview by Michael Frisch, May 3, 1990, interview 2, transcript, TNA, FO 5/1.",
        ),
    ],
)
def test_a_transcript_or_a_recording_of_an_interview_is_named(style: str, printed: str) -> None:
    """CMOS 18, 14.108: “Interview by Ronald Schatz. Tape recording. May 16, 1976.”"""
    doc = citekit.loads(
        "Interview with Studs Terkel by Michael Frisch, 3 May 1990, interview 2, transcript, TNA, FO 5/1."
    )
    assert citekit.bibliography([doc], style=style) == [printed] and not doc.unread
