"""Historical dates: what a document says of its date, kept as written and understood as far as it goes."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .tables import table

_ROMAN = {r: n for n, r in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1)}
MONTHS = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SEASON_NAMES = ("Spring", "Summer", "Autumn", "Winter")

_EDTF = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?:T[\d:.Z+-]*)?(?P<mark>[~?%]?)$")

Parts = tuple[int, ...]  # year; year, month; or year, month, day


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data = table("dates")
    months = {w: n for names in data["months"].values() for n, ws in enumerate(names, 1) for w in ws.split()}
    seasons = {w: n for names in data["seasons"].values() for n, ws in enumerate(names, 1) for w in ws.split()}
    circa = "|".join(re.escape(w) for w in sorted(data["words"]["circa"], key=len, reverse=True))
    return {
        "months": months,
        "seasons": seasons,
        "undated": {w.casefold() for w in data["words"]["undated"]},
        "circa": re.compile(rf"^\[?\s*(?:{circa})\b\.?\s*", re.I),
    }


@lru_cache(maxsize=1)
def _patterns() -> list[re.Pattern[str]]:
    """The shapes of a written date. Any word may stand for a month here: the tables say afterwards whether it is one,
    which is far quicker to make ready than the names of twelve months in five languages in every shape."""
    word = r"[^\W\d_]+"
    m, m2, dash = rf"(?P<m>{word})\.?", rf"(?P<m2>{word})\.?", r"\s*(?:-|\u2013|\u2014|to)\s*"
    y, y2 = r"(?P<y>\d{4})(?:\s*(?:г\.?|года))?", r"(?P<y2>\d{4})"
    d, d2 = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?", r"(?P<d2>\d{1,2})(?:st|nd|rd|th|\.)?"
    forms = [
        rf"{m}\s+{d},?\s+{y}{dash}{m2}\s+{d2},?\s+{y2}",
        rf"{d}\s+{m},?\s+{y}{dash}{d2}\s+{m2},?\s+{y2}",
        rf"{m}\s+{d}{dash}{m2}\s+{d2},?\s+{y}",
        rf"{d}\s+{m}{dash}{d2}\s+{m2},?\s+{y}",
        rf"{m}\s+{d}{dash}{d2},?\s+{y}",
        rf"{d}{dash}{d2}\s+{m},?\s+{y}",
        rf"{m}\s+{d},?\s+{y}",
        rf"{d}\s+(?:of\s+)?{m},?\s+{y}",
        rf"{m},?\s+{y}{dash}{m2},?\s+{y2}",
        rf"{m}{dash}{m2},?\s+{y}",
        rf"{m},?\s+(?:of\s+)?{y}",
        rf"(?P<s>{word}),?\s+(?:of\s+)?{y}",
        r"(?P<y>\d{4})-(?P<mn>\d{2})-(?P<d>\d{2})(?:/(?P<y2>\d{4})-(?P<mn2>\d{2})-(?P<d2>\d{2}))?(?:T[\d:.Z+-]*)?",
        r"(?P<y>\d{4})-(?P<mn>0[1-9]|1[0-2])(?:/(?P<y2>\d{4})-(?P<mn2>\d{2}))?",
        r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<mr>[IVXivx]+)\s*[/.-]\s*(?P<y>\d{4}|\d{2})(?:\s*г\.?)?",
        r"(?P<d>\d{1,2})\.(?P<mn>\d{1,2})\.(?P<y>\d{4})(?:\s*г\.?)?",
        r"(?P<mn>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})",  # what no other order could mean
        r"(?P<d>1[3-9]|2\d|3[01])/(?P<mn>0?[1-9]|1[0-2])/(?P<y>\d{4})",
        rf"{y}{dash}{y2}",
        r"(?P<y>\d{4})/(?P<y2>\d{4})",
        r"(?P<y>\d{4})(?:\s*г\.?)?",
    ]
    return [re.compile(form + r"\.?$", re.I) for form in forms]


@dataclass(frozen=True)
class HistoricalDate:
    """A date of a document.

    ``text`` is what was written.  ``start`` and ``end`` are (year[, month[, day]]), empty where the text gives none;
    ``season`` is 1 (spring) to 4 (winter), 0 for none; ``circa`` is said ("circa 1951"); ``uncertain`` is a question
    mark ("[1951?]"); ``inferred`` is square brackets, a date supplied by an editor; ``undated`` is "n.d.".
    """

    text: str
    start: Parts = ()
    end: Parts = ()
    season: int = 0
    circa: bool = False
    uncertain: bool = False
    inferred: bool = False
    undated: bool = False

    @classmethod
    def parse(cls, text: str) -> HistoricalDate:
        """Understand a written date; text that is no date is kept, with nothing understood."""
        return _parsed(text) if len(text) < 200 else cls(" ".join(text.split()))

    @classmethod
    def _parse(cls, text: str) -> HistoricalDate:
        words = _words()
        raw = " ".join(text.split())
        core = raw
        inferred = core.startswith("[") and core.endswith("]")
        core = core.strip("[] ")
        circa = bool(words["circa"].match(core))
        core = words["circa"].sub("", core)
        uncertain = core.endswith("?") or core.endswith("?]")
        core = core.rstrip("?] ").lstrip("[ ")
        if core.casefold().rstrip(".") in words["undated"]:
            return cls(raw, inferred=inferred, undated=True)
        for pattern in _patterns() if any(map(str.isdigit, core)) else ():
            match = pattern.match(core)
            if match is None:
                continue
            found = _understood(match.groupdict(), words)
            if found is not None:
                start, end, season = found
                return cls(raw, start, end, season, circa, uncertain, inferred)
        bracketed = re.search(r"\[([^\]]*\d{4}[^\]]*)\]", raw)
        if bracketed and bracketed.group() != raw:
            inner = cls.parse(bracketed.group())
            if inner.start:
                return cls(raw, inner.start, inner.end, inner.season, inner.circa, inner.uncertain, True)
        return cls(raw)

    @classmethod
    def from_edtf(cls, text: str) -> HistoricalDate | None:
        """The date of an EDTF string (ISO 8601-2, level 1), or None: ``1951-11-19/1951-11-21``, ``1951~``, ``1951-21``."""
        ends = [_EDTF.match(part.strip()) for part in text.split("/", 1)]
        if not all(ends):
            return None
        start: Parts = ()
        end: Parts = ()
        season, circa, uncertain = 0, False, False
        for n, match in enumerate(ends):
            assert match is not None
            month = int(match["m"] or 0)
            if 21 <= month <= 24:
                season, month = month - 20, 0
            parts = _parts(int(match["y"]), month, int(match["d"] or 0))
            if parts is None or (n and parts < start):
                return None
            start, end = (start, parts) if n else (parts, ())
            circa = circa or match["mark"] in ("~", "%")
            uncertain = uncertain or match["mark"] in ("?", "%")
        shown = written(start, end, season, circa) + ("?" if uncertain else "")
        return cls(shown, start, end, season, circa, uncertain)

    @property
    def understood(self) -> bool:
        """Whether anything was understood: a year, or that there is no date."""
        return bool(self.start) or self.undated

    @property
    def year(self) -> int | None:
        """The (first) year, or None."""
        return self.start[0] if self.start else None

    def to_csl(self) -> dict[str, Any]:
        """A CSL-JSON date variable (CSL-JSON schema, ``date-variable``)."""
        if not self.start:
            return {"literal": self.text}
        parts = [list(self.start)] + ([list(self.end)] if self.end else [])
        out: dict[str, Any] = {"date-parts": parts}
        if self.season:
            out["season"] = self.season
        if self.circa or self.uncertain:
            out["circa"] = True
        return out

    @classmethod
    def from_csl(cls, value: Any, text: str = "") -> HistoricalDate | None:
        """The date of a CSL-JSON date variable; ``text`` is its own wording where that was kept."""
        if text:
            return cls.parse(text)
        if not isinstance(value, dict):
            return cls.parse(str(value)) if value else None
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            try:
                start = tuple(int(p) for p in parts[0] if str(p).strip())
                end = tuple(int(p) for p in parts[1] if str(p).strip()) if len(parts) > 1 else ()
                season = _season(value.get("season"))
            except (TypeError, ValueError):
                return None
            if any(not 1 <= part[1] <= 12 for part in (start, end) if len(part) > 1):
                return None  # no month
            circa = value.get("circa") not in (None, False, 0, "", "0", "false")
            return cls(written(start, end, season, circa), start, end, season, circa)
        literal = value.get("literal") or value.get("raw")
        return cls.parse(str(literal)) if literal else None

    def __str__(self) -> str:
        return self.text


def _season(value: Any) -> int:
    """A season of CSL-JSON, a number or a word, as 1 (spring) to 4 (winter); 0 for none."""
    text = str(value or "").strip().casefold()
    number = int(text) if text.isdecimal() and len(text) < 3 else _words()["seasons"].get(text, 0)
    return number - 20 if 21 <= number <= 24 else number if 1 <= number <= 4 else 0


@lru_cache(maxsize=4096)
def _parsed(text: str) -> HistoricalDate:
    return HistoricalDate._parse(text)


def _understood(found: dict[str, str | None], words: dict[str, Any]) -> tuple[Parts, Parts, int] | None:
    """(start, end, season) from a match, or None where the numbers are no date."""

    for key, names in (("m", "months"), ("m2", "months"), ("s", "seasons")):
        if (word := found.get(key)) and word.casefold() not in words[names]:
            return None

    def month(suffix: str) -> int:
        if found.get("m" + suffix):
            return int(words["months"][(found["m" + suffix] or "").casefold()])
        if found.get("mn" + suffix):
            return int(found["mn" + suffix] or 0)
        return _ROMAN.get((found.get("mr") or "").casefold(), 0) if not suffix else 0

    year = int(found.get("y") or 0)
    if found.get("mr") and year < 100:
        year += 1900  # 19/XI/51: an abbreviated year of the twentieth century
    season = int(words["seasons"][(found["s"] or "").casefold()]) if found.get("s") else 0
    start = _parts(year, month(""), int(found.get("d") or 0))
    if start is None or (found.get("mr") and len(start) < 2):
        return None
    if not any(found.get(k) for k in ("y2", "m2", "mn2", "d2")):
        return start, (), season
    first_year = int(found.get("y2") or year)
    end = _parts(first_year, month("2") or (start[1] if found.get("d2") else 0), int(found.get("d2") or 0))
    if end is None or end < start:
        return None
    return start, end, season


def _parts(year: int, month: int, day: int) -> Parts | None:
    if not 0 < year < 3000:
        return None
    if not month:
        return (year,)
    if not 1 <= month <= 12:
        return None
    if not day:
        return (year, month)
    return (year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def written(start: Parts, end: Parts = (), season: int = 0, circa: bool = False) -> str:
    """A date in the archive's own words: ``November 19, 1951``, ``November 19-21, 1951``, ``Spring 1951``."""
    prefix = "circa " if circa else ""
    if season and 1 <= season <= 4:
        return f"{prefix}{_SEASON_NAMES[season - 1]} {start[0]}"
    if not end:
        return prefix + _one(start)
    if len(start) == len(end) == 3 and start[:2] == end[:2]:
        return f"{prefix}{MONTHS[start[1]]} {start[2]}-{end[2]}, {start[0]}"
    if len(start) == len(end) == 1:
        return f"{prefix}{start[0]}-{end[0]}"
    return f"{prefix}{_one(start)} - {_one(end)}"


def _one(parts: Parts) -> str:
    if len(parts) == 1:
        return str(parts[0])
    month = MONTHS[parts[1]] if 1 <= parts[1] <= 12 else ""
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{month} {parts[2]}, {parts[0]}"
