"""Text out of the little HTML and XML that catalogues put into fields."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|tr|h\d)\b[^<>]{0,500}|br\s*/?)>", re.I)
_LINK = re.compile(r"<a\b[^<>]{0,1000}?href\s*=\s*[\"'](https?://[^\"'<>]{1,2000})[\"']", re.I)


def without_markup(text: str) -> str:
    """A text without tags and with its character references as characters; blocks are lines."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))


def links_in(text: str) -> list[str]:
    """The addresses that the links of a text lead to."""
    return [html.unescape(address) for address in _LINK.findall(text)] if "<a" in text else []
