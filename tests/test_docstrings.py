"""The examples in docstrings are run."""

from __future__ import annotations

import doctest
import importlib

import pytest

import citekit
from tests.conftest import ROOT

WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "citekit").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_module_give_what_they_show(name: str) -> None:
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert results.attempted and not results.failed


@pytest.mark.parametrize("name", sorted(name for name in citekit.__all__ if not name.startswith("_")))
def test_what_is_called_has_an_example(name: str) -> None:
    thing = getattr(citekit, name)
    assert ">>> " in thing.__doc__ and thing.__module__ in WITH_EXAMPLES
