"""Many requests at once in one thread, with libcurl (pycurl): a twentieth of the processor time that requests takes."""

from __future__ import annotations

import errno
import selectors
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pycurl

from .guard import private_address, public
from .policy import Policy
from .response import Failure, Headers, Request, Response, late, proxy_failure, respond
from .session import BAD_ADDRESS, CERTIFICATE, NO_TLS, NOT_HTTP

_MAX_HEADERS = 200_000  # bytes
_TLS = frozenset((35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98))  # libcurl-errors(3)
_BROKEN = frozenset((18, 55, 56, 92, 95))  # what ends a response that has begun
_BROKEN_BEFORE = frozenset((pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR))
_OPTIONS = {
    "QUICK_EXIT": 1,
    "HTTP_VERSION": pycurl.CURL_HTTP_VERSION_1_1,
    "NOSIGNAL": 1,
    "CONNECTTIMEOUT_MS": 86_400_000,
    "PROTOCOLS_STR": "http,https",
}

Outcome = Response | Failure


class _Transfer:
    """One request under way and what has come so far."""

    def __init__(self, token: Any, request: Request, policy: Policy) -> None:
        self.token, self.request, self.policy = token, request, policy
        self.lines: list[bytes] = []
        self.size = 0
        self.body = bytearray()
        self.private = ""
        self.truncated = False
        self.proxied = ""

    def header(self, line: bytes) -> int | None:
        """A line of the header; that of an interim response, or of a proxy, is followed by another."""
        if line.startswith(b"HTTP/"):
            self.lines.clear()
        self.lines.append(line)
        self.size += len(line)
        return -1 if self.size > _MAX_HEADERS else None

    def write(self, data: bytes) -> int | None:
        """A piece of the body; 0 ends the transfer."""
        self.body += data
        if len(self.body) > self.request.limit:
            self.truncated = True
            return 0
        return None

    def open(self, purpose: int, address: Any) -> Any:
        """A socket, where the address may be connected to."""
        family, kind, protocol, (host, *_) = address
        host = host.decode() if isinstance(host, bytes) else str(host)
        if not self.policy.allow_private and not self.proxied and not public(host):
            self.private = host
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def outcome(self, code: int, handle: Any) -> Outcome:
        """The response, or why there is none."""
        if self.private:
            return private_address(urlsplit(self.request.url).hostname or "", self.private)
        whole_header = bool(self.lines) and not self.lines[-1].strip()
        if self.truncated or code == 0 or (code in _BROKEN and self.body):
            if whole_header:
                return self._response(code in _BROKEN)
            return Failure("error", NOT_HTTP)
        if code == pycurl.E_OPERATION_TIMEDOUT and whole_header and self._status >= 400:
            return self._response(True)  # the status says what there is to say, and was there in time
        return self._of_proxy(code, handle) or failure_of(code, handle, self.policy.timeout)

    def _of_proxy(self, code: int, handle: Any) -> Failure | None:
        """The failure of the proxy, where it is that which failed."""
        if not self.proxied:
            return None
        if code == pycurl.E_COULDNT_RESOLVE_PROXY:
            return proxy_failure(self.proxied, "is unknown by name")
        answered = handle.getinfo(pycurl.HTTP_CONNECTCODE)
        if answered >= 400:
            return proxy_failure(self.proxied, f"answers {answered}")
        return proxy_failure(self.proxied, "cannot be reached") if code == pycurl.E_COULDNT_CONNECT else None

    @property
    def _status(self) -> int:
        return int(self.lines[0].split()[1])

    def _response(self, broken: bool) -> Response:
        fields = (line.decode("utf-8", "surrogateescape").partition(":") for line in self.lines[1:])
        headers = Headers((name, _text(value)) for name, mark, value in fields if mark)
        limit = self.request.limit
        return respond(self._status, headers, bytes(self.body[:limit]), limit, self.truncated, broken)


