"""robots.txt: whether a site lets programs ask for an address, and how often (RFC 9309).

protego reads the rules (longest match, ``*``, ``$``, groups for one agent joined). Two things are put right around it:
a byte order mark would hide the first group, and a group for ``cite`` would be taken for one for ``citekit``.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .follow import get, web_address
from .policy import Policy
from .response import DisallowedError, Failure
from .steps import Once, Steps

if TYPE_CHECKING:
    from protego import Protego

AGENT = "citekit"
MAX_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB
MAX_REDIRECTS = 5  # 2.3.1.2
MAX_AGE = 86_400.0  # 2.4: not longer than a day
SILENT_AGE = 60.0  # a site that did not answer is asked again after this many seconds
MAX_DELAY = 30.0
_AGENT_LINE = re.compile(r"(?im)^([ \t]*user[- ]?agent[ \t]*:[ \t]*)([^\r\n#]*)")


def parse(data: bytes) -> Protego:
    """The rules of a robots.txt."""
    from protego import Protego

    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    rules: Protego = Protego.parse(_AGENT_LINE.sub(_whole_token, text))
    return rules


def _whole_token(match: re.Match[str]) -> str:
    """An agent line that protego cannot take for another's: agents are the same by their whole product token
    (2.2.1)."""
    written = match[2].strip()
    token = re.match(r"[A-Za-z_-]+", written)
    if written.startswith("*"):
        return f"{match[1]}*"
    return f"{match[1]}{AGENT if token is not None and token[0].lower() == AGENT else '-'}"


class Robots:
    """What sites allow, each asked once. No robots.txt (4xx) allows everything; a site whose robots.txt cannot be had
    (5xx, no answer) allows nothing until it answers (2.3.1.3, 2.3.1.4)."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.sites: dict[str, tuple[Protego | Failure | None, float]] = {}  # None: everything is allowed

    def allowed(self, url: str, seconds: float, is_home: bool = True) -> Steps[None]:
        """Raise Failure where the address may not be asked for. ``seconds`` is the time that finding out may take;
        ``is_home``: the person named this host, and did not get there by a redirect."""
        site = _site(url)
        if not self._is_known(site):
            yield Once(("robots", site), lambda: self._read(site, seconds / 2, is_home))
        rules = self.sites[site][0]
        if isinstance(rules, Failure):
            raise rules
        if rules is not None and not rules.can_fetch(web_address(url), AGENT):
            raise DisallowedError

    def delay(self, url: str) -> float:
        """The seconds between two requests that the site asks for, as far as it is known already."""
        rules = self.sites.get(_site(url), (None,))[0]
        wanted = None if rules is None or isinstance(rules, Failure) else rules.crawl_delay(AGENT)
        return min(float(wanted), MAX_DELAY) if wanted is not None else 0.0

    def _is_known(self, site: str) -> bool:
        kept = self.sites.get(site)
        return kept is not None and kept[1] > time.monotonic()

    def _read(self, site: str, seconds: float, is_home: bool) -> Steps[None]:
        if self._is_known(site):
            return
        rules: Protego | Failure | None = None
        try:
            response, _ = yield from get(
                f"{site}/robots.txt",
                seconds,
                self.policy if is_home else replace(self.policy, headers={}),
                limit=MAX_BYTES,
                redirects=MAX_REDIRECTS,
                retries=min(1, self.policy.retries),
            )
            if 200 <= response.status < 300:
                rules = parse(response.body) if response.body.strip() else None
            elif response.status >= 500:
                rules = Failure(
                    "forbidden",
                    f"the site's robots.txt cannot be fetched (status {response.status}), so nothing else is asked",
                )
        except Failure as error:
            rules = _silent(error)
        age = SILENT_AGE if isinstance(rules, Failure) else MAX_AGE
        self.sites[site] = (rules, time.monotonic() + age)


def _silent(error: Failure) -> Failure | None:
    """What a robots.txt that did not answer means: redirects without end are no robots.txt (2.3.1.2)."""
    if error.verdict == "redirect-loop":
        return None
    of_host = error.is_host_failure
    if error.verdict == "not-checked":
        return Failure(error.verdict, f"{error.reason} (the site's robots.txt leads there)", is_host_failure=of_host)
    reason = error.reason if of_host else f"{error.reason or error.verdict} (asking for the site's robots.txt)"
    return Failure(error.verdict, reason, is_host_failure=of_host, again=error.again)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"
