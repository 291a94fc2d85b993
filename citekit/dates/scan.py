"""Dates within a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from .calendars import YEAR, of_other_calendar
from .model import HistoricalDate
from .phrases import phrase, start_with_between, start_with_qualifier, start_with_weekday
from .republican import republican
from .shapes import Meaning, matches
from .words import Token, tokens_of

_BRACKETS = re.compile(r"\[[^\[\]]{3,60}\]")
_UNDATED = re.compile(
    r"\[no date\]|(?<!\w)(?:n\.\s?d\.(?: but [^\],;]*\d{4}| \(\?[^()]*\d{4}\))?|undated|no date|"
    r"[oО]\.\s?D\.|s\.\s?d\.|б\.\s?д\.|без даты)(?!\w)"
)
_PIECE = re.compile(r"(?:^|[,;(])\s*(?P<date>[^\W_][^,;()\[\]]{3,45}?)(?=\s*(?:$|[,;)]))")
_IN_BRACKETS = re.compile(r"\s*[(\[=/]\s*(?P<date>[^()\[\]=/]{6,40})[)\]]?")
# the classes of a day that is in no month: 31 February 1950, May 35, 1950, 31.02.1950
_NO_DAY = re.compile(r"[dk]\.?h?o?m\.?,?o?y|m\.?[dk],y|d\.d\.y")
_DAY_OF_HUNGARY = re.compile(r"-(?:j?[ea]i?|j?[áé]n|i|j?[áé]t[óő]l|j?ig)(?!\w)")  # október 8-i
_OTHER_DAYS = re.compile(r"(?<![\w/-])\d{1,2}\.?[/-]\d{1,2}\.? $")  # 5/4 November: days that are none
_DECADE = re.compile(r"\d{3}0['\u2019]?s$")
_MONTHS = 12
_FIRST = re.compile("[dmyskeT]")  # the classes of tokens that a date begins with
_YEAR_OF_REPUBLIC = re.compile(r"\s(?:an|ann\u00e9e|year)\s[IVX\d]", re.I)
_NUMBERED = re.compile(r"(?:[№#]|(?<!\w)(?:nos?|nr|num|number|doc|document|tel|telegram|pp?)\b)\.?\s*\Z", re.I)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, and its position."""

    start: int
    end: int
    date: HistoricalDate

    @property
    def exact(self) -> bool:
        """Whether the date names a day."""
        return len(self.date.start) == 3


def find_dates(text: str, years: bool = False) -> list[FoundDate]:
    """The dates in a text, in order: days and months, and years alone if ``years``.

    Words before a date (``ca.``, ``before``) and brackets around it belong to it.
    """
    tokens, classes = tokens_of(text)
    out = _marked(text, tokens)
    out += _in_tokens(text, tokens, classes, _Stretches(out), years)
    return sorted(out, key=lambda found: found.start)


def _in_tokens(text: str, tokens: list[Token], classes: str, taken: _Stretches, years: bool) -> Iterator[FoundDate]:
    """The dates that begin at a token outside the stretches that are taken, in order."""
    at = 0
    while (first := _FIRST.search(classes, at)) is not None:
        at = first.start()
        if taken.has(tokens[at].start):
            at += 1
            continue
        if classes[at] == "y" and _NUMBERED.search(
            text[max(0, tokens[at].start - 12) : tokens[at].start]
        ):  # No. 1452 is not a year
            at += 1
            continue
        found_forms = list(matches(tokens, classes, at))
        best = max((end for _, end in found_forms), default=at)
        if best > at and _in_call_number(text, tokens[at].start, tokens[best - 1].end):  # NC 18/1/1070
            at = best
            continue
        if best == at and (impossible := _impossible_day(text, tokens, classes, at)) is not None:
            yield impossible
            at = next((n for n in range(at, len(tokens)) if tokens[n].start >= impossible.end), len(tokens))
            continue
        if best == at or not _stands_alone(text, tokens[at].start, tokens[best - 1].end):
            at += 1
            continue
        meaning = next(meaning for meaning, end in found_forms if end == best)
        found = _date_between(text, tokens[at].start, tokens[best - 1].end, meaning)
        if found is not None and (years or _says_more_than_years(found.date)):
            yield found
        at = best


