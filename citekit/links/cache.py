"""What was found before: reports with their ETag and Last-Modified, in one file that several processes share (SQLite)."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

from .report import LinkReport

_SCHEMA = "CREATE TABLE IF NOT EXISTS reports (url TEXT, about TEXT, report TEXT, etag TEXT, modified TEXT, at REAL, PRIMARY KEY (url, about))"
# what may be over in a moment is asked again
_KEPT = frozenset(("same", "alive", "different", "moved", "redirected", "not-found", "gone", "too-large"))


def default_path() -> Path:
    """Where the cache is on this machine."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("citekit")) / "links.sqlite"


class Cache:
    """Reports by address and what they were compared with. Where the file cannot be used, nothing is remembered."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.lock = threading.Lock()
        self.connection: sqlite3.Connection | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error):
            self.connection = None

    def get(self, url: str, about: str) -> tuple[LinkReport, float, str, str] | None:
        """(report, its age in seconds, ETag, Last-Modified), or None."""
        if self.connection is None:
            return None
        try:
            with self.lock:
                row = self.connection.execute(
                    "SELECT report, at, etag, modified FROM reports WHERE url = ? AND about = ?", (url, about)
                ).fetchone()
        except sqlite3.Error:
            return None
        report = report_of(row[0]) if row is not None else None
        return (report, max(0.0, time.time() - row[1]), row[2], row[3]) if report is not None else None

    def put(self, url: str, about: str, report: LinkReport, etag: str = "", modified: str = "") -> None:
        """Remember a report that will still be true tomorrow."""
        if self.connection is None or report.verdict not in _KEPT:
            return
        row = (url, about, json.dumps(report.to_dict()), etag, modified, time.time())
        try:
            with self.lock:
                self.connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error:
            pass


def report_of(text: str) -> LinkReport | None:
    """The report of a line of JSON, or None where it is none."""
    from .report import VERDICTS

    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or data.get("verdict") not in VERDICTS or not isinstance(data.get("url"), str):
        return None
    known = {f.name for f in fields(LinkReport)}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
    return LinkReport(**values)
