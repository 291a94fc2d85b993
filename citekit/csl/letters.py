"""Counting with letters, as year suffixes do (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations


def letters(n: int) -> str:
    """The n-th of a, b … z, aa, ab …, counted from 0."""
    out = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        out = chr(ord("a") + rest) + out
    return out
