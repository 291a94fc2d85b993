"""Markdown for pandoc and CommonMark; every character of a field that would be markup is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Union

from .base import Writer

if TYPE_CHECKING:
    from ..richtext.runs import Mark

_SPECIAL = re.compile(r"([\\`*_\[\]<>~^$#|])")
_LINE_START = re.compile(r"^(\s*)(?:(\d{1,9})([.)])|([+=-])|(>))(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>\"\\`|^{}]+")
_ENTITY = re.compile(r"&(?=#?\w+;)")


_MARKS = {
    ("font-style", "italic"): ("*", "*"),
    ("font-style", "oblique"): ("*", "*"),
    ("font-weight", "bold"): ("**", "**"),
    ("font-variant", "small-caps"): ("[", "]{.smallcaps}"),
    ("vertical-align", "sup"): ("^", "^"),
    ("vertical-align", "sub"): ("~", "~"),
    ("text-decoration", "underline"): ("[", "]{.underline}"),
}


class MarkdownWriter(Writer):
    """Pandoc's Markdown."""

    name = "markdown"
    display = {
        "block": ("\n\n", "\n\n"),
        "indent": ("\n\n    ", ""),
        "left-margin": ("", " "),
        "right-inline": ("", ""),
    }

    def escape(self, text: str) -> str:
        """Backslashes before what Markdown would read as markup; addresses unchanged, in angle brackets."""
        out, start = [], 0
        for match in _URL.finditer(text):
            url = match.group().rstrip(".,;:!?)]}'*_")
            out.append(self._escape_words(text[start : match.start()]))
            out.append(f"<{url}>")
            start = match.start() + len(url)
        out.append(self._escape_words(text[start:]))
        return "".join(out)

    @staticmethod
    def _escape_words(text: str) -> str:
        text = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", text))
        return text.replace("@", "\\@").replace("\n", " ")

    def write(self, runs: list[Union[str, Mark]]) -> str:
        """The line, with whatever would begin a list or quotation escaped.

        Emphasis in Markdown cannot flip or begin with a space, so each text with one formatting is marked separately.
        """
        return _LINE_START.sub(
            lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[1]}\\{m[4] or m[5]}", super().write(runs)
        )

    def format_text(self, text: str, active: list[tuple[str, str]]) -> str:
        """Text with the marks of its formatting; white space at its ends stays outside."""
        core = text.strip()
        if not core or not active:
            return self.escape(text)
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        marked = self.escape(core)
        for mark in reversed(list(dict(active).items())):
            before, after = _MARKS.get(mark, ("", ""))
            if before in ("^", "~"):
                marked = marked.replace(" ", "\\ ")
            marked = before + marked + after
        return lead + marked + tail

    def link(self, url: str, text: str) -> str:
        """A link; an address that is its own text stays in angle brackets."""
        return text if text == f"<{url}>" else f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"
