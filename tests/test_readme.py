"""Every example of the README is run, and prints what the README says."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)\n```", README, re.S)
ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "PYTHONPATH": str(ROOT),
    "NO_COLOR": "1",
}


def sessions(block: str) -> list[tuple[str, str]]:
    """(command, what it prints) for each prompt of a block."""
    return [
        (command, output.rstrip("\n")) for command, output in re.findall(r"^\$ (.*)\n?((?:(?!\$ ).*\n?)*)", block, re.M)
    ]


def without_dates_of_today(text: str) -> str:
    return re.sub(
        r"Accessed \d+ \w+\.? \d{4}",
        "Accessed TODAY",
        "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n")),
    )


def run(command: str) -> str:
    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8")
    return done.stdout.decode("utf-8")


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on port {port}")


@pytest.mark.parametrize("block", BLOCKS, ids=[b.split("\n")[0][2:60] for b in BLOCKS])
def test_what_the_readme_shows_is_what_is_printed(block: str) -> None:
    servers = []
    try:
        for command, output in sessions(block):
            if command.endswith("&"):
                servers.append(
                    subprocess.Popen(
                        command.rstrip("& ").split(),
                        cwd=ROOT,
                        env=ENVIRONMENT,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                    )
                )
                wait_for(8765)
            else:
                assert without_dates_of_today(run(command)) == without_dates_of_today(output)
    finally:
        for server in servers:
            server.terminate()
            server.wait(10)


def test_the_script_of_the_readme_prints_what_it_says() -> None:
    script, output = re.search(r"```python\n(.*?)```\n\n```output\n(.*?)```", README, re.S).groups()  # type: ignore[union-attr]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=ENVIRONMENT, capture_output=True, timeout=60, check=True
    )
    assert done.stdout.decode("utf-8") == output


def test_the_readme_has_its_two_commands_and_its_examples() -> None:
    assert re.findall(r"<!-- ci: (.*?) -->\n```sh\n.+\n```", README) == ["install and run", "install and test"]
    assert len(BLOCKS) >= 6
