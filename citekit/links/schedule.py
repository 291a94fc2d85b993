"""Many addresses at once, and no host at a time more often than is polite."""

from __future__ import annotations

import heapq
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

_WINDOW = 20_000  # things that wait at most: the rest is taken from its source when there is room


class Schedule(Generic[T, R]):
    """Works through things, ``workers`` at once, ``per_host`` at once for one host and ``delay(thing)`` seconds apart.

    A host that is slow, or waits, holds up nothing but its own things.
    """

    def __init__(
        self,
        work: Callable[[T], R],
        host: Callable[[T], str],
        delay: Callable[[T], float],
        workers: int = 16,
        per_host: int = 2,
    ) -> None:
        self.work, self.host, self.delay = work, host, delay
        self.workers, self.per_host = max(1, workers), max(1, per_host)
        self.waiting: dict[str, deque[T]] = {}
        self.lanes: dict[str, int] = {}  # lanes of a host that are in the heap or at work
        self.ready: list[tuple[float, int, str]] = []
        self.count = itertools.count()
        self.condition = threading.Condition()
        self.results: queue.Queue[tuple[R | None, BaseException | None]] = queue.Queue()
        self.stopped = False

    def run(self, things: Iterable[T]) -> Iterator[R]:
        """The results, as they come. Closing the iterator stops the work after what is at work now."""
        threads: list[threading.Thread] = []
        source = iter(things)
        more = True
        taken = given = 0
        try:
            while True:
                while more and taken - given < _WINDOW:
                    try:
                        thing = next(source)
                    except StopIteration:
                        more = False
                        break
                    self._add(thing)
                    taken += 1
                    if len(threads) < min(self.workers, taken):
                        threads.append(self._start())
                    if not self.results.empty():
                        break
                if not more and given == taken:
                    return
                result, error = self.results.get()
                given += 1
                if error is not None:
                    raise error
                yield cast(R, result)
        finally:
            with self.condition:
                self.stopped = True
                self.condition.notify_all()

    def _start(self) -> threading.Thread:
        thread = threading.Thread(target=self._worker, daemon=True)
        thread.start()
        return thread

    def _add(self, thing: T) -> None:
        host = self.host(thing)
        with self.condition:
            self.waiting.setdefault(host, deque()).append(thing)
            if self.lanes.get(host, 0) < min(self.per_host, len(self.waiting[host])):
                self.lanes[host] = self.lanes.get(host, 0) + 1
                heapq.heappush(self.ready, (time.monotonic(), next(self.count), host))
                self.condition.notify()

    def _worker(self) -> None:
        while True:
            taken = self._take()
            if taken is None:
                return
            host, thing = taken
            try:
                self.results.put((self.work(thing), None))
            except BaseException as error:
                self.results.put((None, error))
            with self.condition:
                if self.waiting.get(host):
                    heapq.heappush(self.ready, (time.monotonic() + self.delay(thing), next(self.count), host))
                else:
                    self.lanes[host] -= 1
                self.condition.notify()

    def _take(self) -> tuple[str, T] | None:
        with self.condition:
            while not self.stopped:
                now = time.monotonic()
                if self.ready and self.ready[0][0] <= now:
                    _, _, host = heapq.heappop(self.ready)
                    if self.waiting.get(host):
                        return host, self.waiting[host].popleft()
                    self.lanes[host] -= 1
                    continue
                self.condition.wait(self.ready[0][0] - now if self.ready else None)
            return None
