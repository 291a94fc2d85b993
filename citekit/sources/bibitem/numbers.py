"""Addresses, identifiers and dates that stand in a printed entry wherever its style puts them."""

from __future__ import annotations

import re
from typing import Any

from ...dates import HistoricalDate
from ..citation_line import ACCESSED
from . import marks
from .entry import Entry

YEAR = r"(?:1[4-9]|20)\d\d"
_LABEL = (
    r"(?:(?:available|verfügbar|disponible|retrieved|online)\s?(?:at|from|online|unter|under|en ligne|sur)?|\[online\]|"
    r"internet|urls?|web|doi)\s*:?\s*"
)
_ADDRESS = re.compile(
    rf"(?:\b{_LABEL})?[<(\[]?(?P<address>(?:https?://|www\.)[^\s<>\ue200-\ue20f\"]{{3,1000}}[^\s<>\ue200-\ue20f\".,;:])[>\])]?",
    re.I,
)
_STATED_ADDRESS = re.compile(rf"(?:\b{_LABEL})?[<(\[]?{marks.ADDRESS}[>)\]]?", re.I)
_DOI = re.compile(
    r"\b(?:doi\s*:?\s*)+(?P<doi>10\.\d{4,9}/[^\s,;\ue200-\ue20f]{1,200}[^\s,;.\ue200-\ue20f])|(?<![\w/.])(?P<bare>10\.\d{4,9}/[^\s,;\ue200-\ue20f]{1,200}[^\s,;.\ue200-\ue20f])",
    re.I,
)
_NUMBERS = (
    ("ISBN", re.compile(r"\(?\bISBN(?:-1[03])?:?\s*(?P<value>[\dX][\dX\s\u2013-]{8,20}[\dX])\)?", re.I)),
    ("ISSN", re.compile(r"\(?\bISSN:?\s*(?P<value>\d{4}[-\u2013]\d{3}[\dX])\)?", re.I)),
    ("PMID", re.compile(r"\bPMID:?\s*(?P<value>\d{4,9})", re.I)),
)
_ARXIV = re.compile(r"\b(?P<value>arXiv:\s?(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z.-]+/\d{7}))(?:\s?\[[\w.-]{2,20}\])?", re.I)
_VISITED = re.compile(r"\b(?:last\s+)?(?:visited|viewed|checked)(?:\s+on)?\b:?", re.I)
_LONE_LABEL = re.compile(rf"(?:(?<=[\s.,;({marks.BLOCK}])|^){_LABEL}(?=[\s.,;)\]{marks.BLOCK}]*$)|\[online\]", re.I)
_MONTH = r"[^\W\d_]{3,10}\.?"
_DAY = re.compile(
    rf"(?<![\w-])(?:\d{{1,2}}\.?\s{_MONTH}|{_MONTH}\s\d{{1,2}},),?\s{YEAR}(?!\d)|"
    rf"(?<![\w-])(?P<year>{YEAR}),\s(?P<day>{_MONTH}(?:\s\d{{1,2}})?)(?!\w)"
)  # 25 February 1967, Feb. 25, 1967; 1967, February 25
_OF_MONTH = re.compile(rf"(?<![\w-]){_MONTH},?\s{YEAR}(?!\d)")
_YEARS = re.compile(rf"(?<![\d/-])(?P<first>{YEAR})\s?[\u2013-]\s?(?P<last>{YEAR}|\d\d)(?![\d-])")
_YEAR = re.compile(rf"(?<![\d\u2013/:-])(?P<year>{YEAR})[a-z]?(?![\w\u2013-])")


def take_identifiers(text: str, entry: Entry, item: dict[str, Any]) -> str:
    """Read addresses, DOI, ISBN and when a page was seen; what is left of the text."""
    for address in entry.addresses:
        _put_address(item, address)
    text = _STATED_ADDRESS.sub("", text)
    text = _VISITED.sub("accessed", text)
    accessed = ACCESSED.search(text)
    if accessed is not None and (date := HistoricalDate.parse(accessed["date"])).understood:
        item["accessed"] = date
        text = text[: accessed.start()] + "." * (accessed[0][:1] == ".") + text[accessed.end() :]
    for match in _ADDRESS.finditer(text):
        _put_address(item, match["address"])
    text = _ADDRESS.sub("", text)
    if (doi := _DOI.search(text)) is not None:
        item.setdefault("DOI", doi["doi"] or doi["bare"])
        text = _DOI.sub("", text)
    for variable, form in _NUMBERS:
        if (number := form.search(text)) is not None:
            item.setdefault(variable, number["value"].replace("\u2013", "-").strip())
            text = text[: number.start()] + text[number.end() :]
    if (preprint := _ARXIV.search(text)) is not None:
        _put_address(item, preprint["value"].replace(" ", ""))
        text = text[: preprint.start()] + text[preprint.end() :]
    text = re.sub(r"[<(\[]\s*[>)\]]", "", text)
    return marks.without_empty(_LONE_LABEL.sub("", text) if item.keys() & {"URL", "DOI", "accessed"} else text).strip()


def _put_address(item: dict[str, Any], address: str) -> None:
    doi = re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(10\..+)", address, re.I)
    if doi is not None:
        item.setdefault("DOI", doi[1])
    elif address.lower().startswith("arxiv:"):
        item.setdefault("number", address)
        item.setdefault("URL", f"https://arxiv.org/abs/{address[6:]}")
    elif address:
        item.setdefault("URL", address if "://" in address else f"https://{address}")


def take_date(text: str, item: dict[str, Any]) -> str:
    """Read the date of issue, the most exact that the text has; what is left of the text."""
    for form, parts in ((_DAY, 3), (_OF_MONTH, 2)):
        for match in form.finditer(text):
            wording = f"{match['day']} {match['year']}" if form is _DAY and match["year"] else match[0]
            date = HistoricalDate.parse(wording.replace(",", "") if parts == 2 else wording)
            if len(date.start) >= min(parts, 2):
                return _taken(text, match, item, date)
    if (span := _YEARS.search(text)) is not None:
        last = span["last"] if len(span["last"]) == 4 else span["first"][:2] + span["last"]
        if int(last) > int(span["first"]):
            return _taken(text, span, item, HistoricalDate.parse(f"{span['first']}-{last}"))
    years = list(_YEAR.finditer(text))
    if not years:
        return text
    return _taken(text, years[-1], item, HistoricalDate.parse(years[-1]["year"]))


def _taken(text: str, match: re.Match[str], item: dict[str, Any], date: HistoricalDate) -> str:
    known = item.get("issued")
    if known is not None and known.start[:1] != date.start[:1]:
        return text  # another year than that behind the authors: it is something else
    if known is None or len(date.start) > len(known.start):
        item["issued"] = date
    before, after = text[: match.start()], text[match.end() :]
    if before.rstrip().endswith(("(", "[")) and after.lstrip()[:1] in (")", "]"):
        before, after = before.rstrip()[:-1], after.lstrip()[1:]
    return f"{before.rstrip(' ,')}{after}" if after[:1] in ".,;:)" or not after else f"{before.rstrip(' ,')}, {after}"
