"""The bibliography of a document of pandoc's, as the divisions that ``--citeproc`` makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ...engine import Processor
from .links import linked
from .tree import Held, Inlines, Node, text_of


def with_bibliography(
    blocks: list[Node], processor: Processor, held: Held, heading: Inlines, skip: Callable[[str], bool], links: bool
) -> tuple[list[Node], list[str]]:
    """(blocks with the entries in the division ``#refs``, or at the end, after a heading where there is one; the keys
    of works that the style leaves out, whose entry is empty so that a link to it leads somewhere).
    """
    found = processor.bibliography()
    texts = dict(zip(found.entry_ids, found.entries))
    entries, unprinted = [], []
    aligned = bool(found.params["second-field-align"])
    for key in found.order if processor.style.bibliography is not None else ():
        if not skip(key):
            unprinted += [] if key in texts else [key]
            inlines = linked(json.loads(texts.get(key, "[]")), processor.item(key).fields if links else {})
            entries.append(_entry(key, held.restored(_spaced(inlines, aligned))))
    attributes = _attributes(processor, bool(entries))
    placed, done = _placed(blocks, attributes, entries)
    if done or not entries:
        return placed, unprinted
    division = {"t": "Div", "c": [["refs", *attributes], entries]}
    if heading:
        header = {"t": "Header", "c": [1, ["bibliography", ["unnumbered"], []], heading]}
        return [*placed, header, division], unprinted
    if placed and placed[-1].get("t") == "Header":
        level, (name, classes, pairs), inlines = placed[-1]["c"]
        header = {"t": "Header", "c": [level, [name, _with(classes, "unnumbered"), pairs], inlines]}
        return [*placed[:-1], header, division], unprinted
    return [*placed, division], unprinted


def _with(classes: list[str], name: str) -> list[str]:
    return [name, *(one for one in classes if one != name)]


def _attributes(processor: Processor, any_entries: bool) -> list[Any]:
    """Classes and attributes of the division: spacing as the style itself says it, that of lines where it is wide."""
    element = processor.style.bibliography
    if element is None or not any_entries:
        return [[], []]
    hanging = ["hanging-indent"] if element.get("hanging-indent") == "true" else []
    spacing = [
        [name, str(value)]
        for name, usual in (("entry-spacing", None), ("line-spacing", "1"))
        if (value := element.get(name)) and value != usual
    ]
    return [["references", "csl-bib-body", *hanging], spacing]


def _placed(blocks: list[Node], attributes: list[Any], entries: list[Node]) -> tuple[list[Node], bool]:
    """Blocks with the division ``#refs`` filled in, whose heading is the person's own, and whether there was one."""
    out: list[Node] = []
    done = False
    for block in blocks:
        if block.get("t") == "Div" and not done:
            (name, classes, pairs), inner = block["c"]
            if name == "refs":
                classes = [*classes, *(one for one in attributes[0] if one not in classes)]
                inner = [*inner, *entries]
                block = {"t": "Div", "c": [["refs", classes, [*pairs, *attributes[1]]], inner]}
                done = True
            else:
                inner, done = _placed(inner, attributes, entries)
                block = {"t": "Div", "c": [[name, classes, pairs], inner]}
        out.append(block)
    return out, done


def _entry(key: str, inlines: Inlines) -> Node:
    return {"t": "Div", "c": [[f"ref-{key}", ["csl-entry"], []], [{"t": "Para", "c": inlines}]]}


def _spaced(inlines: Inlines, aligned: bool) -> Inlines:
    """An entry whose number has a space after it, inside its margin, as has what stands at the right of it.

    ``aligned`` says that the style aligns second fields: what it sets into the margin itself ends with no space.
    """
    out: Inlines = []
    for n, node in enumerate(inlines):
        name = (node["c"][0][1] or [""])[0] if node.get("t") == "Span" else ""
        following = inlines[n + 1 : n + 2]
        if name == "csl-left-margin" and following and following[0].get("t") == "Span":
            inner = node["c"][1]
            space = [{"t": "Space"}] if aligned and inner and inner[-1].get("t") != "Space" else []
            node = {"t": "Span", "c": [node["c"][0], [*inner, *space]]}
        elif name == "csl-right-inline" and following and following[0].get("t") == "Space":
            node = {"t": "Span", "c": [node["c"][0], [*node["c"][1], {"t": "Space"}]]}
        if name == "csl-block" and not text_of(node).strip():
            continue
        out.append(node)
    if len(out) > 1 and out[-1].get("t") == "Space":
        out.pop()
    return out
