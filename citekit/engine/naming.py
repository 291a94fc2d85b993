"""Which names and given names, beyond those of the style, tell two cites apart (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import NamedTuple

from ..richtext.runs import plain_text
from .disambiguation_rules import DisambiguationRules
from .named import ComparedCite, Named
from .state import Disambiguation, Item

Compare = Callable[[Item, Disambiguation], ComparedCite]
People = tuple[tuple[int, tuple[tuple[str, str], ...]], ...]  # index of cs:names, (name, given name) of each
BY_ADDING, WHOLE_NAMES = (0,), (0, 1, 2)


class Step(NamedTuple):
    """Show so many names of one ``cs:names``, and the given name of the last of them: 1 its initials, 2 whole.

    Steps are tried in their order, as citeproc-js does it: a name is added where it is not shown yet, then its given
    name is, so that the cite grows by as little as tells it apart.
    """

    element: int
    names: int
    level: int


BEGINNING = Step(0, 0, 0)


class Setting(NamedTuple):
    """A cite as it shows its names now."""

    item: Item
    state: Disambiguation


class NamingSteps:
    """The steps of one style; ``compare`` renders a cite with a setting of names."""

    def __init__(self, rules: DisambiguationRules, compare: Compare) -> None:
        self.rules = rules
        self.compare = compare
        self._levels = WHOLE_NAMES if rules.givens and rules.rule == "by-cite" else BY_ADDING
        self._lists: dict[str, dict[int, Named]] = {}  # of items by their ids, before names are added
        self._people: dict[str, People] = {}
        self._spelt: dict[int, list[tuple[str, ...]]] = {}  # of the lists of people by their identity
        self._forms: dict[tuple[object, int, int, bool], tuple[str, bool]] = {}

    def taken(self, one: Setting, step: Step) -> Setting:
        """A cite as it shows its names with a step more."""
        state = one.state.copy()
        named = self.lists(one).get(step.element)
        if named is not None:
            shown = names_shown(named, state)
            if step.names > shown and self.rules.names:
                state.names[step.element] = step.names
            if step.level and (step.names <= shown or self.rules.names):
                state.givens[step.element, step.names - 1] = step.level
        return Setting(one.item, state)

    def lists(self, one: Setting) -> dict[int, Named]:
        """The lists of names of a cite by their elements."""
        lists = self._lists.get(one.item.id)
        if lists is None:
            lists = self._lists[one.item.id] = {named.element: named for named in self.compare(*one).named}
        return lists

    def told_by(self, one: Setting, step: Step) -> Hashable | None:
        """What a step adds to a cite: cites that read alike without it and have this in common do so with it.

        None where that is not known without the texts.
        """
        named = self.lists(one).get(step.element)
        return None if named is None or named.style.use_last else self._told_by(named, one.state, step)

    def text(self, one: Setting) -> str:
        """What a cite reads."""
        return self.compare(*one).text

    def first(self, one: Setting, other: Setting, after: Step, until: Step | None) -> Step | None:
        """The first step that tells two cites apart, of those after one and before another.

        Names that both cites have alike are not tried.
        """
        if not self.rules.adds_names or self._names(one) == self._names(other):
            return None
        lists = self.lists(one), self.lists(other)
        for element in sorted(lists[0].keys() | lists[1].keys()):
            if element < after.element:
                continue
            both = [(named[element], cite.state) for named, cite in zip(lists, (one, other)) if element in named]
            if any(named.style.use_last for named, _ in both):
                both = both[:1]  # a name after et al. may differ at any step
            step = self._first_in(element, (one, other), both, after, until)
            if step is not None:
                return step
        return None

    def _first_in(
        self,
        element: int,
        cites: tuple[Setting, Setting],
        both: list[tuple[Named, Disambiguation]],
        after: Step,
        until: Step | None,
    ) -> Step | None:
        """The same within one list of names."""
        lists = [named for named, _ in both]
        shown = [names_shown(named, state) for named, state in both]
        last = max(map(len, (named.people for named in lists))) if self.rules.names else max(shown)
        begin = after.names if element == after.element else 1
        sure = len(both) == 2  # what the names say of the texts
        for count in range(max(begin, self._alike_until(lists, begin - 1) + 1 if sure else 1), last + 1):
            for level in self._levels:
                step = Step(element, count, level)
                if until is not None and step >= until:
                    return None
                if step <= after or (level == 0 and count <= min(shown)) or (sure and not self._may_tell(both, step)):
                    continue
                if level == 1 and all(named.style.initials_with is None for named in lists):
                    continue  # the style shows no initials: what it adds to the cite is the whole name
                if self.text(self.taken(cites[0], step)) != self.text(self.taken(cites[1], step)):
                    return step
                sure = sure and level > 0  # names that differ and read alike: from here on every step is tried
        return None

    def _names(self, one: Setting) -> People:
        """The people that an item's cite names."""
        people = self._people.get(one.item.id)
        if people is None:
            people = self._people[one.item.id] = tuple(
                (element, tuple((p.key, p.given_key) for p in named.people))
                for element, named in self.lists(one).items()
            )
        return people

    def _alike_until(self, lists: list[Named], start: int) -> int:
        """Up to which name, from one on, names are spelt alike in both lists, none of which ends there."""
        spelt = []
        for named in lists:
            known = self._spelt.get(id(named.people))
            if known is None:
                known = self._spelt[id(named.people)] = [person.spelt for person in named.people]
            spelt.append(known)
        one, other = spelt
        shortest = min(len(one), len(other))
        same = next((n for n in range(start, shortest) if one[n] != other[n]), shortest)
        return max(0, min(same, shortest - 1))

    def _may_tell(self, both: list[tuple[Named, Disambiguation]], step: Step) -> bool:
        """Whether a step can tell two cites apart: not where both have the same name there, and both or none of them
        have further ones.
        """
        told = {self._told_by(named, state, step) for named, state in both}
        return len(told) > 1

    def _told_by(self, named: Named, state: Disambiguation, step: Step) -> Hashable:
        total = len(named.people)
        now = min(total, max(names_shown(named, state), step.names if self.rules.names else 0))
        level = max(step.level, state.givens.get((named.element, step.names - 1), 0))
        form = self._form(named, step.names - 1, level) if step.names <= total else None
        return now, total if now == total else 0, form

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


def names_shown(named: Named, state: Disambiguation) -> int:
    """How many names of a list a cite shows."""
    total = len(named.people)
    return min(total, max(named.base, state.names.get(named.element, 0))) if named.base < total else total
