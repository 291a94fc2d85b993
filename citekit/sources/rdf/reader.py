"""RDF/XML: Zotero's own export, the Bibliographic Ontology, Dublin Core (data/rdf.toml)."""

from __future__ import annotations

from collections.abc import Iterator

from ...common.errors import CitekitError, NoRecordError
from ...common.tables import table
from ..base import Found
from ..xml import Content, root_of
from .graph import Graph, Link, Node, graph_of
from .item import document

_TITLES = ("dc:title", "dcterms:title", "schema:name", "schema:headline", "z:caseName", "z:nameOfAct", "z:subject")
_PARTS = ("dcterms:isPartOf", "schema:isPartOf", "bibo:reproducedIn")


def detect(text: str, name: str) -> bool:
    """Whether the text is RDF/XML."""
    root = root_of(text)
    return root is not None and root.name == "RDF"


def read(text: Content, where: str) -> Iterator[Found]:
    """One document an item; notes and files stay with their items, containers are no items."""
    count = 0
    for found in graph_of(text, where):
        if not isinstance(found, Graph):
            yield found
            continue
        _gather(found)
        for node in _items(found):
            count += 1
            place = f"{where}, line {node.line}"
            try:
                yield document(node, found, where, place)
            except CitekitError as error:
                yield error if error.where else error.at(place)
    if not count:
        yield NoRecordError(
            "the RDF holds no items of a bibliography",
            where=where,
            hint="export the library from Zotero with “Zotero RDF”",
        )


def _gather(graph: Graph) -> None:
    """What nodes of their own say of an item, with the item: the library's entry for it, and notes on it."""
    for node in graph.nodes:
        if node.type == "z:UserItem":
            for item in graph.all(node, "resource"):
                item.values += [(name, value) for name, value in node.values if name not in ("resource", "rdf:type")]
        elif node.type == "z:Collection" and (title := node.text("dc:title")):
            for item in graph.all(node, "dcterms:hasPart"):
                item.values.append(("z:collection", title))
        elif node.type == "bibo:Note":
            for item in graph.all(node, "bibo:annotates"):
                item.values.append(("dcterms:isReferencedBy", node))


def _items(graph: Graph) -> Iterator[Node]:
    """The nodes that are items: those with Zotero's item type, else those of an item's class that are not the whole
    that another one is part of.
    """
    containers = set(table("rdf")["containers"]["classes"].split())
    wholes = {value.id for node in graph.nodes for value in node.all(*_PARTS) if isinstance(value, Link)}
    for node in graph.nodes:
        kind = node.text("z:itemType")
        if kind in ("attachment", "note", "annotation"):
            continue
        if kind or (node.type not in containers and node.id not in wholes and _has_content(node)):
            yield node


def _has_content(node: Node) -> bool:
    return node.type in table("rdf")["classes"] or bool(node.text(*_TITLES))
