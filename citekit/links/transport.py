"""Connections that go only where they may: addresses are looked at after the name is resolved, at every hop."""

from __future__ import annotations

import ipaddress
import socket
import threading
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError


class PrivateAddressError(requests.RequestException):
    """A name that leads to an address of a private network."""


def public(address: str) -> bool:
    """Whether an IP address belongs to no private, loopback or link-local network."""
    return ipaddress.ip_address(address.split("%")[0]).is_global


class Guard:
    """What the connections of one check may do, and the sockets they opened, so that a deadline can cut them."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.sockets: list[socket.socket] = []
        self.lock = threading.Lock()
        self.cut = False

    def connect(self, host: str, port: int, timeout: Any) -> socket.socket:
        """A connection to one of the host's addresses, if all that are tried may be connected to."""
        error: OSError | None = None
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
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
            with self.lock:
                self.sockets.append(made)
                if self.cut:
                    self._shut(made)
            return made
        raise error or OSError(f"{host} has no address")

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


def guarded_session(guard: Guard) -> requests.Session:
    """A requests session whose connections all go through ``guard``; no proxies, cookies or credentials from outside."""

    def new_connection(self: Any) -> socket.socket:
        try:
            return guard.connect(self._dns_host, self.port, self.timeout)
        except socket.gaierror as error:
            from urllib3.exceptions import NameResolutionError

            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            from urllib3.exceptions import ConnectTimeoutError

            raise ConnectTimeoutError(self, f"connecting to {self.host} timed out") from error
        except OSError as error:
            if isinstance(error, requests.RequestException):
                raise
            raise NewConnectionError(self, f"no connection: {error}") from error

    plain = type("GuardedConnection", (HTTPConnection,), {"_new_conn": new_connection})
    secure = type("GuardedSecureConnection", (HTTPSConnection,), {"_new_conn": new_connection})
    pools = {
        "http": type("GuardedPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("GuardedSecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

    session = requests.Session()
    session.trust_env = False
    session.mount("http://", Adapter())
    session.mount("https://", Adapter())
    return session
