"""Forty awkward documents (awkward.json) to every format: each value is in what is written, or a remark names it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit.document.given import as_document
from citekit.exporters.base import export_documents, exporters
from citekit.exporters.options import ExportOptions

ITEMS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "awkward.json").read_text(encoding="utf-8"))
SPRING = {"spring", "21"}  # in a month's place a 13, as citeproc-js has it
_COMMANDS = re.compile(r"\\n|\\(?:emph|url|text\w+|mkbibquote|mkbibemph|isdot)(?:\{\})?|</?[a-z]+[^<>]{0,60}>|%20")


def words(text: str) -> set[str]:
    """The words of a text without markup, numbers without zeros before them, months by their number."""
    plain = _COMMANDS.sub(" ", html.unescape(html.unescape(text)))
    found = {w.lstrip("0") or w for w in re.findall(r"\w+", re.sub(r"[\\{}]", "", plain).casefold())}
    for n, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1):
        if any(word.startswith(month) for word in found):
            found.add(str(n))
    return found


def leaves(value: Any) -> Iterator[str]:
    """Every text and number of a value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("comma-suffix", "season"):
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


@pytest.mark.parametrize("to", sorted(exporters()))
def test_every_value_goes_out_or_is_named(to: str) -> None:
    lost = []
    for item in ITEMS:
        options = ExportOptions()
        written = words("".join(export_documents([as_document(item)], to, options)))
        said = " ".join(options.notes)
        for variable, value in item.items():
            named = variable in said or (variable == "custom" and all(name in said for name in value))
            if variable in ("id", "type") or named:
                continue
            for leaf in leaves(value):
                kept = words(leaf) <= written or leaf == "0" or (leaf == "13" and SPRING & written)
                if not kept:
                    lost.append((item["id"], item["type"], variable, leaf))
    assert lost == []
