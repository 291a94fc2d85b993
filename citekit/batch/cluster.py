"""A running cluster of machines: dask.distributed (extra ``citekit[cluster]``).

``Cluster`` works on the pieces of an export; ``map_documents`` is for dask bags of your own.
"""

from __future__ import annotations

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from ..common.errors import CitekitError, MissingExtraError, UsageError, to_install
from ..document.model import Document
from ..sources import Found, read_text
from ..sources.csljson import read_item

T = TypeVar("T")
R = TypeVar("R")
_TASKS_PER_WORKER = 3
_RETRIES = 3
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:[^\s/:\[\]]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")


class Cluster:
    """The workers of a dask scheduler at an address (``tcp://host:8786``). Raises CitekitError where none answers."""

    def __init__(self, address: str) -> None:
        if not _ADDRESS.fullmatch(address):
            raise UsageError(f"invalid address of a scheduler “{address}”", hint="write it like tcp://host:8786")
        self.address = address
        try:
            from distributed import Client
        except ImportError:
            raise MissingExtraError(
                "--cluster needs dask.distributed", hint=f"install it with: {to_install('distributed')}"
            ) from None
        # what happens to the scheduler is said once, in plain words
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        try:
            self.client = Client(address, timeout=3, set_as_default=False)
        except (OSError, TimeoutError):
            raise CitekitError(
                "no scheduler answers at this address", where=address, hint="start dask scheduler"
            ) from None
        except ValueError:
            raise UsageError(
                f"invalid address of a scheduler “{address}”", hint="write it like tcp://host:8786"
            ) from None

    def in_order(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results of the tasks, in order. The tasks of a worker that dies are given to another."""
        from distributed import CancelledError, KilledWorker
        from distributed.comm import CommClosedError

        waiting: deque[Any] = deque()
        source = iter(tasks)
        ahead = _TASKS_PER_WORKER * max(1, sum(self.client.ncores().values()))
        try:
            while True:
                for task in islice(source, ahead - len(waiting)):
                    waiting.append(self.client.submit(function, task, pure=False, retries=_RETRIES))
                if not waiting:
                    return
                try:
                    result: R = waiting[0].result()
                except KilledWorker:
                    raise CitekitError(
                        "the workers that took this piece died", hint="they may have too little memory"
                    ) from None
                except (CancelledError, CommClosedError, OSError):
                    if self.client.status == "running":
                        raise
                    raise CitekitError(
                        "the connection to the scheduler was lost",
                        where=self.address,
                        hint="start it again; with --resume, what is done already is not done again",
                    ) from None
                waiting.popleft()
                yield result
        finally:
            if self.client.status == "running":
                for future in waiting:
                    future.cancel()

    def close(self) -> None:
        """Disconnect; the cluster goes on running."""
        with suppress(TimeoutError, OSError):  # a scheduler that is gone does not answer
            self.client.close(timeout=2)


def map_documents(bag: Any, function: Callable[[Document], R] | None = None) -> Any:
    """A dask bag of Documents, or of what ``function`` makes of each, from a bag of CSL-JSON items or of texts that
    citekit reads.

    What cannot be read is left out, and logged by the worker that tried (``citekit.batch``).
    """
    return bag.map_partitions(partial(_documents, function=function))


def _documents(partition: Iterable[Any], function: Callable[[Document], R] | None) -> list[Any]:
    out: list[Any] = []
    for value in partition:
        for found in _read(value):
            if isinstance(found, CitekitError):
                logging.getLogger("citekit.batch").warning("%s", found)
            else:
                out.append(function(found) if function is not None else found)
    return out


def _read(value: Any) -> Iterator[Found]:
    if isinstance(value, Document):
        return iter([value])
    return read_text(value) if isinstance(value, str) else iter([read_item(value, "the bag")])
