"""References by their shape: what a text means does not depend on what its numbers are, only on how long they are and
on whether they are years.  So a catalogue's millions of references, which have few shapes, are read a shape once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ..common.tables import table
from .reference import ArchivalReference, Level
from .repository import Repository, repositories

_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_DIGIT = re.compile(r"[0-9]")
_BEGINNING = re.compile(r"[^0-9'\u2019\u02b9]*")
_PATTERNS = ("forms", "form_sources", "guess", "institutions")  # of levels.toml that are no words
LONGEST = 300
Read = Callable[[str], list[ArchivalReference]]


@dataclass(frozen=True, slots=True)
class _Part:
    """One reference of a shape: where its joining word, its text and the end stand; levels as (kind, term, span)."""

    start: int
    lead: int
    end: int
    repository: Repository | None
    levels: tuple[tuple[str, str, tuple[int, int]], ...]
    rest: str
    published: bool


def read_by_shape(text: str, read: Read) -> list[ArchivalReference]:
    """What ``read`` makes of a text, by way of its shape where that says all of it."""
    if len(text) > LONGEST:
        return read(text)
    parts = _parts(_shape(text), read)
    return read(text) if parts is None else [_filled(part, text) for part in parts]


def _shape(text: str) -> str:
    """The text with all digits as zeros, but those of years: a single one keeps its century, several keep all, since
    what is a span of years depends on how many they are.
    """
    # bytes are translated ten times as fast as text, and no byte of another character is that of a digit
    shape = text.encode("utf-8", "surrogatepass").translate(_ZEROS).decode("utf-8", "surrogatepass")
    if _YEAR.search(text) is None:
        return shape
    years = [at for year in _YEAR.finditer(text) if not "0" <= text[(at := year.start()) - 1 : at] <= "9"]
    kept = 2 if len(years) == 1 else 4
    for at in years:
        shape = shape[:at] + text[at : at + kept] + shape[at + kept :]
    return shape


def _has_numbered_name(text: str) -> bool:
    """Whether a text may have a name of an archive or a level word that has a number itself: ``VNA3``.

    What such names begin with has no digits, so that a shape says it as well as the text.
    """
    words = " ".join(text.casefold().split())
    return any(map(words.__contains__, _stems()))


@lru_cache(maxsize=1)
def _stems() -> tuple[str, ...]:
    """What such names begin with, in lower case."""
    names = [form for r in repositories() for form in (r.abbreviation, r.name, r.original, *r.also)]
    for name, part in table("levels").items():
        if name not in _PATTERNS:
            names += [word for text in part.values() if isinstance(text, str) for word in text.split()]
    begin = {_BEGINNING.match(form.casefold()).group() for form in names if _DIGIT.search(form)}  # type: ignore[union-attr]
    return tuple(sorted(" ".join(stem.split()) for stem in begin))


@lru_cache(maxsize=8192)
def _parts(shape: str, read: Read) -> tuple[_Part, ...] | None:
    """The parts of a shape; None where something of it is no stretch of the text, or may be a name with a number."""
    if _has_numbered_name(shape):
        return None
    parts = []
    at = 0
    for reference in read(shape):
        start = at + len(reference.lead)
        at = start + len(reference.text)
        if not _is_stretches(reference):
            return None
        parts.append(
            _Part(
                start - len(reference.lead),
                start,
                at,
                reference.repository,
                tuple((v.kind, v.term, v.span) for v in reference.levels),
                reference.rest,
                reference.published,
            )
        )
    return tuple(parts) if at == len(shape) else None


def _is_stretches(reference: ArchivalReference) -> bool:
    """Whether each number in what was read of a reference is that of a level, and stands in the text."""
    place = reference.repository
    words = [reference.rest, *(v.term for v in reference.levels)]
    words += [place.abbreviation, place.name, place.place] if place is not None else []
    return (
        not reference.inherited
        and not any(map(_DIGIT.search, words))
        and all(v.value == reference.text[v.span[0] : v.span[1]] for v in reference.levels)
    )


def _filled(part: _Part, text: str) -> ArchivalReference:
    own = text[part.lead : part.end]
    levels = tuple([Level(kind, term, own[span[0] : span[1]], span) for kind, term, span in part.levels])
    lead = text[part.start : part.lead]
    return ArchivalReference(own, part.repository, levels, part.rest, lead, part.published)
