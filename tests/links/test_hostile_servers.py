"""Link checks against a server that does what servers do at their worst: on loopback, written for this."""

from __future__ import annotations

import gc
import gzip
import http.server
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import Document
from citekit.links import Checker, LinkReport
from citekit.links.fix import fix_file, replacement_address
from citekit.links.memento import timemap
from tests.cli.runner import citekit as run
from tests.conftest import ConcurrentAnswers, QuietHandler, Server, page
from tests.sources.test_readers import pdf

TITLE = "Telegram, Shtykov to Vyshinsky"
HTML = "<!doctype html><html><head><title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>"


def doc(url: str, **fields: Any) -> Document:
    return Document(title=TITLE, url=url, **fields)


def check(target: str | Document, **options: Any) -> LinkReport:
    report = citekit.check(target, **{"allow_private": True, "timeout": 4.0, **options})
    assert isinstance(report, LinkReport)
    return report


@pytest.fixture
def raw() -> Iterator[Any]:
    """A server that answers with bytes as they are, whatever is asked."""
    servers: list[socket.socket] = []

    def start(data: bytes, *, close: bool = True, pause: float = 0.0) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        servers.append(listening)

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            try:
                asked = connection.recv(65536)
                time.sleep(pause)
                connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n" if b"/robots.txt" in asked else data)
                if close:
                    connection.close()
                else:
                    connection.shutdown(socket.SHUT_WR)
                    time.sleep(10)
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for one in servers:
        one.close()


# what is at the address


@pytest.mark.parametrize(
    ("title", "body", "words"),
    [
        ("Page not found", "Sorry", "nothing here"),
        ("Log in | Archive", "Please", "log in"),
        ("Search results", "3 results", "search"),
        ("example.org", "This domain is for sale! Buy this domain", "parked"),
        ("Letter, Stalin to Mao Zedong", "Another document", "called “Letter, Stalin to Mao Zedong”"),
    ],
)
def test_a_page_that_answers_and_is_not_the_document_is_told_apart(
    server: Server, title: str, body: str, words: str
) -> None:
    server.answers["/document/1"] = page(HTML.format(title, title, body))
    report = check(doc(server.url("/document/1")))
    assert (report.verdict, report.status, report.same) == ("different", 200, False)
    assert words in report.reason


def test_the_front_page_is_not_the_document_even_where_nothing_is_compared(server: Server) -> None:
    server.answers["/document/1"] = page("", status=302, headers={"Location": "/"})
    server.answers["/"] = page(HTML.format("The Archive", "The Archive", "Welcome"))
    report = check(server.url("/document/1"))
    assert report.verdict == "different" and "front page" in report.reason


def test_a_page_for_people_only_is_forbidden(server: Server) -> None:
    server.answers["/1"] = page(HTML.format("Just a moment...", "Checking your browser", ""))
    report = check(doc(server.url("/1")))
    assert report.verdict == "forbidden" and "human" in report.reason


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (HTML.format("Telegram, Shtykov to A. Vyshinsky (copy)", "x", "March 24, 1950"), ""),
        (HTML.format("Shtykov to Vyshinsky telegram", "x", "Record ID 112044"), "112044"),
        (
            f"<html><head><title></title></head><body><script>document.title = '{TITLE}'; render()</script></body>",
            "",
        ),
    ],
)
def test_title_date_or_number_show_the_document(server: Server, body: str, number: str) -> None:
    server.answers["/1"] = page(body)
    date = citekit.HistoricalDate.parse("March 24, 1950")
    assert check(doc(server.url("/1"), number=number, date=date)).verdict == "same"


def test_a_pdf_is_looked_into(server: Server) -> None:
    pytest.importorskip("pypdf")
    server.answers["/1.pdf"] = page(pdf([TITLE, "March 24, 1950"]), headers={"Content-Type": "application/pdf"})
    server.answers["/2.pdf"] = page(pdf(["Something else altogether"]), headers={"Content-Type": "application/pdf"})
    assert [check(doc(server.url(f"/{n}.pdf"))).verdict for n in (1, 2)] == ["same", "different"]


