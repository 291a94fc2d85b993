"""What a title says: the kind of document, and from whom to whom, as said."""

from __future__ import annotations

import re
from functools import lru_cache

from ..tables import table

_CUT = re.compile(
    r"\s*(?:,|;|:|\(|\s(?:on|regarding|concerning|about|re|with|at|after|before|during|in|containing|conveying|requesting|"
    r"reporting|transmitting|dated|undated|following|for)\s|\s['\"\u2018\u201c]).*$"
)
_FROM_TO = re.compile(r"\bfrom\s+(?P<x>(?:(?!\bto\s).)+?(?:\sto\s(?!the\b|[A-Z]\S*$).*)?)\s+to\s+(?P<y>.+)$")
_FROM = re.compile(r"\bfrom\s+(?P<x>[^,]+)$")
_NAME = re.compile(r"^(?:the\s+|Cde\.?\s+|Comrades?\s+)?[\"'\[(]?[A-ZА-ЯÀ-ÝČŠŽ]")
_NO_NAME = re.compile(
    r"\b(?:How|What|Measures|Response|Reply|Visit|Introduction|Addition|Answer|Return|Access|Contribution|Approach|Policy)\b"
)


def kinds() -> dict[str, str]:
    """Kinds of documents and their CSL types (data/kinds.toml)."""
    found: dict[str, str] = table("kinds")["kinds"]
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(" + "|".join(sorted(map(re.escape, kinds()), key=len, reverse=True)) + r")\b", re.I)


def kind_of(title: str) -> str:
    """The kind of document that a title names first, in lower case; empty where it names none."""
    match = _pattern().search(title)
    return match.group(1).lower() if match else ""


def kinds_in(text: str) -> list[str]:
    """All kinds of documents that a text names, in lower case, in their order."""
    return [match.group(1).lower() for match in _pattern().finditer(text)]


def correspondents(title: str) -> tuple[str, str]:
    """(sender, recipient) where the title says ``from X to Y``, ``Telegram, X to Y`` or ``X to Y``; empty where not."""
    outside = re.sub(r"(?:(?<=\s)|^)['\u2018\"\u201c].*$", "", title).rstrip(" ,;") or title
    kind = _pattern().search(outside)
    match = re.search(r"\bfrom\s+(?P<rest>.+)$", outside)
    if match is not None:
        parts = _split_to(match["rest"])
        if parts is not None:
            return parts
        sender = _clean(match["rest"])
        return (sender, "") if kind and _named(sender) and " of " not in outside[: match.start()].lower() else ("", "")
    if kind is None:
        return "", ""
    comma = outside.find(",", kind.end())
    if comma < 0:
        return "", ""
    for piece in (outside[comma + 1 :].strip(),):
        parts = _split_to(piece)
        if parts is not None:
            return parts
    return "", ""


def _split_to(text: str) -> tuple[str, str] | None:
    """``X to Y`` at the last ``to`` that stands between two names."""
    pieces = re.split(r"\s+to\s+", text)
    for n in range(len(pieces) - 1, 0, -1):
        sender, recipient = " to ".join(pieces[:n]), _clean(" to ".join(pieces[n:]))
        sender = sender.rsplit(", ", 1)[-1] if sender.count(",") == 1 and not _named(sender) else sender
        if _named(sender) and _named(recipient) and len(sender) <= 120:
            return sender, recipient
    return None


def _clean(text: str) -> str:
    return _CUT.sub("", f" {text}").strip() if text else ""


def _named(text: str) -> bool:
    return bool(_NAME.match(text)) and not _NO_NAME.match(text)
