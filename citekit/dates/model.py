"""The date of a document: its wording and its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from .calendars import of_other_calendar
from .edtf import read_edtf
from .eras import read_era_date
from .phrases import phrase
from .republican import read_republican
from .shapes import Meaning, Parts, american_slashes, matches
from .wording import date_text, two_days_in_english
from .words import languages_of_month, tokens_of, words

_DECADE = re.compile(
    r"(?:the\s+)?(\d{3}0)(?:['\u2019]?s|er|년대|年代|-е(?:\s+годы)?|-х(?:\s+годов)?)(?:\s+Jahre)?$", re.I
)
_TIME = re.compile(r"(?<=\d)T[\d:.Z+-]*$")
_HOUR = re.compile(
    r",?\s+(?:\d{1,2}:\d\d(?::\d\d)?|\d{1,2}(?:\.\d\d)?(?=\s*(?:[ap]\.?m|Uhr|h\b)))\s*(?:[ap]\.?\s?m\.?|h|Uhr|Z|GMT)?$",
    re.I,
)
_BRACKETED = re.compile(r"\[([^\]]*\d{4}[^\]]*)\]|\((\?\s*[^()]*\d{4})\)")
_CONTINUING = re.compile(r"(\d{4})\s?[-\u2013\u2014]")  # a range without an end: a periodical that still appears
_OPEN_END = re.compile(r"(?<=\d)(\??)(?:\s?[-\u2014]|/(?:\.\.|open|unknown)?)(?=\]?$)")
_OTTOMAN_YEAR = re.compile(r"(?<!\d)1(?:2[5-9]|3[0-3])\d(?!\d)|(?<!\d)134[0-2](?!\d)")
_UNDATED_BUT = re.compile(
    r"\b(?:n\.\s?d\.|undated|no date)[\s,\u2013(-]*(?:but|drafted|written|probably|perhaps)\s+(.*\d{4})"
)
MAX_LENGTH = 200
# months by which programs say a season: 13 to 16 in citeproc-js, 21 to 24 in EDTF
_SEASON_CODES = (13, 14, 15, 16, 21, 22, 23, 24)


@dataclass(frozen=True)
class HistoricalDate:
    """A date of a document.

    ``text`` is what was written.  ``start`` and ``end`` are (year[, month[, day]]), empty where the text gives none;
    ``season`` is 1 (spring) to 4 (winter), 0 for none; ``circa`` is stated ("circa 1951"); ``uncertain`` is a question
    mark ("[1951?]"); ``inferred`` is square brackets, a date supplied by an editor; ``undated`` is "n.d.".  ``open`` is
    ``before`` or ``after`` where only one end is known; ``old_style`` the Julian date of "12 (25) January 1918";
    ``worded`` what no style can say in its own form ("3 and 5 May 1956", "early May 1951").

    >>> date = HistoricalDate.parse("ca. 4 мая 1956 г.")
    >>> str(date), date.start, date.circa
    ('ca. 4 мая 1956 г.', (1956, 5, 4), True)
    """

    text: str
    start: Parts = ()
    end: Parts = ()
    season: int = 0
    circa: bool = False
    uncertain: bool = False
    inferred: bool = False
    undated: bool = False
    open: str = ""
    old_style: Parts = ()
    worded: bool = False

    @classmethod
    def parse(cls, text: str) -> HistoricalDate:
        """The date that a text means; a text that is not a date is kept, with nothing understood."""
        return _parsed(text) if len(text) < MAX_LENGTH else cls(" ".join(text.split()))

    @classmethod
    def of_meaning(cls, text: str, found: Meaning) -> HistoricalDate:
        """The date of a text without qualifiers and brackets whose meaning is known."""
        raw = " ".join(text.split())
        if _is_ottoman(raw):
            return cls(raw)
        return cls(raw, found.start, found.end, found.season, old_style=found.old_style, worded=found.worded)

    @classmethod
    def from_edtf(cls, text: str) -> HistoricalDate | None:
        """The date of an EDTF string (ISO 8601-2, level 1), or None: ``1951-11-19/1951-11-21``, ``1951~``, ``195X``."""
        found = read_edtf(text)
        if found is None:
            return None
        shown = date_text(found.start, found.end, found.season, found.circa, found.open) + (
            "?" if found.uncertain else ""
        )
        if (
            found.end
            and len(halves := text.split("/")) == 2
            and halves[0][-1:] != halves[1][-1:]
            and _MARKED.search(text)
        ):
            shown = text  # a doubt about one end is none about the other
        return cls(shown, found.start, found.end, found.season, found.circa, found.uncertain, open=found.open)

    @property
    def understood(self) -> bool:
        """Whether anything was understood: a year, or that there is no date."""
        return bool(self.start) or self.undated

    @property
    def year(self) -> int | None:
        """The (first) year, or None."""
        return self.start[0] if self.start else None

    @property
    def printed_as_written(self) -> bool:
        """Whether styles have no form for it: a date in brackets, one with an open end, a pair of calendars."""
        return bool(self.start) and bool(self.inferred or self.open or self.old_style or self.worded)

    @property
    def says_more(self) -> bool:
        """Whether the text has numbers that the date does not: an hour, a day of the old style."""
        return bool(self.start) and _has_other_numbers(self.text, self.start, self.end)

    @property
    def doubted(self) -> bool:
        """Whether the date has a question mark, which is not the same as circa: ``1951?``."""
        return bool(self.start) and self.uncertain

    @property
    def in_print(self) -> str:
        """The date as written, for print: a range without an end has a dash (Chicago Manual 18, 6.85) in the place of
        EDTF's signs.
        """
        if self.open == "before" and self.text.startswith(("/", "../")):
            return "\u2013" + self.text.lstrip("./ ")
        if self.doubted and not self.printed_as_written:  # in brackets, as a conjecture
            by_machine = self.text[:5].endswith("-")
            text = f"{date_text(self.start, self.end, self.season, self.circa)}?" if by_machine else self.text
            text = _SLASH.sub("\u2013", text)
            return f"[{text}]"
        if self.worded and self.end and (slashed := two_days_in_english(self.text, self.start, self.end)):
            return slashed
        return _OPEN_END.sub("\\1\u2013", self.text) if self.open == "after" else self.text

    def to_csl(self) -> dict[str, Any]:
        """A CSL-JSON date variable (CSL-JSON schema, ``date-variable``)."""
        if not self.start:
            return {"literal": self.text}
        parts = [list(self.start)] + ([list(self.end)] if self.end else [])
        if self.open == "after":  # as citeproc-js and pandoc have it; a year 0 before the other is a year to programs
            parts.append([0])
        out: dict[str, Any] = {"date-parts": parts}
        if self.season:
            out["season"] = self.season
        if self.circa or self.uncertain:
            out["circa"] = True
        return out

    @classmethod
    def from_csl(cls, value: Any, text: str = "") -> HistoricalDate | None:
        """The date of a CSL-JSON date variable; ``text`` is its own wording where that was kept."""
        if value is None and not text:
            return None
        if text:
            understood = cls.parse(text)
            stated = None if understood.start or not isinstance(value, dict) else cls.from_csl(value)
            return replace(stated, text=text) if stated is not None and stated.start else understood
        if not isinstance(value, dict):
            return cls.parse(str(value)) if value else None
        parts = value.get("date-parts")
        if type(parts) is list and len(value) == len(parts) == 1 and type(parts[0]) is list:
            first = tuple(parts[0])
            if set(map(type, first)) == _WHOLE_NUMBERS:  # most dates, and they recur
                return _of_parts(first)
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and any(parts[:2]):
            return _of_ranges(value, parts)
        if value.get("edtf"):  # as citation.js writes it
            wording = str(value["edtf"]).strip()
            return cls.from_edtf(wording) or cls.parse(wording)
        literal = value.get("literal") or value.get("raw")
        return cls.parse(str(literal)) if literal else None

    def __str__(self) -> str:
        return self.text


_WHOLE_NUMBERS = {int}
_SLASH = re.compile(r"(?<=\d{4}\?)/(?=\d{4}$)")  # 1880?/1910
_MARKED = re.compile(r"[?~%](?:/|$)")


@lru_cache(maxsize=4096)
def _has_other_numbers(text: str, start: Parts, end: Parts) -> bool:
    said = [str(abs(number)) for number in (*start, *end)]
    return any(
        not any(number == known or (number == known[-2:] and len(known) == 4) for known in said)
        for digits in re.findall(r"[0-9]+", text)
        if (number := digits.lstrip("0"))
    )


def _without_zeros(parts: Parts) -> Parts:
    """A year, month and day up to a zero, by which programs say that there is no month or day."""
    return parts[: parts.index(0, 1)] if 0 in parts[1:] else parts


def _of_ranges(value: Mapping[str, Any], parts: list[Any]) -> HistoricalDate | None:
    """The date of one or two ``date-parts``; None where they cannot be read."""
    try:
        start = tuple(int(p) for p in parts[0] if str(p).strip())
        end = tuple(int(p) for p in parts[1] if str(p).strip()) if len(parts) > 1 else ()
        season = _season(value.get("season"))
    except (TypeError, ValueError):  # “19x0”, “May”: printed as it is written
        wording = " ".join(str(p) for p in parts[0] if isinstance(p, (str, int)) and str(p).strip())
        return HistoricalDate.parse(wording) if wording else None
    except OverflowError:
        return None
    start, end = _without_zeros(start), _without_zeros(end)
    if len(start) == 2 and not end and (code := start[1]) in _SEASON_CODES:
        start, season = start[:1], (code - 1) % 4 + 1  # a season in a month's place
    if any(not 1 <= part[1] <= 12 for part in (start, end) if len(part) > 1):
        return HistoricalDate("/".join("-".join(map(str, part)) for part in (start, end) if part))  # no month
    circa = value.get("circa") not in (None, False, 0, "", "0", "false")
    open_end = "after" if len(parts) > 1 and not any(end) else ""  # [[1950], [0]], as citeproc-js has it
    if any(end) and not any(start):
        start, end, open_end = end, (), "before"  # [[0], [1950]]
    end = end if any(end) else ()
    return HistoricalDate(date_text(start, end, season, circa, open_end), start, end, season, circa, open=open_end)


@lru_cache(maxsize=4096)
def _of_parts(start: Parts) -> HistoricalDate | None:
    """The date of a year, month and day; None for a month that does not exist."""
    if len(start) > 1 and not 1 <= start[1] <= 12:
        return HistoricalDate.from_csl({"date-parts": [list(start)], "season": ""})
    return HistoricalDate(date_text(start), start)


def _season(value: Any) -> int:
    """A season of CSL-JSON, a number or a word, as 1 (spring) to 4 (winter); 0 for none."""
    text = str(value or "").strip().casefold()
    number = int(text) if text.isdecimal() and len(text) < 3 else words()["seasons"].get(text, 0)
    return number - 20 if 21 <= number <= 24 else number if 1 <= number <= 4 else 0


@lru_cache(maxsize=4096)
def _parsed(text: str) -> HistoricalDate:
    raw = " ".join(text.split())
    core = raw.strip("[] ")
    inferred = raw.startswith("[") and raw.endswith("]")
    circa = bool(phrase("circa").match(core))
    core = phrase("circa").sub("", core, count=1) if circa else core
    doubted = phrase("uncertain").match(core)
    core = core[doubted.end() :] if doubted is not None else core
    part = phrase("part").match(core)
    core = core[part.end() :] if part is not None else core
    uncertain = doubted is not None or core.endswith("?") or core.endswith("?]")
    core = core.rstrip("?] ").lstrip("[ ")
    if core.casefold().rstrip(".") in words()["undated"]:
        return HistoricalDate(raw, inferred=inferred, undated=True)
    if _is_ottoman(core):
        return HistoricalDate(raw)
    found, open_end = _meaning_and_open_end(core) if _may_be_date(core) else (None, "")
    if found is not None:
        return HistoricalDate(
            raw,
            found.start,
            found.end,
            found.season,
            circa,
            uncertain,
            inferred,
            False,
            open_end,
            found.old_style,
            found.worded or part is not None,
        )
    exact = HistoricalDate.from_edtf(core + "?" * uncertain)
    if exact is not None:
        return HistoricalDate(
            raw, exact.start, exact.end, exact.season, circa or exact.circa, exact.uncertain, inferred, open=exact.open
        )
    return _bracketed(raw)


def _may_be_date(core: str) -> bool:
    """Whether a text has a number, the sign for the first year of a reign, or a year of the French Republic."""
    return any(map(str.isnumeric, core)) or "\u5143" in core or " an " in core.casefold()


def _is_ottoman(core: str) -> bool:
    """Whether a Turkish month stands with a year of the Ottoman calendars, which is none of ours: ``3 Mayıs 1331``."""
    year = _OTTOMAN_YEAR.search(core)
    return year is not None and "tr" in (languages := languages_of_month(core)) and "en" not in languages


def _bracketed(raw: str) -> HistoricalDate:
    """A date with a part in brackets (``5 May 195[1]``), or in brackets after other words (``undated [1955]``)."""
    other = of_other_calendar().match(raw)
    if other is not None:  # 5 Ca. 1316 (21 September 1898)
        ours = HistoricalDate.parse(raw[other.end() :].strip(" ()[]=/"))
        return replace(ours, text=raw, worded=True) if ours.start else HistoricalDate(raw)
    supplied = HistoricalDate.parse(re.sub(r"[\[\]]", "", raw)) if re.search(r"\[[^\[\]]+\]", raw) else None
    if supplied is not None and supplied.start and len(raw) < 40:
        return replace(supplied, text=raw, inferred=True)
    for pattern in (_UNDATED_BUT, _BRACKETED):
        bracketed = pattern.search(raw)
        if bracketed is None or (pattern is _BRACKETED and bracketed.group() == raw):
            continue
        inner = HistoricalDate.parse(next(filter(None, bracketed.groups())).lstrip("? ").rstrip("?)] "))
        if pattern is _BRACKETED and (outer := _reprinted(raw, bracketed.group(), inner)) is not None:
            return outer
        if inner.start:
            uncertain = inner.uncertain or "?" in bracketed.group()
            return HistoricalDate(raw, inner.start, inner.end, inner.season, inner.circa, uncertain, True)
    return HistoricalDate(raw)


def _reprinted(raw: str, bracketed: str, inner: HistoricalDate) -> HistoricalDate | None:
    """The date before a bracket with an older one, which is that of the first edition (``1910 [1890]``); None where
    the bracket corrects it by a year, or converts it from another calendar."""
    before, _, behind = raw.partition(bracketed)
    outer = HistoricalDate.parse(before) if before.strip() and not behind.strip() else None
    if (
        outer is None
        or not outer.start
        or not inner.start
        or "i.e." in bracketed
        or outer.start[0] < inner.start[0] + 2
    ):
        return None
    return replace(outer, text=raw, worded=True)


def _meaning_and_open_end(core: str) -> tuple[Meaning | None, str]:
    """(the meaning of a date without brackets and marks, its open end)."""
    plain = _meaning(core) or read_era_date(core, _meaning) or read_republican(core)
    if plain is not None:
        return plain, ""
    if (match := phrase("between").match(core)) is not None:
        return _between(core[match.end() :]), ""
    if (match := _CONTINUING.fullmatch(core)) is not None:
        return Meaning((int(match[1]),)), "after"
    for name in ("before", "after"):
        match = phrase(name).match(core)
        if match is not None and (inner := _meaning(core[match.end() :])) is not None:
            return inner, name
    return None, ""


def _between(text: str) -> Meaning | None:
    whole = _meaning(text)
    if whole is not None and whole.worded:  # between 3 and 5 May 1956
        return Meaning(whole.start, whole.end, worded=True)
    for match in re.finditer(r"\s+(?:and|&|и|und|et|y|e|i|a)\s+|\s*[-\u2013\u2014]\s*", text):
        first, last = _meaning(text[: match.start()]), _meaning(text[match.end() :])
        if last is None:
            continue
        if first is None and len(last.start) > 1:  # between May and July 1951
            first = _meaning(f"{text[: match.start()]} {last.start[0]}")
        if first is not None and last.start >= first.start:
            return Meaning(first.start, last.end or last.start, worded=True)
    return None


def _meaning(core: str) -> Meaning | None:
    """The meaning of a text that is nothing but a date."""
    core = _HOUR.sub("", _TIME.sub("", core.strip(" ,"))).rstrip(".")
    decade = _DECADE.match(core)
    if decade is not None:
        return Meaning((int(decade[1]),), (int(decade[1]) + 9,), worded=core[-1:] in "sS")
    tokens, classes = tokens_of(core)
    for skip in range(min(3, len(classes))):
        if skip and not set(classes[:skip]) <= set("lo.g,"):
            break
        if skip and classes[skip] in ".-/":
            continue
        for found, end in matches(tokens, classes, skip):
            if end == len(classes):
                return found
    return american_slashes(tokens, classes)
