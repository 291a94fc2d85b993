"""One address on its way: robots.txt, HEAD, GET, redirects, and the page that it leads to."""

from __future__ import annotations

import codecs
import html
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..archives.hosts import own_address
from ..document.model import Document
from ..errors import CitekitError
from ..files import html_charset
from .compare import compare, page_titles
from .http.failures import failed
from .http.get import REDIRECTS
from .pages import elsewhere, for_robots, other_page
from .report import VERDICTS, LinkReport

if TYPE_CHECKING:
    import requests

    from .checker import Checker

MAXREDIRECTS = 10
MAX_BODY = 2_000_000
_PERMANENT = (301, 308)
_STATUS = {
    404: "not-found",
    410: "gone",
    401: "forbidden",
    403: "forbidden",
    451: "forbidden",
    429: "rate-limited",
    408: "timeout",
}


@dataclass(frozen=True)
class Answer:
    """What a server answered: the body as far as it was read."""

    status: int
    headers: Any
    body: bytes = b""
    truncated: bool = False
    encoding: str | None = None


@dataclass
class Visit:
    """One address and what became of it. ``conditional`` are headers that ask whether it has changed."""

    checker: Checker
    doc: Document | None
    url: str
    deadline: float
    conditional: dict[str, str] = field(default_factory=dict)
    at: str = ""
    hops: list[tuple[int, str]] = field(default_factory=list)
    last: Answer | None = None

    def run(self) -> LinkReport:
        """The report; status 304 in it means that nothing has changed since the cache was filled."""
        from .http.session import Guard

        self.at = self.url
        guard = Guard(self.checker.allow_private, self.deadline)
        try:
            with guard.active():
                return self._follow(self.checker.session())
        except Exception as error:
            return self._report(*failed(error, guard.cut, self.checker.timeout))

    def _follow(self, session: requests.Session) -> LinkReport:
        cookies = False
        for _ in range(MAXREDIRECTS + 1):
            if self.checker.robots is not None and not self.checker.robots.allowed(self.at, max(0.1, self._left() / 4)):
                return self._report(
                    "forbidden",
                    0,
                    "the site's robots.txt asks programs to stay away from it; --no-robots asks all the same",
                )
            answer = self.last = self._ask(session)
            location = answer.headers.get("Location")
            if answer.status not in REDIRECTS or not location:
                return self._answered(answer)
            following = urljoin(self.at, location)
            if scheme(following) not in ("http", "https"):
                return self._report(
                    "error", answer.status, f"it redirects to {following[:200]}, which is no web address"
                )
            again = any(url == following for _, url in self.hops) or following == self.at
            if again and (cookies or not answer.headers.get("Set-Cookie")):
                return self._report("redirect-loop", answer.status)
            cookies = cookies or again
            if urlsplit(following).netloc != urlsplit(self.at).netloc:
                session.cookies.clear()  # what one host says of the person is not told to another
            self.hops.append((answer.status, self.at))
            self.at = following
        return self._report("redirect-loop", 0, f"there are more than {MAXREDIRECTS} redirects")

    def _left(self) -> float:
        return self.deadline - time.monotonic()

    def _ask(self, session: requests.Session) -> Answer:
        import requests

        if self.doc is None or not self.doc.title:
            try:
                answer = self._request(session, "HEAD", self._left() / 2)
                if answer.status < 400 and (answer.headers or answer.status in REDIRECTS):
                    return answer
            except requests.RequestException as error:
                if (
                    not isinstance(error, (requests.Timeout, requests.ConnectionError))
                    or self._left() <= 0
                    or not _may_be_head(error)
                ):
                    raise
        answer = self._request(session, "GET", self._left(), {"Range": f"bytes=0-{MAX_BODY - 1}"})
        return self._request(session, "GET", self._left()) if answer.status == 416 else answer

    def _request(
        self, session: requests.Session, method: str, seconds: float, more: dict[str, str] | None = None
    ) -> Answer:
        import requests

        if seconds <= 0:
            raise requests.Timeout("the time is over")
        headers = {
            "User-Agent": self.checker.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
            **(more or {}),
            **(self.conditional if not self.hops else {}),
        }
        response = session.request(
            method, self.at, headers=headers, timeout=seconds, allow_redirects=False, stream=True
        )
        try:
            body, truncated = (
                self._body(response) if method == "GET" and response.status_code not in REDIRECTS else (b"", False)
            )
        finally:
            response.close()
        return Answer(response.status_code, response.headers, body, truncated, response.encoding)

    def _body(self, response: requests.Response) -> tuple[bytes, bool]:
        import requests

        out = bytearray()
        for chunk in response.iter_content(16_384):
            out += chunk
            if len(out) > MAX_BODY:
                return bytes(out[:MAX_BODY]), True
            if self._left() <= 0:
                raise requests.Timeout("the time is over")
        whole = response.status_code != 206 or _is_whole(response.headers.get("Content-Range", ""))
        return bytes(out), not whole

    def _answered(self, answer: Answer) -> LinkReport:
        status = answer.status
        if status == 304:
            return self._report("alive", 304)
        if not 200 <= status < 300:
            return self._refused(answer)
        text = self._text(answer)
        titles = page_titles(text) if text else []
        title = titles[0] if titles else ""
        if text and for_robots(text):
            return self._report("forbidden", status, "the site asks whether a person is there", title)
        same, reason = compare(self.doc, text) if self.doc is not None and text else (None, "")
        if same is False and answer.truncated:
            return self._report("too-large", status, f"the title was not found in the first {MAX_BODY} bytes", title)
        other = other_page(text, self.url, self.at) if text else elsewhere(self.url, self.at)
        if same is False or (other and same is None):
            called = f": the page is called “{title[:100]}”" if other and title else ""
            return self._report("different", status, f"{other}{called}" or reason, title, same=False)
        if self.hops:
            permanent = all(code in _PERMANENT for code, _ in self.hops)
            return self._report("moved" if permanent else "redirected", status, reason, title, same)
        return self._report("same" if same else "alive", status, reason, title, same)

    def _refused(self, answer: Answer) -> LinkReport:
        status = answer.status
        verdict = _STATUS.get(status) or ("server-error" if status >= 500 else "error")
        reason = f"the server answered {status}" if verdict == "error" else ""
        wait = str(answer.headers.get("Retry-After") or "").strip()
        if wait and verdict in ("rate-limited", "server-error"):
            reason = f"{VERDICTS[verdict][1]}; it asks to wait {f'{wait} seconds' if wait.isdigit() else f'until {wait[:40]}'}"
        return self._report(verdict, status, reason)

    def _text(self, answer: Answer) -> str:
        kind = answer.headers.get("Content-Type", "text/html").split(";")[0].strip().lower()
        if answer.body.startswith(b"%PDF-") or kind == "application/pdf":
            return _pdf_page(answer.body)
        textual = (
            kind.startswith("text/")
            or kind in ("application/xhtml+xml", "application/xml", "application/json")
            or not kind
        )
        return answer.body.decode(_charset(answer), "replace") if answer.body and textual else ""

    def _report(
        self, verdict: str, status: int, reason: str = "", title: str = "", same: bool | None = None
    ) -> LinkReport:
        where = f"; the address is now {self.at}" if verdict in ("moved", "redirected") else ""
        canonical = own_address(self.url, self.doc.number if self.doc is not None else "")
        if canonical == self.url:
            canonical = ""
        offered = f"; the archive's own address is {canonical}" if canonical and canonical != self.at else ""
        return LinkReport(
            self.url,
            verdict,
            status,
            self.at,
            (reason or VERDICTS[verdict][1]) + where + offered,
            title,
            same,
            tuple(url for _, url in self.hops),
            canonical=canonical,
        )


