"""Slips in the citations that people type, and what to write instead."""

from __future__ import annotations

import re

from .citations import is_unclosed, key_at, split_parts

_LONGEST = 2000  # characters of a bracket that is looked at
_FULL_WIDTH = "\uff3b\u3010\u3014"  # other brackets that a key stands behind
_BRACKET = re.compile(r"[\[\]]")


def slip_at(text: str, start: int, end: int) -> str:
    """What is wrong with the brackets round the key of a sentence, in words; empty where nothing is."""
    key = key_at(text, start) or key_at(text, start + 1)
    name = f"@{key.key}" if key is not None else text[start:end]
    if text[:start].rstrip()[-1:] and text[:start].rstrip()[-1] in _FULL_WIDTH:
        return (
            f"the bracket before “{name}” is not that of a citation: write [{name}] with the brackets of the keyboard"
        )
    if is_unclosed(text, start, end):
        return f"a bracket opens before “{name}” that is not closed; close it with ]"
    inner = _bracketed(text, start, end)
    parts = list(split_parts(inner))
    if len(parts) > 1 and any("@" not in part for part in parts):
        empty = next(part.strip() for part in parts if "@" not in part)
        what = f"“{empty}” has no key" if empty else "a semicolon too many"
        return (
            f"[{inner.strip()}] is not read as a citation ({what}): write ; only between citations, each with its key"
        )
    return ""


def _bracketed(text: str, start: int, end: int) -> str:
    """What stands in the brackets round a place, if it is the first key in them, or an empty text."""
    opening = text.rfind("[", max(0, start - _LONGEST), start)
    if (
        opening < 0
        or text.find("]", opening, start) >= 0
        or "@" in text[opening:start]
        or text[:opening].endswith("\\")
    ):
        return ""
    depth = 1
    for bracket in _BRACKET.finditer(text, end, end + _LONGEST):
        depth += 1 if bracket.group() == "[" else -1
        if not depth:
            return text[opening + 1 : bracket.start()]
    return ""


def plain_brackets(text: str) -> str:
    """A text with full-width brackets round keys as plain ones, character by character."""
    if "\uff3b" not in text:
        return text
    return re.sub("\uff3b(?=[^\uff3b\uff3d]*@)([^\uff3b\uff3d]*)\uff3d", r"[\1]", text)
