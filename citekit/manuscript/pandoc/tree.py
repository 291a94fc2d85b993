"""Pandoc's AST as JSON: walking it, its text, and its inlines as the markup of CSL fields (pandoc-types)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..citations import as_it_is

Node = dict[str, Any]
Inlines = list[Node]

_FIRST, _LAST = 0xE000, 0xF8F0
_OBJECTS = 0xE100  # before it stands raw markup, which is no word (``richtext.case``)
QUOTED = ("\uf8fb", "\uf8fc")  # round a quotation of the metadata, until the language is known in which it is set
_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}
_SMALL_CAPS = '<span style="font-variant:small-caps;">'


def walk(node: Any, change: Callable[[Inlines], Inlines]) -> Any:
    """The tree with every list of inlines changed, the innermost first."""
    if isinstance(node, list):
        made = [walk(one, change) for one in node]
        return change(made) if made and is_inline(made[0]) else made
    if isinstance(node, dict):
        return {key: walk(value, change) for key, value in node.items()}
    return node


INLINES = frozenset(
    "Str Emph Underline Strong Strikeout Superscript Subscript SmallCaps Quoted Cite Code Space SoftBreak LineBreak "
    "Math RawInline Link Image Note Span".split()
)


def is_inline(node: Any) -> bool:
    """Whether a node is an inline."""
    return isinstance(node, dict) and node.get("t") in INLINES


def find(node: Any, kind: str) -> Iterator[Node]:
    """The nodes of a kind, in the order of the document; those inside others come first."""
    if isinstance(node, list):
        for one in node:
            yield from find(one, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        for key, value in node.items():
            if key != "t":
                yield from find(value, kind)


def text_of(node: Any) -> str:
    """The text of inlines or blocks without markup; notes are no text."""
    if isinstance(node, list):
        return "".join(map(text_of, node))
    if not isinstance(node, dict):
        return ""
    kind = node.get("t")
    content: Any = node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline"):
        return str(content[1])
    if kind == "Quoted":
        marks = "\u2018\u2019" if content[0]["t"] == "SingleQuote" else "\u201c\u201d"
        return marks[0] + text_of(content[1]) + marks[1]
    if kind == "Note":
        return ""
    if kind in ("Cite", "Link", "Span", "Image"):
        return text_of(content[1])
    return text_of(content)


class Held:
    """Inlines that pass through a style as one character each (of the private use area), and come back as they were."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._raw, self._objects = iter(range(_FIRST, _OBJECTS)), iter(range(_OBJECTS, _LAST + 1))

    def markup(self, inlines: Inlines) -> str:
        """Inlines in the markup of CSL fields."""
        return "".join(map(self._markup, inlines))

    def _markup(self, node: Node) -> str:
        kind = node.get("t")
        content: Any = node.get("c")
        if kind == "Str":
            return as_it_is(str(content))
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind in _TAGS:
            return f"<{_TAGS[kind]}>{self.markup(content)}</{_TAGS[kind]}>"
        if kind == "SmallCaps":
            return f"{_SMALL_CAPS}{self.markup(content)}</span>"
        if kind == "Quoted":
            marks = "\u2018\u2019" if content[0]["t"] == "SingleQuote" else "\u201c\u201d"
            return marks[0] + self.markup(content[1]) + marks[1]
        if kind == "Span":
            (_, classes, _), inner = content
            if "nocase" in classes:
                return f'<span class="nocase">{self.markup(inner)}</span>'
            if not classes and any(map(str.isalnum, text_of(inner))):
                return self.markup(inner)
        if kind == "Cite":
            return self.markup(content[1])
        if kind == "LineBreak":
            return as_it_is(text_of(node))
        return self.hold(node)

    def hold(self, node: Node) -> str:
        """The character that stands for an inline; its text where there are no characters left."""
        raw = node.get("t") == "RawInline"
        code = next(self._raw, None) if raw else next(self._objects, None)
        if code is None:
            return "" if raw else as_it_is(text_of(node))
        self._nodes[chr(code)] = node
        return chr(code)

    def restored(self, inlines: Inlines) -> Inlines:
        """Inlines with what was held back in its place."""
        return walk(inlines, self._restore) if self._nodes else inlines

    def _restore(self, inlines: Inlines) -> Inlines:
        out: Inlines = []
        for node in inlines:
            text = node.get("c")
            if node.get("t") != "Str" or not any(_FIRST <= ord(char) <= _LAST for char in str(text)):
                out.append(node)
                continue
            plain = ""
            for char in str(text):
                if char in self._nodes:
                    out += [{"t": "Str", "c": plain}] if plain else []
                    out.append(self._nodes[char])
                    plain = ""
                else:
                    plain += char
            out += [{"t": "Str", "c": plain}] if plain else []
        return out


def inlines_of(node: Node | None) -> Inlines:
    """The inlines of a value of the metadata."""
    kind, content = (node.get("t"), node.get("c")) if node else ("", None)
    if kind == "MetaBlocks":
        return [one for block in content or () if block.get("t") in ("Para", "Plain") for one in block["c"]]
    return list(content) if kind == "MetaInlines" and content else _words(str(content)) if kind == "MetaString" else []


def _words(text: str) -> Inlines:
    out: Inlines = []
    for word in text.split():
        out += [{"t": "Space"}] if out else []
        out.append({"t": "Str", "c": word})
    return out


def _marked_quotations(inlines: Inlines) -> Inlines:
    """Inlines whose quotations, single or double, stand between ``QUOTED``: a style knows which are inside others."""
    out: Inlines = []
    for node in inlines:
        if node.get("t") == "Quoted":
            opened, closed = ({"t": "Str", "c": mark} for mark in QUOTED)
            out += [opened, *node["c"][1], closed]
        else:
            out.append(node)
    return out


def meta_value(node: Any, held: Held) -> Any:
    """A value of the metadata as plain data: texts in the markup of CSL fields."""
    kind = node.get("t")
    content: Any = node.get("c")
    if kind == "MetaMap":
        return {key: meta_value(value, held) for key, value in content.items()}
    if kind == "MetaList":
        return [meta_value(one, held) for one in content]
    if kind == "MetaInlines":
        return held.markup(walk(content, _marked_quotations))
    if kind == "MetaBlocks":
        paragraphs = [block["c"] for block in content if block.get("t") in ("Para", "Plain")]
        return "\n\n".join(held.markup(walk(paragraph, _marked_quotations)) for paragraph in paragraphs)
    return content


def meta_text(node: Any) -> Any:
    """A value of the metadata as plain data, without markup."""
    kind = node.get("t")
    content: Any = node.get("c")
    if kind == "MetaMap":
        return {key: meta_text(value) for key, value in content.items()}
    if kind == "MetaList":
        return [meta_text(one) for one in content]
    return content if kind in ("MetaString", "MetaBool") else text_of(content)
