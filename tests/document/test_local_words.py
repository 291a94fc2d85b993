"""What an archival document says in other languages: forms, recipients, months, dates; and where it was written."""

from __future__ import annotations

import pytest

import citekit
from citekit import Document, HistoricalDate, parse_references
from citekit.document.styles.local_dates import local_date
from citekit.engine.style.locale import Locale


def letter(kind: str = "letter", date: str = "4 December 1950", place: str = "") -> Document:
    return Document(
        kind=kind,
        sender="Harry Truman",
        recipient="Clement Attlee",
        date=HistoricalDate.parse(date),
        references=tuple(parse_references("RGANI, f. 5, op. 49, d. 131")),
        extra={"event-place": place} if place else {},
    )


def note(doc: Document, lang: str = "en-US", style: str = "chicago-notes") -> str:
    return citekit.Notes(style, locale=lang).cite(doc)


def entry(doc: Document, lang: str = "en-US", style: str = "chicago-notes") -> str:
    return citekit.bibliography([doc], style=style, locale=lang)[0]


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en-US", "Harry Truman to Clement Attlee, December 4, 1950"),
        ("de-DE", "Harry Truman an Clement Attlee, 4. Dezember 1950"),
        ("fr-FR", "Harry Truman à Clement Attlee, 4 décembre 1950"),
        ("ru-RU", "Harry Truman — Clement Attlee, 4 декабря 1950 г."),
        ("pl-PL", "Harry Truman – Clement Attlee, 4 grudnia 1950"),
        ("nl-NL", "Harry Truman aan Clement Attlee, 4 december 1950"),
        ("uk-UA", "Harry Truman — Clement Attlee, 4 грудня 1950 р."),
    ],
)
def test_a_letter_is_to_somebody_in_the_language_of_the_note(lang: str, printed: str) -> None:
    assert note(letter(), lang).startswith(printed)


@pytest.mark.parametrize(
    ("lang", "kind", "printed"),
    [
        ("en-US", "letter", "Truman, Harry. Letter to Clement Attlee. December 4, 1950."),
        ("de-DE", "letter", "Truman, Harry. Brief an Clement Attlee. 4. Dezember 1950."),
        ("fr-FR", "letter", "Truman, Harry. Lettre à Clement Attlee. 4 décembre 1950."),
        ("es-ES", "letter", "Truman, Harry. Carta a Clement Attlee. 4 de diciembre de 1950."),
        ("pl-PL", "letter", "Truman, Harry. List – adresat: Clement Attlee. 4 grudnia 1950."),
        ("ru-RU", "letter", "Truman, Harry. Письмо на имя Clement Attlee. 4 декабря 1950 г."),
        ("de-DE", "telegram", "Truman, Harry. Telegramm an Clement Attlee. 4. Dezember 1950."),
        ("fr-FR", "telegram", "Truman, Harry. Télégramme à Clement Attlee. 4 décembre 1950."),
    ],
)
def test_an_entry_names_the_form_in_the_language_of_the_list(lang: str, kind: str, printed: str) -> None:
    assert entry(letter(kind), lang).startswith(printed)


