"""Disambiguation: names, given names, ``disambiguate`` conditions, year suffixes (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .state import Disambiguation, Item

Look = Callable[[Item, Disambiguation], tuple[str, list[Any]]]


class Options:
    """The disambiguation attributes of ``cs:citation``."""

    def __init__(self, citation: Any, has_condition: bool) -> None:
        self.names = citation.get("disambiguate-add-names") == "true"
        self.givens = citation.get("disambiguate-add-givenname") == "true"
        self.rule = citation.get("givenname-disambiguation-rule") or "by-cite"
        self.suffix = citation.get("disambiguate-add-year-suffix") == "true"
        self.condition = has_condition
        self.any = self.names or self.givens or self.suffix or has_condition


class Disambiguator:
    """Sets ``item.state`` of items so that cites tell them apart; ``look`` gives a cite's text and its people."""

    def __init__(self, options: Options, look: Look) -> None:
        self.options, self.look = options, look
        self._alike: list[list[Item]] = []  # what names and conditions could not tell apart

    def run(self, items: list[Item]) -> None:
        """Disambiguate ``items`` from scratch by names and conditions; ``suffixes`` does the rest when they are sorted."""
        self._alike = []
        options = self.options
        states = {item.id: Disambiguation() for item in items}
        if options.givens and options.rule != "by-cite":
            self._all_names(items, states)
        groups: dict[str, list[Item]] = {}
        for item in items:
            groups.setdefault(self.look(item, states[item.id])[0], []).append(item)
        for group in groups.values():
            if len(group) > 1:
                self._group(group, states)
        for item in items:
            item.state = states[item.id]

    def _all_names(self, items: list[Item], states: dict[str, Disambiguation]) -> None:
        """Given names by a global rule: people of one family name are told apart wherever they are named."""
        primary = self.options.rule.startswith("primary-name")
        most = 1 if self.options.rule.endswith("with-initials") else 2
        families: dict[tuple[str, int], dict[str, dict[int, str]]] = {}
        places: list[tuple[Item, int, int, Any, Any]] = []
        for item in items:
            for index, _, _, people, style, _ in self.look(item, states[item.id])[1]:
                for n, person in enumerate(people[:1] if primary else people):
                    places.append((item, index, n, person, style))
                    family = families.setdefault((person.key, style.base_level), {})
                    if person.given not in family:
                        family[person.given] = {lv: _key(style, person, lv) for lv in (0, 1, 2)}
        for item, index, n, person, style in places:
            family = families[person.key, style.base_level]
            if len(family) < 2:
                continue
            base = style.base_level
            for level in range(base, most + 1):
                if level == 1 and style.initialize_with is None:
                    continue
                mine = family[person.given][level]
                if sum(forms[level] == mine for forms in family.values()) == 1:
                    break
            else:
                level = base if self.options.rule.endswith("with-initials") else self._best(family, person, base, most)
                if level == base and most == 1 and style.initialize_with is not None:
                    level = self._best(family, person, base, most)
            if level > base:
                states[item.id].givens[index, n] = level

    @staticmethod
    def _best(family: dict[str, dict[int, str]], person: Any, base: int, most: int) -> int:
        """The lowest level that tells a name from as many others as any level does."""
        counts = {level: sum(forms[level] == family[person.given][level] for forms in family.values()) for level in range(base, most + 1)}
        fewest = min(counts.values())
        return min(level for level, count in counts.items() if count == fewest)

    def _group(self, group: list[Item], states: dict[str, Disambiguation]) -> None:
        rest = [group]
        if self.options.names:
            rest = [g for part in rest for g in self._by_names(part, states)]
        if self.options.givens and self.options.rule == "by-cite":
            rest = [g for part in rest for g in self._by_givens(part, states)]
        if self.options.condition:
            rest = [g for part in rest for g in self._by_condition(part, states)]
        self._alike += rest

    def suffixes(self) -> None:
        """Year suffixes for what is still alike, in the order of the items' numbers."""
        if self.options.suffix:
            for part in self._alike:
                for n, item in enumerate(sorted(part, key=lambda i: i.number)):
                    item.state.suffix = suffix_letters(n)

    def _split(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        parts: dict[str, list[Item]] = {}
        for item in group:
            parts.setdefault(self.look(item, states[item.id])[0], []).append(item)
        return list(parts.values())

    def _try(self, group: list[Item], states: dict[str, Disambiguation], change: Callable[[Disambiguation], None]) -> list[list[Item]]:
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
            for index, _, shown, people, _, _ in self.look(item, states[item.id])[1]:
                least, most = found.get(index, (shown, 0))
                found[index] = (min(least, shown), max(most, len(people)))
        return [(index, shown, most) for index, (shown, most) in sorted(found.items())]

    def _same_people(self, group: list[Item], states: dict[str, Disambiguation]) -> bool:
        """Whether all items of a group name the same people, so that names cannot tell them apart."""
        people = {
            tuple((index, tuple((p.key, p.given) for p in people)) for index, _, _, people, _, _ in self.look(item, states[item.id])[1])
            for item in group
        }
        return len(people) == 1

    def _by_names(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        if self._same_people(group, states):
            return [group]
        for index, shown, most in self._lists(group, states):
            for count in range(shown + 1, most + 1):
                parts = self._try(group, states, lambda s, i=index, c=count: s.names.__setitem__(i, c))  # type: ignore[misc]
                if len(parts) > 1:
                    return [g for part in parts for g in (self._by_names(part, states) if len(part) > 1 else [])]
        return [group]

    def _by_givens(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        if self._same_people(group, states):
            return [group]
        for index, shown, most in self._lists(group, states):
            for count in range(shown, (most if self.options.names else shown) + 1):
                for n in range(count):
                    for level in (1, 2):

                        def change(s: Disambiguation, i: int = index, c: int = count, n: int = n, lv: int = level, b: int = shown) -> None:
                            if c > b:
                                s.names[i] = c
                            s.givens[i, n] = lv

                        parts = self._try(group, states, change)
                        if len(parts) > 1:
                            return [g for part in parts for g in (self._by_givens(part, states) if len(part) > 1 else [])]
        return [group]

    def _by_condition(self, group: list[Item], states: dict[str, Disambiguation]) -> list[list[Item]]:
        for item in group:  # true even where it does not help: nothing else did
            states[item.id] = states[item.id].copy()
            states[item.id].condition = True
        return [part for part in self._split(group, states) if len(part) > 1]


def _key(style: Any, person: Any, level: int) -> str:
    from .marks import plain

    return plain(style.person(person, level, False))


def suffix_letters(n: int) -> str:
    """``a`` to ``z``, ``aa``, ``ab`` ... for 0, 1, 2 ..."""
    out = ""
    n += 1
    while n:
        n, letter = divmod(n - 1, 26)
        out = chr(97 + letter) + out
    return out
