"""One request at a time with requests: connections that go only where they may, and are cut at the deadline."""

from __future__ import annotations

import errno
import http.client
import re
import socket
import ssl
import time
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NameResolutionError, NewConnectionError, ReadTimeoutError

from .guard import Guard
from .policy import Policy
from .response import REDIRECTS, Failure, Headers, Request, Response, late, proxy_failure, respond

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
_MAX_INTERIM = 10
# OpenSSL's X509_V_ERR_ numbers (openssl-verification-options(1)): what is wrong with a certificate, in words
CERTIFICATE = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is not signed by a known authority",
    19: "the certificate is not signed by a known authority",
    20: "the certificate is not signed by a known authority",
    21: "the certificate is not signed by a known authority",
    62: "the certificate is for another host",
    64: "the certificate is for another host",
}
NO_TLS = "no secure connection could be made"
NOT_HTTP = "the connection broke, or the answer was not HTTP"
BAD_ADDRESS = "the address is not written as an address should be"


class _HTTPResponse(http.client.HTTPResponse):
    """Python's response, which takes 102 and 103 for the answer; they only come before it (RFC 9110, 15.2)."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MAX_INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 101 < status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.BadStatusLine("endless interim responses")


class _Guarded:
    """A connection of urllib3 that goes through a guard."""

    guard: Guard
    response_class = _HTTPResponse

    def _new_conn(self: Any) -> socket.socket:
        try:
            return cast(Guard, self.guard).connect(self._dns_host, self.port, self.timeout)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"connecting to {self.host} timed out") from error
        except OSError as error:
            raise NewConnectionError(self, f"no connection: {error}") from error

    def request(self: Any, *args: Any, **kwargs: Any) -> None:
        """A request on a connection that may be open from the request before: its socket is this request's now."""
        if self.sock is not None:
            self.guard.hold(self.sock)
        super().request(*args, **kwargs)  # type: ignore[misc]


def _pools(guard: Guard) -> dict[str, Any]:
    """urllib3's pools whose connections go through this guard."""
    plain = type("_Connection", (_Guarded, HTTPConnection), {"guard": guard})
    secure = type("_SecureConnection", (_Guarded, HTTPSConnection), {"guard": guard})
    return {
        "http": type("_Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("_SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }


class _Adapter(HTTPAdapter):
    def __init__(self, guard: Guard) -> None:
        self.pools = _pools(guard)
        super().__init__(max_retries=0, pool_connections=8, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self.pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self.pools
        return manager


class Client:
    """Sends requests one after another (for one thread); connections are kept open for the next."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.guard = Guard(policy.allow_private)
        self.session = requests.Session()
        self.session.trust_env = False  # no credentials from .netrc; proxies and certificates come from the policy
        adapter = _Adapter(self.guard)
        self.session.mount("http://", adapter)
        self.session.mount("https://", adapter)

    def close(self) -> None:
        """Close what is open."""
        self.session.close()

    def send(self, request: Request) -> Response:
        """The response, its body up to the request's limit. Raises Failure."""
        seconds = request.deadline - time.monotonic()
        if seconds <= 0:
            raise late(self.policy.timeout)
        self.session.cookies.clear()
        with self.guard.start(request.deadline) as guard:
            try:
                response = self._send(request, seconds)
            except Failure:
                raise
            except Exception as error:
                if guard.cut or guard.left <= 0:
                    raise late(self.policy.timeout) from None
                raise failure_of(error, self.policy.timeout, self.policy.proxy_for(request.url)) from None
            if guard.cut and response.status < 400:
                raise late(self.policy.timeout)
            return response

    def _send(self, request: Request, seconds: float) -> Response:
        proxy = self.policy.proxy_for(request.url)
        self.guard.trusted = (urlsplit(proxy).hostname or "",) if proxy else ()
        if (refused := self.policy.refusal(request.url, proxy)) is not None:
            raise refused
        made = self.session.request(
            request.method,
            request.url,
            headers=dict(request.headers),
            timeout=seconds,
            allow_redirects=False,
            stream=True,
            proxies={"http": proxy, "https": proxy} if proxy else None,
            verify=self.policy.certificates(),
        )
        if self.guard.cut:  # a header that the deadline cut looks whole to Python
            made.close()
            raise late(self.policy.timeout)
        try:
            headers = Headers((name, _utf8(value)) for name, value in made.raw.headers.items())
            raw, truncated, broken = b"", False, False
            if request.method != "HEAD" and not (made.status_code in REDIRECTS and headers.get("Location")):
                raw, truncated, broken = self._body(made, request.limit)
        except (Failure, HTTPError, OSError, http.client.HTTPException):
            if made.status_code < 400 or self.guard.left > 0:
                raise
            raw, truncated, broken = b"", False, True  # the status says what there is to say, and was there in time
        finally:
            made.close()
        return respond(made.status_code, headers, raw, request.limit, truncated, broken)

    def _body(self, made: requests.Response, limit: int) -> tuple[bytes, bool, bool]:
        out = bytearray()
        try:
            for chunk in made.raw.stream(16_384, decode_content=False):
                out += chunk
                if len(out) > limit:
                    return bytes(out[:limit]), True, False
                if self.guard.left <= 0:
                    raise late(self.policy.timeout)
        except (HTTPError, OSError, http.client.HTTPException):
            if not out or self.guard.cut or self.guard.left <= 0:
                raise
            return bytes(out), False, True
        return bytes(out), False, False


def _utf8(value: str) -> str:
    """A header's value as UTF-8, where its bytes are that: Python takes all bytes for Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def failure_of(error: Exception, timeout: float, proxy: str = "") -> Failure:
    """What an exception of requests, urllib3 or the sockets means; ``proxy``: through which it was asked."""
    chain = _causes(error)

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(one, kinds) for one in chain)

    for one in chain:
        if isinstance(one, Failure):
            return one
    if has(requests.exceptions.SSLError, ssl.SSLError):
        code = next((one.verify_code for one in chain if isinstance(one, ssl.SSLCertVerificationError)), 0)
        return Failure("tls", CERTIFICATE.get(code, NO_TLS), is_host_failure=True)
    if proxy and has(requests.exceptions.ProxyError):
        answered = next((m[1] for one in chain if (m := _TUNNEL.search(str(one)))), "")
        unknown = "is unknown by name" if has(NameResolutionError) else "cannot be reached"
        return proxy_failure(proxy, f"answers {answered}" if answered else unknown)
    if has(NameResolutionError):
        return Failure("dns", is_host_failure=True)
    if has(ConnectionRefusedError):
        return Failure("refused", is_host_failure=True)
    if any(isinstance(one, OSError) and one.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH) for one in chain):
        return Failure("error", "the network of the address cannot be reached", is_host_failure=True)
    if has(ConnectTimeoutError, ReadTimeoutError, requests.Timeout, TimeoutError):
        return late(timeout)
    if has(requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError):
        return Failure("error", BAD_ADDRESS)
    if has(requests.RequestException, HTTPError, http.client.HTTPException, OSError):
        broken = has(ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected)
        return Failure("error", NOT_HTTP, again=broken)
    return Failure("error", f"the check failed ({type(error).__name__})")


def _causes(error: BaseException) -> list[BaseException]:
    """An exception and all that it comes from."""
    out: list[BaseException] = []
    todo: list[Any] = [error]
    while todo and len(out) < 20:
        one = todo.pop()
        if isinstance(one, BaseException) and one not in out:
            out.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return out
