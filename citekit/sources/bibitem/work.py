"""What a printed entry is of: its authors, its title, and then where it appeared.

Certain is what the entry shows: a block (``\\newblock``), another type, quotation marks, initials with their family
names, a year in parentheses.  Where nothing shows it, the entry has no title, and it is cited as it stands.
"""

from __future__ import annotations

import re
from typing import Any

from ...dates import HistoricalDate
from . import marks
from .appeared import is_where, journal_of, where_it_appeared
from .entry import Entry
from .numbers import YEAR, take_identifiers
from .people import editors_label, looks_like_body, looks_like_people, people, people_at_start, says_institution

_YEAR_BEHIND = re.compile(
    rf"^[\s,.]*(?:[(\[](?P<closed>{YEAR}|n\.\s?d\.|in press|forthcoming)[a-z]?(?:,\s(?P<day>[^()\[\]]{{3,20}}))?[)\]]|"
    rf"(?P<open>{YEAR})[a-z]?(?=[.,:]?(?:\s|$|{marks.BLOCK})))[\s.,:]*"
)
_YEAR_AT_END = re.compile(rf"(?:(?<!\b[A-ZÀ-ÞА-Я])\.)?[\s,]*[(\[]?(?P<year>{YEAR})[a-z]?[)\]]?[\s.,:]*$")
# not behind an initial or a short abbreviation
_SENTENCE = re.compile(
    "(?<![\\s.(\\-][A-ZÀ-ÞА-Я])(?<!\\b[a-zA-Z]\\.[a-zA-Z])(?<!\\b(?:St|vs|cf|ca|Dr|Mr|ed|no|No))"
    f"(?<!\\b(?:vol|Vol|Mrs))(?:[.]|(?<=[?!]))\\s*(?:\\s|(?={marks.BLOCK}))"
)
_NAMES_AND_COLON = re.compile(r"(?P<names>[^:]{2,80},\s[^:]{2,120}):\s")
_CAPS_AT_START = re.compile(f"{marks.CAPS}[^{marks.CAPS_END}]{{1,300}}{marks.CAPS_END}")


def work_of(entry: Entry) -> dict[str, Any]:
    """The CSL-JSON item of an entry, with what was not read under ``left``; without a title where it is not certain."""
    item: dict[str, Any] = {}
    text = take_identifiers(entry.text, entry, item)
    head, rest, commas = _head(text)
    item.update(head)
    rest = _title(item, rest, commas=commas, in_blocks=marks.BLOCK in text)
    if not item.get("title"):
        return {}
    item.update(where_it_appeared(item, rest, blocks=marks.BLOCK in entry.text))
    return item


def _head(text: str) -> tuple[dict[str, Any], str, bool]:
    """(authors or editors and the year behind them, the rest of the text, whether a comma is between them)."""
    names, rest = _names(text)
    item: dict[str, Any] = {}
    year = _YEAR_BEHIND.match(rest.lstrip(marks.BLOCK + " "))
    if names or (year is not None and year["closed"]):
        label = editors_label().search(names)
        role = "author" if label is None else "editor"
        names = names[: label.start()] if label is not None else names
        label = re.match(r"\s*,?\s*\((?:eds?\.?|hrsg\.?|hg\.|dir\.|éds?\.)\)[.,:]?", rest, re.I)
        if label is not None:
            role, rest = "editor", rest[label.end() :]
            year = _YEAR_BEHIND.match(rest)
        found = people(names)
        if found:
            item[role] = found
        if year is not None:
            rest = rest.lstrip(marks.BLOCK + " ")[year.end() :]
            wording = year["closed"] or year["open"]
            if wording[0].isdigit():
                item["issued"] = HistoricalDate.parse(f"{year['day']} {wording}" if year["day"] else wording)
                if not item["issued"].understood:
                    item["issued"] = HistoricalDate.parse(wording)
            elif not wording.startswith("n"):
                item["status"] = wording
    return item, rest.lstrip(f"{marks.BLOCK} ,.:;"), rest.lstrip()[:1] == "," or names.rstrip().endswith(",")


