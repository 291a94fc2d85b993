"""Writing the address that a document has now into the files that have the old one."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import ReadError
from ..files import locked, write_file
from .report import LinkReport

MAX_BYTES = 50_000_000


def better(report: LinkReport) -> str:
    """The address that should stand instead: where it has moved for good, or the archive's own; empty where it is right."""
    if report.canonical and report.good:
        return report.canonical
    return report.final_url if report.verdict == "moved" and report.same is not False else ""


def fix_file(path: Path, addresses: dict[str, str]) -> int:
    """Replace addresses in a text file, whole or not at all; the former file is kept as ``NAME.bak``. Gives how many.

    Raises ReadError for a file that is no text.
    """
    with locked(path):
        try:
            data = path.read_bytes()
            text = data.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise ReadError(
                "the addresses of this file cannot be changed: it is no text in UTF-8", where=str(path)
            ) from None
        if len(data) > MAX_BYTES or "\0" in text:
            raise ReadError(
                "the addresses of this file cannot be changed: it is no text, or too large", where=str(path)
            )
        count = 0
        new = text
        for old, address in addresses.items():
            new, n = re.subn(re.escape(old) + r"(?![\w/?=&%#~-]|\.\w)", address.replace("\\", r"\\"), new)
            count += n
        if count:
            write_file(path.with_name(path.name + ".bak"), text)
            write_file(path, new)
    return count
