"""A run in a child of the command server is what a run in a new interpreter is."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.cli import runner
from tests.cli.runner import EXAMPLE, citekit, true_process
from tests.conftest import ROOT, Server

pytestmark = pytest.mark.skipif(not runner.CAN_FORK, reason="this system cannot fork")


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["cite", EXAMPLE, "--locator", "44"], b""),
        (["cite", "-"], (ROOT / EXAMPLE).read_bytes()),
        (["nonsense"], b""),
        pytest.param(["cite", "no-such.md"], b"", marks=pytest.mark.slow),
        pytest.param(["cite", "-"], b"words of no encoding: caf\x81 \x8d", marks=pytest.mark.slow),
        pytest.param(["export", "examples/library.json", "--to", "biblatex"], b"", marks=pytest.mark.slow),
    ],
)
def test_status_output_and_errors_are_those_of_a_new_interpreter(words: list[str], stdin: bytes) -> None:
    forked, true = citekit(*words, stdin=stdin), true_process(*words, stdin=stdin)
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        true.returncode,
        true.stdout.decode(),
        true.stderr.decode(),
    )


def test_folder_and_environment_are_those_of_one_run_only(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('style = "mla"\n', encoding="utf-8")
    (tmp_path / "page.md").write_bytes((ROOT / EXAMPLE).read_bytes())
    before = citekit("cite", "page.md", cwd=tmp_path).stdout
    settled = citekit("cite", "page.md", cwd=tmp_path, CITEKIT_CONFIG=str(tmp_path / "own.toml")).stdout
    assert settled != before == citekit("cite", "page.md", cwd=tmp_path).stdout
    assert citekit("cite", "page.md").returncode == 1


def test_a_run_that_takes_too_long_is_stopped_and_the_next_one_runs(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/slow"] = lambda handler: time.sleep(3)
    with monkeypatch.context() as patch, pytest.raises(subprocess.TimeoutExpired):
        patch.setattr(runner, "TIMEOUT", 0.5)
        citekit("check", server.url("/slow"), "--allow-private")
    assert citekit("--version").stdout.startswith("citekit ")


def test_errors_stand_among_the_output_where_that_is_asked_for() -> None:
    run = runner.command_server().run(["cite", "no-such.md", EXAMPLE], b"", ROOT, runner.settings(), together=True)
    lines = run.stdout.decode().splitlines()
    assert (run.returncode, run.stderr, len(lines)) == (1, None, 2)
    assert any("no-such.md" in line for line in lines) and any("Soviet Politburo" in line for line in lines)


def test_what_a_run_does_not_read_from_standard_input_does_no_harm() -> None:
    assert citekit("--version", stdin=b"x" * 1_000_000).returncode == 0
