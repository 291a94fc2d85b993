"""What a person made in a file that is written over is kept beside it, as ``NAME.bak``, ``NAME.bak2`` …

A file that is byte for byte what citekit wrote there, or anywhere, can be made again and is replaced without a copy;
so is a copy of such a file.  Any other file is kept, and no other copy is ever replaced.  What citekit wrote is known
by its fingerprints in a list of this person's; where the list is lost, more is kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from .writing import refuse_read_only, write_bytes

_MOST = 20_000  # fingerprints in the list: the oldest half is dropped then
_LENGTH = 32  # characters of a fingerprint
_BLANK = 4096  # bytes of a file that may be nothing but white space


def backup_names(path: Path) -> Iterator[Path]:
    """The names for copies of a file, in their order: ``NAME.bak``, ``NAME.bak2`` …"""
    number = 1
    while True:
        yield path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        number += 1


def write_kept(path: Path, pieces: Iterable[bytes]) -> Path | None:
    """Write a file atomically (see ``write_bytes``).  Returns where its former content is kept; None where there was
    none, or none of a person's.  Raises CitekitError where it cannot be written.
    """
    fingerprint, kept = _fingerprinter(), None

    def counted() -> Iterator[bytes]:
        for piece in pieces:
            fingerprint.update(piece)
            yield piece

    def keep() -> None:
        nonlocal kept
        former = _fingerprint_of(path)
        if former != fingerprint.hexdigest() and not _blank(path) and former not in _written():
            kept = _copied(path, former, _written())

    write_bytes(path, counted(), before=keep)
    if path.is_file():
        _remember(fingerprint.hexdigest())
    return kept


def keep_before_merge(path: Path) -> None:
    """Keep a copy of a file before something is merged into it.  The copy may be replaced before the next merge, since
    all that is in it is in the file.  Raises CitekitError for a file that is read-only.
    """
    refuse_read_only(path)
    former = _fingerprint_of(path)
    _copied(path, former, _written())
    _remember(_merged(path, former))


def _copied(path: Path, former: str, written: str) -> Path:
    """Copy a file to the first name that is free, or holds what can be made again; returns that name."""
    for backup in backup_names(path):
        if backup.is_symlink() or (backup.exists() and not backup.is_file()):
            continue
        if backup.exists():
            there = _fingerprint_of(backup)
            if there == former:
                return backup
            if there not in written and _merged(path, there) not in written:
                continue
        with path.open("rb") as file:
            write_bytes(backup, iter(lambda: file.read(1 << 20), b""), permissions_of=path)
        return backup
    raise AssertionError("there is always another name")


def _merged(path: Path, fingerprint: str) -> str:
    """What is remembered of a content that was merged into this file."""
    return hashlib.blake2b(f"{path.resolve()}\0{fingerprint}".encode(), digest_size=_LENGTH // 2).hexdigest()


def _fingerprinter() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=_LENGTH // 2)


def _fingerprint_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, _fingerprinter).hexdigest()


def _blank(path: Path) -> bool:
    return path.stat().st_size < _BLANK and not path.read_bytes().strip()


def _list_file() -> Path:
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("citekit")) / "written.txt"


def _written() -> str:
    """The fingerprints of all that citekit wrote, one a line; empty where there is no list."""
    try:
        return _list_file().read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _remember(fingerprint: str) -> None:
    """Add a fingerprint to the list. Where there can be no list, nothing is remembered, and more is kept."""
    known = _written()
    if fingerprint in known[-10 * (_LENGTH + 1) :]:
        return
    with suppress(OSError):
        file = _list_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = known.splitlines(keepends=True)
        if len(lines) >= _MOST:
            write_bytes(file, "".join([*lines[-_MOST // 2 :], f"{fingerprint}\n"]).encode("ascii"))
            return
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as opened:
            opened.write(f"{fingerprint}\n".encode("ascii"))
