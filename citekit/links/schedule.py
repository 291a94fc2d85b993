"""Many checks at once, and no host at a time more often than is polite.

The steps of all checks are taken by one thread over libcurl; where pycurl is not installed, by threads over requests.
"""

from __future__ import annotations

import heapq
import itertools
import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar, cast

from .engines import IDLE, Engine, Loop, Task, Threads
from .http.policy import Policy
from .http.steps import Steps

T = TypeVar("T")
R = TypeVar("R")

_WINDOW = 20_000  # things that wait at most: the rest is taken from its source when there is room
_MOST_AT_ONCE = 256


class Schedule(Generic[T, R]):
    """Works through things: ``steps(thing)`` are taken, ``per_host`` at once for one host and ``delay(thing)`` seconds
    apart; ``workers`` things are at work at once, 0 for as many as the hosts allow.

    A host that is slow, or waits, holds up nothing but its own things.
    """

    def __init__(
        self,
        policy: Policy,
        steps: Callable[[T], Steps[R]],
        host: Callable[[T], str],
        delay: Callable[[T], float],
        workers: int = 0,
        per_host: int = 2,
    ) -> None:
        self.policy, self.steps, self.host, self.delay = policy, steps, host, delay
        self.workers, self.per_host = workers or _MOST_AT_ONCE, max(1, per_host)
        self.waiting: dict[str, deque[T | Task]] = {}
        self.lanes: dict[str, int] = {}  # lanes of a host that are in the heap or at work
        self.ready: list[tuple[float, int, str]] = []
        self.count = itertools.count()
        self.results: queue.SimpleQueue[list[tuple[R | None, BaseException | None]]] = queue.SimpleQueue()
        self.added: deque[T] = deque()
        self.stopped = False

    def run(self, things: Iterable[T]) -> Iterator[R]:
        """The results, as they come. Closing the iterator ends what is under way."""
        engine = self._engine()
        source = iter(things)
        more = True
        taken = given = 0
        try:
            while more or given < taken:
                while more and taken - given < _WINDOW:
                    try:
                        self.added.append(next(source))
                    except StopIteration:
                        more = False
                        break
                    taken += 1
                    if taken % 64 == 1:
                        engine.wake()
                        if not self.results.empty():
                            break
                engine.wake()
                if given == taken:
                    continue
                for result, error in self.results.get():
                    given += 1
                    if error is not None:
                        raise error
                    yield cast(R, result)
        finally:
            self.stopped = True
            engine.wake()
            engine.join()

    def _engine(self) -> Engine:
        try:
            from .http.multi import Many
        except ImportError:
            return Threads(self)
        return Loop(self, Many(self.policy, 2 * self.workers))

    def take_added(self) -> None:
        """Sort what is new by its host."""
        while self.added:
            thing = self.added.popleft()
            self.line_up(self.host(thing), thing)

    def line_up(self, host: str, thing: T | Task) -> None:
        """A thing waits for its host; one that was begun goes before the others."""
        waiting = self.waiting.get(host)
        if waiting is None:
            waiting = self.waiting[host] = deque()
        if isinstance(thing, Task):
            waiting.appendleft(thing)
        else:
            waiting.append(thing)
        if self.lanes.get(host, 0) < min(self.per_host, len(waiting)):
            self.lanes[host] = self.lanes.get(host, 0) + 1
            heapq.heappush(self.ready, (0.0, next(self.count), host))

    def next_thing(self) -> tuple[str, T | Task] | None:
        """A thing whose host may be asked now."""
        while self.ready and self.ready[0][0] <= time.monotonic():
            _, _, host = heapq.heappop(self.ready)
            if self.waiting.get(host):
                return host, self.waiting[host].popleft()
            self._end_lane(host)
        return None

    def give_back(self, host: str, thing: T) -> None:
        """The thing is done: the host's lane is free for the next after a pause."""
        if self.waiting.get(host) and self.lanes[host] <= self.per_host:
            heapq.heappush(self.ready, (time.monotonic() + self.delay(thing), next(self.count), host))
        else:
            self._end_lane(host)

    def add_lane(self, host: str) -> None:
        """A lane more than the host has, until a thing of it is done."""
        self.lanes[host] = self.lanes.get(host, 0) + 1
        self.waiting.setdefault(host, deque())

    def _end_lane(self, host: str) -> None:
        self.lanes[host] -= 1
        if not self.lanes[host]:
            del self.lanes[host]
            self.waiting.pop(host, None)

    def until_next(self) -> float:
        """The seconds until a host may be asked again."""
        return max(0.0, self.ready[0][0] - time.monotonic()) if self.ready else IDLE
