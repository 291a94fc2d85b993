"""Texts inside HTML comments, and fingerprints of what citekit wrote.

A comment must not hold ``--``, and must stay on its line: both are written as character references.
"""

from __future__ import annotations

import hashlib
import re

_CODES = {"--": "-&#45;", "\n": "&#10;", "\r": "&#13;", "<!": "&#60;!"}
_ENCODED = re.compile(r"&(?:amp;)*#(?:45|10|13|60|32);")


def encode(source: str) -> str:
    """A citation as it stands in a comment."""
    text = _ENCODED.sub(lambda match: "&amp;" + match.group()[1:], source)
    while "--" in text:
        text = text.replace("--", "-&#45;")
    for plain in ("\n", "\r", "<!"):
        text = text.replace(plain, _CODES[plain])
    if text[-1:] in ("-", " "):
        text = text[:-1] + f"&#{ord(text[-1])};"
    return text


def decode(text: str) -> str:
    """The citation of a comment."""

    def char(match: re.Match[str]) -> str:
        found = match.group()
        return "&" + found[5:] if found.startswith("&amp;") else chr(int(found[2:-1]))

    return _ENCODED.sub(char, text)


def fingerprint(written: str, note: str) -> str:
    """Eight characters for what was written and the note that belongs to it; line ends do not count."""
    text = "\0".join((written, note)).replace("\r\n", "\n")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
