"""Pages that are no document: they say that there is nothing, or ask to sign in (data/pages.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ...common.errors import NoRecordError
from ...common.tables import table

_NO_PAGES = (
    ("soft-404", "that nothing is at this address"),
    ("login", "to sign in"),
    ("challenge", "that it wants to know who asks"),
    ("server", "that the server has failed"),
)
_STATUS = re.compile(  # as servers write them: 503 Service Temporarily Unavailable
    r"(?:HTTP |Error )?[45]\d\d:?(?:\s[A-Za-z-]+){0,3}\s(?:found|unavailable|error|gateway|forbidden|unauthorized|"
    r"denied|time-?out|requests?|required|gone|implemented|allowed)",
    re.I,
)
_FIRST_LINES, _MOST_LINES, _LONGEST = 3, 12, 200
_HINT = "open the document's page in a browser and save it again"


def refuse_error_page(parts: Iterable[str], where: str) -> None:
    """Raise NoRecordError where a part of a page's title or headings is what error pages say."""
    parts = list(parts)
    status = next((part for part in parts if _STATUS.fullmatch(part.strip())), "")
    if status:
        raise _refusal(status, "that the server has failed", where)
    for name, what in _NO_PAGES:
        hit = next((part for part in parts if folded(part) in _phrases(name)), "")
        if hit:
            raise _refusal(hit, what, where)


def refuse_copied_error(text: str, where: str) -> None:
    """Raise NoRecordError for the few lines that one gets by copying an error page."""
    lines = [line.strip() for line in text[:4000].split("\n") if line.strip()]
    if len(lines) > _MOST_LINES:
        return
    refuse_error_page(lines[:_FIRST_LINES], where)
    for line in lines[:_FIRST_LINES]:
        found = next(
            (what for name, what in _NO_PAGES if len(line) < _LONGEST and _within(name).search(folded(line))), ""
        )
        if found:
            raise _refusal(line, found, where)


def _refusal(said: str, what: str, where: str) -> NoRecordError:
    return NoRecordError(f"this is not a document's page: it says “{said.strip()}” ({what})", where=where, hint=_HINT)


@lru_cache(maxsize=8)
def _phrases(name: str) -> frozenset[str]:
    """What such a page may be called as a whole."""
    said = table("pages")[name]
    groups = [*said.get("whole", {}).values(), *said.get("title", {}).values()]
    return frozenset(folded(phrase) for words in groups for phrase in words.split("|"))


@lru_cache(maxsize=8)
def _within(name: str) -> re.Pattern[str]:
    """What is said anywhere in a line of such a page; ``…`` stands for a few words."""
    rows = table("pages")[name].get("text", {})
    phrases = {phrase for words in rows.values() for phrase in words.split("|")}
    listed = "|".join(r"(?:\s\w+){0,6}\s".join(re.escape(folded(part)) for part in p.split("…")) for p in phrases)
    return re.compile(rf"\b(?:{listed})\b" if listed else r"(?!)")


def folded(text: str) -> str:
    """A text without punctuation and case."""
    return re.sub(r"[^\w\s]", "", text).strip().casefold()
