"""Whether a text is a printed work: place, publisher and year, volume and pages, a section of a law."""

from __future__ import annotations

import re

from ...archives.repository import known_places
from ...archives.titles import kind_of

_IMPRINT = re.compile(
    r"\([^()]*(?:,|:)\s*(?:[^()]*\s)?(?:1[5-9]|20)\d\d\)|\bet al\.,|,\s(?:vol|no|ed|eds|Bd|T|т)\.?\s?[\dIVXivx]+\b.*\d|"
    r"\b(?:М|Л|СПб|Пг|Москва|Ленинград|Київ|К)\.?[,:]\s.*\b(?:1[89]|20)\d\d|"
    r"\b(?:1[89]|20)\d\d[ab]?,\s\d+(?:,\s|:\s?)p|\b\d+, no\. \d+ \(|\bed(?:s|ited by)?\.?,? |"
    r"(?:^|[.,]\s)[A-ZÀ-ÖØ-ÝŁŚŻČŠŽ][\w. -]{1,30}:\s[^:;()]{2,60},\s(?:1[5-9]|20)\d\d\b|"  # London: Faber, 1999
    r"(?<![\d ]),\s(?:1[5-9]|20)\d\d,\s(?:s|S|p|pp|с|str|№|no|č|nr)\.?\s?\d|"
    r"\b\d+,\s(?:1[89]|20)\d\d,\s(?:č|nr|no|H)\.\s?\d|"
    r"\d \((?:[A-Z]\w+ )?(?:1[89]|20)\d\d\): \d|[§]\s?\d|"
    r",\s(?:Nr|nr|No|no|n\u00b0|\u010d|бр|№|H|Heft)\.?\s?\d{1,3}/(?:1[89]|20)\d\d(?![\d/-])|"
    r"\[(?:1[89]|20)\d\d\] (?:\d )?[A-Z]{2,}|\bст\.\s?\d|\bpoz\.\s?\d|"
    # Новосибирск, 2000. С. 234
    r"[^\W\d_a-zа-я][\w-]+(?::\s[^:;()]{2,40})?,\s(?:1[89]|20)\d\d\.\s(?:С|S|P|pp|Т|Vol)\.\s?\d|"
    r",?\s(?:t|v|vol|Bd|R|roč|a)\.\s?[\dIVXLC]+,\s(?:(?:1[89]|20)\d\d,\s)?(?:n|nr|no|z|č|H|№|fasc|núm)\.?[\u00b0\u00ba]?\s?\d|"
    r"\bn[\u00b0\u00ba.]+\s?\d+,\s[^\W\d_]+\s(?:1[89]|20)\d\d,\spp?\.\s?\d|\b\d{1,3}\.\sJg\b|\bJg\.\s\d|"
    r"\((?:dir|coord|Hg|Hrsg|red|ред|szerk|a cura di|éds?|eds?|org|comp)\.\)"
)
_PUBLISHED = re.compile(r",\s(?P<place>[^,]{3,40}),\s[^,\d]{2,50},\s(?:1[5-9]|20)\d\d(?=[,.]|$)")  # Paris, Fayard, 2001


_NUMBERS = r"\d{1,4}(?:[-\u2013]\d{1,4})?"
_SHORT = re.compile(
    r"(?:[A-ZÀ-ÖØ-Ý][\w.'\u2019-]+(?:,? (?:and|&) |, | )){1,3}"
    r"(?P<title>[A-ZÀ-ÖØ-Ý\"\u201c\u2018][^,;\d]{3,60}),[\"\u201d\u2019]? "
    rf"(?:(?:vol|chap|ch)\. [\divx]+|(?:pp?\. ?)?{_NUMBERS}(?: ?n\.? ?\d+)?)(?:, {_NUMBERS})*$"
)


_JOURNAL = re.compile(r"\b\d{1,3}, no\. \d{1,2} \((?:[^()]{3,20}\s)?(?:1[89]|20)\d\d\):? ?\d")  # 45, no. 2 (2017): 123


def is_journal(text: str) -> bool:
    """Whether a text has the volume, number, year and pages of a journal's article, in this order."""
    return _JOURNAL.search(text) is not None


_PERIODICAL = re.compile(
    r"(?:[^\W\d_]+\s){0,6}(?:Bulletin|Journal|Review|Working Papers?|Virtual Archive|Dossier|Quarterly)\b"
)
_NUMBER_AND_YEAR = re.compile(r"[^\W\d_a-z].{3,80}\d.{0,12}\((?:[^()\d]{0,20}\s)?(?:1[89]|20)\d\d\)")


def is_work(text: str) -> bool:
    """Whether a text begins with a periodical's or a printed work's name: ``CWIHP Bulletin 6–7 (1995): 114``."""
    return _PERIODICAL.match(text) is not None or _NUMBER_AND_YEAR.match(text) is not None or is_imprint(text)


def is_short_citation(text: str) -> bool:
    """Whether a text cites a book or article again: ``Gaddis, We Now Know, 34``."""
    match = _SHORT.match(text.rstrip(" ."))
    return match is not None and not kind_of(match["title"])


def is_imprint(text: str) -> bool:
    """Whether a text has a printed book's place, publisher and year, or an article's volume and pages."""
    if _IMPRINT.search(text) is not None:
        return True
    return any(match["place"] in known_places() for match in _PUBLISHED.finditer(text))
