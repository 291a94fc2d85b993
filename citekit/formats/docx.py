"""WordprocessingML: a citation as a sequence of runs (ECMA-376 part 1, 17.3.2), without a paragraph.

The runs have the formatting of the style alone: the formatting of the place is added by whoever inserts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..common.files.xml_text import xml_escape, xml_unescape
from .base import Writer

# (kind, value) of a mark -> the run properties for it
_PROPERTIES = {
    ("font-style", "italic"): ("<w:i/>", "<w:iCs/>"),
    ("font-style", "oblique"): ("<w:i/>", "<w:iCs/>"),
    ("font-style", "normal"): ('<w:i w:val="0"/>', '<w:iCs w:val="0"/>'),
    ("font-weight", "bold"): ("<w:b/>", "<w:bCs/>"),
    ("font-weight", "normal"): ('<w:b w:val="0"/>', '<w:bCs w:val="0"/>'),
    ("font-weight", "light"): ('<w:b w:val="0"/>', '<w:bCs w:val="0"/>'),
    ("font-variant", "small-caps"): ("<w:smallCaps/>",),
    ("font-variant", "normal"): ('<w:smallCaps w:val="0"/>',),
    ("text-decoration", "underline"): ('<w:u w:val="single"/>',),
    ("text-decoration", "none"): ('<w:u w:val="none"/>',),
    ("vertical-align", "sup"): ('<w:vertAlign w:val="superscript"/>',),
    ("vertical-align", "sub"): ('<w:vertAlign w:val="subscript"/>',),
    ("vertical-align", "baseline"): ('<w:vertAlign w:val="baseline"/>',),
}
_ORDER = "w:b w:bCs w:i w:iCs w:smallCaps w:u w:vertAlign".split()  # the order of the schema
_LINK = re.compile(r"https?://[^\s\"\\]+\Z")
_BREAK = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"


class DocxWriter(Writer):
    """Runs of WordprocessingML; white space is kept, line breaks in a field become spaces."""

    name = "docx"
    display = {
        "block": (_BREAK, ""),
        "indent": (_BREAK + _TAB, ""),
        "left-margin": ("", _TAB),
        "right-inline": ("", ""),
    }

    def format_text(self, text: str, active: list[tuple[str, str]]) -> str:
        """One run, with the formatting that is open around it; what was opened last wins."""
        text = xml_escape(re.sub(r"[\t\r\n\x85\u2028\u2029]+", " ", text))
        if not text:
            return ""
        properties = _in_order(tag for mark in active for tag in _PROPERTIES.get(mark, ()))
        return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def link(self, url: str, text: str) -> str:
        """A HYPERLINK field, which needs no relationship; only the text where the address is not http or https."""
        if not _LINK.match(url):
            return text
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK '
            f'"{xml_escape(url)}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{text}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )


def _in_order(properties: Iterable[str]) -> str:
    """Properties of this writer as one ``w:rPr``, of two with one name the later; an empty string for none."""
    kept = {tag.split()[0].strip("</>"): tag for tag in properties}
    inner = "".join(kept[name] for name in _ORDER if name in kept)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def text_of(runs: str) -> str:
    """The text that a reader sees of this writer's runs."""
    pieces = re.findall(r"<w:t [^>]*>([^<]*)</w:t>|(<w:br/>)|(<w:tab/>)", runs)
    return "".join(xml_unescape(text) or ("\n" if line else "\t" if tab else "") for text, line, tab in pieces)
