"""The loop of readers that have their records in a list: a document each, an error in the place of what is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ..common.errors import CitekitError
from ..document.model import Document
from .base import Found

R = TypeVar("R")


def each_record(records: Sequence[R], make: Callable[[R, str], Document], where: str, noun: str) -> Iterator[Found]:
    """What ``make(record, place)`` makes of each; ``noun`` says what they are where there are several."""
    for n, record in enumerate(records, 1):
        try:
            yield make(record, where if len(records) == 1 else f"{where}, {noun} {n}").changed(source=where)
        except CitekitError as error:
            yield error
