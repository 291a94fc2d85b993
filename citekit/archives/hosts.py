"""Digital archives that host documents of other archives (data/hosts.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..common.tables import table

_ADDRESS = re.compile(r"(?i:https?)://(?P<domain>[^/?#:]+)(?::(?:80|443)(?=[/?#]|$))?(?P<rest>.*)$", re.S)


@dataclass(frozen=True)
class Host:
    """A digital archive: its name in citation lines, its domains, and how a record number stands in an address
    (``number``: a pattern; ``address``: the archive's own form; ``ris``: its RIS record).  ``comma_in_quotes``: its
    citation lines have the comma after a title within the quotation marks."""

    name: str
    domains: tuple[str, ...] = ()
    canonical: str = ""
    number: str = ""
    address: str = ""
    ris: str = ""
    comma_in_quotes: bool = False


@lru_cache(maxsize=1)
def hosts() -> tuple[Host, ...]:
    """All digital archives that citekit knows."""
    return tuple(Host(**{**entry, "domains": tuple(entry["domains"])}) for entry in table("hosts")["host"])


def find_host(text: str) -> tuple[str, int, int] | None:
    """The first host named in a text: (name as written, start, end), names matched across line breaks."""
    found = None
    for name, pattern in _names():
        match = pattern.search(text)
        if match is not None and (found is None or match.start() < found[1]):
            found = (name, match.start(), match.end())
    return found


@lru_cache(maxsize=1)
def host_names() -> frozenset[str]:
    """The names of all digital archives that citekit knows."""
    return frozenset(host.name for host in hosts())


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((host.name, re.compile(re.escape(host.name).replace(r"\ ", r"\s+"))) for host in hosts())


def citation_heading(title: str, host: str) -> str:
    """A title as the citation lines of a digital archive begin: ``"Title",``, of the former site ``"Title,"``."""
    inside = any(known.name == host and known.comma_in_quotes for known in hosts())
    return f'"{title},"' if inside else f'"{title}",'


def record_number(url: str) -> str:
    """The record number in the address of a known digital archive, or an empty string."""
    host = host_at(url)
    match = _number_pattern(host.number).search(url) if host is not None and host.number else None
    return match.group(1) if match is not None else ""


@lru_cache(maxsize=64)
def _number_pattern(number: str) -> re.Pattern[str]:
    return re.compile(number)


def host_of(url: str) -> str:
    """The canonical domain of the digital archive that an address belongs to, or an empty string."""
    host = host_at(url)
    return host.canonical if host is not None else ""


def host_at(url: str) -> Host | None:
    """The digital archive that an address belongs to, or None."""
    domain, _ = _parts(url)
    return _by_domain().get(domain) if domain else None


def _parts(url: str) -> tuple[str, str]:
    """(domain in lower case, what comes after it) of an address; an empty domain where it is none."""
    scheme, colon, rest = url.partition("://")
    domain, slash, path = rest.partition("/")
    if scheme == "https" and domain.replace(".", "").isalnum():  # as most addresses are
        return domain.lower(), slash + path
    match = _ADDRESS.match(url)
    return (match["domain"].lower(), match["rest"]) if match is not None else ("", "")


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, Host]:
    found: dict[str, Host] = {}
    for host in hosts():
        for domain in host.domains if host.canonical else ():
            found.setdefault(domain, host)
    return found


def ris_address(url: str) -> str:
    """The address of the archive's RIS record of a document, or an empty string where none is known."""
    host, number = host_at(url), record_number(url)
    if host is None or not host.ris or not number:
        return ""
    return host.ris.format(number=number)


def own_address(url: str, number: str = "") -> str:
    """The address that the archive itself gives a document, for an address that is another form of it; empty where the
    archive is not known. Slugs and node numbers need the record's number."""
    host = host_at(url)
    if host is None:
        return ""
    number = number or record_number(url)
    if number and host.address:
        return host.address.format(number=number)
    return canonical_address(url)


def offered_address(name: str, url: str, number: str = "") -> str:
    """The archive's own address of a document whose page is a copy on another site; empty where it is none."""
    host = next((known for known in hosts() if known.name == name and known.canonical), None) or host_at(url)
    match = _ADDRESS.match(url)
    if host is None or match is None or not host.canonical or match["domain"].lower() in (host.canonical, ""):
        return ""
    if not number and host.number and (found := re.search(host.number, url)) is not None:
        number = found.group(1)
    return host.address.format(number=number) if number and host.address else ""


def canonical_address(url: str) -> str:
    """The one form of an address that has several: https, its own domain, no fragment, no slash after it."""
    return host_and_address(url)[1]


def host_and_address(url: str) -> tuple[str, str]:
    """(canonical domain of the digital archive that an address belongs to, or an empty string; ``canonical_address``)
    of an address."""
    url = url.strip()
    domain, rest = _parts(url)
    if not domain:
        return "", url
    host = _by_domain().get(domain)
    canonical = host.canonical if host is not None else ""
    return canonical, f"https://{canonical or domain}{rest.partition('#')[0].rstrip('/')}"
