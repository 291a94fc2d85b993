"""What a page says, in some digits, so that a later one can be held against it.

Sixteen digits are a simhash (Charikar 2002) of three words in a row, so that a counter, a date of today or a new menu
entry change few bits of it, and another text about half of them. After these and a dash there are four digits for each
sentence, so that one more or one less is noticed on a long page too: of the smallest of them where there are many (a
bottom-k sketch, Broder 1997). Numbers that are no years before 2000 count alike, since counters and the date change.
"""

from __future__ import annotations

import re
from zlib import crc32

from .page import Page
from .page_text import labels
from .wording import words

_BITS = 64
_MOST_WORDS = 20_000
_ROW = 3
_SENTENCES = 64
_LEAST = 6  # words of a sentence that counts
DRIFT = 13  # bits from which a page says something else: a fifth of its text or so
_END = re.compile(r"[.!?;](?=\s|$)|[。！？；]|\n")
_YEAR = re.compile(r"1\d{3}")


def fingerprint(page: Page) -> str:
    """Hexadecimal digits; empty for a page without text."""
    said = "\n".join([*page.titles, page.text])[: _MOST_WORDS * 12]
    text = _without_counters(words(said)[:_MOST_WORDS])
    if not text:
        return ""
    sums = [0] * _BITS
    for row in {" ".join(text[n : n + _ROW]) for n in range(max(1, len(text) - _ROW + 1))}:
        data = row.encode("utf-8", "surrogatepass")
        hashed = crc32(data) << 32 | crc32(data[::-1], 0x9E3779B9)
        for bit in range(_BITS):
            sums[bit] += 1 if hashed >> bit & 1 else -1
    digits = f"{sum(1 << bit for bit, total in enumerate(sums) if total > 0):016x}"
    sentences = "".join(f"{one:04x}" for one in sorted(_sentences(said))[:_SENTENCES])
    return f"{digits}-{sentences}" if sentences else digits


def _without_counters(text: list[str]) -> list[str]:
    """Words with the numbers that count visits alike: on a page of few words they would change it."""
    for start, end in list(labels("counters").find_all(text)):
        for at in (*range(max(0, start - 2), start), *range(end, min(len(text), end + 2))):
            if text[at].isdigit():
                text[at] = "#"
    return text


def _sentences(text: str) -> set[int]:
    found = set()
    for sentence in _END.split(text):
        have = words(sentence)
        if len(have) >= _LEAST:
            plain = [word if not word.isdigit() or _YEAR.fullmatch(word) else "#" for word in have]
            found.add(crc32(" ".join(plain).encode("utf-8", "surrogatepass")) & 0xFFFF)
    return found


def drift(former: str, now: str) -> str:
    """What has become of a page, in words: ``it says something else``, ``a sentence was added``; nothing where it is as
    it was, or where one of the fingerprints is missing or is none."""
    if not former or not now:
        return ""
    (before, old), (after, new) = (whole.partition("-")[::2] for whole in (former, now))
    try:
        bits = (int(before, 16) ^ int(after, 16)).bit_count()
        int(old or "0", 16), int(new or "0", 16)
    except ValueError:
        return ""
    if bits >= DRIFT:
        return "it says something else"
    if not old or not new:
        return ""
    added, removed = _changes(old, new)
    said = [f"{_counted(count)} {what}" for count, what in ((added, "added"), (removed, "removed")) if count]
    return " and ".join(said)


def _counted(count: int) -> str:
    return "a sentence was" if count == 1 else f"{count} sentences were"


def _changes(old: str, new: str) -> tuple[int, int]:
    """(new sentences, removed sentences) as far as both lists of the smallest reach."""
    lists = [{digits[n : n + 4] for n in range(0, len(digits), 4)} for digits in (old, new)]
    reach = min((max(one) for one in lists if len(one) >= _SENTENCES), default="ffff")
    before, after = ({digits for digits in one if digits <= reach} for one in lists)
    return len(after - before), len(before - after)
