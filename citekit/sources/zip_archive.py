"""A .zip of documents: each member that can be one is read as the file that it is; nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..common.errors import CitekitError, ReadError
from .base import MAX_BYTES, Found
from .refused import refuse_archive

MAX_MEMBERS = 200_000
MAX_TOTAL = 4_000_000_000
MAX_RATIO = 200
MAX_IN_VAIN = 2_000  # members that are read while none of them is a record
_ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".7z", ".rar")
_PACKAGES = (".docx", ".xlsx", ".odt")  # what is one, and comes here, has no document in it


def read(data: bytes, where: str) -> Iterator[Found]:
    """The documents of the members, in the order of their names. Archives in archives are not opened."""
    from .registry import read_bytes, suffixes

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = sorted(archive.infolist(), key=lambda m: m.filename)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        package = next((suffix for suffix in _PACKAGES if where.lower().endswith(suffix)), "")
        hint = "open it in its program and save it again" if package else "make it again"
        raise ReadError(f"the {package or '.zip'} file is damaged", where=where, hint=hint) from None
    refuse_archive((m.filename for m in members), where)
    if where.lower().endswith(_PACKAGES):
        raise ReadError("the file is damaged: its text is missing", where=where, hint="save it again")
    yield from _refused(members, where)
    wanted = [m for m in members if _wanted(m, suffixes())]
    if not wanted:
        raise ReadError("the .zip file holds no documents", where=where)
    if len(wanted) > MAX_MEMBERS or sum(m.file_size for m in wanted) > MAX_TOTAL:
        raise ReadError(
            "the .zip file is too large (over 200,000 files or 4 GB)", where=where, hint="unpack it and read the folder"
        )
    found = False
    for n, member in enumerate(wanted):
        if n == MAX_IN_VAIN and not found:
            said = f"none of the first {n:,} files of {len(wanted):,} in it is a record; the others were not read"
            raise ReadError(said, where=where, hint="make a .zip of the records alone")
        place = f"{where}/{member.filename}"
        try:
            for one in read_bytes(_content(archive, member, place), place, member.filename.lower()):
                found = found or not isinstance(one, CitekitError)
                yield one
        except ReadError as error:
            yield error


def _refused(members: list[zipfile.ZipInfo], where: str) -> Iterator[ReadError]:
    """What is said of archives within the archive, and of names that lead out of it."""
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or "__MACOSX" in path.parts:
            continue
        if ".." in path.parts or path.is_absolute():
            yield ReadError("the file's name leads out of the .zip: it is not read", where=f"{where}/{member.filename}")
        elif path.suffix.lower() in _ARCHIVES:
            hint = "unpack it, and read what it holds"
            yield ReadError("an archive within the .zip is not opened", where=f"{where}/{member.filename}", hint=hint)


def _wanted(member: zipfile.ZipInfo, suffixes: tuple[str, ...]) -> bool:
    path = PurePosixPath(member.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts) or path.is_absolute()
    return not member.is_dir() and not hidden and path.suffix.lower() in suffixes and path.suffix.lower() != ".zip"


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str) -> bytes:
    if member.flag_bits & 1:
        raise ReadError("the file in the .zip is encrypted", where=place)
    if member.file_size > MAX_BYTES or member.file_size > MAX_RATIO * max(member.compress_size, 5000):
        raise ReadError("the file in the .zip is too large to be a document", where=place)
    try:
        with archive.open(member) as file:
            data = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise ReadError("the file in the .zip is damaged", where=place) from None
    if len(data) > MAX_BYTES:
        raise ReadError("the file in the .zip is too large to be a document", where=place)
    return data
