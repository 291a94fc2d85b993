"""Historical dates: what was written is kept, what it means is understood."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import HistoricalDate


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("November 19, 1951", (1951, 11, 19), ()),
        ("19 November 1951", (1951, 11, 19), ()),
        ("Nov. 19, 1951", (1951, 11, 19), ()),
        ("1951-11-19", (1951, 11, 19), ()),
        ("19/XI/51", (1951, 11, 19), ()),
        ("19.11.1951", (1951, 11, 19), ()),
        ("19 ноября 1951 г.", (1951, 11, 19), ()),
        ("November 1951", (1951, 11), ()),
        ("August, 1962", (1962, 8), ()),
        ("1951", (1951,), ()),
        ("1951-1953", (1951,), (1953,)),
        ("November 19-21, 1951", (1951, 11, 19), (1951, 11, 21)),
        ("19–21 November 1951", (1951, 11, 19), (1951, 11, 21)),
        ("November 30 - December 2, 1950", (1950, 11, 30), (1950, 12, 2)),
        ("December 30, 1950 - January 2, 1951", (1950, 12, 30), (1951, 1, 2)),
        ("November-December 1951", (1951, 11), (1951, 12)),
    ],
)
def test_a_written_date_is_understood(text: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, date.end, str(date)) == (start, end, text)


def test_circa_question_marks_and_brackets_are_told_apart() -> None:
    circa, asked, supplied = (HistoricalDate.parse(t) for t in ("circa 1951", "[1951?]", "[ca. 1772]"))
    assert (circa.circa, circa.uncertain, circa.inferred) == (True, False, False)
    assert (asked.circa, asked.uncertain, asked.inferred) == (False, True, True)
    assert (supplied.circa, supplied.start) == (True, (1772,))
    assert asked.to_csl() == {"date-parts": [[1951]], "circa": True}


@pytest.mark.parametrize("text", ["n.d.", "undated", "no date"])
def test_an_undated_document_says_so(text: str) -> None:
    date = HistoricalDate.parse(text)
    assert date.undated and date.understood and date.to_csl() == {"literal": text}


def test_a_season_goes_to_csl_as_a_season() -> None:
    assert HistoricalDate.parse("Spring 1951").to_csl() == {"date-parts": [[1951]], "season": 1}


@pytest.mark.parametrize("text", ["31 February 1951", "1951-13-45", "after the war", "Delo 1951a"])
def test_what_is_no_date_is_kept_and_not_understood(text: str) -> None:
    date = HistoricalDate.parse(text)
    assert not date.understood and date.to_csl() == {"literal": text}


@given(st.text(max_size=60))
def test_any_text_is_kept_as_it_was_written(text: str) -> None:
    date = HistoricalDate.parse(text)
    assert date.text == " ".join(text.split())
    assert HistoricalDate.from_csl(date.to_csl(), date.text) in (date, None)


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 31)))
def test_a_day_goes_to_csl_and_back(day: datetime.date) -> None:
    date = HistoricalDate.parse(f"{day:%B} {day.day}, {day.year:04d}")
    again = HistoricalDate.from_csl(date.to_csl())
    assert again is not None and again.start == (day.year, day.month, day.day)
