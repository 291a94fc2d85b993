"""Checking one address: HEAD, then GET where HEAD is refused; every hop looked at; a deadline over all of it."""

from __future__ import annotations

import errno
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..document import Document
from .compare import compare, page_titles
from .report import LinkReport

if TYPE_CHECKING:
    import requests

    from .transport import Guard

MAX_REDIRECTS = 10
MAX_BODY = 2_000_000
USER_AGENT = "citekit (checks the addresses of archival citations)"
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_STATUS = {404: "not-found", 410: "gone", 401: "forbidden", 403: "forbidden", 451: "forbidden", 429: "rate-limited", 408: "timeout"}


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Any
    body: bytes
    truncated: bool
    encoding: str | None


class Checker:
    """Checks addresses. ``timeout`` is the whole time one link may take, in seconds."""

    def __init__(self, *, timeout: float = 20.0, allow_private: bool = False, contact: str = "") -> None:
        self.timeout = float(timeout)
        self.allow_private = allow_private
        self.user_agent = f"{USER_AGENT}; {contact}" if contact else USER_AGENT

    def check(self, target: str | Document) -> LinkReport:
        """The report for an address or a document's address; never raises for what a server does."""
        doc = target if isinstance(target, Document) else None
        url = doc.url if doc is not None else str(target).strip()
        if not url:
            return LinkReport("", "not-checked", reason="the document has no address")
        if urlsplit_scheme(url) not in ("http", "https"):
            return LinkReport(url, "unsupported")
        started = time.monotonic()
        now = datetime.now(UTC).strftime("%Y-%m-%d")
        report = _Check(self, doc, url, started + self.timeout).run()
        return replace(report, seconds=round(time.monotonic() - started, 3), checked=now)


