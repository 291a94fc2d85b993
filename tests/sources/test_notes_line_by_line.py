"""A file with a note a line: a line that is a note, or is none, is never joined to its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit import Document
from citekit.sources import read_text
from tests.cli.runner import citekit as run

HALIFAX = "Halifax to Henderson, 22 August 1939, TNA, FO 371/22975, C11823/15/18"
GOEBBELS = "Goebbels an Hitler, 3. März 1943, BArch, NS 19/1234, Bl. 17r"
DULLES = "Dulles to Eisenhower, 3 July 1954, Dulles Papers, box 1, folder 4, DDEL"


def found(*lines: str) -> list[str]:
    """The sender of each note, or what the message names."""
    return [
        d.sender if isinstance(d, Document) else d.what.partition("“")[2][:12] for d in read_text("\n".join(lines), "f")
    ]


@pytest.mark.parametrize("stop", [".", ""])
@pytest.mark.parametrize("line", ["my uncle told me so at dinner", "ask Anna about this"])
def test_a_line_that_is_no_note_is_said_and_joined_to_none(line: str, stop: str) -> None:
    notes = (HALIFAX + stop, GOEBBELS + stop)
    assert found(*notes, line) == ["Halifax", "Goebbels", line[:12]]
    assert found(notes[0], line, notes[1]) == ["Halifax", line[:12], "Goebbels"]


def test_one_note_and_a_line_that_is_none() -> None:
    assert found(DULLES + ".", "my uncle told me so at dinner") == ["Dulles", "my uncle tol"]


def test_a_book_among_notes_is_not_joined_to_the_note_before_it() -> None:
    book = "John Lewis Gaddis, We Now Know (Oxford: Clarendon Press, 1997), 84."
    assert found(HALIFAX + ".", book, "ask Anna about this", GOEBBELS + ".") == [
        "Halifax",
        "John Lewis G",
        "ask Anna abo",
        "Goebbels",
    ]


def test_notes_that_go_on_in_the_next_line_are_whole() -> None:
    assert found(
        "Stalin to Molotov, 4 September 1926, RGASPI,", "f. 558, op. 11, d. 97; Mao to", "Stalin, 3 October"
    ) == [
        "Stalin",
        "Mao",
    ]
    (note,) = read_text("Stalin to Molotov, 4 September 1926, RGASPI, f. 558, op.\n11, d. 97,\nl. 4", "f")
    assert isinstance(note, Document)
    assert [level.value for level in note.references[0].levels] == ["558", "11", "97", "4"]


def test_ibid_on_a_line_of_its_own_takes_no_other_line_with_it() -> None:
    book = "Gaddis, We Now Know, p. 71."
    assert found(HALIFAX + ".", "ask Anna about this", GOEBBELS + ".", "Ibid.", book)[-2:] == ["Goebbels", book[:12]]


def test_notes_that_cannot_be_read_are_listed_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(
        f"{HALIFAX}.\n\nMy uncle told me so.\n\n{GOEBBELS}.\n\nAsk Anna about this.\n\nAnd Ben too.\n", "utf-8"
    )
    done = run("cite", "notes.txt", cwd=tmp_path)
    assert done.returncode == 1 and "Halifax" in done.stdout and "Goebbels" in done.stdout
    assert "note 2 (line 3)" in done.stderr and "note 4 (line 7), note 5 (line 9)" in done.stderr
