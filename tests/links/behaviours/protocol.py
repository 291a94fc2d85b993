"""Statuses, redirects, and what goes wrong on the line."""

from __future__ import annotations

import gzip
import zlib

from .model import TITLE, Behaviour, Hang, Piece, Reset, html, http, raw

PAGE = html(TITLE)
OTHER = html("Letter, Molotov to Ulbricht on Reparations")
_STATUSES = (
    "201 Created=alive=same|202 Accepted=alive=same|203 Transformed=alive=same|206 Partial Content=alive=same"
    "|400 Bad Request=error|401 Unauthorized=forbidden|402 Payment Required=forbidden|403 Forbidden=forbidden"
    "|404 Not Found=not-found|405 Method Not Allowed=error|406 Not Acceptable=error|408 Request Timeout=timeout"
    "|409 Conflict=error|410 Gone=gone|418 Teapot=error|421 Misdirected=error|423 Locked=error|425 Too Early=error"
    "|426 Upgrade Required=error|429 Too Many Requests=rate-limited|431 Too Large=error|451 Legal Reasons=forbidden"
    "|500 Internal Server Error=server-error|501 Not Implemented=server-error|502 Bad Gateway=server-error"
    "|503 Service Unavailable=server-error|504 Gateway Timeout=server-error|507 Insufficient Storage=server-error"
    "|508 Loop Detected=server-error|511 Authentication Required=server-error|520 Unknown=server-error"
    "|530 Frozen=server-error|599 Timeout=server-error|777 Odd=error|999 Request denied=error"
)