def _text(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if not value.isascii() else value


def failure_of(code: int, handle: Any, timeout: float) -> Failure:
    """What an error of libcurl means (libcurl-errors(3))."""
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return late(timeout)
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return Failure("dns", is_host_failure=True)
    if code in _TLS:
        reason = CERTIFICATE.get(handle.getinfo(pycurl.SSL_VERIFYRESULT))
        other_host = code == pycurl.E_SSL_CACERT and not handle.getinfo(pycurl.SSL_VERIFYRESULT)
        return Failure("tls", reason or (CERTIFICATE[62] if other_host else NO_TLS), is_host_failure=True)
    if code == pycurl.E_COULDNT_CONNECT:
        number = handle.getinfo(pycurl.OS_ERRNO)
        if number in (errno.ENETUNREACH, errno.EHOSTUNREACH):
            return Failure("error", "the network of the address cannot be reached", is_host_failure=True)
        return Failure("refused", is_host_failure=True) if number == errno.ECONNREFUSED else Failure("error", NOT_HTTP)
    if code == pycurl.E_URL_MALFORMAT:
        return Failure("error", BAD_ADDRESS)
    return Failure("error", NOT_HTTP, again=code in (pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_SEND_ERROR))


class Many:
    """Sends requests at once. ``start`` begins one, ``poll`` gives what has come; a token says whose it is."""

    def __init__(self, policy: Policy, connections: int = 512) -> None:
        self.policy = policy
        self.certificates = policy.certificates()
        self.multi = pycurl.CurlMulti()
        self.multi.setopt(pycurl.M_MAXCONNECTS, connections)
        self.multi.setopt(pycurl.M_SOCKETFUNCTION, self._socket)
        self.multi.setopt(pycurl.M_TIMERFUNCTION, self._timer)
        self.selector = selectors.DefaultSelector()
        self.wake_reader, self.wake_writer = socket.socketpair()
        self.wake_reader.setblocking(False)
        self.selector.register(self.wake_reader, selectors.EVENT_READ, "wake")
        self.alarm: float | None = None
        self.free: list[Any] = []
        self.active: dict[Any, _Transfer] = {}
        self.ready: list[tuple[Any, Outcome]] = []

    def close(self) -> None:
        """End all that is under way."""
        for handle in self.active:
            self.multi.remove_handle(handle)
        self.active.clear()
        for handle in self.free:
            handle.close()
        self.multi.close()
        self.selector.close()
        self.wake_reader.close()
        self.wake_writer.close()

    def wake(self) -> None:
        """Let ``poll`` return at once (from another thread)."""
        try:
            self.wake_writer.send(b"\0")
        except OSError:
            pass

    def start(self, token: Any, request: Request) -> None:
        """Begin a request."""
        seconds = request.deadline - time.monotonic()
        proxy = self.policy.proxy_for(request.url)
        if seconds <= 0:
            self.ready.append((token, late(self.policy.timeout)))
        elif (refused := self.policy.refusal(request.url, proxy)) is not None:
            self.ready.append((token, refused))
        else:
            transfer = _Transfer(token, request, self.policy)
            transfer.proxied = proxy
            handle = self.free.pop() if self.free else self._handle()
            try:
                self._prepare(handle, transfer, seconds)
            except (pycurl.error, ValueError, UnicodeError):
                self.free.append(handle)
                self.ready.append((token, Failure("error", BAD_ADDRESS)))
                return
            self.active[handle] = transfer
            self.multi.add_handle(handle)

    def _handle(self) -> Any:
        handle = pycurl.Curl()
        for name, value in _OPTIONS.items():
            if hasattr(pycurl, name):
                handle.setopt(getattr(pycurl, name), value)
        folder = not self.certificates.endswith((".pem", ".crt", ".cer")) and _is_folder(self.certificates)
        handle.setopt(pycurl.CAPATH if folder else pycurl.CAINFO, self.certificates)
        return handle

    def _prepare(self, handle: Any, transfer: _Transfer, seconds: float) -> None:
        request = transfer.request
        handle.setopt(pycurl.URL, request.url)
        handle.setopt(pycurl.NOBODY if request.method == "HEAD" else pycurl.HTTPGET, 1)
        handle.setopt(pycurl.PROXY, transfer.proxied)
        handle.setopt(pycurl.TIMEOUT_MS, max(1, int(seconds * 1000)))
        handle.setopt(pycurl.HTTPHEADER, [f"{name}: {value}".encode() for name, value in request.headers.items()])
        handle.setopt(pycurl.HEADERFUNCTION, transfer.header)
        handle.setopt(pycurl.WRITEFUNCTION, transfer.write)
        handle.setopt(pycurl.OPENSOCKETFUNCTION, transfer.open)

    def _socket(self, what: int, number: int, multi: Any, data: Any) -> None:
        if what == pycurl.POLL_REMOVE:
            try:
                self.selector.unregister(number)
            except (KeyError, ValueError):
                pass
            return
        events = {pycurl.POLL_IN: 1, pycurl.POLL_OUT: 2, pycurl.POLL_INOUT: 3}.get(what)
        if events:
            try:
                self.selector.modify(number, events)
            except KeyError:
                self.selector.register(number, events)

    def _timer(self, milliseconds: int) -> None:
        self.alarm = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def poll(self, seconds: float) -> list[tuple[Any, Outcome]]:
        """What has come, waiting for it up to ``seconds``."""
        wait = 0.0 if self.ready else max(0.0, seconds)
        if self.alarm is not None:
            wait = max(0.0, min(wait, self.alarm - time.monotonic()))
        for key, mask in self.selector.select(wait):
            if key.data == "wake":
                while _drained(self.wake_reader):
                    pass
                continue
            flags = (pycurl.CSELECT_IN if mask & 1 else 0) | (pycurl.CSELECT_OUT if mask & 2 else 0)
            self.multi.socket_action(key.fd, flags)
        if self.alarm is not None and time.monotonic() >= self.alarm:
            self.alarm = None
            self.multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        out, self.ready = self.ready, []
        self._finished(out)
        return out

    def _finished(self, out: list[tuple[Any, Outcome]]) -> None:
        more = 1
        while more:
            more, good, bad = self.multi.info_read()
            for handle, code in [*((h, 0) for h in good), *((h, code) for h, code, _ in bad)]:
                transfer = self.active.pop(handle)
                self.multi.remove_handle(handle)
                if code in _BROKEN_BEFORE and not transfer.lines and not handle.getinfo(pycurl.NUM_CONNECTS):
                    self._over_a_new_connection(handle, transfer)  # the server had closed the one that was open
                    continue
                out.append((transfer.token, transfer.outcome(code, handle)))
                self._put_back(handle)

    def _put_back(self, handle: Any) -> None:
        handle.setopt(pycurl.FRESH_CONNECT, 0)
        self.free.append(handle)

    def _over_a_new_connection(self, handle: Any, transfer: _Transfer) -> None:
        self.free.append(handle)
        handle = self._handle()
        handle.setopt(pycurl.FRESH_CONNECT, 1)
        self._prepare(handle, transfer, max(0.001, transfer.request.deadline - time.monotonic()))
        self.active[handle] = transfer
        self.multi.add_handle(handle)


def _drained(reader: socket.socket) -> bool:
    try:
        return bool(reader.recv(4096))
    except OSError:
        return False


def _is_folder(path: str) -> bool:
    import os

    return os.path.isdir(path)
