"""What compiling knows: the style, the locale, the area, the item type, and what was compiled already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

from ...common.errors import StyleError
from ...richtext.runs import (
    Runs,
    span,
)
from .joining import render_group
from .locale import NS, Locale
from .silent import is_silent

if TYPE_CHECKING:
    from ..state import Context, Item
    from .loader import LoadedStyle

Render = Callable[["Context"], Optional[Runs]]
MAX_MACROS = 100_000  # calls in one cite or entry; the largest official styles need some hundreds
# options that names inherit from cs:style, cs:citation and cs:bibliography (CSL 1.0.2, "Inheritable Name Options")
NAME_OPTIONS = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
    "name-form",
    "name-delimiter",
    "names-delimiter",
)


class Environment:
    """Compiles one area of a style (``citation``, ``bibliography`` or ``sort``) for one item type (None: any).

    ``shape``: the variables of the items that it is compiled for; None where they may have any.
    """

    def __init__(
        self,
        style: LoadedStyle,
        locale: Locale,
        area: str,
        parent: Any,
        item_type: str | None,
        abbreviations: dict[str, dict[str, str]],
        links: bool,
        shape: frozenset[str] | None = None,
    ) -> None:
        self.style, self.locale, self.area, self.type, self.shape = style, locale, area, item_type, shape
        self.sorts_bibliography = area == "sort" and parent is not None and parent.tag == NS + "bibliography"
        self.abbreviations = abbreviations
        self.link = _link if links else None
        self.inherited = {
            name: value
            for holder in (style.root, parent)
            if holder is not None
            for name in NAME_OPTIONS
            if (value := holder.get(name)) is not None
        }
        self.has_year_suffix = style.uses_year_suffix
        self._macros: dict[tuple[str, bool], Render] = {}
        self.delimiter = ""
        self.alternatives = False
        self.dates_only = False  # in a sort key, the macro at hand has a date: nothing else of it counts
        self.groups: set[Render] = set()  # what vanishes by itself where its variables are empty
        self.plain_groups: set[Render] = set()  # those that leave behind nothing for what is joined with them
        self.fixed: set[Render] = set()  # what fills no variable: terms, values, labels
        self.names_parent: Any = None  # the cs:names whose substitute is being compiled

    def number(self, item: Item) -> int:
        """An item's citation number; what sorts a bibliography can only know the order of registration."""
        return item.registered if self.sorts_bibliography else item.number

    def lacks(self, *variables: str) -> bool:
        """Whether no item that this is compiled for has any of these variables."""
        return self.shape is not None and self.shape.isdisjoint(variables)

    def option(self, name: str) -> str | None:
        """An option of ``cs:style``."""
        value: str | None = self.style.root.get(name)
        return value

    def children(self, element: Any, delimiter: str = "", alternatives: bool = False) -> list[Render]:
        """The compiled children of an element; citeproc-py elements that citekit does not know are left out.

        ``delimiter`` is what stands between them, and so between the children of a ``cs:choose`` among them;
        ``alternatives``: only the first of them that prints anything counts, as in ``cs:substitute``.
        """
        outer = self.delimiter, self.alternatives
        self.delimiter, self.alternatives = delimiter, alternatives
        made = [
            unprinted(child.compile(self)) if self.dates_only and _is_content(child) else child.compile(self)
            for child in element
            if hasattr(type(child), "compile")
        ]
        self.delimiter, self.alternatives = outer
        return made

    def macro(self, name: str) -> Render:
        """A macro, compiled when it is first rendered, or at once for a shape (the loader has checked that it exists
        and does not call itself).
        """
        dated = self.area == "sort" and (
            self.dates_only or next(self.style.macros[name].iter(NS + "date"), None) is not None
        )
        made = self._macros.get((name, dated))
        if made is not None:
            return made
        if self.shape is not None:
            made = self._macros[name, dated] = self._macro(name, dated)
            return made
        compiled: list[Render] = []

        def render(ctx: Context) -> Runs | None:
            if not compiled:
                compiled.append(self._macro(name, dated))
            return compiled[0](ctx)

        self._macros[name, dated] = render
        return render

    def _macro(self, name: str, dated: bool) -> Render:
        """A macro as a group; its calls are counted in a style whose macros could call each other too often."""
        outer, self.dates_only = self.dates_only, dated
        inner = render_group(self.children(self.style.macros[name]), "", self, apart=True)
        self.dates_only = outer
        if is_silent(inner) or self.style.macro_calls <= MAX_MACROS:
            return inner

        def render(ctx: Context) -> Runs | None:
            ctx.macros += 1
            if ctx.macros > MAX_MACROS:
                raise StyleError(f"macros multiply without end (at “{name}”)", where=self.style.name)
            return inner(ctx)

        return render


def _is_content(element: Any) -> bool:
    """Whether an element prints something itself that is no date."""
    return element.tag in (NS + "text", NS + "number", NS + "label", NS + "names") and element.get("macro") is None


def unprinted(inner: Render) -> Render:
    """A function that prints nothing and passes on what the element does."""
    if is_silent(inner):
        return inner

    def render(ctx: Context) -> Runs | None:
        inner(ctx)
        return None

    return render


def _link(runs: Runs, url: str) -> Runs:
    opened, closed = span("link", url)
    return [opened, *runs, closed]
