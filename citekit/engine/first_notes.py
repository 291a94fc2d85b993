"""Cites that read alike and name the notes in which their items were cited first, told apart by these numbers.

Where a style adds no names citeproc-js looks at less: at two cites, and for year suffixes at the first.
"""

from __future__ import annotations

from collections.abc import Callable

from .name_tree import NameTree, RestOf
from .naming import NamingSteps, Setting


class TreesByNote:
    """Cites whose names are told apart only where they name the same note."""

    def __init__(self, steps: NamingSteps, tree: Callable[[], NameTree]) -> None:
        self._steps, self._tree = steps, tree
        self._trees: dict[str, NameTree] = {}

    def add(self, one: Setting) -> set[str]:
        """Tell a new cite apart; gives the ids of those that show otherwise now."""
        text = self._steps.text(one)
        if text not in self._trees:
            self._trees[text] = self._tree()
        return self._trees[text].add(one)

    def remove(self, item_id: str) -> set[str]:
        """Take a cite out; gives the ids of others that show otherwise now."""
        return next(tree for tree in self._trees.values() if item_id in tree).remove(item_id)


class CitesByNote:
    """Cites of a style that adds no names: either all need telling apart, or none."""

    def __init__(self, steps: NamingSteps, rest_of: RestOf) -> None:
        self._steps, self._rest_of = steps, rest_of
        self._rest = rest_of()
        self._cites: dict[str, Setting] = {}
        self._texts: dict[str, int] = {}  # how many cites read so
        self._alike = False

    def add(self, one: Setting) -> set[str]:
        """Tell a new cite apart; gives the ids of those that show otherwise now."""
        self._cites[one.item.id] = one
        text = self._steps.text(one)
        self._texts[text] = self._texts.get(text, 0) + 1
        return self._told(one)

    def remove(self, item_id: str) -> set[str]:
        """Take a cite out; gives the ids of others that show otherwise now."""
        one = self._cites.pop(item_id)
        text = self._steps.text(one)
        self._texts[text] -= 1
        if not self._texts[text]:
            del self._texts[text]
        changed = self._rest.remove(one) if self._alike else set()
        return changed | self._told(None)

    def _told(self, new: Setting | None) -> set[str]:
        alike, self._alike = self._alike, self._are_alike()
        cites = self._cites.values() if alike != self._alike else [new] if new is not None else []
        if alike != self._alike:
            self._rest = self._rest_of()
        changed: set[str] = set()
        for one in cites:
            changed |= (self._rest if self._alike else self._rest_of()).add(one)
        return changed

    def _are_alike(self) -> bool:
        """Whether the notes tell too few of them apart."""
        if self._steps.rules.suffix:
            return not self._cites or self._texts[self._steps.text(self._cites[min(self._cites)])] > 1
        return not len(self._texts) == len(self._cites) == 2
