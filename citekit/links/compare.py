"""Whether a page is the document: by its title, its record number, its archival reference, its date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..common.tables import table
from ..dates import HistoricalDate
from ..document.model import Document
from .page import Page
from .spelling import dated, is_small, is_telling
from .titles import PARTLY, Likeness, is_it, likeness, says_little, title_words
from .wording import Phrases, words

MOST_WORDS = 60_000  # of a page's text
_WEB = "1993"  # the first year of which a page can state its own date
_FEW_LETTERS = 20  # with fewer there is nothing to compare


@dataclass(frozen=True)
class Comparison:
    """``same`` is None where there is nothing to compare; ``reason`` says what agreed, or what did not."""

    same: bool | None
    reason: str = ""


@dataclass(frozen=True)
class Identity:
    """What a document is known by, made ready for comparing."""

    title: list[str]
    number: list[str]
    references: tuple[tuple[tuple[str, str], ...], ...]
    date: str

    @classmethod
    def of(cls, doc: Document) -> Identity:
        references = tuple(
            tuple((" ".join(words(level.term)), " ".join(words(level.value))) for level in reference.levels)
            for reference in doc.references
            if len(reference.levels) > 1 and not reference.published
        )
        return cls(title_words(doc.title), words(doc.number), references, _day(doc.date))


def _day(date: HistoricalDate | None) -> str:
    if date is None or len(date.start) != 3 or date.end not in ((), date.start):
        return ""
    return "-".join(f"{n:02d}" for n in date.start)


def compare(known: Identity, page: Page) -> Comparison:
    """Whether the page is this document."""
    text = _Text(page)
    found = [likeness(known.title, title) for title in page.titles]
    best = max(found, key=lambda f: (f.same, f.share), default=Likeness())
    agreed = [
        words_
        for words_, there in (
            ("record number", _has_number(known, text)),
            ("archival reference", any(_has_reference(r, text) for r in known.references)),
            ("date", bool(known.date) and known.date in text.dates),
        )
        if there
    ]
    certain = bool({"record number", "archival reference"} & set(agreed))
    if not certain and (other := _another(known, page, text)):
        return Comparison(False, other)
    here = best.same and all(word in text.numbers for word in best.missing)
    if not here and not (best.conflict and best.share > PARTLY):
        here = _in_text(known.title, page, text)
    if here and not agreed and says_little(known.title) and not _is_called(known.title, page):
        return Comparison(
            False, f"{_not_found(known, page, text).reason}, and the document's own title says too little"
        )
    if here:
        place = "title" if best.same else "title in its text"
        return Comparison(True, _agreed([place, *agreed]))
    if certain:
        return Comparison(True, _agreed([*(["most of the title"] if best.share >= PARTLY else []), *agreed]))
    if best.share >= PARTLY and not best.conflict and not best.missing and "date" in agreed:
        return Comparison(True, _agreed(["most of the title", *agreed]))
    return _not_found(known, page, text)


def _is_called(title: list[str], page: Page) -> bool:
    """Whether the page is called what a document of few words is: its title, or a paragraph of more than one word."""
    if any(is_it(title, seen) for seen in page.titles):
        return True
    return len(title) > 1 and any(title_words(block) == title for block in page.blocks[:400] if len(block) < 300)


def _agreed(what: list[str]) -> str:
    """What the page and the document have in common, in words."""
    listed = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
    return f"the page has the document's {listed}"


def _not_found(known: Identity, page: Page, text: _Text) -> Comparison:
    letters = sum(map(len, text.words))
    if page.pdf:
        if letters < _FEW_LETTERS and (not page.title or is_tool_title(page.title)):
            return Comparison(None, "the PDF is a picture: it has no text to compare")
    elif letters < _FEW_LETTERS and (page.scripted or not page.titles) and not page.headings:
        if _run_in(known.title, title_words(page.scripts[:100_000], most=20_000)):
            return Comparison(True, "the page's script has the document's title")
        return Comparison(None, "the page has no text to compare")
    titles = page.titles
    called = f"the page is called “{titles[0][:100]}”" if titles else "the page does not have the document's title"
    return Comparison(False, called)


class _Text:
    """The words of a page's text, its numbers and its dates."""

    def __init__(self, page: Page) -> None:
        self.blocks = [words(block) for block in page.blocks]
        flat = [word for block in self.blocks for word in block][:MOST_WORDS]
        self.words = flat
        self.folded = dated(flat + words(" ".join([*page.titles, *page.meta.values()])))
        self.numbers = {word for word in self.folded if is_telling(word)}
        self.dates = {word for word in self.numbers if is_day(word)}


def is_day(word: str) -> bool:
    """Whether a word is a day, as ``dated`` writes it."""
    return len(word) == 10 and word[4] == "-"


def _has_number(known: Identity, text: _Text) -> bool:
    """Whether the record number stands on the page: a long one anywhere, a short one behind a word for it."""
    number = known.number
    length = sum(map(len, number))
    if length < 3:
        return False
    labels = _labels("number")
    for at in _places(number, text.words):
        if length >= 5 or labels.find(text.words[max(0, at - 4) : at]) is not None:
            return True
    return False


