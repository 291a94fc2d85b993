"""Pages that are not documents: not found, a login, a search, a parked domain, a test for robots (data/pages.toml).

They are recognized by words in the place of a title, and by sentences on a page that says little else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..common.tables import table
from .likeness import likeness, without_title
from .page import Page
from .site_words import count_first_words, count_words, has_subject, labels_a_record
from .sparse_pages import PARAGRAPH, kind_of_sparse_page
from .statements import SENTENCE, STATEMENT, content_words, is_aside, nouns_of, part_says, parts_of, states
from .wording import Phrases, phrases, words

SAYS = {
    "soft-404": "the page says that there is nothing here, although its status says that there is",
    "login": "the page asks to log in",
    "paywall": "the page asks to pay before it shows the document",
    "search": "it is a page of search results",
    "parked": "the domain is parked: its former owner has given it up",
    "consent": "the page asks to agree to something before it shows anything",
    "server": "the page is the server's own, not a document",
    "challenge": "the site asks visitors to prove that they are human",
}
_KINDS = ("challenge", "soft-404", "login", "paywall", "search", "parked", "consent", "server")
_LONGEST_PAGE = 600  # words of a page on which a paragraph can
_BRIEF = 150  # words of a page on which a few words can be meant for the page itself
_CLEAR = 4  # words of a phrase that can be meant for nothing else
_LITTLE = 60  # words of a page that says next to nothing
_BARELY_MORE = 90  # words of a page that may speak of the site alone
_PROSE = 12  # words of a page's text that make it speak of something
_PROSE_WORDS = 30  # of a paragraph beside a sentence that a document tells
_NAMED, _LONG = 5, 100  # or fewer of them in a paragraph of so many words
_TO_VISITORS = 0.5  # share of words to a visitor from which a page says nothing else
_HARDLY_ANYTHING = 40  # words of the text of a page that says one thing
_ASIDE = 0.25  # and below which it does not speak to visitors
_SHORT = {
    "challenge": 120,
    "soft-404": 250,
    "login": 150,
    "paywall": 80,
    "search": 0,
    "parked": 400,
    "consent": 0,
    "server": 120,
}  # words of a whole page
_UNDER_A_TITLE = 2  # labels of a record under a title of its own
_FEW, _ALONE = 4, 1  # words beside a document's title of which one says what a page is
_STATUSES = frozenset(("404", "410", "403", "500", "503"))


@dataclass(frozen=True)
class Kind:
    """A kind of page that is not a document: its name, and its meaning in words."""

    name: str

    @property
    def reason(self) -> str:
        return SAYS[self.name]


def kind_of(page: Page, source: str, title: list[str] | None = None) -> Kind | None:
    """The kind of a page that is clearly not a document; None for any other page.

    ``source`` is its HTML, ``title`` the words of the document's title, which may itself say “not found”.
    """
    known = title or []
    carries = bool(known) and any(likeness(known, t).same for t in page.titles)
    size = sum(block.count(" ") + 1 for block in page.blocks)
    short = size <= _LONGEST_PAGE
    titled = _may_name_a_kind((page.title, *page.headings[:3], *page.subheadings[:1]))
    saying = [name for name in _KINDS if _in_titles(name, page, known)] if titled else []
    about = not carries and (bool(saying) or size <= _BARELY_MORE) and _is_about(page)
    text = _text(page, about) if short else []
    blocks = [words(block) for block in text if len(block) < 500]
    said = _statements(blocks, known if carries else [])
    refused = any(_text_phrases().find(words(heading)) is not None for heading in page.headings[:3]) if said else False
    if not refused and (carries or has_subject(page.headings)):
        said = [saying for saying in said if not is_aside(saying)]
    for name in _KINDS if saying or said or page.password else ():
        if name in saying and (not about or name == "search" or _says_apart(name, page, known)):
            return Kind(name)
        if short and _in_text(name, page, blocks, said, size, carries):
            return Kind(name)
    if carries:
        return None
    if size <= _LITTLE and (marked := _by_marks(page, source)):
        return Kind(marked)
    little = kind_of_sparse_page(page, text, blocks, size) if size <= _BARELY_MORE and not about else ""
    return Kind(little) if little else None


def _text(page: Page, about: bool) -> list[str]:
    """The first paragraphs of a page, without headings that speak of something."""
    names = {page.title, *page.headings}
    subjects = names if about else {name for name in names if has_subject([name])}
    return [block for block in page.blocks[:200] if block not in subjects]


def _is_banner(block: str) -> bool:
    """Whether a paragraph is what sites say of their cookies on every page."""
    return "cookie" in block.lower() or "куки" in block.lower()


def _is_about(page: Page) -> bool:
    """Whether a page speaks of something of its own, although its title may be what error pages say: a heading has a
    subject and the text says nothing to a visitor, or the text has a subject itself."""
    names = {page.title, *page.headings}
    text = [block for block in page.blocks[:200] if block not in names and not _is_banner(block)]
    said, own, common = count_first_words(text)
    to_visitors = said / (said + own) if said + own else 0.0
    headings = [*page.headings, *page.subheadings[:1]]
    if has_subject(headings) and to_visitors < _TO_VISITORS:
        return True
    if not said and any(mine >= max(2, theirs) for theirs, mine, _ in map(count_words, headings)):
        return True
    if any(not _STATUSES.isdisjoint(words(name)) for name in names):
        return False
    if labels_a_record(text) and not page.password:
        return True
    if to_visitors >= _ASIDE or not common:
        return False
    return own >= _PROSE or (own >= _NAMED and max(block.count(" ") for block in text) >= _LONG)


@lru_cache(maxsize=1)
def _title_firsts() -> frozenset[str]:
    """The first words of all that titles say."""
    found = frozenset().union(*(phrases(name, place).firsts for name in _KINDS for place in ("whole", "title")))
    return found | frozenset(nouns_of("absent"))


def _may_name_a_kind(texts: tuple[str, ...]) -> bool:
    return any(not _title_firsts().isdisjoint(words(text)) for text in texts if text)


def _in_titles(name: str, page: Page, known: list[str]) -> bool:
    """Whether the title or a heading says it, and no heading says something else."""
    headings = page.headings[:3] or page.subheadings[:1]
    if name == "search" and (own := _own_heading(page)):
        headings = [own]
    said = [_heading_says(name, heading, known) for heading in headings]
    if any(said) or _says_apart(name, page, known):
        return True
    in_title = _title_says(name, page.title, known) if page.title else ""
    if name == "search" and known and any(likeness(known, heading).same for heading in headings):
        return False  # the site's title alone says it, behind the document's: Acta de la sesión XIV | Búsqueda
    if not in_title or (has_subject(headings) and (name == "search" or _tells(page, []))):
        return False  # a site may be called “Search our Collections”, “Szukaj w Archiwach”
    if in_title == "weak":
        # a weak word in the title alone: a heading of its own tells what the page is about
        title = set(words(page.title))
        other = any(content_words(h) >= 3 and not set(h) <= title for h in map(words, headings))
        return not other and not any(_speaks_of(name, heading) for heading in headings)
    return not any(_speaks_of(name, heading) for heading in headings)


def _own_heading(page: Page) -> str:
    """The h2 that the page's title repeats, where it has a subject: the h1 above it is the name of the site."""
    for heading in page.subheadings[:1]:
        if heading in page.title and heading not in page.linked and has_subject([heading]):
            return heading
    return ""


