"""Data out of one command and into the next; ``-o`` on every command that prints; output that cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, OTHER, citekit, json_lines
from tests.conftest import ROOT, Server
from tests.conftest import page as served

READING = [
    ["cite"],
    ["bibliography"],
    ["export", "--to", "bibtex"],
    ["export", "--to", "csl-json"],
    ["show"],
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("file", [EXAMPLE, "examples/library.json"])
def test_what_show_prints_as_json_is_read_by_every_command(command: list[str], file: str) -> None:
    shown = citekit("show", file, "--json")
    again, straight = citekit(*command, "-", stdin=shown.stdout), citekit(*command, file)
    assert (again.returncode, again.stderr) == (0, "")
    assert sorted(again.stdout.replace("standard input", file).split("\n")) == sorted(straight.stdout.split("\n"))


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_other_processes_are_given_what_only_this_one_can_read(name: str) -> None:
    text = "".join(f'{{"id": "k{n}", "type": "book", "title": "Title {n}"}}\n' for n in range(50))
    many = citekit("export", "--to", "ris", "--jobs", "2", name, stdin=text)
    assert (many.returncode, many.stderr) == (0, "") and many.stdout.count("TY  - BOOK") == 50
    assert many.stdout == citekit("export", "--to", "ris", "-", stdin=text).stdout


def test_json_lines_of_items_are_read(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text(
        '{"id": "a", "type": "book", "title": "First"}\n\n{"id": "b", "type": "book", "title": "Second"}\n',
        encoding="utf-8",
    )
    assert [line["id"] for line in json_lines(citekit("cite", tmp_path, "--json").stdout)] == ["a", "b"]


def test_a_bad_line_of_json_lines_is_named(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text('{"id": "a", "type": "book", "title": "First"}\n{"id": \n', encoding="utf-8")
    run = citekit("cite", tmp_path / "items.jsonl")
    assert run.returncode == 1 and "items.jsonl, line 2: not valid JSON" in run.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["cite", EXAMPLE],
        ["bibliography", EXAMPLE],
        ["export", EXAMPLE, "--to", "ris"],
        ["show", EXAMPLE],
        ["show", EXAMPLE, "--json"],
        ["styles"],
        ["styles", "chicago"],
        ["styles", "mla", "--json"],
        ["config"],
        ["help", "fields"],
        ["help", "--man"],
    ],
    ids=" ".join,
)
def test_every_command_that_prints_may_write_a_file(command: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = citekit(*command, "-o", out)
    assert (run.returncode, run.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == citekit(*command).stdout != ""


def test_a_run_in_which_all_failed_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "notes.txt"
    out.write_text("my notes\n", encoding="utf-8")
    assert citekit("cite", "no-such.md", "-o", out).returncode == 1
    assert out.read_text(encoding="utf-8") == "my notes\n"


def test_bibliography_as_json_lines() -> None:
    run = citekit("bibliography", "examples/library.json", "--json")
    assert [line["entry"].split(",")[0] for line in json_lines(run.stdout)] == ["Creel", "Satterfield", "Smith"]


def test_fetch_as_json_lines(server: Server, tmp_path: Path) -> None:
    server.answers["/1"] = served("<title>A Report</title>")
    run = citekit("fetch", server.url("/1"), server.url("/2"), "-o", tmp_path, "--json", "--allow-private")
    (line,) = json_lines(run.stdout)
    assert run.returncode == 1 and "/2" in run.stderr
    assert line["url"] == server.url("/1") and Path(line["path"]).is_file() and line["fresh"] is True


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    [
        ["cite", EXAMPLE],
        *(
            pytest.param(words, marks=pytest.mark.slow)
            for words in (["show", EXAMPLE, OTHER], ["export", EXAMPLE, "--to", "bibtex"], ["help"])
        ),
    ],
)
def test_a_full_disk_is_one_clear_line(command: list[str]) -> None:
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "citekit", *command],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1 and "cannot be written (No space left on device)" in run.stderr
    assert run.stderr.count("\n") == 1


def test_more_than_a_document_on_standard_input_is_refused_before_it_fills_the_memory() -> None:
    run = subprocess.run(
        f"yes | {sys.executable} -m citekit cite -", shell=True, cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert b"too large to be a document" in run.stderr


def test_a_file_that_was_named_and_holds_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive:
        archive.writestr("README.md", "What these papers are.")
    for name, more in (("empty.jsonl", ""), ("papers.zip", " (1 file skipped, not a record: README.md)")):
        run = citekit("cite", tmp_path / name)
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr == f"citekit: {tmp_path / name}: there is no document in this file{more}\n"


def test_a_word_document_without_its_text_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "letter.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    run = citekit("cite", tmp_path / "letter.docx")
    assert run.returncode == 1 and "letter.docx: the file is damaged" in run.stderr


def test_files_of_the_folder_that_one_is_in_are_named_whole(tmp_path: Path) -> None:
    (tmp_path / "letter.ris").write_text("TY  - BOOK\nTI  - A Book\nER  - \n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    for name in ("README.md", "notes/chapter.md"):
        (tmp_path / name).write_text("# Not a record\n\nSome words about these papers.\n", encoding="utf-8")
    inside, outside = citekit("cite", ".", cwd=tmp_path), citekit("cite", tmp_path)
    assert "not records: README.md, notes/chapter.md" in inside.stderr and inside.returncode == 0
    assert "not records: README.md, notes/chapter.md" in outside.stderr
