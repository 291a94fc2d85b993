"""The words of a title in another order that is the same title: its kind, number or author in another place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..common.tables import table
from .roles import names_no_recipient
from .spelling import canonical, is_kind, is_small
from .titles import FEW, MOST_WORDS, title_words, weight
from .wording import fold, words

ENOUGH = 0.85  # of a title's weight
_MOVED = re.compile(r"[,;][\"”»’]?\s+|\s+(?=by\s)")
_MOST_PARTS = 5  # of a title that may stand in another order
SITE = re.compile(r"\s+[|–—·•»«/-]+\s+|\s*[|»«·•]\s*|:+\s+")


def has_all(wanted: list[str], have: list[str]) -> bool:
    """Whether a text has nearly all words of a title, in whatever order."""
    return weight(set(wanted).intersection(have)) >= ENOUGH * weight(set(wanted))


@lru_cache(maxsize=1)
def _between() -> frozenset[str]:
    return frozenset(map(canonical, words(table("spellings")["between"]["words"])))


def has_kind_behind(wanted: list[str], seen: str) -> int:
    """How many words of a text are a title with what it is at its other end: Oral History Interview with Dean Acheson,
    Dean Acheson Oral History Interview; or with the two whom it is between in another order. 0 for others, and where
    the order may say who wrote to whom."""
    have = title_words(SITE.split(seen)[0])
    mine, theirs = ([word for word in side if not is_small(word)] for side in (wanted, have))
    if FEW < len(mine) == len(theirs) and sorted(mine) == sorted(theirs) and not _between().isdisjoint(mine):
        return len(have)  # Conversation between Mao and Stalin
    if not FEW < len(mine) == len(theirs) or not names_no_recipient(wanted) or not names_no_recipient(have):
        return 0
    for n in range(1, len(mine)):
        kinds = [any(map(is_kind, part)) for part in (mine[:n], mine[n:])]
        if kinds[0] != kinds[1] and mine[n:] + mine[:n] == theirs:
            return len(have)
    return 0


def orders(seen: str) -> Iterator[list[str]]:
    """The words of a text with the part that says what the document is in other places: Weekly Report, Embassy in
    Hanoi; Alekseev, Report on Cuba. The other parts keep their order, which may say who wrote to whom."""
    pieces = [piece for piece in SITE.split(seen) if piece.strip()]
    yield from _moved(pieces[:1])
    if len(pieces) > 1:  # Séance du 19 janvier : procès-verbal | Gallica
        yield from _moved(pieces[:2])


def _moved(pieces: list[str]) -> Iterator[list[str]]:
    parts = [part for piece in pieces for text in _MOVED.split(piece) if (part := title_words(text))]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return
    for n, part in enumerate(parts):
        if any(map(is_kind, part)):
            others = [*parts[:n], *parts[n + 1 :]]
            for at in (at for at in range(len(parts)) if at != n):
                yield [word for one in (*others[:at], part, *others[at:]) for word in one]


def without_kind(wanted: list[str], have: list[str]) -> tuple[list[str], list[str]] | None:
    """Both without the word for what the document is and without its number, where both have the same ones, in
    whatever place: Letter from Stalin to Tito, Stalin's letter to Tito; Telegram 88, Rome to Paris; Rome to Paris,
    Telegram No. 88."""
    left_out: set[str] = set()
    for listed in (is_kind, str.isdigit):
        mine, theirs = ([word for word in side if listed(word)] for side in (wanted, have))
        if len(mine) == 1 and mine == theirs:
            left_out.update(mine)
        elif mine or theirs:
            return None
    if not left_out:
        return None
    mine, theirs = ([word for word in side if word not in left_out] for side in (wanted, have))
    return (mine, theirs) if sum(not is_small(word) for word in mine) >= FEW else None


def in_order(wanted: list[str], have: list[str], seen: str) -> list[str]:
    """A text's words with two that stand side by side in the title's order: CC CPSU for CPSU CC, Josip Tito for Tito,
    Josip; not where a dash stands between them, or a word (from Moscow to Beijing)."""
    for first, second in zip(wanted, wanted[1:]):
        if min(len(first), len(second)) < 2 or first == second or is_small(first) or is_small(second):
            continue
        at = next((n for n in range(len(have) - 1) if have[n] == second and have[n + 1] == first), None)
        if at is None or first in have[:at] or second in have[at + 2 :]:
            continue
        if _side_by_side(second, first, seen):
            return [*have[:at], first, second, *have[at + 2 :]]
    return have


def _side_by_side(first: str, second: str, seen: str) -> bool:
    """Whether two words stand in a text with nothing but a space or a comma between them."""
    written = words(seen)[:MOST_WORDS]
    for one, other in zip(written, written[1:]):
        if (canonical(one), canonical(other)) == (first, second):
            return re.search(rf"(?<!\w){re.escape(one)},?\s+{re.escape(other)}(?!\w)", fold(seen)) is not None
    return False
