"""Year suffixes: the letters that tell apart the cites of one author and year (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from ..csl.letters import letters
from .state import Item


class YearSuffixes:
    """Items that nothing else tells apart, in the order of the bibliography.

    A new item moves the letters of all behind it: they are settled when they are asked for, so that adding many items
    one by one is no more work than adding them at once.
    """

    __slots__ = ("_items", "_ordered", "_place", "_unsettled_from")

    def __init__(self, place: Callable[[Item], Any]) -> None:
        self._place = place  # sort key of an item's place in the bibliography
        self._items: list[Item] = []
        self._ordered = True
        self._unsettled_from = 0

    def add(self, item: Item) -> None:
        """Put an item in its place."""
        self._arrange()
        at = bisect_left(self._items, self._place(item), key=self._place)
        self._items.insert(at, item)
        self._unsettled_from = min(self._unsettled_from, at) if len(self._items) > 2 else 0

    def remove(self, item: Item) -> None:
        """Take an item out."""
        at = self._items.index(item)
        del self._items[at]
        self._unsettled_from = min(self._unsettled_from, at) if len(self._items) > 1 else 0

    def reorder(self) -> None:
        """The order of the bibliography is another."""
        self._ordered, self._unsettled_from = False, 0

    def settle_one(self, item: Item) -> bool:
        """Give one item its letter; says whether it is another than before."""
        self._arrange()
        return self._mark(item, bisect_left(self._items, self._place(item), key=self._place))

    def settle(self) -> set[str]:
        """Give all items their letters; gives the ids of those that have another now."""
        self._arrange()
        start, self._unsettled_from = self._unsettled_from, len(self._items)
        return {item.id for at, item in enumerate(self._items[start:], start) if self._mark(item, at)}

    def _arrange(self) -> None:
        if not self._ordered:
            self._items.sort(key=self._place)
            self._ordered = True

    def _mark(self, item: Item, at: int) -> bool:
        before, item.state.suffix = item.state.suffix, letters(at) if len(self._items) > 1 else ""
        return item.state.suffix != before
