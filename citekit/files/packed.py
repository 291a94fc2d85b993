"""Files of many documents, by their endings: JSON lines, plain or compressed, and .tar archives."""

from __future__ import annotations

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
TARS = (".tar", ".tar.gz", ".tgz")


def holds_many(path: str) -> bool:
    """Whether a file's name says that it holds many documents, which are read in pieces."""
    return path.lower().endswith((*LINES, *TARS))
