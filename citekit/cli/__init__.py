"""The command line: one file a command."""

from __future__ import annotations

from gc import set_threshold

# before anything is imported: looking for cycles, which documents have none of, takes a sixth of a long run
set_threshold(100_000, 50, 50)

from .process import main  # noqa: E402

__all__ = ["main"]
