"""Pages in a field where programs have how many there are of them."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,5}[rv]?[ab]?|[ivxlc]{1,8})"
_PAGES = re.compile(
    rf"(?:ff?\.|fols?\.|folios?|l{{1,2}}\.|pp?\.|bl\.)\s*{_NUMBER}\b.*|{_NUMBER}\s*[-\u2013\u2014]+\s*{_NUMBER}\b.*"
    r"|\d{1,5}[rv]\b.*",
    re.I | re.S,
)


def names_pages(text: str) -> bool:
    """Whether a text says which pages or leaves, and not how many.

    >>> names_pages("12r-13v"), names_pages("ff. 3-4"), names_pages("12v"), names_pages("345 p.")
    (True, True, True, False)
    """
    return _PAGES.fullmatch(text.strip()) is not None
