"""Asking again where a server is busy for a moment or a connection broke: a few times, never beyond the deadline."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime

from .response import Failure, Headers, Request, Response
from .steps import Steps, Wait

# broken for a moment, as far as one can tell (RFC 9110, 15; RFC 6585, 4)
BUSY = frozenset((429, 500, 502, 503, 504))
_FIRST_PAUSE = 0.25  # seconds; each further one is twice as long, and a little longer so that not all come at once


def asked_to_wait(headers: Headers, now: float | None = None) -> float | None:
    """The seconds that ``Retry-After`` asks for (a number or a date, RFC 9110, 10.2.3); None where it says nothing of
    use."""
    value = headers.get("Retry-After")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return max(0.0, aware.timestamp() - (time.time() if now is None else now))


def patiently(make: Callable[[], Request], retries: int) -> Steps[Response]:
    """The response for a request, asked again up to ``retries`` times (a broken connection once). Raises Failure."""
    broken = 0
    busy: Response | None = None
    for attempt in range(retries + 1):
        request = make()
        pause = _FIRST_PAUSE * 2**attempt * random.uniform(1.0, 1.5)
        try:
            response: Response = yield request
        except Failure as failure:
            broken += 1
            if busy is not None:  # no second answer came: the first counts
                return busy
            if not failure.again or broken > 1 or attempt == retries:
                raise
            if time.monotonic() + pause >= request.deadline:
                raise
        else:
            if response.status not in BUSY or attempt == retries:
                return response
            busy = response
            pause = max(pause, asked_to_wait(response.headers) or 0.0)
            if time.monotonic() + pause >= request.deadline:
                return response
        yield Wait(pause)
    raise AssertionError("the last attempt returns or raises")
