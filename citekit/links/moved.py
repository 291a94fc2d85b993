"""Addresses that documents have moved to, and what may be written of them: no session of one visit, and no page to
which a site sends whatever it no longer has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit, urlunsplit

# what servers put into addresses for one visit, by the names that systems give it (Java, PHP, ASP, ColdFusion, CAS,
# SAML, publishers' platforms), and what follows people about
_SESSION = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_?(?:id|key|token)|sess(?:_?id)?|cfid"
    r"|cftoken|cookieset|cookiesenabled|cookie_?(?:check|test|support)|oscsid|zenid|sid|ssid|token|access_token|auth"
    r"|auth_token|ticket|nonce|samlrequest|samlresponse|relaystate|state|csrf\w*|_ga|_gl|utm_\w+|fbclid|gclid|msclkid"
    r"|mc_[ce]id|igshid|__cf\w*|_hs\w+|returnurl|return_to|redirected|timestamp)",
    re.I,
)
_AMBIGUOUS = frozenset("sid ssid token auth ticket state timestamp redirected".split())  # may name a record as well
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~+/=-]{10,}|\d{13,}|true|1")
_PATH_PARAMETER = re.compile(r";(?:jsessionid|sid|phpsessid|sessionid)=[^/;?#]*", re.I)
_PATH_FOLDER = re.compile(r"/\([SAF]\([^()/]{8,}\)\)(?=/)")  # ASP.NET without cookies: /(S(lit3py55t21z5v55vlm25s55))/
_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.I)


def without_session(address: str) -> str:
    """An address without what the server put into it for one visit."""
    parts = urlsplit(address)
    path = _PATH_FOLDER.sub("", _PATH_PARAMETER.sub("", parts.path))
    pieces = parts.query.split("&") if parts.query else []
    kept = [piece for piece in pieces if not _is_of_a_session(piece)]
    query = "&".join(kept) if len(kept) < len(pieces) else parts.query
    return urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment))


def _is_of_a_session(piece: str) -> bool:
    name, _, value = piece.partition("=")
    if _SESSION.fullmatch(name) is None:
        return False
    return name.lower() not in _AMBIGUOUS or _RANDOM.fullmatch(value) is not None


def plain_address(address: str) -> str:
    """An address in a form that is the same for those that differ in nothing: http and https, www, a stroke at the
    end."""
    parts = urlsplit(without_session(address))
    host = (parts.hostname or "").removeprefix("www.")
    path = _INDEX.sub("", parts.path).rstrip("/")
    query = "&".join(sorted(f"{name}={value}" for name, value in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{path}?{query}"


def collected(moves: Mapping[str, str]) -> dict[str, int]:
    """The old addresses of those that lead with other ones to one page, and how many do: so a site answers for what it
    no longer has."""
    by_page: dict[str, set[str]] = {}
    for old, new in moves.items():
        by_page.setdefault(plain_address(new), set()).add(plain_address(old))
    counts = {old: len(by_page[plain_address(new)]) for old, new in moves.items()}
    return {old: count for old, count in counts.items() if count > 1}
