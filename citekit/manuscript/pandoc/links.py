"""Addresses in a bibliography: where no address shows, the title is a link."""

from __future__ import annotations

from collections.abc import Mapping

from ...formats.pandoc import TITLE
from .tree import Inlines, find

# identifiers and the addresses that they make, the first that an item has
_ADDRESSES = (
    ("DOI", "https://doi.org/"),
    ("PMCID", "https://www.ncbi.nlm.nih.gov/pmc/articles/"),
    ("PMID", "https://www.ncbi.nlm.nih.gov/pubmed/"),
    ("URL", ""),
)


def linked(inlines: Inlines, fields: Mapping[str, str]) -> Inlines:
    """An entry with its links; ``fields`` are those of its item."""
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
    """Inlines in which neighbouring strings are joined."""
    out: Inlines = []
    for node in inlines:
        if out and node.get("t") == out[-1].get("t") == "Str":
            out[-1] = {"t": "Str", "c": out[-1]["c"] + node["c"]}
        else:
            out.append(node)
    return out
