"""Results of former checks: the cache, runs that go on, and what has changed since."""

from __future__ import annotations

import http.server
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.links import Checker, LinkReport
from citekit.links.cache import Cache
from citekit.links.fetch import Fetched, Fetcher
from tests.cli.runner import citekit as run
from tests.conftest import Server, page
from tests.links import HTML, TITLE, check, doc

OLD = "http://old.example/1"


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


def test_the_cache_is_the_persons_alone_and_holds_no_credentials(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("ok")
    path = tmp_path / "c.sqlite"
    checker = Checker(allow_private=True, cache=path, max_age=60)
    checker.check(server.url("/1"))
    checker.check(server.url("/1").replace("http://", "http://user:secret@"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert checker.cache is not None and checker.cache.connection is not None
    checker.cache.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"secret" not in path.read_bytes() and b"/1" in path.read_bytes()


def test_a_broken_cache_is_said_and_replaced(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 100)
    cache = Cache(path)
    assert "broken" in cache.warning and (tmp_path / "c.sqlite.broken").exists()
    cache.put(OLD, "", LinkReport(OLD, "alive", 200))
    assert Cache(path).get(OLD, "") is not None and Cache(path).warning == ""


@pytest.mark.parametrize(
    "changed", [{"title": "Another"}, {"number": "5"}, {"date": citekit.HistoricalDate.parse("1951")}]
)
def test_a_result_counts_only_for_what_was_compared(server: Server, tmp_path: Path, changed: dict[str, Any]) -> None:
    server.answers["/1"] = page("<title>T</title><p>" + "words " * 20)
    doc = Document(title="T", url=server.url("/1"))
    options: dict[str, Any] = {"allow_private": True, "cache": tmp_path / "c.sqlite", "max_age": 60}
    Checker(**options).check(doc)
    assert Checker(**options).check(doc).cached
    assert not Checker(**options).check(doc.changed(**changed)).cached


def test_resuming_asks_again_what_may_have_passed(server: Server, tmp_path: Path) -> None:
    for n in range(3):
        server.answers[f"/{n}"] = page("ok")
    earlier = [("/0", "alive"), ("/1", "timeout"), ("/2", "rate-limited")]
    lines = [json.dumps(LinkReport(server.url(path), verdict).to_dict()) for path, verdict in earlier]
    (tmp_path / "done.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run(
        "check",
        *(server.url(f"/{n}") for n in range(3)),
        "--allow-private",
        "--json",
        "--resume",
        tmp_path / "done.jsonl",
    )
    assert sorted(json.loads(line)["url"] for line in done.stdout.splitlines()) == [
        server.url(f"/{n}") for n in range(3)
    ]
    assert {r[1] for r in server.requests} == {"/1", "/2"} and done.returncode == 0


def test_two_documents_at_one_address_are_two_results(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("<title>First report of the legation</title><h1>First report of the legation</h1>")
    items = [
        {"id": "a", "type": "document", "title": "First report of the legation", "URL": server.url("/1")},
        {"id": "b", "type": "document", "title": "Quite another letter from Moscow", "URL": server.url("/1")},
    ]
    path = tmp_path / "refs.json"
    path.write_text(json.dumps(items), encoding="utf-8")
    lines = [json.loads(line) for line in run("check", path, "--allow-private", "--json").stdout.splitlines()]
    assert {line["id"]: line["verdict"] for line in lines} == {"a": "same", "b": "different"}
    assert all(str(path) in line["source"] for line in lines)


def test_only_what_has_changed_since_is_printed(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = server.answers["/2"] = page("ok")
    urls = [server.url("/1"), server.url("/2")]
    (tmp_path / "before.jsonl").write_text(run("check", *urls, "--allow-private", "--json").stdout, encoding="utf-8")
    server.answers["/2"] = page("no", status=410)
    done = run("check", *urls, "--allow-private", "--json", "--since", tmp_path / "before.jsonl")
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["gone"]


def test_different_addresses_are_saved_in_different_files(server: Server, tmp_path: Path) -> None:
    paths = ["/a/b", "/a-b", "/a%20b", "/a?b", "/a/b/", "/" + "x" * 300 + "1", "/" + "x" * 300 + "2"]
    for path in paths:
        server.answers[path] = page(f"<title>{path}</title>")
    found = list(Fetcher(tmp_path, allow_private=True).many([server.url(path) for path in paths]))
    assert all(isinstance(f, Fetched) for f in found), found
    assert len(list(tmp_path.iterdir())) == len(paths)


def test_a_truncated_answer_is_not_saved(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("<title>half", headers={"Content-Length": "5000"})
    with pytest.raises(CitekitError):
        Fetcher(tmp_path, allow_private=True, timeout=3.0).fetch(server.url("/1"))
    assert list(tmp_path.iterdir()) == []
