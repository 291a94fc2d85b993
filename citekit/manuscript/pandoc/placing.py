"""Where a citation stands in its sentence: notes after the punctuation, and notes in notes made text.

The rules are those of pandoc's own citation processing (pandoc's User's Guide, "Citations in note styles",
``notes-after-punctuation``).
"""

from __future__ import annotations

import unicodedata
from collections import deque
from typing import Any

from .tree import Inlines, Node, is_inline, text_of, walk

_STOPS = ".,;:!?"
# punctuation that a note goes after: no dashes, nothing that opens
_BEHIND = frozenset(("Po", "Pe", "Pf", "Pi", "Pc"))
_CLOSING = "\u201d\u2019\u00bb\u201c\u2018"


def text(value: str) -> Node:
    """A string."""
    return {"t": "Str", "c": value}


def is_note(node: Node) -> bool:
    """Whether an inline is a note, or a citation that is nothing but a note or a raised number."""
    if node.get("t") == "Note":
        return True
    if node.get("t") != "Cite":
        return False
    inner = node["c"][1]
    return len(inner) == 1 and inner[0].get("t") in ("Note", "Superscript")


def is_space(node: Node) -> bool:
    """Whether an inline is a space or a line end."""
    return node.get("t") in ("Space", "SoftBreak")


def moved(inlines: Inlines, after_punctuation: bool, punctuation_in_quote: bool) -> Inlines:
    """Inlines with the notes of citations after the punctuation that follows, and without the space before them.

    The space between two notes without punctuation stays, as in pandoc.
    """
    out: Inlines = []
    rest = deque(inlines)
    while rest:
        node = rest.popleft()
        if is_space(node) and rest and not out and _begins_raised(rest[0]):
            continue
        out.append(node)
        if is_space(node):
            continue
        more = True
        if node.get("t") == "Cite" and not _spaced_note(rest):
            before = len(rest), _taken(rest)
            out[-1] = _after_punctuation(node, rest, after_punctuation)
            more = (len(rest), _taken(rest)) != before
        while more and _spaced_note(rest):
            rest.popleft()
            cite = rest.popleft()
            more = after_punctuation and _punctuate(out, rest, punctuation_in_quote)
            out.append(cite)
    return out


def _spaced_note(rest: deque[Node]) -> bool:
    """Whether inlines begin with a space and the note of a citation."""
    return len(rest) > 1 and is_space(rest[0]) and _begins_raised(rest[1])


def _punctuate(out: Inlines, rest: deque[Node], in_quote: bool) -> bool:
    """Take the punctuation that follows a note before it. Whether there is any: a note that follows it goes there."""
    mark = _take_behind_notes(rest)
    if mark:
        out.append(text(mark))
        if in_quote:
            _into_quotes(out)
    return bool(mark)


def _after_punctuation(node: Node, rest: deque[Node], after_punctuation: bool) -> Node:
    """A citation that no space stands before, with the punctuation that follows before its note."""
    cites, inner = node["c"]
    if after_punctuation and inner and is_note_like(inner[-1]):
        following = _taken(rest)
        if following and following[0] in _STOPS:
            mark = _take(rest)
            if text_of(inner[:-1]).endswith("."):  # of et al.
                mark = mark.removeprefix(".")
            return {"t": "Cite", "c": [cites, [*inner[:-1], text(mark), inner[-1]]]}
    elif rest and rest[0].get("t") == "Str" and text_of(node).endswith(".") and rest[0]["c"].startswith("."):
        dropped = rest.popleft()["c"][1:]
        if dropped:
            rest.appendleft(text(dropped))
    return node


def is_note_like(node: Node) -> bool:
    """Whether what a citation ends with is a note."""
    return node.get("t") == "Note"


def _begins_raised(cite: Node) -> bool:
    if cite.get("t") != "Cite":
        return False
    inner = cite["c"][1]
    return is_note(cite) or bool(inner and inner[0].get("t") == "Superscript")


def _taken(rest: deque[Node]) -> str:
    """The punctuation that inlines begin with."""
    if not rest or rest[0].get("t") != "Str":
        return ""
    value = str(rest[0]["c"])
    end = 0
    while end < len(value) and unicodedata.category(value[end]) in _BEHIND:
        end += 1
    return value[:end]


def _take(rest: deque[Node]) -> str:
    """The punctuation that inlines begin with, which is taken off them."""
    mark = _taken(rest)
    if mark:
        left = str(rest.popleft()["c"])[len(mark) :]
        if left:
            rest.appendleft(text(left))
    return mark


def _take_behind_notes(rest: deque[Node]) -> str:
    """The punctuation that inlines begin with, or that the writer's own notes before it stand in front of."""
    notes: Inlines = []
    while rest and rest[0].get("t") == "Note":
        notes.append(rest.popleft())
    mark = _take(rest)
    rest.extendleft(reversed(notes))
    return mark


def _into_quotes(out: Inlines) -> None:
    """A stop or comma after a quotation goes into it, where the language has it so."""
    if len(out) < 2 or out[-2].get("t") != "Quoted" or out[-1]["c"][:1] not in ".,":
        return
    mark = out.pop()
    kind, inner = out[-1]["c"]
    if text_of(inner)[-1:] not in _STOPS:  # else there is one already
        out[-1] = {"t": "Quoted", "c": [kind, [*inner, text(mark["c"][0])]]}
    if mark["c"][1:]:
        out.append(text(mark["c"][1:]))