def _says_more_than_years(date: HistoricalDate) -> bool:
    return len(date.start) > 1 or bool(date.season or date.open) or (date.worded and not date.end)


def _impossible_day(text: str, tokens: list[Token], classes: str, at: int) -> FoundDate | None:
    """What has the form of a day and is none, kept as written: ``31 February 1950``."""
    form = _NO_DAY.match(classes, at)
    if form is None:
        return None
    start, end = tokens[at].start, tokens[form.end() - 1].end
    first = classes[at] != "k" or text[:start].rstrip()[-1:] in ("", ",", "(", "[")
    numeric = form.group() == "d.d.y"
    if not first or not _stands_alone(text, start, end) or (numeric and int(tokens[at + 2].text) > _MONTHS):
        return None
    year = int(tokens[form.end() - 1].text)
    return FoundDate(start, end, HistoricalDate(text[start:end])) if 1000 < year < 2100 else None


def _marked(text: str, tokens: list[Token]) -> list[FoundDate]:
    """What brackets, words and commas mark as dates: ``[1947?]``, ``n.d.``, ``between 1949 and 1951``."""
    out: list[FoundDate] = []
    for bracket in _BRACKETS.finditer(text):
        date = HistoricalDate.parse(bracket.group())
        if date.understood:
            start = _before_bracket(text, tokens, bracket, date)
            out.append(FoundDate(start, bracket.end(), HistoricalDate.parse(text[start : bracket.end()])))
    taken = _Stretches(out)
    for match in _UNDATED.finditer(text):
        if not taken.has(match.start()):
            out.append(FoundDate(match.start(), match.end(), HistoricalDate.parse(match.group())))
    out = _with_supplied(text, out)
    out += _republican(text, out)
    out += _of_other_calendars(text, out)
    return [*out, *_spans(text, out)]