def _places(wanted: list[str], have: list[str]) -> list[int]:
    first = wanted[0]
    found: list[int] = []
    at = -1
    while len(found) < 1000:
        try:
            at = have.index(first, at + 1)
        except ValueError:
            break
        if have[at : at + len(wanted)] == wanted:
            found.append(at)
    return found


@lru_cache(maxsize=8)
def _labels(kind: str) -> Phrases:
    return Phrases(p for row in table("labels")[kind].values() for p in row.split("|"))


@lru_cache(maxsize=1)
def _level_words() -> frozenset[str]:
    """The words for levels in all traditions."""
    return frozenset(
        "".join(words(term.replace("_", " ")))
        for tradition in table("levels").values()
        if isinstance(tradition, dict)
        for name, terms in tradition.items()
        if isinstance(terms, str) and name not in ("base", "after", "extent")
        for term in terms.split()
    )


def _has_reference(levels: tuple[tuple[str, str], ...], text: _Text) -> bool:
    """Whether all levels stand on the page in order, each value behind a word for a level and close to the one
    before."""
    have = text.words
    first = levels[0][1].split()
    return bool(first) and any(_levels_from(levels, have, at) for at in _places(first, have)[:50])


def _levels_from(levels: tuple[tuple[str, str], ...], have: list[str], at: int) -> bool:
    for n, (term, value) in enumerate(levels):
        wanted = value.split()
        window = have[at : at + len(wanted) + (6 if n else 0)]
        place = next((k for k in range(len(window)) if window[k : k + len(wanted)] == wanted), None)
        if place is None:
            return False
        at += place
        before = {"".join(have[at - 1 : at]), "".join(have[max(0, at - 2) : at])}
        if not at or not (before & _level_words() or term.endswith(have[at - 1])):
            return False
        at += len(wanted)
    return True


def _another(known: Identity, page: Page, text: _Text) -> str:
    """Why the page is another document although its title may be the same: another record number, or another date."""
    for kind, own, what in (("number", "".join(known.number), "record number"), ("date", known.date, "date")):
        if not own:
            continue
        seen = {value for value in _labelled(kind, text) if value == own or _alike(kind, own, value)}
        if kind == "date" and own not in text.dates:
            # what the page calls itself has a day that the document's title has not
            called = {word for title in page.titles for word in title_words(title) if is_day(word)}
            seen |= {day for day in called - set(known.title) if _alike(kind, own, day)}
        if seen and own not in seen:
            return f"the page gives another {what}: {sorted(seen)[0]}"
    return ""


def _alike(kind: str, own: str, value: str) -> bool:
    """Whether a value can be the document's and not something else's: a number of the same make, or a date that is not
    one of the web's own when the document's is older."""
    if kind == "date":
        return value < _WEB or own >= _WEB
    return len(value) == len(own) and all(a.isdigit() == b.isdigit() for a, b in zip(value, own))


def _labelled(kind: str, text: _Text) -> set[str]:
    """The values that stand behind a word for them at the beginning of a paragraph, or in the paragraph after it."""
    labels = _labels(kind)
    found: set[str] = set()
    for n, block in enumerate(text.blocks[:400]):
        place = labels.find(block[:6])
        if place is None or place[0] > 0:
            continue
        rest = dated(block[place[1] : place[1] + 8] or (text.blocks[n + 1][:8] if n + 1 < len(text.blocks) else []))
        if kind == "date":
            found |= {word for word in rest[:1] if len(word) == 10 and word[4] == "-"}
        elif rest and len(rest) <= 4 and any(c.isdigit() for c in rest[0]):
            found.add("".join(block[place[1] :] or text.blocks[n + 1][:8]))
    return found


def _in_text(title: list[str], page: Page, text: _Text) -> bool:
    """Whether the title is a paragraph of its own, behind a label at most; in a PDF, whether it stands anywhere."""
    if sum(not is_small(word) for word in title) < 2 or sum(map(len, title)) < 10:
        return False
    if page.pdf:
        return _run_in(title, title_words(" ".join(page.blocks), most=MOST_WORDS))
    elsewhere = _labels("elsewhere")
    for raw, block in zip([*page.subheadings, *page.blocks], [words(s) for s in page.subheadings] + text.blocks):
        if not len(title) <= len(block) + 8 or len(block) > len(title) * 2 + 12:
            continue
        have = title_words(raw)
        at = next((n for n in range(4) if have[n : n + len(title)] == title), None)
        if at is not None and len(have) - at - len(title) <= 8 and elsewhere.find(have[:at]) is None:
            return True
    return False


def _run_in(wanted: list[str], have: list[str]) -> bool:
    return bool(wanted) and bool(_places(wanted, have))


@lru_cache(maxsize=1)
def _tools() -> Phrases:
    return Phrases(table("spellings")["tools"]["phrases"].split("|"))


def is_tool_title(title: str) -> bool:
    """Whether a PDF's title is one that a program or a scanner gave it: ``Scan_0012.pdf``, ``Microsoft Word -
    Document1``."""
    have = words(title.replace("_", " "))
    found = _tools().find(have)
    named = title.lower().rstrip().endswith((".pdf", ".doc", ".docx", ".tif", ".tiff", ".jpg", ".rtf", ".indd"))
    letters = sum(c.isalpha() for c in title)
    return named or letters < 4 or (found is not None and found[0] == 0)
