"""One request to a reference manager, with limits on its size and its whole duration, whatever answers."""

from __future__ import annotations

import json
import queue
import threading
from typing import TYPE_CHECKING, Any

from .base import PushError

if TYPE_CHECKING:
    import requests


class ConnectFailedError(Exception):
    """No connection: nothing was sent."""


def send_request(
    method: str, url: str, *, timeout: float, max_bytes: int, server: str, **options: Any
) -> requests.Response:
    """The response, its body read. ``timeout``: seconds in all; ``max_bytes``: of the body; ``server``: its name in
    messages.

    Raises ConnectFailedError where nothing was sent, PushError where no complete response came: what was sent with
    POST may have arrived even so, and the message says it.
    """
    import requests

    results: queue.SimpleQueue[requests.Response | BaseException] = queue.SimpleQueue()
    abandoned = threading.Event()

    def request_in_thread() -> None:
        try:
            with requests.Session() as session:
                session.trust_env = bool(options.pop("environment", False))
                answer = session.request(method, url, timeout=timeout, allow_redirects=False, stream=True, **options)
                answer._content = _read_body(answer, max_bytes, abandoned)
                results.put(answer)
        except BaseException as error:  # raised again in the caller's thread
            results.put(error)

    threading.Thread(target=request_in_thread, daemon=True).start()
    try:
        result = results.get(timeout=timeout + 1)
    except queue.Empty:
        abandoned.set()
        raise _no_answer(f"{server} answers too slowly", method, url) from None
    if isinstance(result, requests.Response):
        return result
    raise _for_people(result, server, method, url) from None


def _for_people(error: BaseException, server: str, method: str, url: str) -> BaseException:
    """The error to raise for one of a request; an unexpected one as it is."""
    import requests

    if isinstance(error, _TooLargeError):
        return _no_answer(f"{server} sent too much", method, url)
    if isinstance(error, requests.ConnectTimeout) or _refused(error):
        return ConnectFailedError()
    if isinstance(error, requests.Timeout):
        return _no_answer(f"{server} does not answer", method, url)
    if isinstance(error, (requests.RequestException, OSError, ValueError, LookupError)):
        return _no_answer(f"{server} sent no complete answer ({type(error).__name__})", method, url)
    return error


class _TooLargeError(Exception):
    """A response with more bytes than any should have."""


def _read_body(answer: requests.Response, max_bytes: int, abandoned: threading.Event) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_content(65536):
        size += len(part)
        parts.append(part)
        if size > max_bytes:
            answer.close()
            raise _TooLargeError
        if abandoned.is_set():
            answer.close()
            break
    return b"".join(parts)


def _refused(error: BaseException) -> bool:
    """Whether the connection could not be made."""
    import requests

    if not isinstance(error, requests.ConnectionError):
        return isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema))
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "SSLError")


def _no_answer(what: str, method: str, url: str) -> PushError:
    if method == "POST":
        hint = "what was sent may have arrived: look there before you send it again"
        return PushError(what, where=url.split("?")[0], hint=hint)
    return PushError(what, where=url.split("?")[0], hint="look for a window with a question")


def json_of(answer: requests.Response, limit: int = 100_000_000) -> Any:
    """The body as JSON, or None where it is not valid."""
    try:
        return json.loads(answer.content[:limit].decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def short_line(value: object, limit: int = 200) -> str:
    """Text of a server made safe to show: one short line without control characters."""
    text = "".join(c if c.isprintable() else " " for c in str(value)[: limit * 4])
    return " ".join(text.split())[:limit]
