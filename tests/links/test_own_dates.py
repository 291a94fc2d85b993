"""The document's own date beside its title, in all forms; another date makes another document."""

from __future__ import annotations

import pytest

from citekit.links.own_date import without_own_date, without_range

TITLE = "Letter from Smith to Marshall"


@pytest.mark.parametrize(
    "called",
    [
        f"{TITLE}, January 19, 1950",
        f"{TITLE} (Jan. 19, 1950)",
        f"{TITLE}, Thursday, January 19, 1950, 10 a.m.",
        f"{TITLE}, 19 January 1950, at 3:30 p.m.",
        f"{TITLE} dated 19 January 1950",
        f"{TITLE} of January 19, 1950",
        f"{TITLE}; 1950-01-19",
        f"{TITLE}, 19.01.1950",
        f"{TITLE}, January 1950",
        f"{TITLE}, 1950",
        f"{TITLE} [1950]",
        f"{TITLE}, January 18-20, 1950",
        f"1950 January 19: {TITLE}",
        f"[19 January 1950] {TITLE}",
        f"{TITLE}, vom 19. Januar 1950, 11 Uhr",
        f"{TITLE}, du jeudi 19 janvier 1950 à 10 heures",
        f"{TITLE}, 19 января 1950 г.",
        f"{TITLE}, 19 (31) января 1950 г.",
        f"{TITLE} 1950年1月19日",
    ],
)
def test_the_own_date_is_left_out(called: str) -> None:
    assert without_own_date(called, "1950-01-19", []).rstrip(" .") == TITLE


@pytest.mark.parametrize(
    "called",
    [
        f"{TITLE}, January 20, 1950",
        f"{TITLE}, February 1950",
        "Report for 1950 of the Board",  # the year is of the title
        "Plan 1950 of January",
        TITLE,
    ],
)
def test_other_dates_and_years_in_a_title_stay(called: str) -> None:
    assert without_own_date(called, "1950-01-19", []) == called


def test_a_date_that_the_title_has_itself_stays() -> None:
    assert without_own_date(f"{TITLE}, January 19, 1950", "1950-01-19", ["1950-01-19"]).endswith("1950")
    assert without_own_date("1950", "1950-01-19", []) == "1950"


def test_the_separators_of_the_site_stay() -> None:
    assert without_own_date(f"{TITLE}, 19 Jan 1950 | Archive", "1950-01-19", []) == f"{TITLE} | Archive"
    assert without_own_date("Gazette. 1950, nr 45", "1950-01-19", []) == "Gazette, nr 45"
    assert without_own_date("Brief an A vom 19. Januar 1950", "1950-01-19", []) == "Brief an A"


def test_a_few_days_may_hold_the_day() -> None:
    assert without_range("Talks, 20.–21. srpna 1968", "1968-08-20") == "Talks, 20 srpna 1968"
    assert without_range("Talks, August 20–21, 1968", "1968-08-24") == "Talks, August 20–21, 1968"
