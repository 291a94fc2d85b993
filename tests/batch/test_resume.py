"""An export that was stopped goes on: what is done is not done again, and the bytes are the same."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from citekit.batch import Journals, Piece, export_pieces, pieces_of, workers
from citekit.batch.journal import Journal, unpickled
from citekit.sources import Found
from tests.bench.records import archival_item
from tests.cli.runner import citekit

COUNT = 300


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.batch.pieces.BYTES", 20_000)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "items.jsonl"
    path.write_text("".join(json.dumps(archival_item(n)) + "\n" for n in range(COUNT)), encoding="utf-8")
    return path


class StoppedError(Exception):
    """In the place of Ctrl-C."""


def export(lines: Path, journals: Journals | None, stop_reading: int = 0, stop_writing: int = 0) -> tuple[str, int]:
    """(what is written, how many pieces were read); stopped behind so many pieces."""
    out: list[str] = []
    read: list[Piece] = []

    def pieces() -> Iterator[Piece]:
        for n, piece in enumerate(pieces_of([str(lines)])):
            if stop_reading and n == stop_reading:
                raise StoppedError
            read.append(piece)
            yield piece

    def write(text: str) -> None:
        out.append(text)
        if stop_writing and len(out) == stop_writing:
            raise StoppedError

    export_pieces(pieces(), "bibtex", write, workers(1), lambda message: None, journals=journals)
    return "".join(out), len(read)


def test_the_bytes_are_the_same_however_often_a_run_was_stopped(lines: Path, tmp_path: Path) -> None:
    whole, pieces = export(lines, None)
    target = tmp_path / "out.bib"
    for stop in ({"stop_reading": 3}, {"stop_reading": 5}, {"stop_writing": 2}):
        journals = Journals.beside(target, "one export")
        with pytest.raises(StoppedError):
            export(lines, journals, **stop)
        journals.close(done=False)
    journals = Journals.beside(target, "one export")
    assert journals.reading.resumed and journals.writing is not None and journals.writing.resumed
    assert export(lines, journals)[0] == whole
    journals.close(done=True)
    assert pieces > 5 and sorted(p.name for p in tmp_path.iterdir()) == ["items.jsonl"]


def test_parts_that_are_done_are_not_read_again(lines: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journals = Journals.beside(tmp_path / "out.bib", "one export")
    with pytest.raises(StoppedError):
        export(lines, journals, stop_reading=4)
    journals.close(done=False)
    read: list[object] = []
    read_piece = Piece.read

    def noted(self: Piece) -> Iterator[Found]:
        read.append(self)
        return read_piece(self)

    monkeypatch.setattr(Piece, "read", noted)
    pieces = export(lines, Journals.beside(tmp_path / "out.bib", "one export"))[1]
    assert len(read) == pieces - 4


def test_what_another_export_left_is_begun_anew(lines: Path, tmp_path: Path) -> None:
    journals = Journals.beside(tmp_path / "out.bib", "one export")
    with pytest.raises(StoppedError):
        export(lines, journals, stop_reading=4)
    journals.close(done=False)
    assert not Journals.beside(tmp_path / "out.bib", "another").reading.resumed


def test_a_part_that_was_cut_off_is_read_again(lines: Path, tmp_path: Path) -> None:
    whole, _ = export(lines, None)
    journals = Journals.beside(tmp_path / "out.bib", "one export")
    with pytest.raises(StoppedError):
        export(lines, journals, stop_reading=4)
    journals.close(done=False)
    path = tmp_path / "out.bib.read"
    path.write_bytes(path.read_bytes()[:-1000] + b"\0" * 500)
    assert export(lines, Journals.beside(tmp_path / "out.bib", "one export"))[0] == whole


class Hostile:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("run",)


def test_a_journal_that_somebody_else_wrote_runs_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = Journal(tmp_path / "x", "about")
    journal.add([Hostile()], b"")
    journal.close(done=False)
    with pytest.raises(pickle.UnpicklingError, match="not part of a document"):
        list(Journal(tmp_path / "x", "about").known())
    with pytest.raises(pickle.UnpicklingError):
        unpickled(pickle.dumps(export))
    assert capsys.readouterr().out == ""


def test_the_command_goes_on_and_clears_up(lines: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.bib"
    first = citekit("export", lines, "--to", "bibtex", "-o", target, "--resume")
    assert first.returncode == 0 and target.read_text().count("@") >= COUNT
    assert sorted(p.name for p in tmp_path.iterdir()) == ["items.jsonl", "out.bib"]
    refused = citekit("export", lines, "--to", "bibtex", "--resume")
    assert refused.returncode == 2 and "--resume needs files to read and one to write" in refused.stderr
