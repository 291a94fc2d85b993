"""CSL rendering elements, each a subclass of citeproc-py's that compiles itself to a plain function.

A style does not change: ``compile`` runs once for each item type and area, folds what the type decides, and gives a
``Render``, which takes a Context and gives a run, or None where nothing is rendered.
"""

from __future__ import annotations

from typing import Any

from citeproc import model

from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, TEXT_VARIABLES
from ...richtext.case import apply_case
from ...richtext.runs import Runs, plain_text
from ..locator_words import under_label
from ..state import MAX_SHAPES, Context
from .compiler import Environment, Render
from .conditions import OF_THE_CITE, Test, conditions, is_fixed
from .content import number_value
from .dates import Date
from .finishing import finish, finished, unchanged
from .joining import render_children, render_first, render_group
from .locale import NS
from .names import Names
from .numbers import is_plural, number_parts, page_range
from .silent import missed, nothing
from .text import Text

_CHOICES = frozenset(NS + name for name in ("if", "else-if", "else"))


class Number(model.Number):  # type: ignore[misc]
    """``cs:number`` (CSL 1.0.2, "Number")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        variable, form, locale = self.get("variable"), self.get("form") or "numeric", env.locale
        if env.lacks(variable) and variable not in OF_THE_CITE:
            return missed
        wrap = finish(self, env) or unchanged
        case = self.get("text-case") if form == "long-ordinal" else None  # each word of a list has it
        ranged = variable in ("page", "locator")
        fmt = env.option("page-range-format")

        def render(ctx: Context) -> Runs | None:
            ctx.called += 1
            value = number_value(ctx, variable)
            if not value or ctx.already_shown(variable):
                return None
            if ctx.track is not None:
                ctx.track.add(variable)
            ctx.filled += 1
            if variable == "locator":
                if ctx.located:
                    return None
                ctx.located = True
            if ranged and form == "numeric":
                return wrap([page_range(value, fmt, locale)], ctx)
            parts = number_parts(value, form, variable, locale)
            if case and len(parts) > 1:
                parts[::2] = [plain_text(apply_case([part], case, locale.english, locale.lang)) for part in parts[::2]]
            return wrap(["".join(parts)], ctx)

        return render


class Label(model.Label):  # type: ignore[misc]
    """``cs:label`` outside ``cs:names`` (CSL 1.0.2, "Label")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        variable, form, plural = self.get("variable"), self.get("form") or "long", self.get("plural") or "contextual"
        locale = env.locale
        cache: dict[tuple[str, bool], Runs | None] = {}
        beside = _labelled(self, variable, env)
        if env.lacks(variable, *beside) and OF_THE_CITE.isdisjoint((variable, *beside)):
            return nothing
        wrap = finish(self, env) or unchanged
        joint = locale.term("and") or "and"

        def render(ctx: Context) -> Runs | None:
            value = number_value(ctx, variable) or next(filter(None, (number_value(ctx, v) for v in beside)), "")
            if not value:
                return None
            term = variable
            if variable == "locator" and ctx.cite is not None:
                if ctx.located and ctx.cite.worded_locator and not ctx.labelled:
                    return None  # the locator has been printed with the label that is written into it
                term, value = ctx.cite.label, under_label(value)
                ctx.labelled = True
            # a label that stands for another number is that of its own variable, which is empty: one
            own = number_value(ctx, variable) if beside else value
            many = plural == "always" or (plural == "contextual" and is_plural(own, variable, joint))
            if (term, many) not in cache:
                text = locale.term(term, form, many)
                cache[term, many] = wrap([text], ctx) if text else None
            return cache[term, many]

        env.fixed.add(render)
        return render


def _labelled(label: Any, variable: str, env: Environment) -> list[str]:
    """The other numbers that a label stands before, or after as the last of its group: styles set “p.” by the label of
    ``page`` before the locator, by that of ``locator`` before a macro for pages, and “3 vol.” by that of ``volume``.
    """
    holder = label
    while (beside := _sibling(holder)) is None and holder.getparent().tag in _CHOICES:
        holder = holder.getparent().getparent()  # a label chosen among others stands before what follows cs:choose
    if beside is None:
        beside = _sibling(label, preceding=True)
    if beside is None or beside.tag not in (NS + "text", NS + "number"):
        return []
    others = [beside.get("variable")]
    if beside.get("macro") in env.style.macros:
        inside = env.style.macros[beside.get("macro")]
        others = [part.get("variable") for part in inside.iter(NS + "text", NS + "number", NS + "date", NS + "names")]
    return others if variable not in others and NUMBER_VARIABLES.issuperset(others) else []


