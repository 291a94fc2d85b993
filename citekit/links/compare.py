"""Whether a page is the document: by its title, its record number, its archival reference, its date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..archives.reference import LEAF_KINDS, ArchivalReference
from ..common.tables import table
from ..document.extra import extra_of
from ..document.foreign import document_of
from ..document.item import to_csl
from ..document.model import Document
from .contradiction import another, day_of, stated_dates
from .likeness import ENOUGH, PARTLY, Likeness, is_title, likeness
from .numbers import own_numbers, without_number
from .page import Page
from .page_text import MOST_WORDS, Text, labels, level_words, may_be_title
from .site_words import has_subject
from .spelling import is_small, same_language
from .structured import state_title
from .titles import is_generic, title_words, weight
from .wording import Phrases, words

_FEW_LETTERS = 20  # with fewer there is nothing to compare
_PERIODICALS = ("article", "periodical", "post", "entry", "review")  # types whose number is an issue's
_SURE = 5  # characters of a number that few documents share
_OF_ONE = frozenset((*LEAF_KINDS, "item"))  # levels that one document has; files and boxes hold many


@dataclass(frozen=True)
class Comparison:
    """``same`` is None where there is nothing to compare; ``reason`` says what agreed, or what did not."""

    same: bool | None
    reason: str = ""


@dataclass(frozen=True)
class KnownReference:
    """The (word, value) of an archival reference's levels; ``is_specific``: down to what holds one document."""

    levels: tuple[tuple[str, str], ...]
    is_specific: bool

    @classmethod
    def of(cls, reference: ArchivalReference) -> KnownReference:
        levels = tuple((" ".join(words(level.term)), " ".join(words(level.value))) for level in reference.levels)
        return cls(levels, any(level.kind in _OF_ONE for level in reference.levels))


def _is_call_number(reference: ArchivalReference) -> bool:
    """Whether a reference is a call number of several parts (FO 371/1160, 118-00001-01)."""
    return reference.levels[0].kind == "call_number" and len(words(reference.levels[0].value)) > 1


@dataclass(frozen=True)
class Identity:
    """What a document is known by, made ready for comparing."""

    title: list[str]
    number: list[str]
    references: tuple[KnownReference, ...]
    date: str
    stated: tuple[ArchivalReference, ...] = ()  # the references as they are, to hold others against
    is_serial: bool = False  # whether the number is one that its author gave it (Telegram No. 240), in digits alone

    @classmethod
    def of(cls, doc: Document) -> Identity:
        if not doc.references and extra_of(doc).get("archive_location"):
            doc = document_of({k: v for k, v in to_csl(doc).items() if k != "custom"})
        stated = tuple(r for r in doc.references if r.levels and not r.published)
        references = tuple(KnownReference.of(r) for r in stated if len(r.levels) > 1 or _is_call_number(r))
        number, is_serial = words(doc.number), False
        if not number:
            number = words(item_number(doc))
            is_serial = len(number) == 1 and number[0].isdigit()
        return cls(title_words(doc.title), number, references, day_of(doc.date), stated, is_serial)


def item_number(doc: Document) -> str:
    """The ``number`` of an item that is none of citekit's own (a report's, a telegram's), where it has a digit and is
    not that of an issue."""
    extra = extra_of(doc)
    custom = extra.get("custom")  # where a table's columns stand
    number = str(extra.get("number") or (custom.get("number") if isinstance(custom, Mapping) else "") or "")
    is_issue = str(extra.get("type") or "").startswith(_PERIODICALS)
    return number if any(map(str.isdigit, number)) and not is_issue else ""


def compare(known: Identity, page: Page) -> Comparison:
    """Whether the page is this document."""
    text = Text(page)
    found = [likeness(known.title, without_number(title, known)) for title in page.titles]
    best = max(found, key=lambda f: (f.same, f.share), default=Likeness())
    held = [reference for reference in known.references if _has_reference(reference.levels, text)]
    has_number = _has_number(known, text)
    agreed = [
        words_
        for words_, there in (
            ("record number", has_number),
            ("archival reference", bool(held)),
            ("date", bool(known.date) and known.date in text.dates),
        )
        if there
    ]
    sure = has_number and not (known.is_serial and len(known.number[0]) < _SURE and "date" not in agreed)
    certain = sure or any(reference.is_specific for reference in held)
    if not certain and (other := another(known, page, text)):
        return Comparison(False, other)
    here = best.same and all(word in text.numbers for word in best.missing)
    here = here or any(_but_for_a_date(known.title, one, text) for one in found)
    if not here and not (best.conflict and best.share > PARTLY):
        here = _in_text(known.title, page, text)
    if here and not agreed and is_generic(known.title) and not _is_called(known.title, page):
        return Comparison(
            False, f"{_not_found(known, page, text).reason}, and the document's own title says too little"
        )
    if here:
        place = "title" if best.same else "title in its text"
        return Comparison(True, _agreed([place, *agreed]))
    if certain:
        return Comparison(True, _agreed([*(["most of the title"] if best.share >= PARTLY else []), *agreed]))
    if best.share >= PARTLY and not best.conflict and not best.missing and agreed:
        return Comparison(True, _agreed(["most of the title", *agreed]))
    return _of_a_file(known, page, text, agreed) if held else _not_found(known, page, text)


