"""What an HTML page says, with lxml: its metadata, its blocks of text, its links. Nothing is loaded or executed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from ...common.errors import ReadError

_SKIP = frozenset("script style noscript template nav footer form select iframe svg canvas object".split())
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd table tr td th h1 h2 h3 h4 h5 h6 section article main header aside br hr figure figcaption"
    " blockquote address details summary time label pre body fieldset legend".split()
)
_BLOCK_CLASSES = frozenset(
    (
        "pill sub-title text date donated label value name tag badge field-label field-item field__label field__item"
    ).split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
MAX_BLOCKS = 20_000


@dataclass(frozen=True)
class Block:
    """A stretch of text: the element it stands in, the classes of that and of its parent, whether it is within a tab
    with a document's body.
    """

    tag: str
    classes: frozenset[str]
    text: str
    body: bool = False

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in _HEADINGS


@dataclass
class Page:
    """An HTML page: meta tags (names in lower case), the <title>, addresses, blocks of text, links (address, text),
    JSON-LD.
    """

    title: str = ""
    url: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    tabs: list[str] = field(default_factory=list)
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    coins: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first value of the first of these meta tags that the page has."""
        return next((values[0] for name in names if (values := self.meta.get(name))), "")

    def all(self, *names: str) -> list[str]:
        """All values of these meta tags, each once."""
        return list(dict.fromkeys(value for name in names for value in self.meta.get(name, ())))


def parse(text: str, where: str) -> Page:
    """The page of a text. Raises ReadError for what lxml cannot take apart."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReadError("the HTML cannot be read", where=where, hint="save the page again, or as text") from None
    page = Page()
    _head(root, page)
    saved = _SAVED_FROM.search(text[:4000])
    canonical = root.xpath("//link[translate(@rel,'CANONICAL','canonical')='canonical']/@href")
    addresses = [
        *canonical,
        page.first("og:url"),
        saved.group(1) if saved else "",
        page.first("citation_public_url", "dc.identifier.uri"),
    ]
    page.url = next((str(a).strip() for a in addresses if str(a).strip().startswith(("http://", "https://"))), "")
    _links(root, page)
    body = root.find("body")
    page.blocks = list(_blocks(body if body is not None else root))
    return page


def _head(root: Any, page: Page) -> None:
    page.title = " ".join(str(root.findtext(".//title") or "").split())
    for element in root.iter("meta"):
        name = str(element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        value = " ".join(str(element.get("content") or "").split())
        if name and value:
            page.meta.setdefault(name, []).append(value)
    for element in root.iter("script"):
        if str(element.get("type") or "").strip().lower() == "application/ld+json":
            page.json_ld += _json_ld(str(element.text_content() or ""))
    for element in root.iter("span"):
        if "Z3988" in str(element.get("class") or "").split():
            page.coins.append(str(element.get("title") or ""))


def _json_ld(text: str) -> list[dict[str, Any]]:
    """The objects of a JSON-LD script, those of a ``@graph`` one by one."""
    try:
        data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->"))
    except (ValueError, RecursionError):
        return []
    listed = data if isinstance(data, list) else [data]
    out = []
    for one in listed:
        if isinstance(one, dict):
            graph = one.get("@graph")
            out += [g for g in graph if isinstance(g, dict)] if isinstance(graph, list) else [one]
    return out


def _links(root: Any, page: Page) -> None:
    for element in root.iter("a"):
        address = str(element.get("href") or "").strip()
        label = " ".join(str(element.text_content() or "").split())
        holder = element.getparent()
        classes = " ".join(str(e.get("class") or "") for e in (element, holder) if e is not None)
        if str(element.get("role") or "") == "tab" or re.search(r"\b(?:nav-)?tabs?\b|nav-link", classes):
            page.tabs.append(label)
        if address and not address.startswith(("#", "javascript:", "data:", "mailto:")):
            try:
                page.links.append((urljoin(page.url, address), label))
            except ValueError:
                continue


def _blocks(body: Any) -> Iterator[Block]:
    """The blocks of text in the order of the page; what is navigation or code is left out."""
    from lxml import etree

    parts: list[str] = []
    stack: list[tuple[str, frozenset[str], bool]] = [("body", frozenset(), False)]
    skipping = count = 0

    def flush() -> Iterator[Block]:
        nonlocal count
        text = " ".join("".join(parts).split())
        parts.clear()
        if text and count < MAX_BLOCKS:
            count += 1
            yield Block(stack[-1][0], stack[-1][1] | stack[max(0, len(stack) - 2)][1], text, stack[-1][2])

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        classes = frozenset(str(element.get("class") or "").split()) if tag else frozenset()
        block = tag in _BLOCKS or bool(classes & _BLOCK_CLASSES)
        if event == "start":
            if tag in _SKIP or not tag:
                skipping += 1
            elif not skipping:
                if block:
                    yield from flush()
                    stack.append((tag, classes, stack[-1][2] or bool(classes & {"tab-pane", "document-body"})))
                parts.append(element.text or "")
            continue
        if tag in _SKIP or not tag:
            skipping -= 1
        elif not skipping and block:
            yield from flush()
            if len(stack) > 1:
                stack.pop()
        if not skipping and element is not body:
            parts.append(element.tail or "")
    yield from flush()
