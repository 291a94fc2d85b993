"""The tests of ``cs:if`` and ``cs:else-if`` (CSL 1.0.2, "Choose")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...csl.variables import DATE_VARIABLES, NAME_VARIABLES
from ..given import FIRST, IBID, IBID_WITH_LOCATOR, SUBSEQUENT
from ..state import LOCATORS, Context
from .compiler import Environment
from .content import has_variable, number_value
from .numbers import is_numeric

Test = Callable[[Context], bool]


def conditions(branch: Any, env: Environment) -> Test | bool:
    """The test of an ``if`` or ``else-if``; True or False where type and area decide it.

    Several types are alternatives, also where all tests must hold: no item has two (as citeproc-js has it).
    """
    match = branch.get("match")
    tests: list[Test | bool] = []
    for attribute, value in branch.attrib.items():
        maker = _TESTS.get(attribute)
        if maker is not None:
            words = [maker(word, env) for word in value.split()]
            tests += [_combined(words, "any")] if attribute == "type" and match in (None, "all") else words
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


OF_THE_CITE = frozenset(("locator", "year-suffix", "first-reference-note-number", "citation-number"))


def _test_variable(word: str, env: Environment) -> Test | bool:
    if word in ("locator", "first-reference-note-number") and env.area != "citation":
        return False
    if word in OF_THE_CITE:
        return lambda ctx: has_variable(ctx, word)
    if env.shape is not None:
        return word in env.shape
    if word in NAME_VARIABLES:
        return lambda ctx: word in ctx.item.names
    if word in DATE_VARIABLES:
        return lambda ctx: word in ctx.item.dates
    return lambda ctx: word in ctx.item.fields


def _test_numeric(word: str, env: Environment) -> Test | bool:
    if env.lacks(word) and word not in OF_THE_CITE:
        return False
    return lambda ctx: is_numeric(number_value(ctx, word))


def _test_uncertain(word: str, env: Environment) -> Test | bool:
    if env.lacks(word):
        return False
    return lambda ctx: word in ctx.item.dates and ctx.item.dates[word].circa


def _test_type(word: str, env: Environment) -> Test | bool:
    if env.type is None:
        return lambda ctx: ctx.item.type == word
    return env.type == word


def _test_locator(word: str, env: Environment) -> Test | bool:
    if env.area != "citation":
        return False
    label = LOCATORS.get(word, word)
    return lambda ctx: ctx.cite is not None and bool(ctx.cite.locator) and ctx.cite.label == label and not ctx.comparing


def _test_position(word: str, env: Environment) -> Test | bool:
    if env.area != "citation":
        return False
    if word == "first":
        return lambda ctx: ctx.position == FIRST
    if word == "near-note":
        return lambda ctx: ctx.position >= SUBSEQUENT and (ctx.comparing or (ctx.cite is not None and ctx.cite.near))
    least = {"subsequent": SUBSEQUENT, "ibid": IBID, "ibid-with-locator": IBID_WITH_LOCATOR}.get(word)
    if least is None:
        return False
    return lambda ctx: ctx.position >= least


def _test_disambiguate(word: str, env: Environment) -> Test | bool:
    wanted = word == "true"

    def test(ctx: Context) -> bool:
        ctx.conditions += 1  # the first conditions of a cite turn true before the later ones
        return (ctx.conditions <= ctx.disambiguation.condition) == wanted

    return test


_TESTS: dict[str, Callable[[str, Environment], Test | bool]] = {
    "variable": _test_variable,
    "is-numeric": _test_numeric,
    "is-uncertain-date": _test_uncertain,
    "type": _test_type,
    "locator": _test_locator,
    "position": _test_position,
    "disambiguate": _test_disambiguate,
}


def is_fixed(branch: Any, env: Environment) -> bool:
    """Whether a branch's test depends on nothing but the item's type and which variables it has."""
    for attribute, value in branch.attrib.items():
        if attribute == "variable":
            if OF_THE_CITE.intersection(value.split()):
                return False
        elif attribute == "type":
            if env.type is None:
                return False
        elif attribute in _TESTS:
            return False
    return True
