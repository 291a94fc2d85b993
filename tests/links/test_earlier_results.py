"""The results of an earlier run: carried over, compared with, and never lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from citekit.links import LinkReport
from tests.cli.runner import citekit as run
from tests.conftest import ROOT, Server, page


def write(path: Path, *reports: LinkReport) -> Path:
    path.write_text("".join(json.dumps(report.to_dict()) + "\n" for report in reports), encoding="utf-8")
    return path


def verdicts(path: Path) -> list[tuple[str, str]]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted((one["url"], one["verdict"]) for one in found)


def test_resuming_into_the_same_file_keeps_what_it_held(server: Server, tmp_path: Path) -> None:
    server.answers["/2"] = page("ok")
    one, two, late = server.url("/1"), server.url("/2"), server.url("/late")
    (tmp_path / "urls.txt").write_text(f"{one}\n{two}\n", encoding="utf-8")
    listed = str(tmp_path / "urls.txt")
    file = write(
        tmp_path / "a.jsonl",
        LinkReport(one, "alive", source=f"{listed}, line 1"),
        LinkReport("http://a.example/", "same"),
        LinkReport(late, "timeout"),
        LinkReport(late, "timeout"),
    )
    for _ in range(2):
        done = run("check", listed, "--allow-private", "--resume", file, "--json", "-o", file)
        assert verdicts(file) == sorted(
            [("http://a.example/", "same"), (one, "alive"), (two, "alive"), (late, "timeout")]
        )
    assert done.stdout == "" and {path for _, path, _ in server.requests} == {"/2"}


def test_stopping_a_resumed_run_keeps_what_the_file_held(server: Server, tmp_path: Path) -> None:
    server.answers["/slow"] = lambda handler: time.sleep(20)
    slow, done = server.url("/slow"), server.url("/done")
    file = write(tmp_path / "a.jsonl", LinkReport(done, "alive"), LinkReport(slow, "timeout"))
    command = [sys.executable, "-m", "citekit", "check", done, slow, "--allow-private", "--timeout", "15"]
    process = subprocess.Popen([*command, "--resume", file, "--json", "-o", file], stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 20
    while not server.requests and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130 and f"in {file}" in said
    assert verdicts(file) == sorted([(done, "alive"), (slow, "timeout")])


def test_the_file_that_is_compared_with_keeps_all_and_the_changes_are_printed(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = server.answers["/2"] = page("ok")
    urls = [server.url("/1"), server.url("/2")]
    file = tmp_path / "links.jsonl"
    file.write_text("", encoding="utf-8")
    options = ["--allow-private", "--since", file, "--json", "-o", file, "--fail-on", "none"]
    first = run("check", *urls, *options)
    assert first.stdout.count("alive (200)") == 2 and "holds no results yet" in first.stderr
    assert run("check", *urls, *options).stdout == ""
    assert verdicts(file) == [(url, "alive") for url in urls]
    server.answers["/2"] = page("no", status=410)
    third = run("check", *urls, *options)
    assert third.stdout.startswith("gone (410)") and third.stdout.count("\n") == 1
    assert run("check", urls[0], *options).stdout == ""
    assert verdicts(file) == [(urls[0], "alive"), (urls[1], "gone")]


@pytest.mark.parametrize("option", ["--resume", "--since"])
def test_results_are_not_written_over_with_a_table(option: str, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", LinkReport("http://a.example/", "alive"))
    before = file.read_text(encoding="utf-8")
    done = run("check", "http://127.0.0.1:9/", option, file, "-o", file)
    assert done.returncode == 2 and "add --json" in done.stderr and file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("option", ["--resume", "--since"])
@pytest.mark.parametrize("held", ["nonsense\n", '{"foo":1}\n', "[]\n", "http://a.example/\n"])
def test_a_file_that_holds_no_results_is_refused(option: str, held: str, server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(held, encoding="utf-8")
    done = run("check", server.url("/1"), "--allow-private", option, tmp_path / "a.jsonl")
    assert (done.returncode, done.stdout, server.requests) == (1, "", [])
    assert "a.jsonl: it holds no results of a link check" in done.stderr and "--json" in done.stderr


def test_a_line_that_is_no_result_is_said(server: Server, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", LinkReport(server.url("/1"), "alive"))
    file.write_text(file.read_text(encoding="utf-8") + '{"broken', encoding="utf-8")
    done = run("check", server.url("/1"), "--allow-private", "--resume", file)
    assert done.returncode == 0 and "line 2 is not a result" in done.stderr


def test_results_that_powershell_wrote_are_read(server: Server, tmp_path: Path) -> None:
    text = json.dumps(LinkReport(server.url("/1"), "alive").to_dict())
    (tmp_path / "a.jsonl").write_text(f"{text}\r\n", encoding="utf-16")
    done = run("check", server.url("/1"), "--allow-private", "--resume", tmp_path / "a.jsonl", "--json")
    assert json.loads(done.stdout)["verdict"] == "alive" and server.requests == []


def test_a_list_of_addresses_is_not_written_over(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("ok")
    path = tmp_path / "urls.txt"
    path.write_text(server.url("/1"), encoding="utf-8")
    done = run("check", path, "--allow-private", "--json", "-o", path)
    assert done.returncode == 2 and path.read_text(encoding="utf-8") == server.url("/1")


def test_a_night_on_which_citekit_is_missing_keeps_the_former_results(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    file = write(tmp_path / "documents.links.jsonl", LinkReport("http://a.example/", "alive"))
    before = file.read_text(encoding="utf-8")
    command = ["/bin/sh", str(ROOT / "examples" / "links" / "nightly.sh"), f"{tmp_path / 'documents'}/"]
    done = subprocess.run(command, env={**os.environ, "PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode != 0 and "citekit" in done.stderr and file.read_text(encoding="utf-8") == before
