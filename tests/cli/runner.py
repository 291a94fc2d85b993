"""The command line run as a person runs it, without the settings of whoever runs the tests."""

from __future__ import annotations

import atexit
import functools
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.cli.command_server import COUNT, receive
from tests.conftest import ROOT

EXAMPLE = "examples/politburo-decision.md"
OTHER = "examples/tass-digest.md"
TIMEOUT = 60.0  # seconds
CAN_FORK = hasattr(os, "fork")


def citekit(
    *words: object, stdin: bytes | str = b"", cwd: Path = ROOT, own_tables: bool = False, **environment: str
) -> subprocess.CompletedProcess[str]:
    """One run: its exit status, standard output and standard error as text.

    It is a child of the command server where the system can fork. Settings of Python itself, and those that add to the
    tables which the server has read (``own_tables``), need a new interpreter.
    """
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    everything = settings(**environment)
    if CAN_FORK and not own_tables and not any(name.startswith("PYTHON") for name in environment):
        run = command_server().run([str(word) for word in words], data, cwd, everything)
    else:
        run = true_process(*words, stdin=data, cwd=cwd, env=everything)
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def settings(**environment: str) -> dict[str, str]:
    """The environment of a run: no colours, nobody's settings, and what a test adds."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "CITEKIT_CONFIG": os.devnull, **environment}


def true_process(
    *words: object, stdin: bytes = b"", cwd: Path = ROOT, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A run in an interpreter of its own: for what start-up itself does."""
    command = [sys.executable, "-m", "citekit", *map(str, words)]
    return subprocess.run(
        command, input=stdin, cwd=cwd, capture_output=True, timeout=TIMEOUT, env=env or settings(), check=False
    )


@functools.cache
def command_server() -> CommandServer:
    """The server of this process of tests, started when first asked for."""
    return CommandServer()


class CommandServer:
    """A process that has imported citekit and forks a child for each run (tests/cli/command_server.py)."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._connection, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.cli.command_server"]
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=theirs.fileno(), env=settings())
        atexit.register(self.stop)

    def stop(self) -> None:
        """The server ends when nobody can ask it any more."""
        self._connection.close()
        self._process.wait(TIMEOUT)

    def run(
        self, words: list[str], stdin: bytes, cwd: Path, env: dict[str, str], together: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        """One run in a child that has pipes of its own; ``together``: its errors stand among its output."""
        asked = json.dumps({"words": words, "folder": str(cwd), "environment": env}).encode()
        with self._one_at_a_time:
            given, *printed = os.pipe(), os.pipe(), *([] if together else [os.pipe()])
            theirs = [given[0], *(writing for _, writing in printed)]
            socket.send_fds(self._connection, [COUNT.pack(len(asked))], [*theirs, theirs[-1]][:3])
            self._connection.sendall(asked)
            for file in theirs:
                os.close(file)
            child = self._number()
            try:
                out = _communicate(stdin, given[1], [reading for reading, _ in printed])
            except TimeoutError:
                os.kill(child, signal.SIGKILL)
                raise subprocess.TimeoutExpired(words, TIMEOUT) from None
            finally:
                status = self._number()
        return subprocess.CompletedProcess(["citekit", *words], status, *out)

    def _number(self) -> int:
        return int(COUNT.unpack(receive(self._connection, COUNT.size))[0])


def _communicate(data: bytes, stdin: int, outputs: list[int]) -> list[bytes]:
    """Write standard input and read the outputs, whichever is ready, until the run has closed them."""
    until = time.monotonic() + TIMEOUT
    read: dict[int, list[bytes]] = {file: [] for file in outputs}
    rest = memoryview(data)
    with selectors.DefaultSelector() as ready:
        for file in outputs:
            ready.register(file, selectors.EVENT_READ)
        ready.register(stdin, selectors.EVENT_WRITE)
        os.set_blocking(stdin, False)
        while ready.get_map():
            events = ready.select(until - time.monotonic())
            if not events:
                for file in list(ready.get_map()):
                    os.close(file)
                raise TimeoutError
            for key, _ in events:
                if key.fd == stdin:
                    rest, more = _written(stdin, rest)
                else:
                    part = os.read(key.fd, 1 << 16)
                    read[key.fd].append(part)
                    more = bool(part)
                if not more:
                    ready.unregister(key.fd)
                    os.close(key.fd)
    return [b"".join(parts) for parts in read.values()]


def _written(file: int, data: memoryview) -> tuple[memoryview, bool]:
    """What is left to write, and whether anything is: a reader that has gone reads no more."""
    try:
        data = data[os.write(file, data[: 1 << 16]) :] if data else data
    except BrokenPipeError:
        data = data[:0]
    return data, bool(data)


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]
