"""Files opened for reading: what never ends or blocks is refused."""

from __future__ import annotations

import os
import stat
from typing import IO

from ..errors import ReadError

_OF_SHELLS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def of_this_process(path: str) -> bool:
    """Whether only this process can read it: standard input (``-``), and what a shell hands over (``<(…)``)."""
    return path == "-" or path.startswith(_OF_SHELLS)


def opened(path: str | os.PathLike[str], where: str = "") -> IO[bytes]:
    """A regular file, or a pipe that the shell has made (``<(…)``), open for reading.

    Raises ReadError for a folder, a pipe or a device, OSError for what cannot be opened.
    """
    name = os.fspath(path)
    kind = os.stat(name).st_mode
    if stat.S_ISDIR(kind):
        raise ReadError("this is a folder", where=where or name)
    from_shell = stat.S_ISFIFO(kind) and name.startswith(_OF_SHELLS)
    if not stat.S_ISREG(kind) and not from_shell:
        raise ReadError("this is a pipe or a device, not a file", where=where or name, hint="send its output through -")
    return open(name, "rb")
