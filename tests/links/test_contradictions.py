"""A page with the document's title that gives another reference or date is another document; the same one, written in
another language, calendar or form, is not."""

from __future__ import annotations

import pytest

from citekit import Document, loads
from citekit.dates import HistoricalDate
from citekit.links.compare import Comparison, compare
from citekit.links.identity import Identity
from citekit.links.page import scan
from citekit.links.title_dates import join_dates
from citekit.links.wording import words

TITLE = "Telegram, Shtykov to Vyshinsky on the Situation in Korea"
REFERENCES = loads(f'"{TITLE}", March 24, 1950, RGASPI, f. 558, op. 11, d. 97, ll. 67-70.').references
BOXES = loads(f'"{TITLE}", March 24, 1950, NARA, RG 59, Box 1234, Folder 5.').references


def found(body: str, **fields: object) -> Comparison:
    page = scan(f"<title>{TITLE}</title><h1>{TITLE}</h1>{body}<p>The ambassador writes of the railway.</p>")
    return compare(Identity.of(Document(title=TITLE, **fields)), page)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        "<p>РГАСПИ, ф. 558, оп. 11, д. 98, лл. 67-70</p>",
        "<p>Source: RGASPI, Fond 17, Opis 3, Delo 12</p>",
        "<p>RGASPI, f. 558, op. 11, d. 97, l. 90-92</p>",
        "<dl><dt>Fond</dt><dd>558</dd><dt>Delo</dt><dd>98</dd></dl>",
    ],
)
def test_another_file_or_other_leaves_are_another_document(body: str) -> None:
    assert found(body, references=REFERENCES).same is False
    assert "another archival reference" in found(body, references=REFERENCES).reason


@pytest.mark.parametrize(
    "body",
    [
        "<p>See also RGASPI, f. 558, op. 11, d. 99</p>",
        "<p>RGASPI, f. 558, op. 11, d. 97, l. 68</p>",
        "<p>Fond 558, Opis 11, Delo 0097, Listy 67-70</p>",
        "<p>AVPRF, f. 0102, op. 6, p. 22, d. 49</p>",
        "<p>f. 558, op. 11, d. 98; f. 558, op. 11, d. 97</p>",
        "<p>There are 12 files in 3 boxes.</p>",
    ],
)
def test_a_copy_elsewhere_or_a_part_of_the_leaves_contradicts_nothing(body: str) -> None:
    assert found(body, references=REFERENCES).same is True


def test_boxes_and_folders_are_held_against_each_other() -> None:
    assert found("<p>RG 59, Box 1235, Folder 5</p>", references=BOXES).same is False
    assert found("<p>Record Group 59, Box 1234, Folder 5</p>", references=BOXES).same is True


SAME_DAY = [
    "Дата: 24 марта 1950 года",
    "Дата документа: 24-го марта 1950 г.",
    "日期：1950年3月24日",
    "日付：昭和25年3月24日",
    "Datum: 1950. március 24.",
    "Fecha: 24 de marzo de 1950",
    "Data: 24 marca 1950 r.",
    "Date: 24.III.1950",
    "Date: 03/24/1950",
    "Date: ۴ فروردین ۱۳۲۹",
]


@pytest.mark.parametrize("said", SAME_DAY)
def test_the_same_day_in_another_language_or_form_contradicts_nothing(said: str) -> None:
    assert found(f"<p>{said}</p>", date=HistoricalDate.parse("March 24, 1950")).same is True


@pytest.mark.parametrize("said", SAME_DAY[:8])
def test_another_day_does(said: str) -> None:
    other = said.replace("24", "28")
    assert found(f"<p>{other}</p>", date=HistoricalDate.parse("March 24, 1950")).same is False


def test_a_day_in_the_old_calendar_is_the_same() -> None:
    day = HistoricalDate.parse("March 24, 1917")
    assert found("<p>Дата: 11 марта 1917 г.</p>", date=day).same is True
    assert found("<p>Дата: 12 марта 1917 г.</p>", date=day).same is False
    assert found("<p>Date: 03/04/1950</p>", date=HistoricalDate.parse("3 April 1950")).same is True
    assert found("<p>Date: 03/04/1950</p>", date=HistoricalDate.parse("4 March 1950")).same is True


@pytest.mark.parametrize(
    "text",
    ["24 марта 1950", "24-го марта 1950", "24 de março de 1950", "1950. március 24.", "1950. gada 24. marts"]
    + ["ngày 24 tháng 3 năm 1950", "1950年3月24日", "1950년 3월 24일", "24.III.1950", "24th of March 1950"],
)
def test_a_day_is_one_word_in_any_language(text: str) -> None:
    assert "1950-03-24" in join_dates(words(text))


def test_a_number_beside_a_date_is_none_of_it() -> None:
    assert join_dates(words("Session V of 1955")) == ["session", "v", "of", "1955"]
    assert join_dates(words("Report 12 of 3 May 1950")) == ["report", "12", "of", "1950-05-03"]
