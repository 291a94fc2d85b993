"""Values that a program takes strictly: one that is none makes Typst refuse the whole file of Hayagriva's."""

from __future__ import annotations

import re
from calendar import monthrange
from ipaddress import ip_address

# what fields for numbers and languages take (its manual, “numeric” and “unicode language identifier”)
_NUMBER = re.compile(r"\d{1,9}(?:-\d{1,9})?(?: ?[A-Za-z]{1,12}\.?)?")
FORMS = {
    "number-of-pages": _NUMBER,
    "number-of-volumes": _NUMBER,
    "language": re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?)"),
}
_WITH_HOST = re.compile(
    r"(?:https?|ftp|wss?)://(?:[^\s/?#@]*@)?(?P<host>[^\s%#/:<>?@\[\\\]^|]+)(?::(?P<port>\d{1,5}))?(?:[/?#]\S*)?", re.I
)


def is_address(value: str) -> bool:
    """Whether programs that take addresses strictly (WHATWG, URL Standard) take this one."""
    if not re.match(r"(?:https?|ftp|wss?|file):", value, re.I):
        return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", value) is not None
    match = _WITH_HOST.fullmatch(value)
    if match is None or int(match["port"] or 0) > 65535:
        return False
    *_, last = match["host"].rstrip(".").split(".")
    if not last[:1].isdigit() or not last.isalnum():
        return True
    try:
        return bool(ip_address(match["host"]))
    except ValueError:
        return False


def is_in_calendar(start: tuple[int, ...]) -> bool:
    """Whether the month of a date has its day."""
    return len(start) < 3 or start[0] < 1 or 1 <= start[2] <= monthrange(min(start[0], 9996), start[1])[1]
