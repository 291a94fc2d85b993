"""What the reading of one archival reference goes through: the text, the levels found, and the rest."""

from __future__ import annotations

import re

from .numbers import LOT, call_number
from .reference import Level
from .repository import Repository, match_repositories
from .words import Tradition

GAP = re.compile(r"(?:[\s,;.:/|\u3001\u3002\uff0c\uff1a\uff1b]+|['\u2019]s(?=\s)|藏(?=[\s,:\uff0c\uff1a])|第(?=\d))*")
_WORD = re.compile(r"\w")
_WORD_BEHIND = re.compile(r"[ (](?=\S)")
_STOP = re.compile(r"(?<!\S)(?P<word>\S+)\.\s+(?=[A-ZА-ЯÀ-Ý])")
SHORT_NAME = re.compile(
    r"\s*[(\uff08](?:hereafter|hereinafter|henceforth|далее|以下简称|以下簡稱)[^()\uff08\uff09]*[)\uff09]"
)
QUOTED_VALUE = re.compile(r"[\"\u201c\u00ab][\s\u00a0]?([^\"\u201d\u00bb]{1,80}?)[,.]?[\s\u00a0]?[\"\u201d\u00bb]")
LONGEST_PART = 400  # characters of a segment
ENDED = re.compile(r"\s*(?:[,;.()/\uff0c\uff08\uff09\u3001\u3002]|$|\s)")


class Reading:
    """The state of reading one reference. ``later`` is a repository that is named after its levels."""

    def __init__(
        self, text: str, at: int, repository: Repository | None, words: Tradition, later: Repository | None = None
    ) -> None:
        self.text, self.at, self.words = text, at, words
        self.repository, self.later = repository, later
        self.placed = False  # after a repository that stands last there are only places
        self.levels: list[Level] = []
        self._kinds: set[str] = set()
        self.unread: list[tuple[int, int]] = []

    @property
    def rest(self) -> str:
        """What was not understood, word for word."""
        return "; ".join(self.text[a:b] for a, b in self.unread)

    def has(self, *kinds: str) -> bool:
        """Whether a level of one of these kinds was read."""
        return not self._kinds.isdisjoint(kinds)

    def add(self, kind: str, term: str, at: int, end: int) -> None:
        """A level whose value stands at a place of the text."""
        self.levels.append(Level(kind, term, self.text[at:end], (at, end)))
        self._kinds.add(kind)

    def places(self) -> tuple[str, ...]:
        """Where the repository is, in the forms that a reference may have."""
        place = self.repository.place if self.repository is not None else ""
        return (place, *place.split(", ")) if place else ()

    def leave(self, at: int, end: int) -> None:
        """Leave a stretch of the text as it is; one that follows the last joins it."""
        if self.unread and at > self.unread[-1][1] and GAP.fullmatch(self.text, self.unread[-1][1], at):
            self.unread[-1] = (self.unread[-1][0], end)
        elif end > at and _WORD.search(self.text, at, end):
            self.unread.append((at, end))

    def is_another_archive(self, value: str, end: int) -> bool:
        """Whether the last segment is the name of an archive that is not this one: ``CREST, NARA``."""
        if self.repository is None or end < len(self.text.rstrip(" .")):
            return False
        known = match_repositories(value)
        return known is not None and known[1] == len(value) and self.repository not in known[0]

    def lies_within(self, value: str) -> bool:
        """Whether the archive that stands last has what the first one made: ``MEA, 12(3)-EUR/50, NAI``."""
        known = match_repositories(value)
        first = self.text[: self.levels[0].span[0]].rstrip(" ,") if self.levels and not self.levels[0].term else ""
        own = match_repositories(first)
        if known is None or own is None or self.repository is None or own[1] != len(first) or self.unread:
            return False
        here = [
            one for one in known[0] if one.country == self.repository.country and one.place == self.repository.place
        ]
        if len(here) != 1 or not here[0].country:
            return False
        self.levels.insert(0, Level("fond", "", first, (0, len(first))))
        self.repository = here[0]
        return True

    def cut(self, raw: str) -> str:
        """A segment as far as it is one thing: to a sentence's end, a slash between spaces, a word after a number."""
        stop = next((m for m in _STOP.finditer(raw) if self._ends_segment(m["word"], raw[m.end() :])), None)
        if stop is not None:
            raw = raw[: stop.end("word")]
        if not self.levels and (colon := raw.find(": ")) > 0 and raw[:colon] in self.places():
            raw = raw[:colon]
        if (slash := raw.find(" / ")) > 0:
            raw = raw[:slash]
        raw = raw[: self._next_level(raw)]
        if not self.levels and (opened := raw.find(" (")) > 0 and (end := call_number(raw, opened + 2)):
            raw = raw[:opened] if raw[end : end + 1] == ")" and not call_number(raw) else raw
        if (short := SHORT_NAME.search(raw)) is not None and short.start():
            raw = raw[: short.start()]
        return raw.rstrip(" .:(")

    def _next_level(self, raw: str) -> int:
        """Where a level's word with its number begins within a segment, or its end."""
        if not any(map(str.isdigit, raw)):
            return len(raw)
        whole = call_number(raw)  # Mss Eur F125/12
        for word in _WORD_BEHIND.finditer(raw):
            at = word.end()
            first = self.words.term.match(raw, at) if at >= whole else None
            if first is not None and self._is_number(first["term"], raw[first.end() : first.end() + 20]):
                return at
        for word in _WORD_BEHIND.finditer(raw) if self.words.after is not None else ():
            after = self.words.after.match(raw, word.end())  # type: ignore[union-attr]
            if after is not None and any(map(str.isdigit, after["value"])):
                return word.end()
        return len(raw)

    def _ends_segment(self, word: str, behind: str) -> bool:
        """Whether a full stop ends a segment: not one of an abbreviation, ``Arch. Nunz. Berlino``."""
        letters = word.strip("()[]")
        whole = len(letters) > 5 or (not letters.isalpha() and not letters[-1:].isupper())
        return whole or self.words.term.match(behind) is not None

    def _is_number(self, term: str, behind: str) -> bool:
        """Whether a level's number stands after its word within a segment."""
        kind = self.words.kind(term)
        if kind == "lot":
            return LOT.match(behind) is not None
        if not behind[:1].isdigit():
            return False
        return kind in ("leaf", "page") or (kind in ("box", "reel", "folder") and len(term) > 2)
