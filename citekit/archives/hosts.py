"""Digital archives that host documents of other archives (data/hosts.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..tables import table


@dataclass(frozen=True)
class Host:
    """A digital archive: its name in citation lines, its domains, and how a record number stands in an address."""

    name: str
    domains: tuple[str, ...] = ()
    canonical: str = ""
    number: str = ""


@lru_cache(maxsize=1)
def hosts() -> tuple[Host, ...]:
    """All digital archives that citekit knows."""
    return tuple(Host(**{**entry, "domains": tuple(entry["domains"])}) for entry in table("hosts")["host"])


def find_host(text: str) -> tuple[str, int, int] | None:
    """The first host named in a text: (name as written, start, end), names matched across line breaks."""
    found = None
    for host in hosts():
        for match in re.finditer(re.escape(host.name).replace(r"\ ", r"\s+"), text):
            if found is None or match.start() < found[1]:
                found = (host.name, match.start(), match.end())
            break
    return found


def record_number(url: str) -> str:
    """The record number in the address of a known digital archive, or an empty string."""
    for host in hosts():
        if host.number and any(f"//{domain}/" in url for domain in host.domains):
            match = re.search(host.number, url)
            if match:
                return match.group(1)
    return ""
