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

_ZEROS = str.maketrans("123456789", "000000000")
_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_DIGIT = re.compile(r"[0-9]")
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
    if len(text) > LONGEST or ((names := _numbered_names()) is not None and names.search(text)):
        return read(text)
    parts = _parts(_shape(text), read)
    return read(text) if parts is None else [_filled(part, text) for part in parts]


def _shape(text: str) -> str:
    """The text with all digits but those of years as zeros."""
    shape = text.translate(_ZEROS)
    if "1" in text or "20" in text:
        for year in _YEAR.finditer(text):
            shape = shape[: year.start()] + year.group() + shape[year.end() :]
    return shape


@lru_cache(maxsize=1)
def _numbered_names() -> re.Pattern[str] | None:
    """What the names of archives and the level words that have a number begin with (``VNA3``)."""
    names = [form for r in repositories() for form in (r.abbreviation, r.name, r.original, *r.also)]
    for name, part in table("levels").items():
        if name not in _PATTERNS:
            names += [word for text in part.values() if isinstance(text, str) for word in text.split()]
    stems = {form[: digit.start()].rstrip() for form in names if (digit := _DIGIT.search(form)) is not None}
    return re.compile("|".join(map(re.escape, sorted(stems))), re.I) if stems else None


@lru_cache(maxsize=8192)
def _parts(shape: str, read: Read) -> tuple[_Part, ...] | None:
    """The parts of a shape; None where something of it is no stretch of the text."""
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
