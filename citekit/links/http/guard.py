"""Where connections may go and until when: addresses are looked at after the name is resolved, at every hop."""

from __future__ import annotations

import heapq
import ipaddress
import re
import socket
import threading
import time
from functools import lru_cache
from typing import Any

from .response import Failure

# Networks that are not the public internet's although some of them count as global (IANA's special-purpose registries,
# https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry; RFC 3879 for site-local).
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")


def public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one that holds another (NAT64, 6to4, mapped) is as that
    one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip in _SIX_TO_FOUR:
            return public(str(ipaddress.IPv4Address((int(ip) >> 80) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not any(ip.version == n.version and ip in n for n in _CLOSED)


def literal(host: str) -> str:
    """The IP address that a host is written as, in any form that libraries of C and browsers know (127.1, 0x7f.1,
    2130706433, a full stop at the end; URL Standard, 3.5); empty for a name."""
    host = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(host.split("%")[0]))
    except ValueError:
        pass
    if not _NUMBER.fullmatch(host):
        return ""
    try:
        return str(ipaddress.IPv4Address(socket.inet_aton(host)))
    except OSError:
        return _NO_ADDRESS


def is_public_literal(host: str) -> bool:
    """Whether a host is a name, or a public IP address written as a number."""
    address = literal(host) if host[-1:] in _ENDS_A_NUMBER or ":" in host else ""
    return not address or public(address)


_NO_ADDRESS = "0.0.0.0"  # what stands for a number that is no address: nobody may be asked there
_ENDS_A_NUMBER = frozenset("0123456789abcdefABCDEFxX.]")
# names that stand for this machine or for a network of one's own (RFC 6761, 6.2 to 6.4; RFC 6762, 3 and appendix G;
# RFC 8375; the metadata services of clouds have names of these kinds)
_PRIVATE_NAME = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|svc|test|invalid|onion|home\.arpa"
    r"|metadata\.goog)|[^.]*",
    re.I,
)
_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)", re.I)  # an IPv4 address in some form (URL Standard, 3.5)


def is_private_host(host: str) -> bool:
    """Whether a host is no public one by how it is written: an address of a private network, or a name that stands
    for something there."""
    address = literal(host)
    return not public(address) if address else bool(_PRIVATE_NAME.fullmatch(host.strip("[]").rstrip(".")))


@lru_cache(maxsize=4096)
def leads_to_private(host: str, seconds: float) -> bool:
    """Whether a name leads to an address of a private network, found out within so many seconds; one that is not known
    leads nowhere."""
    try:
        found = Guard(True).start(time.monotonic() + seconds).resolved(host, 80)
    except OSError:
        return False
    return any(not public(str(address[0])) for *_, address in found)


def private_address(host: str, address: str = "") -> Failure:
    """The failure of a host that is at an address of a private network, or whose name is one of there."""
    where = f"is at the private address {address}" if address else "is in a private network"
    return Failure("not-checked", f"{host} {where}; --allow-private allows it", is_host_failure=True)


class Guard:
    """What the connections of one request may do, and the sockets they opened, so that a deadline can cut them."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.trusted: tuple[str, ...] = ()  # hosts of proxies that the person has set
        self.sockets: list[socket.socket] = []
        self.lock = threading.Lock()
        self.until = 0.0
        self.cut = False
        self.watched: Watched | None = None

    def __enter__(self) -> Guard:
        self.watched = watch.add(self)
        return self

    def __exit__(self, *error: object) -> None:
        with self.lock:
            if self.watched is not None:
                self.watched.over = True
            self.sockets.clear()

    def start(self, deadline: float) -> Guard:
        """The guard for the next request, until ``deadline``."""
        self.until, self.cut = deadline, False
        self.sockets.clear()
        return self

    def hold(self, made: socket.socket) -> None:
        """Cut this socket as well when the time is over."""
        with self.lock:
            if made not in self.sockets:
                self.sockets.append(made)
            if self.cut:
                _shut(made)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.until - time.monotonic()

    def connect(self, host: str, port: int, timeout: Any) -> socket.socket:
        """A connection to one of the host's addresses, if all that are tried may be connected to."""
        error: OSError | None = None
        for family, kind, protocol, _, address in self.resolved(host, port):
            if not self.allow_private and host not in self.trusted and not public(str(address[0])):
                raise private_address(host, str(address[0]))
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

    def resolved(self, host: str, port: int) -> list[Any]:
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
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is not a host name")
        if isinstance(found[0], OSError):
            raise found[0]
        return list(found[0])

    def end(self, watched: Watched) -> None:
        """Cut every connection: the time is over."""
        with self.lock:
            if watched.over or watched is not self.watched:
                return
            self.cut = True
            for one in self.sockets:
                _shut(one)


def _shut(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


class Watched:
    """A guard that is watched until a moment, or until it is over."""

    def __init__(self, guard: Guard) -> None:
        self.guard, self.until, self.over = guard, guard.until, False

    def __lt__(self, other: Watched) -> bool:
        return self.until < other.until


class _Watch:
    """One thread that cuts the connections of all requests whose time is over."""

    def __init__(self) -> None:
        self.waiting: list[Watched] = []
        self.condition = threading.Condition()
        self.thread: threading.Thread | None = None

    def add(self, guard: Guard) -> Watched:
        """Watch a guard's deadline."""
        watched = Watched(guard)
        with self.condition:
            heapq.heappush(self.waiting, watched)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._run, daemon=True)
                self.thread.start()
            if self.waiting[0] is watched:
                self.condition.notify()
        return watched

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
                left = self.waiting[0].until - time.monotonic()
                if left > 0:
                    self.condition.wait(left)
                    continue
                watched = heapq.heappop(self.waiting)
            watched.guard.end(watched)


watch = _Watch()
