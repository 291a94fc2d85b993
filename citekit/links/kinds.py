"""What a page is where it is not a document: not found, a login, a search, a parked domain, a test for robots
(data/pages.toml). Told by words in the place of a title, and by sentences on a page that says little else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from ..tables import table
from .page import Page
from .spelling import is_small
from .titles import likeness, without
from .wording import phrases, words

_SAYS = {
    "soft-404": "the page says that there is nothing here, and answers as if there were",
    "login": "the page asks to log in",
    "search": "it is a page of search results",
    "parked": "the domain is parked: whoever had it has given it up",
    "server": "the page is the server's own, and no document",
    "challenge": "the site asks whether a person is there",
}
_KINDS = ("challenge", "soft-404", "login", "search", "parked", "server")
_PARTS = re.compile(r"\s+[|–—·•:»«/-]+\s+|\s*[|»«·•]\s*|:\s+|!\s+|(?<=\w{3})[.?]\s+|…\s*")
_SENTENCE = 18  # words of a title that can say that something is wrong
_PARAGRAPH = 40  # words of a paragraph that can
_SHORT = {
    "challenge": 120,
    "soft-404": 250,
    "login": 150,
    "search": 0,
    "parked": 400,
    "server": 120,
}  # words of a whole page
_FRONT = frozenset(
    (
        "",
        "/index.html",
        "/index.htm",
        "/index.php",
        "/index.asp",
        "/index.aspx",
        "/default.aspx",
        "/default.asp",
        "/home",
    )
    + ("/home.html", "/start", "/welcome", "/main", "/index.jsp")
)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?")


@dataclass(frozen=True)
class Kind:
    """What a page is: ``name`` of the kind and what that means, in words."""

    name: str

    @property
    def reason(self) -> str:
        return _SAYS[self.name]


def kind_of(page: Page, source: str, title: list[str] | None = None) -> Kind | None:
    """What a page is where it is plainly not a document, or None. ``source`` is its text as it came, ``title`` the
    words of the document's title, which may itself say “not found”."""
    known = title or []
    carries = bool(known) and any(likeness(known, t).same for t in page.titles)
    blocks = [words(block) for block in page.blocks[:200]]
    size = sum(map(len, blocks))
    for name in _KINDS:
        if _in_titles(name, page, known) or (size <= 1500 and _in_text(name, page, blocks, size, known, carries)):
            return Kind(name)
    if not carries and _by_marks(page, source, size):
        return Kind(_by_marks(page, source, size))
    return None


def _in_titles(name: str, page: Page, known: list[str]) -> bool:
    """Whether the title or a heading says it, and no heading says something else."""
    places = [p for p in (page.title, *page.headings[:3]) if p]
    if not page.headings:
        places += page.subheadings[:1]
    said = [_says(name, place, known, n == 0) for n, place in enumerate(places)]
    if not any(said):
        return False
    if said[0] == "strong" or any(said[1:]) or len(places) == 1 or not page.title:
        return True
    title = words(page.title)
    other = [words(heading) for heading in places[1:]]
    # a weak word in the title alone: a heading of its own tells what the page is about
    return not any(sum(not is_small(w) for w in h) >= 3 and not set(h) <= set(title) for h in other)


def _says(name: str, place: str, known: list[str], is_title: bool) -> str:
    """``strong``, ``weak`` or nothing: whether a title or heading says it, apart from the document's own title."""
    whole, anywhere = phrases(name, "whole"), phrases(name, "title")
    if known and likeness(known, place).same:
        rest = without(known, place)
        for found in (anywhere.find(rest), whole.find(rest)):
            if found is not None and len(rest) <= _SENTENCE and _apart(name, rest, found):
                return "strong"
        return ""
    parts = [p for p in (words(part) for part in _PARTS.split(place)) if p]
    for part in parts:
        if len(part) <= _SENTENCE and anywhere.find(part) is not None:
            return "strong"
    if len(words(place)) <= _SENTENCE and len(parts) > 1 and anywhere.find(words(place)) is not None:
        return "strong"
    for part in parts[:1] if is_title and len(parts) > 2 else parts:
        found = whole.find(part)
        if found == (0, len(part)):
            return "weak" if is_title else "strong"
    return ""


def _apart(name: str, rest: list[str], found: tuple[int, int]) -> bool:
    """Whether words beside the document's title say it: not one word among many others, such as a site's name."""
    return found[1] - found[0] >= 2 or len(rest) <= 4


def _in_text(name: str, page: Page, blocks: list[list[str]], size: int, known: list[str], carries: bool) -> bool:
    """Whether a short paragraph says it, on a page that says little else."""
    if name == "login" and page.password and size <= 60 and not carries and not _has_subject(page):
        return True
    if carries and name not in ("soft-404", "login", "challenge"):
        return False
    if not carries and size > _SHORT[name]:
        return False
    looked_for = phrases(name, "text")
    for block in blocks:
        if len(block) > _PARAGRAPH:
            continue
        found = looked_for.find(block)
        if found is None:
            continue
        if not carries:
            return True
        rest = without(known, " ".join(block))
        found = looked_for.find(rest)
        if found is None:
            continue
        length = found[1] - found[0]
        if (size <= 150 and len(rest) <= 25) or (size <= 600 and length >= 4):
            return True
    return False


def _has_subject(page: Page) -> bool:
    """Whether a heading speaks of something."""
    return any(sum(not is_small(w) for w in words(h)) >= 3 for h in page.headings)


@lru_cache(maxsize=4)
def _marks(name: str) -> tuple[str, ...]:
    return tuple(table("pages")[name]["marks"]["marks"].split("|"))


def _by_marks(page: Page, source: str, size: int) -> str:
    """``parked`` or ``challenge`` where the page's source has what such pages have, and the page says next to
    nothing."""
    if size > 60 or _has_subject(page):
        return ""
    start = source[:60_000].lower()
    for name in ("challenge", "parked"):
        if any(mark in start for mark in _marks(name)):
            return name
    return ""


def elsewhere(asked: str, reached: str) -> str:
    """What the address that was reached says of the page, where it is another than the one asked for."""
    if asked == reached:
        return ""
    path, query = urlsplit(reached).path.rstrip("/").casefold(), urlsplit(reached).query
    wanted = urlsplit(asked).path.casefold()
    if (
        len(wanted.strip("/")) > 1
        and not query
        and (path in _FRONT or _LANGUAGE.fullmatch(path))
        and wanted.rstrip("/") != path
    ):
        return "it leads to the site's front page"
    for name in ("login", "search"):
        named = table("pages")[name]["paths"]["paths"].split("|")
        if any(path.endswith("/" + p) or f"/{p}/" in path for p in named) and not any(f"/{p}" in wanted for p in named):
            return _SAYS[name]
    for name, said in (("404", "soft-404"), ("not-found", "soft-404"), ("notfound", "soft-404"), ("error", "soft-404")):
        if re.search(rf"/{name}(?:[./_-]|$)", path) and f"/{name}" not in wanted:
            return _SAYS[said]
    return ""
