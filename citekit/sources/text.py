"""Mending what conversion does to text: ligatures, soft hyphens, odd spaces, Markdown's escapes and emphasis."""

from __future__ import annotations

import re

_ADDRESSES = re.compile(
    r"https?://[^\s<>\"\u201c\u201d]+|(?<![\w@./])(?:www\.)?(?:[a-z0-9-]+\.){1,4}(?:org|gov|edu|com|net|int|ru|de|uk|fr|eu)"
    r"/[^\s<>\"\u201c\u201d]+|(?<![\w@./])www\.[a-z0-9.-]+\.[a-z]{2,6}(?![\w@])",
    re.I,
)


def find_address(text: str) -> tuple[str, int, int] | None:
    """The last web address of a text (with https:// where it has no scheme), and where it stands; or None."""
    found = None
    for match in _ADDRESSES.finditer(text):
        found = match
    if found is None:
        return None
    shown = found.group().rstrip(".,;)]>")
    address = shown if shown[:4].lower() == "http" else f"https://{shown}"
    return address, found.start(), found.start() + len(shown)


_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\u00ad": "",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u200b": "",
        "\ufeff": "",
    }
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>|~-])")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\((https?://[^\s()]+)\)")


def mend(text: str) -> str:
    """Text with line ends, ligatures and spaces made plain; the words stay as they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").translate(_LIGATURES)


_MARKED = re.compile(r"[*_\\\[<]")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_BROKEN, _SPACES = re.compile(r"(?<=[a-z])-\n\s*(?=[a-z])"), re.compile(r"\s+")


def unmark(line: str) -> str:
    """A line of Markdown as text: emphasis, link brackets and escapes removed."""
    if not _MARKED.search(line):
        return line
    line = _LINK.sub(lambda m: m.group(2) if m.group(1).strip("<>").startswith("http") else m.group(1), line)
    line = _ADDRESS.sub(r"\1", line)
    line = _STRONG.sub(r"\2", line)
    line = _EMPHASIS.sub(r"\1", line)
    line = line.replace("**", "")
    return _ESCAPED.sub(r"\1", line)


def one_line(text: str) -> str:
    """A paragraph on one line, words broken by a hyphen at a line's end joined where they are plainly one word."""
    if "-\n" in text:
        text = _BROKEN.sub("", text)
    return _SPACES.sub(" ", text).strip()