def scheme(url: str) -> str:
    """The scheme of an address, or an empty string where it is none."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() if parts.hostname else ""
    except ValueError:
        return ""


def _may_be_head(error: BaseException) -> bool:
    """Whether a failure may be due to HEAD, so that GET is worth a try: no answer, or a connection broken off."""
    text = repr(error)
    return not any(
        word in text
        for word in (
            "NameResolutionError",
            "Connection refused",
            "SSLError",
            "CERTIFICATE",
            "BadStatusLine",
            "PrivateAddress",
        )
    )


def _is_whole(content_range: str) -> bool:
    match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", content_range.strip())
    return match is not None and int(match.group(2)) + 1 == int(match.group(3))


def _pdf_page(body: bytes) -> str:
    """The title and text of a PDF, as a small page; empty where pypdf is missing or cannot read it."""
    from ..files.pdf import pdf_text

    try:
        found = pdf_text(body, "", 2)
    except CitekitError:
        return ""
    text = " ".join(found.pages)
    return f"<title>{html.escape(found.title)}</title>{html.escape(text)}" if found.title or text.strip() else ""


def _charset(answer: Answer) -> str:
    header = answer.headers.get("Content-Type", "")
    for name in (answer.encoding if "charset" in header.lower() else None, html_charset(answer.body), "utf-8"):
        try:
            if name:
                codecs.lookup(name)
                return name
        except LookupError:
            continue
    return "utf-8"
