"""Errors that people read: what is wrong, where, and what to do."""

from __future__ import annotations


class CitekitError(Exception):
    """Base of everything citekit raises for bad input.

    ``what`` says what is wrong, ``where`` names the file, line or field, ``hint`` says what to do.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head} ({self.hint})" if self.hint else head

    def at(self, where: str) -> CitekitError:
        """The same error with a place put before the one it has (a file before a line)."""
        joined = f"{where}, {self.where}" if self.where else where
        return type(self)(self.what, where=joined, hint=self.hint)


class ReadError(CitekitError):
    """A source that cannot be read as a document."""


class StyleError(CitekitError):
    """A citation style that cannot be loaded or is not valid CSL 1.0.2."""


class ItemError(CitekitError):
    """A CSL-JSON item that cannot be used."""


class ExportError(CitekitError):
    """An export that cannot be written."""


class LinkError(CitekitError):
    """An address that cannot be checked."""


class UsageError(CitekitError):
    """An option, a format or a name that does not exist (exit status 2)."""


class MissingExtraError(CitekitError):
    """A feature whose optional dependency is not installed."""
