"""Inlines of pandoc's AST as JSON: a citation inside a document that pandoc is converting (pandoc-types)."""

from __future__ import annotations

import json
import re
from typing import Any, Union

from ..richtext.runs import Mark
from .base import Writer

Inline = dict[str, Any]
TITLE = "citekit-title"  # the class of a span around a title in a bibliography, which may become a link
_SPACE = re.compile(r"([ \t\n\r]+)")
_NO_ATTRIBUTES: list[Any] = ["", [], []]
# (kind, value) of a mark -> pandoc's constructor that holds inlines
_CONSTRUCTORS = {
    ("font-style", "italic"): "Emph",
    ("font-style", "oblique"): "Emph",
    ("font-style", "normal"): "Emph",  # emphasis inside emphasis is upright
    ("font-weight", "bold"): "Strong",
    ("font-weight", "normal"): "Strong",
    ("font-variant", "small-caps"): "SmallCaps",
    ("text-decoration", "underline"): "Underline",
    ("vertical-align", "sup"): "Superscript",
    ("vertical-align", "sub"): "Subscript",
}
_CLASSES = {
    ("display", "block"): "csl-block",
    ("display", "indent"): "csl-indent",
    ("display", "left-margin"): "csl-left-margin",
    ("display", "right-inline"): "csl-right-inline",
    ("font-variant", "normal"): "csl-no-smallcaps",
    ("nocase", ""): "nocase",
    ("title", ""): TITLE,
}


def inlines_of(text: str) -> list[Inline]:
    """Plain text as strings and spaces."""
    out: list[Inline] = []
    for n, piece in enumerate(_SPACE.split(text)):
        if n % 2:
            out.append({"t": "Space"})
        elif piece:
            out.append({"t": "Str", "c": piece})
    return out


class PandocWriter(Writer):
    """A JSON array of inlines."""

    name = "pandoc"
    kept_marks = frozenset({"nocase", "title"})

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The inlines of a run; neighbouring texts are one string."""
        stack: list[tuple[Mark | None, list[Inline]]] = [(None, [])]
        texts: list[str] = []

        def flush() -> None:
            if texts:
                stack[-1][1].extend(inlines_of("".join(texts)))
                texts.clear()

        for piece in runs:
            if isinstance(piece, str):
                texts.append(piece)
            elif piece.kind == "char":
                flush()
                if piece.is_open:  # a quotation is a span, as in pandoc's own citations
                    stack.append((piece, [{"t": "Str", "c": piece.value}]))
                else:
                    quote = stack.pop() if len(stack) > 1 and _is_quote(stack[-1][0]) else (None, [])
                    inner = [*quote[1], {"t": "Str", "c": piece.value}]
                    stack[-1][1].append({"t": "Span", "c": [_NO_ATTRIBUTES, inner]})
            elif piece.is_open:
                flush()
                stack.append((piece, []))
            elif len(stack) > 1:
                flush()
                mark, inner = stack.pop()
                if inner and mark is not None:
                    stack[-1][1].append(_enclosed(mark, inner))
        flush()
        while len(stack) > 1:
            _, inner = stack.pop()
            stack[-1][1].extend(inner)
        return json.dumps(stack[0][1], ensure_ascii=False)


def _is_quote(mark: Mark | None) -> bool:
    return mark is not None and mark.kind == "char"


def _enclosed(mark: Mark, inner: list[Inline]) -> Inline:
    if mark.kind == "link":
        return {"t": "Link", "c": [_NO_ATTRIBUTES, inner, [mark.value, ""]]}
    constructor = _CONSTRUCTORS.get((mark.kind, mark.value))
    if constructor is not None:
        return {"t": constructor, "c": inner}
    name = _CLASSES.get((mark.kind, mark.value))
    return {"t": "Span", "c": [["", [name] if name else [], []], inner]}
