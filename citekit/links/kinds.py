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
_BESIDE = 3  # words beside a phrase that is no sentence by itself
_LONGEST_PAGE = 600  # words of a page on which a paragraph can
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
    size = sum(block.count(" ") + 1 for block in page.blocks)
    short = size <= _LONGEST_PAGE
    blocks = [words(block) for block in page.blocks[:200] if len(block) < 500] if short else []
    in_titles = _can_say("title", (page.title, *page.headings[:3], *page.subheadings[:1]))
    in_text = short and (page.password or any(not _firsts("text").isdisjoint(block) for block in blocks))
    for name in _KINDS if in_titles or in_text else ():
        if _in_titles(name, page, known) or (in_text and _in_text(name, page, blocks, size, known, carries)):
            return Kind(name)
    marked = "" if carries else _by_marks(page, source, size)
    return Kind(marked) if marked else None


@lru_cache(maxsize=2)
def _firsts(place: str) -> frozenset[str]:
    """The first words of all phrases of a place."""
    places = ("whole", "title") if place == "title" else (place,)
    return frozenset().union(*(phrases(name, p).firsts for name in _KINDS for p in places))


def _can_say(place: str, texts: tuple[str, ...]) -> bool:
    return any(not _firsts(place).isdisjoint(words(text)) for text in texts if text)


def _in_titles(name: str, page: Page, known: list[str]) -> bool:
    """Whether the title or a heading says it, and no heading says something else."""
    headings = page.headings[:3] or page.subheadings[:1]
    said = [_heading_says(name, heading, known) for heading in headings]
    if any(said):
        return True
    in_title = _title_says(name, page.title, known) if page.title else ""
    if in_title == "weak":
        # a weak word in the title alone: a heading of its own tells what the page is about
        title = set(words(page.title))
        return not any(_weighty(h) >= 3 and not set(h) <= title for h in map(words, headings))
    return in_title == "strong" and not any(_speaks_of(name, heading) for heading in headings)


@lru_cache(maxsize=512)
def _parts(place: str) -> tuple[list[str], ...]:
    """The words of the parts of a title or heading."""
    return tuple(found for part in _PARTS.split(place) if (found := words(part)))


def _weighty(text: list[str]) -> int:
    return sum(not is_small(word) for word in text)


def _heading_says(name: str, heading: str, known: list[str]) -> bool:
    """Whether a heading says it, and little else."""
    if known and likeness(known, heading).same:
        return _beside_the_title(name, heading, known)
    parts = _parts(heading)
    saying = [part for part in parts if _part_says(name, part)]
    return bool(saying) and sum(_weighty(part) for part in parts if part not in saying) < 3


def _speaks_of(name: str, heading: str) -> bool:
    """Whether a heading is the title of something in which the words happen to stand."""
    have = words(heading)
    return _weighty(have) >= 3 and (
        phrases(name, "title").find(have) is not None or phrases(name, "whole").find(have) is not None
    )


def _title_says(name: str, title: str, known: list[str]) -> str:
    """``strong``, ``weak`` or nothing: whether a page's title, in which its site's name may stand, says it."""
    if known and likeness(known, title).same:
        return "strong" if _beside_the_title(name, title, known) else ""
    parts = _parts(title)
    for part in parts:
        if _part_says(name, part) and phrases(name, "title").find(part) is not None:
            return "strong"
    for part in parts[:1] if len(parts) > 2 else parts:
        if phrases(name, "whole").find(part) == (0, len(part)):
            return "weak"
    return ""


def _part_says(name: str, part: list[str]) -> bool:
    """Whether a part of a title says it: all of it, or a phrase of some words with few others beside it."""
    if phrases(name, "whole").find(part) == (0, len(part)):
        return True
    found = phrases(name, "title").find(part)
    beside = _SENTENCE if name in ("soft-404", "server") else _BESIDE
    return found is not None and len(part) - (found[1] - found[0]) <= beside


def _beside_the_title(name: str, place: str, known: list[str]) -> bool:
    """Whether a title or heading says it apart from the document's own title."""
    rest = without(known, place)
    for found in (phrases(name, "title").find(rest), phrases(name, "whole").find(rest)):
        if found is not None and len(rest) <= _SENTENCE and _apart(rest, found):
            return True
    return False


def _apart(rest: list[str], found: tuple[int, int]) -> bool:
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
    return any(_weighty(words(heading)) >= 3 for heading in page.headings)


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
