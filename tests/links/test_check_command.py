"""`citekit check`: exit status, output, stopping and continuing, writing new addresses into files."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.cli.runner import citekit as run
from tests.conftest import Server, page
from tests.links import HTML, TITLE


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


@pytest.mark.parametrize("name", ["two.json", "two.bib"])
def test_a_line_names_the_document_s_key_once(tmp_path: Path, name: str) -> None:
    item = {"id": "alpha", "type": "manuscript", "title": "A", "URL": "http://127.0.0.1:9/a"}
    text = json.dumps([item]) if name.endswith("json") else f"@misc{{alpha, title={{A}}, url={{{item['URL']}}}}}"
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("check", "--allow-private", str(tmp_path / name))
    (line,) = [line for line in result.stdout.splitlines() if "127.0.0.1" in line]
    assert line.endswith(f"{name}, alpha]") and line.count("alpha") == 1
