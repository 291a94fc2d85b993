"""Files of many documents: JSON lines, plain or compressed, .tar archives, and large files of records."""

from __future__ import annotations

import os

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
TARS = (".tar", ".tar.gz", ".tgz")
MANY_FILES = 400  # files, or documents, from which other processes are worth their start
LARGE = 50_000_000  # bytes: a larger file is not a single document


def holds_many(path: str) -> bool:
    """Whether a file holds many documents, to be read in pieces: by its name or its size."""
    if path.lower().endswith((*LINES, *TARS)):
        return True
    try:
        return path != "-" and os.path.getsize(path) > LARGE
    except (OSError, ValueError):
        return False
