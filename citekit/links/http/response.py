"""Requests, responses, and why there is no response."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

REDIRECTS = (300, 301, 302, 303, 307, 308)


class Failure(Exception):
    """No response.

    ``verdict`` and ``reason`` are for the report.  ``is_host_failure``: every address of the host fails in the same way
    now.  ``again``: the connection broke, and may hold the next time.
    """

    def __init__(self, verdict: str, reason: str = "", *, is_host_failure: bool = False, again: bool = False) -> None:
        super().__init__(reason or verdict)
        self.verdict, self.reason, self.is_host_failure, self.again = verdict, reason, is_host_failure, again


class DisallowedError(Failure):
    """The site's robots.txt asks programs to stay away from the address."""

    def __init__(self) -> None:
        super().__init__("forbidden", "the site's robots.txt asks programs to stay away from it")


def late(seconds: float) -> Failure:
    """The failure of an answer that did not come within so many seconds."""
    return Failure("timeout", f"no answer within {seconds:g} seconds")


def proxy_failure(proxy: str, why: str) -> Failure:
    """The failure of a proxy that the environment names: it says nothing about the host that was to be asked."""
    host = urlsplit(proxy if "//" in proxy else f"//{proxy}").netloc.rpartition("@")[2]
    reason = f"the proxy {host}, which the environment names, {why}; --no-proxy asks without it"
    return Failure("error", reason, is_host_failure=True)


class Headers:
    """Header fields without regard to case; bytes beyond ASCII are UTF-8 where they can be (RFC 9110, 5.5)."""

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self.fields: dict[str, list[str]] = {}
        for name, value in fields:
            self.fields.setdefault(name.lower(), []).append(value.strip())

    def get(self, name: str, default: str = "") -> str:
        """The first field of this name."""
        return next(iter(self.fields.get(name.lower(), ())), default)

    def all(self, name: str) -> list[str]:
        """All fields of this name, in order."""
        return self.fields.get(name.lower(), [])

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __bool__(self) -> bool:
        return bool(self.fields)


@dataclass(frozen=True)
class Request:
    """One request. ``deadline`` is a moment of ``time.monotonic()``, ``limit`` the bytes of the body that are read."""

    method: str
    url: str
    deadline: float
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int = 2_000_000


@dataclass(frozen=True)
class Response:
    """What a server answered, the body as far as it was read and could be unpacked.

    ``truncated``: there is more than the limit; ``broken``: the connection ended before the body was whole;
    ``damaged``: its packing (gzip) cannot be undone, or is unknown.
    """

    status: int
    headers: Headers
    body: bytes = b""
    truncated: bool = False
    broken: bool = False
    damaged: bool = False

    @property
    def kind(self) -> str:
        """The media type, in lower case."""
        return self.headers.get("Content-Type").split(";")[0].strip().lower()

    @property
    def whole(self) -> bool:
        """Whether nothing of the body is missing."""
        return not (self.truncated or self.broken or self.damaged) and self.status != 206


def respond(status: int, headers: Headers, raw: bytes, limit: int, truncated: bool, broken: bool) -> Response:
    """The response of what came over the line, its body unpacked up to ``limit`` bytes."""
    packings = [p.strip().lower() for field in headers.all("Content-Encoding") for p in field.split(",") if p.strip()]
    body, more, damaged = raw, False, False
    for packing in reversed([p for p in packings if p != "identity"][:3]):
        body, more_here, damaged_here = _unpack(body, packing, limit)
        more, damaged = more or more_here, damaged or (damaged_here and not truncated and not broken)
    return Response(status, headers, body[:limit], truncated or more, broken, damaged)


def _unpack(data: bytes, packing: str, limit: int) -> tuple[bytes, bool, bool]:
    """(unpacked as far as it goes, whether there is more, whether it cannot be unpacked)."""
    if packing not in ("gzip", "x-gzip", "deflate"):
        return b"", False, True
    if not data:
        return b"", False, False
    for window in (47,) if packing != "deflate" else (47, -15):  # deflate stands for zlib, and for what is raw as well
        unpacker = zlib.decompressobj(window)
        out = bytearray()
        try:
            for start in range(0, len(data), 16_384):
                out += unpacker.decompress(data[start : start + 16_384], limit + 1 - len(out))
                if len(out) > limit:
                    return bytes(out[:limit]), True, False
            return bytes(out), False, not unpacker.eof
        except zlib.error:
            if out:
                return bytes(out), False, True
    return b"", False, True
