"""A cluster of machines that runs already: dask.distributed (extra ``citekit[cluster]``).

``Cluster`` does the pieces of an export; ``map_documents`` is for people who have a dask bag of their own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from ..common.errors import CitekitError, MissingExtraError, UsageError, to_install
from ..document.model import Document
from ..sources import Found, read_text
from .pieces import read_item

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3
_RETRIES = 3


class Cluster:
    """Workers of a dask scheduler, by its address (``tcp://host:8786``). Raises CitekitError where none answers."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise MissingExtraError(
                "--cluster needs dask.distributed", hint=f"install it with: {to_install('distributed')}"
            ) from None
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

    def in_order(self, function: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
        """The function's results, in the order of the things. A dead worker's share is done again by another."""
        from distributed import KilledWorker

        waiting: deque[Any] = deque()
        source = iter(things)
        ahead = _AHEAD * max(1, sum(self.client.ncores().values()))
        try:
            while True:
                for thing in _next(source, ahead - len(waiting)):
                    waiting.append(self.client.submit(function, thing, pure=False, retries=_RETRIES))
                if not waiting:
                    return
                try:
                    result: R = waiting[0].result()
                except KilledWorker:
                    raise CitekitError(
                        "the workers that took this piece died", hint="have they enough memory?"
                    ) from None
                waiting.popleft()
                yield result
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """Leave the cluster as it was."""
        self.client.close()


def _next(source: Iterator[T], count: int) -> Iterator[T]:
    for _ in range(count):
        try:
            yield next(source)
        except StopIteration:
            return


def map_documents(bag: Any, function: Callable[[Document], R] | None = None) -> Any:
    """A dask bag of CSL-JSON items, or of texts that citekit reads, to a bag of Documents, or of what ``function``
    makes of each.

    What cannot be read is left out of the bag and logged by the worker that met it (``citekit.batch``).
    """
    return bag.map_partitions(partial(_documents, function=function))


def _documents(partition: Iterable[Any], function: Callable[[Document], R] | None) -> list[Any]:
    import logging

    out: list[Any] = []
    for thing in partition:
        for found in _found(thing):
            if isinstance(found, CitekitError):
                logging.getLogger("citekit.batch").warning("%s", found)
            else:
                out.append(function(found) if function is not None else found)
    return out


def _found(thing: Any) -> Iterator[Found]:
    if isinstance(thing, Document):
        return iter([thing])
    return read_text(thing) if isinstance(thing, str) else read_item(thing, "the bag")
