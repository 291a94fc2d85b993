"""Fetching records from an archive, only when asked: one request at a time a host, robots.txt, and what is there
already kept."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from ..archives.hosts import own_address, record_number, ris_address
from ..common.errors import CitekitError, LinkError
from ..common.files import write_bytes
from .checker import host_of, polite_pause
from .http.follow import get, scheme
from .http.policy import Policy
from .http.response import Failure, Response
from .http.robots import Robots
from .http.steps import Locks, Steps, run
from .judge import find
from .page import OutOfTimeError
from .report import VERDICTS
from .saved import SUFFIXES, is_markup, saved_form
from .schedule import Schedule

MAX_BYTES = 50_000_000
_RETRIES = 2
_AT_ONCE = 8
_LITTLE = 5000  # bytes of a page that has nothing to say but where it leads


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
        proxies: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.folder, self.ris, self.max_age, self.delay = folder, ris, max_age, delay
        self.policy = Policy.introducing(
            contact,
            timeout=timeout,
            allow_private=allow_private,
            robots=robots,
            proxies=proxies,
            headers=dict(headers or {}),
        )
        self.robots = Robots(self.policy) if robots else None

    def many(self, urls: Iterable[str]) -> Iterator[Fetched | CitekitError]:
        """What was saved, or why not, as it comes: one request at a time a host, ``delay`` seconds apart."""
        schedule: Schedule[str, Fetched | CitekitError] = Schedule(
            self.policy, self._one, host_of, lambda url: polite_pause(url, self.delay, self.robots), _AT_ONCE, 1
        )
        return schedule.run(dict.fromkeys(urls))

    def fetch(self, url: str) -> Fetched:
        """Save one page. Raises LinkError that says why it cannot be had."""
        from .http.session import Client

        return run(self._steps(url), Client(self.policy), Locks())

    def _one(self, url: str) -> Steps[Fetched | CitekitError]:
        try:
            return (yield from self._steps(url))
        except CitekitError as error:
            return error

    def _steps(self, url: str) -> Steps[Fetched]:
        if scheme(url) not in ("http", "https"):
            raise LinkError("this is not a web address", where=url, hint="it begins with https://")
        address = (ris_address(url) if self.ris else "") or url
        if self.ris and address == url:
            raise LinkError(
                "no RIS record is known for this address", where=url, hint="fetch the page instead, without --ris"
            )
        known = self._kept(address)
        if known is not None:
            return Fetched(url, known, fresh=False)
        is_home = host_of(address) == host_of(url)  # a record may be at another host than its page
        policy = self.policy if is_home else replace(self.policy, headers={})
        try:
            if self.robots is not None:
                yield from self.robots.allowed(address, policy.timeout / 3, is_home)
            response, reached = yield from get(address, policy.timeout, policy, limit=MAX_BYTES, retries=_RETRIES)
        except Failure as failure:
            hint = "save it in your browser" if failure.verdict == "forbidden" else ""
            raise LinkError(failure.reason or VERDICTS[failure.verdict][1], where=url, hint=hint) from None
        if response.status != 200 or not response.whole:
            raise LinkError(_refusal(response), where=url, hint="look at it in your browser")
        if wrong := self._no_record(response, address, reached):
            raise LinkError(f"nothing was saved: {wrong}", where=url, hint="look at it in your browser")
        return Fetched(url, self._save(address, reached, response))

    def _no_record(self, response: Response, address: str, reached: str) -> str:
        """Why a page that answers is none that was asked for: what the check takes for not found, a login, a test for
        robots."""
        if not response.body.strip():
            return "the server sent an empty page"
        if response.body.startswith(b"%PDF-"):
            return ""
        try:
            found = find(response, None, address, reached, time.monotonic() + self.policy.timeout)
        except OutOfTimeError:
            return ""
        if found.verdict in ("different", "forbidden"):
            return found.reason
        if found.refresh and len(response.body) < _LITTLE and _leads_away(found.refresh, reached):
            return f"the page only redirects to {found.refresh[:200]}; fetch that address instead"
        return "the server sent a page instead of a RIS record" if self.ris and is_markup(response) else ""

    def _save(self, address: str, reached: str, response: Response) -> Path:
        body, suffix = saved_form(response, reached, self.ris)
        path = self.folder / (self._name(address) + suffix)
        if self._leads_out(path):
            hint = "remove the link, or save into another folder"
            raise LinkError("a link in the place of the file leads out of the folder", where=str(path), hint=hint)
        self.folder.mkdir(parents=True, exist_ok=True)
        write_bytes(path, body)
        return path

    def _leads_out(self, path: Path) -> bool:
        try:
            return path.is_symlink() and self.folder.resolve() not in path.resolve().parents
        except (OSError, RuntimeError):
            return True

    def _kept(self, address: str) -> Path | None:
        """The file of an earlier fetch that is young enough."""
        name = self._name(address)
        for suffix in [".ris"] if self.ris else [s for s in SUFFIXES if s != ".ris"]:
            path = self.folder / (name + suffix)
            if path.is_file() and not self._leads_out(path) and time.time() - path.stat().st_mtime <= self.max_age:
                return path
        return None

    @staticmethod
    def _name(url: str) -> str:
        """A file's name for an address, and for no other: the record's number where the address is the archive's own,
        or what the path says and a few digits of the address's hash."""
        number = record_number(url)
        if number and url.rstrip("/").removesuffix(".ris") == own_address(url).rstrip("/"):
            return number
        parts = urlsplit(url)
        readable = unquote(f"{parts.hostname or ''}{parts.path}{'-' + parts.query if parts.query else ''}")
        for ending in (".ris", ".html", ".pdf"):
            readable = readable.removesuffix(ending)
        cleaned = re.sub(r"[^\w.-]+", "-", readable).strip("-.")[:100] or "page"
        return f"{cleaned}-{hashlib.sha256(url.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _leads_away(refresh: str, reached: str) -> bool:
    """Whether a page leads on to another one by itself."""
    try:
        return urldefrag(urljoin(reached, refresh))[0] != urldefrag(reached)[0]
    except ValueError:
        return False


def _refusal(response: Response) -> str:
    """Why an answer is not saved."""
    if response.status != 200:
        return f"the server answered {response.status}"
    if response.truncated:
        return "the page is too large (over 50 MB)"
    if response.broken:
        return "the connection broke before the whole page had arrived"
    return "the compressed page is damaged"
