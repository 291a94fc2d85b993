"""Markdown as pandoc and CommonMark read it; every character of a field that would be markup is escaped."""

from __future__ import annotations

import re

from .base import Writer

_SPECIAL = re.compile(r"([\\`*_\[\]<>~^$#|])")
_LINE_START = re.compile(r"^(\s*)(?:(\d{1,9})([.)])|([+=-])|(>))(?=\s|$)")
_URL = re.compile(r"https?://[^\s<>\"\\`|^{}]+")
_ENTITY = re.compile(r"&(?=#?\w+;)")


class MarkdownWriter(Writer):
    """Pandoc's Markdown."""

    name = "markdown"
    spans = {
        ("font-style", "italic"): ("*", "*"),
        ("font-style", "oblique"): ("*", "*"),
        ("font-weight", "bold"): ("**", "**"),
        ("font-variant", "small-caps"): ("[", "]{.smallcaps}"),
        ("vertical-align", "sup"): ("^", "^"),
        ("vertical-align", "sub"): ("~", "~"),
        ("text-decoration", "underline"): ("[", "]{.underline}"),
        # a field's italics inside italics: closing and opening emphasis is what turns it off
        ("font-style", "normal"): ("*", "*"),
        ("font-weight", "normal"): ("**", "**"),
    }
    display = {"block": ("\n\n", "\n\n"), "indent": ("\n\n    ", ""), "left-margin": ("", " "), "right-inline": ("", "")}

    def escape(self, text: str) -> str:
        """Backslashes before what Markdown would read as markup; addresses stay as they are, in angle brackets."""
        out, at = [], 0
        for match in _URL.finditer(text):
            url = match.group().rstrip(".,;:!?)]}'*_")
            out.append(self._plain(text[at : match.start()]))
            out.append(f"<{url}>")
            at = match.start() + len(url)
        out.append(self._plain(text[at:]))
        return "".join(out)

    @staticmethod
    def _plain(text: str) -> str:
        text = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", text))
        return text.replace("@", "\\@").replace("\n", " ")

    def write(self, runs):  # type: ignore[no-untyped-def]
        """The line, with what would begin a list or heading escaped."""
        text = super().write(runs)
        return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\{m[3]}" if m[2] else f"{m[1]}\\{m[4] or m[5]}", text)

    def link(self, url: str, text: str) -> str:
        """A link; an address that stands for itself stays in angle brackets."""
        return text if text == f"<{url}>" else f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)"
