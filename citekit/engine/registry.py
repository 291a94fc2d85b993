"""The registered items of a document: their numbers, their order in the bibliography, and what tells them apart.

Adding an item costs the work of the items that it changes: those of its family names where given names are shown by a
global rule, and those whose cites read alike.  Numbers in a sorted bibliography are made when they are asked for, as
each new item may move all that stand after it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from functools import cmp_to_key
from typing import Any

from ..richtext.runs import plain_text
from .disambiguate import Disambiguator
from .layout import CompiledStyle
from .named import ComparedCite
from .sorting import Values
from .state import SUBSEQUENT, Context, Disambiguation, Item

_NONE: dict[tuple[int, int], int] = {}


class Registry:
    """The items of one document in the order in which they were registered.

    ``first_notes`` has the note in which each was cited first.
    """

    def __init__(self, style: CompiledStyle, sort: bool = True, first_notes: Mapping[str, int] | None = None) -> None:
        self.style = style
        self.items: dict[str, Item] = {}
        self._sort = style.bibliography_sort if sort else None
        named = first_notes if style.first_notes_differ else None
        self._disambiguator = (
            Disambiguator(
                style.disambiguation_rules,
                self._compared_cite,
                self._sorted,
                named,
                self._sort.people if self._sort else None,
            )
            if style.disambiguation_rules.any
            else None
        )
        self._numbers_follow_order = style.uses_numbers and self._sort is not None
        self._keys: dict[str, tuple[Values, dict[tuple[int, int], int]]] = {}
        self._order: list[Item] = []
        self._ordered = self._numbered = True
        self._by_place = cmp_to_key(self._compare)

    def __contains__(self, item_id: str) -> bool:
        return item_id in self.items

    def add(self, items: Iterable[Item]) -> set[str]:
        """Register items; gives the ids of those that now show otherwise than before, numbers apart."""
        new = list({item.id: item for item in items if item.id not in self.items}.values())  # one may be cited twice
        if not new:
            return set()
        for item in new:
            self.items[item.id] = item
            item.registered = item.number = len(self.items)
            item.state = Disambiguation()
        changed = {item.id for item in new}
        moved: set[str] = set()
        if self._disambiguator is not None:
            told_apart = self._disambiguator.add(new)
            moved = told_apart - changed
            changed |= told_apart
            for item_id in told_apart:
                self._keys.pop(item_id, None)
        if moved or len(new) > len(self._order):
            self._ordered = False
        if self._ordered:
            for item in new:
                if self._sort is None:
                    self._order.append(item)
                else:
                    insort(self._order, item, key=self._by_place)
        self._numbered = not self._numbers_follow_order
        return changed

    def reorder(self, ids: list[str]) -> set[str]:
        """Take the items in another order of registration; gives the ids of those whose numbers change."""
        self.items = {item_id: self.items[item_id] for item_id in ids}
        for at, item in enumerate(self.items.values(), 1):
            item.registered = at
        self._ordered = self._numbered = False
        return self.renumber()

    def order(self) -> list[Item]:
        """The items in the order of the bibliography."""
        if not self._ordered:
            self._order = self._sorted(list(self.items.values()))
            self._ordered = True
        return self._order

    def number(self, item: Item) -> bool:
        """Give one item its number, the others may still have those of before; says whether it changed."""
        if self._numbered or not self._numbers_follow_order or item.id not in self.items:
            return False
        before, item.number = item.number, bisect_left(self.order(), self._by_place(item), key=self._by_place) + 1
        return item.number != before

    def renumber(self) -> set[str]:
        """Give all items their numbers; gives the ids of those whose numbers change."""
        if self._numbered:
            return set()
        changed = set()
        for number, item in enumerate(self.order() if self._numbers_follow_order else self.items.values(), 1):
            if item.number != number:
                item.number = number
                changed.add(item.id)
        self._numbered = True
        return changed if self.style.uses_numbers else set()

    def _sorted(self, items: list[Item]) -> list[Item]:
        """Items in bibliography order; without a sort they stay in the order of registration."""
        if self._sort is None or len(items) < 2:
            return items
        return self._sort.arrange(items, [self._values(item) for item in items])

    def _values(self, item: Item) -> Values:
        values, givens = self._keys.get(item.id, (None, None))
        if values is None or givens != item.state.givens:  # a key has given names as entries show them
            assert self._sort is not None
            values = self._sort.values(Context(item, None))
            self._keys[item.id] = values, item.state.givens or _NONE
        return values

    def _compare(self, one: Item, other: Item) -> int:
        """Which of two items stands first; equal ones stand as they were registered."""
        if one is other:
            return 0
        assert self._sort is not None
        return self._sort.compare(self._values(one), self._values(other)) or (
            -1 if one.registered < other.registered else 1
        )

    def _compared_cite(self, item: Item, state: Disambiguation, first_note: int) -> ComparedCite:
        """A cite's text without locator as disambiguation compares it, and the people it names."""
        ctx = Context(item, None, SUBSEQUENT)
        ctx.comparing = True
        ctx.first_note = first_note
        ctx.disambiguation = state
        ctx.suffix = ""
        people: list[Any] = []
        ctx.people = people
        return ComparedCite(plain_text(self.style.render("citation", ctx)), people)
