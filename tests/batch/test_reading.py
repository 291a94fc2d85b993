"""Many files read by several processes: the same lists, the same messages, nothing lost."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

import pytest

from citekit import Document
from citekit.batch import read_files, workers
from citekit.cli.app import main
from tests.bench.records import archival_item
from tests.cli.runner import citekit

COUNT = 450


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of many records, a bad one and a file that is no record among them."""
    path = tmp_path_factory.mktemp("archive")
    for n in range(COUNT):
        (path / f"{n:04}.json").write_text(json.dumps([archival_item(n)]), encoding="utf-8")
    (path / "0007.json").write_text('[{"title": "cut', encoding="utf-8")
    (path / "README.txt").write_text("What is in this folder, and who made it.\n", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("command", [["bibliography"], ["cite", "--style", "mla"], ["show", "--json"]])
def test_a_folder_is_the_same_whoever_reads_it(command: list[str], folder: Path) -> None:
    jobs = [] if command[0] == "show" else ["--jobs", "1"]
    alone = citekit(*command, folder, *jobs)
    many = citekit(*command, folder, *(["--jobs", "2"] if jobs else []))
    assert alone.stdout == many.stdout and alone.stderr == many.stderr
    assert alone.returncode == 1 and "0007.json, line 1: not valid JSON" in alone.stderr
    assert "1 file skipped, not a record: README.txt" in alone.stderr
    assert len(alone.stdout.splitlines()) == COUNT - 1


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".tar"])
def test_every_command_reads_lines_and_packed_files(ending: str, tmp_path: Path) -> None:
    data = "".join(json.dumps(archival_item(n)) + "\n" for n in range(12)).encode()
    path = tmp_path / f"items{ending}"
    if ending == ".tar":
        (tmp_path / "inner.json").write_bytes(json.dumps([archival_item(n) for n in range(12)]).encode())
        with tarfile.open(path, "w") as archive:
            archive.add(tmp_path / "inner.json", "inner.json")
    else:
        path.write_bytes(gzip.compress(data) if ending.endswith(".gz") else data)
    done = citekit("bibliography", path)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 12), done.stderr


def test_a_damaged_file_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps(archival_item(n)) + "\n" for n in range(40)).encode()
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(lines)[:100])
    (tmp_path / "whole.jsonl").write_bytes(lines)
    done = citekit("bibliography", tmp_path / "cut.jsonl.gz", tmp_path / "whole.jsonl")
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 40
    assert "cut.jsonl.gz: the file cannot be read to its end (it is damaged or cut off)" in done.stderr


@pytest.fixture
def dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two dumps of a server, each larger than what is read in one piece."""
    monkeypatch.setattr("citekit.common.files.packed.LARGE", 1000)
    record = (
        "<record><header><identifier>{n}</identifier></header><metadata><dc "
        'xmlns="http://purl.org/dc/elements/1.1/"><title>Letter {n}</title></dc></metadata></record>\n'
    )
    folder = tmp_path / "dump"
    folder.mkdir()
    for name in ("a", "b"):
        records = "".join(record.format(n=f"{name}{n}") for n in range(20))
        text = f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>\n{records}</ListRecords></OAI-PMH>'
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


def test_a_large_file_of_records_is_read_in_pieces_under_its_own_name(dump: Path) -> None:
    path = str(dump / "a.xml")
    pool = workers(1)
    try:
        ((name, found),) = [(name, list(found)) for name, found in read_files([path], pool)]
    finally:
        pool.close()
    assert name == path
    assert [one.title for one in found if isinstance(one, Document)] == [f"Letter a{n}" for n in range(20)]


@pytest.mark.parametrize("command", [["export", "--to", "csl-jsonl"], ["bibliography"]])
def test_large_files_in_a_folder_are_exported_and_listed(
    command: list[str], dump: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["citekit", command[0], str(dump), *command[1:], "--jobs", "1"])
    with pytest.raises(SystemExit) as stopped:
        main()
    out = capsys.readouterr().out.casefold()
    assert not stopped.value.code and all(f"letter {name}{n}" in out for name in "ab" for n in range(20))
