"""Copies of dead pages in web archives: the one closest to a date, and asking for one to be made (RFC 7089;
data/mementos.toml)."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from ..common.addresses import without_user
from ..common.errors import UsageError, did_you_mean
from ..common.tables import table
from .http.follow import get
from .http.guard import is_private_host, leads_to_private
from .http.policy import Policy
from .http.response import Failure, Response
from .http.steps import Steps, Work
from .report import VERDICTS

MAX_BYTES = 20_000_000
_MEMENTO = re.compile(r"<(?P<url>[^<>\s]+)>\s*;(?P<rest>[^<]*)")
MAX_MEMENTOS = 100_000
_COPY = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\"'<>{}\\^`|]{1,4000}", re.I)
_FIRST = date(1991, 8, 6)  # the first page of the web


@dataclass(frozen=True)
class Copy:
    """A copy in a web archive: its address, the day it was made (YYYY-MM-DD), the archive's name. Where there is none,
    ``url`` is empty and ``missing`` says why."""

    url: str
    date: str
    archive: str
    missing: str = ""


class Memento:
    """One web archive. ``base`` stands for both of its addresses where it is given (for tests and mirrors).

    It learns nothing that was meant for others: no header fields of the person's, no name and password in an address,
    and, unless it is in a private network itself, no private address."""

    def __init__(self, policy: Policy, name: str = "Wayback Machine", base: str = "") -> None:
        self.policy = replace(policy, headers={})
        row = next(r for r in table("mementos")["archive"] if r["name"] == name)
        self.name = _host(base) or base if base else name
        self.row = {**row, **({"base": base.rstrip("/"), "web": base.rstrip("/")} if base else {})}

    @classmethod
    def chosen(cls, policy: Policy, named: str, save: bool = False) -> Memento:
        """The web archive of a name or an address; empty: the Wayback Machine. ``save``: one that makes copies.

        Raises UsageError for a name that there is not, and for an archive that makes no copies.
        """
        if not named:
            return cls(policy)
        if "://" in named:
            known_hosts = {
                _host(row[key]): row["name"] for row in table("mementos")["archive"] for key in ("base", "web")
            }
            if _host(named) not in known_hosts:
                return cls(policy, base=named)
            named = known_hosts[_host(named)]
        names = {key.casefold(): row["name"] for row in table("mementos")["archive"] for key in _names_of(row)}
        if named.casefold() not in names:
            known = [row["name"] for row in table("mementos")["archive"]]
            hint = did_you_mean(named, known, "choose " + ", ".join(known) + ", or give an address")
            raise UsageError(f"there is no web archive “{named}”", hint=hint)
        found = cls(policy, names[named.casefold()])
        if save and "save" not in found.row:
            raise UsageError(f"{found.name} makes no copies on request", hint="leave --memento out")
        return found

    def _address(self, kind: str, url: str, date: str) -> str:
        return str(self.row[kind]).format(
            base=self.row["base"], web=self.row["web"], url=url, quoted=quote(url, safe=""), date=date
        )

    def _ask(self, kind: str, url: str, seconds: float, date: str = "", redirects: int = 10) -> Steps[Response | str]:
        """The archive's answer about an address, or why there is none."""
        started = time.monotonic()
        if (yield from self._is_private(url, seconds / 2)) and not (yield from self._is_private(self.row["base"], 1.0)):
            return f"{self.name} was not asked: the address is private"
        address = self._address(kind, without_user(url), date)
        left = seconds - (time.monotonic() - started)
        try:
            response, _ = yield from get(address, left, self.policy, limit=MAX_BYTES, redirects=redirects)
        except Failure as failure:
            return f"{self.name} could not be asked: {failure.reason or VERDICTS[failure.verdict][1]}"
        if response.status >= 400 and response.status != 404:
            return f"{self.name} could not be asked: it answered {response.status}"
        return response

    def _is_private(self, url: str, seconds: float) -> Steps[bool]:
        """Whether an address is one of a private network: as it is written, or, where such may be asked, as its name
        leads there."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        if is_private_host(host):
            return True
        if not self.policy.allow_private:
            return False  # the guard of the connections kept it out
        found: bool = yield Work(partial(leads_to_private, host, seconds))
        return found

    def _no_copy(self, why: str = "") -> Copy:
        return Copy("", "", self.name, why or f"{self.name} has no copy")

    def closest(self, url: str, date: str, seconds: float) -> Steps[Copy]:
        """The copy closest to a day (YYYY-MM-DD; empty: the newest), or why there is none."""
        if "available" not in self.row:
            return (yield from self.nearest(url, date, seconds))
        stamp = re.sub(r"\D", "", date)[:8]
        response = yield from self._ask("available", url, seconds, stamp.ljust(14, "0") if stamp else "")
        if isinstance(response, str):
            return self._no_copy(response)
        found = _snapshot(response.body) if response.status == 200 else {}
        address, made = copy_address(found.get("url")), found.get("timestamp")
        if found.get("available") is not True or not address or str(found.get("status") or "200") != "200":
            return self._no_copy()
        return Copy(_secure(address), _day(made if isinstance(made, str) else ""), self.name)

    def nearest(self, url: str, date: str, seconds: float) -> Steps[Copy]:
        """The same from the list of all copies (TimeMap), which is complete, and slow for pages with many."""
        response = yield from self._ask("timemap", url, seconds)
        if isinstance(response, str):
            return self._no_copy(response)
        copies = timemap(response.body.decode("utf-8", "replace")) if response.status == 200 else []
        if not copies:
            return self._no_copy()
        wanted = _moment(date)
        made, address = (
            min(copies, key=lambda c: abs((c[0] - wanted).total_seconds())) if wanted is not None else max(copies)
        )
        return Copy(_secure(address), _day(made.strftime("%Y%m%d")), self.name)

    def save(self, url: str, seconds: float) -> Steps[Copy]:
        """Ask for a copy to be made now; its address, or why there is none."""
        response = yield from self._ask("save", url, seconds, redirects=0)
        none = self._no_copy(response if isinstance(response, str) else f"{self.name} made no copy")
        if isinstance(response, str) or response.status >= 400:
            return none
        place = response.headers.get("Content-Location") or response.headers.get("Location")
        stamp = re.search(r"/web/(\d{8,14})", place)
        if stamp is None:
            return none
        try:
            address = copy_address(urljoin(self.row["web"] + "/", place))
        except ValueError:
            address = ""
        return Copy(address, _day(stamp.group(1)), self.name) if address else none


def copy_address(value: object) -> str:
    """The address of a copy as an archive gives it; empty where it is not a plain web address, because it has another
    scheme, or control characters, spaces, quotes, brackets or braces in it.
    """
    if not isinstance(value, str) or not _COPY.fullmatch(value) or not value.isprintable():
        return ""
    try:
        return value if urlsplit(value).hostname else ""
    except ValueError:
        return ""


def web_archive_of(url: str) -> str:
    """The web archive in which an address is a copy, or an empty string."""
    pattern, names = _copies()
    match = pattern.match(url.split("://", 1)[-1][:300].lower())
    return names[match.lastindex - 1] if match is not None and match.lastindex else ""


@lru_cache(maxsize=1)
def _copies() -> tuple[re.Pattern[str], list[str]]:
    """The addresses of copies, a group for each archive, and the archives' names in that order."""
    rows = table("mementos")["archive"]
    return re.compile("|".join(f"({'|'.join(row['copies'])})" for row in rows)), [row["name"] for row in rows]


