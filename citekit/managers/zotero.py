"""Zotero on this machine, through the connector that its browser plug-in uses (server_connector.js of Zotero)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..common.errors import UsageError
from ..document.model import Document
from ..exporters.base import export_documents
from .base import PushError, PushResult, local_copy
from .http import ConnectFailedError, json_of, send_request, short_line
from .losses import losses

if TYPE_CHECKING:
    import requests

CONNECTOR = "http://127.0.0.1:23119"
CHUNK = 200  # documents a request: Zotero shows nothing until an import has finished
_MEDIA_TYPES = {
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex",
}
# status of a response -> what is wrong, and what to do
_REFUSALS = {
    400: ("Zotero has no importer for what was sent", "update Zotero, or export a file and import that"),
    403: ("Zotero refused the request", "Zotero takes citekit for a browser: please report this"),
}
MAX_ANSWER = 50_000_000  # bytes


class Zotero:
    """A running Zotero. ``timeout``: seconds for one response (an import of 200 documents takes several)."""

    def __init__(self, base: str = CONNECTOR, timeout: float = 60.0) -> None:
        self.base, self.timeout = base.rstrip("/"), timeout
        self.version = ""

    def _request(self, method: str, path: str, **options: Any) -> requests.Response:
        from ..common.version import __version__

        # a User-Agent like a browser's is refused; no proxy is used between programs on one machine
        headers = {"User-Agent": f"citekit/{__version__}", "Accept": "*/*", **options.pop("headers", {})}
        try:
            return send_request(
                method,
                self.base + path,
                timeout=self.timeout,
                max_bytes=MAX_ANSWER,
                server="Zotero",
                headers=headers,
                **options,
            )
        except ConnectFailedError:
            raise PushError("Zotero is not running", where=self.base, hint="start Zotero and try again") from None

    def ping(self) -> str:
        """The version of the running Zotero. Raises PushError where none is running."""
        answer = self._request("GET", "/connector/ping")
        self.version = short_line(answer.headers.get("X-Zotero-Version", ""), 40)
        if answer.status_code != 200 or not (self.version or b"Zotero is running" in answer.content[:1000]):
            raise PushError(
                "the program that answers there is not Zotero",
                where=self.base,
                hint="JabRef uses the same port: close it, or use `citekit push jabref`",
            )
        return self.version

    def push(self, docs: Iterable[Document], to: str = "ris") -> PushResult:
        """Send documents; they go into the collection that is selected in Zotero's window.

        Of the formats Zotero keeps most of RIS.  Raises PushError where Zotero refuses them; where it is not running,
        the error names a file with the documents that can be imported later.
        """
        if to not in _MEDIA_TYPES:
            raise UsageError(f"Zotero does not import {to} this way", hint="choose one of " + ", ".join(_MEDIA_TYPES))
        listed = list(docs)
        try:
            self.ping()
        except PushError as error:
            copy = local_copy(listed, to)
            hint = f"{error.hint}; or import {copy} in Zotero later"
            raise PushError(error.what, where=error.where, hint=hint) from None
        sent = PushResult("Zotero", compared=True)
        for start in range(0, len(listed), CHUNK):
            batch = listed[start : start + CHUNK]
            items = self._import("".join(export_documents(batch, to)), _MEDIA_TYPES[to])
            sent.count += len(batch)
            sent.losses += losses(batch, items)
        return sent

    def _import(self, text: str, media_type: str, retry: bool = True) -> list[dict[str, Any]]:
        answer = self._request(
            "POST",
            f"/connector/import?session={secrets.token_hex(12)}",
            data=text.encode("utf-8"),
            headers={"Content-Type": f"{media_type}; charset=utf-8"},
        )
        if answer.status_code == 201:
            items = json_of(answer)
            if not isinstance(items, list):
                raise PushError(
                    "Zotero accepted the documents, but its answer cannot be read",
                    where=self.base,
                    hint="they may have arrived: look in Zotero before you send them again",
                )
            return [i for i in items if isinstance(i, dict)]
        if answer.status_code == 409 and retry:  # the session's name is taken: try another
            return self._import(text, media_type, retry=False)
        raise self._refusal(answer)

    def _refusal(self, answer: requests.Response) -> PushError:
        """The error for a response that is not 201."""
        status, details = answer.status_code, _json_object(answer)
        if status == 500 and details.get("libraryEditable") is False:
            what = "the library selected in Zotero cannot be edited"
            hint = "select a library of yours in Zotero's window"
        elif status in _REFUSALS:
            what, hint = _REFUSALS[status]
        else:
            what = f"Zotero answered {status}"
            hint = short_line(details.get("error") or "") or "see Zotero's error report"
        return PushError(what, where=self.base, hint=hint)

    def install_style(self, xml: bytes) -> str:
        """Install a CSL style in Zotero, which asks the person first. Returns the style's name in Zotero."""
        self.ping()
        answer = self._request(
            "POST",
            "/connector/installStyle?origin=citekit",
            data=xml,
            headers={"Content-Type": "application/vnd.citationstyles.style+xml; charset=utf-8"},
        )
        if answer.status_code != 201:
            raise PushError(
                f"Zotero did not install the style (it answered {answer.status_code})",
                where=self.base,
                hint="confirm the question in Zotero's window",
            )
        return short_line(_json_object(answer).get("name") or "the style")


def _json_object(answer: requests.Response) -> dict[str, Any]:
    data = json_of(answer, 100_000)
    return data if isinstance(data, dict) else {}
