"""Results are in their file as they come: a run that is stopped or killed loses none of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.runner import citekit as run
from tests.conftest import Server, page

FAST = 6


@pytest.fixture
def slow_server(server: Server) -> Iterator[Server]:
    """A server of which one address does not answer until the test is over."""
    over = threading.Event()
    for n in range(FAST):
        server.answers[f"/{n}"] = page("ok")
    server.answers["/slow"] = lambda handler: (over.wait(20), page("ok")(handler))[1]
    yield server
    over.set()


def _listening() -> None:
    """Take signals that whoever runs the tests ignores (``nohup``)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def started(server: Server, folder: Path, *options: str) -> subprocess.Popen[str]:
    """A run that has written all its results but the one that it waits for."""
    urls = [server.url(f"/{n}") for n in range(FAST)] + [server.url("/slow")]
    command = [sys.executable, "-m", "citekit", "check", "--allow-private", "--no-robots", "--timeout", "19"]
    process = subprocess.Popen(
        [*command, *options, *urls], cwd=folder, stderr=subprocess.PIPE, text=True, preexec_fn=_listening
    )
    until = time.monotonic() + 15
    while time.monotonic() < until and process.poll() is None:
        if any(len(path.read_text().splitlines()) >= FAST for path in folder.glob("k.jsonl*")):
            break
        time.sleep(0.05)
    return process


def results(path: Path) -> list[str]:
    return [json.loads(line)["url"].rpartition("/")[2] for line in path.read_text().splitlines()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_leaves_what_it_has_found(slow_server: Server, tmp_path: Path, number: int) -> None:
    process = started(slow_server, tmp_path, "--json", "-o", "k.jsonl")
    process.send_signal(number)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 128 + number and "--resume" in said and "Traceback" not in said
    assert sorted(results(tmp_path / "k.jsonl")) == sorted(map(str, range(FAST)))
    assert os.listdir(tmp_path) == ["k.jsonl"]


def test_a_run_that_is_killed_leaves_a_journal_from_which_the_next_goes_on(slow_server: Server, tmp_path: Path) -> None:
    process = started(slow_server, tmp_path, "--json", "-o", "k.jsonl")
    process.kill()
    process.communicate(timeout=10)
    assert sorted(results(tmp_path / "k.jsonl.part")) == sorted(map(str, range(FAST)))
    slow_server.answers["/slow"] = page("ok")
    slow_server.requests.clear()
    urls = [slow_server.url(f"/{n}") for n in range(FAST)] + [slow_server.url("/slow")]
    options = ["--allow-private", "--no-robots", "--json", "--resume", "k.jsonl", "-o", "k.jsonl"]
    done = run("check", *options, *urls, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "k.jsonl.part" in done.stderr
    assert [request[1] for request in slow_server.requests] == ["/slow"]
    assert sorted(results(tmp_path / "k.jsonl")) == sorted([*map(str, range(FAST)), "slow"])
    assert os.listdir(tmp_path) == ["k.jsonl"]


def test_a_resumed_run_that_is_killed_loses_nothing_of_the_first(slow_server: Server, tmp_path: Path) -> None:
    held = [{"url": f"http://a.example/{n}", "verdict": "alive", "status": 200} for n in "ab"]
    former = "".join(json.dumps(one) + "\n" for one in held)
    (tmp_path / "k.jsonl").write_text(former)
    process = started(slow_server, tmp_path, "--json", "--resume", "k.jsonl", "-o", "k.jsonl")
    process.kill()
    process.communicate(timeout=10)
    assert (tmp_path / "k.jsonl").read_text() == former
    assert {"0", "1", "2"} <= set(results(tmp_path / "k.jsonl.part"))


def test_the_journal_of_another_run_is_not_written_over(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("ok")
    (tmp_path / "k.jsonl.part").write_text('{"url": "http://a.example/", "verdict": "alive"}\n')
    done = run("check", "--allow-private", "--no-robots", "--json", "-o", "k.jsonl", server.url("/1"), cwd=tmp_path)
    assert done.returncode == 0 and "k.jsonl.part" in done.stderr and "--resume" in done.stderr
    assert sorted(os.listdir(tmp_path)) == ["k.jsonl", "k.jsonl.part"]
    assert "a.example" in (tmp_path / "k.jsonl.part").read_text()


def test_permissions_and_links_are_kept(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = page("ok")
    (tmp_path / "real.jsonl").write_text("")
    (tmp_path / "real.jsonl").chmod(0o640)
    (tmp_path / "k.jsonl").symlink_to("real.jsonl")
    done = run("check", "--allow-private", "--no-robots", "--json", "-o", "k.jsonl", server.url("/1"), cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "k.jsonl").is_symlink()
    assert results(tmp_path / "real.jsonl") == ["1"] and (tmp_path / "real.jsonl").stat().st_mode & 0o777 == 0o640
    missing = run("check", "--allow-private", "-o", "no/folder.txt", server.url("/1"), cwd=tmp_path)
    assert missing.returncode != 0 and "make it first" in missing.stderr and "Traceback" not in missing.stderr
