"""Addresses in a bibliography: a DOI with its resolver is one link, and where no address shows, the title is one."""

from __future__ import annotations

from collections.abc import Mapping

from ...formats.pandoc import TITLE
from .tree import Inlines, Node, find, text_of

_RESOLVER = "https://doi.org/"
# identifiers and the addresses that they make, the first that an item has
_ADDRESSES = (
    ("DOI", _RESOLVER),
    ("PMCID", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    ("PMID", "https://www.ncbi.nlm.nih.gov/pubmed/"),
    ("URL", ""),
)


def linked(inlines: Inlines, fields: Mapping[str, str]) -> Inlines:
    """An entry with its links; ``fields`` are those of its item."""
    inlines = resolved(inlines)
    address = "" if any(find(inlines, "Link")) else _address(fields)
    return _titled(inlines, address)


def _address(fields: Mapping[str, str]) -> str:
    for name, prefix in _ADDRESSES:
        value = fields.get(name, "")
        if value:
            return value if value.startswith(("http://", "https://")) else prefix + value
    return ""


def _titled(inlines: Inlines, address: str) -> Inlines:
    """Inlines with the spans of titles as links, or without them."""
    out: Inlines = []
    for node in inlines:
        content = node.get("c")
        if node.get("t") == "Span" and TITLE in node["c"][0][1]:
            inner = _titled(node["c"][1], "")
            out += [{"t": "Link", "c": [["", [], []], inner, [address, ""]]}] if address else inner
        elif node.get("t") in ("Span", "Link") and isinstance(content, list):
            out.append({"t": node["t"], "c": [content[0], _titled(content[1], address), *content[2:]]})
        elif node.get("t") in ("Emph", "Strong", "SmallCaps", "Underline", "Superscript", "Subscript"):
            out.append({"t": node["t"], "c": _titled(node["c"], address)})
        else:
            out.append(node)
    return _joined(out)


def _joined(inlines: Inlines) -> Inlines:
    """Inlines in which strings that meet are one."""
    out: Inlines = []
    for node in inlines:
        if out and node.get("t") == out[-1].get("t") == "Str":
            out[-1] = {"t": "Str", "c": out[-1]["c"] + node["c"]}
        else:
            out.append(node)
    return out


def resolved(inlines: Inlines) -> Inlines:
    """Inlines in which a DOI and the address of its resolver before it are one link."""
    out: Inlines = []
    for node in inlines:
        if node.get("t") in ("Emph", "Strong", "SmallCaps"):
            node = {"t": node["t"], "c": resolved(node["c"])}
        elif node.get("t") == "Span":
            node = {"t": "Span", "c": [node["c"][0], resolved(node["c"][1])]}
        elif node.get("t") == "Link" and out and out[-1].get("t") == "Str":
            before = str(out[-1]["c"])
            address = str(node["c"][2][0])
            if before == _RESOLVER and address == _RESOLVER + text_of(node):
                out.pop()
                node = _link(address)
        out.append(node)
    return out


def _link(address: str) -> Node:
    return {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": address}], [address, ""]]}
