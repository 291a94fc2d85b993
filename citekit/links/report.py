"""What a check found, in words and as JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ..dates import HistoricalDate
from ..document.model import Document

# verdict -> (whether the address is good, what it means)
VERDICTS: dict[str, tuple[bool, str]] = {
    "same": (True, "the address answers, and it is this document"),
    "alive": (True, "the address answers; there was nothing to compare the page with"),
    "different": (False, "the address answers, but the page is not this document"),
    "moved": (True, "the document has moved for good"),
    "redirected": (True, "the address redirects for now"),
    "not-found": (False, "there is nothing at this address (404)"),
    "gone": (False, "the document was removed (410)"),
    "forbidden": (False, "the server refuses access"),
    "rate-limited": (False, "the server asks for fewer requests (429)"),
    "server-error": (False, "the server reports an error of its own"),
    "timeout": (False, "no answer in time"),
    "dns": (False, "the host's name is unknown"),
    "refused": (False, "the host refuses the connection"),
    "tls": (False, "the host's certificate is not valid"),
    "too-large": (False, "the response is too large to examine"),
    "redirect-loop": (False, "the redirects do not end"),
    "unsupported": (False, "only http and https addresses are checked"),
    "error": (False, "the response makes no sense"),
    "not-checked": (False, "it was not checked"),
}


@dataclass(frozen=True)
class LinkReport:
    """The result for one address. ``status`` is the last HTTP status, 0 where there was none; ``same`` is None where
    nothing was compared; ``redirects`` are the addresses gone through; ``seconds`` the time it took; ``checked`` the
    day. ``source`` is the file and the line or place where the address stands, ``id`` the citation key of the document
    that was checked, where it was one.
    ``canonical`` is the archive's own address where this is another form of it; ``archived`` a copy in a web archive
    and ``archived_date`` its day; ``cached`` says that the report is remembered from an earlier check.
    ``fingerprint`` is that of the page's text, where it was asked for, ``changed_since`` the day of an earlier one from
    which it differs.

    >>> report = LinkReport("https://example.org/letter", "not-found", status=404)
    >>> report.good, report.verdict
    (False, 'not-found')
    """

    url: str
    verdict: str
    status: int = 0
    final_url: str = ""
    reason: str = ""
    title: str = ""
    same: bool | None = None
    redirects: tuple[str, ...] = ()
    seconds: float = 0.0
    checked: str = ""
    canonical: str = ""
    archived: str = ""
    archived_date: str = ""
    cached: bool = False
    source: str = ""
    id: str = ""
    fingerprint: str = ""
    changed_since: str = ""

    @property
    def good(self) -> bool:
        """Whether the address can be cited as it is."""
        return VERDICTS[self.verdict][0]

    @property
    def seen(self) -> bool:
        """Whether this very document was seen, so that an access date may be printed."""
        return self.same is True and self.verdict in ("same", "moved", "redirected")

    def dated(self, doc: Document) -> Document:
        """The document with the day of the check as its access date, if this very document was seen; as it is if
        not."""
        return replace(doc, accessed=HistoricalDate.parse(self.checked)) if self.seen and self.checked else doc

    def changed(self, **fields: Any) -> LinkReport:
        """The report with other values of these fields: ``dataclasses.replace``, several times as fast."""
        new = object.__new__(LinkReport)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(fields)
        return new

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        return {name: list(value) if name == "redirects" else value for name, value in self.__dict__.items()}

    @property
    def place(self) -> str:
        """Where the address stands, with the document's key, for people."""
        named = self.id and not re.search(rf"(?:^|[\s,]){re.escape(self.id)}$", self.source)
        return ", ".join(filter(None, (self.source, self.id))) if named else self.source

    def __str__(self) -> str:
        status = f" ({self.status})" if self.status else ""
        arrow = f" -> {self.final_url}" if self.final_url and self.final_url != self.url else ""
        source = f" [{self.place}]" if self.place else ""
        url = self.url or "(no address)"
        return f"{self.verdict}{status}: {url}{arrow}: {self.reason or VERDICTS[self.verdict][1]}{source}"
