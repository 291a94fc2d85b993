"""What a check may do: how long it may take, where it may go, and how it introduces itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from urllib.parse import urlsplit

from ...common.errors import UsageError
from .guard import is_private_host, is_public_literal, leads_to_private, literal, private_address
from .response import Failure
from .steps import Steps, Work

USER_AGENT = "citekit (checks the addresses of archival citations)"
# the variables in which institutions name their certificates, as requests and OpenSSL know them
_LOOKING_UP = 2.0  # seconds for a name behind a proxy, which may be the only one that knows it
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")


@dataclass(frozen=True)
class Policy:
    """The rules of a run.

    ``timeout``: the whole time one link may take, in seconds.  ``allow_private``: whether addresses of private networks
    may be asked.  ``robots``: whether robots.txt is honoured.  ``retries``: how often a server that is busy for a
    moment is asked again.  ``proxies``: whether proxies and certificates named by the environment are used.
    ``headers`` are sent with every request to the hosts that were asked for, and to no other.
    """

    timeout: float = 20.0
    allow_private: bool = False
    user_agent: str = USER_AGENT
    robots: bool = True
    retries: int = 2
    proxies: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def introducing(cls, contact: str, **rules: object) -> Policy:
        """The policy whose user agent names an address for the archive's staff. Raises UsageError for one that no
        header can hold (RFC 9110, 5.5)."""
        if not contact.isprintable() or len(contact) > 200:
            raise UsageError("the contact is to be one line of text", hint="write it like “me@archive.example”")
        return cls(user_agent=f"{USER_AGENT}; {contact}" if contact else USER_AGENT, **rules)  # type: ignore[arg-type]

    def proxy_for(self, url: str) -> str:
        """The proxy that the environment names for an address, or an empty string. None is asked for this machine."""
        if not self._names_proxies:
            return ""
        host = urlsplit(url).hostname or ""
        if host == "localhost" or not is_public_literal(host):
            return ""
        from requests.utils import get_environ_proxies, select_proxy

        return select_proxy(url, get_environ_proxies(url)) or ""

    def refusal(self, url: str, proxy: str) -> Failure | None:
        """Why an address may not be asked by how its host is written, or None. A name that only a proxy looks up may
        not be one of a private network; where there is none, the connection itself is looked at (``Guard``)."""
        host = urlsplit(url).hostname or ""
        if self.allow_private or (is_public_literal(host) and not (proxy and is_private_host(host))):
            return None
        return private_address(host, literal(host))

    def stays_public(self, url: str, seconds: float) -> Steps[None]:
        """Raise Failure for a name that leads into a private network, as far as it is known here, where a proxy would
        connect to it."""
        if self.allow_private or not self.proxy_for(url):
            return
        host = urlsplit(url).hostname or ""
        if (yield Work(partial(leads_to_private, host, min(_LOOKING_UP, max(0.1, seconds))))):
            raise private_address(host)

    @cached_property
    def _names_proxies(self) -> bool:
        """Whether the environment names any proxy; looked at once."""
        return self.proxies and any(name.lower().endswith("_proxy") for name in os.environ)

    def certificates(self) -> str:
        """The file (or folder) of the authorities to trust: the environment's, or the one that requests brings."""
        for name in _BUNDLES if self.proxies else ():
            if os.path.exists(os.environ.get(name) or ""):
                return os.environ[name]
        import requests.adapters

        return requests.adapters.DEFAULT_CA_BUNDLE_PATH
