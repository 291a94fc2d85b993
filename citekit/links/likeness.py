"""Whether what a page calls itself is a document's title, with what is added, lost, cut off or spelled otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from .spelling import (
    canonical,
    declined_otherwise,
    is_distinctive,
    is_initial,
    is_kind,
    is_reversed,
    is_small,
    same_sound,
    same_word,
    sound,
)
from .titles import CACHED, FEW, MOST_WORDS, title_words, weight
from .wording import fold, words

ENOUGH = 0.85  # of a title's weight
PARTLY = 0.5
_ELLIPSIS = re.compile(r"(?:…|\.{3,})(?=\s*(?:$|[|–—·:-]))")
_ADDRESSED = frozenset("mr mrs herr frau monsieur madame mme senor senora signor signora pan pani".split())
_TO = frozenset("to an do k ke к до til till aan".split())
_ENOUGH_OF_A_CUT = 5  # words before the last one of a title that was cut
_MANY = 12  # words in the place of others that are looked at for their order
_MOVED = re.compile(r"[,;][\"”»’]?\s+|\s+(?=by\s)")
_MOST_PARTS = 5  # of a title that may stand in another order
_SITE = re.compile(r"\s+[|–—·•»«/-]+\s+|\s*[|»«·•]\s*|:+\s+")


@dataclass(frozen=True)
class Likeness:
    """How much of a title a text has.

    ``share``: of the title's weight.  ``conflict``: other words stand in the place of some.  ``lost``: words that the
    text does not have.  ``missing``: the numbers, dates and parts among them.  ``before`` and ``after``: what the text
    has beyond the title at its ends.  ``cut``: the text ends with an ellipsis.  ``start`` and ``end``: the
    words of the text that the title takes up.
    """

    share: float = 0.0
    conflict: bool = False
    missing: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    cut: bool = False
    start: int = 0
    end: int = 0

    @property
    def same(self) -> bool:
        """Whether it is the title, as far as words go."""
        return self.share >= ENOUGH and not self.conflict


def likeness(wanted: list[str], seen: str) -> Likeness:
    """How much of a title (``title_words``) a text has, in order."""
    return _cached_likeness(tuple(wanted), seen) if len(seen) < CACHED else _compare(wanted, seen)


@lru_cache(maxsize=2048)
def _cached_likeness(wanted: tuple[str, ...], seen: str) -> Likeness:
    # a page calls itself the same in its title, heading and metadata, and is asked about it several times
    return _compare(list(wanted), seen)


def _compare(wanted: list[str], seen: str) -> Likeness:
    have = title_words(seen)
    if not wanted or not have:
        return Likeness()
    whole = _run(wanted, have)
    if whole is not None:
        start, end = whole
        return Likeness(1.0, before=tuple(have[:start]), after=tuple(have[end:]), start=start, end=end)
    have = _in_order(wanted, have, seen)
    if _ELLIPSIS.search(seen):
        cut = _cut(wanted, title_words(_ELLIPSIS.split(seen)[0]))
        if cut is not None:
            return cut
    found = _aligned(wanted, have)
    if found.same and _is_addressed(wanted) != _is_addressed(have):
        found = replace(found, conflict=True)
    if not found.same and (names := _without_kind(wanted, have)) is not None:
        moved = _aligned(*names)
        if moved.same:
            return replace(moved, start=0, end=len(have))
    if not found.same and _has_all(wanted, have):
        for order in _orders(seen):
            moved = _aligned(wanted, order)
            if moved.same and not moved.missing:
                return replace(moved, start=0, end=len(have))
    return found


def _is_addressed(text: list[str]) -> bool:
    """Whether what a document is has a word behind it that says to whom it goes: List do Stalina, and not List Stalina;
    Brief an Bismarck."""
    return any(is_kind(word) and after in _TO for word, after in zip(text, text[1:]))


def _has_all(wanted: list[str], have: list[str]) -> bool:
    """Whether a text has nearly all words of a title, in whatever order."""
    return weight(set(wanted).intersection(have)) >= ENOUGH * weight(set(wanted))


def _orders(seen: str) -> Iterator[list[str]]:
    """The words of a text with the part that says what the document is in other places: Weekly Report, Embassy in
    Hanoi; Alekseev, Report on Cuba. The other parts keep their order, which may say who wrote to whom."""
    parts = [part for text in _MOVED.split(_SITE.split(seen)[0]) if (part := title_words(text))]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return
    for n, part in enumerate(parts):
        if any(map(is_kind, part)):
            others = [*parts[:n], *parts[n + 1 :]]
            for at in (at for at in range(len(parts)) if at != n):
                yield [word for one in (*others[:at], part, *others[at:]) for word in one]


def _without_kind(wanted: list[str], have: list[str]) -> tuple[list[str], list[str]] | None:
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


def _in_order(wanted: list[str], have: list[str], seen: str) -> list[str]:
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


def _run(wanted: list[str], have: list[str]) -> tuple[int, int] | None:
    """Where all the words stand in a row."""
    for at in range(len(have) - len(wanted) + 1):
        if have[at] == wanted[0] and have[at : at + len(wanted)] == wanted:
            return at, at + len(wanted)
    return None


def _cut(wanted: list[str], have: list[str]) -> Likeness | None:
    """A title that ends in an ellipsis, and begins as the document's does. Its last word may be cut as well."""
    if len(have) < 3 or sum(map(len, have)) < 12 or len(have) > len(wanted):
        return None
    *first, last = have
    if not all(same_word(a, b) for a, b in zip(wanted, first)):
        return None
    if not wanted[len(first)].startswith(last) and len(first) < _ENOUGH_OF_A_CUT:
        return None  # (the last word may be the beginning of a name that is known by an abbreviation)
    rest = wanted[len(have) :]
    return Likeness(1.0, missing=tuple(w for w in rest if is_distinctive(w)), cut=True, end=len(have))


