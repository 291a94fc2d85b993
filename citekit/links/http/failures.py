"""Why no answer came: the verdict for what requests, urllib3 and the sockets raise."""

from __future__ import annotations

import errno
from typing import Any


def failed(error: Exception, cut: bool, timeout: float) -> tuple[str, int, str]:
    """(verdict, status, reason) for an exception; ``cut`` where the deadline cut the connection."""
    import requests
    from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, ProtocolError, ReadTimeoutError

    from .session import PrivateAddressError

    chain = _causes(error)
    kinds = tuple(type(e) for e in chain)

    def has(*wanted: type) -> bool:
        return any(issubclass(k, wanted) for k in kinds)

    late = f"no answer within {timeout:g} seconds"
    if cut:
        return "timeout", 0, late
    private = next((e for e in chain if isinstance(e, PrivateAddressError)), None)
    if private is not None:
        return "not-checked", 0, f"{private}; --allow-private allows it"
    if has(requests.exceptions.SSLError):
        return "tls", 0, _tls_reason(str(error))
    if has(NameResolutionError):
        return "dns", 0, ""
    if has(ConnectionRefusedError):
        return "refused", 0, ""
    if any(isinstance(e, OSError) and e.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH) for e in chain):
        return "error", 0, "the network of the address cannot be reached"
    # urllib3 counts every failed connection as a timeout, so timeouts come after what is known better
    if has(requests.Timeout, ReadTimeoutError, ConnectTimeoutError, TimeoutError):
        return "timeout", 0, late
    if has(requests.exceptions.InvalidURL, UnicodeError):
        return "error", 0, "the address is not written as an address should be"
    if has(ProtocolError, requests.exceptions.ContentDecodingError, requests.exceptions.ChunkedEncodingError):
        return "error", 0, "the connection broke, or the answer was not HTTP"
    return "error", 0, f"the check failed ({type(error).__name__})"


def final(error: Exception) -> bool:
    """Whether a failure is the host's, so that its other addresses fail in the same way now."""
    verdict, _, reason = failed(error, False, 0.0)
    return verdict in ("dns", "refused", "tls", "not-checked") or "not HTTP" in reason


def _causes(error: BaseException) -> list[BaseException]:
    out: list[BaseException] = []
    todo: list[Any] = [error]
    while todo and len(out) < 20:
        one = todo.pop()
        if isinstance(one, BaseException) and one not in out:
            out.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return out


def _tls_reason(text: str) -> str:
    for mark, words in (
        ("expired", "the certificate has expired"),
        ("mismatch, certificate", "the certificate is for another host"),
        ("doesn't match", "the certificate is for another host"),
        ("self-signed", "the certificate is signed by nobody known"),
        ("self signed", "the certificate is signed by nobody known"),
        ("unable to get local issuer", "the certificate is signed by nobody known"),
    ):
        if mark in text:
            return words
    return "no secure connection could be made"
