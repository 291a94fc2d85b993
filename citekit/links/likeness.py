"""Whether what a page calls itself is a document's title, with what is added, lost, cut off or spelled otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .ranks import changes_rank, is_office
from .roles import exchanged
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
from .titles import CACHED, title_words, weight
from .word_order import ENOUGH, SITE, has_all, has_kind_behind, in_order, orders, without_kind
from .wording import words

PARTLY = 0.5
_ELLIPSIS = re.compile(r"(?:…|\.{3,})(?=\s*(?:$|[|–—·:-]))")
_ADDRESSED = frozenset("mr mrs herr frau monsieur madame mme senor senora signor signora pan pani".split())
_TO = frozenset("to an do k ke к до til till aan".split())
_ENOUGH_OF_A_CUT = 5  # words before the last one of a title that was cut
# words behind which a given name can stand
_OF_PEOPLE = frozenset(
    "ad from to with by between and de del a à do da an von der zu mit und zwischen et entre avec y e di tra con к от с"
    " и между до з із od z i mezi s és între și van aan met en til fra og till från och".split()
)
_GIVEN = 0.8  # of the weight of a given name, which a page may leave out
_WRITTEN = re.compile(r"[^\W\d_]+")
_SHORT = 3  # letters of words that may be small in any title
_MOST_NAMES = 3  # words of a name or office that a page may have more
_PATRONYMICS = ("vich", "vych", "vna", "ich", "вич", "вна", "ич")
_MANY = 12  # words in the place of others that are looked at for their order


@dataclass(frozen=True)
class Likeness:
    """How much of a title a text has.

    ``share``: of the title's weight.  ``conflict``: other words stand in the place of some.  ``lost``: words that the
    text does not have.  ``missing``: the numbers, dates and parts among them.  ``before`` and ``after``: what the text
    has beyond the title at its ends.  ``cut``: the text ends with an ellipsis.  ``start`` and ``end``: the
    words of the text that the title takes up.  ``doubts``: names inside others, which may make another person.
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
    doubts: tuple[str, ...] = ()

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
    is_exchanged = exchanged(wanted, have)
    have = in_order(wanted, have, seen)
    if _ELLIPSIS.search(seen):
        cut = _cut(wanted, title_words(_ELLIPSIS.split(seen)[0]))
        if cut is not None:
            return cut
    found = _aligned(wanted, have, _names_in(seen))
    if found.share >= PARTLY and is_exchanged:
        return replace(found, conflict=True)
    if found.same and _is_addressed(wanted) != _is_addressed(have):
        return replace(found, conflict=True)
    if not found.same and (names := without_kind(wanted, have)) is not None:
        moved = _aligned(*names)
        if moved.same:
            return replace(moved, start=0, end=len(have))
    if not found.same and has_all(wanted, have):
        for order in orders(seen):
            moved = _aligned(wanted, order)
            if moved.same and not moved.missing:
                return replace(moved, start=0, end=len(have))
    turned = None if found.same else has_kind_behind(wanted, seen)
    return replace(found, share=1.0, conflict=False, missing=(), lost=(), end=turned) if turned else found


def _is_addressed(text: list[str]) -> bool:
    """Whether what a document is has a word behind it that says to whom it goes: List do Stalina, and not List Stalina;
    Brief an Bismarck."""
    return any(is_kind(word) and after in _TO for word, after in zip(text, text[1:]))


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


def _names_in(seen: str) -> frozenset[str]:
    """The words of a text that are names, where others have no capital letters."""
    written = _WRITTEN.findall(seen)
    small = [word for word in written if word.islower() and not is_small(word) and len(word) > _SHORT]
    return (
        frozenset(canonical(w) for word in written if word[0].isupper() for w in words(word)) if small else frozenset()
    )


def _is_of_a_name(more: list[str], before: str, names: frozenset[str]) -> bool:
    """Whether what a text has more is a name written in full or an office: from [Nikita] Khrushchev to [President]
    Kennedy, from [Harry S.] Truman to [Clement] Attlee."""
    full = [word for word in more if not (is_initial(word) or is_small(word))]
    if not 0 < len(full) <= _MOST_NAMES or any(map(is_distinctive, full)):
        return False
    if all(map(is_office, full)):
        return True
    return before in _OF_PEOPLE or is_kind(before) or all(word in names for word in full)


def _left_out(gap: _Gap, names: frozenset[str]) -> int:
    """How many words of a name or office a text has not."""
    is_name = _is_of_a_name(gap.mine, gap.before, names)
    return len(gap.mine) if is_name and (len(gap.mine) == 1 or all(map(is_office, gap.mine))) else 0


