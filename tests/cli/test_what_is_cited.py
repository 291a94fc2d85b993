"""What may be cited: a typed note, citations of a library, and the records in a folder full of other things."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, OTHER, citekit, json_lines
from tests.conftest import ROOT

NOTE = '"A Report", 1955, Wilson Center Digital Archive, RGANI, f. 5, op. 28, d. 314. https://example.org/1'


@pytest.mark.parametrize("command", [["cite"], ["bibliography"], ["export", "--to", "bibtex"], ["show"]])
def test_a_note_may_be_typed_in_the_place_of_a_file(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")
    typed, read = citekit(*command, "--text", NOTE), citekit(*command, tmp_path / "note.txt")
    assert (typed.returncode, typed.stderr) == (0, "")
    assert typed.stdout.replace("the text", str(tmp_path / "note.txt")) == read.stdout


def test_citations_of_a_library_are_cited_in_their_order() -> None:
    run = citekit(
        "cite", "[@politburo-decision, l. 44]", "[@134696]", "[@politburo-decision, l. 45]", "--library", "examples"
    )
    first, second, third = run.stdout.splitlines()
    assert run.returncode == 0
    assert "List 44 and AVPRF" in first and "TASS Digest" in second
    assert third == "\u201cSoviet Politburo Decision with Approved Message from Gromyko to Razuvaev,\u201d list 45."


def test_several_sources_stand_in_one_citation() -> None:
    run = citekit("cite", "[@politburo-decision; @134696]", "--library", EXAMPLE, "--library", OTHER)
    assert run.returncode == 0 and run.stdout.count("\n") == 1 and "; \u201cTASS Digest" in run.stdout


@pytest.mark.parametrize("typed", ["@134696 [2]", "@134696, 2", "[@134696, 2]"])
def test_a_key_of_a_sentence_is_a_citation_like_any_other(typed: str) -> None:
    run = citekit("cite", typed, "--library", OTHER)
    assert run.returncode == 0 and "TASS Digest" in run.stdout and "[" not in run.stdout


def test_files_beside_citations_are_their_library() -> None:
    run = citekit("cite", "[@politburo-decision]", "--library", OTHER, EXAMPLE)
    assert run.returncode == 0 and run.stdout.startswith("\u201cSoviet Politburo Decision")


def test_a_key_that_nothing_answers_to_is_named_with_the_nearest() -> None:
    run = citekit("cite", "[@politburo-decison]", "[@134696]", "--library", "examples")
    assert run.returncode == 1 and "politburo-decison" in run.stderr and "did you mean politburo-decision" in run.stderr
    assert "TASS Digest" in run.stdout, "the other citation is printed all the same"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["[@x]"], "--library"),
        (["[@x, l. 4]", "--text", NOTE], "cannot be combined"),
        (["@;", "--library", EXAMPLE], "not a citation"),
        (["[politburo-decision, l. 44]", "--library", EXAMPLE], "not a citation"),
        (["@politburo-decision [44] says", "--library", EXAMPLE], "not a citation"),
        ([], "nothing to cite"),
        (["--text", ""], "nothing to cite"),
        ([EXAMPLE, "--locator", "1", "--locator", "2"], "only once"),
        ([EXAMPLE, "-l", "1", "-l", "2"], "--library"),
    ],
)
def test_what_cannot_be_meant_is_wrong_use(words: list[str], said: str) -> None:
    run = citekit("cite", *words)
    assert (run.returncode, run.stdout) == (2, "") and said in run.stderr and run.stderr.count("\n") == 1


def test_no_citation_depends_on_the_order_of_the_documents(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    for name in "ab":
        (tmp_path / f"{name}.yaml").write_text(
            f"title: Report {name.upper()}\nauthor: Stalin, I.\ndate: 1926\nreference: RGASPI, f. 558\n",
            encoding="utf-8",
        )
    run = citekit("cite", tmp_path, "--style", "chicago-author-date")
    years = [line.split()[-1].rstrip(")") for line in run.stdout.splitlines()]
    assert sorted(years) == ["1926a", "1926b"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a person has it: two records among a README, a chapter, notes, pictures and programs' settings."""
    pytest.importorskip("yaml")
    (tmp_path / "decision.md").write_text((ROOT / EXAMPLE).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "molotov.yaml").write_text(
        "title: Letter to Molotov\ndate: 4 September 1926\nreference: RGASPI, f. 558, op. 11, d. 97\n", encoding="utf-8"
    )
    (tmp_path / "README.md").write_text("# My thesis\n\nWhat lies where.\n", encoding="utf-8")
    (tmp_path / "chapter.md").write_text("# Chapter one\n\nIt was [@molotov, l. 4] who wrote.\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("buy milk\nwrite to the archive\n", encoding="utf-8")
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1.0", "type": "module"}', encoding="utf-8")
    (tmp_path / "ci.yaml").write_text("jobs:\n  test: x\nname: build\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n', encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "chapter.docx").write_bytes(b"PK\x03\x04")
    return tmp_path


def test_what_is_no_record_is_passed_over_in_a_folder_with_one_line(folder: Path) -> None:
    run = citekit("cite", folder)
    assert run.returncode == 0
    assert "Soviet Politburo Decision" in run.stdout and "Letter to Molotov" in run.stdout
    assert run.stdout.count("\n") == 2 and run.stderr.count("\n") == 1
    assert "9 files skipped" in run.stderr and "README.md" in run.stderr and str(folder) in run.stderr


@pytest.mark.parametrize(
    "name", ["README.md", "chapter.md", "notes.txt", "package.json", "ci.yaml", "empty.txt", "photo.jpg"]
)
def test_what_is_no_record_is_refused_where_a_person_names_it(folder: Path, name: str) -> None:
    run = citekit("cite", folder / name)
    assert (run.returncode, run.stdout) == (1, "") and name in run.stderr and run.stderr.count("\n") == 1


def test_a_damaged_record_in_a_folder_is_an_error(folder: Path) -> None:
    (folder / "damaged.yaml").write_text("titel: Letter\ndate: 1926\nreference: RGASPI, f. 558\n", encoding="utf-8")
    (folder / "damaged.json").write_text('[{"id": "a",\n]', encoding="utf-8")
    run = citekit("cite", folder)
    assert run.returncode == 1 and "damaged.yaml, line 1, field “titel”" in run.stderr and "“title”" in run.stderr
    assert "damaged.json, line 2" in run.stderr and run.stdout.count("\n") == 2


def test_a_folder_without_records_is_said(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Nothing\n", encoding="utf-8")
    run = citekit("cite", tmp_path, EXAMPLE)
    assert run.returncode == 1 and f"{tmp_path}: there is no document in this folder" in run.stderr
    assert "Soviet Politburo Decision" in run.stdout


def test_many_bad_records_of_a_file_are_one_line(tmp_path: Path) -> None:
    items = ", ".join(["1"] * 40)
    (tmp_path / "list.json").write_text(
        f'[{{"id": "a", "type": "book", "title": "A Book"}}, {items}]', encoding="utf-8"
    )
    run = citekit("cite", tmp_path / "list.json")
    assert run.returncode == 1 and "A Book" in run.stdout
    assert run.stderr.count("\n") == 1 and "item 2" in run.stderr and "39 more records" in run.stderr


def test_a_folder_of_forms_is_searched(folder: Path) -> None:
    (folder / "tass.md").write_text((ROOT / OTHER).read_text(encoding="utf-8"), encoding="utf-8")
    found = [
        Path(line["source"]).name
        for line in json_lines(citekit("show", folder, "--find", "MOLOTOV rgaspi", "--json").stdout)
    ]
    assert found == ["molotov.yaml", "tass.md"]
    assert "molotov.yaml  [@" in citekit("show", folder, "--find", "558").stdout, "it says how to cite what was found"
    nothing = citekit("show", folder, "--find", "Churchill")
    assert (nothing.returncode, nothing.stdout) == (0, "") and "no document holds “Churchill”" in nothing.stderr


def test_an_address_points_to_fetch() -> None:
    run = citekit("cite", "https://example.org/document/1")
    assert run.returncode == 1 and "citekit fetch https://example.org/document/1 -o FOLDER" in run.stderr


def test_a_file_that_is_not_there_is_named_with_those_that_are() -> None:
    run = citekit("cite", "examples/politburo-decison.md")
    assert run.returncode == 1 and "did you mean “politburo-decision.md”" in run.stderr
    assert "there is no folder exampels" in citekit("cite", "exampels/politburo-decision.md").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    run = citekit("cite", tmp_path / "pipe.md")
    assert run.returncode == 1 and "this is a pipe or a device" in run.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["pipe.md", "pipe.tex", "pipe.docx"])
def test_a_draft_that_is_a_pipe_is_refused_at_once(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    run = citekit("weave", tmp_path / name, "--library", EXAMPLE, "-o", tmp_path / f"out_{name}")
    assert run.returncode == 1 and f"{name}: this is a pipe or a device" in run.stderr


def test_a_style_in_the_place_of_a_document_is_known_as_one() -> None:
    run = citekit("cite", "styles/mla.csl")
    assert run.returncode == 1 and "this is a citation style, and no record (name it with --style)" in run.stderr


def test_a_number_that_is_too_large_is_said(tmp_path: Path) -> None:
    (tmp_path / "items.json").write_text('[{"id": "a", "type": "book", "issued": {"date-parts": [[1e400]]}}]')
    run = citekit("cite", tmp_path / "items.json")
    assert run.returncode == 1 and "items.json: not valid JSON: 1e400 is too large a number" in run.stderr


def test_parts_of_a_date_that_are_no_numbers_are_printed_as_they_are(tmp_path: Path) -> None:
    item = {"id": "a", "type": "book", "title": "X", "issued": {"date-parts": [["19x0", "May"]]}}
    (tmp_path / "items.json").write_text(json.dumps([item]), encoding="utf-8")
    assert citekit("cite", tmp_path / "items.json").stdout == "X (19x0 May).\n"


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this system has no /dev/zero")
def test_a_device_without_end_is_refused() -> None:
    assert "this is a pipe or a device" in citekit("cite", "/dev/zero").stderr


@pytest.mark.parametrize(
    ("date", "said"), [("tomorrow", "is not a date"), ("2999-01-01", "in the future"), ("garbage", "is not a date")]
)
def test_an_access_date_is_a_day_that_has_been(date: str, said: str) -> None:
    run = citekit("cite", EXAMPLE, "--accessed", date)
    assert (run.returncode, run.stdout) == (2, "") and said in run.stderr


def test_yesterday_is_a_date() -> None:
    import datetime

    day = datetime.date.today() - datetime.timedelta(days=1)
    assert f"accessed {day:%B} {day.day}, {day.year}" in citekit("cite", EXAMPLE, "--accessed", "yesterday").stdout


@pytest.mark.parametrize(
    ("name", "data", "place", "advice"),
    [
        ("colon.yaml", b"date: 1926\ntitle: Stalin: a life\n", "line 2", "quotation marks"),
        ("open.yaml", b'title: "open\ndate: 1926\n', "line", "not closed"),
        ("tab.yaml", b"\ttitle: x\n", "line 1", "spaces instead of tabs"),
        ("bare.toml", b"date = '1926'\ntitle = Stalin\n", "line 2", "quotation marks"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "it is damaged", "download it again"),
        ("broken.json", b'[{"id": "a",\n]', "line 2", "not valid JSON"),
        ("broken.bib", b"@book{a,\n title = {x\n", "line", "closing brace"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_to_do(
    tmp_path: Path, name: str, data: bytes, place: str, advice: str
) -> None:
    (tmp_path / name).write_bytes(data)
    run = citekit("cite", tmp_path / name)
    assert (run.returncode, run.stdout) == (1, "") and run.stderr.count("\n") == 1
    assert name in run.stderr and place in run.stderr and advice in run.stderr and "Error" not in run.stderr


@pytest.mark.parametrize("command", ["cite", "bibliography"])
def test_a_broken_style_is_named_by_its_file(tmp_path: Path, command: str) -> None:
    (tmp_path / "mine.csl").write_text("<style", encoding="utf-8")
    run = citekit(command, EXAMPLE, "--style", tmp_path / "mine.csl")
    assert run.returncode == 1 and f"{tmp_path / 'mine.csl'}, line 1: not well-formed XML" in run.stderr
    missing = citekit(command, EXAMPLE, "--style", tmp_path / "other.csl")
    assert missing.returncode == 1 and f"{tmp_path / 'other.csl'}: there is no such file" in missing.stderr


@pytest.mark.parametrize("words", [["cite", ""], ["show", ""], ["bibliography", " "], ["add", ""], ["add", " "]])
def test_an_empty_name_is_not_passed_over_in_silence(words: list[str]) -> None:
    run = citekit(*words)
    assert (run.returncode, run.stdout) == (1, "") and run.stderr.count("\n") == 1


def test_a_message_is_one_line_whatever_was_typed() -> None:
    run = citekit("cite", EXAMPLE, "--style", "ml\na\nx")
    assert run.returncode == 1 and run.stderr.count("\n") == 1


def test_a_folder_that_is_not_there_is_named_where_a_file_should_be_written(tmp_path: Path) -> None:
    run = citekit("cite", EXAMPLE, "-o", tmp_path / "nowhere" / "notes.txt")
    assert run.returncode == 1 and f"there is no folder {tmp_path / 'nowhere'}" in run.stderr
