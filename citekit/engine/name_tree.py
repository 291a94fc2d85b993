"""Cites that read alike, told apart by names as they come (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from .naming import BEGINNING, NamingSteps, Setting, Step


class Rest(Protocol):
    """Tells apart cites of one tree that names do not; it sets their ``item.state``."""

    def add(self, one: Setting) -> set[str]:
        """One more; gives the ids of those that show otherwise now."""

    def remove(self, one: Setting) -> set[str]:
        """One less, the same."""


class RestOf(Protocol):
    """Begins the rest of a tree."""

    def __call__(self) -> Rest:
        """A rest without cites."""


class NameTree:
    """Cites that read alike.

    Where a step tells any two of them apart all take the first that does, and those that read alike with it are a tree
    in turn: so a new cite is compared with one cite of each tree that it comes into, and the order in which cites come
    makes no difference.
    """

    __slots__ = ("_after", "_cites", "_parts", "_rest", "_rest_of", "_step", "_steps", "_told")

    def __init__(self, steps: NamingSteps, rest_of: RestOf, after: Step = BEGINNING) -> None:
        self._steps, self._rest_of = steps, rest_of
        self._after = after
        self._cites: dict[str, Setting] = {}
        self._step: Step | None = None
        self._parts: dict[str, NameTree] = {}  # by their texts
        self._told: dict[Hashable, str] = {}  # what the step adds to a cite -> its text
        self._rest: Rest | None = None

    def add(self, one: Setting) -> set[str]:
        """Tell a new cite apart; gives the ids of those that show otherwise now."""
        found = None
        if self._cites:
            found = self._steps.first(next(iter(self._cites.values())), one, self._after, self._step)
        self._cites[one.item.id] = one
        if found is not None:  # all take this step before those that tell apart the others
            self._step, self._parts, self._told, self._rest = found, {}, {}, None
            return {item_id for cite in self._cites.values() for item_id in self._add_to_part(cite, found)}
        if self._step is not None:
            return self._add_to_part(one, self._step)
        if self._rest is None:
            self._rest = self._rest_of()
        return self._rest.add(one)

    def _add_to_part(self, one: Setting, step: Step) -> set[str]:
        grown = self._steps.taken(one, step)
        text = self._text(one, grown, step)
        if text not in self._parts:
            self._parts[text] = NameTree(self._steps, self._rest_of, step)
        return self._parts[text].add(grown)

    def _text(self, one: Setting, grown: Setting, step: Step) -> str:
        """What a cite reads with the step, rendered only where no other cite says it."""
        told = self._steps.told_by(one, step)
        if told is None:
            return self._steps.text(grown)
        if told not in self._told:
            self._told[told] = self._steps.text(grown)
        return self._told[told]

    def remove(self, item_id: str) -> set[str]:
        """Take a cite out; gives the ids of others that show otherwise now."""
        one = self._cites.pop(item_id)
        if self._step is None:
            return self._rest.remove(one) if self._rest is not None else set()
        text = self._text(one, self._steps.taken(one, self._step), self._step)
        changed = self._parts[text].remove(item_id)
        if not self._parts[text]:
            del self._parts[text]
        if len(self._parts) > 1:
            return changed
        cites, self._cites = self._cites, {}
        self._step, self._parts, self._told = None, {}, {}
        return changed.union(*(self.add(cite) for cite in cites.values()))

    def __len__(self) -> int:
        return len(self._cites)

    def __contains__(self, item_id: str) -> bool:
        return item_id in self._cites
