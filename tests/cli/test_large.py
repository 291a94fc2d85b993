"""Exports of many documents from the command line: processes, JSON lines, the same bytes as one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.records import archival_item
from tests.cli.runner import citekit


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(archival_item(n)) + "\n" for n in range(50)), encoding="utf-8")
    return path


@pytest.mark.parametrize("to", ["bibtex", "ris", "csl-json"])
def test_two_processes_write_what_one_command_writes(to: str, lines: Path, tmp_path: Path) -> None:
    (tmp_path / "items.json").write_text(
        json.dumps([json.loads(line) for line in lines.read_text().splitlines()]), encoding="utf-8"
    )
    one = citekit("export", tmp_path / "items.json", "--to", to)
    two = citekit("export", lines, "--to", to, "--jobs", "2")
    assert (two.returncode, two.stdout) == (0, one.stdout)


def test_a_bad_line_is_named_and_the_rest_is_written(lines: Path, tmp_path: Path) -> None:
    with lines.open("a", encoding="utf-8") as file:
        file.write('{"id": "cut\n')
    run = citekit("export", lines, "--to", "csl-jsonl", "-o", tmp_path / "out.jsonl")
    assert run.returncode == 1 and f"{lines}, line 51" in run.stderr
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 50


def test_what_is_no_record_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.json").write_text(json.dumps([archival_item(n)]), encoding="utf-8")
    (folder / "README.md").write_text("# My records\n\nThey are kept here.\n", encoding="utf-8")
    run = citekit("export", folder, "--to", "csl-json", "--jobs", "2")
    assert run.returncode == 0 and len(json.loads(run.stdout)) == 3
    assert "1 file skipped, not a record: README.md" in run.stderr


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_one_message(lines: Path) -> None:
    pytest.importorskip("distributed")
    run = citekit("export", lines, "--to", "bibtex", "--cluster", "tcp://127.0.0.1:9")
    assert run.returncode == 1 and "no scheduler answers" in run.stderr and run.stderr.count("\n") == 1
