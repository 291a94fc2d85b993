"""The sources that Word keeps in a document for its own citations (ECMA-376 part 1, 22.6) as CSL-JSON."""

from __future__ import annotations

from typing import Any

from ...common.errors import ReadError
from ...sources.word_sources import items_of
from .parts import WordPackage


def word_sources(word: WordPackage) -> dict[str, dict[str, Any]]:
    """The sources by their tags; a part that cannot be read holds none."""
    found: dict[str, dict[str, Any]] = {}
    for name in word.package.names():
        if not (name.startswith("customXml/item") and name.endswith(".xml")) or "Props" in name:
            continue
        if b"bibliography" not in word.package.part(name)[:2000]:
            continue
        try:
            root = word.tree(name)
        except ReadError:
            continue
        for item in items_of(root):
            found.setdefault(item["id"], item)
    return found
