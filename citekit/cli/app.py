"""The command line: its exit statuses, and what it does with an error."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from typing import Any

import typer

from ..common.errors import CitekitError, UsageError, printable
from .commands import asked_for, commands
from .settings import apply_settings
from .wrong_use import is_wrong_use, report_wrong_use


def main() -> None:
    """Run the command line; errors are one line, never a traceback.

    Exit status: 0 done, 1 something failed, 2 wrong use, 130 stopped by the person.
    """
    if sys.stdout is None:  # closed by the shell (>&-): nothing can be written, and whoever writes is told
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    warnings.showwarning = _show_warning
    try:
        defaults = apply_settings(sys.argv[1:]).defaults()
        program = commands(asked_for(sys.argv[1:]))
        status = program(prog_name="citekit", standalone_mode=False, default_map=defaults)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)
    except CitekitError as error:
        print(f"citekit: {' '.join(printable(str(error)).split())}", file=sys.stderr)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:
        _leave_stdout()
        sys.exit(1)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _UNWRITABLE and not error.filename:
            _leave_stdout()
            print(f"citekit: the output cannot be written ({error.strerror})", file=sys.stderr)
            sys.exit(1)
        if is_wrong_use(error):
            sys.exit(report_wrong_use(error))
        if os.environ.get("CITEKIT_DEBUG"):
            raise
        what = f"internal error ({type(error).__name__}: {error}); please report it"
        print(f"citekit: {printable(what)}; CITEKIT_DEBUG=1 shows where", file=sys.stderr)
        sys.exit(1)


def _show_warning(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
    """A warning in one line, as errors are; those of other packages are for their developers."""
    if category.__module__.partition(".")[0] == "citekit":
        print(f"citekit: note: {' '.join(printable(str(message)).split())}", file=sys.stderr)


# what writing to standard output fails with: a full disk or quota, a limit, a broken or read-only device
_UNWRITABLE = frozenset(
    getattr(errno, name) for name in "ENOSPC EDQUOT EFBIG EIO EROFS EBADF".split() if hasattr(errno, name)
)


def _leave_stdout() -> None:
    """Nothing more is written: the reader has stopped, or the disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
