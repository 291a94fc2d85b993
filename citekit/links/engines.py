"""Who takes the steps of many checks: one thread over libcurl, or threads over requests."""

from __future__ import annotations

import heapq
import queue
import threading
import time
from collections import deque
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from .http.response import Failure, Request
from .http.steps import Locks, Once, Step, Steps, Wait, Work, run

if TYPE_CHECKING:
    from .http.multi import Many
    from .schedule import Schedule

IDLE = 60.0  # seconds that the loop sleeps where nothing is to come
_THREADS = 16  # where there is no libcurl
_WORKERS = 2  # threads for work that takes long for the processor


class Task:
    """One thing on its way: the steps of the check, on top of those of what it waits for (with what that is)."""

    __slots__ = ("failed", "host", "queued", "stack", "thing", "value")

    def __init__(self, thing: Any, host: str, steps: Steps[Any]) -> None:
        self.thing, self.host = thing, host
        self.stack: list[tuple[Steps[Any], Hashable]] = [(steps, None)]
        self.queued = False  # it has begun, and waits for its host
        self.value: Any = None
        self.failed: Failure | None = None


class Engine:
    """Who takes the steps."""

    def wake(self) -> None:
        """There are new things, or it is over."""

    def join(self) -> None:
        """Wait for the end."""


class Loop(Engine):
    """One thread over libcurl."""

    def __init__(self, schedule: Schedule[Any, Any], many: Many) -> None:
        self.schedule, self.many = schedule, many
        self.timers: list[tuple[float, int, Task]] = []
        self.asking: dict[Any, list[Task]] = {}  # who waits for what another finds out
        self.finding: dict[Any, Task] = {}  # and who that is
        self.woken: deque[Task] = deque()  # whose other has found out what they waited for
        self.at_work = 0
        self.out: list[tuple[Any, BaseException | None]] = []
        self.worked: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self.pool: ThreadPoolExecutor | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def wake(self) -> None:
        self.many.wake()

    def join(self) -> None:
        self.thread.join()

    def _run(self) -> None:
        schedule = self.schedule
        try:
            while not schedule.stopped:
                schedule.take_added()
                self._start()
                if self.out:
                    schedule.results.put(self.out)
                    self.out = []
                wait = (
                    self._until_timer()
                    if self.at_work >= schedule.workers
                    else min(schedule.until_next(), self._until_timer())
                )
                for task, outcome in self.many.poll(0.0 if schedule.added or self.woken else wait):
                    self._advance(task, outcome)
                self._elapsed()
        except BaseException as error:  # the loop itself failed: the person who waits is told
            schedule.results.put([*self.out, (None, error)])
        finally:
            if self.pool is not None:
                self.pool.shutdown(wait=False, cancel_futures=True)
            self.many.close()

    def _start(self) -> None:
        while self.at_work < self.schedule.workers:
            found = self.schedule.next_thing()
            if found is None:
                return
            host, thing = found
            self.at_work += 1
            task = thing if isinstance(thing, Task) else Task(thing, host, self.schedule.steps(thing))
            task.queued = False
            self._advance(task, None)

    def _until_timer(self) -> float:
        return max(0.0, self.timers[0][0] - time.monotonic()) if self.timers else IDLE

    def _elapsed(self) -> None:
        while self.woken:
            self._advance(self.woken.popleft(), None)
        while self.timers and self.timers[0][0] <= time.monotonic():
            self._go_on(heapq.heappop(self.timers)[2])
        while not self.worked.empty():
            task = self.worked.get()
            self._advance(task, task.failed or task.value)

    def _go_on(self, task: Task) -> None:
        """A task has waited. Where others wait for what it finds out, they may hold all lanes of the host: it goes on
        in their place, or none ever would."""
        if any(self.asking.get(key) for _, key in task.stack if key is not None):
            self._go_first(task)
        else:
            task.queued = True
            self.schedule.line_up(task.host, task)

    def _go_first(self, task: Task) -> None:
        if task.queued:
            self.schedule.waiting[task.host].remove(task)
            task.queued = False
        self.schedule.add_lane(task.host)
        self.at_work += 1
        self._advance(task, None)

    def _advance(self, task: Task, outcome: Any) -> None:
        """Send a task what became of its last step, and take steps until one takes time."""
        while True:
            steps, key = task.stack[-1]
            try:
                step = steps.throw(outcome) if isinstance(outcome, Failure) else steps.send(outcome)
            except StopIteration as stop:
                outcome = stop.value
            except Failure as failure:
                outcome = failure
            except BaseException as error:
                self._finish(task, None, error)
                return
            else:
                if not (isinstance(step, Once) and step.key not in self.asking):
                    self._take(task, step)
                    return
                self.asking[step.key] = []
                self.finding[step.key] = task
                task.stack.append((step.make(), step.key))
                outcome = None
                continue
            task.stack.pop()
            if key is not None:
                self.finding.pop(key, None)
                self.woken.extend(self.asking.pop(key, ()))
            if not task.stack:
                self._finish(task, outcome, outcome if isinstance(outcome, Failure) else None)
                return

    def _take(self, task: Task, step: Step) -> None:
        if isinstance(step, Request):
            self.many.start(task, step)
        elif isinstance(step, Wait):  # another may use the lane meanwhile
            heapq.heappush(self.timers, (time.monotonic() + step.seconds, next(self.schedule.count), task))
            self.at_work -= 1
            self.schedule.give_back(task.host, task.thing)
        elif isinstance(step, Once):
            self.asking[step.key].append(task)
            if self.finding[step.key].queued:
                self._go_first(self.finding[step.key])
        else:
            if self.pool is None:
                self.pool = ThreadPoolExecutor(_WORKERS)
            self.pool.submit(self._work, task, step)

    def _work(self, task: Task, step: Work) -> None:
        try:
            task.value, task.failed = step.call(), None
        except Failure as failure:
            task.failed = failure
        except BaseException as error:
            task.failed = Failure("error", f"the check failed ({type(error).__name__})")
        self.worked.put(task)
        self.many.wake()

    def _finish(self, task: Task, value: Any, error: BaseException | None) -> None:
        self.at_work -= 1
        self.out.append((value, error))
        self.schedule.give_back(task.host, task.thing)


class Threads(Engine):
    """Threads over requests, each of which takes the steps of one thing after the other."""

    def __init__(self, schedule: Schedule[Any, Any]) -> None:
        self.schedule = schedule
        self.condition = threading.Condition()
        self.locks = Locks()
        count = min(schedule.workers, _THREADS)
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def wake(self) -> None:
        with self.condition:
            self.condition.notify_all()

    def _run(self) -> None:
        from .http.session import Client

        client = Client(self.schedule.policy)
        while (taken := self._take()) is not None:
            host, thing = taken
            try:
                self.schedule.results.put([(run(self.schedule.steps(thing), client, self.locks), None)])
            except BaseException as error:
                self.schedule.results.put([(None, error)])
            with self.condition:
                self.schedule.give_back(host, thing)
                self.condition.notify()
        client.close()

    def _take(self) -> tuple[str, Any] | None:
        with self.condition:
            while not self.schedule.stopped:
                self.schedule.take_added()
                found = self.schedule.next_thing()
                if found is not None:
                    return found
                self.condition.wait(self.schedule.until_next())
            return None
