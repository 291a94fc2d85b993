"""Pages that answer and are not the document: soft 404s, logins, searches, front pages, parked domains (data/pages.toml)."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from ..tables import table
from .compare import page_titles, words

_SAYS = {
    "soft-404": "the page says that there is nothing here, and answers 200",
    "login": "the page asks to log in",
    "search": "it is a page of search results",
    "parked": "the domain is parked: whoever had it has given it up",
}


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(" ".join(p.split()).casefold() for p in row["words"].split("|") if p.strip())
        for kind, row in table("pages").items()
    }


def other_page(page: str, asked: str, reached: str) -> str:
    """What a page is, in words, where it is plainly not a document; an empty string where it may be one."""
    titles = [" ".join(t.split()).casefold() for t in page_titles(page)[:3]]
    phrases = _phrases()
    for kind in ("soft-404", "login", "search"):
        for title in titles:
            if any(_stands(phrase, title) for phrase in phrases[kind]) and len(words(title)) <= 12:
                return _SAYS[kind]
    start = page[:20_000].casefold()
    if any(phrase in start for phrase in phrases["parked"]) and len(page) < 60_000:
        return _SAYS["parked"]
    return elsewhere(asked, reached)


def _stands(phrase: str, title: str) -> bool:
    at = title.find(phrase)
    return (
        at >= 0
        and not (at and title[at - 1].isalnum())
        and not title[at + len(phrase) : at + len(phrase) + 1].isalnum()
    )


def for_robots(page: str) -> bool:
    """Whether a page only asks whether a person is there."""
    titles = " ".join(page_titles(page)[:2]).casefold()
    return any(phrase in titles for phrase in _phrases()["robots"])


def elsewhere(asked: str, reached: str) -> str:
    """What the address that was reached says of the page, where it is another than the one asked for."""
    if asked == reached:
        return ""
    path, query = urlsplit(reached).path.rstrip("/").casefold(), urlsplit(reached).query
    if (
        len(urlsplit(asked).path.strip("/")) > 1
        and path in ("", "/index.html", "/index.php", "/home", "/en", "/de", "/fr", "/ru")
        and not query
    ):
        return "it leads to the site's front page"
    for kind in ("login", "search"):
        named = table("pages")[kind]["paths"].split("|")
        if any(path.endswith("/" + p) or f"/{p}/" in path for p in named) and not any(
            f"/{p}" in urlsplit(asked).path for p in named
        ):
            return _SAYS[kind]
    return ""
