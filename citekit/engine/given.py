"""What a caller gives the processor, and what is wrong with it in words, before anything of it is registered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..common.errors import ItemError, UsageError

MODES = ("author-only", "suppress-author", "composite")


def given_cites(cites: Any) -> list[dict[str, Any]]:
    """The cites of a citation. Raises UsageError for no list, ItemError for what is no cite of an item."""
    listed = list(iterable(cites, "the cites of a citation"))
    for cite in listed:
        if not isinstance(cite, dict):
            raise ItemError(f"a cite must be an object with an “id”, not {type(cite).__name__}")
        if cite.get("id") in (None, ""):
            raise ItemError("a cite has no id", hint="give it the “id” of the item that it cites")
    return listed


Place = tuple[str, int]  # citation_id, note


def order_of(
    before: Iterable[Place] | None, after: Iterable[Place] | None
) -> tuple[list[Place] | None, list[Place] | None]:
    """The citations that stand before and after one. Raises UsageError for one that is named twice."""
    sides = [None if side is None else list(iterable(side, "citations before or after")) for side in (before, after)]
    seen = set()
    for place in (place for side in sides for place in side or ()):
        if not isinstance(place, (tuple, list)) or len(place) != 2:
            raise UsageError(f"a citation before or after is (citation_id, note), not {place!r}")
        if place[0] in seen:
            raise UsageError(f"the citation “{place[0]}” is named twice", hint="name it before or after, once")
        seen.add(place[0])
    return sides[0], sides[1]


def refuse_unknown_mode(mode: Any) -> None:
    """Raises UsageError for a mode that there is not (those of citeproc-js)."""
    if mode and mode not in MODES:
        raise UsageError(f"there is no mode “{mode}”", hint=f"choose {', '.join(MODES)}, or leave it out")


def refuse_repeated(ids: Iterable[str]) -> None:
    """Raises UsageError for an id that two citations have."""
    for citation_id, count in Counter(ids).items():
        if count > 1:
            raise UsageError(f"two citations have the id “{citation_id}”", hint="give each an id of its own")


def iterable(value: Any, name: str) -> Iterable[Any]:
    """Things to iterate over. Raises UsageError for a single one, whose parts would be taken instead."""
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, dict)):
        return value
    raise UsageError(f"{name} must be a list, not {type(value).__name__}")


def abbreviation_lists(lists: Any) -> dict[str, dict[str, str]]:
    """Abbreviations by variable, of lists in citeproc-js's shape: jurisdiction, variable, long form, short form."""
    merged: dict[str, dict[str, str]] = {}
    for jurisdiction in (lists or {}).values():
        if isinstance(jurisdiction, dict):
            for variable, entries in jurisdiction.items():
                if isinstance(entries, dict):
                    merged.setdefault(variable, {}).update({str(k): str(v) for k, v in entries.items()})
    return merged
