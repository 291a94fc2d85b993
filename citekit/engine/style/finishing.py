"""What elements do with their content: text case, periods, quotes, formatting, affixes, display."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

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
    AfterFormatted,
    AfterNumber,
    AfterQuoted,
    AfterText,
    LayoutSuffix,
    Literal,
    Mark,
    Prefix,
    Runs,
    SecondStop,
    span,
)
from .locale import NS
from .numbers import is_numeric
from .silent import is_silent

if TYPE_CHECKING:
    from ..state import Context
    from .compiler import Environment, Render

Finish = Callable[[Runs, "Optional[Context]"], Optional[Runs]]
# from the outermost to the innermost
FORMATS = ("vertical-align", "text-decoration", "font-weight", "font-variant", "font-style")
# variables whose numbers are counted, and what such a number ends with
NUMBERED = NUMBER_VARIABLES | {"call-number", "division", "supplement"}
_COUNTED = re.compile(r"[1-9]\d*$")


_SWAPPED = str.maketrans("()[]", "[]()")


class _NestedPrefix(Prefix):
    """A prefix that opens a parenthesis round content: within another one it is a bracket."""

    __slots__ = ()


class _NestedSuffix(Affix):
    """A suffix that closes such a parenthesis."""

    __slots__ = ()


def _in_brackets(runs: Runs) -> Runs:
    """What stands in a parenthesis, with parentheses of its own as brackets (Chicago Manual 18, 6.101)."""
    kinds = [type(piece) for piece in runs]
    opened = kinds.count(_NestedPrefix)
    if not opened or opened != kinds.count(_NestedSuffix):  # one whose end is elsewhere stays as the style has it
        return runs
    return [
        type(piece)(piece.translate(_SWAPPED)) if isinstance(piece, (_NestedPrefix, _NestedSuffix)) else piece
        for piece in runs
    ]


def _is_parenthesis(element: Any, env: Environment) -> bool:
    """Whether an element sets a parenthesis round others, a number or a date, in notes (as citeproc-js has it)."""
    if env.area != "citation" or env.style.root.get("class") != "note":
        return False
    text = element.tag == NS + "text" and element.get("macro") is None and element.get("variable") not in NUMBERED
    own = text or element.tag in (NS + "names", NS + "label")
    prefix, suffix = element.get("prefix", ""), element.get("suffix", "")
    return not own and prefix.count("(") == suffix.count(")") == 1 and not (")" in prefix or "(" in suffix)


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
            opened, closed = span(attribute, value)
            before.append(opened)
            after.insert(0, closed)
    return before, after


def outer_quotes(runs: Runs) -> Runs:
    """A text that a style sets without quotation marks: its own become the locale's outer ones."""
    if INNER_OPEN not in runs:
        return runs
    outer = {INNER_OPEN: QUOTE_OPEN, INNER_CLOSE: FIELD_CLOSE}
    return [outer.get(piece, piece) if isinstance(piece, Mark) else piece for piece in runs]


def _at_top(element: Any) -> bool:
    """Whether an element stands in the layout itself, where blocks are (as citeproc-js has it)."""
    around = (NS + "choose", NS + "if", NS + "else-if", NS + "else")
    holder = next(a for a in element.iterancestors() if a.tag not in around)
    return bool(holder.tag == NS + "layout")


def _surroundings(element: Any, nested: bool) -> tuple[list[Any], list[Any], bool, bool]:
    """What stands before and after the content of an element; whether it is formatted, and as a text by itself."""
    before, after = formatting(element)
    decorated = bool(after)
    formatted = element.tag == NS + "text" and element.get("macro") is None
    formatted = formatted and (decorated or element.get("quotes") == "false")
    if element.get("quotes") == "true":
        before, after = [QUOTE_OPEN, *before], [*after, QUOTE_CLOSE]
        formatted = False
    layout = element.tag == NS + "layout"  # only there affixes are formatted too (CSL 1.0.2, "Affixes")
    if element.get("prefix"):
        before.insert(len(before) if layout else 0, (_NestedPrefix if nested else Prefix)(element.get("prefix")))
    if element.get("suffix"):
        cited = layout and element.getparent().tag == NS + "citation"
        kind = LayoutSuffix if cited else _NestedSuffix if nested else Affix
        after.insert(0 if layout else len(after), kind(element.get("suffix")))
    display = element.get("display")
    if display and _at_top(element):
        opened, closed = span("display", display)
        before.insert(0, opened)
        after.append(closed)
    return before, after, decorated, formatted


