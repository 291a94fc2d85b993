"""Results that are in a file as they come: a journal beside it, which takes its place at the end of the run, also where
the run is stopped. Where it is killed, the journal stays."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from ..common.errors import CitekitError
from ..common.files import refuse_read_only

_SUFFIX = ".part"


def journal_of(path: Path) -> Path:
    """The journal of a run that was killed before it could write a file, where there is one."""
    return path.with_name(path.name + _SUFFIX)


@contextmanager
def journal(out: Path, failed: Callable[[], bool]) -> Iterator[Callable[[str], object]]:
    """What writes into the journal of a file, at once. The journal becomes the file when all is there, or when the
    person stops the run; where something ``failed`` and nothing came, the file is left as it was. Raises
    CitekitError."""
    refuse_read_only(out)
    target = out.resolve() if out.is_symlink() else out
    try:
        path, file = _new_journal(target)
        with file:

            def write(text: str) -> None:
                file.write(text)
                file.flush()

            try:
                yield write
            except KeyboardInterrupt:
                file.flush()
                _put_in_place(path, target, failed())
                raise
        _put_in_place(path, target, failed())
    except OSError as error:
        hint = "" if out.parent.is_dir() else f"there is no folder {out.parent}: make it first"
        raise CitekitError(f"the file cannot be written ({error.strerror})", where=str(out), hint=hint) from None


def _new_journal(target: Path) -> tuple[Path, TextIO]:
    """(its path, the open file) of a journal; one that another run has left is not written over."""
    number = 1
    while True:
        path = journal_of(target) if number == 1 else target.with_name(f"{target.name}{_SUFFIX}{number}")
        try:
            return path, path.open("x", encoding="utf-8", newline="")
        except FileExistsError:
            number += 1


def _put_in_place(path: Path, target: Path, has_failed: bool) -> None:
    if has_failed and not path.stat().st_size:
        path.unlink()
        return
    if target.exists():
        shutil.copymode(target, path)
    os.replace(path, target)


class Stopped(KeyboardInterrupt):
    """The run was asked to end; ``number`` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """SIGTERM (a scheduler, a shutdown) and SIGHUP (the terminal was closed) stop a run as Ctrl-C does; a second one
    ends it at once, and what is ignored (nohup) stays so."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {number: signal.getsignal(number) for number in names}

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise Stopped(number)

    for number in names:
        if former[number] is signal.SIG_DFL:
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in former.items():
            if handler is not None:
                signal.signal(number, handler)
