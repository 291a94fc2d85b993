"""CSL rendering elements, each a subclass of citeproc-py's that compiles itself to a plain function.

A style does not change: ``compile`` runs once for each item type and area, folds what the type decides, and gives a
``Render``, which takes a Context and gives a run, or None where nothing is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Optional

from citeproc import model

from ...csl.variables import ABBREVIATED, DATE_VARIABLES, IN_STYLES, NAME_VARIABLES, NUMBER_VARIABLES, SHORT
from ...richtext.markup import parse_field
from ...richtext.runs import Counter, Runs, Term, pair
from ..labels import citation_label
from ..state import FIRST, IBID, IBID_WITH_LOCATOR, MAX_SHAPES, SUBSEQUENT, Context
from .compiler import Environment, Render, affix, finish, render_children, render_first, render_group
from .dates import Date
from .locale import NS, Locale
from .names import Names
from .numbers import dashed_number, format_number, is_numeric, is_plural, localized_and, page_range

Test = Callable[[Context], bool]
_LITERAL_NUMBERS = (
    "locator",
    "page",
    "volume",
    "issue",
    "number",
    "edition",
    "number-of-pages",
    "number-of-volumes",
    "chapter-number",
    "collection-number",
    "section",
    "version",
)


class Text(model.Text):  # type: ignore[misc]
    """``cs:text``: a macro, a term, a value or a variable (CSL 1.0.2, "Text")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        variable, form, case = self.get("variable"), self.get("form") or "long", self.get("text-case")
        if variable is not None and case and IN_STYLES.get(variable, variable) not in _SPECIAL:
            return _wrapped(text_variable(env, variable, form, case), finish(self, env, cased=True))
        if self.get("macro") is not None:  # what a macro prints has its own cases
            return _wrapped(env.macro(self.get("macro")), finish(self, env, cased=True))
        wrap = finish(self, env)
        if self.get("term") is not None:
            return self._term(env, wrap)
        if self.get("value") is not None:
            fixed = wrap(parse_field(affix(self.get("value")), env.locale.quotes), None)
            return lambda ctx: fixed
        if variable is not None:
            return _wrapped(text_variable(env, variable, form), wrap)
        return lambda ctx: None

    def _term(self, env: Environment, wrap: Callable[[Runs, Optional[Context]], Optional[Runs]]) -> Render:
        text = env.locale.term(self.get("term"), self.get("form") or "long", self.get("plural") == "true")
        if not text:
            return lambda ctx: None
        fixed = wrap([Term(p) if isinstance(p, str) else p for p in parse_field(text, env.locale.quotes)], None)
        return lambda ctx: fixed


def _wrapped(inner: Render, wrap: Callable[[Runs, Optional[Context]], Optional[Runs]]) -> Render:
    if getattr(wrap, "identity", False):
        return inner

    def render(ctx: Context) -> Runs | None:
        runs = inner(ctx)
        return wrap(runs, ctx) if runs else None

    return render


