"""Mending what conversion does to text: ligatures, soft hyphens, odd spaces, Markdown's escapes and emphasis."""

from __future__ import annotations

import re

_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
                            "\ufb06": "st", "\u00ad": "", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": "", "\ufeff": ""})  # fmt: skip
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~-])")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\((https?://[^\s()]+)\)")


def mend(text: str) -> str:
    """Text with line ends, ligatures and spaces made plain; the words stay as they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").translate(_LIGATURES)


def unmark(line: str) -> str:
    """A line of Markdown as text: emphasis, link brackets and escapes removed."""
    line = _LINK.sub(lambda m: m.group(2) if m.group(1).strip("<>").startswith("http") else m.group(1), line)
    line = re.sub(r"<(https?://[^<>\s]+)>", r"\1", line)
    line = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])", r"\1", line)
    line = line.replace("**", "")
    return _ESCAPED.sub(r"\1", line)


def one_line(text: str) -> str:
    """A paragraph on one line, words broken by a hyphen at a line's end joined where they are plainly one word."""
    text = re.sub(r"(?<=[a-z])-\n\s*(?=[a-z])", "", text)
    return re.sub(r"\s+", " ", text).strip()
