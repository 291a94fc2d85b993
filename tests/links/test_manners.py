"""How a check behaves towards servers: robots.txt, waiting, and few requests at once."""

from __future__ import annotations

import gc
import http.server
import socket
import threading
import time
from email.utils import formatdate
from pathlib import Path

import pytest

import citekit
from citekit.links import Checker, LinkReport
from tests.conftest import ConcurrentAnswers, Server, page
from tests.links import HTML, TITLE, check, doc


def test_robots_txt_is_honoured_unless_told(server: Server) -> None:
    server.answers["/robots.txt"] = page(
        "User-agent: *\nDisallow: /document/\n", headers={"Content-Type": "text/plain"}
    )
    server.answers["/document/1"] = server.answers["/other"] = page("ok")
    report = check(server.url("/document/1"))
    assert report.verdict == "forbidden" and "robots.txt" in report.reason
    assert [r[1] for r in server.requests] == ["/robots.txt"]
    assert check(server.url("/other")).verdict == check(server.url("/document/1"), robots=False).verdict == "alive"


def test_robots_txt_is_asked_once_a_site_and_each_address_once_a_run(server: Server) -> None:
    server.answers["/robots.txt"] = page("User-agent: *\nAllow: /\n")
    for n in range(5):
        server.answers[f"/{n}"] = page("ok")
    reports = list(Checker(allow_private=True).many([server.url(f"/{n}") for n in range(5)] * 3))
    assert len(reports) == 15 and {r.verdict for r in reports} == {"alive"}
    asked = sorted(r[1] for r in server.requests)
    assert asked == ["/0", "/1", "/2", "/3", "/4", "/robots.txt"]


def test_requests_say_who_asks(server: Server) -> None:
    server.answers["/1"] = page("ok")
    check(server.url("/1"), contact="library@example.org")
    assert (
        server.requests[-1][2]["User-Agent"]
        == "citekit (checks the addresses of archival citations); library@example.org"
    )


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_for_a_moment_is_asked_again(server: Server, status: int) -> None:
    times: list[float] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        page("no" if len(times) < 2 else "ok", status=status if len(times) < 2 else 200, headers={"Retry-After": "1"})(
            handler
        )

    server.answers["/1"] = answer
    assert check(server.url("/1")).verdict == "alive"
    assert times[1] - times[0] >= 0.9


@pytest.mark.parametrize("wait", ["3600", formatdate(time.time() + 3600, usegmt=True)], ids=["seconds", "a date"])
def test_a_long_wait_is_reported_and_not_waited_for(server: Server, wait: str) -> None:
    server.answers["/1"] = page("no", status=429, headers={"Retry-After": wait})
    started = time.monotonic()
    report = check(server.url("/1"))
    assert report.verdict == "rate-limited" and wait in report.reason
    assert time.monotonic() - started < 2


def test_a_connection_that_breaks_is_tried_again(server: Server) -> None:
    seen: list[int] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        seen.append(1)
        if len(seen) == 1:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            handler.connection.close()
            raise ConnectionResetError
        page("ok")(handler)

    server.answers["/1"] = answer
    assert check(server.url("/1")).verdict == "alive" and len(seen) >= 2


def test_cookies_that_a_page_needs_are_given_back_to_it(server: Server) -> None:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        if "seen=1" in (handler.headers.get("Cookie") or ""):
            page(HTML.format(TITLE, TITLE, ""))(handler)
        else:
            page("", status=302, headers={"Location": handler.path, "Set-Cookie": "seen=1"})(handler)

    server.answers["/1"] = answer
    assert check(doc(server.url("/1"))).verdict in ("same", "redirected")


def test_credentials_of_an_address_do_not_go_to_another_host(server: Server) -> None:
    other = server.url("/2").replace("127.0.0.1", "localhost")
    server.answers["/1"] = page("", status=302, headers={"Location": other})
    server.answers["/2"] = page("ok")
    check(server.url("/1").replace("http://", "http://user:secret@"))
    assert "Authorization" not in server.requests[-1][2] and server.requests[-1][1] == "/2"


@pytest.mark.slow
def test_one_bad_host_does_not_slow_the_others(server: Server) -> None:
    hang = socket.create_server(("127.0.0.2", 0))
    bad = [f"http://127.0.0.2:{hang.getsockname()[1]}/{n}" for n in range(40)]
    for n in range(200):
        server.answers[f"/{n}"] = page("ok")
    started = time.monotonic()
    good_at = 0.0
    verdicts: dict[str, int] = {}
    for report in Checker(allow_private=True, timeout=1.0, workers=8, retries=0).many(
        [*bad, *(server.url(f"/{n}") for n in range(200))]
    ):
        verdicts[report.verdict] = verdicts.get(report.verdict, 0) + 1
        if verdicts.get("alive") == 200 and not good_at:
            good_at = time.monotonic() - started
    hang.close()
    assert verdicts == {"alive": 200, "timeout": 40}
    assert good_at < 10


def test_a_host_is_not_asked_by_more_than_two_at_once(server: Server) -> None:
    crowd = ConcurrentAnswers(page("ok"))
    for n in range(20):
        server.answers[f"/{n}"] = crowd
    assert len(list(Checker(allow_private=True, workers=16).many(server.url(f"/{n}") for n in range(20)))) == 20
    assert crowd.most == 2


def test_an_access_date_is_printed_only_where_the_document_was_seen(server: Server) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, TITLE, ""))
    server.answers["/2"] = page(HTML.format("Another", "Another", ""))
    docs = {url: doc(url) for url in (server.url("/1"), server.url("/2"), server.url("/gone"))}
    reports = citekit.check(list(docs.values()), allow_private=True)
    assert not isinstance(reports, LinkReport)
    dated = {report.url: report.dated(docs[report.url]) for report in reports}
    assert [dated[url].accessed is not None for url in docs] == [True, False, False]
    assert "Accessed" in citekit.bibliography([dated[server.url("/1")]], style="mla")[0]


@pytest.mark.slow
def test_nothing_is_left_open_behind_many_checks(server: Server) -> None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("there is no /proc here")
    for n in range(100):
        server.answers[f"/{n}"] = page("ok")
    urls = [server.url(f"/{n}") for n in range(100)]
    list(Checker(allow_private=True).many(urls))
    gc.collect()
    time.sleep(0.3)
    before, threads = len(list(folder.iterdir())), threading.active_count()
    for _ in range(3):
        list(Checker(allow_private=True).many(urls))
    gc.collect()
    time.sleep(0.5)
    assert len(list(folder.iterdir())) <= before + 5 and threading.active_count() <= threads + 5