def _aligned(wanted: list[str], have: list[str]) -> Likeness:
    """Both word for word; in the gaps of each, words that are the same but for their spelling."""
    from rapidfuzz.distance import LCSseq

    matched, inserted, conflict = 0.0, 0.0, False
    gone: list[str] = []
    before: list[str] = []
    after: list[str] = []
    blocks = [(b.a, b.b, b.size) for b in LCSseq.editops(wanted, have).as_matching_blocks()]
    if len(blocks) == 1:
        pieces = [(wanted, have, True, True)]
    else:
        pieces = _gaps(wanted, have, blocks)
        matched = sum(weight(wanted[a : a + size]) for a, _, size in blocks)
    for mine, theirs, first, last in pieces:
        got, lost, added = _gap(mine, theirs, first, last)
        matched += got
        gone += lost
        inner = not first and not last
        if first:
            before = added
        elif last:
            after = added
        if inner or len(pieces) == 1:
            inserted += weight([word for word in added if len(word) > 2 or not word.isascii()])
        # at either end a page adds the names of sites; within, other words in the place of these make another title
        near = added if inner else added[-len(lost) or len(added) :] if first else added[: len(lost)]
        conflict = (
            conflict
            or (weight(lost) >= 1.0 and weight(near) >= 1.0)
            or _other_letters(lost, near)
            or is_reversed(lost, near)
            or declined_otherwise(mine, theirs)
            or _crossed(mine, theirs)
        )
        conflict = conflict or (inner and any(is_distinctive(word) for word in added))
    total = weight(wanted)
    share = matched / total if total else 0.0
    conflict = conflict or inserted > max(1.0, matched / 3)
    start = blocks[0][1] if len(blocks) > 1 else 0
    end = blocks[-2][1] + blocks[-2][2] if len(blocks) > 1 else len(have)
    missing = tuple(word for word in gone if is_distinctive(word))
    return Likeness(share, conflict, missing, tuple(gone), tuple(before), tuple(after), start=start, end=end)


