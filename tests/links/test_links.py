"""Link checks against a real server on loopback."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import citekit
from citekit import Document
from citekit.links import VERDICTS, Checker, LinkReport
from citekit.links.http.guard import public
from tests.conftest import Server, page

TITLE = "Telegram, Shtykov to Vyshinsky"
HTML = "<!doctype html><html><head><title>{} | Archive</title></head><body><h1>{}</h1></body></html>"


def check(target: str | Document, **options: float) -> LinkReport:
    report = citekit.check(target, allow_private=True, timeout=options.get("timeout", 5.0))
    assert isinstance(report, LinkReport)
    return report


def document(url: str) -> Document:
    return Document(title=TITLE, url=url)


def test_a_page_with_the_title_is_the_same_document(server: Server) -> None:
    server.answers["/1"] = page(HTML.format(TITLE, TITLE))
    report = check(document(server.url("/1")))
    assert (report.verdict, report.status, report.good) == ("same", 200, True)


def test_a_page_with_another_title_is_different(server: Server) -> None:
    server.answers["/1"] = page(HTML.format("Search", "Search the archive"))
    report = check(document(server.url("/1")))
    assert (report.verdict, report.good) == ("different", False)
    assert "Search" in report.reason


def test_an_address_alone_is_asked_once_and_looked_at(server: Server) -> None:
    server.answers["/1"] = page("hello")
    assert check(server.url("/1")).verdict == "alive"
    assert [r[0] for r in server.requests] == ["GET"]


def test_of_a_file_only_the_head_is_asked_for(server: Server) -> None:
    server.answers["/1.jpg"] = page("x", headers={"Content-Type": "image/jpeg"})
    assert check(server.url("/1.jpg")).verdict == "alive"
    assert [r[0] for r in server.requests] == ["HEAD"]


def test_a_page_in_the_place_of_a_file_is_looked_at(server: Server) -> None:
    server.answers["/1.jpg"] = page(HTML.format("Not found", "The image was not found"))
    assert check(server.url("/1.jpg")).verdict == "different"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (404, "not-found"),
        (410, "gone"),
        (403, "forbidden"),
        (401, "forbidden"),
        (429, "rate-limited"),
        (500, "server-error"),
        (503, "server-error"),
        (418, "error"),
    ],
)
def test_what_the_server_answers_is_told_apart_in_words(server: Server, status: int, verdict: str) -> None:
    server.answers["/1"] = page("no", status=status)
    report = check(document(server.url("/1")))
    assert (report.verdict, report.status, report.good) == (verdict, status, False)
    assert report.reason


def test_get_is_tried_where_head_is_refused(server: Server) -> None:
    def refuses_head(handler: BaseHTTPRequestHandler) -> None:
        page("x", status=405 if handler.command == "HEAD" else 200, headers={"Content-Type": "application/zip"})(
            handler
        )

    server.answers["/1.zip"] = refuses_head
    assert check(server.url("/1.zip")).verdict == "alive"
    assert [r[0] for r in server.requests] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "verdict"), [(301, "moved"), (308, "moved"), (302, "redirected"), (307, "redirected")]
)
def test_redirects_are_followed_and_shown(server: Server, status: int, verdict: str) -> None:
    server.answers["/1"] = page("", status=status, headers={"Location": "/2"})
    server.answers["/2"] = page(HTML.format(TITLE, TITLE))
    report = check(document(server.url("/1")))
    assert (report.verdict, report.final_url, report.same) == (verdict, server.url("/2"), True)
    assert server.url("/2") in report.reason


def test_a_redirect_loop_ends(server: Server) -> None:
    server.answers["/1"] = page("", status=302, headers={"Location": "/2"})
    server.answers["/2"] = page("", status=302, headers={"Location": "/1"})
    assert check(server.url("/1")).verdict == "redirect-loop"


def test_a_redirect_to_a_file_is_not_followed(server: Server) -> None:
    server.answers["/1"] = page("", status=302, headers={"Location": "file:///etc/passwd"})
    report = check(server.url("/1"))
    assert not report.good and "not a web address" in report.reason


def test_a_server_that_says_nothing_is_a_timeout(server: Server) -> None:
    server.answers["/1"] = lambda handler: time.sleep(3)
    started = time.monotonic()
    assert check(server.url("/1"), timeout=0.5).verdict == "timeout"
    assert time.monotonic() - started < 2.5


def test_a_slow_drip_ends_at_the_deadline(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<p>")
            handler.wfile.flush()
            time.sleep(0.05)

    server.answers["/1"] = drip
    started = time.monotonic()
    assert check(document(server.url("/1")), timeout=0.6).verdict == "timeout"
    assert time.monotonic() - started < 2.5


@pytest.mark.parametrize("length", [{"Content-Length": "5000"}, {}])
@pytest.mark.parametrize(("status", "verdict"), [(404, "not-found"), (403, "forbidden"), (200, "timeout")])
@pytest.mark.slow
def test_a_status_that_was_there_in_time_counts_although_the_body_was_not(
    server: Server, status: int, verdict: str, length: dict[str, str]
) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "text/html")
        for name, value in length.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(b"<title>No")
        time.sleep(2.5)

    server.answers["/1"] = slow
    checker, again = (Checker(allow_private=True, timeout=0.4, retries=0) for _ in range(2))
    reports = [checker.check(server.url("/1")), *again.many([server.url("/1")])]
    assert [r.verdict for r in reports] == [verdict] * 2


def test_an_endless_body_is_cut(server: Server) -> None:
    server.answers["/1"] = page(b"<p>x</p>" * 1_000_000)
    assert check(document(server.url("/1"))).verdict == "too-large"


def test_a_refused_connection_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert check(f"http://127.0.0.1:{port}/").verdict == "refused"


def test_a_name_that_does_not_exist_is_named() -> None:
    assert check("http://no-such-host.invalid/").verdict == "dns"


def test_an_answer_that_is_not_http_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            connection.recv(1000)
            connection.sendall(b"\x00\x01nonsense\r\n\r\n")
            connection.close()

        threading.Thread(target=answer, daemon=True).start()
        report = check(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    assert (report.verdict, report.good) == ("error", False)


def test_a_wrong_certificate_is_named(need: Callable[[str], str], tmp_path: Path) -> None:
    subprocess.run(
        [
            need("openssl"),
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "k.pem",
            "-out",
            "c.pem",
            "-days",
            "1",
            "-subj",
            "/CN=elsewhere.example",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True).start()
    report = check(f"https://127.0.0.1:{httpd.server_address[1]}/")
    httpd.shutdown()
    assert report.verdict == "tls" and "certificate" in report.reason


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)", "example.org/x", "http://"]
)
def test_only_http_and_https_are_asked(url: str) -> None:
    assert check(url).verdict == "unsupported"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_asked_unless_allowed(host: str, server: Server) -> None:
    report = citekit.check(f"http://{host}:{server.http.server_address[1]}/", timeout=2)
    assert isinstance(report, LinkReport)
    assert report.verdict == "not-checked" and "--allow-private" in report.reason
    assert server.requests == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("100.64.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
    ],
)
def test_private_networks_are_known(address: str, allowed: bool) -> None:
    assert public(address) is allowed


def test_a_redirect_is_looked_at_like_the_first_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.links.http.guard.public", lambda address: address == "127.0.0.1")
    server.answers["/1"] = page(
        "", status=302, headers={"Location": f"http://127.0.0.2:{server.http.server_address[1]}/secret"}
    )
    report = citekit.check(server.url("/1"), timeout=2)
    assert isinstance(report, LinkReport)
    assert (report.verdict, len(server.requests)) == ("not-checked", 1)


def test_cookies_are_not_sent_to_another_host(server: Server) -> None:
    other = server.url("/2").replace("127.0.0.1", "localhost")
    server.answers["/1"] = page("", status=302, headers={"Location": other, "Set-Cookie": "a=b"})
    server.answers["/2"] = page("ok")
    check(server.url("/1"))
    assert server.requests[-1][1] == "/2" and "Cookie" not in server.requests[-1][2]


def test_many_are_checked_at_once_and_reported_as_they_come(server: Server) -> None:
    server.answers["/slow"] = lambda handler: (time.sleep(1.5), page("ok")(handler))[1]
    for n in range(10):
        server.answers[f"/{n}"] = page("ok")
    reports = citekit.check([server.url("/slow"), *(server.url(f"/{n}") for n in range(10))], allow_private=True)
    assert not isinstance(reports, LinkReport)
    assert [r.url for r in reports][-1] == server.url("/slow")


def test_nothing_is_asked_without_being_told_to(server: Server) -> None:
    doc = replace(document(server.url("/1")), date=citekit.HistoricalDate.parse("1951"))
    citekit.cite(doc)
    citekit.export(doc, "bibtex")
    assert server.requests == []


def test_a_document_without_an_address_is_not_checked() -> None:
    assert check(Document(title=TITLE)).verdict == "not-checked"


def test_every_verdict_of_the_contract_has_words() -> None:
    names = (
        "same alive different moved redirected not-found gone forbidden rate-limited server-error timeout dns "
        "refused tls too-large redirect-loop unsupported error not-checked"
    )
    assert set(VERDICTS) == set(names.split())
    assert all(words for _, words in VERDICTS.values())


@pytest.mark.parametrize(
    "url, said", [("ftp://a.example/x", "only http and https"), ("www.example.org/x", "begins with http://")]
)
def test_an_address_that_cannot_be_asked_says_why(url: str, said: str) -> None:
    report = check(document(url))
    assert report.verdict == "unsupported" and said in report.reason
