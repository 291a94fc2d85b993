"""What a format that has citations of its own is given: citations as text, and the bibliography in any case.

Pandoc's writers for these formats print every ``Cite`` as its source and leave out the division ``#refs`` at the end,
unless ``--citeproc`` has made them: a filter cannot tell them that.  Most look for the division as the last block.
"""

from __future__ import annotations

import re
from typing import Any

from .tree import Inlines, Node, walk

_WITH_CITATIONS = frozenset(("markdown", "typst", "org"))
_NOTHING: Node = {"t": "Plain", "c": []}


def rendered_for(document: Node, target: str) -> Node:
    """A woven document for a format, as pandoc names it (``typst``); other formats get it as it is."""
    name = re.split("[-+]", target, maxsplit=1)[0]
    if name not in _WITH_CITATIONS:
        return document
    meta: dict[str, Any] = document["meta"]
    if name == "typst":  # its template makes a bibliography of what is named there
        meta = {key: value for key, value in meta.items() if key not in ("bibliography", "csl")}
    blocks = walk(document["blocks"], _spelled_out)
    if name == "org":
        blocks = [one for block in blocks for one in _for_org(block)]
    if blocks and blocks[-1].get("t") == "Div" and blocks[-1]["c"][0][0] == "refs":
        blocks = [*blocks, _NOTHING]
    return {**document, "meta": walk(meta, _spelled_out), "blocks": blocks}


def _for_org(block: Node) -> list[Node]:
    """A block; of the division ``#refs``, which Org's writer never prints, the target of links and what is in it."""
    if block.get("t") != "Div" or block["c"][0][0] != "refs":
        return [block]
    return [{"t": "RawBlock", "c": ["org", "<<refs>>"]}, *block["c"][1]]


def _spelled_out(inlines: Inlines) -> Inlines:
    """Inlines with the texts of citations in the place of these."""
    if not any(node.get("t") == "Cite" for node in inlines):
        return inlines
    return [one for node in inlines for one in (node["c"][1] if node.get("t") == "Cite" else [node])]
