"""The command line run as a person runs it, without the settings of whoever runs the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

EXAMPLE = "examples/politburo-decision.md"
OTHER = "examples/tass-digest.md"


def citekit(
    *words: str | Path, stdin: bytes | str = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """One run: its exit status, standard output and standard error as text."""
    run = subprocess.run(
        [sys.executable, "-m", "citekit", *map(str, words)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        cwd=cwd,
        capture_output=True,
        timeout=60,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            "CITEKIT_CONFIG": os.devnull,
            **environment,
        },
        check=False,
    )
    return subprocess.CompletedProcess(run.args, run.returncode, run.stdout.decode("utf-8"), run.stderr.decode("utf-8"))


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]