CHAPTER = {
    "type": "chapter",
    "title": "Letters",
    "author": [{"family": "Roe", "given": "Ann"}],
    "editor": [{"family": "Doe", "given": "Jan"}],
    "translator": [{"family": "Poe", "given": "Ed"}],
    "container-title": "Archives",
    "publisher": "Press",
    "issued": {"date-parts": [[1990]]},
}


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en-US", "Archives, edited by Jan Doe, translated by Ed Poe. Press, 1990."),
        ("de-DE", "Archives, herausgegeben von Jan Doe, übersetzt von Ed Poe. Press, 1990."),
        ("pl-PL", "Archives, red. Jan Doe, tłum. Ed Poe. Press, 1990."),
        ("ru-RU", "Archives, ред.: Jan Doe, пер.: Ed Poe. Press, 1990 г."),
        ("uk-UA", "Archives, ред.: Jan Doe, пер.: Ed Poe. Press, 1990 р."),
    ],
)
def test_names_stand_as_they_are_where_the_word_before_them_would_bend_them(lang: str, printed: str) -> None:
    assert citekit.bibliography([CHAPTER], locale=lang)[0].endswith(printed)


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("en-US", "Harry Truman, interview by Clement Attlee, May 14, 1998"),
        ("de-DE", "Harry Truman, interviewt von Clement Attlee, 14. Mai 1998"),
        ("fr-FR", "Harry Truman, entretien réalisé par Clement Attlee, 14 mai 1998"),
        ("es-ES", "Harry Truman, entrevista realizada por Clement Attlee, 14 de mayo de 1998"),
        ("it-IT", "Harry Truman, intervista di Clement Attlee, 14 maggio 1998"),
        ("ru-RU", "Harry Truman, интервьюер: Clement Attlee, 14 мая 1998 г."),
        ("pl-PL", "Harry Truman, wywiad przepr. Clement Attlee, 14 maja 1998"),
        ("zh-CN", "Harry Truman, 采访者： Clement Attlee, 1998年5月14日"),
    ],
)
@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid"])
def test_who_asked_in_an_interview_is_said_in_the_language_of_the_note(lang: str, printed: str, style: str) -> None:
    assert note(letter("interview", "14 May 1998"), lang, style).startswith(printed)


@pytest.mark.parametrize(
    ("lang", "day"),
    [
        ("en-US", "December 4"),
        ("en-GB", "4 December"),
        ("de-DE", "4. Dezember"),
        ("fr-FR", "4 décembre"),
        ("es-ES", "4 de diciembre"),
        ("ru-RU", "4 декабря"),
        ("zh-CN", "12月4日"),
    ],
)
def test_the_day_behind_the_year_is_written_as_its_language_writes_days(lang: str, day: str) -> None:
    assert f". {day}. RGANI" in entry(letter(), lang, "chicago-author-date")


@pytest.mark.parametrize("lang", ["en-US", "de-DE", "es-ES"])
def test_mla_has_no_word_for_an_undated_document_in_any_language(lang: str) -> None:
    assert entry(letter(date="n.d."), lang, "mla").endswith("Attlee. RGANI, f. 5, op. 49, d. 131.")


@pytest.mark.parametrize(
    ("lang", "date", "printed"),
    [
        ("ru-RU", "4 December 1950", "4 декабря 1950 г."),
        ("ru-RU", "December 1950", "декабрь 1950 г."),
        ("cs-CZ", "4 December 1950", "4. prosince 1950"),
        ("pl-PL", "4 December 1950", "4 grudnia 1950"),
        ("pl-PL", "December 1950", "grudzień 1950"),
        ("fi-FI", "December 1950", "joulukuu 1950"),
        ("sk-SK", "4 December 1950", "4. decembra 1950"),
        ("hr-HR", "4 October 1950", "4. listopada 1950."),
        ("el-GR", "4 December 1950", "4 Δεκεμβρίου 1950"),
        ("ru-RU", "4-6 December 1950", "4–6 декабря 1950 г."),
    ],
)
def test_a_month_stands_in_the_case_that_it_has_beside_a_day(lang: str, date: str, printed: str) -> None:
    assert f", {printed}, RGANI" in note(letter(date=date), lang)


