"""Labels by which citekit finds again what it wrote into a word processor's document.

A label says what stands there, what its text was, and which citation was typed: ``citekit:note:1f0c3a [@key, l. 44]``.
Word keeps it as the tag of a content control, OpenDocument as the name of a reference mark.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from .locators import LocatorWords
from .markers import find_markers

NOTE, CITE, NAME, BIBLIOGRAPHY = "citekit:note", "citekit:cite", "citekit:name", "citekit:bibliography"
_LABEL = re.compile(r"(citekit:[a-z]+)(?::([0-9a-f]{6}))?(?:\s(.*))?\Z", re.S)


@dataclass(frozen=True)
class Label:
    """``kind`` (``citekit:note`` …), the checksum of the text that citekit wrote, and the source of the citation."""

    kind: str
    checksum: str
    source: str

    def current_source(self, text: str, words: LocatorWords) -> tuple[str, bool]:
        """(source of the citation, whether the text was edited by hand) for the text that now stands there.

        A marker that was typed over the text takes the place of the source.
        """
        if not self.checksum or checksum(text) == self.checksum:
            return self.source, False
        typed = list(find_markers(text.strip(), words))
        if len(typed) == 1 and (typed[0].start, typed[0].end) == (0, len(text.strip())):
            return text.strip(), False
        return self.source, True


def label_of(label: str) -> Label | None:
    """The parts of a label; None where the text is not one."""
    match = _LABEL.match(label)
    return Label(match[1], match[2] or "", match[3] or "") if match is not None else None


def label_text(kind: str, source: str, text: str) -> str:
    """The label of a text that citekit writes."""
    return f"{kind}:{checksum(text)} {source}"


def checksum(text: str) -> str:
    """Six hex digits by which a text is recognized later; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:6]
