"""Fetching records from an archive, only when asked: one request at a time a host, robots.txt, and what is there already kept."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..archives.hosts import record_number, ris_address
from ..errors import CitekitError, LinkError
from ..files import write_bytes
from .checker import Checker
from .http.failures import failed
from .http.get import get
from .report import VERDICTS
from .schedule import Schedule
from .visit import scheme

MAX_BYTES = 50_000_000
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-research-info-systems": ".ris",
    "text/plain": ".txt",
    "application/json": ".json",
    "application/zip": ".zip",
}


@dataclass(frozen=True)
class Fetched:
    """An address and the file that it was saved in; ``fresh`` is False where the file was there already."""

    url: str
    path: Path
    fresh: bool = True


class Fetcher:
    """Saves pages, or RIS records, in a folder. ``max_age``: seconds for which a file that is there counts."""

    def __init__(
        self,
        folder: Path,
        *,
        ris: bool = False,
        max_age: float = 86_400.0,
        timeout: float = 60.0,
        allow_private: bool = False,
        contact: str = "",
        robots: bool = True,
        delay: float = 1.0,
    ) -> None:
        self.folder, self.ris, self.max_age, self.timeout = folder, ris, max_age, timeout
        self.checker = Checker(
            timeout=timeout, allow_private=allow_private, contact=contact, robots=robots, delay=delay
        )

    def many(self, urls: Iterable[str]) -> Iterator[Fetched | CitekitError]:
        """What was saved, or why not, as it comes: one request at a time a host, ``delay`` seconds apart."""
        schedule: Schedule[str, Fetched | CitekitError] = Schedule(
            self._one, self.checker.host, self.checker.pause, 8, 1
        )
        return schedule.run(dict.fromkeys(urls))

    def _one(self, url: str) -> Fetched | CitekitError:
        try:
            return self.fetch(url)
        except CitekitError as error:
            return error

    def fetch(self, url: str) -> Fetched:
        """Save one page. Raises LinkError that says why it cannot be had."""
        if scheme(url) not in ("http", "https"):
            raise LinkError("this is no web address", where=url, hint="it begins with https://")
        address = (ris_address(url) if self.ris else "") or url
        if self.ris and address == url:
            raise LinkError(
                "no RIS record is known for this address", where=url, hint="fetch the page instead, without --ris"
            )
        known = self._kept(address)
        if known is not None:
            return Fetched(url, known, fresh=False)
        try:
            if self.checker.robots is not None and not self.checker.robots.allowed(address, 10.0):
                raise LinkError(
                    "the site's robots.txt asks programs to stay away from this page",
                    where=url,
                    hint="save it in your browser",
                )
            got = get(
                address,
                self.timeout,
                allow_private=self.checker.allow_private,
                user_agent=self.checker.user_agent,
                limit=MAX_BYTES,
                retries=2,
            )
        except CitekitError:
            raise
        except Exception as error:
            verdict, _, reason = failed(error, False, self.timeout)
            raise LinkError(reason or VERDICTS[verdict][1], where=url) from None
        if got.status != 200 or not got.whole:
            said = f"the server answered {got.status}" if got.status != 200 else "the page is too large (over 50 MB)"
            raise LinkError(said, where=url, hint="look at it in your browser")
        kind = str(got.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        suffix = ".ris" if self.ris else ".pdf" if got.body.startswith(b"%PDF-") else _SUFFIXES.get(kind, ".html")
        path = self.folder / (self._name(address) + suffix)
        body = got.body
        if (
            suffix == ".html" and b"saved from url=" not in body[:4000]
        ):  # as browsers do, so that the page's address is known
            start = re.match(rb"\s*<!doctype[^>]{0,300}>", body[:1000], re.I)
            at = start.end() if start is not None else 0
            body = (
                body[:at]
                + f"\n<!-- saved from url=({len(got.url):04d}){got.url} -->\n".encode("utf-8", "replace")
                + body[at:]
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        write_bytes(path, body)
        return Fetched(url, path)

    def _kept(self, address: str) -> Path | None:
        """The file of an earlier fetch that is young enough."""
        name = self._name(address)
        for suffix in {".ris"} if self.ris else set(_SUFFIXES.values()) - {".ris"}:
            path = self.folder / (name + suffix)
            if path.is_file() and time.time() - path.stat().st_mtime <= self.max_age:
                return path
        return None

    @staticmethod
    def _name(url: str) -> str:
        """A file's name for an address: the record's number, or what the path says."""
        number = record_number(url)
        if number:
            return number
        parts = urlsplit(url)
        said = unquote(f"{parts.netloc}{parts.path}{'-' + parts.query if parts.query else ''}")
        return (
            re.sub(r"[^\w.-]+", "-", said.removesuffix(".ris").removesuffix(".html").removesuffix(".pdf")).strip("-.")[
                :120
            ]
            or "page"
        )