@pytest.mark.parametrize(
    ("lang", "date", "printed"),
    [
        ("de-DE", "12 (25) January 1918", "12. (25.) Januar 1918"),
        ("fr-FR", "12 (25) January 1918", "12 (25) janvier 1918"),
        ("ru-RU", "12 (25) January 1918", "12 (25) января 1918 г."),
        ("de-DE", "early 1949", "Anfang 1949"),
        ("ru-RU", "early March 1949", "начало марта 1949 г."),
        ("es-ES", "[c. March 1949]", "[ca. marzo de 1949]"),
        ("de-DE", "[1949?]", "[1949?]"),
        ("de-DE", "shortly before 12 April 1955", "shortly before 12 April 1955"),
        ("de-DE", "25 Jan. (7 Feb.) 1918", "25. Januar (7. Februar) 1918"),
        ("de-DE", "before 4 December 1950", "vor dem 4. Dezember 1950"),
        ("de-DE", "[before 1950]", "[vor 1950]"),
        ("de-DE", "n.d. [after May 1949]", "ohne Datum [nach Mai 1949]"),
        ("de-DE", "early 1950s", "Anfang der 1950er Jahre"),
        ("de-DE", "between 30 April 1950 and 2 May 1951", "zwischen dem 30. April 1950 und dem 2. Mai 1951"),
        ("fr-FR", "not later than 5 June 1950", "au plus tard le 5 juin 1950"),
        ("fr-FR", "mid-1949", "milieu de 1949"),
        ("es-ES", "before 4 December 1950", "antes del 4 de diciembre de 1950"),
        ("it-IT", "between 1949 and 1951", "tra il 1949 e il 1951"),
        ("it-IT", "not later than 8 June 1950", "not later than 8 June 1950"),
        ("ru-RU", "before March 1949", "до марта 1949 г."),
        ("ru-RU", "March or April 1949", "март или апрель 1949 г."),
        ("ru-RU", "early 1950s", "начало 1950-х годов"),
        ("pl-PL", "after 4 December 1950", "po 4 grudnia 1950"),
        ("pl-PL", "before March 1949", "before March 1949"),
        ("pl-PL", "until March 1949", "do marca 1949"),
        ("zh-CN", "after 4 December 1950", "1950年12月4日之后"),
        ("zh-CN", "[c. March 1949]", "[约1949年3月]"),
        ("ja-JP", "early 1949", "early 1949"),
        ("en-GB", "early 1949", "early 1949"),
    ],
)
def test_a_date_in_words_is_in_the_language_where_all_its_words_are_known(lang: str, date: str, printed: str) -> None:
    assert local_date(date, Locale(lang, [])) == printed


@pytest.mark.parametrize(
    ("lang", "date", "printed"),
    [
        ("ru-RU", "1949-1951", "1949\u20131951 гг."),
        ("ru-RU", "Christmas 1914", "Christmas 1914"),
        ("zh-CN", "spring 1949", "1949年春"),
        ("zh-CN", "Christmas 1914", "Christmas 1914"),
    ],
)
def test_a_year_has_the_word_that_its_language_sets_there(lang: str, date: str, printed: str) -> None:
    assert f", {printed}, RGANI" in note(letter(date=date), lang)


def test_no_word_for_year_stands_behind_what_is_no_year() -> None:
    assert "1949] г." not in note(letter(date="n.d. [c. March 1949]"), "ru-RU")


@pytest.mark.parametrize("style", ["chicago-notes", "chicago-notes-ibid", "wilson-center"])
def test_a_note_says_where_a_letter_was_written(style: str) -> None:
    assert ", Washington, December 4, 1950, " in note(letter(place="Washington"), style=style)


def test_an_entry_says_where_a_letter_was_written() -> None:
    there = letter(place="Washington")
    assert ". Washington, December 4, 1950. " in entry(there)
    assert ". Washington, 4 Dec. 1950. " in entry(there, style="mla")
    assert ". Washington, December 4. " in entry(there, style="chicago-author-date")


def test_the_wilson_center_line_names_recipient_and_interviewer() -> None:
    assert note(letter(), style="wilson-center").startswith("Harry Truman to Clement Attlee, December 4, 1950, RGANI")
    talk = letter("interview", "14 May 1998")
    assert note(talk, style="wilson-center").startswith("Harry Truman, interview by Clement Attlee, May 14, 1998, ")
