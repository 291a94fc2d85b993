"""Checking addresses: one, or many at once; politely, with what is remembered from before, and with copies of what is
dead."""

from __future__ import annotations

import copy
import hashlib
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..common.addresses import Address
from ..common.errors import UsageError
from ..document.extra import extra_of
from ..document.model import Document
from .cache import Cache
from .http.follow import scheme
from .http.policy import Policy
from .http.response import Headers
from .http.robots import Robots
from .http.steps import Locks, Once, Steps, run
from .memento import Memento, web_archive_of
from .report import LinkReport
from .schedule import Schedule
from .visit import Visit

if TYPE_CHECKING:
    from .http.session import Client

Target = str | Document
Numbered = tuple[int, Target]
# verdicts for which a copy is looked for
DEAD = frozenset(
    (
        "different",
        "not-found",
        "gone",
        "forbidden",
        "server-error",
        "timeout",
        "dns",
        "refused",
        "tls",
        "redirect-loop",
        "error",
    )
)


class Checker:
    """Checks addresses.

    ``timeout``: the whole time one link may take, in seconds.  ``robots``: honour robots.txt.  ``workers``,
    ``per_host``, ``delay``: how many at once (0: as many as the hosts allow), at one host, and how many seconds apart
    there (nothing apart on this machine).  ``proxies``: use proxies and certificates that the environment names.
    ``headers``: sent to the hosts that are asked for.  ``max_age``: seconds for which a former report counts (None:
    nothing is remembered); ``offline``: only what is remembered.  ``rescue``: look for a copy of what is dead
    (``timemap``: among all copies), ``archive``: ask for one to be made; ``memento``: another web archive, by its
    name or address.  ``fingerprints``: with the fingerprint of each page, by which a later one is compared.
    """

    def __init__(
        self,
        *,
        timeout: float = 20.0,
        allow_private: bool = False,
        contact: str = "",
        robots: bool = True,
        retries: int = 2,
        workers: int = 0,
        per_host: int = 2,
        delay: float = 0.3,
        proxies: bool = True,
        headers: Mapping[str, str] | None = None,
        max_age: float | None = None,
        offline: bool = False,
        cache: Path | None = None,
        rescue: bool = False,
        timemap: bool = False,
        archive: bool = False,
        memento: str = "",
        fingerprints: bool = False,
    ) -> None:
        self.policy = Policy.introducing(
            contact,
            timeout=_seconds(timeout),
            allow_private=allow_private,
            robots=robots,
            retries=retries,
            proxies=proxies,
            headers=dict(headers or {}),
        )
        self.workers, self.per_host, self.delay = workers, per_host, delay
        self.robots = Robots(self.policy) if robots else None
        self.max_age, self.offline, self.fingerprints = max_age, offline, fingerprints
        self.cache = Cache(cache) if max_age is not None or offline else None
        self.rescue, self.timemap, self.archive = rescue, timemap, archive
        self.memento = Memento.chosen(self.policy, memento, save=archive) if rescue or archive else None
        self._asked: dict[tuple[str, str], LinkReport] = {}
        self._locks = Locks()
        self._threads = threading.local()

    def check(self, target: Target) -> LinkReport:
        """The report for an address or a document's address; never raises for what a server does. Each is asked
        once."""
        return run(self._checked(target), self._client(), self._locks)

    def for_others(self) -> Checker:
        """The same checker for addresses that the person did not give: it sends none of the header fields."""
        other = copy.copy(self)
        other.policy = replace(self.policy, headers={})
        other.robots = Robots(other.policy) if self.robots is not None else None
        return other

    def _client(self) -> Client:
        """This thread's client, whose connections are kept open for the next check."""
        from .http.session import Client

        client: Client | None = getattr(self._threads, "client", None)
        if client is None:
            client = self._threads.client = Client(self.policy)
        return client

    def many(self, targets: Iterable[Target]) -> Iterator[LinkReport]:
        """The reports of many addresses, as they come. Closing the iterator stops asking."""
        for _, report in self.numbered(targets):
            yield report

    def numbered(self, targets: Iterable[Target]) -> Iterator[tuple[int, LinkReport]]:
        """(which of the targets, report) of many addresses, as they come."""
        schedule: Schedule[Numbered, tuple[int, LinkReport]] = Schedule(
            self.policy,
            self._numbered_steps,
            lambda numbered: host_of(numbered[1]),
            lambda numbered: self.pause(numbered[1]),
            self.workers,
            self.per_host,
        )
        return schedule.run(enumerate(targets))

    def _numbered_steps(self, numbered: Numbered) -> Steps[tuple[int, LinkReport]]:
        report = yield from self._checked(numbered[1])
        return numbered[0], report

    def pause(self, target: Target) -> float:
        """The seconds that a host is left alone after a request; this machine need not be."""
        return polite_pause(url_of(target), self.delay, self.robots)

    def _checked(self, target: Target) -> Steps[LinkReport]:
        doc = target if isinstance(target, Document) else None
        url = url_of(target)
        report: LinkReport
        if not url:
            report = LinkReport("", "not-checked", reason="the document has no address")
        elif scheme(url) not in ("http", "https"):
            report = LinkReport(url, "unsupported", reason=_not_asked(url))
        else:
            key = (url, _about(doc))
            if key not in self._asked:
                yield Once(("report", *key), lambda: self._ask_once(key, doc))
            report = self._asked[key]
        if doc is not None:
            report = report.changed(source=doc.source, id=doc.key or str(extra_of(doc).get("id") or ""))
        elif isinstance(target, Address):
            report = report.changed(source=target.source)
        return report

    def _ask_once(self, key: tuple[str, str], doc: Document | None) -> Steps[None]:
        if key not in self._asked:
            report = yield from self._remembered(doc, *key)
            self._asked[key] = yield from self._rescued(report, doc)

    def _remembered(self, doc: Document | None, url: str, about: str) -> Steps[LinkReport]:
        known = self.cache.get(url, about) if self.cache is not None else None
        if known is not None and self.fingerprints and not known.report.fingerprint:
            known = None  # the page is to be read
        if known is not None and (self.offline or (self.max_age is not None and known.age <= self.max_age)):
            return replace(known.report, cached=True)
        if self.offline:
            reason = "it has not been checked before, and only cached results are used"
            return LinkReport(url, "not-checked", reason=reason)
        fields = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known is not None else {}
        report, headers = yield from self._visited(doc, url, {name: value for name, value in fields.items() if value})
        if report.status == 304 and known is not None:
            report = replace(known.report, checked=report.checked, seconds=report.seconds, cached=True)
        if self.cache is not None:
            former = (known.etag, known.modified) if known is not None and report.cached else ("", "")
            self.cache.put(
                url, about, report, headers.get("ETag") or former[0], headers.get("Last-Modified") or former[1]
            )
        return report

    def _visited(
        self, doc: Document | None, url: str, conditional: dict[str, str]
    ) -> Steps[tuple[LinkReport, Headers]]:
        started = time.monotonic()
        now = time.strftime("%Y-%m-%d", time.gmtime())
        visit = Visit(self.policy, self.robots, doc, url, started + self.policy.timeout, conditional, self.fingerprints)
        report = yield from visit.steps()
        return report.changed(checked=now, seconds=round(time.monotonic() - started, 3)), visit.headers

    def _rescued(self, report: LinkReport, doc: Document | None) -> Steps[LinkReport]:
        """The report with a copy of what is dead, or of what was asked to be saved."""
        if self.memento is None or web_archive_of(report.url):
            return report
        timeout = self.policy.timeout
        if self.rescue and report.verdict in DEAD:
            accessed = doc.accessed if doc is not None else None
            day = ("-".join(f"{n:02d}" for n in accessed.start) or accessed.text) if accessed is not None else ""
            find = self.memento.nearest if self.timemap else self.memento.closest
            copy = yield from find(report.url, day, timeout)
        elif self.archive and report.good:
            copy = yield from self.memento.save(report.final_url or report.url, timeout)
        else:
            return report
        if not copy.url:
            return replace(report, reason=f"{report.reason}; {copy.missing}")
        reason = f"{report.reason}; {copy.archive} has a copy of {copy.date or 'an unknown day'}: {copy.url}"
        return replace(report, archived=copy.url, archived_date=copy.date, reason=reason)


