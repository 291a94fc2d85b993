"""One request to a reference manager, within bounds of size and of time as a whole, whatever answers there."""

from __future__ import annotations

import json
import queue
import threading
from typing import TYPE_CHECKING, Any

from .base import PushError

if TYPE_CHECKING:
    import requests


class ConnectFailedError(Exception):
    """Nothing answers there: nothing was sent."""


def ask(method: str, url: str, *, timeout: float, limit: int, whose: str, **options: Any) -> requests.Response:
    """The answer, its body read. ``timeout``: seconds for all of it; ``limit``: bytes; ``whose``: who is asked, in
    words.

    Raises ConnectFailedError where nothing was sent, PushError where no whole answer came: what was sent with POST may
    have arrived then, which is said.
    """
    import requests

    found: queue.SimpleQueue[requests.Response | BaseException] = queue.SimpleQueue()
    over = threading.Event()

    def work() -> None:
        try:
            with requests.Session() as session:
                session.trust_env = bool(options.pop("environment", False))
                answer = session.request(method, url, timeout=timeout, allow_redirects=False, stream=True, **options)
                answer._content = _content(answer, limit, over)
                found.put(answer)
        except BaseException as error:  # handed to the one who asked
            found.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        came = found.get(timeout=timeout + 1)
    except queue.Empty:
        over.set()
        raise _unanswered(f"{whose} answers too slowly", method, url) from None
    if isinstance(came, requests.Response):
        return came
    if isinstance(came, _TooMuchError):
        raise _unanswered(f"{whose} answers too much", method, url) from None
    if isinstance(came, requests.ConnectTimeout) or _refused(came):
        raise ConnectFailedError from None
    if isinstance(came, requests.Timeout):
        raise _unanswered(f"{whose} does not answer", method, url) from None
    if isinstance(came, (requests.RequestException, OSError, ValueError, LookupError)):
        raise _unanswered(f"{whose} gave no whole answer ({type(came).__name__})", method, url) from None
    raise came


class _TooMuchError(Exception):
    """An answer of more bytes than any has."""


def _content(answer: requests.Response, limit: int, over: threading.Event) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_content(65536):
        size += len(part)
        parts.append(part)
        if size > limit:
            answer.close()
            raise _TooMuchError
        if over.is_set():
            answer.close()
            break
    return b"".join(parts)


def _refused(error: BaseException) -> bool:
    """Whether no connection came about."""
    import requests

    if not isinstance(error, requests.ConnectionError):
        return isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema))
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "SSLError")


def _unanswered(what: str, method: str, url: str) -> PushError:
    if method == "POST":
        hint = "what was sent may have arrived: look there before you send it again"
        return PushError(what, where=url.split("?")[0], hint=hint)
    return PushError(what, where=url.split("?")[0], hint="look whether a window asks something")


def said(answer: requests.Response, most: int = 100_000_000) -> Any:
    """What an answer says as JSON, or None where it says nothing that can be read."""
    try:
        return json.loads(answer.content[:most].decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def plain(value: object, most: int = 200) -> str:
    """What a server says, as it can be shown: on one line, short, nothing that steers a terminal."""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: most * 4])
    return " ".join(text.split())[:most]
