"""JSON is written as the standard library writes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.json_text import indented

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.booleans() | st.none(), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES, st.booleans())
def test_any_value_is_written_as_json_dumps_writes_it(value: Any, ascii: bool) -> None:
    assert indented(value, ascii) == json.dumps(value, indent=2, ensure_ascii=ascii)


def test_an_item_inside_of_a_list_is_indented_with_it() -> None:
    item = {"id": "a", "author": [{"family": "Ulam"}], "custom": {}}
    assert f"[\n  {indented(item, gap=chr(10) + '  ')}\n]" == json.dumps([item], indent=2)


def test_what_is_no_json_is_an_error() -> None:
    with pytest.raises(TypeError):
        indented({"a": object()})