def text_variable(env: Environment, variable: str, form: str, case: str | None = None) -> Render:
    """The function that renders a standard or number variable through ``cs:text``, in a text case."""
    variable = IN_STYLES.get(variable, variable)
    special = _SPECIAL.get(variable)
    if special is not None:
        return special(env)
    if variable in NAME_VARIABLES or variable in DATE_VARIABLES:
        return _missing
    short = SHORT.get(variable) if form == "short" else None
    plain_number = variable in NUMBER_VARIABLES
    abbreviate = env.abbreviations.get(variable) if form == "short" and variable in ABBREVIATED else None
    resolver = {
        "URL": "",
        "DOI": "https://doi.org/",
        "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
        "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    }.get(variable)
    link: Callable[[Runs, str], Runs] | None = env.link if resolver is not None else None
    if variable == "title" and env.link is not None and env.area == "bibliography":
        link = _marked_title  # for a writer that makes it a link where the style shows no address
    host_only = variable == "URL" and form == "short"
    locale = env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        ctx.texts = True
        fields = ctx.item.fields
        name = variable
        if short is not None and short in fields:
            name = short
        elif name not in fields:
            if name != "title" or "title-short" not in fields or form != "short":
                return None
            name = "title-short"
        if ctx.gone(variable):
            return None
        if ctx.track is not None:
            ctx.track.add(variable)
        ctx.filled += 1
        if abbreviate is not None and fields[name] in abbreviate:
            return _in_case([abbreviate[fields[name]]], case, ctx, locale)
        if plain_number:
            return _in_case([dashed_number(fields[name], variable, locale)], case, ctx, locale)
        if host_only:
            return [_host(fields[name])]
        runs = ctx.item.cased(name, case, locale) if case else ctx.item.runs(name)
        if link is None:
            return runs
        return link(runs, fields[name] if fields[name].startswith("http") else f"{resolver}{fields[name]}")

    return render


def _marked_title(runs: Runs, _: str) -> Runs:
    opened, closed = pair("title")
    return [opened, *runs, closed]


def _host(url: str) -> str:
    """The short form of an address: its host, a “www.” host without the scheme."""
    host = re.sub(r"(.*\.[^/]+)/.*", r"\1", url)
    return re.sub(r"https?://", "", host) if "//www." in host else host


_PAGE_WORD = re.compile(r"^pp?\.\s*(?=\d)")  # the style has its own label


def _in_case(runs: Runs, case: str | None, ctx: Context, locale: Locale) -> Runs:
    return ctx.item.in_case(runs, case, locale) if case else runs


def _missing(ctx: Context) -> Runs | None:
    ctx.called += 1
    ctx.texts = True
    return None


def _text_page(env: Environment) -> Render:
    fmt, locale = env.option("page-range-format"), env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        page = ctx.item.fields.get("page")
        if not page or ctx.gone("page"):
            return None
        ctx.filled += 1
        return [localized_and(page_range(_PAGE_WORD.sub("", page), fmt, locale), locale)]

    return render


def _text_locator(env: Environment) -> Render:
    fmt, locale = env.option("page-range-format"), env.locale

    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        cite = ctx.cite
        if cite is None or not cite.locator or ctx.looking or ctx.locator_hidden:
            return None
        ctx.filled += 1
        return parse_field(
            localized_and(
                page_range(
                    _PAGE_WORD.sub("", cite.locator) if cite.label == "page" else cite.locator,
                    fmt if cite.label == "page" else None,
                    locale,
                ),
                locale,
            ),
            locale.quotes,
        )

    return render


def _text_citation_number(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        number = env.number(ctx.item)
        if ctx.looking or not number:
            return None
        ctx.filled += 1
        return [Counter(number)]

    return render


def _text_year_suffix(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        if not ctx.suffix:  # what is shown beside it (“n.d.”) stays without it
            return None
        ctx.called += 1
        ctx.filled += 1
        ctx.suffix_done = True
        return [ctx.suffix]

    return render


def first_note(ctx: Context) -> int:
    """The note in which an item was cited first, for a cite that is not the first (0: none).

    Disambiguation looks without it: a style that gives the number and asks for more words all the same would never get them.
    """
    return 0 if ctx.cite is None else int(ctx.cite.first_note or 0)


def _text_first_note(env: Environment) -> Render:
    def render(ctx: Context) -> Runs | None:
        ctx.called += 1
        note = first_note(ctx)
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


def number_value(ctx: Context, variable: str) -> str:
    """The content of a number variable, the cite's for ``locator`` and the registry's for citation numbers."""
    if variable == "locator":
        return ctx.cite.locator if ctx.cite is not None and not ctx.looking and not ctx.locator_hidden else ""
    if variable == "citation-number":
        return str(ctx.item.number or "")
    if variable == "first-reference-note-number":
        return str(first_note(ctx) or "")
    return ctx.item.fields.get(variable, "")


class Number(model.Number):  # type: ignore[misc]
    """``cs:number`` (CSL 1.0.2, "Number")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        wrap = finish(self, env)
        variable, form, locale = self.get("variable"), self.get("form") or "numeric", env.locale
        gender = locale.genders.get(variable, "")
        ranged = variable in ("page", "locator")
        fmt = env.option("page-range-format")

        def render(ctx: Context) -> Runs | None:
            ctx.called += 1
            value = number_value(ctx, variable)
            if not value or ctx.gone(variable):
                return None
            if ctx.track is not None:
                ctx.track.add(variable)
            ctx.filled += 1
            text = (
                page_range(value, fmt, locale)
                if ranged and form == "numeric"
                else format_number(value, form, locale, gender)
            )
            return wrap([text], ctx)

        return render


class Label(model.Label):  # type: ignore[misc]
    """``cs:label`` outside ``cs:names`` (CSL 1.0.2, "Label")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        wrap = finish(self, env)
        variable, form, plural = self.get("variable"), self.get("form") or "long", self.get("plural") or "contextual"
        locale = env.locale
        cache: dict[tuple[str, bool], Runs | None] = {}
        beside = _labelled(self, variable)

        def render(ctx: Context) -> Runs | None:
            value = number_value(ctx, variable) or (beside is not None and number_value(ctx, beside)) or ""
            if not value:
                return None
            term = ctx.cite.label if variable == "locator" and ctx.cite is not None else variable
            many = plural == "always" or (plural == "contextual" and is_plural(value, variable))
            if (term, many) not in cache:
                text = locale.term(term, form, many)
                cache[term, many] = wrap([text], ctx) if text else None
            return cache[term, many]

        return render


def _labelled(label: Any, variable: str) -> str | None:
    """The other number that a label stands before: styles set “p.” by the label of ``page`` before the locator."""
    following = label.getnext()
    if following is None or following.tag not in (NS + "text", NS + "number"):
        return None
    other = following.get("variable")
    return other if other != variable and other in NUMBER_VARIABLES else None


class Group(model.Group):  # type: ignore[misc]
    """``cs:group``: vanishes where it calls variables and all of them are empty (CSL 1.0.2, "Group")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        delimiter = self.get("delimiter", "")
        children = env.children(self, delimiter)
        if not children:
            return lambda ctx: None
        return _wrapped(render_group(children, delimiter), finish(self, env))


class Choose(model.Choose):  # type: ignore[misc]
    """``cs:choose`` with its branches; branches that the item type rules out are not compiled (CSL 1.0.2, "Choose")."""

    def compile(self, env: Environment) -> Render:
        """The function that renders this element."""
        branches: list[tuple[Test | None, Render]] = []
        for branch in self:
            test = _conditions(branch, env) if branch.tag != NS + "else" else True
            if test is False:
                continue
            branches.append((None if test is True else test, _lazy(branch, env)))
            if test is True:
                break
        if not branches:
            return lambda ctx: None
        if branches[0][0] is None:
            return branches[0][1]
        return _by_shape(branches) if all(_fixed(branch, env) for branch in self) else _by_tests(branches)


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


def _fixed(branch: Any, env: Environment) -> bool:
    """Whether a branch's test depends on nothing but the item's type and which variables it has."""
    for attribute, value in branch.attrib.items():
        if attribute == "variable":
            if _OF_THE_CITE.intersection(value.split()):
                return False
        elif attribute == "type":
            if env.type is None:
                return False
        elif attribute in _TESTS:
            return False
    return True


def _lazy(branch: Any, env: Environment) -> Render:
    """A branch, compiled when it is first taken."""
    made: list[Render] = []
    # the delimiter of the group around cs:choose, and the cs:names that it substitutes, hold for its content too
    delimiter, names_parent, alternatives = env.delimiter, env.names_parent, env.alternatives

    def render(ctx: Context) -> Runs | None:
        if not made:
            outer, env.names_parent = env.names_parent, names_parent
            children = env.children(branch, delimiter, alternatives)
            made.append(render_first(children) if alternatives else render_children(children, delimiter))
            env.names_parent = outer
        return made[0](ctx)

    return render


def _conditions(branch: Any, env: Environment) -> Test | bool:
    """The test of an ``if`` or ``else-if``; True or False where type and area decide it.

    Several types without ``match`` are alternatives: no item has two (as citeproc-js has it).
    """
    match = branch.get("match")
    tests: list[Test | bool] = []
    for attribute, value in branch.attrib.items():
        maker = _TESTS.get(attribute)
        if maker is not None:
            words = [maker(word, env) for word in value.split()]
            tests += [_combined(words, "any")] if attribute == "type" and match is None else words
    return _combined(tests, match or "all")


def _combined(tests: list[Test | bool], match: str) -> Test | bool:
    open_tests = [t for t in tests if not isinstance(t, bool)]
    if match == "all":
        if False in tests:
            return False
        return _all(open_tests) if open_tests else bool(tests)
    if True in tests:
        return match == "any"
    if not open_tests:
        return match != "any"
    if match == "any":
        return _any(open_tests)
    any_of = _any(open_tests)
    return lambda ctx: not any_of(ctx)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda ctx: all(t(ctx) for t in tests)


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda ctx: any(t(ctx) for t in tests)


def has_variable(ctx: Context, variable: str) -> bool:
    """Whether a variable of any kind has content."""
    item = ctx.item
    if variable == "locator":
        return ctx.cite is not None and bool(ctx.cite.locator) and not ctx.looking and not ctx.locator_hidden
    if variable == "year-suffix":
        return bool(ctx.suffix)
    if variable == "first-reference-note-number":
        return bool(first_note(ctx))
    if variable == "citation-number":
        return bool(item.number)
    return variable in item.fields or variable in item.names or variable in item.dates


_OF_THE_CITE = frozenset(("locator", "year-suffix", "first-reference-note-number", "citation-number"))


def _test_variable(word: str, env: Environment) -> Test | bool:
    word = IN_STYLES.get(word, word)
    if word in ("locator", "first-reference-note-number") and env.area != "citation":
        return False
    if word in _OF_THE_CITE:
        return lambda ctx: has_variable(ctx, word)
    if word in NAME_VARIABLES:
        return lambda ctx: word in ctx.item.names
    if word in DATE_VARIABLES:
        return lambda ctx: word in ctx.item.dates
    return lambda ctx: word in ctx.item.fields


def _test_numeric(word: str, env: Environment) -> Test | bool:
    return lambda ctx: is_numeric(number_value(ctx, word))


def _test_uncertain(word: str, env: Environment) -> Test | bool:
    return lambda ctx: word in ctx.item.dates and ctx.item.dates[word].circa


def _test_type(word: str, env: Environment) -> Test | bool:
    if env.type is None:
        return lambda ctx: ctx.item.type == word
    return env.type == word


def _test_locator(word: str, env: Environment) -> Test | bool:
    if env.area != "citation":
        return False
    return lambda ctx: ctx.cite is not None and bool(ctx.cite.locator) and ctx.cite.label == word and not ctx.looking


def _test_position(word: str, env: Environment) -> Test | bool:
    if env.area != "citation":
        return False
    if word == "first":
        return lambda ctx: ctx.position == FIRST
    if word == "near-note":
        return lambda ctx: ctx.cite is not None and ctx.cite.near and ctx.position >= SUBSEQUENT
    least = {"subsequent": SUBSEQUENT, "ibid": IBID, "ibid-with-locator": IBID_WITH_LOCATOR}.get(word)
    if least is None:
        return False
    return lambda ctx: ctx.position >= least


def _test_disambiguate(word: str, env: Environment) -> Test | bool:
    return lambda ctx: ctx.disambiguation.condition == (word == "true")


_TESTS: dict[str, Callable[[str, Environment], Test | bool]] = {
    "variable": _test_variable,
    "is-numeric": _test_numeric,
    "is-uncertain-date": _test_uncertain,
    "type": _test_type,
    "locator": _test_locator,
    "position": _test_position,
    "disambiguate": _test_disambiguate,
}

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
