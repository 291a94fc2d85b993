"""Exports of many documents from the command line: processes, JSON lines, the same bytes as one by one."""

from __future__ import annotations

import csv
import json
import tarfile
from pathlib import Path

import pytest

from citekit.batch import export_pieces, pieces_of, workers
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


def test_what_is_wrong_is_said_of_each_file_as_by_other_commands(lines: Path, tmp_path: Path) -> None:
    lines.write_text(
        lines.read_text() + "{\n[1]\n{\n" + '{"id": "x", "title": "X", "type": "book"}\n', encoding="utf-8"
    )
    record = "TY  - BOOK\nTI  - {}\n"
    (tmp_path / "a, b.ris").write_text(record.format("One") + "ER  - \n\n" + record.format("Two"), encoding="utf-8")
    (tmp_path / "none.txt").write_text("This is no record at all.\n", encoding="utf-8")
    with tarfile.open(tmp_path / "dump.tar", "w") as archive:
        for name in ("a, b.ris", "none.txt"):
            archive.add(tmp_path / name, f"in/{name}")
    files = [tmp_path / name for name in ("missing.ris", "a, b.ris", "none.txt", "dump.tar")]
    other = citekit("bibliography", lines, *files)
    for jobs in ("1", "2"):
        run = citekit("export", lines, *files, "--to", "ris", "--jobs", jobs)
        assert (run.returncode, run.stderr.split("citekit: note:")[0]) == (1, other.stderr)
    said = other.stderr.splitlines()
    assert len(said) == 6 and "2 more records of this file cannot be read: line 52, item 1, line 53" in said[0]


def test_all_duplicates_are_listed_in_a_table(tmp_path: Path) -> None:
    book = {"type": "book", "title": "=Wheat", "author": [{"family": "Doe"}]}
    path, table = tmp_path / "items.jsonl", tmp_path / "twice.csv"
    items = [{**book, "id": f"d{n}", "volume": str(n % 50)} for n in range(150)]
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    noted = citekit("export", path, "--to", "ris", "-o", tmp_path / "out.ris")
    assert "80 more documents are, or may be, the same as others: --duplicates FILE.csv" in noted.stderr
    listed = citekit("export", path, "--to", "ris", "-o", tmp_path / "out.ris", "--duplicates", table)
    assert listed.stderr == ""
    rows = list(csv.DictReader(table.open(encoding="utf-8")))
    assert [(row["key"], row["other"], row["certainty"]) for row in rows] == [
        (f"d{n}", f"d{n % 50}", "same") for n in range(50, 150)
    ]
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    small = tmp_path / "small.csv"
    assert citekit("export", tmp_path / "items.json", "--to", "ris", "--duplicates", small).returncode == 0
    assert small.read_bytes() == table.read_bytes()


@pytest.mark.parametrize("options", [("--update", "-o", "a.bib"), ("-o", "twice.csv")])
def test_a_table_of_duplicates_that_cannot_be_is_refused(options: tuple[str, ...], lines: Path) -> None:
    run = citekit("export", lines, "--to", "bibtex", "--duplicates", "twice.csv", *options, cwd=lines.parent)
    assert run.returncode == 2 and "uplicates" in run.stderr


def test_a_large_export_says_how_far_it_is(lines: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    class Listener:
        def read(self, documents: int, size: int) -> None:
            told.append(("read", documents, size))

        def wrote(self, documents: int, total: int) -> None:
            told.append(("wrote", documents, total))

    pieces = list(pieces_of([str(lines), str(lines)]))
    export_pieces(pieces, "ris", lambda text: None, workers(1), lambda message: None, progress=Listener())
    size = lines.stat().st_size
    assert told == [("read", 50, size), ("read", 100, 2 * size), ("wrote", 50, 100), ("wrote", 100, 100)]


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_one_message(lines: Path) -> None:
    pytest.importorskip("distributed")
    run = citekit("export", lines, "--to", "bibtex", "--cluster", "tcp://127.0.0.1:9")
    assert run.returncode == 1 and "no scheduler answers" in run.stderr and run.stderr.count("\n") == 1
