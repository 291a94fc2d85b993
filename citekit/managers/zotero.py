"""Zotero on this machine, through the connector that its browser plug-in uses (server_connector.js of Zotero)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..common.errors import UsageError
from ..document.model import Document
from ..exporters.base import export_documents
from .asking import ConnectFailedError, ask, plain, said
from .base import PushError, Sent, local_copy
from .losses import losses

if TYPE_CHECKING:
    import requests

CONNECTOR = "http://127.0.0.1:23119"
CHUNK = 200  # documents a request: Zotero shows nothing until an import is over
_TYPES = {
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex",
}
MAX_ANSWER = 50_000_000  # bytes of one answer


class Zotero:
    """A running Zotero. ``timeout`` is in seconds for one answer; an import of 200 documents takes some."""

    def __init__(self, base: str = CONNECTOR, timeout: float = 60.0) -> None:
        self.base, self.timeout = base.rstrip("/"), timeout
        self.version = ""

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        from ..common.version import __version__

        # a User-Agent that looks like a browser's is refused; a proxy has no business between programs of one machine
        headers = {"User-Agent": f"citekit/{__version__}", "Accept": "*/*", **options.pop("headers", {})}
        try:
            return ask(
                method,
                self.base + path,
                timeout=self.timeout,
                limit=MAX_ANSWER,
                whose="Zotero",
                headers=headers,
                **options,
            )
        except ConnectFailedError:
            raise PushError("Zotero is not running", where=self.base, hint="start Zotero and try again") from None

    def ping(self) -> str:
        """The version of the Zotero that runs. Raises PushError where none does."""
        answer = self._ask("GET", "/connector/ping")
        self.version = plain(answer.headers.get("X-Zotero-Version", ""), 40)
        if answer.status_code != 200 or not (self.version or b"Zotero is running" in answer.content[:1000]):
            raise PushError(
                "what answers there is not Zotero",
                where=self.base,
                hint="JabRef uses the same port: close it, or use `citekit push jabref`",
            )
        return self.version

    def push(self, docs: Iterable[Document], to: str = "ris") -> Sent:
        """Send documents; they go into the collection that is selected in Zotero's window.

        RIS is what Zotero reads most from.  Raises PushError where Zotero refuses; where it does not run, the error
        names a file with the documents, which it can import later.
        """
        if to not in _TYPES:
            raise UsageError(f"Zotero is not sent {to}", hint="choose one of " + ", ".join(_TYPES))
        listed = list(docs)
        try:
            self.ping()
        except PushError as error:
            copy = local_copy(listed, to)
            hint = f"{error.hint}; or import {copy} in Zotero later"
            raise PushError(error.what, where=error.where, hint=hint) from None
        sent = Sent("Zotero", compared=True)
        for start in range(0, len(listed), CHUNK):
            some = listed[start : start + CHUNK]
            came = self._import("".join(export_documents(some, to)), _TYPES[to])
            sent.count += len(some)
            sent.losses += losses(some, came)
        return sent

    def _import(self, text: str, kind: str, again: bool = True) -> list[dict[str, Any]]:
        answer = self._ask(
            "POST",
            f"/connector/import?session={secrets.token_hex(12)}",
            data=text.encode("utf-8"),
            headers={"Content-Type": f"{kind}; charset=utf-8"},
        )
        if answer.status_code == 201:
            items = said(answer)
            if not isinstance(items, list):
                raise PushError(
                    "Zotero took the documents, but what it answered cannot be read",
                    where=self.base,
                    hint="they may have arrived: look in Zotero before you send them again",
                )
            return [i for i in items if isinstance(i, dict)]
        found = _said(answer)
        if answer.status_code == 409 and again:  # the session's name is taken: another
            return self._import(text, kind, again=False)
        if answer.status_code == 400:
            raise PushError(
                "Zotero found no importer for what was sent",
                where=self.base,
                hint="update Zotero, or export a file and import that",
            )
        if answer.status_code == 500 and found.get("libraryEditable") is False:
            raise PushError(
                "the library selected in Zotero cannot be edited",
                where=self.base,
                hint="select a library of yours in Zotero's window",
            )
        if answer.status_code == 403:
            raise PushError(
                "Zotero refused the request", where=self.base, hint="update citekit: Zotero takes it for a browser"
            )
        raise PushError(
            f"Zotero answered {answer.status_code}",
            where=self.base,
            hint=plain(found.get("error") or "") or "see Zotero's error report",
        )

    def install_style(self, xml: bytes) -> str:
        """Install a CSL style in Zotero (it asks the person); gives its name there."""
        self.ping()
        answer = self._ask(
            "POST",
            "/connector/installStyle?origin=citekit",
            data=xml,
            headers={"Content-Type": "application/vnd.citationstyles.style+xml; charset=utf-8"},
        )
        if answer.status_code != 201:
            raise PushError(
                f"Zotero did not install the style (it answered {answer.status_code})",
                where=self.base,
                hint="accept the question in Zotero's window",
            )
        return plain(_said(answer).get("name") or "the style")


def _said(answer: requests.Response) -> dict[str, Any]:
    data = said(answer, 100_000)
    return data if isinstance(data, dict) else {}
