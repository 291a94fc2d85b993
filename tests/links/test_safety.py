"""What a server or a document says goes nowhere that it should not: networks, files, terminals, reports, the cache."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

import citekit
from citekit import CitekitError, Document
from citekit.cli.link_reports import OUTPUTS
from citekit.links import Checker, LinkReport
from citekit.links.cache import Cache
from citekit.links.fetch import Fetched, Fetcher
from citekit.links.fix import fix_file, writable
from citekit.links.http.follow import Trail
from citekit.links.http.guard import public
from citekit.links.http.policy import Policy
from citekit.sources.addresses import address_list, addresses_in, addresses_of_file
from tests.cli.runner import citekit as run
from tests.conftest import Server, page

OLD = "http://old.example/1"


# networks


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.31.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::10.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2002:c0a8:101::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_the_internets_are_closed(address: str) -> None:
    assert public(address) is False


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
    ],
)
def test_addresses_of_the_internet_are_open(address: str) -> None:
    assert public(address) is True


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "127.1"])
def test_many_addresses_do_not_reach_this_machine_unless_allowed(host: str, server: Server) -> None:
    url = f"http://{host}:{server.http.server_address[1]}/"
    (report,) = Checker(timeout=3.0).many([url])
    assert report.verdict in ("not-checked", "error", "dns") and server.requests == []


def test_a_redirect_to_this_machine_is_not_followed_by_many(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.links.http.multi.public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr("citekit.links.http.policy.is_public_literal", lambda host: True)
    there = f"http://127.0.0.2:{server.http.server_address[1]}/secret"
    server.answers["/1"] = page("", status=302, headers={"Location": there})
    (report,) = Checker(timeout=3.0).many([server.url("/1")])
    assert (report.verdict, [r[1] for r in server.requests]) == ("not-checked", ["/1"])


# files


ATTACKS = [
    'https://new.example/"}, @misc{x, title={y}},',
    "https://new.example/a}\n@book{b,}",
    "https://new.example/'; drop",
    "https://new.example/) [x](y",
    "https://new.example/<script>",
    "https://new.example/a b: c # d",
    "https://new.example/\u202eabc",
    'https://new.example/a\\"b',
    "https://new.example/a,b]",
    "https://new.example/`x`|y",
    "https://new.example/\x1b[31m",
    "https://new.example/д",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_an_address_is_written_into_a_file(attack: str, tmp_path: Path) -> None:
    texts = {
        "a.bib": f'@misc{{k, title = {{T}}, url = {{{OLD}}}, note = "\\\\url{{{OLD}}}"}}\n',
        "a.json": json.dumps([{"id": "k", "URL": OLD}]),
        "a.yaml": f"- id: k\n  URL: {OLD}\n  more: [{OLD}, b]\n  quoted: '{OLD}'\n",
        "a.md": f"See <{OLD}>, [text]({OLD}) and {OLD}.\n",
        "a.ris": f"TY  - GEN\nUR  - {OLD}\nER  - \n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        fix_file(path, {OLD: attack})
        new = path.read_text(encoding="utf-8")
        assert new.replace(writable(attack), OLD) == text
    assert not set(writable(attack)) & set("\"'{}<>()[],\\`|\n\t \x1b\u202e")
    assert json.loads((tmp_path / "a.json").read_text())[0]["URL"] == writable(attack)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://", "x", "https://a b/", "https://[::1"]
)
def test_what_is_no_web_address_is_not_written(address: str) -> None:
    with pytest.raises(CitekitError, match="not a plain web address"):
        writable(address)


def test_an_address_in_that_of_a_copy_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = f"{OLD} https://web.archive.org/web/2019/{OLD} https://p.example/?u={OLD} {OLD}/more"
    path.write_text(text, encoding="utf-8")
    assert fix_file(path, {OLD: "https://n.example/"}).count == 1
    assert path.read_text(encoding="utf-8") == text.replace(OLD, "https://n.example/", 1)


def test_a_link_is_followed_and_a_backup_of_the_persons_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.md", tmp_path / "a.md"
    real.write_text(OLD, encoding="utf-8")
    (tmp_path / "real" / "a.md.bak").write_text("mine", encoding="utf-8")
    link.symlink_to(real)
    fixed = fix_file(link, {OLD: "https://n.example/1"})
    assert link.is_symlink() and real.read_text(encoding="utf-8") == "https://n.example/1"
    assert (tmp_path / "real" / "a.md.bak").read_text(encoding="utf-8") == "mine"
    assert fixed.backup is not None and fixed.backup.read_text(encoding="utf-8") == OLD


# what is remembered, and what goes on


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


# terminals and reports


HOSTILE = "a\x1b[31mred\x07\x9b2J \u202eevil\u2066 \u2028line\nnext\r ](http://evil.example) ![i](x) <b> | `c` *e*"


@pytest.mark.parametrize("output", sorted(OUTPUTS))
def test_no_report_steers_a_terminal(output: str) -> None:
    report = LinkReport(
        f"http://a.example/{HOSTILE}", "different", 200, f"http://b.example/{HOSTILE}", HOSTILE, HOSTILE
    )
    text = "".join(OUTPUTS[output]([report], frozenset(("different",))))
    assert not set(text) & set("\x1b\x07\x9b\x85\u202e\u2066\u2028\r\x00")
    if output == "jsonl":
        assert json.loads(text)["title"] == HOSTILE and text.count("\n") == 1
    if output == "table":
        assert text.count("\n") == 1
    if output == "markdown":
        (row,) = text.splitlines()[2:]
        assert "](" not in row.replace("\\]\\(", "") and "<b>" not in row and "http://evil" not in row.split("|")[-2]


# addresses in texts


def test_a_list_of_addresses_is_read_from_a_file_and_from_standard_input(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = server.answers["/2"] = page("ok")
    listed = f"# addresses\n{server.url('/1')}\n\n{server.url('/2')}\n"
    (tmp_path / "urls.txt").write_text(listed, encoding="utf-8")
    for done in (
        run("check", tmp_path / "urls.txt", "--allow-private", "--json"),
        run("check", "-", "--allow-private", "--json", stdin=listed),
    ):
        assert sorted(json.loads(line)["url"] for line in done.stdout.splitlines()) == [
            server.url("/1"),
            server.url("/2"),
        ]
    assert address_list("see http://a.example/1") == []


def test_addresses_in_running_text_are_found_without_their_punctuation() -> None:
    text = 'See http://a.example/1, (http://b.example/x_(y)) <http://c.example>; [t](http://d.example/?a=1&amp;b=2). "http://e.example/."'
    assert addresses_in(text) == [
        "http://a.example/1",
        "http://b.example/x_(y)",
        "http://c.example",
        "http://d.example/?a=1&b=2",
        "http://e.example/",
    ]


def test_links_of_a_word_document_are_found(tmp_path: Path) -> None:
    target = "http://a.example/1?x=1&amp;y=2"
    relations = f'<Relationships><Relationship Id="r1" Target="{target}" TargetMode="External"/></Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("word/_rels/document.xml.rels", relations)
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    assert addresses_of_file(tmp_path / "a.docx") == ["http://a.example/1?x=1&y=2"]


def test_addresses_can_be_left_out_asked_elsewhere_and_asked_with_a_header(server: Server, tmp_path: Path) -> None:
    server.answers["/new/1"] = page("ok")
    text = f"[a]({server.url('/old/1')}) and http://127.0.0.1:9/skipped"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    done = run(
        "check",
        tmp_path / "a.md",
        "--links",
        "--allow-private",
        "--json",
        "--exclude",
        "skipped",
        "--remap",
        "/old/=>/new/",
        "--header",
        "X-Token: 5",
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["url"] for report in found] == [server.url("/old/1")]  # its own, wherever it was asked
    assert server.url("/new/1") in found[0]["reason"] and found[0]["source"].endswith("a.md, line 1")
    assert server.requests[-1][2]["X-Token"] == "5"
    assert run("check", "http://a.example", "--header", "broken").returncode == 2
    assert run("check", "http://a.example", "--exclude", "(").returncode == 2


# proxies


def test_a_proxy_of_the_environment_is_used_unless_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    target = "http://archive.example/1"
    server.answers[target] = page("ok")
    server.answers["http://archive.example/robots.txt"] = page("", status=404)
    one = citekit.check(target, timeout=4.0)
    assert isinstance(one, LinkReport) and one.verdict == "alive", one
    assert [r.verdict for r in Checker(timeout=4.0).many([target])] == ["alive"]
    assert [r.verdict for r in Checker(timeout=4.0, proxies=False).many([target])] == ["dns"]
    assert os.environ["http_proxy"] == server.url("")


@pytest.mark.slow
def test_the_nightly_run_prints_only_what_has_changed(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    server.answers["/1"] = server.answers["/2"] = page("ok")
    (folder / "urls.txt").write_text(f"{server.url('/1')}\n{server.url('/2')}\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "citekit"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m citekit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(root)}
    script = root / "examples" / "links" / "nightly.sh"

    def night(number: int) -> str:
        environment["XDG_CACHE_HOME"] = str(tmp_path / f"cache{number}")  # as if the former results had grown old
        command = ["sh", str(script), str(folder / "urls.txt"), "--allow-private"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60).stdout

    assert night(1).count("alive") == 2
    assert night(2) == ""
    server.answers["/2"] = page("no", status=410)
    third = night(3)
    assert third.startswith("gone (410)") and third.count("\n") == 1


def test_a_header_that_was_asked_for_is_not_sent_in_the_clear_after_https() -> None:
    policy = Policy(headers={"Authorization": "Bearer secret"})
    trail = Trail("https://a.example/1", time.monotonic() + 5)
    assert trail.headers(policy)["Authorization"] == "Bearer secret"
    trail.move(302, "http://a.example/2")
    assert "Authorization" not in trail.headers(policy)
    upgraded = Trail("http://a.example/1", time.monotonic() + 5)
    upgraded.move(301, "https://a.example/1")
    assert upgraded.headers(policy)["Authorization"] == "Bearer secret"
    upgraded.move(301, "https://b.example/1")
    assert "Authorization" not in upgraded.headers(policy)
