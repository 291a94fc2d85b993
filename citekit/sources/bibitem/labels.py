"""Parts of an entry that have a word before them: pages, volume, edition, ``edited by``."""

from __future__ import annotations

import re
from functools import lru_cache

from ...common.tables import table
from . import marks
from .numbers import YEAR

RANGE = r"[A-Za-z]{0,2}\d{1,6}(?:\s*[-\u2013]{1,2}\s*[A-Za-z]{0,2}\d{1,6})?"
ROMAN_RANGE = r"[ivxlc]{1,7}\s*[-\u2013]{1,2}\s*[ivxlc]{1,7}"


def words(name: str) -> str:
    return str(table("bibitem")["labels"][name])


@lru_cache(maxsize=1)
def forms() -> dict[str, re.Pattern[str]]:
    """The forms of labelled parts, by what they state."""
    stop = rf"\s*(?:[).;:]\s|[).;]?$|,\s(?:\d|pp?\.|vol\.|{YEAR}|[^,]{{2,40}}:)|{marks.BLOCK}|{marks.ITALIC})"
    to_names = rf"(?P<names>[^\W\d_][^:;()]{{2,200}}?)(?={stop})"
    italic, end = marks.ITALIC, marks.ITALIC_END
    series = rf"(?:\s(?:of|in|von|de|der)\s(?:the\s)?{italic}?(?P<series>[^{end},.]{{3,120}}){end}?)"
    pages = words("pages")
    return {
        "pages": re.compile(
            rf"[\s,:(]*\b(?:{pages})\s?(?P<value>{RANGE}(?:,\s?\d[\d\u2013-]*)*|{ROMAN_RANGE})\)?", re.I
        ),
        "edited_by": re.compile(rf"[\s,.(]*\b(?:{words('edited_by')})\s?{to_names}\)?", re.I),
        "translated_by": re.compile(rf"[\s,.(]*\b(?:{words('translated_by')})\s?{to_names}\)?", re.I),
        "edition": re.compile(rf"[\s,.(]*(?<!\w)(?P<value>{words('edition')})(?!\w)\)?", re.I),
        "chapter": re.compile(rf"[\s,.(]*\b(?:{words('chapter')})\s?(?P<value>\d{{1,3}}|[IVXLC]+\b)", re.I),
        "of_series": re.compile(
            rf"[\s,.(]*\b(?:{words('volume')}|{words('issue')})\s?(?P<value>[\dIVXLC]{{1,7}}){series}\)?", re.I
        ),
        "series": re.compile(
            rf"(?:^|[.,(])\s*(?P<series>[A-ZÀ-ÞА-Я][^,.;:()\d{marks.ITALIC}{marks.BLOCK}]{{1,80}}),?\s"
            rf"(?:{words('volume')})\s?(?P<value>\d{{1,5}})(?!\w)",
            re.I,
        ),
        "volume": re.compile(
            rf"[\s,.(]*(?<!\w)(?:{words('volume')})\s?{marks.BOLD}?(?P<value>\d{{1,4}}[A-Z]?|[IVXLC]{{1,7}}\b){marks.BOLD_END}?(?!\w)",
            re.I,
        ),
        "issue": re.compile(
            rf"[\s,]*\(?(?<!\w)(?:{words('issue')})\s?(?P<value>\d{{1,4}}(?:\s?[-/\u2013]\s?\d{{1,4}})?)\)?(?!\w)",
            re.I,
        ),
    }


@lru_cache(maxsize=1)
def kinds() -> dict[str, re.Pattern[str]]:
    wordings = table("bibitem")["kinds"]
    return {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for name, words in wordings.items()}
