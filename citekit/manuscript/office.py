"""What weaving into a word processor's file takes and gives back, whatever the program; and how such a file is written."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import CitekitError
from ..files import write_bytes
from .citations import Citation, DraftCite
from .weaver import Spot, UnknownKey, Weaver, Woven

DEFAULT_STYLE = "chicago-notes"


@dataclass(frozen=True)
class OfficeOptions:
    """``style`` empty: the one that the document's own fields name, else Chicago notes. ``heading`` stands over a new
    bibliography; ``bibliography`` False writes none; ``restart`` begins first citations anew in each chapter; ``nocite`` lists
    keys that are not cited and are in the bibliography; ``check`` writes nothing."""

    style: str = ""
    locale: str | None = None
    zotero: bool = False
    check: bool = False
    restart: bool = False
    heading: str = ""
    bibliography: bool = True
    nocite: tuple[str, ...] = ()


@dataclass
class OfficeReport:
    """What weaving found and did. ``unknown`` and ``failures`` mean that something was left as it was (exit status 1);
    ``warnings`` are for the person to know."""

    citations: int = 0
    new_notes: int = 0
    entries: int = 0
    changed: bool = False
    unknown: list[UnknownKey] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class SplitWeaver(Weaver):
    """A weaver that gives the author of ``@key`` apart from the rest under every style: a live field holds only the rest."""

    def field_cite(self, cite: DraftCite) -> dict[str, Any]:
        """A cite as the processor takes it, for a field."""
        return self._cite(cite)

    def _prepare(self, n: int, spot: Spot, note: int, clusters: list[Any]) -> Woven:
        made = super()._prepare(n, spot, note, clusters)
        if clusters and clusters[-1][2] == str(n) and clusters[-1][3] == "composite":
            cites = clusters.pop()[0]
            clusters.append((cites[:1], 0, f"{n}a", "author-only"))
            first = {**cites[0], "suppress-author": True}
            clusters.append(([first, *cites[1:]], note, str(n), None))
        return made


def without_author(citation: Citation) -> Citation:
    """The citation of ``@key`` without the name that stands in the sentence."""
    first = replace(citation.cites[0], in_text=False, suppress_author=True)
    return Citation((first, *citation.cites[1:]))


def check_target(target: Path) -> None:
    """Raise CitekitError where a file cannot be written: it is open in Word or LibreOffice, read-only, or a folder."""
    lock = _open_elsewhere(target)
    if lock is not None:
        raise CitekitError(
            "the file is open in another program",
            where=str(target),
            hint=f"close it there; if it is not open, delete {lock}",
        )
    if target.is_dir():
        raise CitekitError("this is a folder", where=str(target), hint="name a file")
    if target.exists() and not (target.stat().st_mode & stat.S_IWUSR and os.access(target, os.W_OK)):
        raise CitekitError("the file is read-only", where=str(target), hint="write to another one with -o")


def _open_elsewhere(target: Path) -> Path | None:
    """The lock file that Word or LibreOffice puts beside a file that it has open."""
    name = target.name
    stem = target.stem
    word = "~$" + (name[2:] if len(stem) > 7 else name[1:] if len(stem) == 7 else name)
    for lock in (word, f".~lock.{name}#"):
        path = target.with_name(lock)
        if path.exists():
            return path
    return None


def write_document(target: Path, data: bytes, former: bytes | None) -> None:
    """Write a file whole or not at all; ``former`` is what it replaces, kept beside it as ``.bak``."""
    check_target(target)
    if former is not None and former != data:
        write_bytes(target.with_name(target.name + ".bak"), former)
    if former != data:
        write_bytes(target, data)
