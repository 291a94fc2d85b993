"""CSL variables in words for formats without a field for them, and back; the same in every export.

Names are ``Family, Given, Suffix`` joined by semicolons; a literal name that would be split is in braces.
Dates are EDTF (ISO 8601-2, level 1) where they are understood, otherwise as written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..common.errors import printable
from ..common.tables import table
from ..dates import HistoricalDate
from .names import parse_divided_name, parse_name, parts_joined
from .others import ET_AL, is_others
from .variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, TEXT_VARIABLES

_PARTS = ("non-dropping-particle", "family")


def one_line(value: Any) -> str:
    """A value on one line: all white space and line breaks (also U+0085, U+2028) as single spaces, no control
    characters."""
    text = str(value)
    if text.isprintable() and "  " not in text:  # then its only white space is single spaces
        return text.strip(" ")
    return " ".join(printable(text.replace("\n", " ")).split())


def lines_of(value: Any) -> str:
    """A text whose lines are divided by line feeds, each without white space that says nothing; no empty lines at its
    ends."""
    text = str(value)
    if text.isprintable():
        return one_line(text)
    return "\n".join(map(one_line, _LINE_ENDS.split(text))).strip("\n")


_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def wording(variable: str, value: Any) -> str:
    """A variable's value in words."""
    if variable in NAME_VARIABLES and isinstance(value, list):
        return "; ".join(name_wording(name) for name in value)
    if variable in DATE_VARIABLES:
        date = HistoricalDate.from_csl(value)
        if date is not None and date.printed_as_written and isinstance(value, Mapping) and value.get("literal"):
            return date.text  # which EDTF has no words for
        return date_wording(date) if date is not None else _as_text(value)
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, (bool, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    return str(value)


def name_wording(name: Any) -> str:
    """A name with the family name first; a literal name, or one whose order is fixed, as it is."""
    if not isinstance(name, dict):
        return str(name)
    if is_others(name):
        return ET_AL
    literal = str(name.get("literal") or "")
    if not literal and name.get("static-ordering") and not name.get("suffix"):
        return parts_joined(name, *_PARTS, "given")
    if literal or not name.get("given"):
        whole = literal or parts_joined(name, *_PARTS)
        divided = re.search(r"[,;]", whole) or (" " in whole and "literal" not in parse_name(whole))
        return "{" + whole + "}" if divided else whole
    family = parts_joined(name, *_PARTS)
    given = parts_joined(name, "given", "dropping-particle")
    return ", ".join(p for p in (family, given, str(name.get("suffix") or "")) if p)


def names_of(text: str) -> list[dict[str, Any]]:
    """The names of a wording made by ``wording``, or written by hand with semicolons between names."""
    out: list[dict[str, Any]] = []
    for part in _split_at_semicolons(text):
        part = part.strip()
        if "||" in part:  # as in Zotero's Extra
            out.append(extra_name(part))
            continue
        if part.startswith("{") and part.endswith("}"):
            out.append({"literal": part[1:-1]})
        elif part:
            out.append(parse_divided_name(part))
    return out


def extra_name(text: str) -> dict[str, Any]:
    """A name as Zotero writes it in Extra: ``Family || Given``."""
    family, _, given = (part.strip() for part in text.partition("||"))
    return parse_name(f"{family}, {given}") if family and given else {"literal": family or given}


def _split_at_semicolons(text: str) -> list[str]:
    """The parts of a text between semicolons that are not in braces."""
    if "{" not in text:
        return text.split(";")
    parts, depth, start = [], 0, 0
    for n, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if char == ";" and depth <= 0:
            parts.append(text[start:n])
            start = n + 1
    return [*parts, text[start:]]


def variable_named(name: str) -> str:
    """The CSL variable of a name written with spaces, hyphens or underscores in any case, or an empty string."""
    plain = re.sub(r"[\s_-]+", "-", name.strip()).casefold()
    return _by_plain_name().get(plain, "")


@lru_cache(maxsize=1)
def _by_plain_name() -> dict[str, str]:
    names = (*NAME_VARIABLES, *DATE_VARIABLES, *TEXT_VARIABLES, *NUMBER_VARIABLES)
    return {re.sub(r"[_-]+", "-", n).casefold(): n for n in names}


# names of ``custom`` whose values are lists
LISTS = frozenset("scans people places authors donors topics links files".split())


def known_custom(name: str) -> bool:
    """Whether the words before a colon are a name in ``custom`` that exports write, and not part of a sentence."""
    return (
        name in LISTS
        or name in table("page_labels")["kept"].values()
        or bool(re.fullmatch(r"[a-z]+(?:_[a-z]+)+", name))
    )


def custom_value(name: str, text: str) -> Any:
    """The value of a name in ``custom`` from its wording."""
    return text.split("; ") if name in LISTS else text


def value_of(variable: str, text: str) -> Any:
    """The value of a variable from its wording."""
    if variable in NAME_VARIABLES:
        return names_of(text)
    if variable in DATE_VARIABLES:
        date = HistoricalDate.from_edtf(text)
        if date is None and (worded := HistoricalDate.parse(text)).printed_as_written:
            return {"literal": worded.text}
        return (date or date_of(text)).to_csl()
    return text


# the first of the lines of ours in an annotation of Hayagriva's: all that follow are ours as well
OWN_LINES = re.compile(r"^type: (?=[a-z][a-z_-]{2,30}$)", re.M)
# as older exports have it: a date, or what a field for numbers or addresses cannot hold, behind other words
WORDED = re.compile(
    rf"(^|; )({'|'.join(sorted((*DATE_VARIABLES, 'URL', 'language', 'number-of-pages', 'number-of-volumes')))}): "
)


def date_wording(date: HistoricalDate) -> str:
    """EDTF where a date is understood, otherwise the date as written."""
    return edtf(date) if date.start and date.start[0] != -1 else date.text  # most programs read the year 0 as no year


def edtf(date: HistoricalDate) -> str:
    """A date in ISO 8601-2 (EDTF) level 1, as biblatex reads it: ``1951-11-19/1951-11-21``, ``1951~``, ``1951-21``."""
    start = date.start
    if len(start) == 3 and start[0] > 0 and not (date.end or date.season or date.circa or date.uncertain or date.open):
        return f"{start[0]:04d}-{start[1]:02d}-{start[2]:02d}"
    mark = "%" if date.circa and date.uncertain else "~" if date.circa else "?" if date.uncertain else ""
    if date.season:
        return f"{date.start[0]:04d}-{20 + date.season}{mark}"
    if date.end and (stated := _marked_at_one_end(date)):
        return stated
    ends = ["-".join([edtf_year(p[0]), *(f"{n:02d}" for n in p[1:])]) + mark for p in (date.start, date.end) if p]
    return {"before": f"/{ends[0]}", "after": f"{ends[0]}/"}.get(date.open) or "/".join(ends)


def _marked_at_one_end(date: HistoricalDate) -> str:
    """The wording of a date where that is EDTF with a mark at one of its ends, or an empty string."""
    halves = date.text.split("/")
    if len(halves) != 2 or _mark_of(halves[0]) == _mark_of(halves[1]):
        return ""
    read = HistoricalDate.from_edtf(date.text)
    return date.text if read is not None and (read.start, read.end) == (date.start, date.end) else ""


def _mark_of(half: str) -> str:
    return half[-1:] if half.endswith(("?", "~", "%")) else ""


def edtf_year(year: int) -> str:
    """A year with four digits; the year before 1 is 0 in EDTF."""
    return f"{year:04d}" if year > 0 else f"-{-year - 1:04d}"


def date_of(text: str) -> HistoricalDate:
    """A date from EDTF or any written form."""
    return HistoricalDate.from_edtf(text) or HistoricalDate.parse(text)
