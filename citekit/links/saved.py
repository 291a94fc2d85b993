"""The form in which an answer is saved: a page so that it can be read again, and everything else byte for byte."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..common.addresses import without_user
from .encodings import page_texts
from .http.response import Response

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-research-info-systems": ".ris",
    "text/plain": ".txt",
    "application/json": ".json",
    "application/zip": ".zip",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "text/csv": ".csv",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/jp2": ".jp2",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
    "application/epub+zip": ".epub",
}
_OTHER = ".bin"
SUFFIXES = tuple(dict.fromkeys((*_KINDS.values(), ".docx", ".doc", ".djvu", _OTHER)))
# how files begin that are no text, whatever the server calls them
_BEGINNINGS = (
    (b"%PDF-", ".pdf"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n", ".png"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"\0\0\0\x0cjP", ".jp2"),
    (b"AT&TFORM", ".djvu"),
    (b"ID3", ".mp3"),
    (b"PK\x03\x04", ".zip"),
)
_MARKED = re.compile(r"\s{0,200}(?:<!--.{0,500}?-->\s{0,50})?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def _beginning(body: bytes) -> str:
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for start, suffix in _BEGINNINGS if body.startswith(start)), "")


def _suffix(response: Response, address: str) -> str:
    """The ending of a file: by how it begins, by what the server calls it, by the address's own."""
    own = PurePosixPath(urlsplit(address).path).suffix.lower()
    own = {".jpeg": ".jpg", ".tiff": ".tif", ".htm": ".html"}.get(own, own)
    found = _beginning(response.body)
    if found:
        return own if found == ".zip" and own in (".docx", ".epub") else found
    return _KINDS.get(response.kind) or (own if own in SUFFIXES and own != ".html" else _OTHER)


def is_markup(response: Response) -> bool:
    """Whether an answer is a page: HTML that is text."""
    return _page_text(response) is not None


def _page_text(response: Response) -> str | None:
    """The text of a page; None for what is none."""
    body = response.body
    named = response.kind in ("text/html", "application/xhtml+xml")
    wide = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    if _beginning(body) or not (named or response.kind in ("", "text/plain", "application/octet-stream")):
        return None
    if b"\0" in body[:8192] and not wide and "16" not in response.headers.get("Content-Type"):
        return None
    text = next(page_texts(body, response.headers.get("Content-Type")), None)
    return text if text is not None and "\0" not in text[:8192] and (named or _MARKED.match(text)) else None


def saved_form(response: Response, address: str, ris: bool = False) -> tuple[bytes, str]:
    """(what is written, the ending of the file). A page has its address in a comment, as browsers save it, and is in
    UTF-8 where only the server said, or only a browser guesses, in what encoding it is."""
    text = None if ris else _page_text(response)
    if text is None:
        return response.body, ".ris" if ris else _suffix(response, address)
    try:
        response.body.decode("utf-8")
        own = "\0" not in text[:8192] and text.encode("utf-8", "replace") == response.body.removeprefix(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        own = False
    return _with_address(text if own else _declared(text), address).encode("utf-8", "replace"), ".html"


def _declared(text: str) -> str:
    """A page that declares UTF-8 and no other encoding (HTML Living Standard, 4.2.5.4)."""
    head, rest = text[:4096], text[4096:]
    head = re.sub(
        r"(<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9})([\"'])[^\"'>]{0,60}\2", r"\1\2utf-8\2", head, count=1, flags=re.I
    )
    head = re.sub(r"<meta\b[^>]{0,300}\bcharset\b[^>]{0,300}>", "", head, flags=re.I)
    place = re.search(r"<head(?:\s[^>]{0,500})?>", head, re.I) or re.search(r"<html(?:\s[^>]{0,500})?>", head, re.I)
    place = place or _start(head)
    at = place.end() if place is not None else 0
    return head[:at] + '<meta charset="utf-8">' + head[at:] + rest


def _start(text: str) -> re.Match[str] | None:
    return re.match(r"\s{0,200}(?:<\?xml[^>]{0,300}\?>\s{0,50})?(?:<!doctype[^>]{0,300}>)?", text[:1500], re.I)


def _with_address(text: str, url: str) -> str:
    """A page with its address in a comment, as browsers save it, so that the address is known."""
    if "saved from url=" in text[:4000]:
        return text
    start = _start(text)
    at = start.end() if start is not None and start[0].strip() else 0
    address = without_user(url).replace("-->", "--%3E")
    length = len(address.encode("utf-8", "replace"))
    return f"{text[:at]}\n<!-- saved from url=({length:04d}){address} -->\n{text[at:]}"
