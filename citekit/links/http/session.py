"""Connections that go only where they may: addresses are looked at after the name is resolved, at every hop.

What is allowed, and until when, belongs to one check and is kept for the thread that makes it (``Guard.active``).
"""

from __future__ import annotations

import heapq
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ResponseError,
)
from urllib3.util.retry import Retry

_local = threading.local()
RETRIES = 2
# broken for a moment, as far as one can tell (RFC 9110, 15; RFC 6585, 4)
RETRIED = frozenset((429, 500, 502, 503, 504))


class PrivateAddressError(requests.RequestException):
    """A name that leads to an address of a private network."""


def public(address: str) -> bool:
    """Whether an IP address belongs to no private, loopback or link-local network."""
    return ipaddress.ip_address(address.split("%")[0]).is_global


class Guard:
    """What the connections of one check may do, and the sockets they opened, so that a deadline can cut them."""

    def __init__(self, allow_private: bool, deadline: float) -> None:
        self.allow_private = allow_private
        self.until = deadline
        self.sockets: list[socket.socket] = []
        self.lock = threading.Lock()
        self.cut = False
        self.over = False

    def __lt__(self, other: Guard) -> bool:
        return self.until < other.until

    def hold(self, made: socket.socket) -> None:
        """Cut this socket as well when the time is over."""
        with self.lock:
            if made not in self.sockets:
                self.sockets.append(made)
            if self.cut:
                self._shut(made)

    @contextmanager
    def active(self) -> Iterator[None]:
        """The connections of this thread go through this guard, and are cut when its time is over."""
        watch.add(self)
        before, _local.guard = getattr(_local, "guard", None), self
        try:
            yield
        finally:
            _local.guard = before
            self.over = True

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.until - time.monotonic()

    def connect(self, host: str, port: int, timeout: Any) -> socket.socket:
        """A connection to one of the host's addresses, if all that are tried may be connected to."""
        error: OSError | None = None
        for family, kind, protocol, _, address in self._resolved(host, port):
            if not self.allow_private and not public(str(address[0])):
                raise PrivateAddressError(f"{host} is at the private address {address[0]}")
            made = socket.socket(family, kind, protocol)
            try:
                made.settimeout(timeout if isinstance(timeout, (int, float)) else 20)
                made.connect(address)
            except OSError as failed:
                made.close()
                error = failed
                continue
            self.hold(made)
            return made
        raise error or OSError(f"{host} has no address")

    def _resolved(self, host: str, port: int) -> list[Any]:
        """The host's addresses; a name server that does not answer is not waited for beyond the deadline."""
        try:
            ipaddress.ip_address(host.split("%")[0].strip("[]"))
            return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except ValueError:
            pass
        found: list[Any] = []

        def resolve() -> None:
            try:
                found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(max(0.01, self.left))
        if not found:
            raise TimeoutError(f"the name {host} was not found in time")
        if isinstance(found[0], UnicodeError):
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is no name of a host")
        if isinstance(found[0], OSError):
            raise found[0]
        return list(found[0])

    def deadline(self) -> None:
        """Cut every connection: the time is over."""
        with self.lock:
            self.cut = True
            for one in self.sockets:
                self._shut(one)

    @staticmethod
    def _shut(one: socket.socket) -> None:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class _Watch:
    """One thread that cuts the connections of all checks whose time is over."""

    def __init__(self) -> None:
        self.waiting: list[Guard] = []
        self.condition = threading.Condition()
        self.thread: threading.Thread | None = None

    def add(self, guard: Guard) -> None:
        """Watch a guard's deadline."""
        with self.condition:
            heapq.heappush(self.waiting, guard)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._run, daemon=True)
                self.thread.start()
            if self.waiting[0] is guard:
                self.condition.notify()

    def _run(self) -> None:
        while True:
            with self.condition:
                while self.waiting and self.waiting[0].over:
                    heapq.heappop(self.waiting)
                if not self.waiting:
                    if not self.condition.wait(30.0) and not self.waiting:
                        self.thread = None
                        return
                    continue
                left = self.waiting[0].left
                if left > 0:
                    self.condition.wait(left)
                    continue
                late = heapq.heappop(self.waiting)
            if not late.over:
                late.deadline()


watch = _Watch()


def _new_connection(self: Any) -> socket.socket:
    guard: Guard = _local.guard
    try:
        return guard.connect(self._dns_host, self.port, self.timeout)
    except socket.gaierror as error:
        raise NameResolutionError(self.host, self, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(self, f"connecting to {self.host} timed out") from error
    except OSError as error:
        if isinstance(error, requests.RequestException):
            raise
        raise NewConnectionError(self, f"no connection: {error}") from error


def _request(self: Any, *args: Any, **kwargs: Any) -> None:
    """A request on a connection that may be open from the check before: its socket is this check's now."""
    guard: Guard | None = getattr(_local, "guard", None)
    if self.sock is not None and guard is not None:
        guard.hold(self.sock)
    super(type(self), self).request(*args, **kwargs)


class _Connection(HTTPConnection):
    _new_conn = _new_connection
    request = _request


class _SecureConnection(HTTPSConnection):
    _new_conn = _new_connection
    request = _request


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class PoliteRetry(Retry):
    """urllib3's Retry that does not wait beyond the deadline, and takes what is not HTTP for an answer."""

    def increment(
        self,
        method: Any = None,
        url: Any = None,
        response: Any = None,
        error: Any = None,
        _pool: Any = None,
        _stacktrace: Any = None,
    ) -> PoliteRetry:
        """The next try, or MaxRetryError where there is none or no time for it."""
        left = _local.guard.left if getattr(_local, "guard", None) is not None else 0.0
        if response is not None and (self.get_retry_after(response) or 0.0) >= left:
            raise MaxRetryError(_pool, url, ResponseError("no time to wait that long"))
        if error is not None and not _broken(error):
            raise MaxRetryError(_pool, url, error) from error
        following = super().increment(method, url, response, error, _pool, _stacktrace)
        if following.get_backoff_time() >= left:
            raise MaxRetryError(_pool, url, error or ResponseError("no time to try again"))
        return following


def _broken(error: BaseException) -> bool:
    """Whether a connection was broken off, and may hold the next time."""
    return any(isinstance(one, (ConnectionResetError, BrokenPipeError)) for one in (error, *error.args))


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


def guarded_session(retries: int = RETRIES) -> requests.Session:
    """A requests session whose connections go through the thread's guard; no proxies, cookies or credentials from outside."""
    retry = PoliteRetry(
        total=retries,
        connect=0,
        read=min(1, retries),
        redirect=0,
        status=retries,
        other=0,
        status_forcelist=RETRIED,
        allowed_methods=None,
        backoff_factor=0.25,
        backoff_jitter=0.25,
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    session = requests.Session()
    session.trust_env = False
    adapter = _Adapter(max_retries=retry, pool_connections=8, pool_maxsize=1)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session
