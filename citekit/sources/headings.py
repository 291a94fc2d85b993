"""The punctuation of catalogue cards (ISBD, AACR2) taken off what stands between it."""

from __future__ import annotations

import re

_MARKS = " \t\n,:;/=+"
_ABBREVIATIONS = r"Jr|Sr|Inc|Co|Ltd|Corp|etc|ed|Dr|St|Ph\.\s?D|U\.S|v|vol|no|Bd|Aufl"
_KEPT_DOT = re.compile(rf"(?:(?:^|[\s.\-(])[^\W\d_]|\b(?:{_ABBREVIATIONS})|\.\.)\.$")


def without_punctuation(text: str) -> str:
    """A text without the marks that only lead to the next field; a full stop of an abbreviation stays."""
    text = text.rstrip(_MARKS).lstrip()
    if text.endswith(".") and not _KEPT_DOT.search(text):
        text = text[:-1].rstrip()
    if text.startswith("[") and text.endswith("]") and "[" not in text[1:-1] and "]" not in text[1:-1]:
        return text[1:-1].strip()
    if text.startswith("[") and "]" not in text:  # its end stands in the field after
        return text[1:].lstrip()
    return text[:-1].rstrip() if text.endswith("]") and "[" not in text else text


def place_or_edition(text: str) -> str:
    """A place or an edition without the marks around it: ``Calif.`` and ``éd.`` keep their stop."""
    short = re.search(r"\b[^\W\d_]{1,5}\.$", text.rstrip(_MARKS))
    return without_punctuation(text) + (
        "." if short is not None and not without_punctuation(text).endswith(".") else ""
    )


def heading(text: str) -> str:
    """A name without the commas around it and the full stop after it; the stop of an initial stays."""
    text = text.strip().strip(" ,;:")
    return text if _KEPT_DOT.search(text) else text.rstrip(" .,")
