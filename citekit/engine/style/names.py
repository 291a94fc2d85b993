"""``cs:names``: name variables with labels, the editor who is also translator, substitutes (CSL 1.0.2, "Names")."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from citeproc import model

from ...richtext.runs import NOCASE_CLOSE, NOCASE_OPEN, Mark, Runs, Term, plain_text
from ..named import Named
from ..person import Person
from ..state import Context, Lead, Substitute
from .compiler import Environment, Render
from .finishing import finish, unchanged
from .locale import NS
from .name_list import BY_SPECIFICATION
from .name_style import NameStyle
from .silent import is_silent, missed, nothing, without_silent

Substitutes = list[Render]


class Names(model.Names):  # type: ignore[misc]
    """``cs:names`` (CSL 1.0.2, "Names")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        return compile_names(self, env, env.names_parent)


class NamesPlan:
    """One ``cs:names`` resolved: its variables, name style, label and substitutes."""

    def __init__(self, element: Any, env: Environment, parent: Any) -> None:
        own_children = any(c.tag in (NS + "name", NS + "et-al", NS + "label", NS + "institution") for c in element)
        source = element if own_children or parent is None else parent
        self.env = env
        self.variables = (element.get("variable") or "").split()
        self.style = NameStyle(env, source.find(NS + "name"), source.find(NS + "et-al"), source, parent)
        self.delimiter = source.get("delimiter", env.inherited.get("names-delimiter", ""))
        # a cs:names that only names its variables is set as the one whose substitute it is (CSL 1.0.2, "Substitute")
        self.shorthand = parent is not None and not own_children
        label = source.find(NS + "label") if env.area != "sort" else None
        self.label: Any = label
        self.label_first = False
        if label is not None:
            order = [c.tag for c in source]
            self.label_first = (
                NS + "label" in order and NS + "name" in order and order.index(NS + "label") < order.index(NS + "name")
            )
            self.label_wrap = finish(label, env) or unchanged
            self.label_form, self.label_plural = label.get("form") or "long", label.get("plural") or "contextual"
        self.substitutes: Substitutes = []
        self.named_before = False  # a text among the substitutes stands behind names set in a way of their own
        substitute = element.find(NS + "substitute")
        if substitute is not None:
            self.named_before = _named_before(substitute)
            outer, env.names_parent = env.names_parent, element if parent is None else parent
            self.substitutes += [child for child in env.children(substitute, alternatives=True) if child is not nothing]
            env.names_parent = outer


def _named_before(substitute: Any) -> bool:
    """Whether names with a form of their own stand before another kind of substitute: it is no name then, and not
    replaced in the next entry (as citeproc-js has it).
    """
    names = [child for child in substitute if child.tag == NS + "names"]
    return any(len(child) for child in names) and len(names) < len(substitute)


def compile_names(element: Any, env: Environment, parent: Any) -> Render:
    """The function that renders a ``cs:names``; ``parent`` is the one whose substitute it stands in."""
    called = (element.get("variable") or "").split()
    lacking = bool(called) and env.lacks(*called)
    if lacking and element.find(NS + "substitute") is None:
        return missed
    plan = NamesPlan(element, env, parent)
    variables, count, substitutes = plan.variables, len(plan.variables), plan.substitutes
    if lacking and all(map(is_silent, substitutes)):
        return without_silent([missed, *substitutes])[1]
    wrap = finish(parent if plan.shorthand else element, env) or unchanged
    counted = plan.style.form == "count" and env.area == "sort" and parent is None  # nobody is a number too

    def render(ctx: Context) -> Runs | None:
        people = ctx.item.names
        for variable in variables:
            if variable in people:
                break
        else:
            ctx.called += count
            return _nobody(plan, ctx, counted)
        index = ctx.lead.element
        lead = not ctx.lead.done
        heads = lead and not ctx.lead.titled
        runs = _variables(plan, ctx, lead)
        if runs:
            ctx.lead.done = True
            if heads and ctx.lead.kept is not None:
                ctx.lead.kept = wrap(runs, ctx)
            if ctx.suppress_names and heads and ctx.track is None:
                return None  # names that stand in for others are left out by those (``_substitute``)
            return wrap(runs, ctx)
        if ctx.lead.element == index and plan.substitutes:
            return _substitute(plan, ctx, lead)
        return None

    return render


def _nobody(plan: NamesPlan, ctx: Context, counted: bool) -> Runs | None:
    """What stands where none of the variables has a name; in a sort key that counts names it is their number."""
    runs = _substitute(plan, ctx, not ctx.lead.done) if plan.substitutes else None
    if counted and not runs:
        ctx.filled += 1
        return ["0"]
    return runs


def _substitute(plan: NamesPlan, ctx: Context, lead: bool) -> Runs | None:
    """The first substitute that renders anything; what it used is suppressed for the rest of the cite."""
    outer = ctx.track
    for option in plan.substitutes:
        ctx.track = set()
        runs = option(ctx)
        used, ctx.track = ctx.track, outer
        if runs:
            if outer is not None:
                outer |= used
            ctx.suppressed = used if ctx.suppressed is None else ctx.suppressed | used
            if lead and used and not (ctx.lead.found or plan.named_before):  # a term is no name that could be repeated
                text = plain_text(runs)
                ctx.lead.found, ctx.lead.texts, ctx.lead.joined = True, [text], text
                if ctx.author_substitute is not None:
                    runs = _in_its_place(runs, ctx.author_substitute.runs)
            if lead and ctx.lead.kept is not None:
                ctx.lead.kept = runs
            if lead and ctx.suppress_names:
                ctx.lead.done = True
                return None
            ctx.lead.done = True
            return runs
    return None


