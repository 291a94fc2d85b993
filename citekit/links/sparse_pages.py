"""Pages that say next to nothing, and what they are for all that."""

from __future__ import annotations

from .page import Page
from .site_words import count_first_words, has_subject
from .statements import STATEMENT, content_words, part_says, parts_of, states, states_count
from .wording import phrases, words

PARAGRAPH = 40  # words of a paragraph that can say what a page is
_LITTLE = 60  # words of a page that says next to nothing
_SAID = 3  # words to a visitor at least
_NEARLY_HALF = 0.4  # their share of all, where no heading speaks of anything


def kind_of_sparse_page(page: Page, text: list[str], blocks: list[list[str]], size: int) -> str:
    """The kind of a page that says next to nothing: a parked domain, a form to log in, a search and its results, or
    nothing but words to a visitor.  Empty where it is none of these.
    """
    if has_subject(page.headings):
        return ""
    texts = [*parts_of(page.title), *(part for heading in page.headings for part in parts_of(heading)), *blocks]
    if size <= _LITTLE and (found := _kind_stated(page, texts, blocks)):
        return found
    said, own, _ = count_first_words([*page.headings, *page.subheadings, *text])
    return "server" if said >= _SAID and said / (said + own) >= _NEARLY_HALF else ""


def _kind_stated(page: Page, texts: list[list[str]], blocks: list[list[str]]) -> str:
    """The kind that a page of a few words states; empty where it states none."""
    if any(states("vacant", text, PARAGRAPH) for text in texts):
        return "parked"
    if any(states_count(words(heading)) for heading in page.headings):
        return "search"
    named = any(content_words(words(heading)) > 1 for heading in page.headings)  # more than the name of a catalogue
    for name in () if named else ("soft-404", "login", "server", "challenge"):
        if any(len(block) <= STATEMENT and part_says(name, block) for block in blocks):
            return name
    flat = [word for text in texts for word in text]
    if all(phrases("credentials", which).find(flat) is not None for which in ("names", "passwords")):
        return "login"
    for name in ("login", "search"):
        if any(_begins_or_ends(name, part) for part in parts_of(page.title)[:2]):
            return name
    return "search" if any(states_count(text) for text in texts) else ""


def _begins_or_ends(name: str, part: list[str]) -> bool:
    """Whether a short title begins or ends with the words of a kind: Library Login, Search in the Archive."""
    found = phrases(name, "whole").find(part)
    return found is not None and len(part) <= found[1] - found[0] + 3 and (found[0] == 0 or found[1] == len(part))
