"""A stand-in for Zotero's connector on this machine (server.js and server_connector.js of Zotero 7).

It refuses what Zotero refuses, and answers with the items that the records make, so that sending can be tried without
Zotero.
"""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ..document.model import Document
from .base import PushError, PushResult
from .zotero import Zotero

_VERSION = "7.0.0 (self-test)"
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$")
_LINE = re.compile(r"^([A-Z][A-Z0-9])  - (.*)$", re.M)
_MAX_BODY = 100_000_000  # bytes
_FIELDS = {
    "TI": "title",
    "AB": "abstractNote",
    "DA": "date",
    "UR": "url",
    "DB": "archive",
    "AN": "archiveLocation",
    "LA": "language",
    "T2": "publicationTitle",
    "C3": "proceedingsTitle",
    "PB": "publisher",
    "CY": "place",
    "C1": "scale",  # of a map; of a conference paper the place of publication
    "VL": "volume",
    "IS": "issue",
    "M3": "type",
}
_CREATORS = ("AU", "A2", "A3", "A4")


def run_self_test(docs: list[Document]) -> PushResult:
    """Send documents to the stand-in. Raises PushError where something on the way is wrong."""
    with connector() as base:
        zotero = Zotero(base, timeout=10.0)
        zotero.ping()
        if zotero.version != _VERSION:
            raise PushError("something else answers on this machine’s own address", where=base, hint="look for a proxy")
        sent = zotero.push(docs)
    return PushResult("a stand-in for Zotero (self-test)", sent.count, sent.losses, compared=True)


@contextmanager
def connector() -> Iterator[str]:
    """The address of a stand-in that runs as long as the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def items_of(text: str) -> list[dict[str, Any]]:
    """The items that RIS records make, in Zotero's fields as far as a comparison needs them."""
    items = []
    for record in re.split(r"^ER  - ?$", text, flags=re.M)[:-1]:
        lines = [(tag, html.unescape(value)) for tag, value in _LINE.findall(record)]
        item: dict[str, Any] = {_FIELDS[tag]: value for tag, value in lines if tag in _FIELDS}
        pages = [value for tag, value in lines if tag in ("SP", "EP")]
        item["pages"] = "-".join(pages)
        item["creators"] = [_creator(value) for tag, value in lines if tag in _CREATORS]
        item["tags"] = [{"tag": value} for tag, value in lines if tag == "KW"]
        item["extra"] = "\n".join(value for tag, value in lines if tag == "M2")
        item["notes"] = [{"note": value} for tag, value in lines if tag == "N1"]
        items.append(item)
    return items


def _creator(name: str) -> dict[str, str]:
    last, comma, first = name.partition(", ")
    return {"lastName": last, "firstName": first} if comma else {"name": name}


class _Handler(BaseHTTPRequestHandler):
    """The checks that Zotero makes, in its order."""

    sessions: set[str] = set()

    def log_message(self, *words: Any) -> None:
        """No log: the response says it all."""

    def do_GET(self) -> None:
        """The ping."""
        if self._refused():
            return
        known = urlsplit(self.path).path == "/connector/ping"
        self._answer(200 if known else 404, "<!DOCTYPE html><html><body>Zotero is running</body></html>" * known)

    def do_POST(self) -> None:
        """An import."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _MAX_BODY:
            return self._answer(400, "Content-length not provided")
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        if self._refused():
            return None
        address = urlsplit(self.path)
        session = parse_qs(address.query).get("session", [""])[0]
        if address.path != "/connector/import":
            return self._answer(404, "No endpoint found")
        if session in self.sessions:
            return self._answer(409, json.dumps({"error": "SESSION_EXISTS"}))
        self.sessions.add(session)
        items = items_of(body) if body.startswith("TY  - ") else []
        if not items:
            return self._answer(400, "No import translator found for given data")
        return self._answer(201, json.dumps(items))

    def _refused(self) -> bool:
        """Whether the request was refused: another host's, or a browser's without Zotero's header."""
        browser = self.headers.get("User-Agent", "").startswith("Mozilla/") or "Origin" in self.headers
        if not _HOST.match(self.headers.get("Host", "")):
            self._answer(400, "Invalid Host header")
        elif browser and "X-Zotero-Connector-API-Version" not in self.headers:
            self._answer(403, "Request not allowed")
        else:
            return False
        return True

    def _answer(self, status: int, text: str) -> None:
        data = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if text[:1] in "[{" else "text/html")
        self.send_header("X-Zotero-Version", _VERSION)
        self.send_header("X-Zotero-Connector-API-Version", "3")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
