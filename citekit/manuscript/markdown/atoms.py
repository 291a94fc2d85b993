"""Pieces of a paragraph that are read whole: code, math, markup, addresses, attributes.

Each gives where it ends, or -1.
"""

from __future__ import annotations

import re

NOTE = re.compile(r"\[\^([^\s\[\]^]+)\]")
_DEEPEST = 50  # brackets in brackets: without a limit their cost would grow with the square
_LONGEST = 5000  # characters of a link's address and title
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_TICKS = re.compile(r"`+")
_VALUE = r"(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s{}\"']*)"
_ATTRIBUTE = re.compile(
    r"\{[ \t]*\n?[ \t]*(?:=[\w-]+[ \t]*|"
    rf"(?:(?:#[^\s{{}}]+|\.[^\W\d][\w:.-]*|-|[^\W\d][\w:.-]*={_VALUE})[ \t]*\n?[ \t]*)*"
    r")\}"
)
_TAG = re.compile(
    r"<(?:/[A-Za-z][\w:-]*(?:\s[^<>]*)?|[A-Za-z][\w:-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?)>"
    r"|<!--(?:-?>|(?:[^-]|-(?!->))*-->)|<\?(?:[^?]|\?(?!>))*\?>|<![A-Za-z][^>]*>"
)
_AUTO = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*)>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_MATH = re.compile(
    r"\$\$(?:[^\n$\\]|\\.|\$(?!\$)|\n(?![ \t]*\n))+?\$\$"
    r"|\$(?![\s$])(?:[^\\\s$]|\\(?:.|\n)|\s+(?![\s$]))+\$(?!\d)"
)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|(?=\{))")
_BRACKET_STOP = re.compile(r"[\[\]`\n\\$]")
_SKIP = re.compile(r"[ \t]*\n?[ \t]*")


def code(text: str, at: int, end: int) -> int:
    """Code between runs of as many backticks, without a blank line in it."""
    opened = _TICKS.match(text, at, end)
    assert opened is not None
    count = opened.end() - at
    blank = _BLANK.search(text, at, end)
    limit = blank.start() if blank is not None else end
    for run in _TICKS.finditer(text, opened.end(), limit):
        if run.end() - run.start() == count:
            return run.end()
    return -1


def math(text: str, at: int, end: int) -> int:
    """``$x$`` and ``$$x$$``; a dollar sign before a space or a digit is money."""
    match = _MATH.match(text, at, end)
    if match is None or _BLANK.search(match.group()):
        return -1
    return match.end()


def markup(text: str, at: int, end: int) -> int:
    """A tag or comment of HTML, or an address in angle brackets."""
    if text.startswith("<!--", at) and text.find("-->", at, end) < 0:
        return -1
    match = _AUTO.match(text, at, end) or _TAG.match(text, at, end)
    if match is None:
        return -1
    opened = re.match(r"<(script|style|textarea)\b", match.group(), re.I)
    if opened is not None:
        close = re.compile(rf"</{opened[1]}\s*>", re.I).search(text, match.end(), end)
        return close.end() if close is not None else match.end()
    return match.end()


def entity(text: str, at: int, end: int) -> int:
    """A character reference."""
    match = _ENTITY.match(text, at, end)
    return match.end() if match is not None else -1


def backslash(text: str, at: int, end: int) -> int:
    """An escaped character, or a command of TeX with its arguments."""
    if at + 1 >= end:
        return -1
    follows = text[at + 1]
    if not follows.isalpha():
        return at + 2 if not follows.isdigit() else -1
    command = _COMMAND.match(text, at, end)
    if command is None:
        return -1
    if command.group() == "\\begin" and (env := re.compile(r"\{([A-Za-z]+\*?)\}").match(text, command.end(), end)):
        close = text.find(f"\\end{{{env[1]}}}", env.end(), end)
        return close + len(env[1]) + 6 if close >= 0 else -1
    after = command.end()
    for opening in "[{":  # options come first
        while (inner := _SKIP.match(text, after, end)) is not None and text.startswith(opening, inner.end()):
            closed = _group(text, inner.end(), end)
            if closed < 0:
                return after
            after = closed
    return after


def _group(text: str, at: int, end: int) -> int:
    """The end of a balanced group of TeX."""
    opening, closing, depth = text[at], {"{": "}", "[": "]"}[text[at]], 0
    while at < end:
        char = text[at]
        if char == "\\":
            at += 1
        elif char == opening:
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif char == closing:
            depth -= 1
            if depth == 0:
                return at + 1
        elif char == "\n" and _BLANK.match(text, at, end):
            return -1
        at += 1
    return -1


def balanced(text: str, at: int, end: int) -> int:
    """The end of a bracket with everything between; code, escapes and blank lines as pandoc counts them."""
    depth = 0
    while at < end:
        match = _BRACKET_STOP.search(text, at, end)
        if match is None:
            return -1
        at, char = match.start(), match.group()
        if char == "[":
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif char == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        elif char in "`$":
            after = code(text, at, end) if char == "`" else math(text, at, end)
            if after > 0:
                at = after
                continue
        elif char == "\\":
            at += 1
        elif _BLANK.match(text, at, end):
            return -1
        at += 1
    return -1


def attributes_end(text: str, at: int, end: int, *, raw: bool = True) -> int:
    """The end of ``{#id .class key=value}`` or (``raw``) ``{=format}``; the index itself where there is none."""
    if not text.startswith("{", at) or at >= end:
        return at
    match = _ATTRIBUTE.match(text, at, end)
    if match is None or (not raw and text[at + 1 : match.end()].lstrip().startswith("=")):
        return at
    return match.end()


def source(text: str, at: int, end: int) -> int:
    """The end of a link's address and title: ``(address "title")``."""
    if not text.startswith("(", at) or at >= end:
        return -1
    end = min(end, at + _LONGEST)
    at = _blank(text, at + 1, end)
    if text.startswith("<", at):
        close = text.find(">", at, end)
        at = close + 1 if close > 0 else at
    depth = 0
    while at < end:
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "(":
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif char == ")":
            if depth == 0:
                return at + 1
            depth -= 1
        elif char in " \t\n":
            after = _blank(text, at, end)
            if text[after : after + 1] in ('"', "'"):
                return _title(text, after, end)
            if char == "\n" or "\n" in text[at:after]:
                return -1
            at = after
            continue
        at += 1
    return -1


def _title(text: str, at: int, end: int) -> int:
    """The end of a quoted title and of the parenthesis round it."""
    quote = text[at]
    n = at + 1
    while n < end:
        if text[n] == "\\":
            n += 2
            continue
        if text[n] == "\n" and _BLANK.match(text, n, end):
            return -1
        if text[n] == quote:
            after = _blank(text, n + 1, end)
            if text.startswith(")", after):
                return after + 1
        n += 1
    return -1


def _blank(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\n":
        at += 1
    return at


def label(text: str) -> str:
    """The label of a link as it is looked up: case folded, white space as one space."""
    return " ".join(text.split()).casefold()