def _is_middle_name(more: list[str], gap: _Gap) -> bool:
    """Whether what one has more stands between a given name and a surname: from John [Quincy] Adams to; then it may be
    somebody else. A patronymic is only said besides."""
    if len(more) != 1 or not gap.is_of_person or is_small(more[0]) or is_distinctive(more[0]):
        return False
    return len(more[0]) > _SHORT and not more[0].endswith(_PATRONYMICS) and not is_office(more[0])


@dataclass(frozen=True)
class _Gap:
    """Words of a title and of a text between those that both have; ``first`` and ``last``: at the beginning and at the
    end; ``before`` and ``after``: the words of the text beside them; ``is_of_person``: these are
    somebody's given name and surname."""

    mine: list[str]
    theirs: list[str]
    first: bool
    last: bool
    before: str = ""
    after: str = ""
    is_of_person: bool = False


def _aligned(wanted: list[str], have: list[str], names: frozenset[str] = frozenset()) -> Likeness:
    """Both word for word; in the gaps of each, words that are the same but for their spelling. ``names``: words of the
    text that are names."""
    from rapidfuzz.distance import LCSseq

    matched, inserted, given, conflict = 0.0, 0.0, 0, False
    gone: list[str] = []
    doubts: list[str] = []
    ends: dict[bool, list[str]] = {True: [], False: []}  # what the text has more before and behind the title
    blocks = [(b.a, b.b, b.size) for b in LCSseq.editops(wanted, have).as_matching_blocks()]
    gaps = [_Gap(wanted, have, True, True)] if len(blocks) == 1 else _gaps(wanted, have, blocks)
    matched = sum(weight(wanted[a : a + size]) for a, _, size in blocks)
    for gap in gaps:
        got, lost, added = _gap(gap.mine, gap.theirs, gap.first, gap.last)
        matched += got
        gone += lost
        inner = not gap.first and not gap.last
        given += _left_out(gap, names) if inner and not gap.theirs else 0
        doubts += [word for side in (lost, added) if inner and _is_middle_name(side, gap) for word in side]
        if not inner:
            ends[gap.first] = added
        if inner or len(blocks) == 1:
            more = weight([word for word in added if len(word) > 2 or not word.isascii()])
            inserted += more / 4 if _is_of_a_name(added, gap.before, names) else more
        conflict = conflict or _contradicts(gap, lost, added)
    total = weight(wanted) - given * _GIVEN
    share = matched / total if total else 0.0
    conflict = conflict or inserted > max(1.0, matched / 3)
    start = blocks[0][1] if len(blocks) > 1 else 0
    end = blocks[-2][1] + blocks[-2][2] if len(blocks) > 1 else len(have)
    missing = tuple(word for word in gone if is_distinctive(word))
    outer = tuple(ends[True]), tuple(ends[False])
    return Likeness(share, conflict, missing, tuple(gone), *outer, start=start, end=end, doubts=tuple(doubts))


def _contradicts(gap: _Gap, lost: list[str], added: list[str]) -> bool:
    """Whether words in a gap make another title of it. At either end a page adds the names of sites; within, other
    words in the place of these make another title."""
    inner = not gap.first and not gap.last
    near = added if inner else added[-len(lost) or len(added) :] if gap.first else added[: len(lost)]
    return (
        (weight(lost) >= 1.0 and weight(near) >= 1.0)
        or _other_letters(lost, near)
        or is_reversed(lost, near)
        or declined_otherwise(gap.mine, gap.theirs)
        or _crossed(gap.mine, gap.theirs)
        or changes_rank(lost, "" if gap.first else gap.before, gap.after)
        or changes_rank(added, "" if gap.first else gap.before, gap.after)
        or (inner and any(is_distinctive(word) for word in added))
    )


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


def _gaps(wanted: list[str], have: list[str], blocks: list[tuple[int, int, int]]) -> list[_Gap]:
    """What stands between the words that both have."""
    out = []
    a = b = 0
    real = [block for block in blocks if block[2]]
    for n, (start, other, size) in enumerate([*real, (len(wanted), len(have), 0)]):
        if start > a or other > b:
            before, after = "".join(have[b - 1 : b] if b else ()), "".join(have[other : other + 1])
            ends = have[other + 1 : other + 2]
            is_person = b > 1 and have[b - 2] in _OF_PEOPLE and after and not is_small(before) and not is_kind(before)
            is_person = is_person and not is_office(before)
            is_person = is_person and before.isalpha() and (not ends or ends[0] in _OF_PEOPLE or ends[0][0].isdigit())
            out.append(_Gap(wanted[a:start], have[b:other], n == 0, n == len(real), before, after, bool(is_person)))
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
    ends = [0, *(m.end() for m in SITE.finditer(seen)), len(seen)][:12]
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
