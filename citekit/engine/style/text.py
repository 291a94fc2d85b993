"""``cs:text``: macros, terms, values and variables (CSL 1.0.2, "Text")."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from citeproc import model

from ...csl.variables import ABBREVIATED, DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, SHORT
from ...richtext.markup import parse_field
from ...richtext.runs import CitationNumber, Identifier, Literal, Mark, Runs, Term, span
from ..labels import citation_label
from ..locator_words import LABELS, localized_labels
from ..state import Context
from .compiler import Environment, Render
from .finishing import FORMATS, Finish, finish, finished, unchanged
from .locale import Locale
from .name_list import BY_SPECIFICATION
from .numbers import dashed_number, localized_and, page_range
from .silent import missed, missed_text, nothing

# what makes an identifier an address (CSL 1.0.2, appendix VI, "Links")
RESOLVERS = {
    "URL": "",
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}


_PAGE_PREFIX = re.compile(r"[^\W\d_]+\.?\s*$")  # a word at the end of a prefix


class Text(model.Text):  # type: ignore[misc]
    """``cs:text``: a macro, a term, a value or a variable (CSL 1.0.2, "Text")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        variable, form, case = self.get("variable"), self.get("form") or "long", self.get("text-case")
        if variable is not None and case and variable not in _SPECIAL:
            return finished(text_variable(env, variable, form, case), self, env, cased=True)
        if self.get("macro") is not None:  # what a macro prints has its own cases
            return finished(env.macro(self.get("macro")), self, env, cased=True)
        if variable is not None:
            resolver = RESOLVERS.get(variable)
            if variable == "locator" and _PAGE_PREFIX.search(self.get("prefix") or ""):
                return self._worded_locator(env)
            made = finished(text_variable(env, variable, form), self, env)
            return _with_resolver(made) if env.link and resolver and self.get("prefix") == resolver else made
        wrap = finish(self, env) or unchanged
        if self.get("term") is not None:
            return self._term(env, wrap)
        if self.get("value") == "":
            return nothing
        if self.get("value") is not None:
            text = Literal(self.get("value"))
            return _fixed(env, wrap(parse_field(text, env.locale.quotes), None), self)
        return nothing

    def _worded_locator(self, env: Environment) -> Render:
        """A locator whose prefix names pages (“, с. ”), without that word before leaves, which have their own."""
        prefix = self.get("prefix")
        pages = finished(text_variable(env, "locator", "long"), self, env)
        self.set("prefix", _PAGE_PREFIX.sub("", prefix))
        leaves = finished(text_variable(env, "locator", "long"), self, env)
        self.set("prefix", prefix)

        def render(ctx: Context) -> Runs | None:
            return leaves(ctx) if ctx.cite is not None and ctx.cite.label == "leaf" else pages(ctx)

        return render

    def _term(self, env: Environment, wrap: Finish) -> Render:
        text = env.locale.term(self.get("term"), self.get("form") or "long", self.get("plural") == "true")
        if text == "" and env.alternatives:
            return _fixed(env, [""])  # an empty term is a choice of the style: nothing else stands in
        if not text:
            return nothing
        runs: Runs = [Term(p) if isinstance(p, str) else p for p in parse_field(text, env.locale.quotes)]
        return _fixed(env, wrap(runs, None), self)


def _fixed(env: Environment, runs: Runs | None, element: Any = None) -> Render:
    """What prints the same for every item; ``element`` may format it."""
    decorated = element is not None and any(element.get(name) is not None for name in FORMATS)

    def render(ctx: Context) -> Runs | None:
        if decorated:
            ctx.decorated = runs
        return runs

    env.fixed.add(render)
    return render


def text_variable(env: Environment, variable: str, form: str, case: str | None = None) -> Render:
    """The function that renders a standard or number variable through ``cs:text``, in a text case."""
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(env)
    if variable in NAME_VARIABLES or variable in DATE_VARIABLES:
        return missed_text
    short = SHORT.get(variable) if form == "short" else None
    if env.lacks(variable, short or variable, "title-short" if variable == "title" else variable):
        return missed_text
    return _of_item(env, variable, form, short, case)


