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

    __slots__ = ("_alike", "_bearers", "_forms", "_lost")

    def __init__(self) -> None:
        self._forms: dict[str, tuple[str, ...]] = {}  # given name -> how the name reads at each level
        self._alike: tuple[dict[str, list[str]], ...] = ({}, {}, {})  # level -> form -> the given names that read so
        self._bearers: dict[str, dict[str, Item]] = {}
        self._lost: set[str] = set()  # given names that no level tells from all others

    def __len__(self) -> int:
        return len(self._forms)

    def add(self, person: Any, style: Any, item: Item) -> dict[str, Item]:
        """Note that an item names a person; gives the items that name somebody whose given name may have to be set
        otherwise now.

        Those are the bearers of names that read like the new one, and of those that nothing tells apart; of all names
        when the second comes.
        """
        given, again = person.given_key, {}
        if given not in self._forms:
            forms = tuple(plain_text(style.person(person, level, False)) for level in LEVELS)
            touched = set(self._forms if len(self._forms) == 1 else self._lost)
            for level in LEVELS[1:]:
                touched.update(self._alike[level].get(forms[level], ()))
            for other in touched:
                again.update(self._bearers[other])
            self._forms[given] = forms
            for level in LEVELS:
                self._alike[level].setdefault(forms[level], []).append(given)
        self._bearers.setdefault(given, {})[item.id] = item
        return again

    def level(self, person: Any, levels: list[int]) -> int:
        """The first of these levels that tells a name from all others, or from as many as any level does."""
        given = person.given_key
        counts = [len(self._alike[level][self._forms[given][level]]) for level in levels]
        if 1 in counts:
            return levels[counts.index(1)]
        self._lost.add(given)
        return levels[counts.index(min(counts))]
