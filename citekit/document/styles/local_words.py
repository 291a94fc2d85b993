"""What an archival document says in the language of a citation: its form, and dates that no style has a form for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.months import beside_day
from ...engine.style.locale import Locale
from ..model import Document

_DAYS = r"\d{1,2}(?:\s*\(\d{1,2}\)|\s*[/\u2013-]\s*\d{1,2})?"
_WORD = re.compile(r"n\.\s?d\.?|[^\W\d_]+\.?")


def in_language(item: dict[str, Any], doc: Document, locale: Locale) -> None:
    """Put the form and the date of an item into a language, where both are citekit's own words or English ones."""
    if locale.english:
        return
    language = locale.lang.split("-")[0].lower()
    if "genre" not in doc.extra and item.get("genre"):
        genre = str(item["genre"])
        item["genre"] = table("local_words")["genres"].get(language, {}).get(genre.casefold(), genre)
    issued = item.get("issued")
    if isinstance(issued, dict) and isinstance(issued.get("literal"), str):
        item["issued"] = {**issued, "literal": local_date(issued["literal"], locale)}


def local_date(text: str, locale: Locale) -> str:
    """``12 (25) January 1918`` -> ``12. (25.) Januar 1918``; as written where a word has no known equal.

    >>> local_date("early March 1949", Locale("de-DE", []))
    'Anfang März 1949'
    >>> local_date("before the flood", Locale("de-DE", []))
    'before the flood'
    """
    words = table("local_words")["dates"].get(locale.lang.split("-")[0].lower())
    parts = {part.get("name"): part for part in locale.dates.get("text", ())}
    if words is None or list(parts) != ["day", "month", "year"]:
        return text
    after_day = parts["day"].get("suffix") or " "
    after_month = parts["month"].get("suffix") or parts["year"].get("prefix") or " "
    ordinal = parts["day"].get("form") == "ordinal" and locale.ordinal_suffix(2) == "."
    dotted = ordinal or after_day.startswith(".")
    months, unknown = _months(), False

    def dated(match: re.Match[str]) -> str:
        number = months[match["m"].casefold()]
        name = locale.term(f"month-{number:02d}") or match["m"]
        partly = match.string[: match.start()].strip().rpartition(" ")[2].casefold().strip("[(.-")
        days = match["d"] or match["d2"] or ""
        if days or partly in words:  # “начало марта”
            name = beside_day(name, number, locale.lang)
        if days and dotted:
            days = re.sub(r"(\d+)", r"\1.", days)
        lead = f"{days}{after_day.lstrip('.') or ' '}" if days else ""
        return "\ue000".join(["", f"{lead}{name}{after_month + match['y'] if match['y'] else ''}", ""])

    def worded(match: re.Match[str]) -> str:
        nonlocal unknown
        word = match.group().casefold().rstrip(".")
        if word.replace(" ", "") == "n.d":
            return locale.term("no date") or match.group()
        unknown = unknown or word not in words
        return str(words.get(word, word))

    pieces = _date_pattern().sub(dated, text).split("\ue000")
    made = "".join(piece if n % 2 else _WORD.sub(worded, piece) for n, piece in enumerate(pieces))
    return text if unknown else made


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {word: n for n, forms in enumerate(table("dates")["months"]["en"], 1) for word in forms.split()}


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<d>{_DAYS})\s+)?(?P<m>{names})(?!\w)\.?(?:\s+(?P<d2>{_DAYS})(?!\d),?)?(?:,?\s+(?P<y>\d{{4}}))?",
        re.I,
    )
