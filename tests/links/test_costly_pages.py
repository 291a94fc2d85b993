"""Pages and files made to cost time: none may hold the interpreter, and each ends at its deadline."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

import citekit
from citekit import Document
from citekit.links import Checker, LinkReport
from citekit.links.http.response import Headers, Response
from citekit.links.identity import Identity
from citekit.links.judge import find
from tests.conftest import Server, page
from tests.pdf_files import pdf_of
from tests.sizes import sizes

TIMEOUT = 3.0
TITLE = "Telegram, Shtykov to Vyshinsky on the Situation in Korea"


def repeated(piece: str, size: int) -> bytes:
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size]


def long_words(count: int) -> bytes:
    return ("<title>" + " ".join(f"w{n}" for n in range(count)) + "</title>").encode()


PIECES = (
    "<title",
    "<title>",
    "<title ",
    "<h1",
    "<h1>",
    "<h1><title>",
    "<meta ",
    "<meta content='",
    '<meta content="x',
    "<!--",
    "<!",
    "<",
    "</",
    '<a b="',
    "<script>",
    "<style><!--",
    "<b>",
    "<p hidden>",
    "<nav>",
    "<div style='display",
    "&",
    "&amp",
    "&#9",
    "&#x",
    "&lt;title",
    "<td><tr>",
    "<meta http-equiv=refresh content='0;",
    "location.href=",
    "<link rel=canonical ",
    "<h1>a</h1>",
    "a b ",
    "…",
    "... ",
    " - ",
    "no. 1 ",
    "not found ",
    "<p>not found</p>",
    "Telegram, ",
    "Shtykov to ",
    "telegram " * 10 + "<p>",
    "1950-01-01 ",
    "ab",
    "a'",
    "домен ",
    "域",
    "\u0301",
    "e\u0301",
    "\u00ad",
    "<title>" + TITLE[:-3] + "</title>",
    f"<p>{TITLE[:-5]}</p>",
)
# a page of so many bytes, by what is costly in it
COSTLY: dict[str, Callable[[int], bytes]] = {
    **{f"{piece[:12]!r} repeated": partial(repeated, piece) for piece in PIECES},
    "a number of many digits": lambda size: b"<title>&#" + b"9" * size + b";</title>",
    "a title of combining marks": lambda size: ("<title>a" + "\u0301" * (size // 5) + "</title>").encode(),
    "a title of many words": lambda size: long_words(size // 6),
    "many attributes": lambda size: b"<p " + b" ".join(b"a%d=1" % n for n in range(size // 9)) + b"><title>x</title>",
    "one long line": lambda size: b"x" * size,
    "spaces": lambda size: b"<meta content=" + b" " * size + b">",
    "one word in Cyrillic, undeclared": lambda size: "щ".encode("cp1251") * size,
    "bytes of no encoding": lambda size: bytes(range(128, 256)) * (size // 128),
}


@sizes(60_000, 360_000)
@pytest.mark.parametrize("name", COSTLY)
def test_a_costly_page_is_read_in_straight_line_cost(name: str, size: int) -> None:
    body = COSTLY[name](size)
    known = Identity.of(Document(title=TITLE, number="112044", date=citekit.HistoricalDate.parse("March 24, 1950")))
    response = Response(200, Headers([("Content-Type", "text/html")]), body)
    for identity in (known, None):
        started = time.process_time()
        find(response, identity, "http://a.example/1", "http://a.example/1", time.monotonic() + 10)
        assert time.process_time() - started < 2.0 * size / 360_000 + 0.1


def test_twice_the_page_costs_twice_the_time() -> None:
    def cost(size: int) -> float:
        response = Response(200, Headers([("Content-Type", "text/html")]), b"<title" * size)
        started = time.process_time()
        find(response, None, "http://a.example/1", "http://a.example/1", time.monotonic() + 10)
        return time.process_time() - started

    cost(1000)
    assert cost(120_000) < 8 * max(cost(30_000), 0.005)


def costly_pdf(kind: str) -> bytes:
    """A small PDF that takes long: many operators in a stream that unpacks to much."""
    if kind == "stream":
        return pdf_of(b"BT /F1 12 Tf " + b"(a) Tj 0 1 Td [(b) -300 (c)] TJ " * 400_000 + b"ET", compressed=True)
    return pdf_of(b"q " * 3_000_000 + b"BT (a) Tj ET", compressed=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["stream", "operators"])
@pytest.mark.parametrize("many", [False, True])
def test_a_costly_pdf_ends_at_the_deadline_and_holds_up_nothing(server: Server, kind: str, many: bool) -> None:
    pytest.importorskip("pypdf")
    body = costly_pdf(kind)
    assert len(body) < 100_000
    server.answers["/1.pdf"] = page(body, headers={"Content-Type": "application/pdf"})
    longest = _longest_pause(lambda: _check(server, many))
    assert longest < 1.0  # seconds for which no other thread could run


def _check(server: Server, many: bool) -> None:
    started = time.monotonic()
    doc = Document(title=TITLE, url=server.url("/1.pdf"))
    checker = Checker(allow_private=True, timeout=TIMEOUT)
    report = next(iter(checker.many([doc]))) if many else checker.check(doc)
    assert isinstance(report, LinkReport) and report.verdict in ("alive", "timeout")
    assert time.monotonic() - started < TIMEOUT + 2


def _longest_pause(call: Callable[[], None]) -> float:
    """The longest time for which this thread's neighbour was not let run."""
    over = threading.Event()
    longest = [0.0]

    def watch() -> None:
        last = time.monotonic()
        while not over.is_set():
            time.sleep(0.01)
            now = time.monotonic()
            longest[0] = max(longest[0], now - last)
            last = now

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        call()
    finally:
        over.set()
        thread.join()
    return longest[0]


def test_ctrl_c_ends_a_run_over_costly_pages(server: Server) -> None:
    body = b"<p>words " * 200_000
    urls = []
    for n in range(40):
        server.answers[f"/{n}"] = page(body)
        urls.append(server.url(f"/{n}"))
    server.answers["/slow"] = lambda handler: time.sleep(20)
    process = subprocess.Popen(
        [sys.executable, "-m", "citekit", "check", *urls, server.url("/slow"), "--allow-private"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=15)
    assert process.returncode == 130 and time.monotonic() - started < 3