def _own_suffixes(element: Any, after: Runs, formatted: bool) -> tuple[Runs, Runs | None]:
    """What stands after the content of an element where it is one text, and after a number where it is one."""
    direct = element.tag in (NS + "text", NS + "number", NS + "label") and element.get("macro") is None
    if not direct:
        return after, None
    kind = AfterFormatted if formatted else AfterQuoted if element.get("quotes") == "true" else AfterText
    single = [kind(piece) if isinstance(piece, Affix) else piece for piece in after]
    if element.tag == NS + "label" or element.get("variable") not in NUMBERED:
        return single, None
    return single, [AfterNumber(piece) if isinstance(piece, Affix) else piece for piece in after]


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
        span(mark.kind, UPRIGHT)[0]
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


class _Finish:
    """What an element does with its content, resolved once."""

    def __init__(self, element: Any, env: Environment, cased: bool) -> None:
        self.case = None if cased or element.tag == NS + "date" else element.get("text-case")
        self.strip = element.get("strip-periods") == "true"
        self.nested = _is_parenthesis(element, env)
        self.before, self.after, self.decorated, self.formatted = _surroundings(element, self.nested)
        self.single: Runs = self.after
        self.numbered: Runs | None = None
        if not self.nested:
            self.single, self.numbered = _own_suffixes(element, self.after, self.formatted)
        self.stopped = str(element.get("suffix", "")).endswith(".")  # what ends with a full stop of the style
        self.doubled = [SecondStop(p) if isinstance(p, Affix) and p[:1] == "." else p for p in self.after]
        self.suffixed = bool(element.get("suffix"))
        self.language = env.locale.lang
        self.of_item = element.get("variable") is not None and element.tag != NS + "label"
        slope = element.get("font-style") if self.of_item and element.tag == NS + "text" else None
        self.slopes = span("font-style", slope) if slope else ()
        # a style in another language that asks for title case of its own term means it
        self.english = env.locale.english or (not self.of_item and element.tag in (NS + "text", NS + "label"))
        self.unquoted = element.get("quotes") == "false"
        self.quoted = element.get("quotes") == "true" and element.get("macro") is None
        self.upright = _upright_kinds(element)

    @property
    def needed(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.case or self.strip or self.before or self.after or self.unquoted)

    def __call__(self, runs: Runs, ctx: Context | None) -> Runs | None:
        begin = self.before
        if self.upright and ctx is not None and runs is ctx.formatted_end:
            begin = with_upright(begin, self.upright & kinds_at_end(runs))
        if self.case:
            runs = apply_case(runs, self.case, self.english, self.language)  # words of the style, not of the item
        if self.strip:
            runs = strip_periods(runs, self.of_item)
        if self.unquoted:
            runs = outer_quotes(runs)
        if self.slopes and not has_italics(runs):
            slopes = self.slopes
            return [*(p for p in begin if p not in slopes), *runs, *(p for p in self.after if p not in slopes)]
        if self.decorated and isinstance(runs[0], Prefix):  # within formatting it merges with nothing before it
            runs = [Literal(runs[0]), *runs[1:]]
        if self.nested:
            runs = _in_brackets(runs)
        behind_stop = bool(self.doubled) and ctx is not None and runs is ctx.behind_stop
        out = [*begin, *runs, *(self.doubled if behind_stop else self._behind(runs))]
        if ctx is not None:
            self._tell(ctx, runs, out)
        return out

    def _behind(self, runs: Runs) -> Runs:
        """What stands after this content."""
        if self.numbered is None:
            return self.single if len(runs) == 1 else self.after
        last = runs[-1]
        counted = isinstance(last, str) and _COUNTED.search(last) and is_numeric(last)
        return self.numbered if counted else self.after

    def _tell(self, ctx: Context, runs: Runs, out: Runs) -> None:
        """Pass on what joins this with its neighbours."""
        if len(runs) == 1:
            if self.formatted:
                ctx.formatted_text = out
            elif self.quoted:
                ctx.quoted = out
        if self.decorated:
            ctx.decorated = out
        if self.suffixed:
            ctx.suffixed = out
        if self.stopped and not (isinstance(runs[-1], str) and runs[-1].endswith(".")):
            ctx.stopped = out


def finish(element: Any, env: Environment, cased: bool = False) -> Finish | None:
    """What an element does with its content: text case, periods, quotes, formatting, affixes, display.

    None where there is nothing to do; ``cased``: the content has its text case already.
    """
    made = _Finish(element, env, cased)
    return made if made.needed else None


def finished(inner: Render, element: Any, env: Environment, cased: bool = False) -> Render:
    """A function whose content an element finishes; ``cased``: the content has its text case already."""
    wrap = None if is_silent(inner) else finish(element, env, cased)
    if wrap is None:
        return inner

    def render(ctx: Context) -> Runs | None:
        runs = inner(ctx)
        return wrap(runs, ctx) if runs else None

    return render
