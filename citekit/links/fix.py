"""Writing the address that a document has now into the files that have the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from ..common.errors import CitekitError, ReadError
from ..common.files import locked, write_file
from ..common.files.kept import backup_names
from .http.follow import scheme, web_address
from .http.response import Failure
from .page_text import labels
from .places import PLAIN, XML, Form, Place, places
from .report import LinkReport
from .wording import words

MAX_BYTES = 50_000_000
# What an address may have without ending a value in BibTeX, JSON, YAML, RIS, Markdown or TeX: neither quotes nor
# braces,
# brackets, parentheses, commas, backslashes, backquotes, angle brackets, bars, white space or controls.
_KEPT = "!$&*+/:;=?@%~-._"
_PARAMETER = re.compile(r"[?&][\w.-]{0,40}=$")
_LIST = re.compile(r"\s*https?://\S{1,4000}(?:\s+(?:[|;]\s+)?https?://\S{1,4000})+\s*", re.I)
_LONGEST = 4000
_BEFORE = re.compile(r"(?:^|[\s(\[])([^\W\d_][\w'\u2019]{0,20}(?: [^\W\d_][\w'\u2019]{0,20}){0,3})[:\s(<]{0,5}$")


@dataclass(frozen=True)
class Fixed:
    """How many addresses of a file were changed, where the former file is, and which addresses they were."""

    count: int = 0
    backup: Path | None = None
    found: frozenset[str] = frozenset()


def replacement_address(report: LinkReport) -> str:
    """The address that should stand instead: where it has moved for good, or the archive's own; empty where it is
    right."""
    if report.canonical and report.good:
        return with_fragment(report.canonical, report.url)
    moved = report.verdict == "moved" and report.same is not False
    return with_fragment(report.final_url, report.url) if moved else ""


def with_fragment(new: str, old: str) -> str:
    """The new address with the old one's fragment (a page of a PDF), if it has none (RFC 9110, 10.2.2)."""
    fragment = old.partition("#")[2]
    return f"{new}#{fragment}" if fragment and new and "#" not in new else new


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
            "the new address cannot be written into a file: it is not a plain web address", where=address[:200]
        )
    return urlunsplit((parts.scheme, place, path, query, fragment))


def fix_file(path: Path, addresses: dict[str, str]) -> Fixed:
    """Replace addresses in a text file, whole or not at all; the former file is kept beside it as ``NAME.bak``, or
    under the next name that is free. An address inside another (of a web archive's copy), or one that goes on, stays.

    Raises ReadError for a file that is no text, CitekitError for one that cannot be written: then nothing is.
    """
    path = path.resolve()  # the file that a link leads to, not the link
    with locked(path):
        text = _text(path)
        new, found = _replaced(text, path.name, {old: writable(address) for old, address in addresses.items()})
        if not found:
            return Fixed()
        backup = _free_name(path)
        write_file(backup, text, permissions_of=path)
        try:
            if path.stat().st_nlink > 1:  # a file of several names keeps them
                path.write_bytes(new.encode("utf-8"))
            else:
                write_file(path, new)
        except BaseException:
            backup.unlink(missing_ok=True)
            raise
    return Fixed(len(found), backup, frozenset(found))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError("the addresses of this file cannot be changed: it is too large", where=str(path))
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        text = "\0"
    if "\0" in text:
        raise ReadError("the addresses of this file cannot be changed: it is not UTF-8 text", where=str(path))
    return text


def _replaced(text: str, name: str, addresses: dict[str, str]) -> tuple[str, list[str]]:
    """The text with the new addresses, and the old ones as often as they were written."""
    pieces: list[str] = []
    found: list[str] = []
    at = 0
    for place in places(text, name):
        raw = text[place.start : place.end]
        if "http" not in raw.lower():
            continue
        changed = _changed(raw, place, addresses, found)
        if changed != raw:
            pieces += (text[at : place.start], changed)
            at = place.end
    return "".join([*pieces, text[at:]]), found


def _changed(raw: str, place: Place, addresses: dict[str, str], found: list[str]) -> str:
    """A place with its new addresses."""
    form = place.form
    if not place.value:
        return _in_prose(raw, form, addresses, found)
    value = form.read(raw)
    old = next((v for v in (value.strip(), raw.strip()) if v in addresses), None)
    if old is not None:
        found.append(old)
        if value != raw and value == value.strip():
            return form.write(addresses[old], raw)
        lead = raw[: len(raw) - len(raw.lstrip())]
        return lead + form.write(addresses[old], raw.strip()) + raw[len(raw.rstrip()) :]
    if place.whole:
        return raw
    decoded = form.read is not PLAIN.read and raw[:1] in "\"'"  # a quoted value is changed as what it says
    inner, kind = (value, PLAIN) if decoded else (raw, form)
    if inner.lstrip().lower().startswith(("http:", "https:")) and not _LIST.fullmatch(inner):
        return raw  # an address that goes on
    new = _in_prose(inner, kind, addresses, found)
    return raw if new == inner else form.write(new, raw) if decoded else new


def is_former(before: str) -> bool:
    """Whether the words before an address say that it is one that a document had (Formerly http://…)."""
    match = _BEFORE.search(before)
    said = words(match[1]) if match is not None else []
    return any(labels("former").find(said[n:]) == (0, len(said) - n) for n in range(len(said)))


def _in_prose(raw: str, form: Form, addresses: dict[str, str], found: list[str]) -> str:
    """Running text with its new addresses: those that a space or another certain end follows, with no more than the
    punctuation of the sentence between."""

    def change(match: re.Match[str]) -> str:
        if _PARAMETER.search(raw[max(0, match.start() - 100) : match.start()]):
            return match[0]  # a part of another address
        if is_former(raw[max(0, match.start() - 40) : match.start()]):
            return match[0]  # what it was
        for written in _endings(match[0]):
            old = next((v for v in (form.read(written), written) if v in addresses), None)
            if old is not None:
                found.append(old)
                return form.write(addresses[old], written) + match[0][len(written) :]
        return match[0]

    return _candidates(form.stops, form is XML).sub(change, raw)


@lru_cache(maxsize=8)
def _candidates(stops: str, entities: bool) -> re.Pattern[str]:
    ends = r"(?!&(?:quot|lt|gt|apos|nbsp|#(?!0*38;|[xX]0*26;)\w{1,8});)" if entities else ""
    return re.compile(rf"(?<![\w/])https?:(?:\\?/){{2}}(?:{ends}[^{stops}]){{1,4000}}", re.I)


def _endings(candidate: str) -> Iterator[str]:
    """What can be meant of an address in a sentence: all of it, or without the punctuation after it (GFM 6.9)."""
    yield candidate
    while candidate:
        shorter = candidate[:-1] if candidate[-1] in ".,;:!?…" else candidate
        for opening, closing in ("()", "[]"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == candidate:
            return
        candidate = shorter
        yield candidate


def _free_name(path: Path) -> Path:
    """A name for the former file that no file of the person's has."""
    return next(name for name in backup_names(path) if not (name.exists() or name.is_symlink()))
