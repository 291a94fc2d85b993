"""Sizes of what is measured: a small one in the quick suite, the large one among the slow tests."""

from __future__ import annotations

import pytest


def sizes(small: int, large: int) -> pytest.MarkDecorator:
    """A test with an argument ``size``, run with both."""
    return pytest.mark.parametrize("size", [small, pytest.param(large, marks=pytest.mark.slow)])
