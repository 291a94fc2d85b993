"""Titles of documents and what pages are called, whose verdicts were set down before the check was asked
(tests/links/titles)."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit.document.foreign import document_of
from citekit.links.http.response import Headers, Response
from citekit.links.identity import Identity
from citekit.links.judge import find

from .behaviours.model import FILLER

FOLDER = Path(__file__).parent / "titles"
URL = "http://archive.example/document/1"
CHROME = '<header><a href="/">Home</a><a href="/login">Log in</a><a href="/search">Search</a></header>'
FOOT = "<footer>© The Archive. <a href=/privacy>Privacy</a> We use cookies to improve it.</footer>"


def cases(name: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any], str]]:
    """(verdicts wanted, the document, the page) of the lines of a file."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        wanted, title, called, body, *fields = line.split(" ¦ ")
        item = {"type": "document", "title": title, **(json.loads(fields[0]) if fields else {})}
        page = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{called}</title></head>'
            f"<body>{CHROME}<main>{body.replace('{F}', f'<p>{FILLER}</p>')}</main>{FOOT}</body></html>"
        )
        yield tuple(wanted.split("|")), item, page


def verdict(item: dict[str, Any], page: str) -> tuple[str, str]:
    """(verdict, reason) of a page for a document."""
    response = Response(200, Headers([("Content-Type", "text/html; charset=utf-8")]), page.encode())
    found = find(response, Identity.of(document_of(item)), URL, URL, time.monotonic() + 5)
    return found.verdict, found.reason


ROUNDS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", ROUNDS)
def test_at_least_97_of_100_are_judged_right(name: str) -> None:
    every = list(cases(name))
    wrong = [(item["title"], found) for ok, item, page in every if (found := verdict(item, page))[0] not in ok]
    assert len(wrong) <= len(every) * 0.03, wrong


def main() -> None:
    """Print what is judged wrongly: ``python -m tests.links.test_titles [ROUND...]``."""
    for name in sys.argv[1:] or ROUNDS:
        every = list(cases(name))
        wrong = [(ok, item["title"], *found) for ok, item, page in every if (found := verdict(item, page))[0] not in ok]
        print(f"{name}: {len(every) - len(wrong)} of {len(every)} right")
        for ok, title, got, reason in wrong:
            print(f"  {'|'.join(ok)}, not {got}: {title}: {reason[:120]}")


if __name__ == "__main__":
    main()
