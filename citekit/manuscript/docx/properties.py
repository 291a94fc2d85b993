"""Properties of runs in the order of the schema, and those of a place put under what a style says (ECMA-376 part 1,
17.3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ...common.tables import table

_NAME = re.compile(r"<[\w.-]*:?([\w.-]+)")
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")  # Hebrew, Arabic and their kin
_PROPERTY = re.compile(r"<w:\w+[^>]*/>")


@cache
def order(parent: str) -> dict[str, int]:
    """The place of each child of ``pPr``, ``rPr``, ``sectPr`` or ``settings`` in the order of the schema."""
    return {name: n for n, name in enumerate(table("wordprocessing")["order"][parent].split())}


def in_order(properties: Iterable[str]) -> str:
    """Run properties as one ``w:rPr`` in the order of the schema, the later of two of one name; nothing for none."""
    kept = {property_name(tag): tag for tag in properties}
    if not kept:
        return ""
    ranks = order("rPr")
    last = ranks["rPrChange"]
    return "<w:rPr>" + "".join(kept[name] for name in sorted(kept, key=lambda n: ranks.get(n, last))) + "</w:rPr>"


def property_name(tag: str) -> str:
    """The local name of a property as it is written; properties of other namespaces keep their whole name."""
    match = _NAME.match(tag)
    return match[1] if match is not None and tag.startswith("<w:") else tag


def with_properties(runs: str, base: Iterable[str]) -> str:
    """Runs of this writer with other properties (raw tags) under their own.

    Text in which nothing is written from right to left is no such text, whatever stands round it.
    """
    base = list(base)
    if "<w:rtl/>" in base and not _FROM_THE_RIGHT.search(runs):
        base = [one for one in base if one not in ("<w:rtl/>", "<w:cs/>")]
    if not base:
        return runs
    return _RUN.sub(lambda m: "<w:r>" + in_order([*base, *_PROPERTY.findall(m[1] or "")]), runs)
