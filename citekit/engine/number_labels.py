"""Labels that are written into the number that they belong to: ``vol. 3`` as a volume is the number 3."""

from __future__ import annotations

import re

_OWN = {"volume": "vol.", "issue": "no.", "number": "no."}
_WITHOUT_LABEL = frozenset(("chapter-number", "collection-number", "edition", "number-of-pages", "number-of-volumes"))
_NUMBER = re.compile(r"\s+(?=\d|[ivxlcIVXLC]+$)")
_CLOSE = re.compile(r"[a-z]{1,4}\.(?=[^\s.])")  # an abbreviation written close to what follows: t.3, n.s. 3


def without_own_label(variable: str, value: str) -> str:
    """The content of a number variable without the label that a style sets before it anyway.

    An abbreviation that is no such label stands apart from what follows (as citeproc-js has it).
    """
    label = _OWN.get(variable)
    if label is not None:
        number = _NUMBER.match(value, len(label)) if value.startswith(label) else None
        return value[number.end() :] if number is not None else value
    close = _CLOSE.match(value) if variable in _WITHOUT_LABEL else None
    return f"{close[0]} {value[close.end() :]}" if close is not None else value
