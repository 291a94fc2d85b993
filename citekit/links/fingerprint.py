"""What a page says, in sixteen digits: pages that say nearly the same have nearly the same fingerprint.

A simhash (Charikar 2002) of three words in a row, so that a counter, a date of today or a new menu entry change few
bits of it, and another text about half of them.
"""

from __future__ import annotations

from zlib import crc32

from .page import Page
from .wording import words

_BITS = 64
_MOST_WORDS = 20_000
_ROW = 3
DRIFT = 13  # bits from which a page says something else: a fifth of its text or so


def fingerprint(page: Page) -> str:
    """Sixteen hexadecimal digits; empty for a page without text."""
    text = words("\n".join([*page.titles, page.text])[: _MOST_WORDS * 12])[:_MOST_WORDS]
    if not text:
        return ""
    sums = [0] * _BITS
    for row in {" ".join(text[n : n + _ROW]) for n in range(max(1, len(text) - _ROW + 1))}:
        data = row.encode("utf-8", "surrogatepass")
        hashed = crc32(data) << 32 | crc32(data[::-1], 0x9E3779B9)
        for bit in range(_BITS):
            sums[bit] += 1 if hashed >> bit & 1 else -1
    return f"{sum(1 << bit for bit, total in enumerate(sums) if total > 0):016x}"


def has_drifted(former: str, now: str) -> bool:
    """Whether a page says something else than it did; False where one of the fingerprints is missing or is none."""
    try:
        return bool(former and now) and (int(former, 16) ^ int(now, 16)).bit_count() >= DRIFT
    except ValueError:
        return False
