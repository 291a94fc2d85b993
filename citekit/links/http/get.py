"""Getting a whole answer: robots.txt, what a web archive says, a page to keep. Redirects are followed, each looked at."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

REDIRECTS = (301, 302, 303, 307, 308)
MAX_HOPS = 5


@dataclass(frozen=True)
class Got:
    """An answer: status 0 where redirects led nowhere; ``url`` is the address it came from; ``whole`` that nothing was cut."""

    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    whole: bool = True

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8", "replace")


def get(
    url: str,
    seconds: float,
    *,
    allow_private: bool,
    user_agent: str,
    limit: int,
    headers: Mapping[str, str] | None = None,
    retries: int = 0,
    follow: bool = True,
) -> Got:
    """The answer for an address within ``seconds``, its body up to ``limit`` bytes. Raises as requests does."""
    import requests

    from .session import Guard, guarded_session

    guard = Guard(allow_private, time.monotonic() + seconds)
    try:
        with guard.active(), guarded_session(retries) as session:
            for _ in range(MAX_HOPS):
                asked = {"User-Agent": user_agent, **(headers or {})}
                response = session.get(
                    url, headers=asked, timeout=max(0.05, guard.left), allow_redirects=False, stream=True
                )
                location = response.headers.get("Location")
                if follow and response.status_code in REDIRECTS and location:
                    response.close()
                    following = urljoin(url, location)
                    if urlsplit(following).scheme not in ("http", "https"):
                        break
                    url = following
                    continue
                body = bytearray()
                for chunk in response.iter_content(16_384):
                    body += chunk
                    if len(body) > limit or guard.left <= 0:
                        break
                return Got(
                    response.status_code,
                    bytes(body[:limit]),
                    dict(response.headers),
                    url,
                    len(body) <= limit and guard.left > 0,
                )
        return Got(url=url)
    except requests.RequestException as error:
        if guard.cut:
            raise requests.Timeout("the time is over") from error
        raise
