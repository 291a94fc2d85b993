"""Disambiguation: names, given names, ``disambiguate`` conditions, year suffixes (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from .disambiguation_rules import DisambiguationRules
from .families import Family
from .first_notes import CitesByNote, TreesByNote
from .last_resorts import Conditions, Nothing, Suffixes
from .name_tree import NameTree, Rest
from .named import ComparedCite, Named, NamedPerson
from .naming import NamingSteps, Setting
from .state import Disambiguation, Item

RenderCite = Callable[[Item, Disambiguation, int], ComparedCite]  # the last: the note in which the item was cited first


class Group(Protocol):
    """Cites that read alike before names are added; it tells them apart."""

    def add(self, one: Setting) -> set[str]:
        """One more; gives the ids of those that show otherwise now."""

    def remove(self, item_id: str) -> set[str]:
        """One less, the same."""


class Disambiguator:
    """Sets ``item.state`` of items so that cites tell them apart.

    ``render`` gives a cite's text and its people, ``place`` is the sort key of an item's place in the bibliography.
    Items are added as they come: what is kept is the text of each cite before names are added, and who bears which
    family name.
    ``first_notes``: the notes in which items were cited first, where cites name them and so are told apart by them.
    ``sorted_by``: whom the order of the bibliography names.
    """

    def __init__(
        self,
        rules: DisambiguationRules,
        render: RenderCite,
        place: Callable[[Item], Any],
        first_notes: Mapping[str, int] | None = None,
        sorted_by: Callable[[Item], list[Named]] | None = None,
    ) -> None:
        self.rules = rules
        self.suffixes = Suffixes(place)
        self._render = render
        self._first_notes = first_notes
        self._sorted_by = sorted_by
        self._compared: dict[tuple[str, tuple[Any, ...], int], ComparedCite] = {}
        self._given = rules.givens and rules.rule != "by-cite"
        self._base: dict[str, Disambiguation] = {}  # what the global rule for given names asks of each item
        self._texts: dict[str, str] = {}
        self._alone: dict[str, Item] = {}  # by their texts
        self._groups: dict[str, Group] = {}
        self._steps = NamingSteps(rules, self.compared)
        self._families: dict[str, Family] = {}
        self._people: dict[str, list[NamedPerson]] = {}

    def compared(self, item: Item, state: Disambiguation) -> ComparedCite:
        """A cite with a setting of names, as it is compared with others; each is rendered once."""
        return self._remembered(item, state, self._first_notes.get(item.id, 0) if self._first_notes else 0)

    def _remembered(self, item: Item, state: Disambiguation, note: int) -> ComparedCite:
        key = (item.id, state.shape(), note)
        compared = self._compared.get(key)
        if compared is None:
            compared = self._compared[key] = self._render(item, state, note)
        return compared

    def add(self, items: list[Item]) -> set[str]:
        """Tell new items apart from those that came before; gives the ids of all that show otherwise now.

        Year suffixes are settled when they are asked for (``suffixes``).
        """
        affected = {item.id: item for item in items}
        changed = set(affected)
        if self._given:
            for item in items:
                affected |= self._register_names(item)
        moved: list[Item] = []
        for item in affected.values():
            state = self._global_names(item) if self._given else Disambiguation()
            former = self._base.get(item.id)
            if former is None or former.givens != state.givens:
                self._base[item.id] = state
                moved.append(item)
        for item in moved:
            if item.id in self._texts:
                changed |= self._leave(item, self._texts[item.id])
        for item in moved:
            text = self._texts[item.id] = self._remembered(item, self._base[item.id], 0).text or self._unprinted(item)
            changed |= self._join(item, text)
        return changed

    def _unprinted(self, item: Item) -> str:
        """The group of a cite that prints nothing: a condition may give it words, and a suffix a year to its entry.

        Cites that are numbers are never alike.
        """
        return f"\0{item.id}" if self.rules.suffix and self.rules.numbered else "\0"

    def _leave(self, item: Item, text: str) -> set[str]:
        """Take an item from those whose cites read so."""
        if self._alone.pop(text, None) is not None:
            return set()
        return self._groups[text].remove(item.id)

    def _join(self, item: Item, text: str) -> set[str]:
        """Put an item to those whose cites read so."""
        group = self._groups.get(text)
        changed: set[str] = set()
        if group is None:
            other = self._alone.pop(text, None)
            if other is None:
                self._alone[text] = item
                before, item.state = item.state.shape(), self._base[item.id].copy()
                return {item.id} if item.state.shape() != before else set()
            group = self._groups[text] = self._new_group()
            changed = group.add(Setting(other, self._base[other.id]))
        return changed | group.add(Setting(item, self._base[item.id]))

    def _new_group(self) -> Group:
        if self._first_notes is None:
            return self._new_tree()
        if self.rules.adds_names:
            return TreesByNote(self._steps, self._new_tree)
        return CitesByNote(self._steps, self._new_rest)

    def _new_tree(self) -> NameTree:
        return NameTree(self._steps, self._new_rest)

    def _new_rest(self) -> Rest:
        """What tells apart cites that names do not: conditions come after all else (CSL 1.0.2, "Choose")."""
        if self.rules.suffix:
            return self.suffixes.begin()
        return Conditions(self._steps) if self.rules.conditions else Nothing()

    def _named(self, item: Item) -> list[NamedPerson]:
        """The people that the global rule looks at."""
        named = self._people.get(item.id)
        if named is None:
            primary = self.rules.rule.startswith("primary-name")
            named = self._people[item.id] = [
                NamedPerson(named.element, n, person, named.style)
                for named in self.compared(item, Disambiguation()).named
                for n, person in enumerate(named.people[:1] if primary else named.people)
            ]
        return named

    def _register_names(self, item: Item) -> dict[str, Item]:
        """Note whom an item names; gives the items that name somebody who reads like one of them."""
        grown: dict[str, Item] = {}
        for _, _, person, style in self._named(item):
            grown |= self._families.setdefault(person.key, Family()).add(person, style, item)
        for person, style in self._named_elsewhere(item):
            grown |= self._families.setdefault(person.key, Family()).add(person, style, item)
        return grown

    def _named_elsewhere(self, item: Item) -> list[tuple[Any, Any]]:
        """Whom the bibliography is sorted by beside those whom cites name: a global rule counts them too, as
        citeproc-js has it.
        """
        compared = self.compared(item, Disambiguation()).named
        cited = {id(named.people) for named in compared}
        if self._sorted_by is None or cited.issuperset(map(id, item.names.values())):
            return []
        last = 1 if self.rules.rule.startswith("primary-name") else None
        return [
            (person, (compared[0] if compared else named).style)
            for named in self._sorted_by(item)
            if id(named.people) not in cited
            for person in named.people[:last]
        ]

    def _global_names(self, item: Item) -> Disambiguation:
        """Given names by a global rule: people with one family name are distinguished wherever they are named."""
        state = Disambiguation()
        most = 1 if self.rules.rule.endswith("with-initials") else 2
        for element, n, person, style in self._named(item):
            family, base = self._families[person.key], style.base_level
            if len(family) < 2 or base > most:
                continue  # nobody to tell from, or the style shows whole names already
            without = style.initials_with is None  # … and has no initials
            level = family.level(person, [v for v in range(base, most + 1) if v != 1 or not without])
            if level > base:
                state.givens[element, n] = level
        return state
