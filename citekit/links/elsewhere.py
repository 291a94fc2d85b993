"""What the address that a link led to says of its page: the front page, a login, a search."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..common.tables import table
from .kinds import SAYS

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
            return SAYS[name]
    for name, said in (("404", "soft-404"), ("not-found", "soft-404"), ("notfound", "soft-404"), ("error", "soft-404")):
        if re.search(rf"/{name}(?:[./_-]|$)", path) and f"/{name}" not in wanted:
            return SAYS[said]
    return ""
