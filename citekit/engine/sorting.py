"""``cs:sort``: keys of items and cites, empty ones last (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from ..richtext.runs import plain_text
from .labels import citation_label
from .state import Cite, Context, Disambiguation, Item
from .style.compiler import Environment
from .style.locale import NS
from .style.name_style import NameStyle
from .style.numbers import is_numeric

if TYPE_CHECKING:
    from .collation import Collator

T = TypeVar("T")
KeyFunction = Callable[[Context], Any]


class SortKey:
    """One ``cs:key``, compiled: what it gives for an item, and its direction."""

    __slots__ = ("descending", "is_macro", "value")

    def __init__(self, element: Any, envs: Callable[[str], Environment], collator: Collator) -> None:
        self.descending = element.get("sort") == "descending"
        self.is_macro = element.get("macro") is not None
        self.value: KeyFunction = _compile(element, envs, collator)


class SortKeys:
    """The keys of one ``cs:sort``, compiled.

    ``whole_names``: given names that a rule for all cites adds count in keys too; those of single cites do not.
    """

    def __init__(
        self, element: Any, envs: Callable[[str], Environment], collator: Collator, whole_names: bool = False
    ) -> None:
        self.whole_names = whole_names
        self.keys = [SortKey(key, envs, collator) for key in element if key.tag == NS + "key"]

    def values(self, ctx: Context) -> Values:
        """What each key gives for a context, made when it is asked for."""
        return Values(self, ctx.item, ctx.cite)

    def people(self, item: Item) -> list[Any]:
        """Whom the macros of the keys name (``disambiguate.Named``)."""
        found: list[Any] = []
        for key in self.keys:
            if key.is_macro:
                ctx = Context(item)
                ctx.people = found
                key.value(ctx)
        return found

    def compare(self, one: Values, other: Values) -> int:
        """-1, 0 or 1: whether one stands before the other, with it, or after it."""
        for n, key in enumerate(self.keys):
            a, b = one.get(n), other.get(n)
            if a != b:
                if a is None or b is None:
                    return 1 if a is None else -1
                return -1 if (a < b) != key.descending else 1
        return 0

    def arrange(self, things: list[T], values: list[Values]) -> list[T]:
        """The things in order of their values; those without one come last, equal ones keep their order."""
        return [things[at] for at in self._arranged(list(range(len(things))), values, 0)]

    def _arranged(self, order: list[int], values: list[Values], n: int) -> list[int]:
        """Places in order of the ``n``-th key and those after it, which are asked for only where it does not
        decide.
        """
        if len(order) < 2 or n == len(self.keys):
            return order
        found = {at: values[at].get(n) for at in order}
        filled = [at for at in order if found[at] is not None]
        filled.sort(key=found.__getitem__, reverse=self.keys[n].descending)
        out: list[int] = []
        for _, equal in groupby(filled, key=found.__getitem__):
            out += self._arranged(list(equal), values, n + 1)
        return out + self._arranged([at for at in order if found[at] is None], values, n + 1)


class Values:
    """The values of one item's sort keys."""

    __slots__ = ("_found", "cite", "item", "keys")

    def __init__(self, keys: SortKeys, item: Item, cite: Cite | None) -> None:
        self.keys, self.item, self.cite = keys, item, cite
        self._found: list[Any] = []

    def get(self, n: int) -> Any:
        """The value of the ``n``-th key, None where it gives nothing."""
        while len(self._found) <= n:
            ctx = Context(self.item, self.cite)
            shown = Disambiguation()  # names added, and suffixes, follow from the order
            if self.keys.whole_names:
                shown.givens = self.item.state.givens
            ctx.suffix, ctx.disambiguation = "", shown
            self._found.append(self.keys.keys[len(self._found)].value(ctx))
        return self._found[n]


def by_groups(cites: list[Cite], values: dict[int, Values], named: dict[int, str], keys: SortKeys) -> list[Cite]:
    """Cites of the same names together, each group where the first key of its first cite puts it.

    ``values`` and ``named`` (sort keys of the names) are by the identity of a cite.  What has no value counts as the
    greatest, and a descending key turns a group round (as citeproc-js has it); what names nobody is a group too.
    """
    descending = keys.keys[0].descending
    ordered = keys.arrange(cites, [values[id(cite)] for cite in cites])
    ordered.sort(key=lambda cite: named[id(cite)], reverse=descending)
    ordered.sort(key=lambda cite: not named[id(cite)])
    leads: list[tuple[bool, Any, int]] = []
    for _, group in groupby(ordered, key=lambda cite: named[id(cite)]):
        some = list(group)
        first = values[id(some[0])].get(0)
        leads += [(first is None, first or "", len(leads) + n) for n in range(len(some))]
    return [ordered[at] for _, _, at in sorted(leads, reverse=descending)]


def _compile(key: Any, envs: Callable[[str], Environment], collator: Collator) -> KeyFunction:
    options: dict[str, Any] = {
        name: int(key.get(name)) for name in ("names-min", "names-use-first") if (key.get(name) or "").isdigit()
    }
    if key.get("names-use-last"):
        options["names-use-last"] = key.get("names-use-last") == "true"
    macro, variable = key.get("macro"), key.get("variable")
    if macro:

        def by_macro(ctx: Context) -> Any:
            ctx.sort_key = options or {}
            text = plain_text(envs(ctx.item.type).macro(macro)(ctx))
            return collator.key(text) if text else None

        return by_macro
    if variable in NAME_VARIABLES:
        style = NameStyle(envs(""), None, None)

        def by_names(ctx: Context) -> Any:
            people = ctx.item.names.get(variable)
            if not people:
                return None
            shown = people[: style.shown(len(people), False, options)]
            return collator.key(", ".join(plain_text(style.person(p, 2, True)) for p in shown))

        return by_names
    if variable in DATE_VARIABLES:
        return lambda ctx: ctx.item.dates[variable].key() if variable in ctx.item.dates else None
    return _by_text(variable, collator, envs(""))


def _by_text(variable: str, collator: Collator, env: Environment) -> KeyFunction:
    if variable == "citation-number":
        return lambda ctx: env.number(ctx.item) or None
    if variable == "citation-label":
        return lambda ctx: collator.key(citation_label(ctx) + ctx.item.state.suffix)

    def by_text(ctx: Context) -> Any:
        value = ctx.item.fields.get(variable, "")
        if not value:
            return None
        if variable in NUMBER_VARIABLES and is_numeric(value) and value.isdigit():
            return f"{int(value):012d}"
        return collator.key(plain_text(ctx.item.runs(variable)) if variable in ctx.item.fields else value)

    return by_text
