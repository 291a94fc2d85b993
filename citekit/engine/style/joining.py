"""What elements print, joined: children of layouts, groups and choices, with the delimiters between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...richtext.runs import Affix, AfterFormatted, AfterQuoted, AfterSuffix, Delimiter, Literal, Prefix, Runs
from .silent import is_silent, nothing, without_silent

if TYPE_CHECKING:
    from ..state import Context
    from .compiler import Environment, Render


def render_children(children: list[Render], delimiter: str = "") -> Render:
    """Children one after another, with a delimiter where the group around them has one."""
    children, rest = without_silent(children)
    if not children:
        return rest
    if rest is not nothing:
        children = [*children, rest]
    if len(children) == 1:
        return children[0]
    delimiter = Delimiter(delimiter)

    join = joined(delimiter)

    def render(ctx: Context) -> Runs | None:
        out = join(children, ctx)
        if out is ctx.formatted_end:
            ctx.branch = out
        if out is ctx.formatted_start:
            ctx.branch_start = out
        return out or None

    return render


class _Delimiters:
    """The delimiter of a group as it stands after what its children print."""

    def __init__(self, delimiter: str) -> None:
        self.plain = Delimiter(delimiter)
        self.signed = delimiter[:1] in (".", ":")
        self.after_formatted, self.after_quoted, self.after_suffix = (
            AfterFormatted(delimiter),
            AfterQuoted(delimiter),
            AfterSuffix(delimiter),
        )

    def behind(self, runs: Runs, ctx: Context) -> str:
        """After text that formats or quotes itself, or has a suffix, a full stop or colon stays as the style has it
        (as citeproc-js has it).
        """
        if runs is ctx.formatted_text:
            return self.after_formatted
        if runs is ctx.quoted:
            return self.after_quoted
        return self.after_suffix if runs is ctx.suffixed else self.plain


def joined(delimiter: str) -> Callable[[list[Render], Context], Runs]:
    """What joins what children print by a delimiter.

    Between two children of which one is formatted a prefix stays as the style has it.
    """
    delimiters = _Delimiters(delimiter)

    def join(children: list[Render], ctx: Context) -> Runs:
        out: Runs = []
        between: str = delimiters.plain
        last: Runs | None = None
        ends = starts = False  # whether the last child, and the first, format themselves
        for child in children:
            runs = child(ctx)
            if not runs:
                continue
            if out and between:
                out.append(between)
            if delimiters.signed:
                between = delimiters.behind(runs, ctx)
            decorated = runs is ctx.decorated
            begins = decorated or runs is ctx.branch_start
            if last is None:
                starts = begins
            if last is not None and not delimiter and isinstance(runs[0], Prefix):
                out += _beside(runs, ends or begins, last is ctx.quoted)
            else:
                out += runs
            ends = decorated or runs is ctx.branch
            last = runs
        if last is not None and last is ctx.stopped:
            ctx.behind_stop = out
        if ends:
            ctx.formatted_end = out
        if starts:
            ctx.formatted_start = out
        return out

    return join


def _beside(runs: Runs, formatted: bool, quoted: bool) -> Runs:
    """What stands right after another child: one of the two is formatted, or that one is in quotation marks."""
    if formatted:
        return with_literal_prefix(runs)
    return with_literal_prefix(runs, AfterQuoted) if quoted else runs


def with_literal_prefix(runs: Runs, kind: type[Affix] = Literal) -> Runs:
    """The run with its prefix as the style has it, whatever stands before it."""
    if not isinstance(runs[0], Prefix):
        return runs
    return [(AfterFormatted if runs[0][0] == " " else kind)(runs[0]), *runs[1:]]  # two spaces are one


def render_first(children: list[Render]) -> Render:
    """The first child that prints anything."""
    children = [child for child in children if child is not nothing]
    if all(map(is_silent, children)):
        return without_silent(children)[1] if children else nothing

    def render(ctx: Context) -> Runs | None:
        for child in children:
            runs = child(ctx)
            if runs:
                return runs
        return None

    return render


def render_group(children: list[Render], delimiter: str, env: Environment, apart: bool = False) -> Render:
    """Children that vanish together where they call variables and all of those are empty (CSL 1.0.2, "Group").

    What is shown without calling any variable counts as a filled variable for the group around it.  A macro is a
    group in this, as citeproc-js has it.  ``apart``: the group has an end of its own, also round a single group.
    """
    children, rest = without_silent(children)
    if not children or (rest is not nothing and env.fixed.issuperset(children)):
        return rest
    if len(children) == 1:
        if rest is nothing and children[0] in env.groups and not apart:
            return children[0]
        return _group_of_one(children[0], rest, env)
    if rest is not nothing:
        children = [*children, rest]
    join = joined(delimiter)

    def render(ctx: Context) -> Runs | None:
        called, filled = ctx.called, ctx.filled
        out = join(children, ctx)
        if ctx.called != called:
            if ctx.filled == filled:
                return None
        elif out:
            ctx.called += 1
            ctx.filled += 1
        return out or None

    env.groups.add(render)
    return render


def _group_of_one(child: Render, rest: Render, env: Environment) -> Render:
    """A group with one child that may print something: most groups and macros of the official styles are."""
    if child in env.plain_groups and rest is nothing:
        return child
    render = _around_group(child, rest) if child in env.groups else _around_element(child, rest)
    if child in env.groups:
        env.plain_groups.add(render)
    env.groups.add(render)
    return render


def _around_group(child: Render, rest: Render) -> Render:
    """A group round a group: what it leaves behind for its neighbours ends here."""
    missing = rest is not nothing

    def render(ctx: Context) -> Runs | None:
        runs = child(ctx)
        if missing:
            rest(ctx)
        return runs[:] if runs else None

    return render


def _around_element(child: Render, rest: Render) -> Render:
    """A group round an element, a choice or names."""
    missing = rest is not nothing

    def render(ctx: Context) -> Runs | None:
        called, filled = ctx.called, ctx.filled
        runs = child(ctx)
        if missing:
            rest(ctx)
        if not runs:
            return None
        if ctx.called == called:
            ctx.called += 1
            ctx.filled += 1
        elif ctx.filled == filled:
            return None
        out = runs[:]
        if runs is ctx.stopped:
            ctx.behind_stop = out
        if runs is ctx.decorated:
            ctx.formatted_start = ctx.formatted_end = out
        else:
            if runs is ctx.branch_start:
                ctx.formatted_start = out
            if runs is ctx.branch:
                ctx.formatted_end = out
        return out

    return render
