"""The registered items of a document: their numbers, their order in the bibliography, and what tells them apart.

Adding an item costs the work of the items that it changes: those of its family names where given names are shown by a
global rule, and those whose cites read alike.  Order and numbers are made when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..richtext.runs import plain
from .disambiguate import Disambiguator
from .layout import CompiledStyle
from .state import SUBSEQUENT, Context, Disambiguation, Item


class Registry:
    """The items of one document in the order in which they were registered."""

    def __init__(self, style: CompiledStyle, sort: bool = True) -> None:
        self.style = style
        self.items: dict[str, Item] = {}
        self._sort = style.bibliography_sort if sort else None
        self._disambiguator = Disambiguator(style.options, self._look, self._sorted) if style.options.any else None
        self._order: list[Item] = []
        self._keys: dict[str, tuple[Any, ...]] = {}
        self._ordered = False

    def __contains__(self, item_id: str) -> bool:
        return item_id in self.items

    def add(self, items: Iterable[Item]) -> set[str]:
        """Register items; gives the ids of those that now show otherwise than before."""
        new = [item for item in items if item.id not in self.items]
        if not new:
            return set()
        self._ordered = False
        for item in new:
            self.items[item.id] = item
            item.number = len(self.items)
            item.state = Disambiguation()
        changed = {item.id for item in new}
        if self._disambiguator is not None:
            changed |= self._disambiguator.add(new)
            for item_id in changed:
                self._keys.pop(item_id, None)
        if self.style.renders_numbers and self._sort is not None:
            changed |= self._renumber()
        return changed

    def reorder(self, ids: list[str]) -> set[str]:
        """Take the items in another order of registration; gives the ids of those whose numbers change."""
        self.items = {item_id: self.items[item_id] for item_id in ids}
        self._ordered = False
        return self._renumber() if self.style.renders_numbers else set()

    def order(self) -> list[Item]:
        """The items in the order of the bibliography."""
        if not self._ordered:
            self._order = self._sorted(list(self.items.values()))
            self._ordered = True
        return self._order

    def _sorted(self, items: list[Item]) -> list[Item]:
        """Items in bibliography order; without a sort they stay in the order of registration."""
        if self._sort is None or len(items) < 2:
            return items
        keys = self._keys
        for item in items:
            if item.id not in keys:
                keys[item.id] = self._sort.values(Context(item, None))
        return self._sort.arrange(items, [keys[item.id] for item in items])

    def _renumber(self) -> set[str]:
        changed = set()
        if self._sort is not None and any(key.reads_numbers for key in self._sort.keys):
            for number, item in enumerate(self.items.values(), 1):
                item.number = number
            self._keys.clear()
        self._ordered = False
        for number, item in enumerate(self.order(), 1):
            if item.number != number:
                item.number = number
                changed.add(item.id)
        return changed

    def _look(self, item: Item, state: Disambiguation) -> tuple[str, list[Any]]:
        """A cite's text without locator as disambiguation compares it, and the people it names."""
        ctx = Context(item, None, SUBSEQUENT)
        ctx.looking = True
        ctx.disambiguation = state
        ctx.suffix = ""
        ctx.people = []
        return plain(self.style.render("citation", ctx)), ctx.people
