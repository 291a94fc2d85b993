"""The README and the worked examples: their commands, run where they say, beside the output that they show.

``python -m tests.worked_examples`` runs them all and writes what is printed today into the files, for a look at the
difference before it is committed.
"""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.runner import CAN_FORK, command_server
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "examples").glob("**/README.md"))]
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=\n```)", re.S)
PROMPT = re.compile(r"^\$ (.*)\n?((?:(?!\$ ).*\n?)*)", re.M)
SCRIPT = re.compile(r"```python\n(?P<script>.*?)```\n\n```output\n(?P<output>.*?)```", re.S)
PORT = 8765  # of the small server in the archive's place


def folder_of(page: Path) -> Path:
    """Where the commands of a page are run: in its own folder."""
    return page.parent


def prompts(block: str) -> list[tuple[str, str]]:
    """(command, what it prints) for each prompt of a block."""
    return [(command, output.rstrip("\n")) for command, output in PROMPT.findall(block)]


def without_today(text: str) -> str:
    """A text without the days of access in it, and without white space at the ends of its lines."""
    lines = "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))
    return re.sub(r"([Aa]ccessed) (\d+ \w+\.? \d{4}|\w+ \d+, \d{4})", r"\1 TODAY", lines)


def environment() -> dict[str, str]:
    """The environment in which the commands and scripts run."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


def words_of(command: str) -> list[str] | None:
    """The words of a command that is citekit alone, with nothing in it that a shell would act upon."""
    words = shlex.shlex(command, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    listed = list(words)
    by_shell = set("*$`~\\") & set(command) or any(set(word) <= set("();<>|&") for word in listed)
    return listed[1:] if listed[0] == "citekit" and not by_shell else None


def run(command: str, folder: Path) -> str:
    """What a command prints, both streams. Raises AssertionError where it fails."""
    words = words_of(command)
    if CAN_FORK and words is not None:
        done = command_server().run(words, b"", folder, environment(), together=True)
    else:
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
    printed = done.stdout.decode("utf-8")
    assert done.returncode == 0, f"{command}\n{printed}"
    return printed


def run_script(script: str, folder: Path) -> str:
    """What a Python script prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=environment(), capture_output=True, timeout=60, check=True
    )
    return done.stdout.decode("utf-8")


def run_block(block: str, folder: Path, seen: Callable[[str, str, str], None]) -> None:
    """Run a block's commands; ``seen(command, shown, printed)`` for each. A command that ends in & is a server."""
    servers = []
    try:
        for command, shown in prompts(block):
            if command.endswith("&"):
                words = command.rstrip("& ").split()
                quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
                servers.append(subprocess.Popen(words, cwd=folder, env=environment(), **quiet))  # type: ignore[call-overload]
                _wait_for(PORT)
            else:
                seen(command, shown, run(command, folder))
    finally:
        for server in servers:
            server.terminate()
            server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing listens on port {port}")


def renewed(page: Path) -> str:
    """The text of a page with what its commands and scripts print today."""

    def block(match: re.Match[str]) -> str:
        out = match[1]

        def seen(command: str, shown: str, printed: str) -> None:
            nonlocal out
            if without_today(shown) != without_today(printed):
                former = f"$ {command}\n{shown}" if shown else f"$ {command}"
                out = out.replace(former, f"$ {command}\n{printed.rstrip(chr(10))}".rstrip("\n"), 1)

        run_block(match[1], folder_of(page), seen)
        return out

    def script(match: re.Match[str]) -> str:
        return f"```python\n{match['script']}```\n\n```output\n{run_script(match['script'], folder_of(page))}```"

    return SCRIPT.sub(script, BLOCK.sub(block, page.read_text(encoding="utf-8")))


if __name__ == "__main__":
    for one in PAGES:
        one.write_text(renewed(one), encoding="utf-8")
        print(one.relative_to(ROOT))
