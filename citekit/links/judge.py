"""What an answer means: the verdict, and why."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..common.errors import CitekitError
from .compare import Comparison, compare
from .data_page import is_xml_record, json_page, xml_page
from .elsewhere import elsewhere
from .encodings import page_texts
from .fingerprint import fingerprint
from .http.response import Response
from .identity import Identity
from .kinds import Kind, kind_of
from .page import OutOfTimeError, Page, scan

STATUS = {
    401: "forbidden",
    402: "forbidden",
    403: "forbidden",
    404: "not-found",
    407: "forbidden",
    408: "timeout",
    410: "gone",
    429: "rate-limited",
    451: "forbidden",
}
_MARKUP = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
_DAMAGED = "nothing to compare: what the server sent cannot be unpacked (Content-Encoding)"
_PDF_SECONDS = 20.0
_CHALLENGED = (202, 403, 405, 503)  # the statuses with which a page is sent that asks whether a person is there


@dataclass(frozen=True)
class Finding:
    """What was found at an address: ``refresh`` is where the page leads by itself, ``fingerprint`` that of its text."""

    verdict: str
    reason: str = ""
    title: str = ""
    same: bool | None = None
    refresh: str = ""
    fingerprint: str = ""


def find(
    response: Response, known: Identity | None, asked: str, reached: str, deadline: float, prints: bool = False
) -> Finding:
    """What a response is, for a document or (None) for an address alone. ``asked`` is the address that was checked,
    ``reached`` where it led; ``prints``: with the fingerprint of the page. Raises OutOfTimeError."""
    status = response.status
    if _challenge_header(response):
        return Finding("forbidden", "the site asks visitors to prove that they are human")
    if status == 304:
        return Finding("error", "the server answered that nothing has changed (304), although it was not asked")
    if not 200 <= status < 300:
        return _refused(response, deadline)
    page, kind, comparison = _look(response, known, deadline)
    title = page.title or next(iter(page.titles), "")
    if kind is not None and kind.name == "challenge":
        return Finding("forbidden", kind.reason, title)
    if kind is not None:
        found = Finding("different", f"{kind.reason}{_called(title)}", title, False)
    else:
        found = _compared(response, comparison, title, elsewhere(asked, reached))
    if prints:
        found = replace(found, fingerprint=fingerprint(page))
    return replace(found, refresh=page.refresh) if page.refresh else found


def _compared(response: Response, comparison: Comparison, title: str, other: str) -> Finding:
    same = comparison.same
    if same:
        return Finding("same", comparison.reason, title, True)
    if same is False and response.truncated:
        return Finding("too-large", f"the document was not found in the first {len(response.body)} bytes", title)
    if same is False and response.broken:
        return Finding("error", "the connection broke before the whole page had arrived", title)
    if same is False or other:
        return Finding("different", f"{other}{_called(title)}" if other else comparison.reason, title, False)
    return Finding("alive", comparison.reason, title)


def _called(title: str) -> str:
    return f": the page is called “{title[:100]}”" if title else ""


def _challenge_header(response: Response) -> bool:
    """Headers with which Cloudflare and AWS WAF mark a test for robots."""
    headers = response.headers
    return headers.get("cf-mitigated").lower() == "challenge" or headers.get("x-amzn-waf-action").lower() in (
        "challenge",
        "captcha",
    )


def _refused(response: Response, deadline: float) -> Finding:
    status = response.status
    if status in _CHALLENGED and response.body:
        try:
            page, kind, _ = _look(response, None, deadline)
        except OutOfTimeError:
            kind = None  # the status was there in time
        if kind is not None and kind.name == "challenge":
            return Finding("forbidden", kind.reason, page.title)
    verdict = STATUS.get(status) or ("server-error" if 500 <= status < 600 else "error")
    reason = f"the server answered {status}" if verdict == "error" else ""
    wait = response.headers.get("Retry-After")
    if wait and verdict in ("rate-limited", "server-error"):
        asks = f"{wait} seconds" if wait.isdigit() else f"until {wait[:40]}"
        reason = f"the server answered {status}; it asks to wait {asks}"
    return Finding(verdict, reason)


def _look(response: Response, known: Identity | None, deadline: float) -> tuple[Page, Kind | None, Comparison]:
    """The page, what kind it is, and how it compares; read in the encoding in which it is the document, if there is
    one."""
    first: tuple[Page, Kind | None, Comparison] | None = None
    for page, source in _pages(response, deadline):
        kind = None if page.pdf else kind_of(page, source, known.title if known is not None else None)
        comparison = compare(known, page) if known is not None else Comparison(None)
        if first is None or (comparison.same and kind is None):
            first = page, kind, comparison
        if comparison.same is not False or kind is not None or time.monotonic() > deadline:
            break
    if first is not None:
        return first
    reason = "the page has no text to compare" if known is not None else ""
    return Page(), None, Comparison(None, _DAMAGED if response.damaged else reason)


def _pages(response: Response, deadline: float) -> Iterator[tuple[Page, str]]:
    """The page in the encodings that it may have, the likeliest first; nothing where it is no text."""
    body, kind = response.body, response.kind
    if not body:
        return
    if body.startswith(b"%PDF-") or (kind == "application/pdf" and b"%PDF-" in body[:1024]):
        page = _pdf_page(body, deadline)
        if page is not None:
            yield page, ""
        return
    textual = kind.startswith("text/") or kind in _MARKUP or kind.endswith(("+xml", "json", "javascript"))
    if not textual and not _looks_like_markup(body):
        return
    for text in page_texts(body, response.headers.get("Content-Type")):
        data = _data_page(text, kind, deadline)
        if data is not None:
            yield data, text
            continue
        markup = kind in _MARKUP or kind.endswith("+xml") or _looks_like_markup(body)
        yield (scan(text, deadline) if markup else _plain_page(text)), text


def _data_page(text: str, kind: str, deadline: float) -> Page | None:
    """The page of a record in JSON or XML; None where the text is none."""
    if kind.endswith("json"):
        return json_page(text)
    return xml_page(text, deadline) if is_xml_record(text, kind) else None


def _looks_like_markup(body: bytes) -> bool:
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _plain_page(text: str) -> Page:
    """Text without markup: its paragraphs."""
    return Page(blocks=[" ".join(line.split())[:2000] for line in text[:500_000].splitlines() if line.strip()][:5000])


def _pdf_page(body: bytes, deadline: float) -> Page | None:
    """The title and text of a PDF; None where it cannot be read, takes too long, or pypdf is missing."""
    from ..common.files.pdf import pdf_text

    try:
        found = pdf_text(body, "", 2, seconds=min(_PDF_SECONDS, deadline - time.monotonic()))
    except CitekitError:
        return None
    return Page(title=html.unescape(found.title)[:600], blocks=[p for p in found.pages if p.strip()], pdf=True)
