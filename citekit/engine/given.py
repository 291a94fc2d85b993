"""What a caller gives the processor, and what is wrong with it in words, before anything of it is registered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..common.errors import ItemError, UsageError

FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR = 0, 1, 2, 3
# those of citeproc-js, and by the words of CSL 1.0.2 ("Choose", ``position``)
POSITIONS = {n: n for n in (FIRST, SUBSEQUENT, IBID, IBID_WITH_LOCATOR)} | {
    "first": FIRST,
    "subsequent": SUBSEQUENT,
    "ibid": IBID,
    "ibid-with-locator": IBID_WITH_LOCATOR,
}
AUTHOR_ONLY, SUPPRESS_AUTHOR, COMPOSITE = MODES = ("author-only", "suppress-author", "composite")


def given_cites(cites: Any) -> list[dict[str, Any]]:
    """The cites of a citation. Raises UsageError for no list, ItemError for what is no cite of an item."""
    listed = list(iterable(cites, "the cites of a citation"))
    for cite in listed:
        if not isinstance(cite, dict):
            raise ItemError(f"a cite must be an object with an “id”, not {type(cite).__name__}")
        where = f"a cite of “{given_id(cite, 'a cite')}”"
        for key in ("locator", "label", "prefix", "suffix"):
            value = cite.get(key)
            if value is not None and type(value) not in (str, int):
                raise ItemError(f"“{key}” must be text, not {described(value)}", where=where)
        position = cite.get("position")
        if position and (not isinstance(position, (str, int)) or position not in POSITIONS):
            names = ", ".join(key for key in POSITIONS if isinstance(key, str))
            raise ItemError(
                f"there is no position {described(position)}", where=where, hint=f"choose {names}, or leave it out"
            )
    return listed


def given_id(data: dict[str, Any], name: str) -> str:
    """The id of an item or cite. Raises ItemError where it has none."""
    value = data.get("id")
    if value in (None, "", [], {}):
        raise ItemError(f"{name} has no id", hint="give every item an “id”, and every cite that of its item")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ItemError(f"the id of {name} must be text, not {described(value)}")
    return str(value)


def described(value: Any) -> str:
    """A value of the wrong kind, for messages."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (str, int, float)) else type(value).__name__
    return text if len(text) < 60 else f"{text[:60]}…"


def written(value: Any) -> str:
    """A text, or a number as it is written. Raises ValueError for anything else, in words that go on from a name."""
    if isinstance(value, str):  # as it is: text that is to be printed as written is a kind of its own
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"must be text, not {described(value)}")
    return str(value)


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
