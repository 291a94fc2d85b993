"""Dates for which styles have no form, in the language of a citation: ``before March 1949``, ``[early 1950s]``.

A date is English words round plain dates.  data/local_words.toml has the words of each language; where one of them is
not known there, or the language would bend the month's name in a way that we have no form for, the date stays whole as
the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.months import beside_day, by_itself
from ...dates import MONTHS
from ...engine.style.locale import Locale

_KINDS = ("year", "month", "day", "decade")
_NOMINATIVE = ("or", "and", "probably", "perhaps")  # the others govern a case
_DAYS = r"\d{1,2}(?:\s*\(\d{1,2}\)|\s*[/\u2013-]\s*\d{1,2})?"
_UNDATED = re.compile(r"(?:n\.\s?d\.?|undated|no date)(?![^\W\d_])", re.I)
_ENCLOSED = re.compile(r"(?P<open>[\[(])(?P<inner>[^\[\]]*)(?P<close>[\])])(?P<rest>\??)")
_QUESTION = re.compile(r"(?P<date>.*\w\.?)(?P<mark>\s?\(\?\)|\?)")
_YEARS = re.compile(r"\d{4}(?P<last>\s*[-\u2013/]\s*\d{2,4})?")
_DECADE = re.compile(r"(?:the\s+)?(?P<year>\d{3}0)['\u2019]?s", re.I)
_SEASON = re.compile(r"(?P<name>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+(?P<year>\d{4})", re.I)
_BETWEEN = re.compile(r"between\s+(?P<first>.+?)\s+and\s+(?P<last>.+)", re.I)
_SEVERAL = re.compile(r"(?P<first>.+?)\s+(?P<word>or|and)\s+(?P<last>.*\d{4}.*)", re.I)
_PAIR = re.compile(r"(?P<old>.+?[\w.])\s*\((?P<new>[^()]*[^\W\d][^()]*)\)(?P<year>\s+\d{4})", re.I)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}


def local_date(text: str, locale: Locale) -> str:
    """``12 (25) January 1918`` -> ``12. (25.) Januar 1918``; as written where a word has no known equivalent.

    >>> local_date("early March 1949", Locale("de-DE", []))
    'Anfang März 1949'
    >>> local_date("before 4 December 1950", Locale("de-DE", []))
    'vor dem 4. Dezember 1950'
    >>> local_date("before the flood", Locale("de-DE", []))
    'before the flood'
    """
    words = table("local_words")["dates"].get(locale.lang.split("-")[0].lower())
    made = _Translation(locale, words).of(text.strip()) if words else None
    return text if made is None else made


# a whole date, with one day or several
_DAY_FIRST = re.compile(
    r"(?<![\d\u2013-])(?<!/\d/)(?<!/\d\d/)(?<!\d and )(?<!\d or )(?<!\d & )(?<!\d, )"
    r"(?P<day>\d{1,2}(?:(?:\s?[/\u2013-]\s?|\s(?:and|or|&|to)\s)\d{1,2})?) "
    r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<year>\d{4})\b"
)


def in_english_order(text: str, locale: Locale) -> str:
    """The dates in a text in the order of a variety of English: ``not later than May 7, 1920`` in American English.

    >>> in_english_order("not later than 7 May 1920", Locale("en-US", []))
    'not later than May 7, 1920'
    >>> in_english_order("not later than 7 May 1920", Locale("en-GB", []))
    'not later than 7 May 1920'
    >>> in_english_order("between 28 April and 3 May 1950", Locale("en-US", []))
    'between April 28 and May 3, 1950'
    >>> in_english_order("4/5 Nov. 1956", Locale("en-US", []))
    'November 4/5, 1956'
    """
    order = [str(part.get("name")) for part in locale.dates.get("text", ())]
    if not order or order[0] != "month":
        return text
    return _DAY_FIRST.sub(_month_first, _BETWEEN_DAYS.sub(_months_first, text))


_BETWEEN_DAYS = re.compile(
    r"(?P<word>\bbetween )(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})\.?(?P<year> \d{4})?"
    r" and (?P<last_day>\d{1,2}) (?P<last_month>[A-Z][a-z]{2,8})\.?(?P<last_year> \d{4})"
)


def _months_first(date: re.Match[str]) -> str:
    """``between April 28 and May 3, 1950``; a year within has a comma on both sides (Chicago Manual 18, 6.38)."""
    first, last = (_months().get(date[name].casefold()) for name in ("month", "last_month"))
    if not (first and last):
        return date.group()
    year = f",{date['year']}," if date["year"] else ""
    start = f"{date['word']}{MONTHS[first]} {date['day']}{year}"
    return f"{start} and {MONTHS[last]} {date['last_day']},{date['last_year']}"


def _month_first(date: re.Match[str]) -> str:
    """A matched date with its month in full before its days."""
    number = _months().get(date["month"].casefold())
    return f"{MONTHS[number]} {date['day']}, {date['year']}" if number else date.group()


def local_years(date: Mapping[str, Any], locale: Locale) -> str:
    """A season with its year, or a span of years, where the locale's form of dates has them wrong; else empty.

    The form of ``1949年5月`` would set its ``月`` after a season, that of ``1949 г.`` its ``г.`` after several years.
    """
    words = table("local_words")["dates"].get(locale.lang.split("-")[0].lower()) or {}
    parts = [list(part) for part in date.get("date-parts") or [] if part]
    season = str(date.get("season") or "")
    if len(parts) == 1 and season.isdecimal() and "season" in words:
        name = locale.term(f"season-{int(season):02d}")
        return str(words["season"]).format(season=name, year=parts[0][0]) if name else ""
    several = len(parts) == 2 and [len(part) for part in parts] == [1, 1] and all(part[0] for part in parts)
    if several and "years" in words and not date.get("circa") and "season" not in words:
        return str(words["years"]).format(f"{parts[0][0]}\u2013{parts[1][0]}")
    return ""


@dataclass(frozen=True)
class _Translation:
    """Dates translated into the language of a locale with the words of its table; None where that is not possible."""

    locale: Locale
    words: Mapping[str, Any]

    def of(self, text: str) -> str | None:
        """A date with the words and signs around it."""
        if _UNDATED.fullmatch(text):
            return self.locale.term("no date")
        if undated := _UNDATED.match(text):
            return _joined(self.locale.term("no date"), " ", self.of(text[undated.end() :].lstrip(" ,")))
        if enclosed := _ENCLOSED.fullmatch(text):
            return _joined(enclosed["open"], self.of(enclosed["inner"].strip()), enclosed["close"] + enclosed["rest"])
        if question := _QUESTION.fullmatch(text):
            return _joined(self.of(question["date"]), question["mark"])
        if span := _BETWEEN.fullmatch(text):
            month = re.match(r"\d{1,2}( [^\W\d_]+)", span["last"]) if span["first"].isdigit() else None
            first = span["first"] + (month[1] if month is not None else "")  # between 1 [May] and 5 May
            year = re.search(r" \d{4}$", span["last"])
            if year is not None and "day" in self.words and not re.search(r"\d{4}", first):  # it comes before the month
                first += year.group()
            return self._in_form("between", first, span["last"])
        if several := _SEVERAL.fullmatch(text):
            return self._in_form(several["word"].lower(), several["first"], several["last"])
        word, rest = _leading_word(text)
        if word:
            return self._in_form(word, rest)
        plain = self._bare_date(text, beside=False)
        return plain and plain[0]

    def _in_form(self, word: str, *dates: str) -> str | None:
        """Dates in the form that the language has with a word before or between them; None if it has none."""
        made = [self._bare_date(date, beside=word not in _NOMINATIVE) for date in dates]
        known = [found for found in made if found is not None]
        forms = self.words.get(word)
        if forms is None or len(known) < len(dates):
            return None
        kind = max((kind for _, kind in known), key=_KINDS.index)
        form = forms if isinstance(forms, str) else [*forms, ""][_KINDS.index(kind)]
        return str(form).format(*(text for text, _ in known)) if form else None

    def _bare_date(self, text: str, beside: bool) -> tuple[str, str] | None:
        """A date without words around it, and its precision: year, month, day or decade.

        ``beside``: a word stands before it, so that the month has the case that it has beside a day.
        """
        if years := _YEARS.fullmatch(text):
            form = self.words.get("years" if years["last"] else "year", "{}")
            return str(form).format(re.sub(r"\s*-\s*", "\u2013", text)), "year"
        if decade := _DECADE.fullmatch(text):
            forms = self.words.get("decade")
            return (str(forms[int(beside)]).format(decade["year"]), "decade") if forms else None
        if season := _SEASON.fullmatch(text):
            word = self.locale.term(f"season-{_SEASONS[season['name'].lower()]:02d}")
            form = str(self.words.get("season", "{season} {year}"))
            return (form.format(season=word, year=season["year"]), "month") if word and not beside else None
        if pair := _PAIR.fullmatch(text):
            old, new = self._dated(pair["old"], beside), self._dated(pair["new"], beside)
            return (f"{old[0]} ({new[0]}){self._year(pair['year'])}", "day") if old and new else None
        return self._dated(text, beside)

    def _dated(self, text: str, beside: bool) -> tuple[str, str] | None:
        """``4-6 December 1950``, ``March 1949``, ``March 3``: a month with its days and year, if it has them."""
        match = _date_pattern().fullmatch(text)
        if match is None:
            return None
        month, year = _months()[match["month"].casefold()], match["year"] or ""
        days = (match["days"] or match["days_behind"] or "").replace("-", "\u2013")
        kind = "day" if days else "month"
        if kind in self.words:  # the year comes before the month
            return (str(self.words[kind]).format(year=year, month=month, day=days), kind) if year else None
        parts = self._parts
        if list(parts) != ["day", "month", "year"]:
            return None
        name = self.locale.term(f"month-{month:02d}") or match["month"]
        name = (beside_day if days or beside else by_itself)(name, month, self.locale.lang)
        behind_day = str(parts["day"].get("suffix") or " ")
        ordinal = parts["day"].get("form") == "ordinal" and self.locale.ordinal_suffix(2) == "."
        if days and (ordinal or behind_day.startswith(".")):
            days = re.sub(r"(\d+)", r"\1.", days)
        lead = f"{days}{behind_day.lstrip('.') or ' '}" if days else ""
        return f"{lead}{name}{self._year(year)}", kind

    @property
    def _parts(self) -> dict[str, Any]:
        return {str(part.get("name")): part for part in self.locale.dates.get("text", ())}

    def _year(self, year: str) -> str:
        """A year after its month, with the text of the language between and after them: `` de 1950``, `` 1950 г.``."""
        parts = self._parts
        between = parts["month"].get("suffix") or parts["year"].get("prefix") or " "
        behind = str(parts["year"].get("suffix") or "")
        return f"{between}{year.strip()}{behind if any(map(str.isalpha, behind)) else ''}" if year else ""


def _joined(*pieces: str | None) -> str | None:
    return None if None in pieces else "".join(piece or "" for piece in pieces)


def _leading_word(text: str) -> tuple[str, str]:
    """The known words before a date, by their name in the tables, and the date."""
    match = _word_pattern().match(text)
    if match is None:
        return "", text
    spoken = " ".join(match["word"].casefold().replace(".", "").split())
    return table("local_words")["date_words"][spoken], text[match.end() :]


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    listed = sorted(table("local_words")["date_words"], key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, words.split())) for words in listed)
    return re.compile(rf"(?P<word>{alternatives})\b\.?(?:\s+of)?(?:\s+|-(?=\w)|(?<=\.))(?:the\s+(?=\d{{3}}0))?", re.I)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {word: n for n, forms in enumerate(table("dates")["months"]["en"], 1) for word in forms.split()}


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<days>{_DAYS})\s+)?(?P<month>{names})(?!\w)\.?"
        rf"(?:\s+(?P<days_behind>{_DAYS})(?!\d),?)?(?:,?\s+(?P<year>\d{{4}}))?",
        re.I,
    )
