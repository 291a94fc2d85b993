"""What a server or a document says goes nowhere that it should not: networks, files, terminals, reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import citekit
from citekit import CitekitError
from citekit.cli.link_reports import OUTPUTS
from citekit.links import Checker, LinkReport
from citekit.links.fix import fix_file, writable
from citekit.links.http.follow import Trail
from citekit.links.http.guard import public
from citekit.links.http.policy import Policy
from tests.conftest import Server, page

OLD = "http://old.example/1"


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