def _but_for_a_date(title: list[str], found: Likeness, text: Text) -> bool:
    """Whether what the page calls itself is the title but for a date, which the page labels as its document's."""
    if found.conflict or not found.missing or found.share + weight(found.missing) / weight(title) < ENOUGH:
        return False
    return set(found.missing) <= stated_dates(text)


def _of_a_file(known: Identity, page: Page, text: Text, agreed: list[str]) -> Comparison:
    """What a page is that has the document's reference, which is one to a file or box of many documents: its date says
    that it is the document, a title in the same language that it is another."""
    called = next((title for title in (*page.headings, *page.titles) if title), "")
    if same_language(known.title, title_words(called)):
        reason = f"{_not_found(known, page, text).reason}, and the archival reference is that of many documents"
        return Comparison(False, reason)
    if "date" in agreed:
        return Comparison(True, _agreed(agreed))
    return Comparison(None, "the page has the document's archival reference, which is that of many documents")


def _is_called(title: list[str], page: Page) -> bool:
    """Whether the page is called what a document of few words is: its title, or a paragraph of more than one word."""
    if any(is_title(title, seen) for seen in page.titles):
        return True
    return len(title) > 1 and any(title_words(block) == title for block in page.blocks[:400] if len(block) < 300)


def _agreed(what: list[str]) -> str:
    """What the page and the document have in common, in words."""
    listed = what[0] if len(what) == 1 else f"{', '.join(what[:-1])} and {what[-1]}"
    return f"the page has the document's {listed}"


def _not_found(known: Identity, page: Page, text: Text) -> Comparison:
    letters = sum(map(len, text.words))
    if page.pdf:
        if letters < _FEW_LETTERS and (not page.title or is_tool_title(page.title)):
            return Comparison(None, "the PDF is a picture: it has no text to compare")
    elif letters < _FEW_LETTERS and (page.scripted or not page.titles) and not page.headings:
        if (title := state_title(page.scripts)) and likeness(known.title, title).same:
            return Comparison(True, "the page's script has the document's title")
        return Comparison(None, "the page has no text to compare")
    titles = page.titles
    called = f"the page is called “{titles[0][:100]}”" if titles else "the page does not have the document's title"
    return Comparison(False, called)


def _has_number(known: Identity, text: Text) -> bool:
    """Whether the record number stands on the page: a long one anywhere, a short one behind a word for it."""
    number = known.number
    if known.is_serial:
        return number[0] in own_numbers(text)
    length = sum(map(len, number))
    if length < 3:
        return False
    before = labels("number")
    for at in _places(number, text.words):
        if length >= 5 or before.find(text.words[max(0, at - 4) : at]) is not None:
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


def _has_reference(levels: tuple[tuple[str, str], ...], text: Text) -> bool:
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
        if not term and (len(wanted) > 2 or (len(wanted) > 1 and any(word.isalpha() for word in wanted))):
            pass  # a call number is its own word
        elif not at or not (before & level_words().keys() or term.endswith(have[at - 1])):
            return False
        at += len(wanted)
    return True


def _in_text(title: list[str], page: Page, text: Text) -> bool:
    """Whether the title is a paragraph of its own, behind a label at most; in a PDF, whether it stands anywhere."""
    if sum(not is_small(word) for word in title) < 2 or sum(map(len, title)) < 10:
        return False
    if page.pdf:
        return _run_in(title, title_words(" ".join(page.blocks), most=MOST_WORDS))
    elsewhere = labels("elsewhere")
    # where the first heading only names the site, or is missing, a page is called by its second
    main = [] if has_subject(page.headings) else [s for s in page.subheadings[:1] if s not in page.linked]
    for n, (raw, block) in enumerate(zip([*main, *page.blocks], [words(s) for s in main] + text.blocks), -len(main)):
        if not len(title) <= len(block) + 8 or len(block) > len(title) * 2 + 12:
            continue
        have = title_words(raw)
        at = next((n for n in range(4) if have[n : n + len(title)] == title), None)
        if at is None or len(have) - at - len(title) > 8 or elsewhere.find(have[:at]) is not None:
            continue
        if n < 0 or may_be_title(page, n):
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