def _names(text: str) -> tuple[str, str]:
    """(the names that the text begins with, the rest); no names where it begins with the title."""
    if text[:1] in (marks.ITALIC, marks.QUOTE):
        return "", text
    blocks = text.split(marks.BLOCK)
    first = blocks[0]
    if len(blocks) > 1:
        before = _YEAR_AT_END.sub("", first)
        end = people_at_start(first)
        if looks_like_people(before) or (looks_like_body(before) and not _is_title(blocks)):
            return before, first[len(before) :] + text[len(first) :]
        return (text[:end], text[end:]) if end else ("", text)
    shown = re.search(f"[{marks.ITALIC}{marks.QUOTE}]", text)
    before = text[: shown.start()] if shown is not None else ""
    end = people_at_start(text.translate({ord(marks.CAPS): None, ord(marks.CAPS_END): None}))
    end = _with_marks(text, end)
    if shown is not None and (year := _YEAR_AT_END.search(before)) is not None:
        before = before[: year.start()]
    if before and (looks_like_people(before) or (looks_like_body(before) and end < len(before.rstrip(" ,.:")) == 0)):
        return before, text[len(before) :]
    if end:
        return text[:end], text[end:]
    if before and looks_like_body(before) and _sentences(before) == 1 and not _INSIDE.search(before):
        return before, text[len(before) :]
    colon = _NAMES_AND_COLON.match(text)
    if colon is not None and looks_like_people(colon["names"]):
        return colon["names"], text[colon.end() - 1 :]
    caps = _CAPS_AT_START.match(text) or re.match(f"{marks.BOLD}[^{marks.BOLD_END}]{{4,300}}{marks.BOLD_END}", text)
    if caps is not None:
        return text[: caps.end()], text[caps.end() :]
    year = re.search(rf"\s\({YEAR}[a-z]?\)", text)
    if year is not None and looks_like_people(text[: year.start()]):
        return text[: year.start()], text[year.start() :]
    stop = _SENTENCE.search(text)
    if stop is not None and says_institution(text[: stop.start()]):
        return text[: stop.start()], text[stop.end() :]
    return "", text


_INSIDE = re.compile(r",\s(?:in|dans|nr?\.|no\.|vol\.)\b|[a-zß-ÿ],\s[a-zß-ÿ]")


def _with_marks(text: str, end: int) -> int:
    """The place in a text with marks of small capitals of a place in the text without them."""
    if not end:
        return 0
    count = 0
    for n, char in enumerate(text):
        if char in (marks.CAPS, marks.CAPS_END):
            continue
        if count == end:
            return n
        count += 1
    return len(text)


def _sentences(text: str) -> int:
    return len([part for part in _SENTENCE.split(text.strip(" .,:") + ".") if part.strip(" .")])


def _is_title(blocks: list[str]) -> bool:
    """Whether the first of several blocks is the title of a work without an author."""
    return len(blocks) == 2 and is_where(blocks[1])


def _title(item: dict[str, Any], rest: str, commas: bool, in_blocks: bool) -> str:
    """Read the title; what is left of the text. ``commas``: between all parts, as Elsevier and physicists have them."""
    if rest[:1] == marks.QUOTE and (match := marks.quoted(rest)) is not None:
        item["title"], item["type"] = marks.bare(match[1]), "article"
        return rest[match.end() :]
    if rest[:1] == marks.ITALIC and (match := marks.italic(rest)) is not None:
        item["title"], item["type"] = marks.bare(match[1]), "book"
        return rest[match.end() :]
    if marks.BLOCK in rest or in_blocks:
        title, _, rest = rest.partition(marks.BLOCK)
        return _of_block(item, title, rest)
    item["type"] = "article"
    stop = _end_of_title(rest, commas) if item.get("author") or item.get("editor") else None
    if stop is None:
        return rest
    item["title"] = marks.bare(rest[: stop[0]])
    return rest[stop[1] :]


def _of_block(item: dict[str, Any], title: str, rest: str) -> str:
    """A title that is a block, which may have its edition or kind behind it."""
    inner = marks.italic(title) or marks.quoted(title)
    if inner is not None and not title[: inner.start()].strip(" ,.") and inner.end() > 3:
        item["title"], item["type"] = (
            marks.bare(inner[1]),
            "book" if title[inner.start()] == marks.ITALIC else "article",
        )
        return title[inner.end() :] + marks.BLOCK + rest
    item["type"] = "article"
    year = re.search(rf",\s(?:[^\W\d_]{{3,10}}\.?\s)?{YEAR}[\s.]*$", title)
    if year is not None:
        title, rest = title[: year.start()], title[year.start() :] + marks.BLOCK + rest
    item["title"] = marks.bare(title)
    return rest


def _end_of_title(text: str, commas: bool) -> tuple[int, int] | None:
    """(where a title ends that nothing marks, where the rest begins); None where that is not certain."""
    whole = text.strip(" .")
    if whole and not re.search(r"\d|,.*,|[.:]\s", whole):
        return len(text), len(text)
    if commas and journal_of(text) is not None:
        return None  # as physicists cite: without a title
    if commas:
        for comma in re.finditer(r",\s", text[:800]):
            if is_where(text[comma.end() :], strictly=True):
                return comma.start(), comma.end()
    found = [match for match in _SENTENCE.finditer(text[:800]) if match.start() > 3]
    known = next((match for match in found if is_where(text[match.end() :])), None)
    match = known or (found[0] if found and not commas else None)
    return (match.start(), match.end()) if match is not None else None
