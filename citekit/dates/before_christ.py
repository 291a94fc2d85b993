"""Years before Christ: ``44 BC``, ``15 March 44 BC``, ``509–27 BC``; they are negative numbers, as CSL has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ..tables import table
from .shapes import Understood

_YEARS = re.compile(r"(?:(?P<day>.{3,30}?)[ ,]+)?(?P<first>\d{1,4})(?:\s*[-\u2013]\s*(?P<last>\d{1,4}))?$")


@lru_cache(maxsize=1)
def _era() -> re.Pattern[str]:
    words = sorted(table("dates")["words"]["before_christ"], key=len, reverse=True)
    return re.compile(rf"(?<=[\d\s])\s*(?:{'|'.join(map(re.escape, words))})\.?$", re.I)


def before_christ(text: str, whole: Callable[[str], Understood | None]) -> Understood | None:
    """What a date with the era's words means; ``whole`` reads a date of our era."""
    era = _era().search(text)
    match = _YEARS.match(text[: era.start()].strip()) if era is not None else None
    if match is None:
        return None
    first, last = -int(match["first"]), -int(match["last"] or 0)
    if not first or (last and last <= first):
        return None
    if not match["day"]:
        return Understood((first,), (last,) if last else ())
    day = whole(f"{match['day']} 2000")  # a leap year
    return Understood((first, *day.start[1:]), ()) if day is not None and not last and not day.end else None