def _other_letters(lost: list[str], added: list[str]) -> bool:
    """Whether single letters or numbers stand in the place of others, or another sex: Meeting A and Meeting B,
    Elizabeth I and Elizabeth II, Mr. and Mrs."""
    addressed = [_ADDRESSED.intersection(side) for side in (lost, added)]
    if all(addressed) and addressed[0] != addressed[1]:
        return True
    signs = [[word for word in side if (len(word) == 1 and word.isalpha()) or word.isdigit()] for side in (lost, added)]
    if all(signs) and signs[0] != signs[1] and len(lost) == len(signs[0]) and len(added) == len(signs[1]):
        return True
    initials = [[sound(word[0]) for word in side if is_initial(word)] for side in (lost, added)]
    return all(initials) and initials[0][0] != initials[1][0]


def _gaps(
    wanted: list[str], have: list[str], blocks: list[tuple[int, int, int]]
) -> list[tuple[list[str], list[str], bool, bool]]:
    """(of the title, of the text, at its beginning, at its end) between the words that both have."""
    out = []
    a = b = 0
    real = [block for block in blocks if block[2]]
    for n, (start, other, size) in enumerate([*real, (len(wanted), len(have), 0)]):
        if start > a or other > b:
            out.append((wanted[a:start], have[b:other], n == 0, n == len(real)))
        a, b = start + size, other + size
    return out


def _gap(mine: list[str], theirs: list[str], first: bool, last: bool) -> tuple[float, list[str], list[str]]:
    """(weight of what is the same after all, words that are lost, words that are added)."""
    if mine and theirs:
        letters = [w for w in mine if w.isalpha()]
        joined = "".join(letters)
        bare = "".join(w for w in letters if not is_small(w))
        near = theirs[-len(mine) - 2 :] if first else theirs[: len(mine) + 2] if last else theirs
        for size in range(len(near), 0, -1):
            piece = near[-size:] if first else near[:size]
            other = "".join(w for w in piece if w.isalpha())
            telling = {w for w in mine if is_distinctive(w)} == {w for w in piece if is_distinctive(w)}
            if telling and other and any(one == other or same_sound(one, other) for one in {joined, bare}):
                rest = theirs[: len(theirs) - size] if first else theirs[size:]
                return weight(mine), [], rest
    got, lost, added = 0.0, [], list(theirs)
    for word in mine:
        at = next((n for n, other in enumerate(added) if same_word(word, other)), None)
        if at is None:
            lost.append(word)
        else:
            got += weight([word])
            del added[at]
    return got, lost, added


def _crossed(mine: list[str], theirs: list[str]) -> bool:
    """Whether names stand in another order with other endings, which say who wrote to whom: Pismo Tita Staljinu, Pismo
    Staljina Titu."""
    if not 2 <= min(len(mine), len(theirs)) <= max(len(mine), len(theirs)) <= _MANY:
        return False
    places = [next((n for n, word in enumerate(theirs) if _differs_at_end(one, word)), -1) for one in mine]
    found = [place for place in places if place >= 0]
    return found != sorted(found)


def _differs_at_end(one: str, other: str) -> bool:
    shared = next((n for n, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return one != other and shared >= 3 and shared >= min(len(one), len(other)) - 3 and same_word(one, other)


def is_title(wanted: list[str], seen: str) -> bool:
    """Whether what a page calls itself is this title and not a longer one; names of sites may stand at its ends, after
    dashes and bars, or before a colon.
    """
    ends = [0, *(m.end() for m in _SITE.finditer(seen)), len(seen)][:12]
    for n, start in enumerate(ends[:-1]):
        for end in ends[n + 1 :]:
            part = seen[start:end]
            if end != len(seen) and part.rstrip().endswith(":"):
                continue  # the title goes on after the colon
            have = title_words(part)
            if have and weight(have) < weight(wanted) + 1.0 and likeness(wanted, part).same:
                return True
    return False


def without_title(wanted: list[str], place: str) -> list[str]:
    """The words of a place that do not belong to the document's title."""
    found = likeness(wanted, place)
    if found.share < ENOUGH:
        return words(place)
    have = title_words(place)
    return have[: found.start] + have[found.end :]
