"""An address of the web and where it was found."""

from __future__ import annotations


class Address(str):
    """An address. ``source`` is the file and the line or part in which it stands, ``file`` the file alone."""

    source: str
    file: str

    def __new__(cls, url: str, file: str = "", place: str = "") -> Address:
        address = super().__new__(cls, url)
        address.file = file
        address.source = f"{file}, {place}" if file and place else file or place
        return address
