"""A function over many things in other processes: results in order, few under way at once, a dead worker's share done
again.

``in_order`` is the same whatever does the work: this process, others on this machine, or a cluster (``cluster.py``).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from ..common.errors import CitekitError

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3  # things a worker under way or waiting
_TRIES = 3
_END: Any = object()


class Workers(Protocol):
    """What does the work."""

    def in_order(self, function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """The function's results, in the order of the things."""

    def close(self) -> None:
        """Let the workers go."""


class ThisProcess:
    """No other process: one thing after the other."""

    def in_order(self, function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """The function's results, in the order of the things."""
        return map(function, things)

    def close(self) -> None:
        """Nothing is held."""


class Processes:
    """Worker processes on this machine.

    A worker that dies (killed, out of memory) takes the pool with it: a new one is made and what was under way is done
    again; a thing on which a worker dies three times raises CitekitError.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def in_order(self, function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """The function's results, in the order of the things; ``function`` and things must be such as can be
        pickled.
        """
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        source = iter(things)
        deaths = 0
        try:
            while True:
                while len(waiting) < self.jobs * _AHEAD and (thing := next(source, _END)) is not _END:
                    waiting.append((thing, self._submit(function, thing)))
                if not waiting:
                    return
                thing, future = waiting[0]
                try:
                    if future is None:
                        raise BrokenProcessPool
                    result = future.result()
                except BrokenProcessPool:
                    deaths += 1
                    if deaths == _TRIES:
                        raise _died(thing) from None
                    self._renew()
                    waiting = deque((one, self._submit(function, one)) for one, _ in waiting)
                    continue
                deaths = 0
                waiting.popleft()
                yield result
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()

    def _submit(self, function: Callable[[T], R], thing: T) -> Future[R] | None:
        """The result to come, or None where a worker has died."""
        if self._pool is None:
            # a fresh interpreter each: nothing of this process's threads and files is inherited
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_quiet)
        try:
            return self._pool.submit(function, thing)
        except BrokenProcessPool:
            return None

    def _renew(self) -> None:
        self.close()
        self._pool = None

    def close(self) -> None:
        """End the workers. The pieces under way are waited for: a pool left to itself complains while Python ends."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _died(thing: object) -> CitekitError:
    return CitekitError(
        "the process that worked on this died three times",
        where=str(getattr(thing, "where", "")),
        hint="is there enough memory? --jobs 1 needs least",
    )


def _quiet() -> None:
    """In a worker: Ctrl-C is the first process's affair, and documents hold no cycles to look for."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 50)


def cores() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def workers(jobs: int = 0, cluster: str = "", expected: int = 0) -> Workers:
    """What does the work: a cluster by its address, ``jobs`` processes, or, for 0, as many as there are processors
    where at least some hundred things are ``expected``, and this process otherwise."""
    if cluster:
        from .cluster import Cluster

        return Cluster(cluster)
    if jobs == 0:
        jobs = cores() if expected >= WORTH_IT else 1
    return Processes(jobs) if jobs > 1 else ThisProcess()


WORTH_IT = 400  # documents from which other processes take less time than they need to start