def _of_item(env: Environment, variable: str, form: str, short: str | None, case: str | None) -> Render:
    """What prints a variable of the item, or ``short``, its short form, where the item has one."""
    plain_number = variable in NUMBER_VARIABLES and variable != "section"  # “§ 3-101” is one section
    abbreviate = env.abbreviations.get(variable) if form == "short" and variable in ABBREVIATED else None
    resolver, link = RESOLVERS.get(variable), _link_of(env, variable)
    host_only = variable == "URL" and form == "short"
    is_title = variable == "title"
    locale = env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        ctx.texts = True
        fields = ctx.item.fields
        name = short if short is not None and short in fields else variable
        if name not in fields:
            return None
        if ctx.already_shown(variable):
            return None
        if ctx.track is not None:
            ctx.track.add(variable)
        ctx.filled += 1
        if is_title:
            ctx.lead.titled = True
        if abbreviate is not None and fields[name] in abbreviate:
            return _in_case([abbreviate[fields[name]]], case, ctx, locale)
        if plain_number:
            return _in_case([_number(fields[name], variable, locale)], case, ctx, locale)
        if host_only:
            return [_host(fields[name])]
        runs = ctx.item.cased(name, case, locale) if case else ctx.item.runs(name)
        if resolver is not None:
            runs = [Identifier(piece) if isinstance(piece, str) else piece for piece in runs]
        if link is None:
            return runs
        return link(runs, fields[name] if fields[name].startswith("http") else f"{resolver}{fields[name]}")

    return render


def _number(value: str, variable: str, locale: Locale) -> str:
    """A number with its dashes; as it was typed where the specification decides, which says so of pages alone."""
    as_typed = BY_SPECIFICATION.get() and "\\-" not in value
    return value if as_typed else dashed_number(value, variable, locale)


def _link_of(env: Environment, variable: str) -> Callable[[Runs, str], Runs] | None:
    """What makes a link of a variable, where the style is to have links."""
    if variable == "title" and env.link is not None and env.area == "bibliography":
        return _marked_title  # for a writer that makes it a link where the style shows no address
    return env.link if variable in RESOLVERS else None


def _with_resolver(inner: Render) -> Render:
    """An identifier whose prefix is the resolver's address, which belongs to the link after it."""

    def render(ctx: Context) -> Runs | None:
        out = inner(ctx)
        if out and len(out) > 1 and isinstance(out[0], str) and isinstance(out[1], Mark) and out[1].kind == "link":
            return [out[1], out[0], *out[2:]]
        return out

    return render


def _marked_title(runs: Runs, _: str) -> Runs:
    opened, closed = span("title")
    return [opened, *runs, closed]


def _host(url: str) -> str:
    """The short form of an address: its host, a “www.” host without the scheme."""
    host = re.sub(r"(.*\.[^/]+)/.*", r"\1", url)
    return re.sub(r"https?://", "", host) if "//www." in host else host


_PAGE_WORD = re.compile(r"^pp?\.\s*(?=\d)")  # the style has its own label


def _in_case(runs: Runs, case: str | None, ctx: Context, locale: Locale) -> Runs:
    return ctx.item.in_case(runs, case, locale) if case else runs


def _text_page(env: Environment) -> Render:
    if env.lacks("page"):
        return missed
    fmt, locale = env.option("page-range-format"), env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        page = ctx.item.fields.get("page")
        if not page or ctx.already_shown("page"):
            return None
        ctx.filled += 1
        return [localized_and(page_range(_PAGE_WORD.sub("", page), fmt, locale), locale)]

    return render


def _text_locator(env: Environment) -> Render:
    fmt, locale = env.option("page-range-format"), env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        cite = ctx.cite
        if cite is None or not cite.locator or ctx.comparing or ctx.locator_hidden or ctx.located:
            return None
        ctx.filled += 1
        ctx.located = True  # a style that asks for it again does not print it again (as citeproc-js has it)
        pages = cite.label == "page"
        worded = cite.worded_locator if not ctx.labelled else ""  # nothing of it is lost where the style has no label
        value = worded or cite.locator
        if cite.label in LABELS:
            value = localized_labels(value, locale)
        if "\u2013" not in value or BY_SPECIFICATION.get():  # a dash that its writer typed is meant
            value = page_range(value, fmt if pages else None, locale)
        return parse_field(localized_and(value, locale), locale.quotes)

    return render


def _text_citation_number(env: Environment) -> Render:
    sorts = env.area == "sort"  # there it may stand after other digits, such as a date's

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        number = env.number(ctx.item)
        if ctx.comparing or not number:
            return None
        ctx.filled += 1
        return [CitationNumber(f"{number:09d}" if sorts else number)]

    return render


def _text_year_suffix(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        ctx.filled += 1
        if not ctx.suffix:  # what is shown beside it (“n.d.”) stays without it
            return None
        ctx.suffix_done = True
        return [ctx.suffix]

    return render


def _text_first_note(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        note = ctx.first_note
        if not note:
            return None
        ctx.filled += 1
        return [str(note)]

    return render


def _text_citation_label(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        label = citation_label(ctx)
        if not label:
            return None
        ctx.filled += 1
        return [label + ctx.suffix] if ctx.suffix else [label]

    return render


_SPECIAL: dict[str, Callable[[Environment], Render]] = {
    "page": _text_page,
    "locator": _text_locator,
    "citation-number": _text_citation_number,
    "year-suffix": _text_year_suffix,
    "first-reference-note-number": _text_first_note,
    "citation-label": _text_citation_label,
}
