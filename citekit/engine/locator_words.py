"""Labels written into locators: ``fig. 2``, ``12, n. 4`` (CSL 1.0.2, "Locators").

They are read as citeproc-js reads them, and its other forms too: the label of a locator that begins with one is that
one, printed with the term that the style has for it; one that stands further on is put into the style's language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .style.locale import Locale

_WORDS = {
    word: label
    for label, words in {
        "appendix": "app.",
        "article": "art. arts.",
        "book": "bk. bks.",
        "chapter": "ch. chap. chaps.",
        "column": "col. cols.",
        "figure": "fig. figs.",
        "folio": "fol. fols.",
        "issue": "no. nos.",
        "line": "l. ll.",
        "note": "n. nn.",
        "opus": "op.",
        "page": "p. pp.",
        "paragraph": "para. paras.",
        "part": "pt. pts.",
        "rule": "r. rr.",
        "section": "sec. secs.",
        "sub-verbo": "sv.",
        "supplement": "supp.",
        "verse": "vrs.",
        "volume": "vol. vols.",
    }.items()
    for word in words.split()
}
# a locator with another label stands for itself: ``l. 3`` of a leaf is no line
LABELS = frozenset(_WORDS.values()) | frozenset(
    "act article-locator canon elocation equation scene stanza surah table timestamp title-locator version".split()
)
_WORD = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_LEADING = re.compile(rf"({_WORD})\s*(?=\d|[ivxlcIVXLC]+\b|[A-Z]\b)|(sv\.)\s*")
_FURTHER = re.compile(rf"(?:(?<=[,;] )|(?<=\d )|(?<=\d[a-z] ))({_WORD})\s+(?=\d)")


def own_label(locator: str) -> tuple[str, str] | None:
    """The label that a locator begins with, and what follows it."""
    found = _LEADING.match(locator)
    return (_WORDS[found[1] or found[2]], locator[found.end() :]) if found is not None else None


def under_label(locator: str) -> str:
    """The part of a locator that its label is for: what stands before another label."""
    found = _FURTHER.search(locator)
    return locator[: found.start()].rstrip(" ,;") if found is not None else locator


def localized_labels(locator: str, locale: Locale) -> str:
    """A locator with the labels that are written into it in the language of the style."""

    def term(found: re.Match[str]) -> str:
        many = found[1].endswith("s.") or found[1] in ("ll.", "nn.", "pp.", "rr.")
        text = locale.term(_WORDS[found[1]], "short", many)
        return f"{text} " if text else found[0]

    return _FURTHER.sub(term, locator) if "." in locator else locator
