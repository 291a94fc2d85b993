"""What compiling knows: the style, the locale, the area, the item type, and what was compiled already."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

from ...common.errors import StyleError
from ...csl.variables import NUMBER_VARIABLES
from ...richtext.case import apply_case, strip_periods
from ...richtext.runs import (
    FIELD_CLOSE,
    INNER_CLOSE,
    INNER_OPEN,
    QUOTE_CLOSE,
    QUOTE_OPEN,
    UPRIGHT,
    Affix,
    Doubled,
    Firm,
    LayoutSuffix,
    Mark,
    OfNumber,
    OfQuote,
    OfText,
    Prefix,
    Runs,
    Value,
    pair,
)
from .joining import render_group
from .locale import NS, Locale
from .silent import is_silent

if TYPE_CHECKING:
    from ..state import Context, Item
    from .loader import LoadedStyle

Render = Callable[["Context"], Optional[Runs]]
Finish = Callable[[Runs, "Optional[Context]"], Optional[Runs]]
# variables whose numbers are counted, and what such a number ends with
NUMBERED = NUMBER_VARIABLES | {"call-number", "division", "supplement"}
_COUNTED = re.compile(r"(?<![\dA-Za-z])[1-9]\d*$")
MAX_MACROS = 100_000  # calls in one cite or entry; the largest official styles need some hundreds
# from the outermost to the innermost
FORMATS = ("vertical-align", "text-decoration", "font-weight", "font-variant", "font-style")
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
    """A function that prints nothing and leaves behind what the element does."""
    if is_silent(inner):
        return inner

    def render(ctx: Context) -> Runs | None:
        inner(ctx)
        return None

    return render


def _link(runs: Runs, url: str) -> Runs:
    opened, closed = pair("link", url)
    return [opened, *runs, closed]


def unchanged(runs: Runs, ctx: Context | None) -> Runs | None:
    """What ``finish`` does where there is nothing to do."""
    return runs


# letters and digits of scripts that have italics: East Asian ones are never set in them (Chicago Manual 18, 11.110)
_SLOPES = re.compile(
    "[-0-9A-Za-z\u0e01-\u0e5b\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05d4\u05d6-\u05ff"
    "\u0600-\u06ff\u1f00-\u1fff\u200c-\u200e\u202a-\u202e]"
)


def has_italics(content: Runs) -> bool:
    """Whether the script of a text has italics."""
    return any(isinstance(piece, str) and _SLOPES.search(piece) for piece in content)


def formatting(element: Any, content: Runs | None = None) -> tuple[Runs, Runs]:
    """The marks that an element's formatting attributes open and close, round this content where it is known."""
    before: Runs = []
    after: Runs = []
    for attribute in FORMATS:
        value = element.get(attribute)
        if value is not None and attribute == "font-style" and content is not None and not has_italics(content):
            continue
        if value is not None:
            opened, closed = pair(attribute, value)
            before.append(opened)
            after.insert(0, closed)
    return before, after


def outer_quotes(runs: Runs) -> Runs:
    """A text that is said to have no quotation marks round it: its own are the locale's outer ones."""
    if INNER_OPEN not in runs:
        return runs
    outer = {INNER_OPEN: QUOTE_OPEN, INNER_CLOSE: FIELD_CLOSE}
    return [outer.get(piece, piece) if isinstance(piece, Mark) else piece for piece in runs]


def _at_top(element: Any) -> bool:
    """Whether an element stands in the layout itself, where blocks are (as citeproc-js has it)."""
    around = (NS + "choose", NS + "if", NS + "else-if", NS + "else")
    holder = next(a for a in element.iterancestors() if a.tag not in around)
    return bool(holder.tag == NS + "layout")


def _surroundings(element: Any) -> tuple[list[Any], list[Any], bool, bool]:
    """What stands before and behind the content of an element; whether it is formatted, and as a text by itself."""
    before, after = formatting(element)
    decorated = bool(after)
    formatted = element.tag == NS + "text" and element.get("macro") is None
    formatted = formatted and (decorated or element.get("quotes") == "false")
    if element.get("quotes") == "true":
        before, after = [QUOTE_OPEN, *before], [*after, QUOTE_CLOSE]
        formatted = False
    layout = element.tag == NS + "layout"  # only there affixes are formatted too (CSL 1.0.2, "Affixes")
    if element.get("prefix"):
        before.insert(len(before) if layout else 0, Prefix(element.get("prefix")))
    if element.get("suffix"):
        cited = layout and element.getparent().tag == NS + "citation"
        suffix = (LayoutSuffix if cited else Affix)(element.get("suffix"))
        after.insert(0 if layout else len(after), suffix)
    display = element.get("display")
    if display and _at_top(element):
        opened, closed = pair("display", display)
        before.insert(0, opened)
        after.append(closed)
    return before, after, decorated, formatted


