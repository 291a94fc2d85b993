"""Cites that name the same people, told apart by conditions as they come (CSL 1.0.2, "Choose", ``disambiguate``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .state import Item

Path = tuple[str, ...]  # how a cite reads with one condition true, with two of them, …


class AlikeCites:
    """A group of cites that read alike: each has as many conditions true as tell it from the others, or all of them.

    ``text`` gives a cite's text with a number of conditions true.  A new cite costs the work of those that it meets.
    """

    def __init__(self, items: Iterable[Item], text: Callable[[Item, int], str], conditions: int) -> None:
        self._text, self._conditions = text, conditions
        self._bearers: dict[Path, list[Item]] = {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> set[str]:
        """Tell one more cite from the others; gives the ids of those that show otherwise now."""
        changed = {item.id}
        open_: list[tuple[Item, Path]] = [(item, ())]
        while open_:
            one, path = open_.pop()
            if len(path) == self._conditions:
                continue
            path = (*path, self._text(one, len(path) + 1))
            one.state.condition = len(path)
            bearers = self._bearers.setdefault(path, [])
            bearers.append(one)
            if len(bearers) == 1:
                continue  # nobody else reads so
            open_.append((one, path))
            if len(bearers) == 2:  # the first has stopped here
                open_.append((bearers[0], path))
                changed.add(bearers[0].id)
        return changed
