"""Pandoc as a witness: the citations that it finds in a draft, and a document that it writes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

Keys = tuple[tuple[str, str], ...]


@cache
def program() -> str:
    """The pandoc that the package pypandoc_binary brings."""
    pypandoc = pytest.importorskip("pypandoc")
    return str(pypandoc.get_pandoc_path())


def run(text: str, *options: str, cwd: str | None = None) -> tuple[str, str]:
    """(standard output, standard error) of pandoc; a failure fails the test."""
    done = subprocess.run([program(), *options], input=text, capture_output=True, text=True, cwd=cwd, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def cites(node: Any) -> Iterator[Keys]:
    """The (key, mode) pairs of each citation in a tree; those inside the words of another are part of it."""
    if isinstance(node, list):
        for one in node:
            yield from cites(one)
    elif isinstance(node, dict):
        if node.get("t") == "Cite":
            yield tuple((one["citationId"], one["citationMode"]["t"]) for one in node["c"][0])
            return
        for value in node.values():
            yield from cites(value)


def citations(draft: str) -> list[Keys]:
    """The citations of a draft in pandoc's Markdown."""
    return list(cites(json.loads(run(draft, "-f", "markdown", "-t", "json")[0])["blocks"]))
