"""HTML with the markup of citeproc-js (``csl-entry``, ``csl-left-margin``, ...)."""

from __future__ import annotations

from .base import Writer

_ESCAPES = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"})


class HtmlWriter(Writer):
    """HTML fragments; every character of a field is escaped."""

    name = "html"
    spans = {
        ("font-style", "italic"): ("<i>", "</i>"),
        ("font-style", "oblique"): ("<em>", "</em>"),
        ("font-style", "normal"): ('<span style="font-style:normal;">', "</span>"),
        ("font-weight", "bold"): ("<b>", "</b>"),
        ("font-weight", "normal"): ('<span style="font-weight:normal;">', "</span>"),
        ("font-weight", "light"): ('<span style="font-weight:light;">', "</span>"),
        ("font-variant", "small-caps"): ('<span style="font-variant:small-caps;">', "</span>"),
        ("font-variant", "normal"): ('<span style="font-variant:normal;">', "</span>"),
        ("text-decoration", "underline"): ('<span style="text-decoration:underline;">', "</span>"),
        ("text-decoration", "none"): ('<span style="text-decoration:none;">', "</span>"),
        ("vertical-align", "sup"): ("<sup>", "</sup>"),
        ("vertical-align", "sub"): ("<sub>", "</sub>"),
        ("vertical-align", "baseline"): ('<span style="baseline">', "</span>"),
    }
    display = {
        "block": ('\n\n    <div class="csl-block">', "</div>\n"),
        "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
        "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
        "indent": ('<div class="csl-indent">', "</div>\n  "),
    }
    bibliography_start = '<div class="csl-bib-body">\n'
    bibliography_end = "</div>"

    def escape(self, text: str) -> str:
        """``&``, ``<`` and ``>`` as character references."""
        return text.translate(_ESCAPES)

    def link(self, url: str, text: str) -> str:
        """A link to a http(s) address, its quotes escaped."""
        return f'<a href="{self.escape(url).replace(chr(34), "&#34;")}">{text}</a>'

    def entry(self, text: str) -> str:
        """An entry in its ``csl-entry`` block."""
        return f'  <div class="csl-entry">{text}</div>\n'
