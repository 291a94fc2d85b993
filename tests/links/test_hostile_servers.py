"""Link checks against a server that does what servers do at their worst: on loopback, written for this."""

from __future__ import annotations

import gzip
import http.server
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit import Document
from tests.conftest import QuietHandler, Server, page
from tests.links import check, doc


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


def test_twenty_redirects_are_followed_and_no_more(server: Server) -> None:
    for n in range(30):
        server.answers[f"/{n}"] = page("", status=302, headers={"Location": f"/{n + 1}"})
    report = check(server.url("/0"))
    assert report.verdict == "redirect-loop" and len(report.redirects) == 21


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