def statuses() -> list[Behaviour]:
    """One behaviour for each status."""
    out = []
    for row in _STATUSES.split("|"):
        status, bare, *document = row.split("=")
        fine = bare == "alive"
        body = PAGE if fine else html("A page of the archive")
        out.append(Behaviour("status", status.split()[0], http(body, status), bare, *(document or [bare])))
    empty = raw(b"HTTP/1.1 204 No Content\r\n\r\n")
    return [
        *out,
        Behaviour("status", "204", empty, "alive", "alive"),
        Behaviour("status", "205", raw(b"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n"), "alive", "alive"),
        Behaviour("status", "304", raw(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'), "error", "error"),
        Behaviour("status", "300-no-place", http(html("Multiple choices"), "300 Multiple Choices"), "error", "error"),
        Behaviour("status", "302-no-place", http("", "302 Found"), "error", "error"),
        Behaviour("status", "404-with-title", http(PAGE, "404 Not Found"), "not-found", "not-found"),
        Behaviour("status", "410-with-title", http(PAGE, "410 Gone"), "gone", "gone"),
        Behaviour("status", "500-with-title", http(PAGE, "500 Oops"), "server-error", "server-error"),
    ]


def _to(place: str, status: str = "301 Moved Permanently", **headers: str) -> object:
    return http("", status, Location=place, **headers)


def redirects() -> list[Behaviour]:
    """Where addresses lead."""
    rows: list[tuple[str, str, str, str, str]] = [
        ("301", "301 Moved", "/page/good", "moved", "moved"),
        ("302", "302 Found", "/page/good", "redirected", "redirected"),
        ("303", "303 See Other", "/page/good", "redirected", "redirected"),
        ("307", "307 Temporary", "/page/good", "redirected", "redirected"),
        ("308", "308 Permanent", "/page/good", "moved", "moved"),
        ("300", "300 Choices", "/page/good", "redirected", "redirected"),
        ("absolute", "301 Moved", "{base}/page/good", "moved", "moved"),
        ("no-scheme", "301 Moved", "//{host}/page/good", "moved", "moved"),
        ("fragment", "301 Moved", "/page/good#text", "moved", "moved"),
        ("query", "301 Moved", "/page/good?from=old", "moved", "moved"),
        ("spaces", "301 Moved", "  /page/good  ", "moved", "moved"),
        ("to-other", "301 Moved", "/page/other", "moved", "different"),
        ("to-nothing", "301 Moved", "/page/nothing", "not-found", "not-found"),
        ("to-front", "302 Found", "/", "different", "different"),
        ("to-front-en", "302 Found", "/en/", "different", "different"),
        ("to-login", "302 Found", "/user/login?next=/x", "different", "different"),
        ("to-search", "302 Found", "/search?q=x", "different", "different"),
        ("to-error", "302 Found", "/errors/404.html", "different", "different"),
        ("to-file", "302 Found", "file:///etc/passwd", "error", "error"),
        ("to-mail", "302 Found", "mailto:a@b.example", "error", "error"),
        ("to-script", "302 Found", "javascript:alert(1)", "error", "error"),
        ("to-data", "302 Found", "data:text/html,x", "error", "error"),
        ("to-itself", "302 Found", "/redirect/to-itself", "redirect-loop", "redirect-loop"),
        ("there-and-back", "302 Found", "/redirect/back", "redirect-loop", "redirect-loop"),
        ("back", "302 Found", "/redirect/there-and-back", "redirect-loop", "redirect-loop"),
        ("bad-port", "302 Found", "http://127.0.0.1:99999/", "error", "error"),
        ("bad-host", "302 Found", "http://[::1", "error", "error"),
        ("to-301-302", "301 Moved", "/redirect/302", "redirected", "redirected"),
        ("to-301-301", "301 Moved", "/redirect/301", "moved", "moved"),
        ("to-500", "301 Moved", "/status/500", "server-error", "server-error"),
        ("to-refused", "301 Moved", "http://127.0.0.1:9/", "refused", "refused"),
    ]

    def answer(status: str, place: str) -> object:
        def made(base: str, request: bytes) -> list[Piece]:
            target = place.replace("{base}", base).replace("{host}", base.removeprefix("http://"))
            return [f"HTTP/1.1 {status}\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()]

        return made

    out = [Behaviour("redirect", n, answer(s, p), b, d) for n, s, p, b, d in rows]  # type: ignore[arg-type]
    utf8 = "HTTP/1.1 301 Moved\r\nLocation: /page/д\r\nContent-Length: 0\r\n\r\n".encode()
    cookie = [b"HTTP/1.1 302 F\r\nLocation: /redirect/cookie\r\nSet-Cookie: s=1; Path=/\r\nContent-Length: 0\r\n\r\n"]
    good = http(PAGE)
    return [
        *out,
        Behaviour("redirect", "raw-utf8", raw(utf8), "moved", "moved"),
        Behaviour("page", "utf8", good, "alive", "same", path="/page/%D0%B4"),
        Behaviour("redirect", "cookie", lambda b, r: good(b, r) if b"s=1" in r else [*cookie], "alive", "same"),
        Behaviour("page", "good", http(PAGE), "alive", "same"),
        Behaviour("page", "other", http(OTHER), "alive", "different"),
        Behaviour("page", "front", http(html("The Archive")), "-", "-", path="/"),
        Behaviour("page", "front-en", http(html("The Archive")), "-", "-", path="/en/"),
        Behaviour("page", "login", http(html("User account")), "-", "-", path="/user/login"),
        Behaviour("page", "search", http(html("The catalogue")), "-", "-", path="/search"),
        Behaviour("page", "error", http(html("The Archive")), "-", "-", path="/errors/404.html"),
        *(
            Behaviour("redirect", f"chain-{n}", _to(f"/redirect/chain-{n - 1}" if n else "/page/good"), v, v)  # type: ignore[arg-type]
            for n, v in ((n, "moved" if n < 20 else "redirect-loop") for n in range(22))
        ),
        Behaviour("refresh", "meta", http(html("Moved", body="", head=_refresh("0; url=/page/good"))), *_TWICE),
        Behaviour("refresh", "meta-quoted", http(html("x", "", "", _refresh("0;URL='/page/good'"))), *_TWICE),
        Behaviour("refresh", "meta-5", http(html("This page has moved", head=_refresh("5;url=/page/good"))), *_TWICE),
        Behaviour("refresh", "meta-late", http(html(TITLE, head=_refresh("900;url=/page/other"))), "alive", "same"),
        Behaviour("refresh", "meta-self", http(html(TITLE, head=_refresh("10"))), "alive", "same"),
        Behaviour("refresh", "meta-mail", http(html(TITLE, head=_refresh("0;url=mailto:x"))), "alive", "same"),
        Behaviour("refresh", "meta-front", http(html("x", "", "", _refresh("0;url=/"))), "different", "different"),
        Behaviour("refresh", "script", http("<script>window.location.href = '/page/good';</script>"), *_TWICE),
        Behaviour("refresh", "script-2", http('<html><script>location.replace("/page/good")</script>'), *_TWICE),
        Behaviour(
            "refresh",
            "noscript",
            http(html(TITLE, head="<noscript>" + _refresh("0;url=/") + "</noscript>")),
            "alive",
            "same",
        ),
    ]


_TWICE = ("redirected", "redirected")


def _refresh(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">'


def lines() -> list[Behaviour]:
    """What is wrong on the line."""
    packed = gzip.compress(PAGE.encode())
    long = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    ok = long + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE.encode()
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode())
    both = lambda name, answer, verdict, doc="": Behaviour("line", name, answer, verdict, doc or verdict)  # noqa: E731
    return [
        both("silence", raw(Hang), "timeout"),
        both("header-cut", raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", Hang), "timeout"),
        both("header-cut-404", raw(b"HTTP/1.1 404 Not Found\r\nX-A: b", Hang), "timeout"),
        both("status-cut", raw(b"HTTP/1.1 20", Hang), "timeout"),
        both("body-cut", raw(long + b"Content-Length: 90000\r\n\r\n<p>x", Hang), "timeout"),
        both("drip", raw(long + b"\r\n", *(p for _ in range(90) for p in (b"<p>word ", 0.1))), "timeout"),
        both(
            "header-drip", raw(b"HTTP/1.1 200 OK\r\n", *(p for _ in range(90) for p in (b"X-A: b\r\n", 0.1))), "timeout"
        ),
        both("slow-but-whole", raw(0.6, ok), "alive", "same"),
        both("closed", raw(b""), "error"),
        both("reset", raw(Reset), "error"),
        both("reset-in-header", raw(b"HTTP/1.1 200 OK\r\n", Reset), "error"),
        both("garbage", raw(b"\x00\x01\x02\x03 nonsense\r\n\r\n"), "error"),
        both("ssh", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "error"),
        both("no-status", raw(b"<html><title>x</title></html>"), "error"),
        both("bad-status", raw(b"HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"), "error"),
        both("long-header", raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 900_000 + b"\r\n\r\n"), "error"),
        both("chunked", raw(long + b"Transfer-Encoding: chunked\r\n\r\n" + chunk), "alive", "same"),
        both("chunks-bad", raw(long + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nxx"), "error"),
        both("no-length", raw(long + b"Connection: close\r\n\r\n" + PAGE.encode()), "alive", "same"),
        both("http-1.0", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()), "alive", "same"),
        both("100", raw(b"HTTP/1.1 100 Continue\r\n\r\n" + ok), "alive", "same"),
        both("102", raw(b"HTTP/1.1 102 Processing\r\n\r\n", 0.2, ok), "alive", "same"),
        both("103", raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n" + ok), "alive", "same"),
        both("103-twice", raw(b"HTTP/1.1 103 Hints\r\nLink: <x>\r\n\r\n" * 2 + ok), "alive", "same"),
        both("gzip", http(packed, Content_Encoding="gzip"), "alive", "same"),
        both("deflate", http(zlib.compress(PAGE.encode()), Content_Encoding="deflate"), "alive", "same"),
        both("deflate-raw", http(zlib.compress(PAGE.encode())[2:-4], Content_Encoding="deflate"), "alive", "same"),
        both("gzip-wrong", http(b"this is no gzip", Content_Encoding="gzip"), "alive"),
        both("gzip-broken", http(packed[:40] + b"\xff" * 80, Content_Encoding="gzip"), "alive"),
        both("gzip-said-only", http(PAGE, Content_Encoding="gzip"), "alive"),
        both("brotli-unasked", http(b"\x1b\x0f\x00\xf8\xa5", Content_Encoding="br"), "alive"),
        both("identity", http(PAGE, Content_Encoding="identity"), "alive", "same"),
        both("empty", http(""), "alive"),
        both("short-body", raw(long + b"Content-Length: 99999\r\n\r\n" + PAGE.encode()), "alive", "same"),
        both("bomb", http(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip"), "alive", "too-large"),
        both("large", http("<p>words and words</p>" * 200_000), "alive", "too-large"),
        both("large-titled", http(PAGE + "<p>words and words</p>" * 200_000), "alive", "same"),
        both(
            "title-late",
            http(html("Archive", "Archive", " " + "<p>words</p>" * 20_000 + f"<h1>{TITLE}</h1>")),
            "alive",
            "same",
        ),
        both("retry-after-word", http("", "503 Busy", Retry_After="soon"), "server-error"),
        both("retry-after-date", http("", "429 Busy", Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"), "rate-limited"),
        both("retry-after-minus", http("", "429 Busy", Retry_After="-5"), "rate-limited"),
        both("retry-after-huge", http("", "503 Busy", Retry_After="9" * 400), "server-error"),
        both("header-latin", raw(b"HTTP/1.1 200 OK\r\nX-Name: caf\xe9\r\n" + ok[17:]), "alive", "same"),
        both("header-lf", raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE.encode()), "alive", "same"),
        both("reason-utf8", raw("HTTP/1.1 200 Всё хорошо\r\n".encode() + ok[17:]), "alive", "same"),
        both("no-reason", raw(b"HTTP/1.1 200\r\n" + ok[17:]), "alive", "same"),
        both(
            "range-403", lambda b, r: http("", "403 No")(b, r) if b"\r\nrange:" in r.lower() else [ok], "alive", "same"
        ),
        both(
            "range-500", lambda b, r: http("", "500 No")(b, r) if b"\r\nrange:" in r.lower() else [ok], "alive", "same"
        ),
        Behaviour("line", "head-403", _no_head(b"403 No"), "alive", "-", path="/line/head-403.zip"),
        Behaviour("line", "head-500", _no_head(b"500 No"), "alive", "-", path="/line/head-500.tif"),
        Behaviour("line", "head-404", _no_head(b"404 No"), "alive", "-", path="/line/head-404.jpg"),
        Behaviour("line", "file-gone", http("", "404 No"), "not-found", "-", path="/line/gone.mp4"),
        Behaviour("line", "file-soft", http(html("404")), "different", "-", path="/line/soft.jpg"),
        Behaviour("line", "file", http(b"\xff\xd8\xff", kind="image/jpeg"), "alive", "alive", path="/line/x.jpg"),
    ]


def _no_head(status: bytes) -> object:
    def answer(base: str, request: bytes) -> list[Piece]:
        if request.startswith(b"HEAD"):
            return [b"HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n" % status]
        return [b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 2\r\n\r\nPK"]

    return answer


BEHAVIOURS = [*statuses(), *redirects(), *lines()]
