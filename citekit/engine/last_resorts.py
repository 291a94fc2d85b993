"""What tells apart cites that names do not: conditions, or year suffixes (CSL 1.0.2, "Disambiguation", and "Choose",
``disambiguate``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .naming import NamingSteps, Setting
from .state import Item
from .year_suffixes import YearSuffixes

Path = tuple[str, ...]  # how a cite reads with one condition true, with two of them, …


class Nothing:
    """For styles that have neither."""

    def add(self, one: Setting) -> set[str]:
        """Show a cite as it is."""
        return show(one)

    def remove(self, one: Setting) -> set[str]:
        """Nobody is shown otherwise."""
        return set()


class Conditions:
    """Cites that read alike: each has as many conditions true as tell it from the others, or all of them.

    A new cite costs the work of those that it meets.
    """

    def __init__(self, steps: NamingSteps) -> None:
        self._steps = steps
        self._cites: dict[str, Setting] = {}
        self._bearers: dict[Path, list[Setting]] = {}

    def add(self, one: Setting) -> set[str]:
        """Tell one more cite from the others; gives the ids of those that show otherwise now."""
        changed = show(one)
        self._cites[one.item.id] = one
        if len(self._cites) == 2:  # the first was alone
            changed |= self._meet(next(iter(self._cites.values())))
        return changed | self._meet(one) if len(self._cites) > 1 else changed

    def remove(self, one: Setting) -> set[str]:
        """Take a cite out; gives the ids of the others."""
        del self._cites[one.item.id]
        cites, self._cites, self._bearers = self._cites, {}, {}
        return set().union(*(self.add(cite) for cite in cites.values()))

    def _meet(self, one: Setting) -> set[str]:
        changed = {one.item.id}
        open_: list[tuple[Setting, Path]] = [(one, ())]
        while open_:
            cite, path = open_.pop()
            if len(path) == self._steps.rules.conditions:
                continue
            path = (*path, self._text(cite, len(path) + 1))
            cite.item.state.condition = len(path)
            bearers = self._bearers.setdefault(path, [])
            bearers.append(cite)
            if len(bearers) == 1:
                continue  # nobody else reads so
            open_.append((cite, path))
            if len(bearers) == 2:  # the first has stopped here
                open_.append((bearers[0], path))
                changed.add(bearers[0].item.id)
        return changed

    def _text(self, one: Setting, count: int) -> str:
        """A cite with so many of its conditions true."""
        state = one.state.copy()
        state.condition = count
        return self._steps.text(Setting(one.item, state))


class Suffixes:
    """The lists of items with year suffixes of one document, and which of them are not settled."""

    def __init__(self, place: Callable[[Item], Any]) -> None:
        self._place = place
        self._of: dict[str, YearSuffixes] = {}
        self._unsettled: dict[int, YearSuffixes] = {}

    def begin(self) -> Suffixed:
        """A list more."""
        return Suffixed(self, YearSuffixes(self._place))

    def add(self, item: Item, suffixes: YearSuffixes) -> None:
        """Put an item into a list; that in which it was before is given up."""
        former = self._of.get(item.id)
        if former is not None:
            self._unsettled.pop(id(former), None)
        self._of[item.id] = self._unsettled[id(suffixes)] = suffixes
        suffixes.add(item)

    def remove(self, item: Item) -> None:
        """Take an item out of its list."""
        suffixes = self._of.pop(item.id)
        suffixes.remove(item)
        self._unsettled[id(suffixes)] = suffixes

    def reorder(self) -> None:
        """The order of the bibliography is another."""
        self._unsettled = {id(suffixes): suffixes for suffixes in self._of.values()}
        for suffixes in self._unsettled.values():
            suffixes.reorder()

    def settle_one(self, item: Item) -> bool:
        """Give one item its suffix; says whether it is another than before."""
        suffixes = self._of.get(item.id)
        return suffixes is not None and id(suffixes) in self._unsettled and suffixes.settle_one(item)

    def settle(self) -> set[str]:
        """Give all items their suffixes; gives the ids of those that have another now."""
        unsettled, self._unsettled = self._unsettled, {}
        return {item_id for suffixes in unsettled.values() for item_id in suffixes.settle()}


class Suffixed:
    """Cites that read alike and have year suffixes."""

    def __init__(self, all_suffixes: Suffixes, suffixes: YearSuffixes) -> None:
        self._all, self._suffixes = all_suffixes, suffixes

    def add(self, one: Setting) -> set[str]:
        """One more; what its suffix is, and which suffixes it moves, is found out when they are asked for."""
        changed = show(one)
        self._all.add(one.item, self._suffixes)
        return changed

    def remove(self, one: Setting) -> set[str]:
        """One less."""
        self._all.remove(one.item)
        return set()


def show(one: Setting) -> set[str]:
    """Let an item show the names of a setting; gives its id if it showed others before."""
    before = one.item.state
    one.item.state = one.state.copy()
    one.item.state.suffix = before.suffix
    return {one.item.id} if one.item.state.shape() != before.shape() else set()
