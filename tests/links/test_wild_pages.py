"""Pages of many systems and languages, whose verdicts were set down before the check was asked (tests/links/wild)."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from citekit import Document
from citekit.links.http.response import Headers, Response
from citekit.links.identity import Identity
from citekit.links.judge import find

from .behaviours.model import FILLER, TITLE

FOLDER = Path(__file__).parent / "wild"
URL = "http://archive.example/document/1"
CHROME = '<header><a href="/">Home</a><a href="/login">Log in</a><a href="/search">Search</a></header>'
FOOT = "<footer>© The Archive. <a href=/privacy>Privacy</a> We use cookies to improve it. <button>OK</button></footer>"

# (round, name, title of the document, verdicts wanted, page)
Case = tuple[str, str, str, tuple[str, ...], str]


def cases(name: str) -> Iterator[Case]:
    """The pages of a file, each for an address alone (no title) and for a document."""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        cells = line.split(" ¦ ")
        *_, title, body = cells
        page = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body>{CHROME}<main>{body.replace('{F}', f'<p>{FILLER}</p>')}</main>{FOOT}</body></html>"
        )
        if name.endswith("refused"):
            for known in ("", TITLE):
                yield name, cells[1], known, tuple(cells[0].split("|")), page
        else:
            yield name, cells[0], "", ("alive",), page
            yield name, cells[0], cells[0], ("same",), page


def verdict(case: Case) -> tuple[str, str]:
    """(verdict, reason) of a page."""
    _, _, title, _, page = case
    response = Response(200, Headers([("Content-Type", "text/html; charset=utf-8")]), page.encode())
    known = Identity.of(Document(title=title)) if title else None
    found = find(response, known, URL, URL, time.monotonic() + 5)
    return found.verdict, found.reason


ROUNDS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", ROUNDS)
def test_at_least_95_of_100_pages_are_judged_right(name: str) -> None:
    every = list(cases(name))
    wrong = [(case[1], case[2][:20], found) for case in every if (found := verdict(case))[0] not in case[3]]
    assert len(wrong) <= len(every) * 0.05, wrong


def judged(name: str, told: bool = False) -> None:
    """Print how many verdicts of a round are right, and which are not."""
    every = list(cases(name))
    wrong = [(case, found) for case in every if (found := verdict(case))[0] not in case[3]]
    for known in (False, True):
        some = [case for case in every if bool(case[2]) is known]
        bad = sum(bool(case[2]) is known for case, _ in wrong)
        print(f"{name}, {'documents' if known else 'bare'}: {len(some) - bad} of {len(some)} right")
    for case, (got, reason) in wrong if told else ():
        print(f"  {case[1]} ({'document' if case[2] else 'bare'}): {'|'.join(case[3])}, not {got}: {reason[:100]}")


def main() -> None:
    """Print what is judged wrongly: ``python -m tests.links.test_wild_pages [ROUND...]``."""
    for name in sys.argv[1:] or ROUNDS:
        judged(name, told=True)


if __name__ == "__main__":
    main()
