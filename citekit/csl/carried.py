"""A CSL-JSON item embedded in a record of another format, and whether the record has been changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# the namespace of the XML element that holds the item
NAMESPACE = "https://citationstyles.org/schema/csl-data"


def fingerprint(words: str) -> str:
    """A fingerprint of a record's words that does not depend on white space."""
    return hashlib.sha256("".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def carried(text: str, stated: str, words: str) -> dict[str, Any] | None:
    """The item embedded in a record, or None where the record has been changed since (``stated`` is the fingerprint
    that it had)."""
    if stated != fingerprint(words) or len(text) > 5_000_000:
        return None
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return dict(item) if isinstance(item, Mapping) else None
