"""The process of a run, which ends at once.

What is left in memory is the system's to take back: Python would take it apart object by object, which is a tenth of a
long run and a tenth of a short one.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress

from .app import main as run_command


def main() -> None:
    """Run the command line, and end the process with its exit status."""
    gc.set_threshold(500_000, 50, 50)  # documents have no cycles, and the process is a run's own
    try:
        run_command()
        status: object = 0
    except SystemExit as stop:
        status = stop.code
    if threading.active_count() > 1 or not isinstance(status, int):
        sys.exit(status)  # type: ignore[arg-type]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)
