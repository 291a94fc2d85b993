"""What was found before: reports with their ETag and Last-Modified, in one file that several processes share
(SQLite)."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import threading
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .report import VERDICTS, LinkReport

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS reports"
    " (url TEXT, about TEXT, report TEXT, etag TEXT, modified TEXT, at REAL, PRIMARY KEY (url, about))"
)
# what may be over in a moment is asked again
_KEPT = frozenset(("same", "alive", "different", "moved", "redirected", "not-found", "gone", "too-large"))


@dataclass(frozen=True)
class Remembered:
    """A report of an earlier check: how old it is, in seconds, and what the server said to ask by."""

    report: LinkReport
    age: float
    etag: str
    modified: str


def default_path() -> Path:
    """Where the cache is on this machine."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("citekit")) / "links.sqlite"


class Cache:
    """Reports by address and what they were compared with, for this person's eyes only.

    ``warning`` says what was wrong with the file: one that is broken is replaced; where it cannot be used, nothing is
    remembered. Addresses with a name and password in them are never remembered.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.lock = threading.Lock()
        self.warning = ""
        self.connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # it is busy, or cannot be written
                self.warning = f"{self.path}: the cache cannot be used ({error}), so no results are kept"
                return None
        except OSError as error:
            self.warning = f"{self.path}: the cache cannot be used ({error.strerror}), so no results are kept"
            return None
        broken = self.path.with_name(self.path.name + ".broken")
        try:
            os.replace(self.path, broken)
            self.warning = f"{self.path}: the cache was damaged and has been started again; the former file is {broken}"
            return self._connect()
        except (OSError, sqlite3.Error):
            self.warning = f"{self.path}: the cache is damaged and cannot be replaced, so no results are kept"
            return None

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        os.chmod(self.path, 0o600)
        connection = sqlite3.connect(self.path, timeout=30, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)
            connection.execute("SELECT url, about, report, etag, modified, at FROM reports LIMIT 1").fetchone()
        except sqlite3.Error as error:
            connection.close()
            if "no such column" in str(error):
                raise sqlite3.DatabaseError("a table of another form") from error
            raise
        return connection

    def get(self, url: str, about: str) -> Remembered | None:
        """What is remembered of an address, or None."""
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
        return Remembered(report, max(0.0, time.time() - row[1]), row[2], row[3]) if report is not None else None

    def put(self, url: str, about: str, report: LinkReport, etag: str = "", modified: str = "") -> None:
        """Remember a report that will still be true tomorrow."""
        if self.connection is None or report.verdict not in _KEPT or _has_credentials(url, report):
            return
        row = (url, about, json.dumps(report.to_dict()), etag[:500], modified[:100], time.time())
        try:
            with self.lock:
                self.connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self.warning = self.warning or f"{self.path}: a result could not be stored ({error})"


def _has_credentials(url: str, report: LinkReport) -> bool:
    try:
        return any("@" in urlsplit(address).netloc for address in (url, report.final_url, *report.redirects))
    except ValueError:
        return True


def report_of(text: str) -> LinkReport | None:
    """The report of a line of JSON, or None where it is none; a value of another kind than its field's is left out."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("url"), str):
        return None
    if not isinstance(data.get("verdict"), str) or data["verdict"] not in VERDICTS:
        return None
    kinds = {f.name: type(f.default) for f in fields(LinkReport) if f.name not in ("url", "verdict", "same")}
    values: dict[str, Any] = {"url": data["url"], "verdict": data["verdict"]}
    if (same := data.get("same")) is None or isinstance(same, bool):
        values["same"] = same
    for name, kind in kinds.items():
        value = data.get(name)
        if kind is tuple and isinstance(value, list):
            value = tuple(v for v in value if isinstance(v, str))
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(min(abs(value), 10**9))
        if kind is float and isinstance(value, float) and not math.isfinite(value):
            value = 0.0  # what is no number in JSON
        if type(value) is kind:
            values[name] = value
    return LinkReport(**values)
