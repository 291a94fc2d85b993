"""Files that are no records, known by what they are so that they are refused by name (data/refused.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..common.errors import NoRecordError
from ..common.tables import table


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    formats = table("refused")["format"]
    return tuple((re.compile(f["start"]), f["what"], f["hint"]) for f in formats if "start" in f)


def refuse_text(text: str, where: str) -> None:
    """Raise NoRecordError for a text that is a known format of another kind."""
    head = text[:20_000].lstrip("\ufeff")
    for pattern, what, hint in _starts():
        if pattern.match(head):
            raise NoRecordError(what, where=where, hint=hint)


def refuse_bytes(data: bytes, where: str) -> None:
    """Raise NoRecordError for a file that is no text, known by its first bytes."""
    for known in table("refused")["format"]:
        if any(data.startswith(bytes.fromhex(first)) for first in known.get("bytes", ())):
            raise NoRecordError(known["what"], where=where, hint=known["hint"])


def refuse_json(text: str, where: str) -> None:
    """Raise NoRecordError for JSON of another program that holds no CSL items."""
    head = text[:4000]
    for known in table("refused")["format"]:
        if "json" in known and known["json"] in head:
            raise NoRecordError(known["what"], where=where, hint=known["hint"])


def refuse_archive(members: Iterable[str], where: str) -> None:
    """Raise NoRecordError for a .zip that is a document of an office program."""
    names = frozenset(members)
    for known in table("refused")["format"]:
        if known.get("members") in names:
            raise NoRecordError(known["what"], where=where, hint=known["hint"])
