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
from .base import PushError, Sent, local_copy

PATIENCE = 5.0  # seconds in which a program that cannot start has stated why
_CRASH = re.compile(rb"(?m)^.*(?:Exception|unable to open display|cannot open display|no suitable pipeline).*$", re.I)


def push(docs: Iterable[Document], dialect: str = "bibtex", program: str = "", patience: float = PATIENCE) -> Sent:
    """Open documents in JabRef, in the library that is open or a new one.

    JabRef answers nothing: what is watched is whether it starts.  Raises PushError where it does not; then no process
    is left behind.
    """
    found = shutil.which(program) if program else shutil.which("jabref") or shutil.which("JabRef")
    if found is None:
        raise PushError(
            "JabRef is not installed, or not on the PATH",
            hint="export a file instead: citekit export ... --to bibtex -o refs.bib",
        )
    listed = list(docs)
    name = local_copy(listed, dialect)
    hint = f"open {name} in it by hand"
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise PushError("JabRef cannot open a window: there is no display", where=found, hint=hint)
    with tempfile.TemporaryFile() as log:
        trouble = _start(found, name, log.fileno(), patience) or _crash(log.fileno())
    if trouble:
        raise PushError(f"JabRef did not start ({trouble})", where=found, hint=hint)
    return Sent("JabRef", len(listed))


def _start(program: str, name: str, log: int, patience: float) -> str:
    """Start JabRef with a file; gives what went wrong, or an empty string where it runs or has handed the file over."""
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
    limit = time.monotonic() + patience
    while time.monotonic() < limit and process.poll() is None:
        time.sleep(0.1)
    if process.poll() is None:
        if _crash(log):
            _stop(process)
        return ""
    return f"it ended with status {process.returncode}" if process.returncode else ""


def _crash(log: int) -> str:
    """The first line of what JabRef prints when it crashes, or an empty string."""
    os.lseek(log, 0, os.SEEK_SET)
    match = _CRASH.search(os.read(log, 1_000_000))
    return match.group().decode("utf-8", "replace").strip()[:200] if match is not None else ""


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, and those that it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait(PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        pass
