"""The rich text that Zotero keeps beside a citation: RTF as its processor writes it, from runs of a word processor."""

from __future__ import annotations

import re

from ..common.files.xml_text import xml_unescape

# what of a run's properties, in WordprocessingML or as our names of OpenDocument styles -> the RTF group
_GROUPS = {
    "<w:i/>": "{\\i{}",
    "<w:b/>": "{\\b{}",
    "<w:smallCaps/>": "{\\scaps{}",
    '<w:u w:val="single"/>': "{\\ul{}",
    '<w:vertAlign w:val="superscript"/>': "{\\super{}",
    '<w:vertAlign w:val="subscript"/>': "{\\sub{}",
}
_SPANS = {
    "citekit_italic": "{\\i{}",
    "citekit_bold": "{\\b{}",
    "citekit_small_caps": "{\\scaps{}",
    "citekit_underline": "{\\ul{}",
    "citekit_superscript": "{\\super{}",
    "citekit_subscript": "{\\sub{}",
}
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t [^>]*>([^<]*)</w:t></w:r>")
_SPAN = re.compile(r'<text:span text:style-name="(\w+)">|(</text:span>)|<[^>]*>|([^<]+)')


def field_rtf(runs: str) -> str:
    """The RTF of runs of WordprocessingML."""
    out = []
    for properties, text in _RUN.findall(runs):
        groups = [group for tag, group in _GROUPS.items() if tag in properties]
        out.append("".join(groups) + _escape(xml_unescape(text)) + "}" * len(groups))
    return "".join(out)


def span_rtf(spans: str) -> str:
    """The RTF of spans of OpenDocument."""
    out: list[str] = []
    closing: list[str] = []
    for match in _SPAN.finditer(spans):
        if match[1]:
            group = _SPANS.get(match[1], "")
            closing.append("}" if group else "")
            out.append(group)
        elif match[2]:
            out.append(closing.pop() if closing else "")
        elif match[3]:
            out.append(_escape(xml_unescape(match[3])))
    return "".join(out)


def _escape(text: str) -> str:
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif char == "\t":
            out.append("\\tab{}")
        elif ord(char) > 127:
            out.append(f"\\uc0\\u{ord(char)}{{}}")
        else:
            out.append(char)
    return "".join(out)