def _not_asked(url: str) -> str:
    """Why an address is not one that can be asked."""
    name = scheme(url)
    if name:
        return f"{name[:20]}: addresses are not checked, only http and https"
    return "it is not a web address: one begins with http:// or https:// and names a host"


def url_of(target: Target) -> str:
    """The address of a target."""
    return target.url.strip() if isinstance(target, Document) else str(target).strip()


def host_of(target: Target) -> str:
    """The host that an address belongs to, with its port."""
    return _place(url_of(target))


@lru_cache(maxsize=4096)
def _place(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def polite_pause(url: str, delay: float, robots: Robots | None) -> float:
    """The seconds that the host of an address is left alone after a request; this machine need not be."""
    place = _place(url)
    host = place.rpartition(":")[0] or place
    if host in ("localhost", "[::1]") or host.startswith("127."):
        return 0.0
    return max(delay, robots.delay(url) if robots is not None and scheme(url) else 0.0)


def _about(doc: Document | None) -> str:
    """What a page is compared with, in short."""
    if doc is None:
        return ""
    date = str(doc.date.start) if doc.date is not None else ""
    parts = (doc.title, doc.number, doc.reference, date)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16] if any(parts) else ""


def _seconds(timeout: object) -> float:
    """A time in seconds. Raises UsageError for what is no number above zero."""
    if isinstance(timeout, (int, float)) and not isinstance(timeout, bool) and timeout > 0:
        return float(timeout)
    raise UsageError(f"timeout must be a number of seconds, not {timeout!r}")