def _says_apart(name: str, page: Page, known: list[str]) -> bool:
    """Whether a heading says it in a part of its own, in more than one word, on a page that says next to nothing:
    Report on Cuba | Page not found; Search results: Cuba."""
    if (
        name not in ("soft-404", "login", "search")
        or sum(block.count(" ") + 1 for block in page.blocks[:200]) > _LITTLE
    ):
        return False
    for heading in page.headings[:3] or page.subheadings[:1]:
        front, mark, back = heading.partition(":") if name == "search" else heading.rpartition("|")
        part = words(front if name == "search" else back)
        if mark and len(part) > 1 and known[: len(part)] != part:
            if any(phrases(name, place).find(part) == (0, len(part)) for place in ("whole", "title")):
                return True
    return False


def _heading_says(name: str, heading: str, known: list[str]) -> bool:
    """Whether a heading says it, and little else."""
    if known and likeness(known, heading).same:
        return _beside_the_title(name, heading, known, _ALONE if name == "search" else _FEW)
    parts = parts_of(heading)
    saying = [part for part in parts if part_says(name, part)]
    return bool(saying) and sum(content_words(part) for part in parts if part not in saying) < 3


def _speaks_of(name: str, heading: str) -> bool:
    """Whether a heading is the title of something in which the words happen to stand."""
    have = words(heading)
    return content_words(have) >= 3 and (
        phrases(name, "title").find(have) is not None or phrases(name, "whole").find(have) is not None
    )


def _title_says(name: str, title: str, known: list[str]) -> str:
    """``strong``, ``weak`` or nothing: whether a page's title, in which its site's name may stand, says it."""
    if known and likeness(known, title).same:
        return "strong" if _beside_the_title(name, title, known) else ""
    parts = parts_of(title)
    for part in parts:
        if part_says(name, part) and phrases(name, "whole").find(part) != (0, len(part)):
            return "strong"
    for part in parts[:1] if len(parts) > 2 else parts:
        if phrases(name, "whole").find(part) == (0, len(part)):
            return "weak"
    return ""


