"""Texts of CSL-YAML, which pandoc reads as Markdown (pandoc manual, "Specifying bibliographic data"), and back.

What would be markup is escaped, also pandoc's smart punctuation; CSL's own markup is Markdown's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Union

_TAGS = re.compile(
    r"(</?(?:i|b|sup|sub)>|<span class=\"nocase\">|<span style=\"font-variant:\s*small-caps;\">|</span>)"
)
_SPECIAL = re.compile(r"[\\`*_\[\]<>~^$#|@'\"&{}]|--+|\.{3,}")
# what begins a list or a definition at the start of a line
_BLOCK = re.compile(r"^([ \t]*(?:\(?\w{1,12}(?=[.)]))?)([-+:.)])(?=[ \t]|$)", re.M)
# kind of markup -> its tags in CSL, its marks in Markdown
_MARKS = {
    "i": ("<i>", "</i>", "*", "*"),
    "b": ("<b>", "</b>", "**", "**"),
    "sup": ("<sup>", "</sup>", "^", "^"),
    "sub": ("<sub>", "</sub>", "~", "~"),
    "nocase": ('<span class="nocase">', "</span>", "[", "]{.nocase}"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>", "[", "]{.smallcaps}"),
}
_TOKEN = re.compile(
    r"\\(?P<char>[!-/:-@\[-`{-~ ])|(?P<close>\]\{\.(?:nocase|smallcaps)\})|(?P<mark>\*{1,3}|[*^~\[]|(?<!\w)_|_(?!\w))"
)
_KINDS = {"*": "i", "_": "i", "**": "b", "^": "sup", "~": "sub", "]{.nocase}": "nocase", "]{.smallcaps}": "sc"}
# what pandoc does not read as Markdown, and what only citekit reads
_UNCHANGED = frozenset({"id", "type", "custom", "categories"})

Piece = Union[str, tuple[str, list[Any]]]  # a text, or a kind of markup and its contents


def to_markdown(text: str) -> str:
    """A field's text as pandoc's Markdown."""
    if text.isalnum():
        return text
    markdown = "".join(_to_marks(piece) for piece in _pieces(text)) if "<" in text else _escaped(text)
    return _BLOCK.sub(r"\1\\\2", markdown)


def from_markdown(text: str) -> str:
    """A text of pandoc's Markdown as CSL markup; unpaired marks stay as they are."""
    if not re.search(r"[\\*_^~\[]", text):
        return text
    out: list[str] = []
    opened: list[tuple[str, int]] = []  # mark, where it stands in `out`
    end = 0
    for match in _TOKEN.finditer(text):
        out.append(text[end : match.start()])
        end = match.end()
        if match["char"]:
            out.append(match["char"])
            continue
        mark = match["close"] or match["mark"]
        for one in [mark] if mark != "***" else ["*", "**"] if opened and opened[-1][0] == "*" else ["**", "*"]:
            out.append(one)
            _close_or_open(one, out, opened, text[end : end + 1], text[match.start() - 1 : match.start()])
    return "".join([*out, text[end:]])


def item_to_markdown(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose texts are Markdown."""
    return _with_texts(item, to_markdown)


def item_from_markdown(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose texts were Markdown."""
    return _with_texts(item, from_markdown)


def _with_texts(item: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    return {name: value if name in _UNCHANGED else _change_texts(value, change) for name, value in item.items()}


def _change_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_change_texts(one, change) for one in value]
    return {name: _change_texts(one, change) for name, one in value.items()} if isinstance(value, dict) else value


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda m: "".join("\\" + char for char in m.group()), text)


def _pieces(text: str) -> list[Piece]:
    """The text split at balanced tags; other tags stay text."""
    stack: list[tuple[str, str, list[Piece]]] = [("", "", [])]
    for n, token in enumerate(_TAGS.split(text)):
        if n % 2 == 0:
            stack[-1][2].append(token)
        elif not token.startswith("</"):
            kind = "nocase" if "nocase" in token else "sc" if "small-caps" in token else token.strip("<>")
            stack.append((kind, token, []))
        elif len(stack) > 1 and _MARKS[stack[-1][0]][1] == token:
            kind, _, inner = stack.pop()
            stack[-1][2].append((kind, inner))
        else:
            stack[-1][2].append(token)
    while len(stack) > 1:
        _, tag, inner = stack.pop()
        stack[-1][2].extend([tag, *inner])
    return stack[0][2]


def _to_marks(piece: Piece) -> str:
    """A piece as Markdown, with spaces outside its marks."""
    if isinstance(piece, str):
        return _escaped(piece)
    kind, pieces = piece
    inner = "".join(map(_to_marks, pieces))
    core = inner.strip()
    if not core:
        return inner
    lead, tail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if kind in ("sup", "sub"):
        core = core.replace(" ", "\\ ")
    before, after = _MARKS[kind][2:]
    return f"{lead}{before}{core}{after}{tail}"


def _close_or_open(mark: str, out: list[str], opened: list[tuple[str, int]], following: str, before: str) -> None:
    """Turn a mark that closes an open one into markup, or record it as an opening mark."""
    opening = "[" if mark.startswith("]") else mark
    index = next((n for n in range(len(opened) - 1, -1, -1) if opened[n][0] == opening), None)
    if index is not None and mark != "[" and before.strip():
        start = opened[index][1]
        del opened[index:]
        tags = _MARKS[_KINDS[mark]]
        out[start], out[-1] = tags[0], tags[1]
    elif not mark.startswith("]") and following.strip():
        opened.append((mark, len(out) - 1))
