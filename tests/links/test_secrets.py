"""What is meant for one host goes to no other: header fields, passwords in addresses, private addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit.common.addresses import without_user
from citekit.links import Checker, LinkReport
from citekit.links.fetch import Fetcher
from citekit.links.http.guard import is_private_host
from citekit.links.http.response import Headers, Request, Response
from citekit.links.memento import Memento
from tests.conftest import Server, page

SECRETS = {"Authorization": "Bearer s3cret", "Cookie": "session=s3cret"}


@pytest.fixture
def other() -> Iterator[Server]:
    """Another host than that of ``server``: another port."""
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


def check(url: str, **options: Any) -> list[LinkReport]:
    """The report over requests, and the one over libcurl."""
    one = Checker(allow_private=True, timeout=4.0, retries=0, **options).check(url)
    return [one, *Checker(allow_private=True, timeout=4.0, retries=0, **options).many([url])]


def told(server: Server) -> str:
    """All that a server was asked, with the header fields."""
    return "\n".join(f"{path} {fields}" for _, path, fields in server.requests)


@pytest.mark.parametrize("options", [{"rescue": True}, {"rescue": True, "timemap": True}, {"archive": True}])
def test_a_web_archive_is_told_no_secret(server: Server, other: Server, options: dict[str, bool]) -> None:
    server.answers["/1"] = page("ok", status=200 if "archive" in options else 404)
    url = server.url("/1").replace("//", "//ivan:s3cret@")
    check(url, headers=SECRETS, memento=other.url(""), **options)
    assert "s3cret" in told(server)
    assert len(other.requests) == 2 and not any("Authorization" in fields for _, _, fields in other.requests)
    assert "s3cret" not in told(other) and "ivan" not in told(other)


def test_the_robots_txt_of_a_host_that_a_redirect_names_is_told_no_secret(server: Server, other: Server) -> None:
    for one in (server, other):
        one.answers["/robots.txt"] = page("User-agent: *\nDisallow: /private")
    server.answers["/1"] = page("", status=302, headers={"Location": other.url("/2")})
    other.answers["/2"] = page("ok")
    assert [r.verdict for r in check(server.url("/1"), headers=SECRETS)] == ["redirected"] * 2
    assert all(fields["Authorization"] == SECRETS["Authorization"] for _, _, fields in server.requests)
    assert [path for _, path, _ in other.requests] == ["/robots.txt", "/2"] * 2 and "s3cret" not in told(other)


def test_a_record_at_another_host_is_told_no_secret(
    server: Server, other: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.answers["/1.ris"] = page("TY  - GEN\nTI  - Letter\nER  - \n", headers={"Content-Type": "text/plain"})
    monkeypatch.setattr("citekit.links.fetch.ris_address", lambda url: other.url("/1.ris"))
    Fetcher(tmp_path, ris=True, allow_private=True, headers=SECRETS).fetch(server.url("/1"))
    assert "/1.ris" in told(other) and "s3cret" not in told(other)


def test_an_archive_that_is_only_asked_whether_a_mirror_can_be_mended_is_told_no_secret(
    server: Server, other: Server, tmp_path: Path
) -> None:
    from citekit.cli.check import LinkRun
    from citekit.cli.check_options import Asked
    from citekit.cli.fixing import fix_files

    for one in (server, other):
        one.answers["/robots.txt"] = page("User-agent: *\nDisallow: /private")
    other.answers["/1"] = page("ok")
    mirror, path = server.url("/1"), tmp_path / "a.md"
    path.write_text(f"See {mirror} there", encoding="utf-8")
    checker, run = Checker(allow_private=True, timeout=4.0, headers=SECRETS), LinkRun("table", "")
    run.reports = [(Asked(mirror, mirror), LinkReport(mirror, "not-found", canonical=other.url("/1")))]
    fix_files(run, checker, [str(path)])
    assert path.read_text(encoding="utf-8") == f"See {other.url('/1')} there"
    assert [one for _, one, _ in other.requests] == ["/robots.txt", "/1"] and "s3cret" not in told(other)


class Asking:
    """Carries out the steps of a question to an archive without a network: every request is answered with 404."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def send(self, request: Request) -> Response:
        self.asked.append(request.url)
        return Response(404, Headers())


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "http://10.1.2.3:8080/x", "http://catalogue.local/x"])
def test_a_private_address_is_not_given_to_a_public_archive(url: str) -> None:
    from citekit.links.http.policy import Policy
    from citekit.links.http.steps import Locks, run

    asking = Asking()
    for ask in (Memento(Policy()).closest, Memento(Policy()).nearest):
        assert "the address is private" in run(ask(url, "", 2.0), asking, Locks()).missing
    saved = run(Memento(Policy()).save(url, 2.0), asking, Locks())
    assert "the address is private" in saved.missing and asking.asked == []
    run(Memento(Policy(), base="http://192.168.1.9/").closest(url, "", 2.0), asking, Locks())
    run(Memento(Policy()).closest("http://a.example/x", "", 2.0), asking, Locks())
    assert len(asking.asked) == 2


def test_a_name_that_leads_to_this_machine_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from citekit.links.http.policy import Policy
    from citekit.links.http.steps import Locks, run

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.7.7", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: found if "inside" in host else [])
    asking = Asking()
    archive = Memento(Policy(allow_private=True))
    assert "private" in run(archive.closest("http://inside.archive.example/", "", 2.0), asking, Locks()).missing
    assert asking.asked == []


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("localhost", True),
        ("a.localhost.", True),
        ("intranet", True),
        ("files.corp", True),
        ("127.0.0.1.", True),
        ("0x7f.1", True),
        ("0x7f000001", True),
        ("2130706433", True),
        ("::1", True),
        ("fe80::1", True),
        ("archive.org", False),
        ("local.example", False),
        ("93.184.216.34", False),
        ("2606:2800:220:1::1", False),
    ],
)
def test_private_hosts_are_known_by_how_they_are_written(host: str, private: bool) -> None:
    assert is_private_host(host) is private


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://u:p@a.example/x?y#z", "http://a.example/x?y#z"),
        ("http://u:p@@a.example:81", "http://a.example:81"),
        ("http://a.example/x@y", "http://a.example/x@y"),
        ("http://a.example?", "http://a.example?"),
    ],
)
def test_an_address_loses_its_user(url: str, expected: str) -> None:
    assert without_user(url) == expected
