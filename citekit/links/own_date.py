"""What a page calls itself without the document's own date: a title may have it in any form, beside the title that was
cited (Letter from Smith to Marshall, Washington, Thursday, January 19, 1950, 10 a.m.)."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .surplus import dated
from .title_dates import date_at, is_month
from .wording import TOKEN, fold, words

_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_TWO_CALENDARS = re.compile(r"(\d{1,2})\s?[(/]\s?\d{1,2}\s?\)(?=\s+[^\W\d_]{3,}\.?\s+1[5-9]\d\d)")  # 15 (28) июля 1914
# 20.–21. srpna 1968; August 20–21, 1968
_DAYS = re.compile(r"(\d{1,2})\.?\s?[–-]\s?(\d{1,2})\.?,?(?=\s+(?:[^\W\d_]{3,}\.?,?\s+)?(1[0-9]\d\d|20\d\d)\b)")
# 30 janvier–8 février 1944
_MONTHS = re.compile(
    r"(\d{1,2})\.?\s+([^\W\d_]{3,20})\s?[–-]\s?(\d{1,2})\.?\s+([^\W\d_]{3,20})\.?,?\s+(1[0-9]\d\d|20\d\d)\b"
)
_BETWEEN = re.compile(r"[\s,.]{0,3}")
_BEFORE = re.compile(r"[\s,;:.–—|·•/-]*$")
_AFTER = re.compile(r"[\s,;:.–—|·•/-]*")
_ENDS = re.compile(r"\s*(?:$|[,;:.)\]|·•–—]|-\s)")
_BEGINS = re.compile(r"(?:^|[,;:.(\[|·•–—]|\s-)\s*$")
_OPEN, _CLOSED = re.compile(r"[(\[（【]\s*$"), re.compile(r"\s*[)\]）】]")
_OF_A_DATE = re.compile(r"(?:\s?(?:日|года|roku|г\.?(?!\w)|р\.?(?!\w)|r\.(?!\w)))?")  # behind it
_LONGEST = 1200  # characters of a title
_MOST_TOKENS = 80


def without_own_date(title: str, when: str, wanted: list[str]) -> str:
    """A title without what says the date ``when`` (``1950-01-19``, ``1950-01``, ``1950``); ``wanted`` are the words of
    the document's title, which may have the date itself."""
    if not when or len(title) > _LONGEST or when[:4] not in title:
        return title
    if "(" in title or "/" in title:
        title = _TWO_CALENDARS.sub(r"\1", title)
    title = without_range(title, when)
    for _ in range(2):  # a title can say it twice: 1950, October (…) 1950-10-23
        found = _place(title, when, wanted)
        if found is None:
            break
        title = _cut_out(title, *found)
    return title


def without_range(title: str, when: str) -> str:
    """A title with the day ``when`` (``1968-08-20``) in the place of a few days of which it may be one."""
    if len(when) < len("1968-08-20") or len(title) > _LONGEST or when[:4] not in title:
        return title
    title = _DAYS.sub(lambda m: str(int(when[8:])) if _is_among(m, when) else m[0], title)
    return _MONTHS.sub(lambda m: when if _is_between(m, when) else m[0], title)


def _is_among(days: re.Match[str], when: str) -> bool:
    return days[3] == when[:4] and int(days[1]) <= int(when[8:]) <= int(days[2])


def _is_between(days: re.Match[str], when: str) -> bool:
    first, last = (date_at([*words(days[n]), *words(days[n + 1]), days[5]], 0) for n in (1, 3))
    return first is not None and last is not None and first[0] <= when <= last[0]


def _place(title: str, when: str, wanted: list[str]) -> tuple[int, int] | None:
    """Where the date stands in a title, with its weekday and hour and the words that lead to it."""
    tokens = list(TOKEN.finditer(title))[:_MOST_TOKENS]
    text = ["".join(words(token[0])) or "-" for token in tokens]
    behind = 0  # the last date that is another
    for n, word in enumerate(text):
        if n < behind or not (word[0].isdigit() or is_month(word)):
            continue
        found = date_at(text, n) or ((word, n + 1) if _YEAR.fullmatch(word) else None)
        if found is None:
            continue
        if found[0] in wanted or not (when.startswith(found[0]) or found[0].startswith(when)):
            behind = found[1]
            continue
        start, end = tokens[n].start(), tokens[found[1] - 1].end()
        while n and _leads_to(tokens[n - 1][0], text[n - 1]) and _BETWEEN.fullmatch(title, tokens[n - 1].end(), start):
            n -= 1
            start = tokens[n].start()
        end = _hour(title, _OF_A_DATE.match(title, end).end())  # type: ignore[union-attr]
        is_apart = _BEGINS.search(title[:start]) is not None and _ENDS.match(title, end) is not None
        if len(found[0]) == len("1950-01-19") or is_apart:
            return start, end
    return None


def _leads_to(token: str, word: str) -> bool:
    """Whether a word leads to a date: Thursday, dated, of; but A may be somebody's initial."""
    return word in _leads() and (len(token) > 1 or token.islower())


def _hour(title: str, end: int) -> int:
    """Where the hour ends that stands behind a date."""
    found = _hours().match(title, end)
    return found.end() if found is not None else end


@lru_cache(maxsize=1)
def _leads() -> frozenset[str]:
    return dated() | frozenset(words(" ".join(table("dates")["weekdays"].values())))


@lru_cache(maxsize=1)
def _hours() -> re.Pattern[str]:
    hours = table("surplus")["hours"]
    before, after, whole = (
        "|".join(sorted(row.split("|"), key=len, reverse=True))
        for row in (hours["before"], hours["after"], hours["whole"])
    )
    number = r"\d{1,2}(?:\s?[:.h]\s?\d\d)?"
    return re.compile(
        rf"[\s,;–—(-]{{0,4}}(?:(?:{before})\.?\s+)?"
        rf"(?:{number}(?:\s?[–—-]\s?{number})?\s?(?:{after})\b\.?|\d{{1,2}}:\d\d|(?:{whole})\b)\)?",
        re.I,
    )


def _cut_out(title: str, start: int, end: int) -> str:
    """A title without a part, and without the brackets or separators that keep the part apart."""
    front, back = title[:start], title[end:]
    if (opened := _OPEN.search(front)) is not None and (closed := _CLOSED.match(back)) is not None:
        front, back = front[: opened.start()], back[closed.end() :]
        rest = f"{front.rstrip()} {back.lstrip()}"
    elif _ENDS.match(back) is not None:
        rest = _BEFORE.sub("", front) + back
    else:
        rest = f"{front.rstrip()} {back.lstrip()}"
    rest = rest.strip() if front.strip() else _AFTER.sub("", rest.strip(), count=1)
    return rest if fold(rest).strip(" .,;:|-–—[]()") else title
