"""What a page's title has beyond the document's, and whether that can be explained: the name of a site, a date, an
archive, a kind of document, a remark, a subtitle. Otherwise the page is another document: a reply to it, a part of it,
one on the same subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ..common.tables import table
from .likeness import Likeness, likeness
from .page_text import level_words
from .site_words import count_words
from .spelling import canonical, is_distinctive, is_initial, is_kind, is_small
from .titles import title_words, weight
from .wording import words

_SEPARATOR = re.compile(
    r"(?P<bar>\s+[|–—·•»«›→>/=-]+\s+|\s+::\s+|\s*[|»«›·•—]\s*|(?<=[^\W\d_])/\s+)"
    r"|(?P<colon>\s*:\s+|：|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])|[。！]|\?\s+)"
    r"|(?P<open>\s*[(\[（【]\s*)|(?P<close>\s*[)\]）】]\s*)"
    r"|(?P<comma>\s*[,;]\s+|[、，；])"
)
# 12. Letter to Tito; № 4 Letter to Tito; ADM 344/1201. Letter to Tito
_IN_A_LIST = re.compile(
    r"\s*(?:(?:№|#|[Nn][or]\.|[Dd]o[ck]\.|Document|Документ)\s*\d{1,4}[.):]?|\d{1,4}[.)]|[A-Z]{1,6}[ \d/.-]{2,30}\.)"
    r"\s+(?=[^\W\d_])"
)
_LEAF = re.compile(r"\s*[^\w\s]?\d{1,4}(?:[rv]|\s?(?:/|of|von|de|из)\s?\d{1,5})\s*")  # [12r], (23/400)
_QUOTED = re.compile(r"«([^«»]{2,80})»")
_NAMED = re.compile(r"[«“„\"][^»”“\"]+\s[^»”“\"]+[»”“\"]")
_MOST_PARTS = 12
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_DATE = re.compile(r"(?:1\d|20)\d\d(?:-\d\d){0,2}")
_BRIEF = 3  # words of a part that names a place, a person or an archive, or that is all about another document
_ONE = 1.0  # weight of a word


class Surplus(IntEnum):
    """What a title has beyond another, from the best to the worst."""

    NONE = 0  # or what can be explained
    UNEXPLAINED = 1
    ANOTHER = 2  # it says that this is another document: a reply, a draft, an annex, a further year


@dataclass(frozen=True)
class _Part:
    """A part of a title beside the document's: ``behind`` or before it, and the separator that keeps it apart."""

    text: str
    mark: str
    behind: bool


def surplus(wanted: list[str], seen: str, names: Iterable[str] = (), date: str = "") -> Surplus:
    """What a text that has a title (``title_words``) has beyond it. ``names`` are words of the document's record, its
    people, places and archives; ``date`` that of the document, as far as it is known."""
    seen = _IN_A_LIST.sub("", seen, count=1) if _IN_A_LIST.match(seen) else seen
    seen = _QUOTED.sub(r"“\1”", seen)  # a lone » keeps parts of a title apart
    whole = likeness(wanted, seen)
    if not whole.same:  # what it has of the title, as far as it goes
        wanted = [word for word in wanted if word not in whole.lost]
    found, parts = _apart(wanted, seen)
    known = frozenset(names)
    worst = Surplus.NONE
    for beside, end in ((found.before, wanted[:1]), (found.after, wanted[-1:])):
        worst = max(worst, _attached(beside, end, wanted, known, date))
    for part in parts:
        worst = max(worst, _beside(part, wanted, known, date))
    return max(worst, _lacking(whole, seen))


def _apart(wanted: list[str], seen: str) -> tuple[Likeness, list[_Part]]:
    """The likeness of the shortest part of a text that is the title, and the other parts."""
    pieces = list(_pieces(seen))
    best: tuple[int, int, int, Likeness] | None = None
    for first in range(len(pieces)):
        for last in range(first, len(pieces)):
            size = pieces[last][2] - pieces[first][1]
            if best is not None and size >= best[0]:
                break
            found = likeness(wanted, seen[pieces[first][1] : pieces[last][2]])
            if found.same:
                best = size, first, last, found
                break
    if best is None:
        return likeness(wanted, seen), []
    _, first, last, found = best
    before = [(pieces[n][1:], pieces[n + 1][0]) for n in range(first)][::-1]
    behind = [(pieces[n][1:], pieces[n][0]) for n in range(last + 1, len(pieces))]
    return found, [*_parts(seen, before, False), *_parts(seen, behind, True)]


