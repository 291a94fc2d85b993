"""Many tasks in other processes: the results in order, few tasks at a time, and a dead worker's tasks done again.

``in_order`` is the same whatever does the work: this process, others on this machine, or a cluster (``cluster.py``).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Any, Protocol, TypeVar

from ..common.errors import CitekitError

T = TypeVar("T")
R = TypeVar("R")
_TASKS_PER_WORKER = 3  # running or waiting
_TRIES = 3
_NO_MORE: Any = object()


class Workers(Protocol):
    """What does the work."""

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order."""

    def close(self) -> None:
        """Stop the workers, or leave them to others."""


class ThisProcess:
    """No other process: one task after the other."""

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order."""
        return map(function, tasks)

    def close(self) -> None:
        """There is nothing to stop."""


class Processes:
    """Worker processes on this machine.

    A worker that dies (killed, out of memory) breaks the pool: a new one is made and its unfinished tasks are done
    again. A task on which a worker dies three times raises CitekitError.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order; ``function`` and tasks are pickled."""
        waiting: deque[tuple[T, Future[R] | None]] = deque()
        source = iter(tasks)
        failures = 0
        try:
            while True:
                while len(waiting) < self.jobs * _TASKS_PER_WORKER and (task := next(source, _NO_MORE)) is not _NO_MORE:
                    waiting.append((task, self._submit(function, task)))
                if not waiting:
                    return
                task, future = waiting[0]
                try:
                    if future is None:
                        raise BrokenProcessPool
                    result = future.result()
                except BrokenProcessPool:
                    failures += 1
                    if failures == _TRIES:
                        raise _worker_died(task) from None
                    self._restart()
                    waiting = deque((one, self._submit(function, one)) for one, _ in waiting)
                    continue
                failures = 0
                waiting.popleft()
                yield result
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()

    def _submit(self, function: Callable[[T], R], task: T) -> Future[R] | None:
        """The future result, or None where a worker has died."""
        if self._pool is None:
            # each a new interpreter, which inherits no threads or files of this process
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_prepare_worker)
        try:
            return self._pool.submit(function, task)
        except BrokenProcessPool:
            return None

    def _restart(self) -> None:
        self.close()
        self._pool = None

    def close(self) -> None:
        """Stop the workers when they have finished their tasks: an abandoned pool prints errors when Python exits."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _worker_died(task: object) -> CitekitError:
    return CitekitError(
        "the process that worked on this died three times",
        where=str(getattr(task, "where", "")),
        hint="there may be too little memory: --jobs 1 needs least",
    )


def _prepare_worker() -> None:
    """In a worker: Ctrl-C is left to the main process, with which it ends; documents have no cycles for the garbage
    collector.
    """
    import gc
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(500_000, 50, 50)
    Thread(target=_end_with_main, daemon=True).start()


def _end_with_main() -> None:
    """End this process when the main one is gone, which may have been killed: it would wait for tasks for ever."""
    main = parent_process()
    if main is not None:
        main.join()
        os._exit(1)


def cores() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def workers(jobs: int = 0, cluster: str = "", expected: int = 0) -> Workers:
    """The workers: a cluster at an address, or ``jobs`` processes. For 0 jobs: as many as there are processors where
    at least ``PARALLEL_FROM`` documents are ``expected``, otherwise this process."""
    if cluster:
        from .cluster import Cluster

        return Cluster(cluster)
    if jobs == 0:
        jobs = cores() if expected >= PARALLEL_FROM else 1
    return Processes(jobs) if jobs > 1 else ThisProcess()


PARALLEL_FROM = 400  # documents: with fewer, processes take longer to start than they save
