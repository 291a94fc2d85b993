"""The children of a root element, one at a time, for XML of any size whose records refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from ...common.files.xml_text import PARSER_OPTIONS
from .split import damaged, refuse_entities


def children_of_root(blocks: Iterable[str], where: str) -> Iterator[Any]:
    """Each child of the root when it has been read; it is emptied behind it, so that what is held is one child.

    Raises ReadError with the line of what is damaged; what came before has been given by then.
    """
    from lxml import etree

    parser = etree.XMLPullParser(("start", "end"), encoding="utf-8", **PARSER_OPTIONS)
    depth, first = 0, True
    for block in chain(blocks, (None,)):
        if first and block:
            refuse_entities(block[:100_000], where)
            block, first = block.lstrip("\ufeff"), False
        error = _fed(parser, block)
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 1:
                yield element
                _drop(element)
        if error is not None:
            raise damaged(error, 1, where)


def _fed(parser: Any, block: str | None) -> Any:
    """Hand a block, or (None) the end of the file, to a parser; gives the error that ends it. What was read before the
    error is among the parser's events.
    """
    from lxml import etree

    try:
        if block is None:
            parser.close()
        else:
            parser.feed(block.encode("utf-8", "replace"))
    except etree.XMLSyntaxError as error:
        return error
    return None


def _drop(element: Any) -> None:
    """Empty an element, and take those before it out of the tree."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]
