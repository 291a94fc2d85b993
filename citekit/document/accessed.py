"""Access dates: the day on which somebody saw a document."""

from __future__ import annotations

import datetime

from ..common.errors import UsageError
from ..dates import HistoricalDate


def access_date(text: str) -> HistoricalDate | None:
    """An access date as people write it. Raises UsageError for what is not a date, and for a future one."""
    if not text.strip():
        return None
    today = datetime.date.today()
    days_ago = {"today": 0, "yesterday": 1}.get(text.strip().casefold())
    if days_ago is not None:
        day = today - datetime.timedelta(days=days_ago)
        text = f"{day:%B} {day.day}, {day.year}"
    date = HistoricalDate.parse(text)
    if not date.understood or not date.start:
        raise UsageError(f"“{text}” is not a date", where="--accessed", hint="write it like 2026-05-02 or May 2, 2026")
    if tuple(date.start) > (today.year, today.month, today.day):
        raise UsageError(f"{text} is in the future", where="--accessed", hint="give the day on which you saw it")
    return date
