"""Writing the address that a document has now into the files that have the old one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from ..errors import CitekitError, ReadError
from ..files import locked, write_file
from .http.follow import scheme, web_address
from .http.response import Failure
from .report import LinkReport

MAX_BYTES = 50_000_000
# What an address may have without ending a value in BibTeX, JSON, YAML, RIS, Markdown or TeX: neither quotes nor
# braces,
# brackets, parentheses, commas, backslashes, backquotes, angle brackets, bars, white space or controls.
_KEPT = "!$&*+/:;=?@%~-._"
_DELIMITER = re.compile(r"[\s\"'<>(){}\[\],|`]")
_LONGEST = 4000


@dataclass(frozen=True)
class Fixed:
    """How many addresses of a file were changed, and where the former file is."""

    count: int = 0
    backup: Path | None = None


def replacement_address(report: LinkReport) -> str:
    """The address that should stand instead: where it has moved for good, or the archive's own; empty where it is
    right."""
    if report.canonical and report.good:
        return report.canonical
    return report.final_url if report.verdict == "moved" and report.same is not False else ""


def writable(address: str) -> str:
    """An address in the letters that end no value in any format. Raises CitekitError for what is no web address."""
    try:
        plain = web_address(address) if scheme(address) in ("http", "https") else ""
    except Failure:
        plain = ""
    parts = urlsplit(plain)
    place = parts.netloc
    fragment = quote(urlsplit(address).fragment, safe=_KEPT) if plain else ""
    path, query = (quote(part, safe=_KEPT) for part in (parts.path, parts.query))
    if not plain or len(plain) > _LONGEST or not re.fullmatch(r"[\w.:\[\]-]+", place, re.ASCII):
        raise CitekitError(
            "the new address cannot be written into a file: it is no plain web address", where=address[:200]
        )
    return urlunsplit((parts.scheme, place, path, query, fragment))


def fix_file(path: Path, addresses: dict[str, str]) -> Fixed:
    """Replace addresses in a text file, whole or not at all; the former file is kept beside it as ``NAME.bak``, or
    under the next name that is free. An address inside another (of a web archive's copy) stays.

    Raises ReadError for a file that is no text.
    """
    path = path.resolve()  # the file that a link leads to, not the link
    with locked(path):
        text = _text(path)
        count = 0
        new = text
        for old, address in addresses.items():
            new, n = _replaced(new, old, writable(address))
            count += n
        if not count:
            return Fixed()
        backup = _free_name(path)
        write_file(backup, text)
        write_file(path, new)
    return Fixed(count, backup)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("the addresses of this file cannot be changed: it is too large", where=str(path))
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        text = "\0"
    if "\0" in text:
        raise ReadError("the addresses of this file cannot be changed: it is no text in UTF-8", where=str(path))
    return text


def _replaced(text: str, old: str, new: str) -> tuple[str, int]:
    """The text with the new address, and how many times it was written."""
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        start = match.start()
        before = _DELIMITER.split(text[max(0, start - 2000) : start])[-1]
        if "://" in before or before.endswith("/") or re.search(r"\w$", before):
            return match[0]  # a part of another address
        count += 1
        return new

    changed = re.sub(re.escape(old) + r"(?![\w/?=&%#~-]|\.\w)", change, text)
    return changed, count


def _free_name(path: Path) -> Path:
    """A name for the former file that no file of the person's has."""
    candidate = path.with_name(path.name + ".bak")
    number = 1
    while candidate.exists() or candidate.is_symlink():
        number += 1
        candidate = path.with_name(f"{path.name}.bak{number}")
    return candidate