def test_a_page_in_another_encoding_than_it_says_is_still_compared(server: Server) -> None:
    body = HTML.format("Письмо Громыко Разуваеву", "Письмо Громыко Разуваеву", "текст").encode("windows-1251")
    server.answers["/1"] = page(
        body.replace(b"<head>", b'<head><meta charset="windows-1251">'), headers={"Content-Type": "text/html"}
    )
    assert check(replace(doc(server.url("/1")), title="Письмо Громыко Разуваеву")).verdict == "same"
    server.answers["/2"] = page(
        b"<title>\xff\xfe\x00</title>", headers={"Content-Type": "text/html; charset=no-such-thing"}
    )
    report = check(doc(server.url("/2")))
    assert report.verdict == "alive" and "no text to compare" in report.reason


# manners


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


# safety


def test_head_that_hangs_is_followed_by_get(server: Server) -> None:
    server.answers["/1.tif"] = lambda handler: time.sleep(8) if handler.command == "HEAD" else page("ok")(handler)
    started = time.monotonic()
    assert check(server.url("/1.tif"), timeout=3.0).verdict == "alive"
    assert time.monotonic() - started < 3.2


def test_a_gzip_bomb_is_not_blown_up(server: Server) -> None:
    bomb = gzip.compress(b"0" * 200_000_000, 9)
    server.answers["/1"] = page(bomb, headers={"Content-Encoding": "gzip"})
    started = time.monotonic()
    report = check(doc(server.url("/1")))
    assert report.verdict == "too-large" and time.monotonic() - started < 4


def test_an_endless_body_is_left(server: Server) -> None:
    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"<p>words</p>" * 10_000)

    server.answers["/1"] = endless
    assert check(doc(server.url("/1")), timeout=30.0).verdict == "too-large"


@pytest.mark.parametrize(
    ("data", "verdicts"),
    [
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", {"error"}),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\nxx", {"error", "alive"}),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort", {"error", "alive"}),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope", {"error", "alive"}),
        (b"", {"error"}),
        (b"\x00\x01\x02", {"error"}),
        (b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", {"error", "server-error"}),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n", {"error"}),
        (b"HTTP/1.1 301 Moved\r\nLocation: \xff\xfe\r\nContent-Length: 0\r\n\r\n", {"error", "redirect-loop"}),
    ],
)
def test_an_answer_that_makes_no_sense_is_one_verdict(raw: Any, data: bytes, verdicts: set[str]) -> None:
    for target in (raw(data) + "/x", doc(raw(data) + "/x")):
        report = check(target)
        assert report.verdict in verdicts | ({"different"} if isinstance(target, Document) else set()), report


def test_a_half_closed_connection_ends_at_the_deadline(raw: Any) -> None:
    started = time.monotonic()
    report = check(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx", close=False) + "/x", timeout=1.5)
    assert report.verdict in ("alive", "timeout", "error") and time.monotonic() - started < 3


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "data:text/html,x"])
def test_a_redirect_to_another_scheme_is_not_followed(server: Server, target: str) -> None:
    server.answers["/1"] = page("", status=302, headers={"Location": target})
    assert check(server.url("/1")).verdict == "error"


def test_ten_redirects_are_followed_and_no_more(server: Server) -> None:
    for n in range(30):
        server.answers[f"/{n}"] = page("", status=302, headers={"Location": f"/{n + 1}"})
    report = check(server.url("/0"))
    assert report.verdict == "redirect-loop" and len(report.redirects) == 11


def test_a_name_with_a_private_address_among_others_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.http.server_address[1]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    )
    report = check(f"http://archive.example:{port}/1", allow_private=False)
    assert report.verdict == "not-checked" and "private" in report.reason and server.requests == []


def test_a_name_server_that_does_not_answer_does_not_hold_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(5) or [])
    started = time.monotonic()
    assert check("http://archive.example/1", timeout=1.0).verdict == "timeout"
    assert time.monotonic() - started < 3


# many


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


# remembered


def test_a_former_result_counts_for_a_while_and_is_then_asked_with_its_etag(server: Server, tmp_path: Path) -> None:
    asked: list[str | None] = []

    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(handler.headers.get("If-None-Match"))
        page(HTML.format(TITLE, TITLE, ""), status=304 if asked[-1] else 200, headers={"ETag": '"1"'})(handler)

    server.answers["/1"] = answer
    cache = tmp_path / "links.sqlite"
    first = check(doc(server.url("/1")), cache=cache, max_age=3600)
    second = check(doc(server.url("/1")), cache=cache, max_age=3600)
    third = check(doc(server.url("/1")), cache=cache, max_age=0)
    assert [(r.verdict, r.cached) for r in (first, second, third)] == [("same", False), ("same", True), ("same", True)]
    assert asked == [None, '"1"']
    assert check(doc(server.url("/1")), cache=cache, offline=True).verdict == "same" and len(asked) == 2
    assert check(server.url("/other"), cache=cache, offline=True).verdict == "not-checked"