def _host(address: str) -> str:
    """The host of an address with its port, and nothing else that may stand there."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _names_of(row: dict[str, Any]) -> list[str]:
    return [row["name"], *row.get("also", ())]


def _snapshot(body: bytes) -> dict[str, object]:
    """What the archive says of the closest copy; empty where it says nothing of use."""
    try:
        found = json.loads(body)["archived_snapshots"]["closest"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def timemap(text: str) -> list[tuple[datetime, str]]:
    """(moment, address) of each copy in a TimeMap (RFC 7089, 5; application/link-format)."""
    out: list[tuple[datetime, str]] = []
    for match in _MEMENTO.finditer(text[:20_000_000]):
        rel = re.search(r'rel="([^"]*)"', match["rest"])
        stamp = re.search(r'datetime="([^"]*)"', match["rest"])
        if rel is None or stamp is None or "memento" not in rel.group(1).split():
            continue
        if not copy_address(match["url"]):
            continue
        try:
            out.append((parsedate_to_datetime(stamp.group(1)).replace(tzinfo=None), match["url"]))
        except (TypeError, ValueError, OverflowError):
            continue
        if len(out) >= MAX_MEMENTOS:
            break
    return out


def _moment(date: str) -> datetime | None:
    digits = re.sub(r"\D", "", date)
    try:
        return (
            datetime(int(digits[:4]), int(digits[4:6] or 1) or 1, int(digits[6:8] or 1) or 1)
            if len(digits) >= 4
            else None
        )
    except ValueError:
        return None


def _day(stamp: str) -> str:
    """YYYY-MM-DD of a stamp, where that is a day of the web's time that has been."""
    if not re.match(r"[0-9]{8}", stamp):
        return ""
    try:
        day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    except ValueError:
        return ""
    return day.isoformat() if _FIRST <= day <= date.today() + timedelta(days=1) else ""


def _secure(address: str) -> str:
    return re.sub(r"^http://(?=web\.archive\.org/)", "https://", address)
