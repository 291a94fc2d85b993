"""Who bears a family name: how each given name reads at each level, and which of them read alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..richtext.runs import plain_text

if TYPE_CHECKING:
    from .state import Item

LEVELS = (0, 1, 2)  # of given names: none, initials, whole


class Family:
    """The people of one family name, told apart by given names wherever they are named (CSL 1.0.2, "Disambiguation",
    ``givenname-disambiguation-rule``).
    """

    __slots__ = ("_alike", "_bearers", "_forms")

    def __init__(self) -> None:
        self._forms: dict[str, tuple[str, ...]] = {}  # given name -> how the name reads at each level
        self._alike: tuple[dict[str, Alike], ...] = ({}, {}, {})  # level -> form -> the given names that read so
        self._bearers: dict[str, dict[str, Item]] = {}

    def __len__(self) -> int:
        return len(self._forms)

    def add(self, person: Any, style: Any, item: Item) -> dict[str, Item]:
        """Note that an item names a person; gives the items that name somebody whose given name may have to be set
        otherwise now: those of a name that was the only one to read so, and of names that read alike when the first
        comes that differs from them at a further level.
        """
        given, again = person.given_key, {}
        if given not in self._forms:
            forms = tuple(plain_text(style.person(person, level, False)) for level in LEVELS)
            for level in LEVELS:
                alike = self._alike[level].setdefault(forms[level], Alike(forms))
                touched = alike.givens[:] if len(alike.givens) == 1 or alike.parted(forms, level) else ()
                alike.givens.append(given)
                for other in touched:
                    again.update(self._bearers[other])
            self._forms[given] = forms
        self._bearers.setdefault(given, {})[item.id] = item
        return again

    def level(self, person: Any, levels: list[int]) -> int:
        """The first of these levels that tells a name from all others, or from as many as any level does."""
        forms = self._forms[person.given_key]
        counts = [len(self._alike[level][forms[level]].givens) for level in levels]
        return levels[counts.index(min(counts))]


class Alike:
    """Given names that read alike at one level, and the further levels at which not all of them do."""

    __slots__ = ("differ", "first", "givens")

    def __init__(self, first: tuple[str, ...]) -> None:
        self.first = first
        self.givens: list[str] = []
        self.differ: set[int] = set()

    def parted(self, forms: tuple[str, ...], level: int) -> bool:
        """Whether a new name is the first that differs from the others at a further level."""
        apart = {further for further in LEVELS[level + 1 :] if forms[further] != self.first[further]} - self.differ
        self.differ |= apart
        return bool(apart)