def unnoted(node: Any) -> Any:
    """The tree with the notes of citations inside notes made text."""
    if isinstance(node, list):
        return [unnoted(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Note":
        return {"t": "Note", "c": _flat(node["c"])}
    return {key: unnoted(value) for key, value in node.items()}


def _flat(blocks: list[Node]) -> list[Node]:
    """A note whose citations are text: in parentheses but for one that the note begins with."""
    first = blocks[0] if len(blocks) == 1 and blocks[0].get("t") == "Para" else None
    if first is not None and first["c"] and first["c"][0].get("t") == "Cite":
        cite = first["c"][0]
        cites = cite["c"][0]
        if cites and cites[0]["citationMode"]["t"] != "AuthorInText":
            rest = walk(first["c"][1:], _parenthesized)
            return [{"t": "Para", "c": [_without_notes(cite), *rest]}]
    return walk(blocks, _parenthesized)  # type: ignore[no-any-return]


def _without_notes(cite: Node) -> Node:
    inner: Inlines = []
    for one in cite["c"][1]:
        inner.append({"t": "Span", "c": [["", [], []], _content(one)]} if one.get("t") == "Note" else one)
    return {"t": "Cite", "c": [cite["c"][0], inner]}


def _parenthesized(inlines: Inlines) -> Inlines:
    out: Inlines = []
    for n, node in enumerate(inlines):
        if node.get("t") != "Cite" or not any(one.get("t") == "Note" for one in node["c"][1]):
            out.append(node)
            continue
        cites, content = node["c"]
        in_text = cites and cites[0]["citationMode"]["t"] == "AuthorInText"
        inner: Inlines = []
        for one in content:
            if one.get("t") != "Note":
                inner.append(one)
            elif in_text:
                comma = [text(","), {"t": "Space"}] if inner else []
                inner += [*comma, *(_content(one) if _needs_stop(inlines[n + 1 :]) else _bare(one))]
            else:
                inner += [text("("), *_bare(one), text(")")]
        out.append({"t": "Cite", "c": [cites, inner]})
    return out


def _needs_stop(rest: Inlines) -> bool:
    """Whether the stop of a note is needed: nothing follows, or a sentence begins."""
    for node in rest:
        if not is_space(node):
            return node.get("t") == "Str" and str(node["c"])[:1].isupper()
    return True


def _content(note: Node) -> Inlines:
    """The inlines of a note's paragraphs."""
    out: Inlines = []
    for block in note["c"]:
        inner = block.get("c")
        if isinstance(inner, list) and (not inner or is_inline(inner[0])):
            out += [{"t": "Space"}] if out else []
            out += inner
    return out


def _bare(note: Node) -> Inlines:
    """The inlines of a note without the stop that ends it."""
    bare: Inlines | None = note.get("bare")
    return bare if bare is not None else unstopped(_content(note))


def cut(inlines: Inlines, mark: str) -> Inlines:
    """Inlines up to a mark, wherever it stands; without it where more than punctuation follows."""
    out: Inlines = []
    for n, node in enumerate(inlines):
        content = node.get("c")
        if node.get("t") == "Str" and mark in str(content):
            before, _, after = str(content).partition(mark)
            rest = text_of(inlines[n + 1 :]) + after
            if not any(map(str.isalnum, rest)):
                return [*out, text(before)] if before else out
            node = text(before + after)
        elif isinstance(content, list) and mark in text_of(node):
            if node["t"] in ("Emph", "Strong", "SmallCaps", "Underline", "Superscript", "Subscript"):
                node = {"t": node["t"], "c": cut(content, mark)}
            elif node["t"] in ("Link", "Span"):
                node = {"t": node["t"], "c": [content[0], cut(content[1], mark), *content[2:]]}
        out.append(node)
    return out


def unstopped(inlines: Inlines) -> Inlines:
    """Inlines without the stop at their end, which may stand in a quotation."""
    if not inlines:
        return inlines
    *rest, last = inlines
    if last.get("t") == "Str" and last["c"].endswith("."):
        left = last["c"][:-1]
        return [*rest, *([text(left)] if left else [])]
    content = last.get("c")
    if last.get("t") == "Span" and len(last["c"][1]) > 2:
        attributes, (*inner, mark) = last["c"]
        if mark.get("t") == "Str" and mark["c"] in _CLOSING:
            return [*rest, {"t": "Span", "c": [attributes, [*unstopped(inner), mark]]}]
    if last.get("t") in ("Link", "Span", "Quoted") and isinstance(content, list):
        return [*rest, {"t": last["t"], "c": [content[0], unstopped(content[1]), *content[2:]]}]
    if last.get("t") in ("Emph", "Strong", "SmallCaps", "Underline"):
        return [*rest, {"t": last["t"], "c": unstopped(last["c"])}]
    return inlines


def unstopped_questions(inlines: Inlines) -> Inlines:
    """Inlines without the stop of the style after a key that is not known, which ends with a question mark."""
    out: Inlines = []
    for node in inlines:
        if out and node.get("t") == "Str" and out[-1].get("t") in ("Strong", "Link") and text_of(out[-1])[-1:] == "?":
            left = str(node["c"]).removeprefix(".")
            node = text(left) if left else text("")
        if node.get("t") != "Str" or node["c"]:
            out.append(node)
    return out
