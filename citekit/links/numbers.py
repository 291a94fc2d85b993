"""The numbers that a page gives of its document: its record's, or the one that its author gave it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..common.tables import table
from .page import Page
from .page_text import Text, labelled
from .spelling import canonical, is_kind
from .title_dates import join_dates
from .wording import fold, words

if TYPE_CHECKING:
    from .identity import Identity

_LONG = 5  # digits of a number that may be a catalogue's, and not its author's


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    return frozenset(words(table("labels")["numbered"]["all"]))


@lru_cache(maxsize=1)
def _document_words() -> frozenset[str]:
    return frozenset(words(table("labels")["numbered"]["documents"]))


def has_same_form(own: str, value: str) -> bool:
    """Whether two numbers have digits and letters in the same places."""
    return len(value) == len(own) and all(a.isdigit() == b.isdigit() for a, b in zip(value, own))


def another_number(known: Identity, page: Page, text: Text) -> str:
    """The number that the page gives its document, of the same form as the document's own but different; empty where
    there is none.
    """
    number = "".join(known.number)
    if not number:
        return ""
    stated = own_numbers(text) if known.is_serial else own_numbers(text) | record_numbers(text)
    called = set() if number in stated else _in_titles(known, page)
    seen = {value for value in stated | called if value == number or has_same_form(number, value)} | called
    return min(seen) if seen and number not in seen else ""


def record_numbers(text: Text) -> set[str]:
    """The values behind words for a record's number."""
    found = set()
    for n, start in labelled("number", text):
        value = text.blocks[n][start:] if start else text.blocks[n][:8]
        found |= _number(value)
    return found


def own_numbers(text: Text) -> set[str]:
    """The values of paragraphs that begin with a word for a number, after one for a document at most (Telegram No.)"""
    found = set()
    for n, block in enumerate(text.blocks[:400]):
        at = _after_label(block)
        if at:
            after = text.blocks[n + 1] if n + 1 < len(text.blocks) else []
            found |= _number(block[at:] or after[:8])
    return found


def _after_label(block: list[str]) -> int:
    """The word after a label for a number; 0 where there is none."""
    at = 1 if block and (block[0] in _document_words() or is_kind(canonical(block[0]))) else 0
    return at + 1 if at < len(block) and block[at] in _number_words() else 0


def _number(value: list[str]) -> set[str]:
    """A paragraph that is a number, in one word; or nothing."""
    rest = join_dates(value[:8])
    return {"".join(value)} if len(rest) <= 4 and any(c.isdigit() for c in "".join(rest)) else set()


def _in_titles(known: Identity, page: Page) -> set[str]:
    """Numbers after a word for one in what the page is called, which the document's title has not: Telegram No. 204;
    a long one may be of another kind."""
    if len(known.number) != 1 or not known.number[0].isdigit():
        return set()
    own, found = known.number[0], set()
    for title in page.titles:
        have = words(title)
        if own in have:
            return set()
        for before, word in zip(have, have[1:]):
            if before in _number_words() and word.isdigit() and (word.lstrip("0") or "0") not in known.title:
                found.add(word)
    return {word for word in found if len(word) == len(own) or max(len(word), len(own)) < _LONG}


def without_number(title: str, known: Identity) -> str:
    """What a page calls itself without the number of the document, where the document's own title does not have it."""
    if len(known.number) != 1 or not known.number[0].isdigit() or known.number[0] in known.title:
        return title
    number = known.number[0]
    if number not in title:
        return title
    found = re.search(rf"(?:(?<!\w)(\w{{1,8}})[.:]?\s{{0,3}}|(?<!\w))(?<!\d){number}(?!\w)", title)
    if found is None:
        return title
    if found[1] and not _number_words().issuperset(words(fold(found[1]))):
        if not any(is_kind(canonical(word)) for word in words(found[1])):
            return title
        return f"{title[: found.end(1)]} {title[found.end() :]}"  # Telegram 240
    return f"{title[: found.start()]} {title[found.end() :]}"
