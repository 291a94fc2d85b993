"""What four people come to citekit for: each job with its commands and the seconds of one core that they took.

``python -m tests.bench.jobs``; the jobs stand in ``jobs.toml``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RECORDS = 10_000


@dataclass(frozen=True)
class Job:
    """A job: who has it, what it is, the commands, and what has to be in what the last one prints."""

    person: str
    what: str
    run: tuple[str, ...]
    prints: str
    status: int = 0
    needs: str = ""  # a package without which it cannot be done

    @property
    def possible(self) -> bool:
        """Whether what it needs is installed."""
        return not self.needs or importlib.util.find_spec(self.needs) is not None


def jobs() -> list[Job]:
    """The jobs, in their order: those of one person build on one another."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["job"]
    return [Job(**{**job, "run": tuple(job["run"])}) for job in listed]


def prepared(folder: Path) -> Path:
    """A folder with the examples, ten thousand records, and ``citekit`` as a command."""
    work = folder / "work"
    shutil.copytree(ROOT / "examples", work)
    record = {"type": "personal_communication", "archive": "RGASPI", "issued": {"date-parts": [[1926, 9, 4]]}}
    with open(folder / "records.jsonl", "w", encoding="utf-8") as file:
        for n in range(RECORDS):
            item = {"id": f"r{n}", "title": f"Letter {n}", "archive_location": f"f. 558, op. 11, d. {n}", **record}
            file.write(json.dumps(item) + "\n")
    command = folder / "bin" / "citekit"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m citekit "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return work


def run(job: Job, work: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """The last command of a job as it ended, and the seconds of one core that all of them took."""
    commands = f"{work.parent / 'bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": commands, "PYTHONPATH": str(ROOT), "CITEKIT_CONFIG": os.devnull, "NO_COLOR": "1"}
    start = _spent()
    for command in job.run:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=work,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    return done, _spent() - start


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        work = prepared(Path(folder))
        print("| who | job | command | seconds |\n|---|---|---|---|")
        for job in jobs():
            if job.possible:
                done, seconds = run(job, work)
                good = done.returncode == job.status and job.prints in done.stdout + done.stderr
                shown = "<br>".join(f"`{command}`" for command in job.run).replace("|", "\\|")
                print(f"| {job.person} | {job.what} | {shown} | {seconds:.2f}{'' if good else ' FAILED'} |")


if __name__ == "__main__":
    main()
