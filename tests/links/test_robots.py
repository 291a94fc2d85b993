"""robots.txt as RFC 9309 has it: groups, longest match, what an answer other than 200 means."""

from __future__ import annotations

import pytest

import citekit
from citekit.links import Checker, LinkReport
from citekit.links.http.robots import AGENT, parse
from tests.conftest import Server, page


def allowed(robots: str | bytes, path: str) -> bool:
    data = robots.encode() if isinstance(robots, str) else robots
    return bool(parse(data).can_fetch(f"http://a.example{path}", AGENT))


@pytest.mark.parametrize(
    ("robots", "path", "expected"),
    [
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/x", False),
        ("User-agent: cite\nDisallow: /", "/x", True),
        ("User-agent: kit\nDisallow: /", "/x", True),
        ("User-agent: CiteKit\nDisallow: /", "/x", False),
        ("User-agent: citekit/1.0\nDisallow: /", "/x", False),
        ("User-agent: citekit-news\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: citekit\nDisallow: /private", "/x", True),
        ("User-agent: citekit\nAllow: /\nUser-agent: *\nDisallow: /", "/x", True),
        ("User-agent: a\nUser-agent: citekit\nDisallow: /x", "/x", False),
        ("User-agent: citekit\nDisallow: /a\n\nUser-agent: citekit\nDisallow: /b", "/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/closed", "/a/closed", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("User-agent: *\nDisallow: /a*b", "/axxb/c", False),
        ("User-agent: *\nDisallow: /%D0%B4", "/д", False),
        ("User-agent: * # everybody\nDisallow: /x # this", "/x", False),
        ("user-agent:*\r\ndisallow:/x", "/x", False),
        ("Disallow: /x", "/x", True),
        ("<!doctype html><title>Not found</title>", "/x", True),
        (b"\xff\xfe\x00nonsense", "/x", True),
        ("User-agent: *\nDisallow: " + "*a" * 2000 + "b", "/" + "a" * 2000, True),
    ],
)
def test_rules_are_read_as_the_standard_says(robots: str | bytes, path: str, expected: bool) -> None:
    assert allowed(robots, path) is expected


def verdicts(server: Server, **options: float) -> list[LinkReport]:
    """The report over requests, and the one over libcurl."""
    one = citekit.check(server.url("/1"), allow_private=True, timeout=4.0)
    assert isinstance(one, LinkReport)
    return [one, *Checker(allow_private=True, timeout=4.0).many([server.url("/1")])]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, "alive"),
        (404, "alive"),
        (401, "alive"),
        (403, "alive"),
        (429, "alive"),
        (500, "forbidden"),
        (503, "forbidden"),
    ],
)
@pytest.mark.slow
def test_no_robots_txt_allows_everything_and_a_broken_server_nothing(
    server: Server, status: int, expected: str
) -> None:
    server.answers["/robots.txt"] = page("", status=status)
    server.answers["/1"] = page("ok")
    reports = verdicts(server)
    assert [r.verdict for r in reports] == [expected] * 2
    assert expected == "alive" or all("robots.txt" in r.reason for r in reports)
    assert [r[1] for r in server.requests].count("/1") == (2 if expected == "alive" else 0)


@pytest.mark.parametrize(("hops", "expected"), [(5, "forbidden"), (6, "alive")])
def test_five_redirects_are_followed_to_a_robots_txt(server: Server, hops: int, expected: str) -> None:
    places = ["/robots.txt", *(f"/r{n}" for n in range(1, hops + 1))]
    for here, there in zip(places, places[1:]):
        server.answers[here] = page("", status=301, headers={"Location": there})
    server.answers[places[-1]] = page("User-agent: *\nDisallow: /1", headers={"Content-Type": "text/plain"})
    server.answers["/1"] = page("ok")
    assert [r.verdict for r in verdicts(server)] == [expected] * 2


def test_what_stands_behind_500_kib_does_not_count(server: Server) -> None:
    server.answers["/robots.txt"] = page("# " + "x" * 70 + "\n" + "#\n" * 260_000 + "User-agent: *\nDisallow: /\n")
    server.answers["/1"] = page("ok")
    assert [r.verdict for r in verdicts(server)] == ["alive"] * 2


def test_a_crawl_delay_is_kept(server: Server) -> None:
    checker = Checker(allow_private=True)
    assert checker.robots is not None
    checker.robots.sites["http://a.example"] = (parse(b"User-agent: *\nCrawl-delay: 7"), float("inf"))
    assert checker.pause("http://a.example/1") == 7 and checker.pause("http://b.example/1") == 0.3
