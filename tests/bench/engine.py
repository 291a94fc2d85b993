"""Notes and bibliography with citekit, pandoc, citeproc-js and citeproc-py: wall time and peak memory of whole
processes.

python -m tests.bench.engine                     100, 1,000 and 10,000 items; official and own styles; cold start
python -m tests.bench.engine --counts 1000 --styles chicago-notes-bibliography --subjects citekit pandoc
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .items import items
from .subjects import SUBJECTS, Job, measurable, missing, pandoc_program, style_file

STYLES = ["chicago-notes-bibliography", "own:chicago-notes", "chicago-author-date", "own:chicago-author-date"]


@dataclass(frozen=True)
class Measured:
    """A run: wall time in seconds, peak memory in MB, processor time in seconds; ``failed`` says why there is none."""

    seconds: float = 0.0
    megabytes: float = 0.0
    failed: str = ""
    spent: float = 0.0

    def __str__(self) -> str:
        return self.failed or f"{self.seconds:.2f} s {self.megabytes:.0f} MB"


def measure(command: Sequence[str], limit: float, repeat: int = 1) -> Measured:
    """The quickest of ``repeat`` runs of a command, stopped after ``limit`` seconds."""
    best = Measured(failed="not run")
    for _ in range(repeat):
        with tempfile.TemporaryFile() as errors:  # a pipe that nobody reads would stop a program with much to say
            found = _run(command, limit, errors)
        if found.failed:
            return found
        if best.failed or found.seconds < best.seconds:
            best = found
    return best


def _run(command: Sequence[str], limit: float, errors: IO[bytes]) -> Measured:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
    pid = status = 0
    while pid == 0:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - started
        if pid == 0 and seconds > limit:
            os.killpg(process.pid, signal.SIGKILL)
            os.wait4(process.pid, 0)
            process.returncode = -9
            return Measured(failed=f"over {limit:.0f} s")
        if pid == 0:
            time.sleep(0.0005 if seconds < 2 else 0.02)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        errors.seek(0)
        error = errors.read().decode(errors="replace")
        return Measured(failed="failed: " + (error.strip().splitlines() or ["no message"])[-1][:60])
    return Measured(seconds, usage.ru_maxrss / 1024, spent=usage.ru_utime + usage.ru_stime)


def compare(style: str, counts: Sequence[int], names: Sequence[str], limit: float, repeat: int) -> None:
    """A table of one style, a row for each number of items, with each peer's time as a multiple of citekit's."""
    print(f"\n{style}")
    over: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            job = Job(Path(folder), items(count), style_file(style))
            job.write()
            cells, own = [], 0.0
            for name in names:
                if name in over:
                    found = Measured(failed=f"over {limit:.0f} s")
                else:
                    found = measure(
                        SUBJECTS[name](job, Path(folder) / "out.txt"), limit, repeat if count <= 1000 else 1
                    )
                if found.failed.startswith("over"):
                    over.add(name)
                if name == "citekit":
                    own = found.seconds
                ratio = f" ({found.seconds / own:.2f} x)" if own and not found.failed and name != "citekit" else ""
                cells.append(f"{name} {found}{ratio}")
            print(f"  {count:>6}: " + "; ".join(cells), flush=True)


def cold_start(repeat: int) -> None:
    """One footnote from the command line, process start included."""
    print("\none footnote from the command line, the document as an item in a file")
    item = {**items(4)[3], "id": "a"}
    with tempfile.TemporaryDirectory() as folder:
        source, note = Path(folder) / "one.json", Path(folder) / "one.md"
        source.write_text(json.dumps([item]), encoding="utf-8")
        note.write_text("x[@a]\n", encoding="utf-8")
        for style in ("chicago-notes-bibliography", "own:chicago-notes"):
            path = str(style_file(style))
            own = measure([sys.executable, "-m", "citekit", "cite", str(source), "--style", path], 60, repeat)
            row = f"  {style}: citekit {own.failed or f'{own.seconds * 1000:.0f} ms'}"
            if not missing("pandoc"):
                options = ["--citeproc", "--csl", path, "--bibliography", str(source), "-t", "plain"]
                peer = measure([pandoc_program(), *options, str(note)], 60, repeat)
                row += f"; pandoc {peer.seconds * 1000:.0f} ms; citekit / pandoc {own.seconds / peer.seconds:.2f}"
            print(row, flush=True)


def one_more_note(count: int) -> None:
    """What a note costs that is added to a document, and what reading all notes afterwards costs, inside one
    process.
    """
    from citekit.engine import Processor

    print(f"\none note added to a document of {count:,} notes")
    works = items(count + 1)
    for style in ("chicago-notes-bibliography", "chicago-author-date"):
        processor = Processor(str(style_file(style)), works, output="text")
        for n, work in enumerate(works[:-1], 1):
            processor.cite([{"id": work["id"]}], note=n)
        started = time.perf_counter()
        processor.cite([{"id": works[-1]["id"]}], note=count + 1)
        added = time.perf_counter() - started
        started = time.perf_counter()
        processor.citations()
        read = time.perf_counter() - started
        print(f"  {style}: added in {added * 1000:.1f} ms, all notes read again in {read * 1000:.1f} ms", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", nargs="+", type=int, default=[100, 1000, 10000])
    parser.add_argument("--styles", nargs="+", default=STYLES)
    parser.add_argument("--subjects", nargs="+", choices=list(SUBJECTS), default=list(SUBJECTS))
    parser.add_argument("--limit", type=float, default=120.0, help="seconds after which a run is stopped")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the quickest counts, up to 1,000 items")
    options = parser.parse_args()
    names = measurable(options.subjects)
    for style in options.styles:
        compare(style, options.counts, names, options.limit, options.repeat)
    one_more_note(1000)
    cold_start(max(options.repeat, 5))


if __name__ == "__main__":
    main()
