"""XML as text, element by element: every text and attribute is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Union
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import unescape as _unescape

from ..csl.wording import one_line

# the markup of CSL's fields (CSL 1.0.2, rich text)
_MARKUP = re.compile(
    r"</?(?:i|b|sup|sub|sc)>|<span class=\"nocase\">|<span style=\"font-variant:\s*small-caps;?\">|</span>"
)


def enclosed(pieces: Iterable[str], opening: str, closing: str) -> Iterator[str]:
    """Pieces between the beginning and the end of a file; nothing where there are none."""
    started = False
    for piece in pieces:
        if not started:
            yield opening
            started = True
        yield piece
    if started:
        yield closing


def element(name: str, content: Union[str, list[str]], *, indent: int = 0, **attributes: str) -> str:
    """An element on a line of its own, of a text or of other elements (a list of lines); without either, nothing."""
    stated = "".join(f' {key}="{escape_line(one_line(value))}"' for key, value in attributes.items() if value)
    pad = "  " * indent
    if isinstance(content, list):
        inner = "".join(content)
        return f"{pad}<{name}{stated}>\n{inner}{pad}</{name}>\n" if inner else ""
    text = escape_line(one_line(content))
    return f"{pad}<{name}{stated}>{text}</{name}>\n" if text else ""


def escape_line(text: str) -> str:
    """A line for the content of an element or an attribute, without what XML 1.0 cannot hold (section 2.2)."""
    return _escape(text.replace("\ufffe", "").replace("\uffff", ""), {'"': "&quot;"})


def unescape_line(text: str) -> str:
    """What ``escape`` was made from."""
    return _unescape(text, {"&quot;": '"'})


def unmarked(value: Any) -> str:
    """A field's text without CSL's markup, on one line."""
    text = str(value)
    return one_line(_MARKUP.sub("", text) if "<" in text else text)


def has_markup(values: Iterable[Any]) -> bool:
    """Whether a text says something by its markup, which plain text cannot say."""
    return any(isinstance(value, str) and "<" in value and _MARKUP.search(value) is not None for value in values)


def ascii_only(text: str) -> str:
    """XML in ASCII: all other characters by their number."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
