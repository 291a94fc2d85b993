"""What every reader shares: what it gives, what it is known by, and the limits of what is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, Union

from ..common.errors import CitekitError, ReadError
from ..document.extra import extra_of
from ..document.model import Document

Found = Union[Document, CitekitError]

# a run of records as a file of its own: the line that it begins at, and its content; or what could not be read
Cut = Union[tuple[int, Union[str, bytes]], CitekitError]

MAX_BYTES = 50_000_000
CUT = 2_000_000  # characters or bytes of a run of records
HEAD = 20_000  # characters in which a text says what it is


@dataclass(frozen=True)
class Reader:
    """A format that citekit reads.

    ``module`` has ``read(content, where) -> Iterator[Found]``: the documents and, in the place of what cannot be
    read, the error that says why.  A text format's module has ``detect(text, name) -> bool`` as well and is given
    text; one with ``magic`` is known by its first bytes and is given bytes, of a .zip file with ``members`` by one of
    these names in it.  ``suffixes`` are what a folder is searched for.  ``signs``: words one of which stands in the
    first ``head`` characters of every text of the format; without them its module is not loaded.  ``shape``: a pattern
    of the first bytes of a format that has no magic; it is given bytes.  ``streams``: ``read`` takes blocks of text
    (with ``shape``, a file) as well, so that a file of any size is read record by record; ``split``, where such a
    module has it, cuts runs of records out of a file, for work that many do.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    members: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    shape: bytes = b""
    streams: bool = False
    head: int = HEAD

    def has_shape(self, data: bytes) -> bool:
        """Whether bytes begin as the format does, in a format that is known so."""
        return bool(self.shape) and re.match(self.shape, data) is not None

    def may_read(self, text: str) -> bool:
        """Whether a text that begins so may be of the format."""
        return not self.signs or any(text.find(sign, 0, self.head) >= 0 for sign in self.signs)

    def load(self) -> Any:
        """The module, imported when a file may need it."""
        return import_module(self.module)


# what a record says of itself, and not of what it describes
_OF_THE_RECORD = frozenset(("id", "type", "custom", "language", "source", "citation-key"))


def with_content(found: Iterator[Found]) -> Iterator[Found]:
    """What is found, with an error in the place of a record that says nothing which could be cited."""
    for one in found:
        if isinstance(one, Document) and not (
            one.title or one.references or one.date or one.url or one.number or one.summary or one.sender
        ):
            if not extra_of(one).keys() - _OF_THE_RECORD:
                named = f"record “{one.key}”" if one.key else "a record"
                yield ReadError(f"{named} is empty", where=one.source, hint="it needs a title at least")
                continue
        yield one


def encoding_remark(encoding: str) -> str:
    """What is said of a file whose encoding was guessed."""
    return f"the file is not in UTF-8: it was read as {encoding}; look at its letters with accents"


def nulls_remark(count: int) -> str:
    """What is said of a file with null characters that were left out; nothing where there are none."""
    return f"{count} null character{'s' * (count > 1)} in the file left out: it may be damaged" if count else ""


def with_remark(found: Iterator[Found], remark: str) -> Iterator[Found]:
    """What is found in a file, the first document with a remark on the file where there is one."""
    for one in found:
        if remark and isinstance(one, Document):
            one, remark = one.changed(warnings=(*one.warnings, remark)), ""
        yield one


def documents(
    found: Iterator[Found], errors: Literal["raise", "skip"] | Callable[[CitekitError], object] = "raise"
) -> Iterator[Document]:
    """The documents; an error is raised, passed over (``skip``), or handed to a function."""
    for one in found:
        if not isinstance(one, CitekitError):
            yield one
        elif errors == "raise":
            raise one
        elif callable(errors):
            errors(one)