def urlsplit_scheme(url: str) -> str:
    """The scheme of an address, or an empty string where it is none."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() if parts.hostname else ""
    except ValueError:
        return ""


class _Check:
    """One address on its way through redirects."""

    def __init__(self, checker: Checker, doc: Document | None, url: str, deadline: float) -> None:
        self.checker, self.doc, self.url, self.deadline = checker, doc, url, deadline
        self.at = url
        self.hops: list[tuple[int, str]] = []

    def run(self) -> LinkReport:
        from .transport import Guard, guarded_session

        guard = Guard(self.checker.allow_private)
        timer = threading.Timer(max(0.01, self.deadline - time.monotonic()), guard.deadline)
        timer.daemon = True
        timer.start()
        try:
            with guarded_session(guard) as session:
                return self._follow(session)
        except Exception as error:
            return self._failed(error, guard)
        finally:
            timer.cancel()

    def _follow(self, session: requests.Session) -> LinkReport:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._ask(session)
            location = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not location:
                return self._answered(answer)
            following = urljoin(self.at, location)
            if urlsplit_scheme(following) not in ("http", "https"):
                return self._report("error", answer.status, reason=f"it redirects to {following[:200]}, which is no web address")
            if any(url == following for _, url in self.hops) or following == self.at:
                return self._report("redirect-loop", answer.status)
            self.hops.append((answer.status, self.at))
            self.at = following
        return self._report("redirect-loop", 0, reason=f"there are more than {MAX_REDIRECTS} redirects")

    def _ask(self, session: requests.Session) -> _Answer:
        if self.doc is None or not self.doc.title:
            answer = self._request(session, "HEAD")
            if answer.status < 400:
                return answer
        return self._request(session, "GET")

    def _request(self, session: requests.Session, method: str) -> _Answer:
        import requests

        left = self.deadline - time.monotonic()
        if left <= 0:
            raise requests.Timeout("the time is over")
        headers = {
            "User-Agent": self.checker.user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        response = session.request(method, self.at, headers=headers, timeout=left, allow_redirects=False, stream=True)
        try:
            body, truncated = self._body(response) if method == "GET" and response.status_code not in _REDIRECTS else (b"", False)
        finally:
            response.close()
        session.cookies.clear()
        return _Answer(response.status_code, response.headers, body, truncated, response.encoding)

    def _body(self, response: requests.Response) -> tuple[bytes, bool]:
        import requests

        out = bytearray()
        for chunk in response.iter_content(16_384):
            out += chunk
            if len(out) > MAX_BODY:
                return bytes(out[:MAX_BODY]), True
            if time.monotonic() > self.deadline:
                raise requests.Timeout("the time is over")
        return bytes(out), False

    def _answered(self, answer: _Answer) -> LinkReport:
        status = answer.status
        if not 200 <= status < 300:
            verdict = _STATUS.get(status) or ("server-error" if status >= 500 else "error")
            reason = f"the server answered {status}" if verdict == "error" else ""
            return self._report(verdict, status, reason=reason)
        page = answer.body.decode(_charset(answer), "replace") if answer.body else ""
        titles = page_titles(page) if page else []
        same, reason = compare(self.doc, page) if self.doc is not None and _is_text(answer) else (None, "")
        title = titles[0] if titles else ""
        if same is False and answer.truncated:
            return self._report("too-large", status, title=title, reason=f"the title was not found in the first {MAX_BODY} bytes")
        if same is False:
            return self._report("different", status, reason=reason, title=title, same=False)
        if self.hops:
            permanent = all(code in _PERMANENT for code, _ in self.hops)
            return self._report("moved" if permanent else "redirected", status, reason=reason, title=title, same=same)
        return self._report("same" if same else "alive", status, reason=reason, title=title, same=same)

    def _report(self, verdict: str, status: int, *, reason: str = "", title: str = "", same: bool | None = None) -> LinkReport:
        from .report import VERDICTS

        where = f"; the address is now {self.at}" if verdict in ("moved", "redirected") else ""
        return LinkReport(self.url, verdict, status, self.at, (reason or VERDICTS[verdict][1]) + where, title, same,
                          tuple(url for _, url in self.hops))  # fmt: skip

    def _failed(self, error: Exception, guard: Guard) -> LinkReport:
        """The verdict for an exception of requests, urllib3 or the socket."""
        import requests
        from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, ProtocolError, ReadTimeoutError

        from .transport import PrivateAddressError

        chain = _causes(error)
        kinds = tuple(type(e) for e in chain)
        late = f"no answer within {self.checker.timeout:g} seconds"
        if guard.cut:
            return self._report("timeout", 0, reason=late)
        private = next((e for e in chain if isinstance(e, PrivateAddressError)), None)
        if private is not None:
            return self._report("not-checked", 0, reason=f"{private}; --allow-private allows it")
        if any(issubclass(k, requests.exceptions.SSLError) for k in kinds):
            return self._report("tls", 0, reason=_tls_reason(str(error)))
        if any(issubclass(k, NameResolutionError) for k in kinds):
            return self._report("dns", 0)
        if any(issubclass(k, ConnectionRefusedError) for k in kinds):
            return self._report("refused", 0)
        if any(isinstance(e, OSError) and e.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH) for e in chain):
            return self._report("error", 0, reason="the network of the address cannot be reached")
        # urllib3 counts every failed connection as a timeout, so timeouts come after what is known better
        if any(issubclass(k, (requests.Timeout, ReadTimeoutError, ConnectTimeoutError, TimeoutError)) for k in kinds):
            return self._report("timeout", 0, reason=late)
        if any(issubclass(k, (requests.exceptions.InvalidURL, UnicodeError)) for k in kinds):
            return self._report("error", 0, reason="the address is not written as an address should be")
        if any(issubclass(k, (ProtocolError, requests.exceptions.ContentDecodingError)) for k in kinds):
            return self._report("error", 0, reason="the connection broke, or the answer was not HTTP")
        return self._report("error", 0, reason=f"the check failed ({type(error).__name__})")


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
    for mark, words in (("expired", "the certificate has expired"), ("Hostname mismatch", "the certificate is for another host"),
                        ("doesn't match", "the certificate is for another host"), ("self-signed", "the certificate is signed by nobody known"),
                        ("self signed", "the certificate is signed by nobody known"),
                        ("unable to get local issuer", "the certificate is signed by nobody known")):  # fmt: skip
        if mark in text:
            return words
    return "no secure connection could be made"


def _charset(answer: _Answer) -> str:
    import codecs
    import re

    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", answer.body[:4096], re.I)
    named = declared.group(1).decode("ascii") if declared else None
    header = answer.headers.get("Content-Type", "")
    for name in (answer.encoding if "charset" in header.lower() else None, named, "utf-8"):
        try:
            if name:
                codecs.lookup(name)
                return name
        except LookupError:
            continue
    return "utf-8"


def _is_text(answer: _Answer) -> bool:
    kind = answer.headers.get("Content-Type", "text/html").split(";")[0].strip().lower()
    return kind.startswith("text/") or kind in ("application/xhtml+xml", "application/xml", "application/json") or not kind
