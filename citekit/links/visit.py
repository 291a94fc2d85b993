"""One address: asked, followed where it leads, and compared with its document."""

from __future__ import annotations

import functools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from ..archives.hosts import own_address
from ..document.model import Document
from .http.follow import Trail, follow, web_address
from .http.policy import Policy
from .http.response import DisallowedError, Failure, Headers, Request, Response, late
from .http.retry import patiently
from .http.robots import Robots
from .http.steps import Steps, Work
from .identity import Identity
from .judge import Finding, find
from .memento import web_archive_of
from .page import OutOfTimeError, refresh_target
from .report import VERDICTS, LinkReport

MAX_BODY = 2_000_000  # bytes of a page that are compared with a document
MAX_LOOK = 150_000  # bytes of a page that is only looked at
_WORK = 40_000  # bytes of a page above which others go on while it is read
_PERMANENT = (301, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
# endings of addresses that are no pages: their size and text are of no use
_FILES = frozenset(
    ".jpg .jpeg .png .gif .tif .tiff .jp2 .webp .bmp .svg .mp3 .mp4 .m4a .wav .ogg .avi .mov .mpg .zip .gz .7z .rar"
    " .tar .doc .docx .xls .xlsx .ppt .pptx .odt .ods .rtf .epub .djvu .csv .iso .dmg .exe .pdf".split()
)


@dataclass
class Visit:
    """One address and what became of it. ``conditional`` are headers that ask whether it has changed; ``prints``:
    the fingerprint of the page is wanted."""

    policy: Policy
    robots: Robots | None
    doc: Document | None
    url: str
    deadline: float
    conditional: Mapping[str, str] = field(default_factory=dict)
    prints: bool = False

    def __post_init__(self) -> None:
        self.trail = Trail(self.url, self.deadline)
        self.known = Identity.of(self.doc) if self.doc is not None else None
        if self.known is not None and not (self.known.title or self.known.number or self.known.references):
            self.known = None
        self.headers = Headers()  # of the answer, where it came from the address itself

    def steps(self) -> Steps[LinkReport]:
        """The report; status 304 in it means that nothing has changed since the cache was filled."""
        try:
            return (yield from self._follow())
        except DisallowedError as failure:
            return self._report(Finding(failure.verdict, f"{failure.reason}; --no-robots ignores it"))
        except Failure as failure:
            return self._report(Finding(failure.verdict, self._in_fact(failure.reason)))
        except OutOfTimeError:
            return self._report(Finding("timeout", late(self.policy.timeout).reason))
        except Exception as error:  # a page on which our own reading breaks is not to stop the others
            said = f"the page could not be read ({type(error).__name__})"
            return self._report(Finding("error", f"{said}: please report it, with the address"))

    def _in_fact(self, reason: str) -> str:
        """The reason with the seconds that were waited, where a request was not given the whole time."""
        waited = self.policy.timeout - (self.deadline - time.monotonic())
        whole = late(self.policy.timeout).reason
        if reason.startswith(whole) and waited < self.policy.timeout * 0.9:
            return late(float(f"{waited:.2g}")).reason + reason.removeprefix(whole)
        return reason

    def _follow(self) -> Steps[LinkReport]:
        allowed = self._allowed if self.robots is not None else None
        while True:
            response = yield from follow(self.trail, self._ask, allowed)
            self.headers = response.headers if not self.trail.hops else Headers()
            if response.status == 304 and self.conditional and not self.trail.hops:
                return self._report(Finding("alive"), 304)
            found = yield from self._found(response)
            if not found.refresh and (leads := refresh_target(response.headers.get("Refresh"))):
                found = replace(found, refresh=leads)
            if not found.refresh or not self._refreshed(found.refresh):
                return self._report(found, response.status)

    def _allowed(self, trail: Trail) -> Steps[None]:
        assert self.robots is not None
        yield from self.robots.allowed(trail.at, trail.left, trail.is_home)

    def _found(self, response: Response) -> Steps[Finding]:
        look = functools.partial(find, response, self.known, self.url, self.trail.at, self.deadline, self.prints)
        if len(response.body) <= _WORK and not response.body.startswith(b"%PDF-"):
            return look()
        found = yield Work(functools.partial(_kept, look))
        if isinstance(found, OutOfTimeError):
            raise found
        return found  # type: ignore[no-any-return]

    def _refreshed(self, target: str) -> bool:
        """Go where the page leads by itself; not where that is the page itself, or no web address."""
        try:
            self.trail.move(200, target)
        except Failure as failure:
            at = web_address_or(urljoin(self.trail.at, target))
            if failure.verdict == "redirect-loop" and (200, at) in self.trail.hops:
                raise  # two pages that lead to each other
            return False
        return True

    def _ask(self, trail: Trail) -> Steps[Response]:
        yield from self.policy.stays_public(trail.at, trail.left)
        if self.known is None and _is_file(trail.at):
            try:
                response: Response = yield self._request("HEAD", trail.deadline - trail.left / 2)
                if response.status < 400 and not (_is_file(trail.at) and response.kind == "text/html"):
                    return response
            except Failure as failure:
                if failure.is_host_failure or trail.left <= 0:
                    raise
        return (yield from patiently(lambda: self._request("GET", trail.deadline), self.policy.retries))

    def _request(self, method: str, deadline: float) -> Request:
        headers = {**self.trail.headers(self.policy), "Accept": _ACCEPT}
        if not self.trail.hops:
            headers.update(self.conditional)
        limit = MAX_BODY if self.known is not None or self.prints else MAX_LOOK
        return Request(method, web_address(self.trail.at), deadline, headers, limit)

    def _report(self, found: Finding, status: int = 0) -> LinkReport:
        at, hops = self.trail.at, self.trail.hops
        verdict = found.verdict
        back = web_address_or(at) == web_address_or(self.url)
        if verdict in ("same", "alive") and hops and not back:
            verdict = "moved" if all(code in _PERMANENT for code, _ in hops) else "redirected"
        reason = found.reason or VERDICTS[verdict][1]
        if verdict in ("moved", "redirected"):
            reason += f"; the address is now {at}"
        archive = web_archive_of(self.url)
        if archive:
            reason += f"; it is a copy in {archive}"
        canonical = own_address(self.url, self.doc.number if self.doc is not None else "")
        canonical = "" if canonical == self.url else canonical
        if canonical and canonical != at:
            reason += f"; the archive's own address is {canonical}"
        return LinkReport(
            self.url,
            verdict,
            status,
            self.url if back else at,
            reason,
            found.title,
            found.same,
            tuple(url for _, url in hops),
            canonical=canonical,
            fingerprint=found.fingerprint,
        )


def web_address_or(url: str) -> str:
    """The address as it goes over the line, or as it is where it is none."""
    try:
        return web_address(url)
    except Failure:
        return url


def _kept(look: functools.partial[Finding]) -> Finding | OutOfTimeError:
    """A finding, or that there was no time for it."""
    try:
        return look()
    except OutOfTimeError as error:
        return error


def _is_file(url: str) -> bool:
    """Whether the address's ending says that it is a file, and no page."""
    name = urlsplit(url).path.rpartition("/")[2].lower()
    return "." in name and "." + name.rpartition(".")[2] in _FILES
