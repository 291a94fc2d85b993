"""OpenDocument text: a citation as text and ``text:span`` (ODF 1.3 part 3, 6.1.7), without a paragraph.

The spans name automatic styles of our own; ``automatic_styles`` lists those that a text uses.
"""

from __future__ import annotations

import re

from ..common.files.xml_text import xml_escape, xml_unescape
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
_SCRIPT_PROPERTIES = {"fo:font-style": "style:font-style-{}", "fo:font-weight": "style:font-weight-{}"}
_SCRIPTS = ("asian", "complex")
_STYLE_NAME = re.compile(r'text:style-name="(citekit_\w+)"')
_SPACES = re.compile(" {2,}")
_LINK = re.compile(r"https?://[^\s\"\\]+\Z")


class OdtWriter(Writer):
    """Spans of OpenDocument; sequences of spaces are kept, line breaks in a field become spaces."""

    name = "odt"
    spans = {mark: (f'<text:span text:style-name="{style[0]}">', "</text:span>") for mark, style in _STYLES.items()}
    display = {
        "block": ("<text:line-break/>", ""),
        "indent": ("<text:line-break/><text:tab/>", ""),
        "left-margin": ("", "<text:tab/>"),
        "right-inline": ("", ""),
    }

    def escape(self, text: str) -> str:
        """Text escaped for XML, with spaces that a reader would drop as ``text:s``."""
        text = xml_escape(re.sub(r"[\t\r\n\x85\u2028\u2029]+", " ", text))
        return _SPACES.sub(lambda m: f' <text:s text:c="{len(m.group()) - 1}"/>', text)

    def link(self, url: str, text: str) -> str:
        """A link; only the text where the address is not http or https."""
        if not _LINK.match(url):
            return text
        return f'<text:a xlink:type="simple" xlink:href="{xml_escape(url)}">{text}</text:a>'


def automatic_styles(text: str) -> dict[str, str]:
    """The automatic styles that a text of this writer uses: name -> element."""
    named = {style[0]: style for style in _STYLES.values()}
    return {name: _style(*named[name]) for name in dict.fromkeys(_STYLE_NAME.findall(text)) if name in named}


def _style(name: str, attribute: str, value: str) -> str:
    pattern = _SCRIPT_PROPERTIES.get(attribute, "")
    others = "".join(f' {pattern.format(script)}="{value}"' for script in _SCRIPTS) if pattern else ""
    if value == "solid":
        others += ' style:text-underline-width="auto" style:text-underline-color="font-color"'
    return (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {attribute}="{value}"{others}/>'
        "</style:style>"
    )


def text_of(spans: str) -> str:
    """The text that a reader sees of this writer's spans."""
    spans = re.sub(r'<text:s text:c="(\d+)"/>', lambda m: " " * int(m[1]), spans)
    spans = spans.replace("<text:tab/>", "\t").replace("<text:line-break/>", "\n")
    return xml_unescape(re.sub(r"<[^>]*>", "", spans))
