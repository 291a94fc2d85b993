"""Historical dates: what a document says of its date, kept as written and understood as far as it goes."""

from __future__ import annotations

from .model import HistoricalDate
from .scan import FoundDate, find_dates
from .wording import MONTHS, date_text
from .words import in_another_language, languages_of_month, month_languages

__all__ = [
    "MONTHS",
    "FoundDate",
    "HistoricalDate",
    "date_text",
    "find_dates",
    "in_another_language",
    "languages_of_month",
    "month_languages",
]