class _Stretches:
    """The stretches of a text that dates take up, which do not overlap."""

    def __init__(self, dates: list[FoundDate]) -> None:
        ordered = sorted(dates, key=lambda found: found.start)
        self._starts = [found.start for found in ordered]
        self._ends = [found.end for found in ordered]

    def has(self, at: int) -> bool:
        """Whether a place of the text is within one of them."""
        n = bisect_right(self._starts, at)
        return n > 0 and at < self._ends[n - 1]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one of them and another stretch have a place in common."""
        return self.has(start) or bisect_right(self._starts, start) < bisect_left(self._starts, end)


def _spans(text: str, known: list[FoundDate]) -> list[FoundDate]:
    """Decades, parts of years and ranges that fill the text between two commas: ``between 1949 and 1951``."""
    out = []
    taken = _Stretches(known)
    for piece in _PIECE.finditer(text):
        start, end = piece.span("date")
        in_words = _DECADE.search(piece["date"]) or phrase("between").match(piece["date"])
        if not in_words and phrase("part").match(piece["date"]) is None:
            continue
        date = HistoricalDate.parse(piece["date"])
        if date.start and not taken.overlaps(start, end):
            out.append(FoundDate(start, end, date))
    return out


def _republican(text: str, known: list[FoundDate]) -> list[FoundDate]:
    """Days of the French Republic: ``4 floréal an IX``."""
    if not _YEAR_OF_REPUBLIC.search(text):
        return []
    taken = _Stretches(known)
    found = (FoundDate(*m.span(), HistoricalDate.parse(m.group())) for m in republican().finditer(text))
    return [one for one in found if one.date.start and not taken.overlaps(one.start, one.end)]


def _of_other_calendars(text: str, known: list[FoundDate]) -> list[FoundDate]:
    """Days of calendars that are not converted, with the day of ours where it stands in brackets behind them."""
    if not YEAR.search(text):
        return []
    out = []
    for match in of_other_calendar().finditer(text):
        ours = _IN_BRACKETS.match(text, match.end())
        date = HistoricalDate.parse(ours["date"]) if ours is not None else None
        end = ours.end() if ours is not None and date is not None and date.start else match.end()
        whole = text[match.start() : end]
        found = replace(date, text=whole, worded=True) if end > match.end() and date else HistoricalDate(whole)
        out.append(FoundDate(match.start(), end, found))
    taken = [found for found in known if not any(o.start <= found.start < o.end for o in out)]
    known[:] = taken
    return out


def _before_bracket(text: str, tokens: list[Token], bracket: re.Match[str], date: HistoricalDate) -> int:
    """Where a date begins of which only the year is in brackets: ``5 May [1951]``."""
    if len(date.start) != 1 or date.end:
        return bracket.start()
    first = bisect_left(tokens, bracket.start() - 16, key=lambda token: token.start)
    for token in takewhile(lambda token: token.end <= bracket.start(), tokens[first : first + 16]):
        if not token.text[0].isalnum():
            continue
        whole = HistoricalDate.parse(text[token.start : bracket.end()])
        if len(whole.start) > 1:
            return token.start
    return bracket.start()


def _with_supplied(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """``n.d. [ca. June 1954?]`` is one date."""
    supplied = {f.start: f for f in found if f.date.start}
    out = []
    for earlier in sorted(found, key=lambda f: f.start):
        gap = re.compile(r",?\s*").match(text, earlier.end)
        supplied_after = supplied.get(gap.end() if gap else earlier.end)
        if earlier.date.undated and supplied_after is not None:
            date = HistoricalDate.parse(text[earlier.start : supplied_after.end])
            out.append(FoundDate(earlier.start, supplied_after.end, date if date.start else supplied_after.date))
            supplied[supplied_after.start] = out[-1]
        elif supplied.get(earlier.start, earlier) is earlier:
            out.append(earlier)
    return out


def _date_between(text: str, start: int, end: int, meaning: Meaning) -> FoundDate | None:
    """The date of a stretch with its weekday and qualifiers; ``meaning`` is that of the stretch alone."""
    alone = start
    start = start_with_qualifier(text, start_with_weekday(text, start))
    if start == alone and text[end : end + 1] != "?" and not meaning.end:
        date = HistoricalDate.of_meaning(text[start:end], meaning)
        return FoundDate(start, end, date) if date.start else None
    if text[end : end + 1] == "?":
        end += 1
    date = HistoricalDate.parse(text[start:end])
    if date.end and (first := start_with_between(text, start)) < start:
        whole = HistoricalDate.parse(text[first:end])
        start, date = (first, whole) if whole.end == date.end else (start, date)
    return FoundDate(start, end, date) if date.start else None


def _in_call_number(text: str, start: int, end: int) -> bool:
    """Whether numbers between slashes come after the letters of a call number."""
    return "/" in text[start:end] and re.search(r"(?<![\w.])[A-Z]{2,5} $", text[max(0, start - 7) : start]) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a date is not part of a word, a number or a call number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[max(0, start - 4) : start].casefold() == "mid-":
        return True
    if text[start].isalpha() and _OTHER_DAYS.search(text, max(0, start - 9), start):
        return False
    if before.isalnum() and not "\u3400" < before < "\u9fff":
        return False
    if before in ("/", "-", ".", "\u2013", "_", "#") and (text[start - 2 : start - 1].isalnum()):
        return before == "." and not text[start - 2].isdigit()
    if after == "." and text[end + 1 : end + 2].isdigit() and text[start:end].replace(".", "").isdigit():
        return False  # 2.10.36.04
    if after in ("/", "-", "_", "#") and text[end + 1 : end + 2].isalnum():
        return _DAY_OF_HUNGARY.match(text, end) is not None
    return not (after.isalnum() and not "\u3400" < after < "\u9fff")