def _pieces(seen: str) -> Iterator[tuple[str, int, int]]:
    """(separator before it, where it begins, where it ends) of the parts of a title; the last one is all the rest."""
    mark, start = "", 0
    for n, match in enumerate(_SEPARATOR.finditer(seen)):
        if n + 1 >= _MOST_PARTS:
            break
        if seen[start : match.start()].strip():
            yield mark, start, match.start()
            mark = match.lastgroup or ""
        elif match.lastgroup == "bar" or (match.lastgroup == "open" and mark != "bar") or not mark:
            mark = match.lastgroup or ""
        start = match.end()
    if seen[start:].strip():
        yield mark, start, len(seen)


def _parts(seen: str, places: list[tuple[tuple[int, int], str]], behind: bool) -> Iterator[_Part]:
    """The parts on one side, from the nearest on; what stands behind a dash belongs to what the dash keeps apart."""
    kept = ""
    for (start, end), mark in places:
        if mark == "bar" or (mark == "colon" and kept != "bar"):
            kept = mark
        yield _Part(seen[start:end], kept or mark, behind)


def _attached(beside: tuple[str, ...], end: list[str], wanted: list[str], known: frozenset[str], date: str) -> Surplus:
    """Words in one breath with the title."""
    rest = [word for word in beside if not (is_small(word) or is_initial(word) or word in known or word in _remarks())]
    if not rest or weight(rest) < _ONE:
        return Surplus.NONE
    if _is_of_another(rest, wanted):
        return Surplus.ANOTHER
    dates = [word for word in rest if _DATE.fullmatch(word)]
    if dates and ((end and _YEAR.fullmatch(end[0])) or not _may_be_of(dates, wanted, date)):
        return Surplus.ANOTHER
    rest = [word for word in rest if word not in dates]
    if any(is_distinctive(word) for word in rest):
        return Surplus.ANOTHER
    rest = [word for word in rest if not _holds_a_text(word, wanted, apart=False)]
    return Surplus.UNEXPLAINED if weight(rest) >= _ONE and count_words(" ".join(rest))[1] else Surplus.NONE


def _beside(part: _Part, wanted: list[str], known: frozenset[str], date: str) -> Surplus:
    """Words that a dash, a colon, a comma or a bracket keeps apart from the title."""
    text = title_words(part.text)
    have = [word for word in text if not (is_small(word) or is_initial(word) or word in known or word in dated())]
    if not have or weight(have) < _ONE or _is_remark(have) or (part.behind and _LEAF.fullmatch(part.text)):
        return Surplus.NONE
    if part.mark == "bar":
        of_another = _is_of_another(have[:1], wanted) or (is_kind(have[0]) and is_distinctive(have[-1]))
        of_another = of_another and _NAMED.search(part.text) is None  # Проект «Исторические материалы»
        return Surplus.ANOTHER if len(have) < _BRIEF and of_another else Surplus.NONE
    near = have if part.behind else [have[0], have[-1]]  # Internet History Sourcebooks: …; Reply: …
    if _is_of_another(near if len(have) <= _BRIEF else have[:1], wanted):
        return Surplus.ANOTHER
    dates = [word for word in have if _DATE.fullmatch(word)]
    if dates and len(dates) == len(have):
        return Surplus.NONE if _may_be_of(dates, wanted, date) else Surplus.ANOTHER
    if _is_reference(part, have):
        return Surplus.NONE
    if any(is_distinctive(word) for word in have if word not in dates):
        return Surplus.ANOTHER if part.behind else Surplus.UNEXPLAINED
    if part.mark == "colon":
        return Surplus.NONE
    have = [word for word in have if word not in dates and not _holds_a_text(word, wanted, apart=True)]
    if not have or not count_words(" ".join(have))[1] or (len(have) <= _BRIEF and _is_name(part.text, known)):
        return Surplus.NONE
    return Surplus.UNEXPLAINED


