"""JabRef on this machine, through its command line."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable

from ..document.model import Document
from .base import PushError, PushResult, local_copy

PATIENCE = 5.0  # seconds within which a program that cannot start has failed
_CRASH = re.compile(rb"(?m)^.*(?:Exception|unable to open display|cannot open display|no suitable pipeline).*$", re.I)


def push(
    docs: Iterable[Document], dialect: str = "bibtex", program: str = "", patience: float = PATIENCE
) -> PushResult:
    """Open documents in JabRef, in the library that is open or a new one.

    JabRef sends no answer, so only its start is watched.  Raises PushError where it does not start; no process is
    left behind then.
    """
    executable = shutil.which(program) if program else shutil.which("jabref") or shutil.which("JabRef")
    if executable is None:
        raise PushError(
            "JabRef is not installed, or not on the PATH",
            hint="export a file instead: citekit export ... --to bibtex -o refs.bib",
        )
    listed = list(docs)
    name = local_copy(listed, dialect)
    hint = f"open {name} in JabRef yourself"
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise PushError("JabRef cannot open a window: there is no display", where=executable, hint=hint)
    with tempfile.TemporaryFile() as log:
        problem = _start(executable, name, log.fileno(), patience) or _crash(log.fileno())
    if problem:
        raise PushError(f"JabRef did not start ({problem})", where=executable, hint=hint)
    return PushResult("JabRef", len(listed))


def _start(program: str, name: str, log: int, patience: float) -> str:
    """Start JabRef with a file. Returns the problem, or an empty string where JabRef is running."""
    try:
        process = subprocess.Popen(
            [program, "--importToOpen", name],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    except OSError as error:
        return str(error.strerror)
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.1)
    if process.poll() is None:
        if _crash(log):
            _kill(process)
        return ""
    return f"it ended with status {process.returncode}" if process.returncode else ""


def _crash(log: int) -> str:
    """The first line of what JabRef prints when it crashes, or an empty string."""
    os.lseek(log, 0, os.SEEK_SET)
    match = _CRASH.search(os.read(log, 1_000_000))
    return match.group().decode("utf-8", "replace").strip()[:200] if match is not None else ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that we started, and its children."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait(PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        pass
