"""Why a page is another document although its title may be the same: another record number, date or reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as day
from typing import TYPE_CHECKING

from ..dates import HistoricalDate
from .numbers import another_number, has_same_form
from .own_date import without_range
from .page import Page
from .page_text import Text, is_day, labelled, labels, level_words
from .references import contradicting
from .title_dates import join_dates
from .titles import title_words

if TYPE_CHECKING:
    from .identity import Identity

_WEB = "1993"  # the first year of which a page can state its own date
_MOST_ABOVE, _DATELINE = 15, 12  # paragraphs at the beginning of a page, and words of one that may be a dateline
_LONGEST = 40  # words of a paragraph that is a reference
_JULIAN = {17: 11, 18: 12, 19: 13}  # days between the calendars, by the hundreds of the year
_LAST_JULIAN = 1923  # the year in which Greece took the new calendar, the last in Europe
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:-|$)")
_DIGITS = re.compile(r"\D*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")


def day_of(date: HistoricalDate | None) -> str:
    """A date that is one day, as ``join_dates`` writes it."""
    if date is None or len(date.start) != 3 or date.end not in ((), date.start):
        return ""
    return "-".join(f"{n:02d}" for n in date.start)


def another(known: Identity, page: Page, text: Text, has_reference: bool = False) -> str:
    """What the page says that the document does not, or nothing; ``has_reference``: all its references stand on it."""
    if other := another_number(known, page, text):
        return f"the page gives another record number: {other}"
    if other := _another_call_number(known, text):
        return f"the page gives another archival reference: {other}"
    if known.date and (other := _another_day(known, page, text)):
        return f"the page gives another date: {other}"
    if (
        known.stated
        and not has_reference
        and (reference := contradicting(known.stated, _may_be_references(page, text), _rows(page, text)))
    ):
        return f"the page gives another archival reference: {reference[:100]}"
    return ""


def _another_call_number(known: Identity, text: Text) -> str:
    """A call number that the page labels as its own, of the same form as the document's but different."""
    own = {"".join(r.levels[0][1].split()) for r in known.references if len(r.levels) == 1}
    if not own:
        return ""
    values = ["".join(text.blocks[n][start : start + 8]) for n, start in labelled("reference", text)]
    if own.intersection(values):
        return ""
    return next((value for value in values if any(has_same_form(mine, value) for mine in own)), "")


def stated_dates(text: Text) -> set[str]:
    """The days, months and years that a page labels as its document's, and the days of a dateline (Tehran, May 2,
    1953), as ``join_dates`` writes them."""
    values = (text.blocks[n][start : start + 8] for n, start in labelled("date", text))
    labelled_dates = {word for value in values for word in join_dates(value)[:1] if _YEAR.match(word)}
    lines = (block for block in text.blocks[:_MOST_ABOVE] if len(block) <= _DATELINE)
    return labelled_dates | {word for line in lines for word in join_dates(line) if is_day(word) and word < _WEB}


def _another_day(known: Identity, page: Page, text: Text) -> str:
    own = known.date
    seen = set(_days(page, text))
    if not text.has_day(own):
        seen |= _day_alone(text)
        # what the page calls itself has a day that the document's title has not
        titles = (without_range(title, own) for title in page.titles)
        called = {word for title in titles for word in title_words(title) if is_day(word)}
        seen |= called - set(known.title)
    seen = {one for one in seen if one < _WEB or own >= _WEB}
    if not seen or own in seen or any(_is_other_calendar(own, one) for one in seen):
        return ""
    return min(seen)


def _day_alone(text: Text) -> set[str]:
    """The day that is a paragraph at the beginning of a page and says nothing else, where there is only one."""
    found = {word for block in text.blocks[:_MOST_ABOVE] if len(block) <= _DATELINE for word in _whole_day(block)}
    return found if len(found) == 1 else set()


def _whole_day(block: list[str]) -> list[str]:
    words = join_dates(block)
    return words if len(words) == 1 and is_day(words[0]) else []


def _is_other_calendar(one: str, other: str) -> bool:
    """Whether two days may be one, in the Julian and the Gregorian calendar."""
    try:
        a, b = day.fromisoformat(one), day.fromisoformat(other)
    except ValueError:
        return False
    return max(a, b).year <= _LAST_JULIAN and abs((a - b).days) == _JULIAN.get(min(a, b).year // 100)


def _days(page: Page, text: Text) -> Iterator[str]:
    """The days that the page labels as its document's; of digits that can be read in two ways, both."""
    for n, start in labelled("date", text):
        raw = page.blocks[n]
        if start:
            raw = re.split("[:：]", raw, maxsplit=1)[-1] if re.search("[:：]", raw) else " ".join(raw.split()[start:])
        digits = _DIGITS.match(raw[:40])
        if digits is not None:
            yield from (f"{digits[3]}-{int(m):02d}-{int(d):02d}" for d, m in (digits.group(1, 2), digits.group(2, 1)))
            continue
        first = join_dates(text.blocks[n][start : start + 8])[:1]
        understood = day_of(HistoricalDate.parse(raw[:100])) if not (first and is_day(first[0])) else ""
        yield from (one for one in (*first, understood) if is_day(one))


def _may_be_references(page: Page, text: Text) -> Iterator[str]:
    """Paragraphs in which words for levels and numbers stand, and little else."""
    for block, have in zip(page.blocks[:400], text.blocks):
        if len(have) > _LONGEST or sum(word.isdigit() for word in have) < 2 or labels("elsewhere").find(have[:4]):
            continue
        if sum(word in level_words() for word in have) >= 2:
            yield block


def _rows(page: Page, text: Text) -> dict[str, tuple[frozenset[str], str]]:
    """The levels of a page that gives each of them in a row of its own: word -> (the kinds it stands for, value)."""
    rows: dict[str, tuple[frozenset[str], str]] = {}
    for n, have in enumerate(text.blocks[:400]):
        kinds = level_words().get(have[0]) if 0 < len(have) <= 4 else None
        if kinds is None:
            continue
        value = have[1:] or (text.blocks[n + 1] if n + 1 < len(text.blocks) else [])
        if 0 < len(value) <= 3 and any(word.isdigit() for word in value):
            rows.setdefault(have[0], (kinds, " ".join(value)))
    return rows
