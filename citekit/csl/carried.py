"""An item carried whole in a record of another format, and whether the record still says what it said then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# the namespace of the element that carries an item in XML
NAMESPACE = "https://citationstyles.org/schema/csl-data"


def fingerprint(words: str) -> str:
    """A fingerprint of a record's words, whatever white space stands between them."""
    return hashlib.sha256("".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def carried(text: str, stated: str, words: str) -> dict[str, Any] | None:
    """The item that a record carries, or None where somebody has changed the record since (``stated`` is the
    fingerprint of what it said then)."""
    if stated != fingerprint(words) or len(text) > 5_000_000:
        return None
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return dict(item) if isinstance(item, Mapping) else None