def _sibling(element: Any, preceding: bool = False) -> Any:
    """The next element, or the one before; a choice by variables that CSL does not have is passed over as not there."""
    return next((one for one in element.itersiblings(preceding=preceding) if not _is_foreign(one)), None)


def _is_foreign(element: Any) -> bool:
    tests = [(branch.get("variable") or "").split() for branch in element] if element.tag == NS + "choose" else []
    return bool(tests) and all(names and not _VARIABLES.issuperset(names) for names in tests)


_VARIABLES = NAME_VARIABLES | DATE_VARIABLES | TEXT_VARIABLES | NUMBER_VARIABLES


class Group(model.Group):  # type: ignore[misc]
    """``cs:group``: vanishes where it calls variables and all of them are empty (CSL 1.0.2, "Group")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        delimiter = self.get("delimiter", "")
        children = env.children(self, delimiter)
        return finished(render_group(children, delimiter, env, apart=bool(self.get("suffix"))), self, env)


class Choose(model.Choose):  # type: ignore[misc]
    """``cs:choose`` with its branches; branches that the item type rules out are not compiled (CSL 1.0.2, "Choose")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        branches: list[tuple[Test | None, Render]] = []
        for branch in self:
            test = conditions(branch, env) if branch.tag != NS + "else" else True
            if test is False:
                continue
            if test is True and not branches and env.shape is not None:
                return _branch(branch, env, env.delimiter, env.alternatives)
            branches.append((None if test is True else test, _lazy(branch, env)))
            if test is True:
                break
        if not branches or all(body is nothing for _, body in branches):
            return nothing
        if branches[0][0] is None:
            return branches[0][1]
        return _by_shape(branches) if all(is_fixed(branch, env) for branch in self) else _by_tests(branches)


def _by_tests(branches: list[tuple[Test | None, Render]]) -> Render:
    def render(ctx: Context) -> Runs | None:
        for test, body in branches:
            if test is None or test(ctx):
                return body(ctx)
        return None

    return render


def _by_shape(branches: list[tuple[Test | None, Render]]) -> Render:
    """Branches that depend on which variables an item has: decided once for all items of the same shape."""
    chosen: dict[frozenset[str], Render | None] = {}

    def render(ctx: Context) -> Runs | None:
        shape = ctx.item.shape
        try:
            body = chosen[shape]
        except KeyError:
            body = next((body for test, body in branches if test is None or test(ctx)), None)
            if len(chosen) < MAX_SHAPES:
                chosen[shape] = body
        return body(ctx) if body is not None else None

    return render


def _branch(branch: Any, env: Environment, delimiter: str, alternatives: bool) -> Render:
    children = env.children(branch, delimiter, alternatives)
    return render_first(children) if alternatives else render_children(children, delimiter)


def _lazy(branch: Any, env: Environment) -> Render:
    """A branch, compiled when it is first taken, or at once for a shape."""
    if env.shape is not None:
        return _branch(branch, env, env.delimiter, env.alternatives)
    made: list[Render] = []
    # the delimiter of the group around cs:choose, and the cs:names that it substitutes, hold for its content too
    delimiter, names_parent, alternatives = env.delimiter, env.names_parent, env.alternatives
    dates_only = env.dates_only

    def render(ctx: Context) -> Runs | None:
        if not made:
            outer, env.names_parent = env.names_parent, names_parent
            around, env.dates_only = env.dates_only, dates_only
            made.append(_branch(branch, env, delimiter, alternatives))
            env.names_parent, env.dates_only = outer, around
        return made[0](ctx)

    return render


# what citekit installs in the place of citeproc-py's classes
CLASSES: dict[str, Any] = {
    "text": Text,
    "number": Number,
    "label": Label,
    "group": Group,
    "choose": Choose,
    "date": Date,
    "names": Names,
}
