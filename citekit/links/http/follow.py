"""Redirects, in one place: where an address leads, what was passed on the way, and when to stop."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from .policy import Policy
from .response import REDIRECTS, Failure, Headers, Request, Response
from .retry import patiently
from .steps import Steps

MAX_REDIRECTS = 20  # as browsers have it (Fetch Standard, 4.4)
# what begins as an address with a scheme, and has none that is one (RFC 3986, 3.1)
_ABSOLUTE = re.compile(r"(?![a-z][a-z0-9+.-]*:)[^/?#\s:]{1,40}://", re.I)
_KEPT = (
    "!#$%&'()*+,/:;=?@[]~|^`{}\"<>\\"  # what quoting leaves alone: only what is not ASCII, spaces and controls change
)


@lru_cache(maxsize=4096)
def scheme(url: str) -> str:
    """The scheme of an address, or an empty string where it is none."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() if parts.hostname else ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def web_address(url: str) -> str:
    """An http address as it goes over the line: host in IDNA, ASCII alone, no fragment. Raises Failure for what is
    none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            import idna

            host = idna.encode(host, uts46=True).decode("ascii")
    except (ValueError, UnicodeError):
        raise Failure("error", "the address is not written as an address should be") from None
    if ":" in host:
        host = f"[{host}]"
    if not host or " " in host:
        raise Failure("error", "the address is not written as an address should be")
    path = quote(parts.path or "/", safe=_KEPT).replace("?", "%3F")
    place = f"{host}:{port}" if port is not None else host
    return urlunsplit((parts.scheme.lower(), place, path, quote(parts.query, safe=_KEPT), ""))


@dataclass
class Trail:
    """One address on its way: ``at`` is where it leads so far, ``hops`` what was passed, with the status there."""

    url: str
    deadline: float
    at: str = ""
    hops: list[tuple[int, str]] = field(default_factory=list)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    revisited: bool = False
    limit: int = MAX_REDIRECTS

    def __post_init__(self) -> None:
        self.at = self.at or self.url

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.deadline - time.monotonic()

    @property
    def is_home(self) -> bool:
        """Whether it is at the host of the address asked for, and not in the clear where that is https."""
        here, first = urlsplit(self.at), urlsplit(self.url)
        same_host = here.netloc.rpartition("@")[2] == first.netloc.rpartition("@")[2]
        return same_host and here.scheme in (first.scheme, "https")

    def headers(self, policy: Policy) -> dict[str, str]:
        """The header fields for the address it is at: cookies of its host, credentials of the address asked for."""
        here = urlsplit(self.at)
        fields = {"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"}
        if self.is_home:
            fields.update(policy.headers)
        if here.username is not None:
            fields["Authorization"] = _basic(here.username, here.password or "")
        cookies = self.cookies.get(here.hostname or "")
        if cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return fields

    def keep_cookies(self, headers: Headers) -> None:
        """Cookies are given back to the host that set them, and told to no other."""
        for line in headers.all("Set-Cookie")[:20]:
            name, mark, value = line.partition(";")[0].strip().partition("=")
            if mark and name and len(line) < 4096 and line.isprintable():
                self.cookies.setdefault(urlsplit(self.at).hostname or "", {})[name.strip()] = value.strip()

    def move(self, status: int, target: str, new_cookies: bool = False) -> None:
        """Go on to another address. Raises Failure for what is no web address, for loops, and after too many."""
        try:
            following = urljoin(self.at, target.strip()) if _ABSOLUTE.match(target.strip()) is None else ""
        except ValueError:
            following = ""
        if scheme(following) not in ("http", "https"):
            raise Failure("error", f"it redirects to {target[:200]}, which is not a web address")
        following = web_address(following)
        again = following == web_address(self.at) or any(url == following for _, url in self.hops)
        if again and (self.revisited or not new_cookies):
            raise Failure("redirect-loop")
        self.revisited = self.revisited or again
        self.hops.append((status, self.at))
        if len(self.hops) > self.limit:
            raise Failure("redirect-loop", f"there are more than {self.limit} redirects")
        self.at = following


def _basic(name: str, password: str) -> str:
    from base64 import b64encode
    from urllib.parse import unquote

    return "Basic " + b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode("ascii")


Ask = Callable[[Trail], Steps[Response]]


def follow(trail: Trail, ask: Ask, allowed: Callable[[Trail], Steps[None]] | None = None) -> Steps[Response]:
    """The response at the end of the redirects. ``ask`` makes the request at each hop, ``allowed`` raises where it must
    not be made."""
    while True:
        if allowed is not None:
            yield from allowed(trail)
        response = yield from ask(trail)
        target = response.headers.get("Location")
        had = {name: dict(values) for name, values in trail.cookies.items()}
        trail.keep_cookies(response.headers)
        if response.status not in REDIRECTS or not target:
            return response
        trail.move(response.status, target, new_cookies=trail.cookies != had)


def get(
    url: str,
    seconds: float,
    policy: Policy,
    *,
    limit: int,
    redirects: int = MAX_REDIRECTS,
    accept: str = "*/*",
    retries: int = 0,
) -> Steps[tuple[Response, str]]:
    """(response, the address it came from) within ``seconds``, its body up to ``limit`` bytes; ``redirects`` 0 follows
    none.

    Raises Failure.
    """

    def ask(trail: Trail) -> Steps[Response]:
        address = web_address(trail.at)
        yield from policy.stays_public(address, trail.left)
        headers = {**trail.headers(policy), "Accept": accept}
        return (yield from patiently(lambda: Request("GET", address, trail.deadline, headers, limit), retries))

    trail = Trail(url, time.monotonic() + seconds, limit=redirects)
    response = yield from (follow(trail, ask) if redirects else ask(trail))
    return response, trail.at
