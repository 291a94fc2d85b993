"""Whether a page gives an archival reference that contradicts the document's: another fond, file or box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ..archives.reference import ArchivalReference

Rows = dict[str, tuple[frozenset[str], str]]  # word for a level -> (the kinds it stands for, value)
_MOST_BLOCKS = 6
_LONGEST = 400  # characters of a paragraph that is a reference and little else
_NUMBER = re.compile(r"\d+")


def contradicting(own: tuple[ArchivalReference, ...], blocks: Iterable[str], rows: Rows) -> str:
    """The reference on a page that contradicts all of the document's, where none on the page agrees with one; or
    nothing. ``blocks`` are paragraphs in which a reference may stand, ``rows`` those that give a level each. One to
    another repository is a copy's."""
    other = ""
    if len(rows) > 1:
        held = [_holds(mine, rows) for mine in own]
        if True in held:
            return ""
        if False in held:
            other = ", ".join(f"{word} {value}" for word, (_, value) in rows.items())
    for reference in islice(_references(blocks), _MOST_BLOCKS * 4):
        verdicts = [_agrees(mine, reference) for mine in own]
        if True in verdicts:
            return ""
        if False in verdicts and None not in verdicts and not other:
            other = reference.text.strip(" .,;")
    return other


def _holds(mine: ArchivalReference, rows: Rows) -> bool | None:
    """Whether the rows of a page have the values of a reference; None where they have none of its levels."""
    own = {kind: value for kind, value in _values(mine).items() if kind != "leaf"}
    shared = [(own[kind], _normalized(value)) for kinds, value in rows.values() for kind in kinds & own.keys()]
    return all(a == b for a, b in shared) if shared else None


def _references(blocks: Iterable[str]) -> Iterator[ArchivalReference]:
    from ..archives.grammar import parse_references

    for n, block in enumerate(blocks):
        if n >= _MOST_BLOCKS:
            return
        if len(block) <= _LONGEST:
            yield from (found for found in parse_references(block) if len(found.levels) > 1)


def _agrees(mine: ArchivalReference, other: ArchivalReference) -> bool | None:
    """Whether the levels that both have are the same; None where they have none in common, or stand in different
    archives."""
    if mine.repository is not None and other.repository is not None and mine.repository != other.repository:
        return None
    values, seen = _values(mine), _values(other)
    common = values.keys() & seen.keys()
    if not common:
        return None
    if any(values[kind] != seen[kind] for kind in common - {"leaf"}):
        return False
    return "leaf" not in common or _overlap(values["leaf"], seen["leaf"])


def _values(reference: ArchivalReference) -> dict[str, str]:
    """The value of each level, by its kind, in a form that can be compared."""
    return {level.kind: _normalized(level.value) for level in reference.levels if any(c.isdigit() for c in level.value)}


def _normalized(value: str) -> str:
    return re.sub(r"\b0+(?=\d)", "", re.sub(r"[^\w/-]+", " ", value.casefold())).strip()


def _overlap(mine: str, other: str) -> bool:
    """Whether two runs of leaves have one in common; where they are written otherwise, they may."""
    ends = [[int(number[:9]) for number in _NUMBER.findall(run)[:2]] for run in (mine, other)]
    if not all(ends) or re.search(r"[^\d\s-]", mine + other):
        return True
    (a, b), (c, d) = ((one[0], one[-1]) for one in ends)
    return a <= d and c <= b
