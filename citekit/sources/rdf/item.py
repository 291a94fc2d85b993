"""The document of an item in RDF."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

from ...common.tables import table
from ...csl.names import full_name, parse_name
from ...document.model import Document
from ..dublin_core import add_dublin_core
from ..genres import csl_type_named, zotero_type
from ..item_builder import ItemBuilder, institution, person
from .graph import Graph, Link, Node, Value, text_in

_WHOLE = ("dcterms:isPartOf", "schema:isPartOf")
_PAGES = ("bibo:pageStart", "bibo:pageEnd")
_LISTS = ("bibo:authorList", "bibo:editorList", "bib:authors")
_NUMBERS = "ISBN ISSN DOI URL PMID".split()
_NUMBER_TYPES = frozenset(
    "report legislation bill patent legal_case standard hearing broadcast dataset thesis song motion_picture".split()
)


def document(node: Node, graph: Graph, where: str, place: str) -> Document:
    """The document of a node. Raises ReadError for one that says nothing."""
    build = ItemBuilder(_type(node))
    _people(build, node, graph)
    wholes = graph.all(node, *_WHOLE)
    for whole in wholes + [outer for inner in wholes for outer in graph.all(inner, *_WHOLE)]:
        _part_of(build, whole)
    for name, value in node.values:
        _property(build, name, value, node, graph)
    for whole in wholes if "issued" not in build.item else ():
        build.put_date("issued", whole.text("dcterms:date", "dcterms:issued", "dc:date"))
    first, last = node.text("bibo:pageStart"), node.text("bibo:pageEnd")
    build.put("page", f"{first}-{last}" if first and last and first != last else first)
    _attached(build, node, graph)
    if (
        re.match(r"https?://", node.id)
        and not build.item.get("URL")
        and not re.match(r"https?://(?:www\.)?zotero\.org", node.id)
    ):
        build.put_identifier("", node.id)
    return build.document(where, place)


def _type(node: Node) -> str:
    if kind := node.text("z:itemType"):
        return zotero_type(kind) or "document"
    if found := table("rdf")["classes"].get(node.type):
        return str(found)
    return next(
        (t for text in node.texts("dc:type", "dcterms:type", "rdf:type") if (t := csl_type_named(text))), "document"
    )


def _people(build: ItemBuilder, node: Node, graph: Graph) -> None:
    roles = table("rdf")["people"]
    listed = {roles[name] for name, _ in node.values if name in _LISTS}
    for name, value in node.values:
        role = roles.get(name, "")
        again = role in listed and name.startswith(("dc:", "dcterms:", "schema:", "foaf:"))  # without their order
        if not role or again:
            continue
        found = graph.all(Node("", "", 0, [(name, value)]), name)
        for one in found:
            build.add_name(role, _name(one))
        if not found and (text := text_in(value)) and not text.startswith(("http:", "https:", "#")):
            build.add_name(role, parse_name(text))


def _name(node: Node) -> dict[str, Any]:
    family = node.text("foaf:surname", "foaf:familyName", "foaf:family_name", "schema:familyName", "vcard:family-name")
    given = node.text("foaf:givenName", "foaf:givenname", "foaf:firstName", "schema:givenName", "vcard:given-name")
    if family and given:
        return person(family, given)
    whole = family or given or node.text("foaf:name", "schema:name", "rdfs:label", "skos:prefLabel", "rdf:value")
    if not whole or family or node.type in ("foaf:Organization", "schema:Organization", "foaf:Group"):
        return institution(whole)
    return parse_name(whole)


def _part_of(build: ItemBuilder, whole: Node) -> None:
    """A journal, book, series or website that the item is part of."""
    title = whole.text("dc:title", "dcterms:title", "schema:name")
    if whole.type in ("bib:Series", "bibo:Series"):
        build.put("collection-title", title)
        numbers = [t for t in whole.texts("dc:identifier", "bibo:number") if not t.startswith(("ISSN", "ISBN", "DOI"))]
        build.put("collection-number", next(iter(numbers), ""))
    else:
        build.put("container-title", title)
    for name, variable in (
        ("prism:volume", "volume"),
        ("bibo:volume", "volume"),
        ("prism:number", "issue"),
        ("bibo:issue", "issue"),
        ("dcterms:alternative", "container-title-short"),
        ("bibo:shortTitle", "container-title-short"),
        ("prism:edition", "edition"),
    ):
        build.put(variable, whole.text(name))
    for number in whole.texts("dc:identifier", "dcterms:identifier"):
        if whole.type != "bib:Series" or re.match(r"IS[SB]N|DOI", number):
            _identifier(build, number)
    for name in ("bibo:issn", "bibo:eissn", "bibo:isbn", "bibo:isbn13", "prism:issn", "schema:issn"):
        for number in whole.texts(name):
            build.put_identifier(table("rdf")["fields"][name], number)
    _publisher(build, whole.all("dc:publisher", "dcterms:publisher"))


def _property(build: ItemBuilder, name: str, value: Value, node: Node, graph: Graph) -> None:
    text, dates = text_in(value), table("rdf")["dates"]
    if name in _not_here():
        return
    if name in ("dc:publisher", "dcterms:publisher", "schema:publisher"):
        _publisher(build, [graph.follow(value) or value])
    elif name in ("dc:subject", "dcterms:subject", "schema:keywords"):
        _subject(build, graph.follow(value) or value)
    elif name in ("dc:identifier", "dcterms:identifier"):
        _identifier(build, text, isinstance(value, Node) and value.type == "dcterms:URI")
    elif name in dates:
        build.put_date(dates[name], re.sub(r"[T ]\d\d:\d\d.*$", "", text))
    elif name == "bib:presentedAt":
        event = graph.follow(value)
        build.put("event-title", event.text("dc:title", "dcterms:title") if event is not None else text)
    elif name in ("dc:description", "dcterms:description") and node.text("z:itemType"):
        _extra(build, text)
    elif name == "dc:source" and node.text("z:itemType"):
        build.put("archive", text, "Source")
    elif name == "prism:number" and build.item["type"] in _NUMBER_TYPES:
        build.put("number", text)
    elif name in ("z:caseName", "z:nameOfAct", "z:subject", "z:emailSubject"):
        build.put("title", text)
    elif name == "dc:coverage" and not node.text("z:itemType"):
        build.note(text, "Coverage")
    elif name.startswith(("dc:relation", "dcterms:relation")) and isinstance(value, Link):
        _relation(build, value, graph)
    elif text or isinstance(value, Link):
        _by_meaning(build, name, text)
    else:  # people in a role that is not known
        people = [_name(one) for one in graph.all(Node("", "", 0, [(name, value)]), name)]
        build.note("; ".join(full_name(one) for one in people if any(one.values())), _words(name))


@lru_cache(maxsize=1)
def _not_here() -> frozenset[str]:
    """Properties that are read elsewhere, or say how the file is built."""
    data = table("rdf")
    return frozenset({*data["people"], *_WHOLE, *data["left_out"]["properties"].split(), *_PAGES})


def _by_meaning(build: ItemBuilder, name: str, text: str) -> None:
    """A property by the table (data/rdf.toml); one that it does not have, by its name."""
    meaning = table("rdf")["fields"].get(name, "")
    if meaning == "rights":
        build.keep("rights", [text])
    elif meaning in _NUMBERS:
        build.put_identifier(meaning, text)
    elif meaning.startswith("note: "):
        build.note(text, meaning[6:])
    elif meaning in ("submitted", "event-date", "original-date"):
        build.put_date(meaning, text)
    elif meaning:
        build.put(meaning, text, name.partition(":")[2].capitalize())
    elif name.startswith(("dc:", "dcterms:")):
        add_dublin_core(build, [(name.partition(":")[2], text)])
    else:
        build.note(text, _words(name))


def _words(name: str) -> str:
    """A property's name in words: ``z:priorityNumbers`` as ``Priority numbers``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(":")[2]).capitalize()


