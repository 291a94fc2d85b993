"""Files written atomically, and by one process at a time."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import CitekitError

WAIT = 30.0  # seconds for another process to finish
PATIENCE = 5.0  # seconds for another process to read from a pipe


def write_file(path: Path, pieces: Iterable[str] | str, permissions_of: Path | None = None) -> None:
    """Write a text file atomically: to a temporary file beside it, which then takes its place.

    A link is followed; a device or a pipe is written to and not replaced. An existing file keeps its
    permissions; a new one has those of another (``permissions_of``), or what the umask allows.  Raises CitekitError
    where the file cannot be written or is protected against writing.
    """
    write_bytes(
        path, (piece.encode("utf-8") for piece in ([pieces] if isinstance(pieces, str) else pieces)), permissions_of
    )


def write_bytes(
    path: Path,
    pieces: Iterable[bytes] | bytes,
    permissions_of: Path | None = None,
    before: Callable[[], object] | None = None,
) -> None:
    """Write a file with any content, like ``write_file``.

    A device or a pipe (``/dev/null``, ``/dev/fd/63``) is written to: replacing it would destroy it. ``before`` is
    called when all is written beside an existing file, which is then replaced.
    """
    try:
        if _is_device(path):
            with _opened_device(path) as device:
                device.writelines([pieces] if isinstance(pieces, bytes) else pieces)
            return
        target = _target(path)
        mode = _mode(target, permissions_of)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    file.write(piece)
            os.chmod(temporary, mode)
            if before is not None and target.exists():
                before()
            os.replace(temporary, target)
        except BaseException:
            if os.path.exists(temporary):
                os.unlink(temporary)
            raise
    except OSError as error:
        hint = "" if path.parent.is_dir() else f"there is no folder {path.parent}: make it first"
        raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(path), hint=hint) from None


def _is_device(path: Path) -> bool:
    """Whether a path is a system stream (``/dev/stdout``), a device or a pipe, which cannot be replaced."""
    if path.parent.parts[1:2] in (("dev",), ("proc",)) and path.parent.parts[1:3] != ("dev", "shm"):
        return path.exists()
    return path.exists() and not path.is_file() and not path.is_dir()


def _opened_device(path: Path) -> BinaryIO:
    """A device or a pipe, to write into. Raises CitekitError for a pipe that no program reads in some time."""
    if not path.is_fifo():
        return path.open("ab")
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > limit:
                hint = "start that program first, or name a file"
                raise CitekitError("no program reads from this pipe", where=str(path), hint=hint) from None
            time.sleep(0.05)
        else:
            os.set_blocking(handle, True)
            return os.fdopen(handle, "wb")


def _target(path: Path) -> Path:
    """The file that a link leads to, or the path itself."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):
        raise CitekitError("the link leads to itself", where=str(path)) from None


def refuse_read_only(path: Path) -> None:
    """Raise CitekitError for a file that its owner has protected, before anything beside it is written."""
    if not _is_device(path):
        _mode(_target(path), None)


def _mode(target: Path, permissions_of: Path | None) -> int:
    """The permissions for a file. Raises CitekitError if it is read-only."""
    for known in (target, permissions_of):
        if known is not None and known.exists():
            mode = known.stat().st_mode & 0o7777
            if known is target and not mode & 0o222:
                raise CitekitError("the file is read-only", where=str(target), hint="allow writing to it first")
            return mode
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a file for this process: a second one waits, and then works with what the first has written.

    The operating system releases the lock when the process ends, however it ends.  Raises CitekitError where the
    other does not finish in half a minute.
    """
    target = _target(path)
    lock = target.with_name(f".{target.name}.lock")
    limit = time.monotonic() + WAIT
    while (handle := _try_lock(lock, path)) is None:
        if time.monotonic() > limit:
            raise CitekitError("another program holds the file", where=str(path), hint="wait until it has finished")
        time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(handle)


def _try_lock(lock: Path, path: Path) -> int | None:
    """A handle that holds the lock, or None where another process does."""
    try:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    except PermissionError as error:
        if os.name == "nt":  # it is being deleted
            return None
        raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(path)) from None
    except OSError as error:
        raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(path)) from None
    try:
        _lock(handle)
        if os.fstat(handle).st_ino == os.stat(lock).st_ino:
            return handle
    except OSError:  # locked by another, or just removed by it
        pass
    os.close(handle)
    return None


def _lock(handle: int) -> None:
    """Lock an open file at once. Raises OSError where another process holds it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
