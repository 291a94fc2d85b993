"""Disambiguation: names, given names, ``disambiguate`` conditions, year suffixes (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..csl.letters import letters
from ..richtext.runs import plain_text
from .alike import AlikeCites
from .disambiguation_rules import DisambiguationRules
from .families import Family
from .named import ComparedCite, Named, NamedPerson
from .state import Disambiguation, Item

RenderCite = Callable[[Item, Disambiguation, int], ComparedCite]  # the last: the note in which the item was cited first
Crowded = tuple[Named, dict[tuple[int, int], int]]  # the people of a cite, and the given names that it shows
People = tuple[tuple[int, tuple[tuple[str, str], ...]], ...]  # index of cs:names, (name, given name) of each


class Disambiguator:
    """Sets ``item.state`` of items so that cites tell them apart.

    ``render`` gives a cite's text and its people, ``arrange`` puts items in bibliography order.  Items are added as
    they come: what is kept is the text of each cite before names are added, and who bears which family name.
    ``first_notes``: the notes in which items were cited first, where cites name them and so are told apart by them.
    ``sorted_by``: whom the order of the bibliography names.
    """

    def __init__(
        self,
        rules: DisambiguationRules,
        render: RenderCite,
        arrange: Callable[[list[Item]], list[Item]],
        first_notes: Mapping[str, int] | None = None,
        sorted_by: Callable[[Item], list[Named]] | None = None,
    ) -> None:
        self.rules, self.arrange = rules, arrange
        self._render = render
        self._first_notes = first_notes
        self._sorted_by = sorted_by
        self._compared: dict[tuple[str, tuple[Any, ...], int], ComparedCite] = {}
        self._told: dict[str, AlikeCites] = {}  # such groups, where conditions tell their cites apart
        self._alike: dict[str, People] = {}  # groups whose items name the same people: names cannot tell them apart
        self._given = rules.givens and rules.rule != "by-cite"
        self._base: dict[str, Disambiguation] = {}  # what the global rule for given names asks of each item
        self._texts: dict[str, str] = {}
        self._groups: dict[str, dict[str, Item]] = {}
        self._families: dict[str, Family] = {}
        self._people: dict[str, list[NamedPerson]] = {}
        self._same_as: dict[str, People] = {}
        self._spelt: dict[int, list[tuple[str, ...]]] = {}  # of the lists of people by their identity
        self._forms: dict[tuple[Any, int, int, bool], tuple[str, bool]] = {}

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
        """Tell new items apart from those that came before; gives the ids of all that show otherwise now."""
        affected = {item.id: item for item in items}
        if self._given:
            for item in items:
                affected |= self._register_names(item)
        dirty: dict[str, list[Item]] = {}  # groups that change, with the items that are new in them
        for item in affected.values():
            state = self._global_names(item) if self._given else Disambiguation()
            self._base[item.id] = state
            text = self._remembered(item, state, 0).text or self._unprinted(item)
            old = self._texts.get(item.id)
            if old is not None:
                del self._groups[old][item.id]
                self._forget(old)
                dirty[old] = []
            self._texts[item.id] = text
            self._groups.setdefault(text, {})[item.id] = item
            dirty.setdefault(text, []).append(item)
        changed: set[str] = set()
        for text, new in dirty.items():
            changed |= self._join(text, new) if self._joins(text, new) else self._separate(text)
        return changed

    def _unprinted(self, item: Item) -> str:
        """The group of a cite that prints nothing: a condition may give it words, and a suffix a year to its entry.

        Cites that are numbers are never alike.
        """
        return f"\0{item.id}" if self.rules.suffix and self.rules.numbered else "\0"

    def _joins(self, text: str, new: list[Item]) -> bool:
        """Whether new items name the same people as a group that names have not told apart."""
        alike = self._alike.get(text) if self._first_notes is None else None
        return alike is not None and all(self._same(item) == alike for item in new)

    def _join(self, text: str, new: list[Item]) -> set[str]:
        """Add items to such a group: only year suffixes change for the others."""
        for item in new:
            item.state = self._base[item.id].copy()
        changed = {item.id for item in new}
        if self.rules.suffix:
            return changed | self._suffix(list(self._groups[text].values()))
        if self.rules.conditions:
            told = self._told.get(text)
            if told is None:
                others = [item for item in self._groups[text].values() if item.id not in changed]
                told = self._told[text] = AlikeCites(others, self._with_conditions, self.rules.conditions)
            for item in new:
                changed |= told.add(item)
        return changed

    def _forget(self, text: str) -> None:
        """Forget that the items of a group name the same people: it changes."""
        self._alike.pop(text, None)
        self._told.pop(text, None)

    def _with_conditions(self, item: Item, count: int) -> str:
        """A cite with so many of its conditions true."""
        state = self._base[item.id].copy()
        state.condition = count
        return self.compared(item, state).text

    def _separate(self, text: str) -> set[str]:
        """Tell the items of a group apart, from scratch; gives the ids of those that show otherwise now."""
        group = list(self._groups[text].values())
        if len(group) == 1:
            alone, former = group[0], group[0].state.shape()
            alone.state = self._base[alone.id].copy()
            self._forget(text)
            return {alone.id} if alone.state.shape() != former else set()
        before = {item.id: item.state.shape() for item in group}
        states = {item.id: self._base[item.id].copy() for item in group}
        self._forget(text)
        rest: list[list[Item]] = []
        if group:
            people = self._same(group[0])
            if all(self._same(item) == people for item in group):
                self._alike[text] = people
            rest = self._group(group, states)
        for item in group:
            item.state = states[item.id]
        if self.rules.suffix:
            for part in rest:
                self._suffix(part)
        return {item.id for item in group if item.state.shape() != before[item.id]}

    def _suffix(self, group: list[Item]) -> set[str]:
        """Year suffixes in the order of the bibliography; gives the ids of those that change."""
        changed = set()
        for n, item in enumerate(self.arrange(sorted(group, key=lambda i: i.registered))):
            suffix = letters(n)
            if item.state.suffix != suffix:
                item.state.suffix = suffix
                changed.add(item.id)
        return changed

    def _same(self, item: Item) -> People:
        """The people that an item's cite names."""
        people = self._same_as.get(item.id)
        if people is None:
            people = self._same_as[item.id] = tuple(
                (named.element, tuple((p.key, p.given_key) for p in named.people))
                for named in self.compared(item, self._base[item.id]).named
            )
        return people

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

    def _group(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        """What names and conditions cannot tell apart in a group."""
        rest = self._by_first_note(group, states)
        if self.rules.adds_names:
            rest = [g for part in rest for g in self._by_people(part, states)]
        if self.rules.conditions and not self.rules.suffix:  # the condition comes after all else (CSL 1.0.2, "Choose")
            rest = [g for part in rest for g in self._by_condition(part, states)]
        return rest

    def _by_first_note(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        """What the numbers of the notes that cites name do not tell apart, as citeproc-js tries it.

        Where names are not added it looks at less: at two cites, and for year suffixes at the first.
        """
        if self._first_notes is None:
            return [group]
        parts = self._split(group, states)
        if self.rules.adds_names:
            return [part for part in parts if len(part) > 1]
        if self.rules.suffix:
            first = min(group, key=lambda item: item.id)
            return [] if any(part == [first] for part in parts) else [group]
        return [] if len(parts) == len(group) == 2 else [group]

    def _split(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        parts: dict[str, list[Item]] = {}
        for item in group:
            parts.setdefault(self.compared(item, states[item.id]).text, []).append(item)
        return list(parts.values())

    def _try(
        self, group: list[Item], states: dict[str, Disambiguation], change: Callable[[Disambiguation], None]
    ) -> list[list[Item]]:
        """The groups that a change makes; the change is undone where it tells nothing apart."""
        before = {item.id: states[item.id] for item in group}
        for item in group:
            states[item.id] = states[item.id].copy()
            change(states[item.id])
        parts = self._split(group, states)
        if len(parts) == 1:
            states.update(before)
        return parts

    def _lists(self, group: list[Item], states: dict[str, Disambiguation]) -> list[tuple[int, int, int]]:
        """For each names element of the cite: its index, the names shown now, the most any item of the group has."""
        found: dict[int, tuple[int, int]] = {}
        for item in group:
            for named in self.compared(item, states[item.id]).named:
                least, most = found.get(named.element, (named.shown, 0))
                found[named.element] = (min(least, named.shown), max(most, len(named.people)))
        return [(index, shown, most) for index, (shown, most) in sorted(found.items())]

    def _by_people(
        self, group: list[Item], states: dict[str, Disambiguation], begin: tuple[int, int] = (0, 1)
    ) -> list[list[Item]]:
        """What names and given names cannot tell apart.

        Name by name, as citeproc-js has it: a name is added where it is not shown yet, then its given names are; so the
        cite grows by as little as tells it apart.  Names that all cites of the group have alike are not tried.
        ``begin``: the list of names and the place in it up to which a larger group had them alike.
        """
        people = self._same(group[0])
        if all(self._same(item) == people for item in group):
            return [group]
        by_cite = self.rules.givens and self.rules.rule == "by-cite"
        for index, shown, most in self._lists(group, states):
            if index < begin[0]:
                continue
            crowd = self._crowd(group, states, index)
            first = max(begin[1] if index == begin[0] else 1, self._alike_until(crowd) + 1)
            for count in range(first, (most if self.rules.names else shown) + 1):
                for level in (0, 1, 2) if by_cite else (0,):
                    if (level == 0 and count <= shown) or not self._may_tell(crowd, count, level, shown):
                        continue
                    if level == 1 and crowd and all(named.style.initials_with is None for named, _ in crowd):
                        continue  # the style shows no initials: what it adds to the cite is the whole name

                    def change(
                        state: Disambiguation, i: int = index, c: int = count, lv: int = level, shown: int = shown
                    ) -> None:
                        if c > shown:
                            state.names[i] = c
                        if lv:
                            state.givens[i, c - 1] = lv

                    parts = self._try(group, states, change)
                    if len(parts) > 1:
                        several = [part for part in parts if len(part) > 1]
                        return [g for part in several for g in self._by_people(part, states, (index, count))]
                    if level == 0:
                        crowd = []  # names that differ and read alike: from here on every setting is tried
        return [group]

    def _crowd(self, group: list[Item], states: dict[str, Disambiguation], index: int) -> list[Crowded]:
        """The people of each cite in one list of names, and its given names; none where a cite has no such list or
        prints its last name after et al.
        """
        found = [
            (named, states[item.id].givens)
            for item in group
            for named in self.compared(item, states[item.id]).named
            if named.element == index
        ]
        return [] if len(found) < len(group) or any(named.style.use_last for named, _ in found) else found

    def _alike_until(self, crowd: list[Crowded]) -> int:
        """How many names at the beginning are spelt alike in all lists, none of which ends there."""
        spelt = []
        for named, _ in crowd:
            known = self._spelt.get(id(named.people))
            if known is None:
                known = self._spelt[id(named.people)] = [person.spelt for person in named.people]
            spelt.append(known)
        if not spelt:
            return 0
        low, high = min(spelt), max(spelt)
        same = next((n for n, (a, b) in enumerate(zip(low, high)) if a != b), min(len(low), len(high)))
        return max(0, min(same, min(map(len, spelt)) - 1))

    def _may_tell(self, crowd: list[Crowded], count: int, level: int, shown: int) -> bool:
        """Whether the name at a place, set at a level, can tell cites apart: not where all have the same there, and
        all or none of them have further ones.
        """
        seen = set()
        for named, givens in crowd:
            total = len(named.people)
            now = total if named.base >= total else min(total, max(named.shown, count if count > shown else 0))
            asked = max(level, givens.get((named.element, count - 1), 0))
            form = self._form(named, count - 1, asked) if count <= total else None
            seen.add((now, total if now == total else 0, form))
            if len(seen) > 1:
                return True
        return not crowd

    def _form(self, named: Named, place: int, level: int) -> tuple[str, bool]:
        """How a name reads at a place and level, and whether it is an institution's."""
        person, style = named.people[place], named.style
        inverted = not person.literal and (style.sort_order == "all" or (style.sort_order == "first" and place == 0))
        key = (person, named.element, level, inverted)
        form = self._forms.get(key)
        if form is None:
            text = plain_text(style.person(person, max(level, style.base_level), inverted))
            form = self._forms[key] = (text, bool(person.literal))
        return form

    def _by_condition(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        """What conditions cannot tell apart: one after the other they turn true, until they do."""
        rest = [group]
        for count in range(1, self.rules.conditions + 1):
            for item in (item for part in rest for item in part):
                states[item.id] = states[item.id].copy()
                states[item.id].condition = count  # true even where it does not help: nothing else did
            rest = [part for whole in rest for part in self._split(whole, states) if len(part) > 1]
        return rest
