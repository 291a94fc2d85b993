"""Historical dates: what was written is kept, what it means is understood."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citekit
from citekit import Document, HistoricalDate
from citekit.dates import find_dates


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
@pytest.mark.slow
def test_any_text_is_kept_as_it_was_written(text: str) -> None:
    date = HistoricalDate.parse(text)
    assert date.text == " ".join(text.split())
    assert HistoricalDate.from_csl(date.to_csl(), date.text) in (date, None)


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 31)))
def test_a_day_goes_to_csl_and_back(day: datetime.date) -> None:
    date = HistoricalDate.parse(f"{day:%B} {day.day}, {day.year:04d}")
    again = HistoricalDate.from_csl(date.to_csl())
    assert again is not None and again.start == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1955. május 10.", (1955, 5, 10)),
        ("1955. V. 10.", (1955, 5, 10)),
        ("10 maja 1955", (1955, 5, 10)),
        ("5. listopadu 1956", (1956, 11, 5)),
        ("4 noiembrie 1956", (1956, 11, 4)),
        ("1956年10月30日", (1956, 10, 30)),
        ("1950년 6월 25일", (1950, 6, 25)),
        ("昭和25年6月25日", (1950, 6, 25)),
        ("昭和元年", (1926,)),
        ("民國三十八年", (1949,)),
        ("д. 19 ноября 1951 г.", (1951, 11, 19)),
        ("19. новембар 1951", (1951, 11, 19)),
        ("19 ноември 1951 г.", (1951, 11, 19)),
        ("23 nëntor 1961", (1961, 11, 23)),
        ("den 28. Februar 1914", (1914, 2, 28)),
        ("1er mai 1951", (1951, 5, 1)),
        ("19 de noviembre de 1951", (1951, 11, 19)),
        ("3 dicembre 1951", (1951, 12, 3)),
        ("15 de março de 1964", (1964, 3, 15)),
        ("19 листопада 1951 р.", (1951, 11, 19)),
        ("12. prosince 1969", (1969, 12, 12)),
        ("24. 4. 1866", (1866, 4, 24)),
        ("2.06.81", (1981, 6, 2)),
        ("19 Nov 51", (1951, 11, 19)),
        ("n.d. (? 12 April 1855)", (1855, 4, 12)),
        ("n.d. but Apr 1944", (1944, 4)),
    ],
)
def test_dates_are_understood_in_the_languages_of_the_archives(text: str, start: tuple[int, ...]) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, str(date)) == (start, text)


@pytest.mark.parametrize(
    ("text", "gregorian", "julian"),
    [
        ("12 (25) January 1918", (1918, 1, 25), (1918, 1, 12)),
        ("30 May (12 June) 1905", (1905, 6, 12), (1905, 5, 30)),
        ("January 12 (25), 1918", (1918, 1, 25), (1918, 1, 12)),
        ("12/25 января 1918 г.", (1918, 1, 25), (1918, 1, 12)),
        ("12 (14) January 1918", (), ()),  # no pair of calendars is two days apart
    ],
)
def test_a_pair_of_calendars_is_sorted_by_the_newer(
    text: str, gregorian: tuple[int, ...], julian: tuple[int, ...]
) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, date.old_style) == (gregorian, julian)


@pytest.mark.parametrize(
    ("text", "start", "end", "open_end"),
    [
        ("before 1951", (1951,), (), "before"),
        ("after May 1951", (1951, 5), (), "after"),
        ("не позднее 1951", (1951,), (), "before"),
        ("between May and July 1951", (1951, 5), (1951, 7), ""),
        ("между 1941 и 1943", (1941,), (1943,), ""),
        ("1951/..", (1951,), (), "after"),
        ("../1951-11", (1951, 11), (), "before"),
        ("195X", (1950,), (1959,), ""),
        ("the 1950s", (1950,), (1959,), ""),
        ("[1318–1325?]", (1318,), (1325,), ""),
        ("1951–53", (1951,), (1953,), ""),
    ],
)
def test_open_and_wide_dates_are_understood(
    text: str, start: tuple[int, ...], end: tuple[int, ...], open_end: str
) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, date.end, date.open) == (start, end, open_end)


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("[1947?]", "[1947?]"),
        ("before 1951", "before 1951"),
        ("12 (25) January 1918", "12 (25) January 1918"),
        ("1956年10月30日", "October 30, 1956"),
        ("10 maja 1955", "May 10, 1955"),
    ],
)
def test_a_date_is_printed_in_the_form_of_the_style_or_as_written_where_it_has_none(date: str, printed: str) -> None:
    doc = citekit.Document(title="A Report", date=HistoricalDate.parse(date))
    assert printed in citekit.cite(doc)


def test_dates_sort_whatever_they_are_written_like() -> None:
    dates = ["1955. május 10.", "[1947?]", "12 (25) January 1918", "before 1951", "1956年10月30日"]
    docs = [citekit.Document(title="A Report", date=HistoricalDate.parse(d)) for d in dates]
    entries = citekit.bibliography(docs)
    order = ["1918", "1947", "1951", "1955", "1956"]
    assert [next(y for y in order if y in e) for e in entries] == order


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adams to Seward, August 16, 1861 in Message, pp. 127–128 and NARA, RG 84", ["August 16, 1861"]),
        ("RGASPI 558.11.492.57, Stalin, 18 Oct. 1941.", ["18 Oct. 1941"]),
        ("a draft, [April 11, 1978?], Box 5, 795.00/6-2550", ["[April 11, 1978?]"]),
        ("《毛泽东致斯大林电》(1949年6月9日),中华", ["1949年6月9日"]),
        ("Vortrag v. 24. 4. 1866, HHStA, KZ. 1448 ex 1866", ["24. 4. 1866"]),
        ("Box 5, 106-00001-01, FO 371/84082, dodis.ch/1951", []),
        ("before May 1951, or ca. June 1951", ["before May 1951", "ca. June 1951"]),
    ],
)
def test_dates_are_found_within_a_text_and_numbers_of_files_are_none(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_dates(text)] == found


def written_dates() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "dates_written.txt").read_text(encoding="utf-8").splitlines()
    return [(text, wanted.strip()) for text, _, wanted in (one.partition(" | ") for one in lines if one[0] != "#")]


@pytest.mark.parametrize(("text", "wanted"), written_dates())
def test_dates_are_understood_as_people_write_them(text: str, wanted: str) -> None:
    def iso(parts: tuple[int, ...]) -> str:
        return "-".join(f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(parts))

    date = HistoricalDate.parse(text)
    assert iso(date.start) + (f"..{iso(date.end)}" if date.end else "") == wanted
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("4/5 Nov. 1956", (1956, 11, 4), (1956, 11, 5)),
        ("November 4/5, 1956", (1956, 11, 4), (1956, 11, 5)),
        ("4./5. November 1956", (1956, 11, 4), (1956, 11, 5)),
        ("4-5.XI.1956", (1956, 11, 4), (1956, 11, 5)),
        ("4/5.11.1956", (1956, 11, 4), (1956, 11, 5)),
        ("4/5 ноября 1956 г.", (1956, 11, 4), (1956, 11, 5)),
        ("30 November/1 December 1956", (1956, 11, 30), (1956, 12, 1)),
        ("31 December 1945/1 January 1946", (1945, 12, 31), (1946, 1, 1)),
        ("Nov./Dec. 1956", (1956, 11), (1956, 12)),
        ("9 & 10 July 1971", (1971, 7, 9), (1971, 7, 10)),
        ("4 or 5 May 1946", (1946, 5, 4), (1946, 5, 5)),
        ("night of 4/5 November 1956", (1956, 11, 4), (1956, 11, 5)),
        ("Nacht vom 4. auf den 5. November 1956", (1956, 11, 4), (1956, 11, 5)),
        ("в ночь с 4 на 5 ноября 1956 г.", (1956, 11, 4), (1956, 11, 5)),
        ("nuit du 4 au 5 novembre 1938", (1938, 11, 4), (1938, 11, 5)),
        ("1956年11月4-5日", (1956, 11, 4), (1956, 11, 5)),
        ("13/26 March 1917", (1917, 3, 26), ()),  # one day in two calendars
        ("20 December 1916/2 January 1917", (1917, 1, 2), ()),
        ("5/4 November 1956", (), ()),
    ],
)
def test_two_days_round_a_slash_and_a_night_between_two_days_are_one_date(text: str, start: Any, end: Any) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, date.end) == (start, end)
    found = find_dates(f"Minutes, Politburo, {text}, RGANI, f. 3, op. 12.")
    assert [f.date.text for f in found] == ([text] if start else [])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("4/5 Nov. 1956", "November 4/5, 1956"),
        ("night of 4/5 November 1956", "night of November 4/5, 1956"),
        ("4./5. listopadu 1956", "November 4/5, 1956"),
        ("4/5.XI.1956", "November 4/5, 1956"),
        ("4-5.XI.1956", "November 4\u20135, 1956"),
        ("31 December 1945/1 January 1946", "December 31, 1945/January 1, 1946"),
        ("3 and 5 May 1956", "May 3 and 5, 1956"),
        ("3, 4 and 5 May 1956", "3, 4 and 5 May 1956"),
        ("Nacht vom 4. auf den 5. November 1956", "Nacht vom 4. auf den 5. November 1956"),
    ],
)
def test_several_days_are_printed_in_the_order_of_the_style(text: str, printed: str) -> None:
    note = citekit.cite(citekit.Document(title="A Plan", date=text, references="TNA, FO 5/1"))
    assert f"Plan,\u201d {printed}, TNA" in note


@pytest.mark.parametrize("text", ["early May 1951", "n.d. [ca. June 1954?]", "5 May [1951]", "5 May 195[1]", "[1947?]"])
def test_what_no_style_has_a_form_for_is_printed_as_written(text: str) -> None:
    note = citekit.cite(citekit.Document(title="A Plan", date=text, references="TNA, FO 5/1"))
    assert f" {text}, TNA" in note


def test_a_date_with_its_weekday_or_brackets_is_one_date() -> None:
    for text in ("Monday, 3 May 1955", "5 May [1951]", "mid-May 1951", "n.d. [March 1946]"):
        (found,) = find_dates(f"Adams to Baker, {text}, TNA, FO 5/1")
        assert found.date.text == text


@pytest.mark.parametrize("text", ["1999-", "1999\u2013", "1999 -", "1999/", "1999/.."])
def test_a_range_without_an_end_has_its_year_and_is_printed_with_a_dash(text: str) -> None:
    date = HistoricalDate.parse(text)
    assert (date.start, date.open, date.in_print) == ((1999,), "after", "1999\u2013")
    item = {"id": "a", "type": "book", "title": "Journal", "issued": {"date-parts": [[1999], [0]]}}
    doc = Document.from_csl(item).changed(date=date)
    assert "1999\u2013" in citekit.cite(doc) and "1999\u2013" in citekit.cite(Document.from_csl(item))


DUAL = [
    ("3 Feb. 1587/8", (1588, 2, 3)),
    ("24 February 1600/1", (1601, 2, 24)),
    ("3 March 1648/49", (1649, 3, 3)),
    ("Feb. 3, 1699/1700", (1700, 2, 3)),
    ("February 1587/8", (1588, 2)),
]


@pytest.mark.parametrize(("text", "start"), DUAL)
def test_a_day_of_two_years_is_in_the_newer_and_printed_as_written(text: str, start: tuple[int, ...]) -> None:
    found = HistoricalDate.parse(text)
    assert found.start == start and found.printed_as_written and str(found) == text


@pytest.mark.parametrize("text", ["12 May 1951/2", "12 April 1587/8"])
def test_no_day_behind_march_is_of_two_years(text: str) -> None:
    assert not HistoricalDate.parse(text).start


KEPT = [
    "31 February 1950",
    "May 35, 1950",
    "31.02.1950",
    "5 Shawwal 1322",
    "14 Nisan 5708",
    "12 Mordad 1332",
    "5 Ca. 1316",
]


@pytest.mark.parametrize("text", KEPT)
def test_impossible_days_and_those_of_other_calendars_are_found_and_kept_as_written(text: str) -> None:
    (found,) = find_dates(f"A to B, {text}, TNA, FO 371/1234")
    assert found.date.text == text and not found.date.understood


def test_the_day_of_ours_in_brackets_is_that_of_another_calendars_day() -> None:
    (found,) = find_dates("BOA, Y.PRK.UM 45/12, 5 Ca. 1316 (21 September 1898).")
    assert found.date.start == (1898, 9, 21) and found.date.printed_as_written


ERAS = [
    ("대정 8년 3월 1일", (1919, 3, 1)),
    ("康德元年三月一日", (1934, 3, 1)),
    ("단기 4283년 6월 25일", (1950, 6, 25)),
    ("光緒二十六年五月三日", (1900,)),
    ("雍正七年三月初五日", (1729,)),
    ("光緒二十六年閏五月廿三日", (1900,)),
    ("康熙元年正月三十日", (1662,)),
    ("明治三年五月三日", (1870,)),
    ("明治三十八年五月三日", (1905, 5, 3)),
]


@pytest.mark.parametrize(("text", "start"), ERAS)
def test_eras_of_east_asia_and_of_a_year_of_moons_only_the_year(text: str, start: tuple[int, ...]) -> None:
    assert HistoricalDate.parse(text).start == start