def _own_suffixes(element: Any, after: Runs, formatted: bool) -> tuple[Runs, Runs | None]:
    """What stands behind the content of an element where it is one text, and behind a number where it is one."""
    direct = element.tag in (NS + "text", NS + "number", NS + "label") and element.get("macro") is None
    if not direct:
        return after, None
    kind = Firm if formatted else OfQuote if element.get("quotes") == "true" else OfText
    single = [kind(piece) if isinstance(piece, Affix) else piece for piece in after]
    if element.tag == NS + "label" or element.get("variable") not in NUMBERED:
        return single, None
    return single, [OfNumber(piece) if isinstance(piece, Affix) else piece for piece in after]


def _upright_kinds(element: Any) -> frozenset[str]:
    """The formatting that a group turns off.

    It says so in any case where its last element has formatting of that kind itself (as citeproc-js has it).
    """
    if element.tag != NS + "group":
        return frozenset()
    return frozenset(name for name in FORMATS if element.get(name) == "normal")


def with_upright(before: Runs, kinds: frozenset[str]) -> Runs:
    """Marks that open formatting, with “normal” of these kinds said in any case."""
    return [
        pair(mark.kind, UPRIGHT)[0]
        if isinstance(mark, Mark) and mark.value == "normal" and mark.kind in kinds
        else mark
        for mark in before
    ]


def kinds_at_end(runs: Runs) -> frozenset[str]:
    """The formatting that ends with the last element, its own suffix apart."""
    kinds: set[str] = set()
    for piece in reversed(runs):
        if isinstance(piece, Mark) and not piece.is_open and piece.value != "normal":
            kinds.add(piece.kind)
        elif not isinstance(piece, Affix):
            break
    return frozenset(kinds)


def finish(element: Any, env: Environment, cased: bool = False) -> Finish | None:
    """What an element does with its content: text case, periods, quotes, formatting, affixes, display.

    None where there is nothing to do; ``cased``: the content has its text case already.
    """
    case, strip = element.get("text-case"), element.get("strip-periods") == "true"
    before, after, decorated, formatted = _surroundings(element)
    single, numbered = _own_suffixes(element, after, formatted)
    stopped = str(element.get("suffix", "")).endswith(".")  # what ends with a full stop of the style
    doubled = [Doubled(piece) if isinstance(piece, Affix) and piece[:1] == "." else piece for piece in after]
    if cased or element.tag == NS + "date":
        case = None
    locale = env.locale
    of_item = element.get("variable") is not None and element.tag != NS + "label"
    slope = element.get("font-style") if of_item and element.tag == NS + "text" else None
    slopes = pair("font-style", slope) if slope else ()
    # a style in another language that asks for title case of its own term means it
    english = locale.english or (not of_item and element.tag in (NS + "text", NS + "label"))
    unquoted = element.get("quotes") == "false"
    if not (case or strip or before or after or unquoted):
        return None

    upright = _upright_kinds(element)
    quoted = element.get("quotes") == "true" and element.get("macro") is None

    def wrap(runs: Runs, ctx: Context | None) -> Runs | None:
        begin = before
        if upright and ctx is not None and runs is ctx.formatted_end:
            begin = with_upright(before, upright & kinds_at_end(runs))
        if case:
            runs = apply_case(runs, case, english, locale.lang)  # words of the style, not of the item
        if strip:
            runs = strip_periods(runs, of_item)
        if unquoted:
            runs = outer_quotes(runs)
        if slopes and not has_italics(runs):
            return [*(p for p in before if p not in slopes), *runs, *(p for p in after if p not in slopes)]
        if decorated and isinstance(runs[0], Prefix):  # within formatting it meets nothing that stands before
            runs = [Value(runs[0]), *runs[1:]]
        alone = len(runs) == 1
        if doubled and ctx is not None and runs is ctx.behind_stop:
            behind = doubled
        elif numbered is not None:
            last = runs[-1]
            behind = numbered if isinstance(last, str) and _COUNTED.search(last) else after
        else:
            behind = single if alone else after
        out = [*begin, *runs, *behind]
        if ctx is not None:
            if formatted and alone:
                ctx.firm = out
            elif quoted and alone:
                ctx.quoted = out
            if decorated:
                ctx.decorated = out
            if stopped and not (isinstance(runs[-1], str) and runs[-1].endswith(".")):
                ctx.stopped = out
        return out

    return wrap


def finished(inner: Render, element: Any, env: Environment, cased: bool = False) -> Render:
    """A function whose content an element finishes; ``cased``: the content has its text case already."""
    wrap = None if is_silent(inner) else finish(element, env, cased)
    if wrap is None:
        return inner

    def render(ctx: Context) -> Runs | None:
        runs = inner(ctx)
        return wrap(runs, ctx) if runs else None

    return render
