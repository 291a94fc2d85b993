"""Many tasks in other processes: the results in order, few tasks at a time, and a dead worker's tasks done again.

``in_order`` is the same whatever does the work: this process, others on this machine, or a cluster (``cluster.py``).
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process, resource_tracker
from typing import Generic, Protocol, TypeVar

from ..common.errors import CitekitError
from ..common.files.packed import MANY_FILES

T = TypeVar("T")
R = TypeVar("R")
_TASKS_PER_WORKER = 3  # running or waiting
_TRIES = 3


class Workers(Protocol):
    """What does the work."""

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order."""

    def close(self) -> None:
        """Stop the workers, or leave them to others; ``in_order`` starts them again."""


class ThisProcess:
    """No other process: one task after the other."""

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order."""
        return map(function, tasks)

    def close(self) -> None:
        """There is nothing to stop."""


@dataclass
class _Task(Generic[T, R]):
    """A task, and its result to come where it has been given to the workers."""

    task: T
    future: Future[R] | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.future is not None and self.future.done() and not self.future.exception()


class Processes:
    """Worker processes on this machine.

    A worker that dies (killed, out of memory) breaks the pool: a new one is made, and the tasks that were under way are
    done again, one at a time, so that it is known which of them is to blame. A task on which a worker dies three times
    raises CitekitError.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order; ``function`` and tasks are pickled."""
        waiting: deque[_Task[T, R]] = deque()
        source = iter(tasks)
        suspects = 0  # the first of those that wait, one of which may have ended a worker
        deaths = 0  # of workers that had nothing but the first of them
        finished = False
        try:
            while True:
                waiting.extend(_Task(task) for task in islice(source, self.jobs * _TASKS_PER_WORKER - len(waiting)))
                if not waiting:
                    finished = True
                    return
                for one in islice(waiting, 1) if suspects else waiting:
                    if one.future is None:
                        one.future = self._submit(function, one.task)
                try:
                    result = _result(waiting[0])
                except BrokenProcessPool:
                    deaths = deaths + 1 if suspects else 0
                    if deaths == _TRIES - 1:
                        raise _worker_died(waiting[0].task) from None
                    suspects = suspects or len(waiting)
                    self._restart(waiting)
                    continue
                deaths, suspects = 0, max(suspects - 1, 0)
                waiting.popleft()
                yield result
        finally:
            if not finished:
                self._stop()

    def _submit(self, function: Callable[[T], R], task: T) -> Future[R] | None:
        """The future result, or None where a worker has died."""
        if self._pool is None:
            # each a new interpreter, which inherits no threads or files of this process
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_prepare_worker)
        try:
            with _interrupts_held():
                return self._pool.submit(function, task)
        except BrokenProcessPool:
            return None

    def _restart(self, waiting: Iterable[_Task[T, R]]) -> None:
        """Leave the broken pool; what has no result yet is to be done again."""
        self.close()
        for one in waiting:
            if not one.is_done:
                one.future = None

    def _stop(self) -> None:
        """End the workers without waiting for what they are doing: nobody asks for it any more."""
        for process in list((getattr(self._pool, "_processes", None) or {}).values()):
            process.kill()
        self.close()

    def close(self) -> None:
        """Stop the workers when they have finished their tasks: an abandoned pool prints errors when Python exits."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _result(task: _Task[T, R]) -> R:
    if task.future is None:
        raise BrokenProcessPool
    return task.future.result()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits meanwhile.

    A process that is started here never receives it, and prints no traceback when it comes while Python starts.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # it would take the mask away when it starts
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    at least ``MANY_FILES`` documents are ``expected``, otherwise this process."""
    if cluster:
        from .cluster import Cluster

        return Cluster(cluster)
    if jobs == 0:
        jobs = cores() if expected >= MANY_FILES else 1
    return Processes(jobs) if jobs > 1 else ThisProcess()
