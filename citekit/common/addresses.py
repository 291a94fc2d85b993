"""A web address and the place where it was found."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_SECRET = re.compile(r"(?<=//)([^\s/@:\"'<>?#]{0,200}):[^\s/@\"'<>?#]{1,200}@")


def masked(text: str) -> str:
    """A text with the passwords in addresses (``https://user:password@host``) masked."""
    return _SECRET.sub(r"\1:***@", text) if "@" in text else text


def without_user(url: str) -> str:
    """A web address without the user's name and password before its host."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return url if place == parts.netloc else urlunsplit(parts._replace(netloc=place))


class Address(str):
    """An address. ``source`` is its file and the line or part, ``file`` only the file."""

    source: str
    file: str

    def __new__(cls, url: str, file: str = "", place: str = "") -> Address:
        address = super().__new__(cls, url)
        address.file = file
        address.source = f"{file}, {place}" if file and place else file or place
        return address