def _publisher(build: ItemBuilder, values: list[Any]) -> None:
    for value in values:
        if not isinstance(value, Node):
            build.put("publisher", text_in(value), "Publisher")
            continue
        build.put("publisher", text_in(value), "Publisher")
        for address in value.all("vcard:adr", "schema:address"):
            if isinstance(address, Node):
                build.put("publisher-place", address.text("vcard:locality", "vcard:Locality") or text_in(address))


def _subject(build: ItemBuilder, value: Value) -> None:
    if isinstance(value, Node) and value.type in ("dcterms:LCC", "dcterms:DDC", "dcterms:UDC"):
        build.put("call-number", text_in(value), "Classification")
    elif not isinstance(value, Link):
        build.add_keywords([text_in(value)])


def _identifier(build: ItemBuilder, text: str, address: bool = False) -> None:
    match = re.match(r"(ISBN|ISSN|DOI|PMID|PMCID)[\s:]+(?=\S)", text)
    if address:
        build.put_identifier("URL", text)
    elif match is not None:
        for part in text[match.end() :].split(", "):
            build.put_identifier(match[1], part)
    else:
        build.put_identifier("", text, "Identifier")


def _extra(build: ItemBuilder, text: str) -> None:
    """Zotero's field Extra: lines ``Variable: value`` are variables of the item, the rest is a note."""
    from ...document.items import extract_extra

    item = extract_extra({**build.item, "note": text})
    build.note(str(item.pop("note", "")))
    for variable, value in item.items():
        build.item.setdefault(variable, value)


def _relation(build: ItemBuilder, link: Link, graph: Graph) -> None:
    other = graph.follow(link)
    if other is not None:
        build.note(other.text("dc:title", "dcterms:title"), "Related")
    else:
        build.keep("links", [link.id])


def _attached(build: ItemBuilder, node: Node, graph: Graph) -> None:
    """Notes and files of the item."""
    for note in graph.all(node, "dcterms:isReferencedBy"):
        build.note(plain_note(note.text("rdf:value")))
    for attachment in graph.all(node, "link:link"):
        for path in attachment.texts("rdf:resource", "z:path"):
            build.keep("files", [path])
        for address in attachment.all("dc:identifier"):
            text = text_in(address)
            if text.startswith("http") and text != build.item.get("URL"):
                build.keep("links", [text])


def plain_note(text: str) -> str:
    """A note of Zotero, which is HTML, as text."""
    if "<" not in text:
        return html.unescape(text)
    parts = re.split(r"</?(?:p|div|h\d|ul|ol|li|blockquote|br)\b[^>]{0,500}>", text, flags=re.I)
    lines = (" ".join(html.unescape(re.sub(r"<[^>]{0,500}>", "", part)).split()) for part in parts)
    return "\n".join(line for line in lines if line)
