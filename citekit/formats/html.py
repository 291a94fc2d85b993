"""HTML with the markup of citeproc-js (``csl-entry``, ``csl-left-margin``, ...)."""

from __future__ import annotations

import unicodedata

from .base import Writer

# superscript letters and digits become markup, so that they look alike in every font
_SUPERSCRIPTS = {
    code: f"<sup>{unicodedata.normalize('NFKD', chr(code))}</sup>"
    for start, end in (
        (0xAA, 0xBB),
        (0x2B0, 0x2E5),
        (0x1D2C, 0x1D6B),
        (0x1D78, 0x1D79),
        (0x1D9B, 0x1DC0),
        (0x2070, 0x2080),
        (0x2120, 0x2123),
        (0x3192, 0x31A0),
    )
    for code in range(start, end)
    if unicodedata.decomposition(chr(code)).startswith("<super>")
}
_SUPERSCRIPTS.update(
    {0x2C0: "<sup>\u0294</sup>", 0x2C1: "<sup>\u0295</sup>", 0x6E5: "<sup>\u0648</sup>", 0x6E6: "<sup>\u064a</sup>"}
)
_ESCAPES = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;", **{chr(k): v for k, v in _SUPERSCRIPTS.items()}})


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
        """A link; an address with a copy in a web archive becomes a Robust Link."""
        version, day = self.copies.get(url, ("", ""))
        robust = f' data-versionurl="{self._quoted(version)}"' if version else ""
        robust += f' data-versiondate="{self._quoted(day)}"' if version and day else ""
        return f'<a href="{self._quoted(url)}"{robust}>{text}</a>'

    def _quoted(self, text: str) -> str:
        return self.escape(text).replace('"', "&#34;")

    def entry(self, text: str) -> str:
        """An entry in its ``csl-entry`` block."""
        return f'  <div class="csl-entry">{text}</div>\n'
