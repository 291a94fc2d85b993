"""An archival document in the language of a citation: its form, and dates for which styles have no form."""

from __future__ import annotations

from typing import Any

from ...common.tables import table
from ...engine.style.locale import Locale
from ..model import Document
from .local_dates import in_english_order, local_date, local_years


def in_language(item: dict[str, Any], doc: Document, locale: Locale) -> None:
    """Translate the form and the date of an item, where they are citekit's own words or English."""
    issued = item.get("issued")
    if locale.english:
        if isinstance(issued, dict) and isinstance(issued.get("literal"), str):
            item["issued"] = {**issued, "literal": in_english_order(issued["literal"], locale)}
        return
    language = locale.lang.split("-")[0].lower()
    if "genre" not in doc.extra and item.get("genre"):
        genre = str(item["genre"])
        item["genre"] = table("local_words")["genres"].get(language, {}).get(genre.casefold(), genre)
    if isinstance(issued, dict):
        literal = issued.get("literal")
        worded = local_date(literal, locale) if isinstance(literal, str) else local_years(issued, locale)
        if worded:
            item["issued"] = {**issued, "literal": worded}
