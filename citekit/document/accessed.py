"""The day on which somebody saw a document, as a person states it."""

from __future__ import annotations

import datetime

from ..common.errors import UsageError
from ..dates import HistoricalDate


def access_date(text: str) -> HistoricalDate | None:
    """The day on which somebody saw a document, as written. Raises UsageError for no date, and for one to come."""
    if not text.strip():
        return None
    today = datetime.date.today()
    back = {"today": 0, "yesterday": 1}.get(text.strip().casefold())
    if back is not None:
        day = today - datetime.timedelta(days=back)
        text = f"{day:%B} {day.day}, {day.year}"
    date = HistoricalDate.parse(text)
    if not date.understood or not date.start:
        raise UsageError(f"“{text}” is no date", where="--accessed", hint="write it like 2026-05-02 or May 2, 2026")
    if tuple(date.start) > (today.year, today.month, today.day):
        raise UsageError(f"{text} is still to come", where="--accessed", hint="give the day on which you saw it")
    return date