def _in_its_place(runs: Runs, substitute: Runs) -> Runs:
    """What stands for a text that stands for names, formatted as that text is."""
    before = len(list(takewhile(_is_mark, runs)))
    around = min(before, len(list(takewhile(_is_mark, reversed(runs)))))
    return [*runs[:around], *substitute, *runs[len(runs) - around :]] if substitute else []


def _is_mark(piece: str | Mark) -> bool:
    return isinstance(piece, Mark)


def _variables(plan: NamesPlan, ctx: Context, lead: bool) -> Runs | None:
    """All filled name variables in order, joined by the names delimiter."""
    item = ctx.item
    filled = []
    for variable in plan.variables:
        ctx.called += 1
        people = item.names.get(variable)
        if people and not ctx.already_shown(variable):
            filled.append((variable, people))
    if not filled:
        return None
    ctx.filled += 1
    if ctx.track is not None:
        ctx.track.update(v for v, _ in filled)
    if plan.style.form == "count":
        total = sum(plan.style.shown(len(p), ctx.position > 0, ctx.sort_key) for _, p in filled)
        return [str(total)]
    merged = _same_people(filled, plan)
    out: Runs = []
    if lead:
        ctx.lead.found = ctx.lead.named = True
    first = ctx.lead if lead else None
    for variable, people in merged:
        names = _one_variable(plan, ctx, variable, people, first)
        if out:
            out.append(plan.delimiter)
        out += names
    return out


def _same_people(filled: list[tuple[str, list[Person]]], plan: NamesPlan) -> list[tuple[str, list[Person]]]:
    """Editors who are also the translators are named once, as ``editortranslator``."""
    by_name = dict(filled)
    if len(filled) == len(plan.variables) == 2 and set(by_name) == {"editor", "translator"}:
        parts = [[(p.key, p.given, p.dropping) for p in people] for people in by_name.values()]
        if (
            parts[0] == parts[1]
            and plan.label is not None
            and plan.env.locale.term("editortranslator", plan.label_form)
        ):
            return [("editortranslator", by_name["editor"])]
    return filled


def _one_variable(plan: NamesPlan, ctx: Context, variable: str, people: list[Person], first: Lead | None) -> Runs:
    style = plan.style
    index = ctx.lead.element
    ctx.lead.element += 1
    count = len(people)  # those who are not named among them
    unnamed = count > 1 and people[-1].unnamed  # printed as et al. is
    people = people[:-1] if unnamed else people
    total = len(people)
    base = min(total, style.shown(count, ctx.position > 0, ctx.sort_key))
    state = ctx.disambiguation
    shown = min(total, max(base, state.names.get(index, 0))) if base < total else total
    order, level = style.sort_order, style.base_level
    inverted = [not people[n].literal and (order == "all" or (order == "first" and n == 0)) for n in range(shown)]
    givens = state.givens
    levels = [max(level, givens.get((index, n), 0)) for n in range(shown)] if givens else [level] * shown
    for n in style.alike(people) if style.names_alike_in_full and total > 1 else ():
        if n < shown:
            levels[n] = 2
    if ctx.people is not None:
        ctx.people.append(Named(index, base, shown, people, style))
    names = [style.person(people[n], levels[n], inverted[n], ctx.item.language) for n in range(shown)]
    last = None
    if total > shown + 1 and not unnamed and style.uses_last(ctx.sort_key):
        last = style.person(people[-1], level, order == "all", ctx.item.language)
    if first is not None and not ctx.comparing:
        texts = [person.whole for person in (people[:shown] if last is None else [*people[:shown], people[-1]])]
        texts += ["others"] if unnamed else []
        names = _substituted(names, style, people, texts, ctx.author_substitute)
        first.texts += texts
    joined = style.join(names, unnamed or shown < total, last, inverted, bool(shown and people[shown - 1].literal))
    if first is not None:
        first.joined += "\0" + plain_text(joined)
        if ctx.author_substitute is not None and ctx.author_substitute.rule == "complete-all":
            joined = list(ctx.author_substitute.runs)
    labelled = _labelled(plan, variable, joined, count, ctx)
    if BY_SPECIFICATION.get() and (unnamed or any((one.literal or one.family)[:1].islower() for one in people)):
        return [NOCASE_OPEN, *labelled, NOCASE_CLOSE]  # pandoc keeps the case of such a list
    return labelled


def _substituted(
    names: list[Runs], style: NameStyle, people: list[Person], texts: list[str], substitute: Substitute | None
) -> list[Runs]:
    """Names replaced as ``subsequent-author-substitute-rule`` says, by what the entry before had."""
    if substitute is None or substitute.rule == "complete-all":
        return names
    stand_ins = [style.around(substitute.runs, person) for person in people[: len(names)]]
    out = list(names)
    for n, text in enumerate(texts[: len(names)]):
        if n >= len(substitute.previous) or substitute.previous[n] != text:
            break
        out[n] = stand_ins[n]
        if substitute.rule == "partial-first":
            break
    return out


def _labelled(plan: NamesPlan, variable: str, runs: Runs, count: int, ctx: Context) -> Runs:
    if plan.label is None:
        return runs
    if ctx.lead.kept is not None and not plan.label_first and not BY_SPECIFICATION.get():
        return runs  # in a sentence the names stand alone; pandoc has “eds.” there too
    many = plan.label_plural == "always" or (plan.label_plural == "contextual" and count > 1)
    text = plan.env.locale.term(variable, plan.label_form, many)
    if not text:
        return runs
    begins = plan.label_first and ctx.suppress_names  # without an author it may begin the note: “To Anna Orlova”
    label = plan.label_wrap([Term(text) if begins else text], ctx) or []
    return [*label, *runs] if plan.label_first else [*runs, *label]
