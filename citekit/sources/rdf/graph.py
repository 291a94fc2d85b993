"""RDF/XML as nodes with properties (W3C, RDF 1.1 XML Syntax): as much of it as bibliographies use.

Names are ``prefix:local`` with the usual prefix of their namespace, whatever the file calls it (data/rdf.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Union

from ...common.errors import ReadError
from ...common.tables import table
from ..xml import Content, Record, children_of_root, records, text_of, tree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DEPTH = 60
_LONGEST = 10_000  # members of a list
_MOST_TEXT = 400_000_000  # characters of a file: what an item refers to may stand anywhere in it, and all is held


@dataclass(slots=True)
class Node:
    """A resource: its address or number, its type, and (property, value) in their order."""

    id: str
    type: str
    line: int
    values: list[tuple[str, Value]] = field(default_factory=list)

    def all(self, *names: str) -> list[Value]:
        """The values of properties, in the order of the names."""
        return [value for name in names for n, value in self.values if n == name]

    def text(self, *names: str) -> str:
        """The first text of properties, the first name first; a node's own value or title stands for it."""
        return next((text for value in self.all(*names) if (text := text_in(value))), "")

    def texts(self, *names: str) -> list[str]:
        """The texts of properties."""
        return [text for value in self.all(*names) if (text := text_in(value))]


@dataclass(frozen=True)
class Link:
    """A value that is another resource of the file, or of elsewhere."""

    id: str


Value = Union[str, Node, Link]


def text_in(value: Value) -> str:
    """A value in words."""
    if isinstance(value, Link):
        return value.id
    if isinstance(value, str):
        return value
    return value.text("rdf:value", "foaf:name", "dc:title", "dcterms:title", "rdfs:label", "skos:prefLabel")


class Graph:
    """The nodes of a file, in its order, and each by its address."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.by_id: dict[str, Node] = {}

    def add(self, element: Any, first_line: int = 1) -> None:
        """Add a node element and those in it."""
        self.nodes.append(self._node(element, first_line, 0))

    def follow(self, value: Value) -> Node | None:
        """The node that a value is or leads to."""
        return value if isinstance(value, Node) else self.by_id.get(value.id) if isinstance(value, Link) else None

    def all(self, node: Node, *names: str) -> list[Node]:
        """The nodes that properties lead to, lists opened."""
        found: list[Node] = []
        for value in node.all(*names):
            one = self.follow(value)
            found += self._members(one) if one is not None else []
        return found

    def _members(self, node: Node) -> list[Node]:
        """The members of a list (a container, or a chain of first and rest), or the node itself."""
        if node.type in ("rdf:Seq", "rdf:Bag", "rdf:Alt"):
            values = [value for name, value in node.values if name != "rdf:type"]
            return [one for value in values if (one := self.follow(value)) is not None]
        found: list[Node] = []
        link: Node | None = node
        while link is not None and link.all("rdf:first") and len(found) < _LONGEST:
            found += [one for value in link.all("rdf:first") if (one := self.follow(value)) is not None]
            link = next((self.follow(value) for value in link.all("rdf:rest")), None)
        return found or [node]

    def _node(self, element: Any, line: int, depth: int) -> Node:
        if depth > _DEPTH:
            raise ReadError("the RDF is nested too deeply")
        address = element.get(f"{_RDF}about") or element.get(f"{_RDF}nodeID") or ""
        if own := element.get(f"{_RDF}ID"):
            address = f"#{own}"
        kind = name_of(element.tag)
        node = Node(address, "" if kind == "rdf:Description" else kind, line + (element.sourceline or 1) - 1)
        for key, value in element.attrib.items():
            if not key.startswith(_RDF) and not key.startswith("{http://www.w3.org/XML/"):
                node.values.append((name_of(key), value))
        for one in element:
            if isinstance(one.tag, str):
                node.values.append((name_of(one.tag), self._value(one, line, depth)))
        if not node.type:
            node.type = next((name_of_address(v.id) for v in node.all("rdf:type") if isinstance(v, Link)), "")
        if address and address not in self.by_id:
            self.by_id[address] = node
        elif address:
            self.by_id[address].values += node.values
        return node

    def _value(self, element: Any, line: int, depth: int) -> Value:
        resource = element.get(f"{_RDF}resource") or element.get(f"{_RDF}nodeID")
        if resource:
            return Link(resource)
        inner = [one for one in element if isinstance(one.tag, str)]
        if element.get(f"{_RDF}parseType") == "Resource":
            return self._node(element, line, depth + 1)
        if element.get(f"{_RDF}parseType") == "Collection":
            seq = Node("", "rdf:Seq", line)
            seq.values = [("rdf:li", self._node(one, line, depth + 1)) for one in inner]
            return seq
        if len(inner) == 1 and element.get(f"{_RDF}parseType") is None:
            return self._node(inner[0], line, depth + 1)
        return element.text or "" if not inner else text_of(element)


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, str]:
    return {uri: prefix for prefix, uris in table("rdf")["namespaces"].items() for uri in uris}


@lru_cache(maxsize=4096)
def name_of(tag: str) -> str:
    """``prefix:local`` of a name in braces; of a namespace that is not known, the local name."""
    uri, _, local = tag.lstrip("{").rpartition("}")
    prefix = _prefixes().get(uri, "")
    return f"{prefix}:{local}" if prefix else local


def name_of_address(address: str) -> str:
    """``prefix:local`` of an address."""
    at = max(address.rfind("#"), address.rfind("/")) + 1
    return name_of(f"{{{address[:at]}}}{address[at:]}")


def graph_of(content: Content, where: str) -> Iterator[Graph | ReadError]:
    """The errors of what cannot be read, then the graph of all that can."""
    graph = Graph()
    if not isinstance(content, str):
        try:
            for element in children_of_root(_bounded(content, where), where):
                if isinstance(element.tag, str):
                    graph.add(element)
        except ReadError as error:
            yield error
        yield graph
        return
    yield from _whole(graph, content, where)


def _bounded(blocks: Iterable[str], where: str) -> Iterator[str]:
    read = 0
    for block in blocks:
        read += len(block)
        if read > _MOST_TEXT:
            raise ReadError(
                "the RDF is longer than 400 million characters; what comes after them is left out",
                where=where,
                hint="export the collections one by one, or the library as CSL-JSON, which may have any size",
            )
        yield block


def _whole(graph: Graph, text: str, where: str) -> Iterator[Graph | ReadError]:
    try:
        root = tree(text, where)
    except ReadError:
        yield from _piecewise(graph, text, where)
        yield graph
        return
    for element in root:
        if isinstance(element.tag, str):
            graph.add(element)
    yield graph


def _piecewise(graph: Graph, text: str, where: str) -> Iterator[ReadError]:
    """Read the nodes of a damaged file one by one: each between its own tags."""
    names = dict.fromkeys(re.findall(r"<(?:[\w.-]+:)?([\w.-]+)\s+rdf:(?:about|ID|nodeID)\s*=", text))
    if not names:
        names = {"Description": None}
    for found in records(text, where, names, nests=True):
        if isinstance(found, Record):
            graph.add(found.element, found.line)
        else:
            yield found