def test_two_processes_share_what_is_remembered(server: Server, tmp_path: Path) -> None:
    for n in range(30):
        server.answers[f"/{n}"] = page("ok")
    code = (
        "import sys; from pathlib import Path; from citekit.links import Checker\n"
        "list(Checker(allow_private=True, max_age=3600, cache=Path(sys.argv[1])).many(sys.argv[2:]))"
    )
    urls = [server.url(f"/{n}") for n in range(30)]
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "c.sqlite"), *urls]) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    offline = Checker(offline=True, cache=tmp_path / "c.sqlite")
    assert {offline.check(url).verdict for url in urls} == {"alive"}


def test_a_cache_that_cannot_be_used_is_done_without(server: Server, tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").write_bytes(b"not a database" * 100)
    server.answers["/1"] = page("ok")
    assert check(server.url("/1"), cache=tmp_path / "c.sqlite", max_age=60).verdict == "alive"


# the archive's own address, and copies


@pytest.mark.parametrize(
    ("url", "number", "own"),
    [
        (
            "https://wilson-center.drivingcreative.com/document/113630",
            "",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "http://digitalarchive.wilsoncenter.org/document/113630",
            "",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/document/some-slug-7",
            "113630",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/node/108048",
            "113630",
            "https://digitalarchive.wilsoncenter.org/document/113630",
        ),
        (
            "https://digitalarchive.wilsoncenter.org/node/108048",
            "",
            "https://digitalarchive.wilsoncenter.org/node/108048",
        ),
        ("https://example.org/document/113630", "113630", ""),
    ],
)
def test_mirrors_and_old_forms_of_an_address_are_known(url: str, number: str, own: str) -> None:
    from citekit.archives.hosts import own_address

    assert own_address(url, number) == own


def test_addresses_that_have_moved_for_good_are_written_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    old, new = "http://a.example/1", "https://b.example/one"
    path.write_text(f"See {old}. Not {old}0, but <{old}> and [{old}]({old}#p2).\n", encoding="utf-8")
    assert fix_file(path, {old: new}).count == 3
    assert path.read_text(encoding="utf-8") == f"See {new}. Not {old}0, but <{new}> and [{new}]({old}#p2).\n"
    assert replacement_address(LinkReport(old, "moved", 200, new)) == new
    assert not replacement_address(LinkReport(old, "redirected", 200, new))


class Wayback:
    """The Wayback Machine's interfaces on the test's own server (archive.org/help/wayback_api.php; RFC 7089)."""

    def __init__(self, server: Server, dead: str, day: str = "20190501120000") -> None:
        from urllib.parse import quote

        self.base = server.url("")
        copy = f"{self.base}/web/{day}/{dead}"
        for stamp in ("", "20200101000000", "20180101000000"):
            server.answers[f"/wayback/available?url={quote(dead, safe='')}&timestamp={stamp}"] = page(
                json.dumps(
                    {
                        "archived_snapshots": {
                            "closest": {"available": True, "url": copy, "timestamp": day, "status": "200"}
                        }
                    }
                )
            )
        links = ",\n".join(
            f'<{self.base}/web/{year}0101000000/{dead}>; rel="memento"; datetime="{stamp}"'
            for year, stamp in (
                ("2015", "Thu, 01 Jan 2015 00:00:00 GMT"),
                ("2018", "Mon, 01 Jan 2018 00:00:00 GMT"),
                ("2022", "Sat, 01 Jan 2022 00:00:00 GMT"),
            )
        )
        server.answers[f"/web/timemap/link/{dead}"] = page(
            f'<{dead}>; rel="original",\n{links}\n', headers={"Content-Type": "application/link-format"}
        )
        server.answers[f"/save/{dead}"] = page("", status=302, headers={"Location": f"/web/20260101000000/{dead}"})


def test_what_is_dead_is_found_in_a_web_archive_close_to_the_access_date(server: Server) -> None:
    dead = server.url("/gone")
    archive = Wayback(server, dead)
    seen = doc(dead, accessed=citekit.HistoricalDate.parse("2018-01-01"))
    report = check(seen, rescue=True, memento=archive.base)
    assert (report.verdict, report.archived, report.archived_date) == (
        "not-found",
        f"{archive.base}/web/20190501120000/{dead}",
        "2019-05-01",
    )
    report = check(seen, rescue=True, timemap=True, memento=archive.base)
    assert (report.archived_date, f"{archive.base.removeprefix('http://')} has a copy" in report.reason) == (
        "2018-01-01",
        True,
    )


def test_nothing_is_asked_of_a_web_archive_where_the_page_is_alive_or_nobody_asked(server: Server) -> None:
    server.answers["/1"] = page("ok")
    check(server.url("/1"), rescue=True, memento=server.url(""))
    check(server.url("/gone"))
    assert [r[1] for r in server.requests if "wayback" in r[1] or "/web/" in r[1]] == []


def test_a_page_that_is_alive_can_be_saved(server: Server) -> None:
    server.answers["/1"] = page("ok")
    archive = Wayback(server, server.url("/1"))
    server.answers[f"/web/save/{server.url('/1')}"] = server.answers[f"/save/{server.url('/1')}"]
    report = check(server.url("/1"), archive=True, memento=archive.base)
    assert report.archived == f"{archive.base}/web/20260101000000/{server.url('/1')}"


def test_a_web_archive_that_is_silent_or_talks_nonsense_changes_nothing(server: Server) -> None:
    report = check(server.url("/gone"), rescue=True, memento="http://127.0.0.1:9")
    assert (report.verdict, report.archived) == ("not-found", "")
    assert timemap('<x>; rel=memento, <<>>; datetime="no"' * 1000) == []


def test_a_note_is_cited_from_the_copy_and_the_record_keeps_both(server: Server, tmp_path: Path) -> None:
    dead = server.url("/gone")
    archive = Wayback(server, dead)
    line = f'"{TITLE}", March 24, 1950, Wilson Center Digital Archive, AVPRF, Fond 059a, Opis 5a, Delo 3. {dead}'
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    options = ["--rescue", "--allow-private", "--memento", archive.base]
    done = run("cite", tmp_path / "a.txt", *options)
    assert f"{archive.base}/web/20190501120000/{dead}." in done.stdout
    record = run("export", tmp_path / "a.txt", "--to", "bibtex", *options).stdout
    assert f"original_url = {{{dead}}}" in record.replace("\\_", "_") and "archived = {2019-05-01}" in record


# the command


def test_the_exit_status_is_what_fail_on_names(server: Server) -> None:
    server.answers["/1"] = page("ok")
    urls = [server.url("/1"), server.url("/gone")]
    assert run("check", *urls, "--allow-private").returncode == 1
    assert run("check", *urls, "--allow-private", "--fail-on", "dns,timeout").returncode == 0
    assert run("check", *urls, "--allow-private", "--fail-on", "none").returncode == 0
    wrong = run("check", *urls, "--fail-on", "dead")
    assert wrong.returncode == 2 and "no verdict “dead”" in wrong.stderr


def test_results_are_printed_for_people_and_programs(server: Server) -> None:
    server.answers["/1"] = page("ok")
    urls = [server.url("/1"), server.url("/gone?a=1&b=<2>|3")]
    table = run("check", *urls, "--allow-private")
    assert f"alive (200): {urls[0]}" in table.stdout and "not-found (404)" in table.stdout
    assert "1  alive" in table.stderr and "1  not-found" in table.stderr
    lines = [json.loads(line) for line in run("check", *urls, "--allow-private", "--json").stdout.splitlines()]
    assert {line["url"]: line["verdict"] for line in lines} == {urls[0]: "alive", urls[1]: "not-found"}
    assert set(lines[0]) == {
        "url",
        "verdict",
        "status",
        "final_url",
        "reason",
        "title",
        "same",
        "redirects",
        "seconds",
        "checked",
        "canonical",
        "archived",
        "archived_date",
        "fingerprint",
        "changed_since",
        "cached",
        "source",
        "id",
    }
    suite = ElementTree.fromstring(run("check", *urls, "--allow-private", "--output", "junit").stdout)[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    markdown = run("check", *urls, "--allow-private", "--output", "markdown").stdout
    assert markdown.count("\n") == 4 and "**not-found**" in markdown


def test_a_run_that_was_stopped_goes_on(server: Server, tmp_path: Path) -> None:
    for n in range(4):
        server.answers[f"/{n}"] = page("ok")
    urls = [server.url(f"/{n}") for n in range(4)]
    (tmp_path / "done.jsonl").write_text(
        run("check", *urls[:2], "--allow-private", "--json").stdout + '{"broken', encoding="utf-8"
    )
    server.requests.clear()
    done = run("check", *urls, "--allow-private", "--json", "--resume", tmp_path / "done.jsonl")
    assert {json.loads(line)["url"] for line in done.stdout.splitlines()} == set(urls)
    assert {r[1] for r in server.requests} == {"/2", "/3"} and "4  alive" in done.stderr


def test_stopping_prints_what_is_known_and_exits_130(server: Server) -> None:
    server.answers["/1"] = page("ok")
    server.answers["/slow"] = lambda handler: time.sleep(30)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "citekit",
            "check",
            server.url("/1"),
            server.url("/slow"),
            "--allow-private",
            "--timeout",
            "25",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "alive" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130 and "stopped" in said and "Traceback" not in said


def test_fix_writes_the_new_address_into_the_document(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("", status=301, headers={"Location": "/new"})
    server.answers["/new"] = page(HTML.format(TITLE, TITLE, ""))
    path = tmp_path / "a.txt"
    path.write_text(
        f'"{TITLE}", March 24, 1950, Wilson Center Digital Archive, AVPRF, Fond 059a, Opis 5a, Delo 3. '
        f"{server.url('/1')}",
        encoding="utf-8",
    )
    done = run("check", path, "--allow-private", "--fix")
    assert done.returncode == 0 and "1 address changed" in done.stderr
    assert path.read_text(encoding="utf-8").endswith(server.url("/new"))
    assert (tmp_path / "a.txt.bak").read_text(encoding="utf-8").endswith(server.url("/1"))


# certificates


@pytest.fixture
def authority(tmp_path: Path, need: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A certificate authority that this test trusts, and certificates of it: (subject alternative name, days) ->
    file."""
    openssl = need("openssl")

    def do(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=tmp_path, check=True, capture_output=True)

    do(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "ca.key",
        "-out",
        "ca.pem",
        "-days",
        "2",
        "-subj",
        "/CN=Test Authority",
    )

    def sign(name: str, days: tuple[str, str]) -> Path:
        do("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-out", "r.pem", "-subj", "/CN=server")
        (tmp_path / "x.cnf").write_text(
            f"[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
            f"[p]\ncommonName=supplied\n[e]\nsubjectAltName={name}\n",
            encoding="utf-8",
        )
        (tmp_path / "index.txt").write_text("", encoding="utf-8")
        (tmp_path / "serial").write_text("1000", encoding="utf-8")
        do(
            "ca",
            "-batch",
            "-config",
            "x.cnf",
            "-extensions",
            "e",
            "-in",
            "r.pem",
            "-out",
            "c.pem",
            "-cert",
            "ca.pem",
            "-keyfile",
            "ca.key",
            "-startdate",
            days[0],
            "-enddate",
            days[1],
        )
        (tmp_path / "both.pem").write_text(
            (tmp_path / "c.pem").read_text() + (tmp_path / "k.pem").read_text(), encoding="utf-8"
        )
        return tmp_path / "both.pem"

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    return sign


VALID, OVER = ("20200101000000Z", "20400101000000Z"), ("20200101000000Z", "20210101000000Z")


@pytest.mark.parametrize(
    ("name", "days", "verdict", "words"),
    [
        ("IP:127.0.0.1", VALID, "alive", "answers"),
        ("IP:127.0.0.1", OVER, "tls", "the certificate has expired"),
        ("IP:127.0.0.9", VALID, "tls", "the certificate is for another host"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(
    authority: Any, name: str, days: tuple[str, str], verdict: str, words: str
) -> None:
    import ssl

    class Handler(QuietHandler):
        def do_HEAD(self) -> None:
            self.send_response(200 if self.path == "/1" else 404)
            self.end_headers()

        do_GET = do_HEAD

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority(name, days))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    report = check(f"https://127.0.0.1:{server.server_address[1]}/1")
    server.shutdown()
    assert report.verdict == verdict and words in report.reason, report
