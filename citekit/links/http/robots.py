"""robots.txt: whether a site lets programs ask for an address, and how often (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "citekit"
MAX_BYTES = 500_000

# (address, seconds) -> (status, text), raising for what does not answer
Fetch = Callable[[str, float], tuple[int, str]]


class Robots:
    """What sites allow, each asked once. A site that does not answer, or has no robots.txt, allows everything;
    one that answers with an error of its own allows everything too, since only single pages are asked for.
    ``final`` tells failures that the page would have as well; they are raised, and not remembered."""

    def __init__(self, fetch: Fetch, final: Callable[[Exception], bool] = lambda error: False) -> None:
        self.fetch, self.final = fetch, final
        self.sites: dict[str, RobotFileParser | None] = {}
        self.locks: dict[str, threading.Lock] = {}
        self.lock = threading.Lock()

    def _site(self, url: str, seconds: float) -> RobotFileParser | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self.lock:
            if site in self.sites:
                return self.sites[site]
            lock = self.locks.setdefault(site, threading.Lock())
        with lock:
            if site not in self.sites:
                self.sites[site] = self._read(f"{site}/robots.txt", seconds)
            return self.sites[site]

    def _read(self, url: str, seconds: float) -> RobotFileParser | None:
        try:
            status, text = self.fetch(url, seconds)
        except Exception as error:
            if self.final(error):
                raise  # the page would fail in the same way: it is not asked for
            return None
        if status != 200:
            return None
        parser = RobotFileParser(url)
        parser.parse(text.splitlines()[:20_000])
        return parser

    def allowed(self, url: str, seconds: float) -> bool:
        """Whether the address may be asked for. ``seconds`` is the time that finding out may take."""
        rules = self._site(url, seconds)
        return rules is None or rules.can_fetch(AGENT, url)

    def delay(self, url: str) -> float:
        """The seconds between two requests that the site asks for, as far as it is known already."""
        parts = urlsplit(url)
        rules = self.sites.get(f"{parts.scheme}://{parts.netloc}")
        said = rules.crawl_delay(AGENT) if rules is not None else None
        return min(float(said), 30.0) if said is not None else 0.0
