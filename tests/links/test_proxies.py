"""Addresses of private networks behind a proxy, which would connect to them in the check's place."""

from __future__ import annotations

import pytest

from citekit.links import Checker
from citekit.links.http.guard import is_private_host, is_public_literal, literal
from tests.conftest import Server, page

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "0177.0.0.1", "0", "0.0.0.0",
    "127.0.0.1.", "127.0.0.1..", "0xa9fea9fe", "169.254.43518", "169.254.169.254", "2852039166", "10.1", "0xC0A80001",
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fd00::1]", "[fe80::1]", "①②⑦.⓪.⓪.①",
    "localhost", "localhost.", "LOCALHOST", "a.localhost", "intranet", "printer.local", "printer.LOCAL.",
    "metadata.google.internal", "metadata", "instance-data", "nas.home.arpa", "router.lan", "api.default.svc",
    "kubernetes.default.svc.cluster.local", "metadata.goog",
]  # fmt: skip
PUBLIC = ["archive.example", "8.8.8.8", "0x08.8.8.8", "134744072", "a.museum", "localhost.example", "face.example"]


@pytest.fixture
def proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("http_proxy", server.url(""))
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return server


@pytest.mark.parametrize("many", [False, True], ids=["requests", "libcurl"])
def test_no_private_address_is_asked_through_a_proxy(proxy: Server, many: bool) -> None:
    urls = [f"http://{host}/secret" for host in PRIVATE]
    checker = Checker(timeout=4.0, robots=False, delay=0.0)
    reports = list(checker.many(urls)) if many else [checker.check(url) for url in urls]
    assert {r.url: r.verdict for r in reports if r.verdict != "not-checked"} == {}
    assert proxy.requests == []
    assert all("private" in r.reason and "--allow-private" in r.reason for r in reports)


@pytest.mark.parametrize("many", [False, True], ids=["requests", "libcurl"])
def test_nor_by_a_redirect_or_a_refresh(proxy: Server, many: bool) -> None:
    urls = []
    for n, host in enumerate(filter(str.isascii, PRIVATE)):
        urls += [f"http://archive.example/r{n}", f"http://archive.example/m{n}"]
        refresh = f'<meta http-equiv="refresh" content="0; url=http://{host}/secret">'
        proxy.answers[urls[-2]] = page("", status=302, headers={"Location": f"http://{host}/secret"})
        proxy.answers[urls[-1]] = page(refresh, headers={"Content-Type": "text/html; charset=utf-8"})
    checker = Checker(timeout=4.0, robots=False, delay=0.0, per_host=20)
    reports = list(checker.many(urls)) if many else [checker.check(url) for url in urls]
    assert {r.url: (r.verdict, r.reason) for r in reports if r.verdict != "not-checked"} == {}
    assert not [request for request in proxy.requests if "secret" in request[1]]


def test_how_a_host_is_written_tells_whether_it_is_private() -> None:
    assert [host for host in PRIVATE if host.isascii() and not is_private_host(host.strip("[]"))] == []
    assert [host for host in PUBLIC if is_private_host(host) or not is_public_literal(host)] == []
    assert literal("0xa9fea9fe") == "169.254.169.254" and literal("127.1.") == "127.0.0.1" and literal("a.b") == ""


def test_a_name_that_leads_into_a_private_network_is_not_asked_through_a_proxy(
    proxy: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    real = socket.getaddrinfo

    def resolve(host: str, *args: object, **kwargs: object) -> object:
        if host == "inside.archive.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 80))]
        return real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = "http://inside.archive.example/1"
    proxy.answers[url] = page("ok")
    checker = Checker(timeout=4.0, robots=False)
    assert [checker.check(url).verdict, *(r.verdict for r in Checker(timeout=4.0).many([url]))] == ["not-checked"] * 2
    assert proxy.requests == []
    assert Checker(timeout=4.0, robots=False, allow_private=True).check(url).verdict == "alive"


@pytest.mark.parametrize("many", [False, True], ids=["requests", "libcurl"])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("named", "said"), [("127.0.0.1:9", "cannot be reached"), ("me:secret@proxy.invalid:3128", "unknown by name")]
)
def test_a_proxy_that_fails_is_not_taken_for_the_host(
    monkeypatch: pytest.MonkeyPatch, many: bool, scheme: str, named: str, said: str
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(f"{scheme}_proxy", f"http://{named}")
    url = f"{scheme}://archive.example/1"
    checker = Checker(timeout=4.0, robots=False)
    report = next(checker.many([url])) if many else checker.check(url)
    assert report.verdict == "error"
    assert "proxy" in report.reason and said in report.reason and "--no-proxy" in report.reason
    assert named.rpartition("@")[2] in report.reason and "secret" not in report.reason


@pytest.mark.parametrize("many", [False, True], ids=["requests", "libcurl"])
def test_a_proxy_that_refuses_to_connect_is_named(proxy: Server, monkeypatch: pytest.MonkeyPatch, many: bool) -> None:
    monkeypatch.setenv("https_proxy", proxy.url(""))
    url = "https://archive.example/1"
    checker = Checker(timeout=4.0, robots=False)
    report = next(checker.many([url])) if many else checker.check(url)
    assert report.verdict == "error"
    assert "the proxy" in report.reason and "answers" in report.reason
