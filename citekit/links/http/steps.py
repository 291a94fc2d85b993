"""What a check does, one step at a time, without knowing who carries it out.

A check is a generator that yields steps and is sent what became of them: a ``Response`` for a ``Request`` (or a
``Failure`` is thrown into it), the value of ``Work``, nothing for the others. So the same verdicts come from
requests, one address at a time (``run``), and from many connections at once (``links/schedule.py``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Hashable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, Union

from .response import Failure, Request, Response

R = TypeVar("R")


@dataclass(frozen=True)
class Wait:
    """Wait so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Work:
    """Work that takes long for the processor: others go on meanwhile."""

    call: Callable[[], Any]


@dataclass(frozen=True)
class Once:
    """Steps that are taken once for all who need their result at the same time; they leave it where all find it."""

    key: Hashable
    make: Callable[[], Generator[Any, Any, Any]]


Step = Union[Request, Wait, Work, Once]
Steps = Generator[Step, Any, R]


class Sender(Protocol):
    """Who sends a request and gives its response, or raises Failure."""

    def send(self, request: Request) -> Response: ...


class Locks:
    """A lock for each thing that is done once, among several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.locks: dict[Hashable, threading.RLock] = {}

    def __call__(self, key: Hashable) -> threading.RLock:
        with self.lock:
            return self.locks.setdefault(key, threading.RLock())


def run(steps: Steps[R], sender: Sender, locks: Locks) -> R:
    """Take the steps one after another, in this thread."""
    value: Any = None
    failure: Failure | None = None
    while True:
        try:
            step = steps.send(value) if failure is None else steps.throw(failure)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        value, failure = None, None
        try:
            value = _take(step, sender, locks)
        except Failure as error:
            failure = error


def _take(step: Step, sender: Sender, locks: Locks) -> Any:
    if isinstance(step, Request):
        return sender.send(step)
    if isinstance(step, Wait):
        return time.sleep(step.seconds)
    if isinstance(step, Work):
        return step.call()
    with locks(step.key):
        run(step.make(), sender, locks)
    return None
