"""``cs:sort``: keys of items and cites, empty ones last (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from ..csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from ..richtext.runs import plain
from .labels import citation_label
from .state import Context, Disambiguation
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

    __slots__ = ("descending", "reads_numbers", "value")

    def __init__(self, element: Any, envs: Callable[[str], Environment], collator: Collator) -> None:
        self.descending = element.get("sort") == "descending"
        self.reads_numbers = element.get("variable") == "citation-number" or element.get("macro") is not None
        self.value: KeyFunction = _compile(element, envs, collator)


class SortKeys:
    """The keys of one ``cs:sort``, compiled."""

    def __init__(self, element: Any, envs: Callable[[str], Environment], collator: Collator) -> None:
        self.keys = [SortKey(key, envs, collator) for key in element if key.tag == NS + "key"]

    def values(self, ctx: Context) -> tuple[Any, ...]:
        """What each key gives for a context; None where it gives nothing."""
        out = []
        shown = (
            Disambiguation()
        )  # given names as entries show them; names added and year suffixes follow from the order
        shown.givens = ctx.item.state.givens
        for key in self.keys:
            ctx = Context(ctx.item, ctx.cite)
            ctx.suffix, ctx.disambiguation = "", shown
            out.append(key.value(ctx))
        return tuple(out)

    def arrange(self, things: list[T], values: list[tuple[Any, ...]]) -> list[T]:
        """The things in order of their values; those without one come last, equal ones keep their order."""
        order = list(range(len(things)))
        for n in range(len(self.keys) - 1, -1, -1):
            filled = [at for at in order if values[at][n] is not None]
            filled.sort(key=lambda at: values[at][n], reverse=self.keys[n].descending)
            order = filled + [at for at in order if values[at][n] is None]
        return [things[at] for at in order]


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
            text = plain(envs(ctx.item.type).macro(macro)(ctx))
            return collator.key(text) if text else None

        return by_macro
    if variable in NAME_VARIABLES:
        style = NameStyle(envs(""), None, None)

        def by_names(ctx: Context) -> Any:
            people = ctx.item.names.get(variable)
            if not people:
                return None
            shown = people[: style.shown(len(people), False, options)]
            return collator.key(", ".join(plain(style.person(p, 2, True)) for p in shown))

        return by_names
    if variable in DATE_VARIABLES:
        return lambda ctx: ctx.item.dates[variable].key() if variable in ctx.item.dates else None
    return _by_text(variable, collator)


def _by_text(variable: str, collator: Collator) -> KeyFunction:
    if variable == "citation-number":
        return lambda ctx: ctx.item.number or None
    if variable == "citation-label":
        return lambda ctx: collator.key(citation_label(ctx) + ctx.item.state.suffix)

    def by_text(ctx: Context) -> Any:
        value = ctx.item.fields.get(variable, "")
        if not value:
            return None
        if variable in NUMBER_VARIABLES and is_numeric(value) and value.isdigit():
            return f"{int(value):012d}"
        return collator.key(plain(ctx.item.runs(variable)) if variable in ctx.item.fields else value)

    return by_text
