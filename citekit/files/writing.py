"""Files written whole or not at all, and by one process at a time."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import CitekitError

WAIT = 30.0  # seconds for another process to finish
STALE = 300.0  # seconds after which a lock was left behind by a process that died


def write_file(path: Path, pieces: Iterable[str] | str) -> None:
    """Write a text file whole or not at all: to a temporary file beside it, which then takes its place."""
    write_bytes(path, (piece.encode("utf-8") for piece in ([pieces] if isinstance(pieces, str) else pieces)))


def write_bytes(path: Path, pieces: Iterable[bytes] | bytes) -> None:
    """Write a file whole or not at all."""
    folder = path.parent
    try:
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    file.write(piece)
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            os.chmod(temporary, mode)
            os.replace(temporary, path)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        hint = "" if folder.is_dir() else f"there is no folder {folder}: make it first"
        raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(path), hint=hint) from None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file for this process: a second one waits, and goes on with what the first has written.

    Raises CitekitError where the other does not finish in half a minute.
    """
    lock = path.with_name(f".{path.name}.lock")
    limit = time.monotonic() + WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            _clear_stale(lock)
            if time.monotonic() > limit:
                raise CitekitError(
                    "another program holds the file", where=str(path), hint=f"if none does, delete {lock}"
                ) from None
            time.sleep(0.05)
        except OSError as error:
            raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(path)) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _clear_stale(lock: Path) -> None:
    try:
        if time.time() - lock.stat().st_mtime > STALE:
            lock.unlink()
    except OSError:
        pass
