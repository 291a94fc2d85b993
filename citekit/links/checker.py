"""Checking addresses: one, or many at once; politely, with what is remembered from before, and with copies of what is dead."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..document.model import Document
from .cache import Cache
from .http.failures import final
from .http.get import get
from .http.robots import Robots
from .memento import Copy, Memento
from .report import LinkReport
from .schedule import Schedule
from .visit import Visit, scheme

if TYPE_CHECKING:
    import requests

USER_AGENT = "citekit (checks the addresses of archival citations)"
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

    ``timeout``: the whole time one link may take, in seconds.  ``robots``: honour robots.txt.  ``workers``, ``per_host``,
    ``delay``: how many at once, at one host, and how many seconds apart there (nothing apart on this machine).
    ``max_age``: seconds for which a former report counts (None: nothing is remembered); ``offline``: only what is
    remembered.  ``rescue``: look for a copy of what is dead (``timemap``: among all copies), ``archive``: ask for one to
    be made; ``memento``: the web archive's address where it is not its own.
    """

    def __init__(
        self,
        *,
        timeout: float = 20.0,
        allow_private: bool = False,
        contact: str = "",
        robots: bool = True,
        retries: int = 2,
        workers: int = 16,
        per_host: int = 2,
        delay: float = 0.3,
        max_age: float | None = None,
        offline: bool = False,
        cache: Path | None = None,
        rescue: bool = False,
        timemap: bool = False,
        archive: bool = False,
        memento: str = "",
    ) -> None:
        self.timeout = float(timeout)
        self.allow_private = allow_private
        self.user_agent = f"{USER_AGENT}; {contact}" if contact else USER_AGENT
        self.retries, self.workers, self.per_host, self.delay = retries, workers, per_host, delay
        self.robots = Robots(self._robots_txt, final) if robots else None
        self.max_age, self.offline = max_age, offline
        self.cache = Cache(cache) if max_age is not None or offline else None
        self.rescue, self.timemap, self.archive = rescue, timemap, archive
        self.memento = Memento(self._ask, base=memento) if rescue or archive else None
        self._asked: dict[tuple[str, str], LinkReport] = {}
        self._locks: dict[tuple[str, str], threading.Lock] = {}
        self._lock = threading.Lock()
        self._threads = threading.local()

    def session(self) -> requests.Session:
        """This thread's session, without the cookies of the check before; its connections are kept open for the next."""
        from .http.session import guarded_session

        session: requests.Session | None = getattr(self._threads, "session", None)
        if session is None:
            session = self._threads.session = guarded_session(self.retries)
        session.cookies.clear()
        return session

    def check(self, target: str | Document) -> LinkReport:
        """The report for an address or a document's address; never raises for what a server does. Each is asked once."""
        doc = target if isinstance(target, Document) else None
        url = doc.url if doc is not None else str(target).strip()
        if not url:
            return LinkReport("", "not-checked", reason="the document has no address")
        if scheme(url) not in ("http", "https"):
            return LinkReport(url, "unsupported")
        key = (url, _about(doc))
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._asked:
                self._asked[key] = self._rescued(self._remembered(doc, url, key[1]), doc)
            return self._asked[key]

    def many(self, targets: Iterable[str | Document]) -> Iterator[LinkReport]:
        """The reports of many addresses, as they come. Closing the iterator stops asking."""
        for _, report in self.pairs(targets):
            yield report

    def pairs(self, targets: Iterable[str | Document]) -> Iterator[tuple[str | Document, LinkReport]]:
        """(target, report) of many addresses, as they come."""
        schedule: Schedule[str | Document, tuple[str | Document, LinkReport]] = Schedule(
            lambda target: (target, self.check(target)), self.host, self.pause, self.workers, self.per_host
        )
        return schedule.run(targets)

    @staticmethod
    def host(target: str | Document) -> str:
        """The host that an address belongs to, with its port."""
        try:
            return (
                urlsplit(target.url if isinstance(target, Document) else str(target)).netloc.rpartition("@")[2].lower()
            )
        except ValueError:
            return ""

    def pause(self, target: str | Document) -> float:
        """The seconds that a host is left alone after a request; this machine need not be."""
        url = target.url if isinstance(target, Document) else str(target)
        host = self.host(target).rpartition(":")[0] or self.host(target)
        if host in ("localhost", "[::1]") or host.startswith("127."):
            return 0.0
        return max(self.delay, self.robots.delay(url) if self.robots is not None and scheme(url) else 0.0)

    def _remembered(self, doc: Document | None, url: str, about: str) -> LinkReport:
        known = self.cache.get(url, about) if self.cache is not None else None
        if known is not None and (self.offline or (self.max_age is not None and known[1] <= self.max_age)):
            return replace(known[0], cached=True)
        if self.offline:
            return LinkReport(url, "not-checked", reason="it was not checked before, and --offline asks nobody")
        conditional = (
            {name: value for name, value in (("If-None-Match", known[2]), ("If-Modified-Since", known[3])) if value}
            if known
            else {}
        )
        report, headers = self._visited(doc, url, conditional)
        if report.status == 304 and known is not None:
            report = replace(known[0], checked=report.checked, seconds=report.seconds, cached=True)
        if self.cache is not None:
            etag, modified = (str(headers.get(n) or "") for n in ("ETag", "Last-Modified"))
            self.cache.put(
                url,
                about,
                report,
                etag or (known[2] if known and report.cached else ""),
                modified or (known[3] if known and report.cached else ""),
            )
        return report

    def _visited(self, doc: Document | None, url: str, conditional: dict[str, str]) -> tuple[LinkReport, Any]:
        started = time.monotonic()
        now = datetime.now(UTC).strftime("%Y-%m-%d")
        visit = Visit(self, doc, url, started + self.timeout, conditional)
        report = replace(visit.run(), checked=now, seconds=round(time.monotonic() - started, 3))
        return report, visit.last.headers if visit.last is not None and not visit.hops else {}

    def _rescued(self, report: LinkReport, doc: Document | None) -> LinkReport:
        """The report with a copy of what is dead, or of what was asked to be saved."""
        if self.memento is None:
            return report
        copy: Copy | None = None
        if self.rescue and report.verdict in DEAD:
            accessed = doc.accessed if doc is not None else None
            day = ("-".join(f"{n:02d}" for n in accessed.start) or accessed.text) if accessed is not None else ""
            find: Callable[[str, str, float], Copy | None] = (
                self.memento.nearest if self.timemap else self.memento.closest
            )
            copy = find(report.url, day, self.timeout)
        elif self.archive and report.good:
            copy = self.memento.save(report.final_url or report.url, max(self.timeout, 60.0))
        if copy is None:
            return report
        said = f"{report.reason}; {copy.archive} has a copy of {copy.date or 'an unknown day'}: {copy.url}"
        return replace(report, archived=copy.url, archived_date=copy.date, reason=said)

    def _ask(self, url: str, seconds: float) -> tuple[int, str, dict[str, str]]:
        """(status, text, headers) of what a web archive says; where it saved a page is in a redirect that is not followed."""
        got = get(
            url,
            seconds,
            allow_private=self.allow_private,
            user_agent=self.user_agent,
            limit=20_000_000,
            follow="/save/" not in url,
        )
        return got.status, got.text, dict(got.headers)

    def _robots_txt(self, url: str, seconds: float) -> tuple[int, str]:
        got = get(url, seconds, allow_private=self.allow_private, user_agent=self.user_agent, limit=500_000)
        return got.status, got.text


def _about(doc: Document | None) -> str:
    """What a page is compared with, in short."""
    if doc is None or not doc.title:
        return ""
    return hashlib.sha256(
        "\0".join((doc.title, doc.number, doc.reference)).encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]