def _lacking(found: Likeness, seen: str) -> Surplus:
    """Whether the title says of itself what the text does not: Reply to …, … (Draft)."""
    lost = _others().intersection(found.lost)
    return Surplus.ANOTHER if lost and _others().isdisjoint(title_words(seen)) else Surplus.NONE


def _may_be_of(dates: list[str], wanted: list[str], date: str) -> bool:
    """Whether dates beside a title may be the document's: its own, or the only ones that are known."""
    own = [word for word in wanted if _DATE.fullmatch(word)] + ([date] if date else [])
    return not own or all(any(a.startswith(b) or b.startswith(a) for b in own) for a in dates)


@lru_cache(maxsize=1)
def _others() -> frozenset[str]:
    listed = (canonical(word) for row in table("surplus")["other"].values() for word in words(row))
    return frozenset(word for word in listed if not is_small(word))


@lru_cache(maxsize=1)
def _unspaced() -> tuple[str, ...]:
    return tuple(word for row in table("surplus")["unspaced"].values() for word in row.split())


def _is_of_another(have: list[str], wanted: list[str]) -> bool:
    """Whether words say that a document is another one: a reply, a draft, an annex; not words of its own title."""
    if any(word in _others() and word not in wanted for word in have):
        return True
    joined = "".join(have)
    return not joined.isascii() and any(word in joined for word in _unspaced())


@lru_cache(maxsize=1)
def _remarks() -> frozenset[str]:
    rows = table("spellings")["remarks"]
    own = table("surplus")["remarks"].values()
    return frozenset(canonical(word) for row in (*rows.values(), *own) for word in words(row))


def _is_remark(have: list[str]) -> bool:
    """Whether words only say in what form or language a document is there."""
    return all(word in _remarks() for word in have)


@lru_cache(maxsize=1)
def _events() -> tuple[frozenset[str], frozenset[str]]:
    data = table("surplus")["texts"]
    return frozenset(map(canonical, words(data["of"]))), frozenset(map(canonical, words(data["events"])))


def _holds_a_text(word: str, wanted: list[str], apart: bool) -> bool:
    """Whether a word says what the document is, and the title does not: Record of [Conversation with Mao], Telegram:
    [Bevin to Franks]; or that this is its text: Transcript of [Letter to Tito]. What stands ``apart`` need not be of
    something that was said."""
    of, events = _events()
    if word in of:
        return True
    if not (is_kind(word) or word in events):
        return False
    if any(is_kind(one) and one not in events for one in wanted):
        return apart and word in wanted
    return apart or not events.isdisjoint(wanted)


def _is_reference(part: _Part, have: list[str]) -> bool:
    """Whether a part is a number in a list, or a reference: 12.; Document 7; Box 3, Folder 4; FO 371/1234; page 1 of
    9."""
    numbers = [word for word in have if any(c.isdigit() for c in word)]
    others = [word for word in words(part.text) if not is_distinctive(canonical(word))]
    places = table("surplus")["texts"]["places"]
    if not numbers:
        return False
    if not part.behind and len(have) == len(numbers) == 1 and len(numbers[0]) <= _BRIEF:
        return True
    listed = [
        word for word in others if word in words(places) or (word in level_words() and not is_kind(canonical(word)))
    ]
    if part.behind:
        return bool(listed) and len(others) - len(listed) <= 1
    return len(others) <= _BRIEF and (bool(listed) or part.text.isupper() or all(map(is_small, others)))


def _is_name(text: str, known: frozenset[str]) -> bool:
    """Whether a few words may be the name of a place, a person or an archive: each begins with a capital letter."""
    large = [
        word
        for word in re.findall(r"[^\W\d_][\w’'-]*", text)
        if len(word) > 1 and not _is_beside_a_name(word.lower(), known)
    ]
    return bool(large) and all(word[0].isupper() for word in large)


def _is_beside_a_name(word: str, known: frozenset[str]) -> bool:
    return is_small(word) or word in dated() or word in known


@lru_cache(maxsize=1)
def dated() -> frozenset[str]:
    """Words that stand before a date or place: dated, vom, datée de."""
    return frozenset(words(" ".join(table("surplus")["dated"].values())))
