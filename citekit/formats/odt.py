"""OpenDocument text: a citation as text and ``text:span`` (ODF 1.3 part 3, 6.1.7), without the paragraph round it.

The spans name automatic styles of our own; ``automatic_styles`` are those that a text uses.
"""

from __future__ import annotations

import re

from ..common.files.xml_text import escape, unescape
from .base import Writer

# (kind, value) of a mark -> the style's name and the text properties that it has
_STYLES = {
    ("font-style", "italic"): ("citekit_italic", "fo:font-style", "italic"),
    ("font-style", "oblique"): ("citekit_italic", "fo:font-style", "italic"),
    ("font-style", "normal"): ("citekit_upright", "fo:font-style", "normal"),
    ("font-weight", "bold"): ("citekit_bold", "fo:font-weight", "bold"),
    ("font-weight", "normal"): ("citekit_regular", "fo:font-weight", "normal"),
    ("font-weight", "light"): ("citekit_regular", "fo:font-weight", "normal"),
    ("font-variant", "small-caps"): ("citekit_small_caps", "fo:font-variant", "small-caps"),
    ("font-variant", "normal"): ("citekit_no_caps", "fo:font-variant", "normal"),
    ("text-decoration", "underline"): ("citekit_underline", "style:text-underline-style", "solid"),
    ("text-decoration", "none"): ("citekit_no_line", "style:text-underline-style", "none"),
    ("vertical-align", "sup"): ("citekit_superscript", "style:text-position", "super 58%"),
    ("vertical-align", "sub"): ("citekit_subscript", "style:text-position", "sub 58%"),
    ("vertical-align", "baseline"): ("citekit_baseline", "style:text-position", "0% 100%"),
}
_ALSO = {"fo:font-style": "style:font-style-{}", "fo:font-weight": "style:font-weight-{}"}
_SCRIPTS = ("asian", "complex")
_USED = re.compile(r'text:style-name="(citekit_\w+)"')
_SPACES = re.compile(" {2,}")
_LINK = re.compile(r"https?://[^\s\"\\]+\Z")


class OdtWriter(Writer):
    """Spans of OpenDocument; runs of spaces are kept, line breaks in a field are spaces."""

    name = "odt"
    spans = {mark: (f'<text:span text:style-name="{style[0]}">', "</text:span>") for mark, style in _STYLES.items()}
    display = {
        "block": ("<text:line-break/>", ""),
        "indent": ("<text:line-break/><text:tab/>", ""),
        "left-margin": ("", "<text:tab/>"),
        "right-inline": ("", ""),
    }

    def escape(self, text: str) -> str:
        """Text with XML's own characters escaped and spaces that a reader would drop as ``text:s``."""
        text = escape(re.sub(r"[\t\r\n\x85\u2028\u2029]+", " ", text))
        return _SPACES.sub(lambda m: f' <text:s text:c="{len(m.group()) - 1}"/>', text)

    def link(self, url: str, text: str) -> str:
        """A link; other addresses than http and https give the text."""
        return f'<text:a xlink:type="simple" xlink:href="{escape(url)}">{text}</text:a>' if _LINK.match(url) else text


def automatic_styles(text: str) -> dict[str, str]:
    """The automatic styles that a text of this writer names: name -> element."""
    named = {style[0]: style for style in _STYLES.values()}
    return {name: _style(*named[name]) for name in dict.fromkeys(_USED.findall(text)) if name in named}


def _style(name: str, attribute: str, value: str) -> str:
    also = _ALSO.get(attribute, "")
    more = "".join(f' {also.format(script)}="{value}"' for script in _SCRIPTS) if also else ""
    if value == "solid":
        more += ' style:text-underline-width="auto" style:text-underline-color="font-color"'
    return (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {attribute}="{value}"{more}/>'
        "</style:style>"
    )


def text_of(spans: str) -> str:
    """The text of spans of this writer, as a reader sees it."""
    spans = re.sub(r'<text:s text:c="(\d+)"/>', lambda m: " " * int(m[1]), spans)
    spans = spans.replace("<text:tab/>", "\t").replace("<text:line-break/>", "\n")
    return unescape(re.sub(r"<[^>]*>", "", spans))