@lru_cache(maxsize=256)
def _without_title(known: tuple[str, ...], place: str) -> list[str]:
    return without_title(list(known), place)  # which is asked for each kind


def _beside_the_title(name: str, place: str, known: list[str], most: int = _FEW) -> bool:
    """Whether a title or heading says it apart from the document's own title: in more than one word, or in one beside
    which there are few others (``most`` in all), such as a site's name; a site can be called Collections Search."""
    rest = _without_title(tuple(known), place)
    for found in (phrases(name, "title").find(rest), phrases(name, "whole").find(rest)) if rest else ():
        if found is not None and len(rest) <= SENTENCE and (found[1] - found[0] >= 2 or len(rest) <= most):
            return True
    return False


def _statements(blocks: list[list[str]], title: list[str]) -> list[list[str]]:
    """The short paragraphs, without the document's title where they have it, in which some kind of page says what it
    is, or which may say that something is not there."""
    own, nouns = set(title), nouns_of("absent").keys()
    found = []
    for block in blocks:
        if len(block) > PARAGRAPH:
            continue
        rest = without_title(title, " ".join(block)) if own and len(own.intersection(block)) * 2 >= len(own) else block
        if _text_phrases().find(rest) is not None or (len(rest) <= STATEMENT and not nouns.isdisjoint(rest)):
            found.append(rest)
    return found


@lru_cache(maxsize=1)
def _text_phrases() -> Phrases:
    """What pages of all kinds say in their text."""
    rows = (row for name in _KINDS for row in table("pages")[name].get("text", {}).values())
    return Phrases(phrase for row in rows for phrase in row.split("|"))


def _in_text(
    name: str, page: Page, blocks: list[list[str]], sayings: list[list[str]], size: int, carries: bool
) -> bool:
    """Whether a short paragraph states the kind, on a page that says little else."""
    if name == "login" and page.password and size <= _LITTLE and not carries and _may_be_login(page):
        return True
    if not sayings or (carries and name not in ("soft-404", "login", "paywall", "challenge")):
        return False
    if (not carries or name == "paywall") and size > _SHORT[name]:
        return False
    subject = carries or has_subject(page.headings)
    if subject and (_tells(page, sayings) or (name != "challenge" and _is_record(page))):
        return False
    looked_for = phrases(name, "text")
    alone = sum(map(len, blocks)) <= _HARDLY_ANYTHING
    for saying in sayings:
        found = looked_for.find(saying)
        if subject and name == "soft-404":
            # beside a heading of its own a page says much that sounds alike: that a document is not dated
            gone = alone and states("absent", saying, STATEMENT, "gone")
            clear = found is not None and looked_for.find(saying, _CLEAR) is not None
            if gone or clear:
                return True
        elif found is not None and (not subject or size <= _BRIEF or found[1] - found[0] >= _CLEAR):
            return True
    return False


def _may_be_login(page: Page) -> bool:
    """Whether no heading has a subject, or one says beside it that it asks to log in: Letter to Tito - Sign in."""
    names = (page.title, *page.headings)
    return not has_subject(page.headings) or any(
        phrases("login", "whole").find(part) == (0, len(part)) for name in names for part in parts_of(name)
    )


def _is_record(page: Page) -> bool:
    """Whether a page has the labels of a record, and values behind them, beside what sounds like a refusal: then it is
    the record of a document that cannot be seen, borrowed or ordered there."""
    return not page.password and labels_a_record(
        (block for block in page.blocks[:200] if _text_phrases().find(words(block)) is None), _UNDER_A_TITLE
    )


def _tells(page: Page, sayings: list[list[str]]) -> bool:
    """Whether a page has prose of its own beside what sounds like a refusal: then the document itself tells it."""
    for block in page.blocks[:200]:
        if block.count(" ") >= _PROSE_WORDS and words(block) not in sayings and not _is_banner(block):
            said, own, _ = count_words(block)
            if own >= _NAMED and said <= own * _ASIDE:
                return True
    return False


@lru_cache(maxsize=4)
def _marks(name: str) -> tuple[str, ...]:
    return tuple(table("pages")[name]["marks"]["marks"].split("|"))


def _by_marks(page: Page, source: str) -> str:
    """``parked`` or ``challenge`` where the page's source has what such pages have, and the page says next to
    nothing."""
    if has_subject(page.headings):
        return ""
    start = source[:60_000].lower()
    for name in ("challenge", "parked"):
        if any(mark in start for mark in _marks(name)):
            return name
    return ""
