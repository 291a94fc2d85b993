"""Pages that have nothing to be compared with a title: scans, viewers, what only a script fills, records without a
title."""

from __future__ import annotations

import re
from functools import lru_cache

from ..common.tables import table
from .page import Page
from .page_text import Text
from .site_words import has_subject
from .wording import Phrases, words

FEW_LETTERS = 20  # with fewer there is nothing to compare
_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf|tiff?|jpe?g|jp2|png|gif|indd|djvu|xml|html?|p65|qxd|wpd)$", re.I)
# ScandAll, Image2PDF, KMBT_C224e; not McCarthy, MacArthur, DeGaulle, O'Neill
_OF_A_PROGRAM = re.compile(
    r"(?<!\w)(?!(?:Mc|Mac|De|La|Le|Du|Van|Von|Fitz|O)[A-Z])[A-Za-z]*[a-z][A-Z]\w*|(?<!\w)(?=\w*[A-Za-z]\d|\w*\d[A-Za-z]{2})\w{5,}"
)
_COUNTER = re.compile(r"\D{0,12}\d{2,}(?:[\s_.-]?\d+){0,4}\W{0,3}")
_NOISE = 0.3  # share of words that no writing has
_MIXED = re.compile(r"[^\W\d]\d|\d[^\W\d_]{2}|[^\W\d_][^\w\s'’.,;:()-][^\W\d_]")


@lru_cache(maxsize=1)
def _tools() -> Phrases:
    return Phrases(table("spellings")["tools"]["phrases"].split("|"))


def is_tool_title(title: str) -> bool:
    """Whether a title is one that a program, a scanner or a camera gave: ``Scan_0012.pdf``, ``KMBT_C224e``, ``IMG 42``,
    ``Microsoft Word - Document1``."""
    spaced = title.replace("_", " ")
    found = _tools().find(words(spaced))
    letters = sum(c.isalpha() for c in title)
    if letters < 4 or (found is not None and found[0] == 0) or _FILE.search(title.rstrip()):
        return True
    return _COUNTER.fullmatch(spaced) is not None or _OF_A_PROGRAM.search(title) is not None


def says_nothing(title: str) -> bool:
    """Whether a document's title is none: Untitled, scan0001.pdf."""
    have = words(title)
    return not have or _tools().find(have) == (0, len(have)) or _FILE.search(title.rstrip()) is not None


def nothing_to_compare(page: Page, text: Text) -> str:
    """Why a page in which the document's title was not found has none of its own to compare; empty where it has."""
    letters = sum(map(len, text.words))
    titles = [title for title in page.titles if not is_tool_title(title)]
    if page.pdf:
        if letters < FEW_LETTERS and not any(has_subject([title]) for title in titles):
            return "the PDF is a picture: it has no text to compare"
        return "the text of the PDF cannot be read well enough to compare" if is_noise(page.blocks) else ""
    if page.record:
        return "" if titles else "the record has no title to compare"
    if letters < FEW_LETTERS and (page.scripted or not titles) and not page.headings:
        return "the page has no text to compare"
    return ""


def is_noise(blocks: list[str]) -> bool:
    """Whether a text was read so badly from a picture that many of its words are none."""
    have = [word for block in blocks[:50] for word in block.split()][:600]
    if len(have) < 5:
        return False
    torn = sum(1 for word in have if (len(word) == 1 and word.isalpha()) or _MIXED.search(word))
    return torn > _NOISE * len(have)
