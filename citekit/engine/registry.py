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
from .given import SUBSEQUENT
from .layout import CompiledStyle
from .named import ComparedCite
from .sorting import Values
from .state import Context, Disambiguation, Item

_NONE: dict[tuple[int, int], int] = {}


class Registry:
    """The items of one document in the order in which they were registered.

    ``first_notes`` has the note in which each was cited first.
    """

    def __init__(self, style: CompiledStyle, sort: bool = True, first_notes: Mapping[str, int] | None = None) -> None:
        self.style = style
        self.items: dict[str, Item] = {}
        self._sort = style.bibliography_sort if sort else None
        self._place = cmp_to_key(self._compare)  # sort key of an item's place in the bibliography
        named = first_notes if style.first_notes_differ else None
        self._disambiguator = (
            Disambiguator(
                style.disambiguation_rules,
                self._compared_cite,
                self._place,
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
        if self._disambiguator is not None:
            told_apart = self._disambiguator.add(new)
            for item_id in told_apart - changed:
                self._forget_key(self.items[item_id])
            changed |= told_apart
        if len(new) > len(self._order):
            self._ordered = False
        if self._ordered:
            for item in new:
                if self._sort is None:
                    self._order.append(item)
                else:
                    insort(self._order, item, key=self._place)
        self._numbered = not self._numbers_follow_order
        return changed

    def _forget_key(self, item: Item) -> None:
        """Forget the sort key of an item that shows other names than before, and the order that goes by it."""
        _, givens = self._keys.get(item.id, (None, None))
        if givens is not None and givens != self._key_givens(item):
            del self._keys[item.id]
            self._ordered = False

    def _key_givens(self, item: Item) -> dict[tuple[int, int], int]:
        """The given names that an item's sort key has as entries show them."""
        return item.state.givens if self._sort is not None and self._sort.whole_names else _NONE

    def reorder(self, ids: list[str]) -> set[str]:
        """Take the items in another order of registration; gives the ids of those whose numbers change."""
        self.items = {item_id: self.items[item_id] for item_id in ids}
        for at, item in enumerate(self.items.values(), 1):
            item.registered = at
        self._ordered = self._numbered = False
        if self._disambiguator is not None:
            self._disambiguator.suffixes.reorder()
        return self.settle()

    def take_places(self, places: Mapping[str, int]) -> None:
        """Number items by the order of their first citations, in a bibliography that has no other; those behind them
        are numbered with all.
        """
        if self._sort is None:
            for item_id, place in places.items():
                self.items[item_id].number = place

    def order(self) -> list[Item]:
        """The items in the order of the bibliography."""
        if not self._ordered:
            self._order = self._sorted(list(self.items.values()))
            self._ordered = True
        return self._order

    def settle_one(self, item: Item) -> bool:
        """Give one item its number and year suffix, the others may still have those of before; says whether they
        changed.
        """
        if item.id not in self.items:
            return False
        before = item.number, item.state.suffix
        if self._disambiguator is not None:
            self._disambiguator.suffixes.settle_one(item)
        if not self._numbered:
            item.number = bisect_left(self.order(), self._place(item), key=self._place) + 1
        return (item.number, item.state.suffix) != before

    def settle(self) -> set[str]:
        """Give all items their numbers and year suffixes; gives the ids of those whose are others now."""
        changed: set[str] = set()
        if self._disambiguator is not None:
            changed = self._disambiguator.suffixes.settle()
        if self._numbered:
            return changed
        self._numbered = True
        for number, item in enumerate(self.order() if self._numbers_follow_order else self.items.values(), 1):
            if item.number != number:
                item.number = number
                if self.style.uses_numbers:
                    changed.add(item.id)
        return changed

    def _sorted(self, items: list[Item]) -> list[Item]:
        """Items in bibliography order; without a sort they stay in the order of registration."""
        if self._sort is None or len(items) < 2:
            return items
        return self._sort.arrange(items, [self._values(item) for item in items])

    def _values(self, item: Item) -> Values:
        values, givens = self._keys.get(item.id, (None, None))
        if values is None or givens != self._key_givens(item):
            assert self._sort is not None
            values = self._sort.values(Context(item, None))
            self._keys[item.id] = values, self._key_givens(item) or _NONE
        return values

    def _compare(self, one: Item, other: Item) -> int:
        """Which of two items stands first; equal ones, and all without a sort, stand as they were registered."""
        if one is other:
            return 0
        order = self._sort.compare(self._values(one), self._values(other)) if self._sort is not None else 0
        return order or (-1 if one.registered < other.registered else 1)

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
